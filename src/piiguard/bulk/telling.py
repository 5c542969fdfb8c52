"""Which characters some regexes can tell apart: all others are alike to them, wherever they stand.

Each regex is read as the automaton of its positions (Glushkov 1961): a character makes a difference only where it can
be a whole match, or where it and a neighbour are two that begin one, or go on with what has begun.
"""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any, Final, NamedTuple

# Any digit, any ASCII letter; other signs stand for themselves.
DIGIT: Final = "0"
LETTER: Final = "A"
# The end of the text.
END: Final = "\0"
# No regex asks for this character by name; one that takes it takes nearly any.
NEUTRAL: Final = "鿎"
Pair = tuple[str, str]
_NOTHING: Final[frozenset[str]] = frozenset()
_NONE: Final[frozenset[int]] = frozenset()


class Telling(NamedTuple):
    """What makes a difference: characters by themselves (`singles`), and pairs of them; `firsts` begin a match.

    Of the four sets of pairs the first two begin a match, the others go on with what makes a difference before them;
    the second and the fourth only where another pair goes on with them.
    """

    singles: frozenset[str]
    pairs: tuple[frozenset[Pair], ...]
    firsts: frozenset[str]


class _Node(NamedTuple):
    """A part of a regex: whether it may be empty, and the positions with which it begins and ends.

    `accept`: those of the last ones behind which nothing more has to follow. `ahead`: it is no part of the match, but
    has to follow.
    """

    nullable: bool
    first: frozenset[int]
    last: frozenset[int]
    accept: frozenset[int]
    ahead: bool = False


_EMPTY: Final = _Node(True, _NONE, _NONE, _NONE)


def told_apart(sources: Iterable[str]) -> Telling:
    """Return what the regexes `sources` tell apart; raises `ValueError` for what is not understood."""
    found = list(map(_telling, sources))
    pairs = zip(*(each.pairs for each in found), strict=True)
    return Telling(
        _NOTHING.union(*(each.singles for each in found)),
        tuple([frozenset[Pair]().union(*some) for some in pairs]),
        _NOTHING.union(*(each.firsts for each in found)),
    )


@cache
def _telling(source: str) -> Telling:
    return _Reader().telling(source)


class _Reader:
    """Reads one regex."""

    def __init__(self) -> None:
        # By position: its characters; None where nearly all Han characters fit.
        self._chars: list[frozenset[str] | None] = []
        self._follow: set[tuple[int, int]] = set()
        self._starts: set[int] = set()
        self._ends: set[int] = set()
        # Those that a negated set leaves out.
        self._left_out: set[str] = set()

    def telling(self, source: str) -> Telling:
        parsed = parser.parse(source)
        if parsed.state.flags & ~parser.SRE_FLAG_UNICODE:
            raise ValueError("a regex with flags is not understood")
        root = self._sequence(parsed)
        starts, ends = self._starts | root.first, self._ends | root.accept
        starts |= {behind for before, behind in self._follow if self._chars[before] is None}
        ends |= {before for before, behind in self._follow if self._chars[behind] is None}
        pairs: list[set[Pair]] = [set() for _ in range(4)]
        for before, behind in self._follow:
            which = 2 * (before not in starts) + (behind not in ends)
            pairs[which].update(product(self._of(before), self._of(behind)))
        singles = _NOTHING.union(self._left_out, *map(self._of, starts & ends))
        return Telling(singles, tuple(map(frozenset, pairs)), _NOTHING.union(*map(self._of, root.first)))

    def _of(self, position: int) -> frozenset[str]:
        return self._chars[position] or _NOTHING

    def _sequence(self, items: Iterable[Any]) -> _Node:
        nodes = [self._node(str(op), argument) for op, argument in items]
        whole = _EMPTY
        for number, node in enumerate(nodes):
            if node.ahead and node.first == node.last and self._is_asked_again(nodes[number + 1 :], node.first):
                continue
            whole = self._joined(whole, node)
        return whole

    def _joined(self, whole: _Node, node: _Node) -> _Node:
        self._follow.update(product(whole.last, node.first))
        first = whole.first | node.first if whole.nullable else whole.first
        if node.ahead:
            # What comes before is a match only together with what has to follow.
            self._ends |= node.accept
            return whole._replace(first=first, accept=whole.accept if node.nullable else _NONE)
        if not node.nullable:
            return _Node(False, first, node.last, node.accept)
        return _Node(whole.nullable, first, node.last | whole.last, node.accept | whole.accept)

    def _is_asked_again(self, rest: Sequence[_Node], ahead: frozenset[int]) -> bool:
        """Return whether what is looked at ahead, one character, is asked for by what follows as well."""
        for node in rest:
            if node.ahead or None in {self._chars[each] for each in (*node.first, *ahead)}:
                return False
            if not node.nullable:
                return True
        return False

    def _node(self, op: str, argument: Any) -> _Node:
        if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._position(*_chars(op, argument))
        if op == "BRANCH":
            nodes = [self._sequence(branch) for branch in argument[1]]
            return _Node(
                any(node.nullable for node in nodes),
                _NONE.union(*(node.first for node in nodes)),
                _NONE.union(*(node.last for node in nodes)),
                _NONE.union(*(node.accept for node in nodes)),
            )
        if op == "SUBPATTERN" and (argument[1] or argument[2]):
            raise ValueError("a part of a regex with flags is not understood")
        if op in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._sequence(argument[-1] if op == "SUBPATTERN" else argument)
        if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, items = argument
            node = self._sequence(items)
            if most > 1:
                self._follow.update(product(node.last, node.first))
            return node._replace(nullable=node.nullable or least == 0)
        if op in ("ASSERT", "ASSERT_NOT"):
            return self._looked_at(op == "ASSERT", *argument)
        if op == "AT" and str(argument) == "AT_END":
            return self._position(frozenset((END,)), frozenset())
        raise ValueError(f"{op} in a regex is not understood")

    def _looked_at(self, must: bool, direction: int, items: Iterable[Any]) -> _Node:
        node = self._sequence(items)
        if direction < 0:
            self._starts |= node.first
            return _Node(True, _NONE, node.last, node.accept)
        if must:
            return node._replace(ahead=True)
        self._ends |= node.accept
        return _Node(True, node.first, _NONE, _NONE)

    def _position(self, chars: frozenset[str] | None, left_out: frozenset[str]) -> _Node:
        self._left_out |= left_out
        self._chars.append(chars)
        at = frozenset((len(self._chars) - 1,))
        return _Node(False, at, at, at)


def _chars(op: str, argument: Any) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the characters that fit, None for nearly all of them, and those that a negated set leaves out."""
    if op == "ANY":
        return None, _NOTHING
    items = argument if op == "IN" else [(parser.LITERAL, argument)]
    chars = set[str]()
    for kind, value in items:
        if kind == parser.LITERAL:
            chars.add(_alike(value))
        elif kind == parser.RANGE:
            chars.update(
                [NEUTRAL] if value[0] <= ord(NEUTRAL) <= value[1] else map(_alike, range(value[0], value[1] + 1))
            )
        elif kind != parser.NEGATE:
            raise ValueError("a class of characters in a regex is not understood")
    if op == "NOT_LITERAL" or items[0][0] == parser.NEGATE:
        return None, frozenset(chars - {NEUTRAL})
    return (None if NEUTRAL in chars else frozenset(chars)), _NOTHING


def _alike(code: int) -> str:
    char = chr(code)
    if char.isascii() and char.isalnum():
        return DIGIT if char.isdigit() else LETTER
    return char
