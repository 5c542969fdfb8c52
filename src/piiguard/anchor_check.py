"""Checks with the examples of recognizers that what these say for large texts is true; wrong, it loses findings.

The exact executor calls `find` wherever an anchor fits, the bulk executor not where `Anchor.before` or `Anchor.again`
say that it finds nothing, and all at once if there is a `find_all`; whole columns are masked by `accepted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from piiguard.engine import Engine
from piiguard.errors import InvalidNumber
from piiguard.finding import Finding
from piiguard.recognizer import Anchor, Candidate, Recognizer
from piiguard.selftest import unmarked
from piiguard.text.fold import fold

# An example stands alone, and in one text glued to Han characters, inside of a line, at its start and at its end.
_LINES: Final = "甲{0}乙\n前面还有，{0}，后面还有。\n{0}，后面还有。\n前面还有，{0}\n末行"
_AROUND: Final = 8 * "\n"
# A few numbers alike are judged one by one in large texts, too.
_MANY: Final = 8
# What else only the bulk executor reads.
_BULK_FIELDS: Final = ("depends", "surnamed", "told_by")


class Untrue(NamedTuple):
    """What is not true of a recognizer: whose, in which field, and how and in which example it shows."""

    recognizer: str
    field: str
    problem: str


def check_anchors(recognizers: Sequence[Recognizer], names: frozenset[str] | None = None) -> Iterator[Untrue]:
    """Yield what `recognizers` (only those in `names`, if given) say of themselves that their examples refute.

    Each field of a recognizer comes once, with the number of the first example (counter-examples are counted behind
    the examples); no value is told. Raises `RecognizerError` when a `find` crashes.
    """
    chosen = [each for each in recognizers if names is None or each.name in names or each.entity_type in names]
    broken = [each for recognizer in chosen for each in _no_regex(recognizer)]
    if broken:
        yield from broken
        return
    exact, bulk = (Engine(recognizers, executor=executor, names="off") for executor in ("exact", "bulk"))
    for each in chosen:
        told: set[str] = set()
        refused = next(_refused(each), None)
        if refused is not None:
            yield Untrue(each.name, "accepted", f"it matches a value that validate refuses ({refused})")
        for where, text in _texts(each):
            # Engines first: a `find` that crashes is told by them without its input.
            same = _found(each, exact, text) == _found(each, bulk, text)
            wrong = dict(_wrong_anchors(each, fold(text).text))
            if not (same or wrong or told):
                wrong[_suspects(each)] = "in large texts something else is found"
            for name in [name for name in wrong if name not in told]:
                yield Untrue(each.name, name, f"{wrong[name]} ({where})")
            told.update(wrong)


def _texts(recognizer: Recognizer) -> Iterator[tuple[str, str]]:
    """Yield texts made of the examples, and which one stands in each."""
    plain = [unmarked(marked)[0] for marked in (*recognizer.examples, *recognizer.counter_examples)]
    for number, text in enumerate(plain, 1):
        yield f"example {number}", text
        yield f"example {number}", _LINES.format(text)
    yield "all examples in one text", "\n".join(plain * _MANY)


def _found(recognizer: Recognizer, engine: Engine, text: str) -> list[Finding]:
    return [each for each in engine.scan(text) if each.recognizer == recognizer.name]


def _suspects(recognizer: Recognizer) -> str:
    """Return the fields that only the bulk executor reads, or the shapes if there are none."""
    return ", ".join(name for name in _BULK_FIELDS if getattr(recognizer, name)) or "candidates"


def _no_regex(recognizer: Recognizer) -> Iterator[Untrue]:
    sources = [("accepted", recognizer.accepted)]
    for shape in recognizer.candidates:
        if isinstance(shape, Anchor):
            sources += [("Anchor.before", shape.before), ("Anchor.again", shape.again[0] if shape.again else "")]
    for field, source in sources:
        try:
            re.compile(source)
        except re.error as error:
            yield Untrue(recognizer.name, field, f"no regex: {error.msg}")


def _refused(recognizer: Recognizer) -> Iterator[str]:
    """Yield the examples in which a value, or a counter-example that is all of one, is accepted and yet refused."""
    if not recognizer.accepted or recognizer.validate is None:
        return
    for number, marked in enumerate((*recognizer.examples, *recognizer.counter_examples), 1):
        text, spans = unmarked(marked)
        for start, end in spans or [(0, len(text))]:
            value = fold(text[start:end]).text
            try:
                is_taken = recognizer.validate(value) is not None
            except InvalidNumber:
                is_taken = False
            if not is_taken and re.fullmatch(recognizer.accepted, value):
                yield f"example {number}"


def _wrong_anchors(recognizer: Recognizer, text: str) -> Iterator[tuple[str, str]]:
    """Yield which fields say something that is not so at a place of the folded `text`, and what."""
    shapes = [each for each in recognizer.candidates if isinstance(each, Anchor)]
    find, find_all = recognizer.find, recognizer.find_all
    if find is None or not (find_all or any(each.before or each.again for each in shapes)):
        return
    places: set[int] = set()
    one_by_one: set[Candidate] = set()
    for shape in shapes:
        for match in re.finditer(f"[{re.escape(shape.first)}](?={shape.then})", text):
            candidates = list(find(text, match.start()))
            places.add(match.start())
            one_by_one.update(candidates)
            if candidates:
                yield from _refuted(shape, text, match.start())
    if find_all is not None and set(find_all(text, sorted(places))) != one_by_one:
        yield "find_all", "it finds something else than find does at the same places"


def _refuted(shape: Anchor, text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield what `shape` says of the surroundings of a place, at which something was found, that is not so."""
    if not _matches(shape.before, text, at):
        yield "Anchor.before", "find finds something where this does not match"
    if shape.again is not None:
        source, reach = shape.again
        behind = range(at + 1, min(at + reach + 1, len(text)))
        if not any(text[place] == text[at] and _matches(source, text, place) for place in behind):
            yield "Anchor.again", f"find finds something where this does not match within {reach} characters"


def _matches(source: str, text: str, at: int) -> bool:
    """Return whether a regex matches in `text` there, or if it stood between line ends, as large texts do."""
    padded = _AROUND + text + _AROUND
    return any(re.compile(source).match(*place) for place in ((text, at), (padded, at + len(_AROUND))))
