"""Treats the values of a part of JSON text by their paths: those that were read, and those of lines alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables.json_read import Segment, Value
from piiguard.tables.many_texts import ManyTexts
from piiguard.tables.plan import ColumnPlan, TablePlan
from piiguard.tables.sheet import Plans
from piiguard.tables.treat import ColumnTreatment

if TYPE_CHECKING:
    from piiguard.tables.byte_cells import Bytes
    from piiguard.tables.json_bytes import JsonColumn
    from piiguard.tables.json_cells import Column, Edit
    from piiguard.tables.json_lines import Alike

_MOST_PATHS: Final = 20_000
# What is done to each path, and what was learned of its layouts.
Known = tuple[tuple[ColumnPlan, dict[str, int]], ...]


class NewPathError(Exception):
    """There is a path that is not known."""


class _Path:
    """The values of one path in a part of the text."""

    def __init__(self) -> None:
        self.read: list[tuple[Segment, Value]] = []
        self.columns: list[Column] = []

    @property
    def start(self) -> int:
        """Return where the first value is."""
        read = [segment.start + value.item.start for segment, value in self.read[:1]]
        return min([*read, *(int(column.cells.starts[0]) for column in self.columns)])

    def values(self) -> list[str]:
        """Return all values as text, as they stand in it."""
        is_one = not self.read and len(self.columns) == 1
        return self.columns[0].texts() if is_one else list(self.texts().values())

    def texts(self) -> dict[int, str]:
        """Return them by where they start."""
        found = {segment.start + value.item.start: value.text for segment, value in self.read}
        for column in self.columns:
            found.update(zip(column.cells.starts.tolist(), column.texts(), strict=True))
        return dict(sorted(found.items())) if self.columns else found

    def change_read(self, new: Iterator[str]) -> None:
        """Write `new` in place of the values that were read."""
        for (segment, value), text in zip(self.read, new, strict=True):
            segment.change(value, text)


class JsonValues:
    """What is done to the values of each path, which is planned when it comes first.

    `known`: of all paths that may come, as others have planned them; any other one raises `NewPathError`.
    """

    def __init__(self, guard: Guard, name: str, plan: TablePlan | None, known: Known | None = None) -> None:
        self._name = name
        self._plans = Plans(guard, name, plan)
        self._known = known
        self._treatments: dict[str, ColumnTreatment] = {}
        self._texts: dict[str, ManyTexts] = {}
        self._bytes: dict[str, JsonColumn] = {}
        for own, layouts in known or ():
            treatment = self._treatments[own.name] = ColumnTreatment(guard, own)
            treatment.settle(layouts)
            self._texts[own.name] = ManyTexts(treatment)

    @property
    def known(self) -> Known:
        """Return what is done to each path that came so far."""
        if self._known is not None:
            return self._known
        return tuple([(each, self._treatments[each.name].settle()) for each in self.plan.columns])

    @property
    def by_value(self) -> bool:
        """Return whether equal values of a path always become the same."""
        return all(each.by_value for each in self._treatments.values())

    @property
    def plan(self) -> TablePlan:
        """Return the plan of all paths that came so far."""
        return self._plans.made

    def require_all(self) -> None:
        """Raise `UsageError` for paths of a given plan that never came."""
        self._plans.require_all()

    def treated(self, data: bytes, segments: Sequence[Segment], alike: Alike | None, line: int) -> tuple[bytes, int]:
        """Return a part of the text with its values treated, and how many values and keys changed.

        `segments`: what was read of it; `alike`: what was told of its other lines. Raises `ReadError` with `line`
        for too many paths.
        """
        paths: dict[str, _Path] = defaultdict(_Path)
        for segment in segments:
            for path, values in segment.values.items():
                paths[path].read += [(segment, value) for value in values]
        for column in () if alike is None else alike.columns:
            paths[column.path].columns.append(column)
        new = self._planned(paths, line)
        edits: list[Edit] = []
        for path in new:
            # Values in one form are treated as those that come later are.
            if paths[path].read or len(paths[path].columns) > 1:
                edits += self._in_order(path, paths.pop(path))
        for path, own in paths.items():
            own.change_read(iter(self._texts[path].texts([value.text for _, value in own.read])))
        changed = sum(segment.changed for segment in segments)
        if alike is None:
            done = b"".join([segment.written() for segment in segments])
        else:
            columns = [column for own in paths.values() for column in own.columns]
            done, more = self._put_together(alike.data[: len(data)], segments, columns, edits)
            changed += more
        for path in new:
            # From here on it does not matter which values come first.
            self._treatments[path].settle()
        return done, changed

    def _put_together(
        self, data: Bytes, segments: Sequence[Segment], columns: Iterable[Column], edits: Sequence[Edit]
    ) -> tuple[bytes, int]:
        """Return a text with its columns treated, and what else changed; how many values did but in what was read."""
        from piiguard.tables.json_bytes import Target

        target = Target(data)
        changed = sum(len(edit.starts) for edit in edits)
        for column in columns:
            changed += self._in_bytes(column.path).treat(column, target)
        target.edits += edits
        for segment in segments:
            if segment.changed:
                target.replace(segment.start, segment.start + segment.size, segment.written())
        return target.written(), changed

    def _planned(self, paths: dict[str, _Path], line: int) -> list[str]:
        """Plan the paths that are new, and return them."""
        values = {path: own.values() for path, own in paths.items() if path not in self._treatments}
        if values and self._known is not None:
            raise NewPathError
        if len(self._treatments) + len(values) > _MOST_PATHS:
            raise ReadError(self._name, f"line {line}: more than {_MOST_PATHS} different paths")
        new = sorted(values, key=lambda path: paths[path].start)
        made = self._plans.treatments(new, [values[path] for path in new]) if new else []
        for path, treatment in zip(new, made, strict=True):
            self._treatments[path], self._texts[path] = treatment, ManyTexts(treatment)
        return new

    def _in_order(self, path: str, own: _Path) -> Iterator[Edit]:
        """Treat values as text, as they stand in it; yield what is written of those in lines alike."""
        old = own.texts()
        done = dict(zip(old, self._texts[path].texts(list(old.values())), strict=True))
        own.change_read(done[segment.start + value.item.start] for segment, value in own.read)
        for column in own.columns:
            starts = column.cells.starts.tolist()
            yield column.edit([old[start] for start in starts], [done[start] for start in starts])

    def _in_bytes(self, path: str) -> JsonColumn:
        if path not in self._bytes:
            from piiguard.tables.json_bytes import JsonColumn

            self._bytes[path] = JsonColumn(self._treatments[path])
        return self._bytes[path]
