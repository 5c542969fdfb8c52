"""Rewrites JSON, also a line each: every byte outside changed values and keys stays; columns are paths to values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.json_tokens import Item, JsonReader, NotJsonError
from piiguard.tables.many_texts import ManyTexts
from piiguard.tables.plan import TablePlan
from piiguard.tables.sheet import Plans
from piiguard.tables.treat import ColumnTreatment

# So much text is held, and treated, at once; the first of it tells what the columns hold.
_SIZE: Final = 1 << 20
_LONGEST: Final = 1 << 24
_MOST_PATHS: Final = 20_000
_MOST_KEYS: Final = 50_000
_WORD: Final = re.compile(r"[^\W\d][^.!\[\]\x00-\x1f]{0,60}")
# A key with so many digits is a value itself.
_DIGITS: Final = 4


class JsonRewriter:
    """Treats the values of JSON text that comes in blocks: one document, or one a line.

    A path joins keys by `.`, items of a list share `[]`, and `*` stands for keys that are values themselves, which
    are treated as text. A number that changes becomes a string, or null where nothing is left. Raises `ReadError`
    with the line for what is no JSON, and `UsageError` for paths of a given plan that never came.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None = None) -> None:
        self._guard = guard
        self._name = name
        self._plans = Plans(guard, name, plan)
        self._treatments: dict[str, ColumnTreatment] = {}
        self._columns: dict[str, ManyTexts] = {}
        self._keys: dict[str, tuple[str, str]] = {}
        self._reader = JsonReader(self._segment)
        self._line = 1
        self.changed = 0

    @property
    def plan(self) -> TablePlan:
        """Return the plan of all paths that came so far."""
        return self._plans.made

    def rewritten(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the text with its values treated."""
        held = ""
        for block in blocks:
            held += block
            if len(held) >= _SIZE:
                done, held = self._treated(held, False)
                yield done
                if len(held) > _LONGEST:
                    raise ReadError(
                        self._name, f"line {self._line}: longer than any value; a quote that is not closed?"
                    )
        done, rest = self._treated(held, True)
        if not self._reader.is_done:
            raise ReadError(self._name, f"line {self._line}: ends before its JSON does")
        yield done + rest
        self._plans.require_all()

    def _treated(self, text: str, is_last: bool) -> tuple[str, str]:
        """Return the text with its values treated as far as it was read, and the rest."""
        columns: dict[str, list[Item]] = {}
        edits: list[tuple[int, int, str]] = []
        try:
            for item in self._reader.items(text, is_last):
                if item.is_key:
                    new = self._keys[text[item.start : item.end]][1]
                    if new:
                        edits.append((item.start, item.end, new))
                elif item.is_string or text[item.start] not in "tfnN":
                    columns.setdefault(item.path, []).append(item)
        except NotJsonError as error:
            line = self._line + text.count("\n", 0, error.offset)
            column = error.offset - text.rfind("\n", 0, error.offset)
            where = f"line {line}, column {column}" if line > self._line or self._line == 1 else f"line {line}"
            raise ReadError(self._name, f"{where}: not JSON") from None
        self.changed += len(edits)
        values = {path: [_plain(text, item) for item in items] for path, items in columns.items()}
        self._plan(values)
        for path, items in columns.items():
            old = values[path]
            for item, before, after in zip(items, old, self._columns[path].texts(old), strict=True):
                if before != after:
                    edits.append((item.start, item.end, _written(after, text, item)))
                    self.changed += 1
        end = len(text) if is_last else self._reader.end
        self._line += text.count("\n", 0, end)
        return _applied(text[:end], sorted(edits)), text[end:]

    def _plan(self, values: dict[str, list[str]]) -> None:
        """Plan the paths that are new."""
        new = [path for path in values if path not in self._treatments]
        if len(self._treatments) + len(new) > _MOST_PATHS:
            raise ReadError(self._name, f"line {self._line}: more than {_MOST_PATHS} different paths")
        if new:
            made = self._plans.treatments(new, [values[path] for path in new])
            self._treatments.update(zip(new, made, strict=True))
            self._columns.update(zip(new, map(ManyTexts, made), strict=True))

    def _segment(self, quoted: str, _path: str) -> str:
        """Return what a key adds to a path: itself, or `*` for one that is a value."""
        known = self._keys.get(quoted)
        if known is None:
            if len(self._keys) > _MOST_KEYS:
                self._keys.clear()
            key = json.loads(quoted)
            safe = self._guard.redact_piece((key, self._guard.scan(key)))
            is_word = safe == key and _WORD.fullmatch(key) and sum(map(str.isdigit, key)) < _DIGITS
            written = "" if safe == key else json.dumps(safe, ensure_ascii="\\u" in quoted)
            known = self._keys[quoted] = (key if is_word else "*", written)
        return known[0]


def _plain(text: str, item: Item) -> str:
    if not item.is_string:
        return text[item.start : item.end]
    inner = text[item.start + 1 : item.end - 1]
    return inner if "\\" not in inner else str(json.loads(text[item.start : item.end]))


def _written(value: str, text: str, item: Item) -> str:
    if not item.is_string and not value:
        return "null"
    return json.dumps(value, ensure_ascii="\\u" in text[item.start : item.end])


def _applied(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += (text[at:start], new)
        at = end
    return "".join([*parts, text[at:]])
