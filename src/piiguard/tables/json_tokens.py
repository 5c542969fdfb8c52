"""Reads JSON text piece by piece: where each value and key stands, and the path that leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

# What may stand between tokens: the white space of RFC 8259, section 2, and byte order marks.
BLANKS: Final = " \t\r\n\ufeff"
_TOKEN: Final = re.compile(
    r"[ \t\r\n\ufeff]*"
    r'(?:("[^"\\\x00-\x1f]*(?:\\["\\/bfnrtu][^"\\\x00-\x1f]*)*")|([{}\[\],:])|([-+0-9A-Za-z.]+))'
)
_BEGUN: Final = re.compile(r'[ \t\r\n\ufeff]*(?:"[^"\\\x00-\x1f]*(?:\\["\\/bfnrtu][^"\\\x00-\x1f]*)*\\?)?\Z')
_SCALAR: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null|NaN|-?Infinity")
_DEEPEST: Final = 1000
_VALUE, _VALUE_OR_END, _KEY, _KEY_OR_END, _COLON, _AFTER = range(6)


class Item(NamedTuple):
    """A key or a value: where it stands, its path (of a key: that of its object), and what it is."""

    start: int
    end: int
    path: str
    is_string: bool
    is_key: bool


class NotJsonError(ValueError):
    """The text is no JSON at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__("not JSON")
        self.offset = offset


class JsonReader:
    """Follows JSON values, one after the other, through text that comes in pieces.

    `segment(key, path)` returns what a key, still with its quotes, adds to the path of its object. Items of a list
    share its path, with `[]` behind it; of a list that is no part of an object the path is empty.
    """

    def __init__(self, segment: Callable[[str, str], str]) -> None:
        self._segment = segment
        self._stack: list[tuple[str, bool]] = []  # the path, and whether it is an object
        self._state = _VALUE
        self._key = ""

    @property
    def is_done(self) -> bool:
        """Return whether every value that was begun came to its end."""
        return not self._stack and self._state == _VALUE

    def items(self, text: str, is_last: bool) -> Iterator[Item]:
        """Yield the keys and strings, numbers and words of `text`; `end` says how far it was read.

        Raises `NotJsonError`. Unless `is_last`, what may go on in the next piece is left unread.
        """
        self.end = at = 0
        size = len(text)
        while True:
            match = _TOKEN.match(text, at)
            if match is None:
                if _BEGUN.match(text, at) is None or (is_last and text[at:].strip(BLANKS)):
                    raise NotJsonError(at)
                return
            kind = match.lastindex or 0
            start, end = match.span(kind)
            if kind == 3 and end == size and not is_last:
                return
            if kind == 2:
                self._sign(text[start], start)
            else:
                if kind == 3 and _SCALAR.fullmatch(text, start, end) is None:
                    raise NotJsonError(start)
                yield self._item(text, start, end, kind == 1)
            self.end = at = end

    def _item(self, text: str, start: int, end: int, is_string: bool) -> Item:
        if is_string and self._state in (_KEY, _KEY_OR_END):
            path = self._stack[-1][0]
            self._key = self._segment(text[start:end], path)
            self._state = _COLON
            return Item(start, end, path, True, True)
        if self._state not in (_VALUE, _VALUE_OR_END):
            raise NotJsonError(start)
        item = Item(start, end, self._path(), is_string, False)
        self._closed()
        return item

    def _path(self) -> str:
        """Return the path of the value that comes next."""
        if not self._stack:
            return ""
        path, is_object = self._stack[-1]
        if is_object:
            return f"{path}.{self._key}" if path else self._key
        return f"{path}[]" if path else ""

    def _closed(self) -> None:
        self._state = _AFTER if self._stack else _VALUE

    def _sign(self, sign: str, at: int) -> None:
        state = self._state
        if sign in "{[":
            if state not in (_VALUE, _VALUE_OR_END) or len(self._stack) >= _DEEPEST:
                raise NotJsonError(at)
            self._stack.append((self._path(), sign == "{"))
            self._state = _KEY_OR_END if sign == "{" else _VALUE_OR_END
        elif sign in "}]":
            is_open = self._stack and self._stack[-1][1] == (sign == "}")
            if not is_open or state not in (_AFTER, _KEY_OR_END if sign == "}" else _VALUE_OR_END):
                raise NotJsonError(at)
            self._stack.pop()
            self._closed()
        elif sign == ":":
            if state != _COLON:
                raise NotJsonError(at)
            self._state = _VALUE
        else:
            if state != _AFTER:
                raise NotJsonError(at)
            self._state = _KEY if self._stack[-1][1] else _VALUE
