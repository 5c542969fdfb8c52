"""Reads a part of JSON text value by value, and writes it with some of them changed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from piiguard.tables.json_keys import Keys
from piiguard.tables.json_tokens import BLANKS, Item, JsonReader


class Value(NamedTuple):
    """A value that may be treated: where it is, and what it is as text."""

    item: Item
    text: str


class Segment:
    """A part of a text, which starts at byte `start`, with its values by path.

    `is_last`: nothing follows; `is_whole`: what follows does not go on in what this ends with. Otherwise what it may
    go on in is left unread. Raises `NotJsonError`.
    """

    def __init__(self, text: str, start: int, reader: JsonReader, keys: Keys, is_last: bool, is_whole: bool) -> None:
        self.start = start
        self.values: dict[str, list[Value]] = defaultdict(list)
        self._text = text
        self._edits: list[tuple[int, int, str]] = []
        for item in reader.items(text, is_last):
            if item.is_key:
                new = keys.written(text[item.start : item.end])
                if new:
                    self._edits.append((item.start, item.end, new))
            elif item.is_string or text[item.start] not in "tfnN":
                self.values[item.path].append(Value(item, _plain(text, item)))
        is_done = is_last or is_whole or not text[reader.end :].strip(BLANKS)
        self._end = len(text) if is_done else reader.end

    @property
    def changed(self) -> int:
        """Return how many values and keys changed."""
        return len(self._edits)

    @property
    def rest(self) -> str:
        """Return what was left unread."""
        return self._text[self._end :]

    def change(self, value: Value, new: str) -> None:
        """Write `new` in place of a value."""
        if value.text != new:
            item = value.item
            self._edits.append((item.start, item.end, _written(new, self._text, item)))

    @property
    def size(self) -> int:
        """Return how many bytes were read."""
        return len(self._text[: self._end].encode("utf-8", "surrogatepass"))

    def written(self) -> bytes:
        """Return what was read with its changes."""
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(self._edits):
            parts += (self._text[at:start], new)
            at = end
        return "".join([*parts, self._text[at : self._end]]).encode("utf-8", "surrogatepass")


def _plain(text: str, item: Item) -> str:
    if not item.is_string:
        return text[item.start : item.end]
    inner = text[item.start + 1 : item.end - 1]
    return inner if "\\" not in inner else str(json.loads(text[item.start : item.end]))


def number(value: str) -> str:
    """Return what stands in place of a number that became `value`: a string, or null where nothing is left."""
    return json.dumps(value, ensure_ascii=False) if value else "null"


def _written(value: str, text: str, item: Item) -> str:
    if not item.is_string:
        return number(value)
    return json.dumps(value, ensure_ascii="\\u" in text[item.start : item.end])
