"""Shares the rows of a CSV out: the first ones tell what is done to them, large parts can be treated elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from piiguard.tables import csv_text
from piiguard.tables.csv_rows import Splitter
from piiguard.tables.csv_share import Share, Unfit
from piiguard.tables.csv_text import CsvRewriter, Data
from piiguard.tables.plan import TablePlan
from piiguard.tables.ragged import RaggedRows
from piiguard.tables.treat import ColumnTreatment

if TYPE_CHECKING:
    from piiguard.text.decode import TextSource

# So many bytes are treated elsewhere at once.
_SHARE: Final = 1 << 22


class SharedCsvRewriter(CsvRewriter):
    """Rewrites a CSV text of which others treat some parts, or treats those parts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._shared: TablePlan | None = None

    @property
    def can_share(self) -> bool:
        """Return whether parts of the table can be treated one without the other."""
        return self.by_bytes and all(each.by_value for each in self._treatments)

    def shares(self, source: TextSource, by_place: bool) -> Iterator[bytes | Share]:
        """Yield what `rewritten_bytes` does, but for large parts that another one can treat: see `treated_share`.

        `by_place`: whether these are given by their place in the file, as long as it is in UTF-8, and not yet checked
        to be text.
        """
        self._check = source.check if by_place else None
        self._fed = 0
        blocks = source.unchecked(_SHARE) if by_place else source.utf8()
        for piece, is_done in self._pieces(blocks, _SHARE // 2, csv_text.LONGEST_ROW):
            if is_done:
                yield piece
            elif not self.can_share:
                self._checked(piece, self._at)
                yield b"".join(self._plain_rows(piece))
            else:
                start = self._at + len(source.bom)
                is_placed = by_place and source.is_utf8
                rows = (start, start + len(piece)) if is_placed else piece
                yield Share(self.plan, self._delimiter, rows, self._name, self._how, self._row, self._layouts)
                self._row += self._in_bytes.rows_in(piece)

    @property
    def row(self) -> int:
        """Return how many rows were treated, here or elsewhere."""
        return self._row

    @property
    def cut_at(self) -> int:
        """Return how many bytes of the text are in what was yielded first."""
        return self._at

    def cut_share(self, start: int, stop: int) -> Share:
        """Return the rows behind those, from one byte of the file to another, as a share: see `Share.is_cut`."""
        return Share(self.plan, self._delimiter, (start, stop), self._name, self._how, 0, self._layouts, True)

    def passed_on(self, changed: int, rows: int, ragged: tuple[int, int, int]) -> None:
        """Count what another one did to a share; `rows`: how many there were if that was not known."""
        short, long, first = ragged
        self.ragged.add((short, long, first + self._row if first and rows else first))
        self.changed, self._row = self.changed + changed, self._row + rows

    def rest(self, blocks: Iterable[bytes]) -> Iterator[Data]:
        """Yield what stands behind shares that were treated elsewhere, treated."""
        self._check = None
        for piece, is_done in self._body(b"", iter(blocks), csv_text.PART, csv_text.AT_ONCE):
            yield from [piece] if is_done else self._plain_rows(piece)

    def treated_share(self, share: Share, rows: bytes) -> Iterator[Data]:
        """Yield rows of a table that another one has begun, treated; `changed` and `ragged` count them alone.

        It does not matter which rows were treated here before. Raises as `rewritten_bytes`, and `Unfit`.
        """
        self._name, self._row = share.name, share.before
        self.ragged = RaggedRows(self._guard, share.name, share.ragged)
        if self._delimiter != share.delimiter or self._shared != share.plan:
            self._delimiter, self._splitter = share.delimiter, Splitter(share.delimiter)
            self._treatments = [ColumnTreatment(self._guard, each) for each in share.plan.columns]
            for each, layouts in zip(self._treatments, share.layouts, strict=True):
                each.settle(layouts)
            self._shared, self._bytes = share.plan, None
        self.changed = at = 0
        if share.is_cut and self._in_bytes.plain_size(rows) != (len(rows), True):
            raise Unfit(int(share.rows[0]))
        while at < len(rows):
            part = rows[at : at + csv_text.AT_ONCE]
            size, _is_whole = self._in_bytes.plain_size(part)
            part = part[:size] if size else rows[at:]  # a row may be longer
            yield from self._plain_rows(part)
            at += len(part)
