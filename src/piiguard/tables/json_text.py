"""Rewrites JSON, also a line each: every byte outside changed values and keys stays; columns are paths to values."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.json_keys import Keys
from piiguard.tables.json_read import Segment
from piiguard.tables.json_tokens import JsonReader, NotJsonError
from piiguard.tables.json_values import JsonValues
from piiguard.tables.plan import TablePlan

if TYPE_CHECKING:
    from piiguard.tables.json_lines import Alike, JsonLines

# So much text is held, and treated, at once; the first of it tells what the columns hold.
SIZE: Final = 1 << 20
_LONGEST: Final = 1 << 24
# Lines are told many at once where there are so many bytes of them.
_WORTH: Final = 1 << 17
_WORTH_IF_LOADED: Final = 1 << 14


class JsonRewriter:
    """Treats the values of JSON text that comes in blocks: one document, or one a line.

    A path joins keys by `.`, items of a list share `[]`, and `*` stands for keys that are values themselves, which
    are treated as text. A number that changes becomes a string, or null where nothing is left. Raises `ReadError`
    with the line for what is no JSON, and `UsageError` for paths of a given plan that never came.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._keys = Keys(guard)
        self._values = JsonValues(guard, name, plan)
        self._reader = JsonReader(self._keys.segment)
        self._lines: JsonLines | None = None
        self._line = 1
        self._is_new_line = True
        # Where in the text that is held begins, and up to where it was looked at.
        self._begin = self._end = 0
        self.changed = 0
        # Whether lines that are alike are treated as bytes, which is faster and gives the same.
        self.by_bytes = not guard.in_order

    @property
    def plan(self) -> TablePlan:
        """Return the plan of all paths that came so far."""
        return self._values.plan

    def rewritten(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the text with its values treated."""
        for part in self.rewritten_bytes(block.encode("utf-8", "surrogatepass") for block in blocks):
            yield part.decode("utf-8", "surrogatepass")

    def rewritten_bytes(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the text with its values treated, from blocks of whole characters in UTF-8 to such blocks."""
        held = b""
        for block in blocks:
            held += block
            while size := self._size(held):
                done, rest = self._treated(held[:size], False)
                held = rest + held[size:]
                self._begin, self._end = self._begin + size - len(rest), self._begin + size
                yield done
            if len(held) > _LONGEST:
                raise ReadError(self._name, f"line {self._line}: longer than any value; a quote that is not closed?")
        done, rest = self._treated(held, True)
        if not self._reader.is_done:
            raise ReadError(self._name, f"line {self._line}: ends before its JSON does")
        yield done + rest
        self._values.require_all()

    def _size(self, held: bytes) -> int:
        """Return how many bytes are treated next, 0 where more are to be read before that is known.

        Parts end with the last line before a border, at which it does not matter how the text was read, nor, where
        a line ends, what stands before it.
        """
        first = held.find(b"\n", self._end - self._begin)
        if first >= 0:
            border = (self._begin + first) // SIZE * SIZE + SIZE - self._begin
            return held.rfind(b"\n", 0, border) + 1 if len(held) >= border else 0
        border = self._end // SIZE * SIZE + 2 * SIZE - self._begin
        if len(held) < border:
            return 0
        while border < len(held) and held[border] & 0xC0 == 0x80:  # inside of a character
            border -= 1
        return border

    def _treated(self, data: bytes, is_last: bool) -> tuple[bytes, bytes]:
        """Return the text with its values treated as far as it was read, and the rest."""
        alike = self._alike(data)
        segments: list[Segment] = []
        for start, end in [(0, len(data))] if alike is None else alike.others:
            segments.append(self._segment(data, start, end, is_last))
            if alike is not None and end < len(data) and not self._reader.is_done:
                # What these lines have begun goes on behind them.
                alike = alike.before(end)
                segments.append(self._segment(data, end, len(data), is_last))
                break
        rest = segments[-1].rest.encode("utf-8", "surrogatepass") if segments else b""
        read = data[: len(data) - len(rest)]
        self._line += read.count(b"\n")
        self._is_new_line = read.endswith(b"\n") if read else self._is_new_line
        done, changed = self._values.treated(read, segments, alike, self._line)
        self.changed += changed
        return done, rest

    def _alike(self, data: bytes) -> Alike | None:
        """Return what can be told of lines many at once; None where that is nothing."""
        least = _WORTH_IF_LOADED if "numpy" in sys.modules else _WORTH
        if not self.by_bytes or len(data) < least or not self._is_new_line or not self._reader.is_done:
            return None
        if self._lines is None:
            from piiguard.tables.json_lines import JsonLines

            self._lines = JsonLines(self._keys)
        return self._lines.alike(data)

    def _segment(self, data: bytes, start: int, end: int, is_last: bool) -> Segment:
        text = data[start:end].decode("utf-8", "surrogatepass")
        is_end = end == len(data)
        try:
            return Segment(text, start, self._reader, self._keys, is_last and is_end, not is_end)
        except NotJsonError as error:
            before = text.count("\n", 0, error.offset)
            line = self._line + data.count(b"\n", 0, start) + before
            column = error.offset - text.rfind("\n", 0, error.offset)
            where = f"line {line}, column {column}" if before or start or self._is_new_line else f"line {line}"
            raise ReadError(self._name, f"{where}: not JSON") from None
