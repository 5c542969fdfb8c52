"""Rewrites CSV text: every byte outside changed cells stays, whatever the delimiter, quotes and line ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import ne
from typing import TYPE_CHECKING, Final

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.beside import LineContext
from piiguard.tables.csv_head import head_of, treated_columns
from piiguard.tables.csv_rows import Row, Splitter, delimiter_of
from piiguard.tables.plan import TablePlan
from piiguard.tables.ragged import RaggedRows
from piiguard.tables.sheet import Plans
from piiguard.tables.treat import ColumnTreatment

if TYPE_CHECKING:
    from piiguard.tables.csv_bytes import CsvBytes

Data = bytes | bytearray
# So many rows are held, and treated, at once; the first ones tell what the columns hold.
_ROWS: Final = 4096
# Rows are treated as bytes where there are so many bytes of them.
PART: Final = 1 << 16
# So many bytes stay in the processor's cache.
AT_ONCE: Final = 1 << 19
LONGEST_ROW: Final = 1 << 24
# The delimiter is told by so many characters.
_HEAD_SIZE: Final = 1 << 14


class CsvRewriter:
    """Treats the cells of a CSV text that comes in blocks.

    The header is the first row as wide as most, unless it holds values; what stands above it is treated as text, and
    so are columns without a name, but for exports of known layout that have no header. `ragged`: whether rows with
    more cells than the header are an "error", or to "treat" by all that they may hold. Raises `ReadError` with the
    row for those, for a quote that is not closed, and for rows longer than 16 million bytes; `UsageError` for
    columns of a given plan that are not there.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None, ragged: str = "error") -> None:
        self._guard = guard
        self._name = name
        self._plans = Plans(guard, name, plan)
        self._splitter = Splitter(",")
        self._delimiter = ","
        self._treatments: list[ColumnTreatment] = []
        self._bytes: CsvBytes | None = None
        self._row = 0
        self._how = ragged
        self._lines: LineContext | None = None
        self.ragged = RaggedRows(guard, name, ragged)
        self.changed = 0
        self._layouts: list[dict[str, int]] = []
        # How many bytes came, where the last part began among them, and how to check that they are text.
        self._fed = self._at = 0
        self._check: Callable[[bytes, int], None] | None = None
        # Whether rows are treated as bytes, which is faster and gives the same.
        self.by_bytes = not guard.in_order

    @property
    def plan(self) -> TablePlan:
        """Return the plan, once the first rows were read."""
        return self._plans.made

    @property
    def notes(self) -> list[str]:
        """Return what is to be said of the table when all of it was read."""
        return self.ragged.notes

    def rewritten(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the text with its cells treated."""
        for part in self.rewritten_bytes(block.encode("utf-8", "surrogatepass") for block in blocks):
            yield part.decode("utf-8", "surrogatepass")

    def rewritten_bytes(self, blocks: Iterable[bytes]) -> Iterator[Data]:
        """Yield the text with its cells treated, from blocks of whole characters in UTF-8 to such blocks."""
        for piece, is_done in self._pieces(iter(blocks), PART, AT_ONCE):
            yield from [piece] if is_done else self._plain_rows(piece)

    def _checked(self, data: bytes, at: int) -> None:
        if self._check is not None:
            self._check(data, at)

    def _pieces(self, blocks: Iterator[bytes], least: int, most: int) -> Iterator[tuple[bytes, bool]]:
        """Yield parts of the text that are treated, and rows that can be as bytes, `least` bytes of them or more."""
        head, left = self._begun(blocks)
        self._at = self._fed - len(left)
        yield head, True
        yield from self._body(left, blocks, least, most)

    def _body(self, left: bytes, blocks: Iterator[bytes], least: int, most: int) -> Iterator[tuple[bytes, bool]]:
        held: list[Row] = []
        for block in chain([b""], blocks, [None]):
            left += block or b""
            self._fed += len(block or b"")
            enough, at = PART if block is None else least, 0
            while len(left) - at >= enough:
                size, is_whole = self._in_bytes.plain_size(left, at, at + most)
                if size >= PART:
                    if held:
                        yield self._treated(held), True
                    self._at = self._fed - len(left) + at
                    yield left[at : at + size], False
                    held, at = [], at + size
                elif is_whole and len(left) - at <= most:
                    break
                else:
                    left, at = left[at:], 0
                    # A quote that stands where none opens or closes a cell, or that is closed further on.
                    self._checked(left, self._fed - len(left))
                    rows, left = self._split(left, _ROWS)
                    held += rows
                    while len(held) >= _ROWS:
                        yield self._treated(held[:_ROWS]), True
                        held = held[_ROWS:]
                    if not rows:
                        break
            left = left[at:]
            if len(left) > LONGEST_ROW:
                raise ReadError(self._name, f"row {self._row + 1}: longer than any row; a quote that is not closed?")
        self._checked(left, self._fed - len(left))
        held += self._last_rows(left)
        for at in range(0, len(held), _ROWS):
            yield self._treated(held[at : at + _ROWS]), True

    def _begun(self, blocks: Iterator[bytes]) -> tuple[bytes, bytes]:
        """Plan the columns by the first rows; return those up to the header, treated, and what was read behind."""
        left = b""
        rows: list[Row] = []
        for block in blocks:
            left += block
            self._fed += len(block)
            if not rows and b"\n" not in left:
                continue
            if not rows:
                self._delimiter = delimiter_of(left.decode("utf-8", "surrogatepass")[:_HEAD_SIZE])
                self._splitter = Splitter(self._delimiter)
            some, left = self._split(left, _ROWS - len(rows))
            rows += some
            if len(rows) >= _ROWS:
                break
            if len(left) > LONGEST_ROW:
                raise ReadError(self._name, f"row {self._row + 1}: longer than any row; a quote that is not closed?")
        else:
            if not rows and left:
                self._delimiter = delimiter_of(left.decode("utf-8", "surrogatepass")[:_HEAD_SIZE])
                self._splitter = Splitter(self._delimiter)
            rows += self._last_rows(left)
            left = b""
        if not rows:
            return b"", left
        head = head_of(
            self._guard, rows, self._delimiter, self._plans, RaggedRows(self._guard, self._name, self._how)
        )
        self._treatments, self._lines = head.treatments, head.lines
        self.by_bytes = self.by_bytes and head.lines is None
        self._row -= len(rows) - head.size
        above = len(head.above)
        first = self._counted(rows[:above], head.above) + self._written(rows[above : head.size])
        body = self._written(rows[head.size :])
        if len(rows) < _ROWS:
            return first, body + left
        first += b"".join(self._first_rows(body))
        # Rows behind these are treated alike wherever the table is cut.
        self._layouts = [each.settle() for each in self._treatments]
        return first, left

    def _first_rows(self, body: bytes) -> Iterator[Data]:
        if self._in_bytes.plain_size(body)[0] == len(body):
            yield from self._plain_rows(body)
        else:
            yield self._by_row(body)

    def _split(self, data: bytes, most: int = 0) -> tuple[list[Row], bytes]:
        """Return the rows of `data`, `most` of them if that is not 0, and the bytes that are left."""
        rows, rest = self._splitter.rows(data.decode("utf-8", "surrogatepass"), most)
        if self._treatments:
            self.ragged.count(rows, len(self._treatments), self._row + 1)
        self._row += len(rows)
        return rows, rest.encode("utf-8", "surrogatepass")

    def _last_rows(self, left: bytes) -> list[Row]:
        """Return the rows of a text that may lack its last line end."""
        if not left:
            return []
        rows, rest = self._split(left if left.endswith(b"\n") else left + b"\n")
        if rest:
            column = self._splitter.open_column(rest.decode("utf-8", "surrogatepass"))
            raise ReadError(self._name, f"row {self._row + 1}, column {column}: a quote that is not closed")
        if not left.endswith(b"\n"):
            rows[-1] = rows[-1]._replace(end=rows[-1].end[:-1])
        return rows

    @property
    def _in_bytes(self) -> CsvBytes:
        if self._bytes is None:
            from piiguard.tables.csv_bytes import CsvBytes

            self._bytes = CsvBytes(self._treatments, self._delimiter)
        return self._bytes

    def _plain_rows(self, data: bytes) -> Iterator[Data]:
        """Yield rows treated, as bytes where they have the usual length."""
        if not self.by_bytes:
            yield self._by_row(data)
            return
        for part, rows in self._in_bytes.parts(data):
            if rows is None:
                yield self._by_row(part)
            else:
                new, changed = self._in_bytes.treated(rows)
                self.changed += changed
                self._row += rows.height
                yield new

    def _by_row(self, data: bytes) -> bytes:
        rows, _none = self._split(data)
        return b"".join([self._treated(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)])

    def _treated(self, rows: list[Row]) -> bytes:
        width = len(self._treatments)
        usual = [row for row in rows if len(row.cells) == width]
        columns = treated_columns(usual, self._treatments, self._delimiter) if usual else []
        if self._lines is not None:
            columns = self._lines.treated(usual, columns)
        if len(usual) == len(rows):
            return self._counted(rows, columns)
        others = [row for row in rows if len(row.cells) != width]
        own, ragged = iter(columns), iter(self.ragged.treated(others, self._treatments, self._delimiter))
        return self._counted(rows, [next(own if len(row.cells) == width else ragged) for row in rows])

    def _counted(self, old: Sequence[Row], new: Sequence[Row]) -> bytes:
        """Return rows as they are written, and count their cells that changed."""
        self.changed += sum(sum(map(ne, one.cells, two.cells)) for one, two in zip(old, new, strict=True))
        return self._written(new)

    def _written(self, rows: Iterable[Row]) -> bytes:
        text = "".join([self._delimiter.join(row.cells) + row.end for row in rows])
        return text.encode("utf-8", "surrogatepass")
