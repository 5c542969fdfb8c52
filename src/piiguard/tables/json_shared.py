"""Shares lines of JSON out: the first ones tell what is done to the values of each path, the others go elsewhere."""

from __future__ import annotations

from typing import Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.tables.csv_share import Unfit
from piiguard.tables.json_text import SIZE, JsonRewriter
from piiguard.tables.json_tokens import JsonReader
from piiguard.tables.json_values import JsonValues, Known, NewPathError

# So many bytes are treated elsewhere at once, at most.
SHARE: Final = 4 * SIZE


class JsonShare(NamedTuple):
    """Lines of a file that are treated by themselves: its name, and from which byte to which, a byte order mark of
    `mark` bytes counted.

    `known`: what is done to each path. `is_ascii`: nothing else stands before them, so that the encoding is not told.
    """

    name: str
    start: int
    stop: int
    mark: int
    known: Known
    is_ascii: bool


class SharedJsonRewriter(JsonRewriter):
    """Rewrites JSON of which others treat some lines, or treats those."""

    @property
    def can_share(self) -> bool:
        """Return whether a line begins behind what was treated, and lines can be treated one without the other."""
        return self.by_bytes and self._is_new_line and self._reader.is_done and self._values.by_value

    @property
    def cut_at(self) -> int:
        """Return how many bytes of the text were treated, here or elsewhere."""
        return self._begin

    @property
    def known(self) -> Known:
        """Return what is done to each path that came so far."""
        return self._values.known

    def passed_on(self, changed: int, lines: int, size: int) -> None:
        """Count what another one did to a share: values changed, its lines and bytes."""
        self.changed += changed
        self._line += lines
        self._begin = self._end = self._begin + size

    def treated_share(self, share: JsonShare, data: bytes) -> list[bytes]:
        """Return lines treated; `changed` counts their values alone. Raises `Unfit`."""
        if share.is_ascii and not data.isascii():
            raise Unfit(share.start)
        if self._values.known != share.known:
            self._values = JsonValues(self._guard, share.name, None, share.known)
        self._reader, self._is_new_line = JsonReader(self._keys.segment), True
        self._begin = self._end = share.start - share.mark
        self.changed = 0
        try:
            return list(self.rewritten_bytes([data]))
        except (ReadError, NewPathError):
            raise Unfit(share.start) from None
