"""What a regex demands of the characters at fixed places around its start: a test of many places without running it.

The demands are weaker than the regex, never stronger: what is not understood demands nothing.
"""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from piiguard.bulk.chunk import Mask

# Characters ahead and ways to match that are followed up.
_AHEAD: Final = 8
_MOST_WAYS: Final = 300
UNITS: Final = 1 << 16
_BITS: Final = 64
_MOST_APART: Final = 40
_SINGLE: Final = ("LITERAL", "NOT_LITERAL", "IN")
# Around a text there are line ends.
_LINE_END: Final = 10
Demands = dict[int, Mask]


class _Unclear(Exception):
    """A construct that is not understood, so that nothing is demanded."""


class _Way:
    """One way to match: how far it came, and what it demands of the places on it and before it."""

    __slots__ = ("at", "demands")

    def __init__(self, at: int, demands: Demands) -> None:
        self.at = at
        self.demands = demands

    def then(self, chars: Mask | None) -> _Way:
        """Return the way one character further on, which must be one of `chars`."""
        demands = dict(self.demands)
        if chars is not None:
            demands[self.at] = demands[self.at] & chars if self.at in demands else chars
        return _Way(self.at + 1, demands)


def demands_of(source: str, start: int = 0, before: str = "", known: Mask | None = None) -> list[Demands]:
    """Return, for each way in which `source` matches at `start`, the code units one of which must stand at a place.

    Code units are those of UTF-16, and 0xFFFF for what needs two. Places that may hold anything are left out.
    `before`: look-behinds that are true at 0 as well. `known`: what stands at 0, if that is before `start`.
    """
    at_start = {} if known is None else {0: known}
    try:
        parsed = _parsed(source)
        begun = [_Way(start, at_start | each) for each in _before(before)]
        ways = [[way.demands for way in _follow([each], parsed)] for each in begun]
    except _Unclear:
        return [{}]
    if sum(map(len, ways)) > _MOST_APART:
        # What stands before tells most, so it is kept apart.
        ways = [[_common(each)] for each in ways]
    return [demands for each in ways for demands in each]


def _parsed(source: str) -> Any:
    parsed = parser.parse(source)
    if parsed.state.flags & ~parser.SRE_FLAG_UNICODE:
        raise _Unclear
    return parsed


@cache
def _before(source: str) -> Sequence[Demands]:
    """Return the same of look-behinds at 0, which many sources have in common."""
    return tuple([way.demands for way in _follow([_Way(0, {})], _parsed(source))]) if source else ({},)


def _common(all_demands: Sequence[Demands]) -> Demands:
    """Return what several ways have in common: a character at a place is one that some of them takes."""
    shared = set(all_demands[0]).intersection(*all_demands[1:]) if all_demands else set()
    return {place: _any_of([each[place] for each in all_demands]) for place in shared}


def _any_of(sets: Sequence[Mask]) -> Mask:
    """Return the union of sets, many of which are the same one."""
    found: Mask = np.logical_or.reduce(list({id(each): each for each in sets}.values()))
    return found


def _follow(ways: list[_Way], items: Iterable[Any]) -> list[_Way]:
    for op, argument in items:
        # What lies far ahead is not followed up.
        near = [way for way in ways if way.at < _AHEAD]
        far = [way for way in ways if way.at >= _AHEAD]
        ways = far + (_step(near, str(op), argument) if near else [])
        if len(ways) > _MOST_WAYS:
            return _no_further(ways)
    return ways


def _no_further(ways: list[_Way]) -> list[_Way]:
    """Return the ways with what they demand so far, as ends that nothing more is demanded of."""
    return [_Way(_AHEAD, way.demands) for way in ways]


def _step(ways: list[_Way], op: str, argument: Any) -> list[_Way]:
    if op in (*_SINGLE, "ANY"):
        chars = _chars(*_hashable(op, argument))
        return [way.then(chars) for way in ways]
    if op == "BRANCH":
        return [way for branch in argument[1] for way in _follow(ways, branch)]
    if op == "SUBPATTERN":
        _, flags, without, items = argument
        if flags or without:
            raise _Unclear
        return _follow(ways, items)
    if op == "ATOMIC_GROUP":
        return _follow(ways, argument)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(ways, *argument)
    if op == "AT":
        return ways
    if op == "ASSERT":
        return _asserted(ways, *argument)
    if op == "ASSERT_NOT":
        return _refused(ways, *argument)
    raise _Unclear


def _repeated(ways: list[_Way], least: int, most: int, items: Iterable[Any]) -> list[_Way]:
    if least > 4 * _AHEAD:
        raise _Unclear
    for _ in range(least):
        ways = _follow(ways, items)
    found = list(ways)
    for _ in range(min(most - least, _AHEAD)):
        ways = _follow([way for way in ways if way.at < _AHEAD], items)
        if not ways:
            break
        found += ways
        if len(found) > _MOST_WAYS:
            return _no_further(found)
    return found


def _asserted(ways: list[_Way], direction: int, items: Any) -> list[_Way]:
    found = []
    for way in ways:
        first = way.at
        if direction < 0:
            low, high = items.getwidth()
            if low != high:
                raise _Unclear
            first -= low
        ends = _follow([_Way(first, dict(way.demands))], items)
        found += [_Way(way.at, each.demands) for each in ends]
    return found


def _refused(ways: list[_Way], direction: int, items: Any) -> list[_Way]:
    """Follow a look that must fail: where all its characters but one are sure to fit, that one must not."""
    singles = _singles(items)
    if singles is None:
        return ways
    found = []
    for way in ways:
        first = way.at - len(singles) * (direction < 0)
        unsure = [
            (place, single)
            for place, single in enumerate(singles, first)
            if not _is_sure(way.demands.get(place), single)
        ]
        chars = _others(*unsure[0][1]) if len(unsure) == 1 else None
        demands = way.demands if chars is None else _Way(unsure[0][0], way.demands).then(chars).demands
        found.append(_Way(way.at, demands))
    return found


def _singles(items: Iterable[Any]) -> list[tuple[str, Any]] | None:
    """Return the items as characters or classes of them, one for each place; None if they are something else."""
    found: list[tuple[str, Any]] = []
    for op, argument in items:
        if str(op) in (*_SINGLE, "ANY"):
            found.append(_hashable(op, argument))
        elif str(op) == "MAX_REPEAT" and argument[0] == argument[1] <= _AHEAD:
            within = _singles(argument[2])
            if within is None:
                return None
            found += within * argument[0]
        else:
            return None
    return found


def _is_sure(known: Mask | None, single: tuple[str, Any]) -> bool:
    """Return whether all of the characters of which one stands at a place are of `single`, and it is inside."""
    if known is None or known[_LINE_END] or known[UNITS - 1]:
        return False
    chars = _chars(*single)
    return single[0] == "ANY" or (chars is not None and not (known & ~chars).any())


def _hashable(op: Any, argument: Any) -> tuple[str, Any]:
    return str(op), tuple(argument) if isinstance(argument, list) else argument


@cache
def _others(op: str, argument: Any) -> Mask | None:
    """Return what `_chars` does not hold; with what stands for the ends of a text, where every such look fails."""
    chars = _chars(op, argument)
    if chars is None:
        return None
    others = ~chars
    others[[_LINE_END, UNITS - 1]] = True
    return others


@cache
def _chars(op: str, argument: Any) -> Mask | None:
    """Return the code units that a literal, a class or a dot stands for; None for any."""
    if op == "ANY":
        return None
    if op in ("LITERAL", "NOT_LITERAL"):
        return _units([(parser.LITERAL, argument)], op == "NOT_LITERAL")
    inverted = argument[0][0] is parser.NEGATE
    return _units(argument[inverted:], inverted)


def _units(items: Sequence[tuple[Any, Any]], inverted: bool) -> Mask | None:
    chars = np.zeros(UNITS, np.bool_)
    last = UNITS - 1
    chars[[min(argument, last) for op, argument in items if op is parser.LITERAL]] = True
    for op, argument in items:
        if op is parser.LITERAL:
            continue
        if op is parser.RANGE:
            low, high = argument
            chars[min(low, last) : min(high, last) + 1] = True
        elif not inverted:
            return None  # a category such as \\d
    if inverted:
        chars = ~chars
        chars[last] = True
    return chars


def ways_of(
    sources: Sequence[str], start: int, befores: Sequence[str] = (), known: Mask | None = None
) -> list[list[Demands]]:
    """Return for each of `sources` what `demands_of` does, and together no more than there are bits in a number."""
    each_before = befores or [""] * len(sources)
    ways = [demands_of(source, start, before, known) for source, before in zip(sources, each_before, strict=True)]
    while sum(map(len, ways)) > _BITS:
        most = max(range(len(ways)), key=lambda number: len(ways[number]))
        if len(ways[most]) == 1:
            return [[{}]] * len(ways)
        ways[most] = [_common(ways[most])]
    return ways
