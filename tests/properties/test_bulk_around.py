"""What the bulk executor takes for granted of what stands around a place is true: regexes, cues, labels, spans."""

from __future__ import annotations

import re

import pytest
from benchmarks.mixtures import Mixtures
from hypothesis import given, strategies as st

from piiguard.context import BEFORE, BREAKS, Cues, Surroundings
from piiguard.engine import Engine
from piiguard.labels import CONNECTORS, LISTING, NEAR, LabelIndex
from piiguard.recognizer import Anchor, Recognizer
from piiguard.registry import built_in
from piiguard.rules import compile_rules

np = pytest.importorskip("numpy")

from piiguard.bulk.beside import LabelFilter  # noqa: E402
from piiguard.bulk.borders import Growth  # noqa: E402
from piiguard.bulk.chunk import CONNECTOR, DIGIT, LETTER, PAD, Chunk, class_table  # noqa: E402
from piiguard.bulk.demands import demands_of  # noqa: E402
from piiguard.bulk.known_windows import with_like_numbers  # noqa: E402
from piiguard.bulk.near import NearFilter  # noqa: E402
from piiguard.bulk.shapes import PlaceFilter  # noqa: E402
from piiguard.bulk.windows import windows  # noqa: E402

TABLE = compile_rules(built_in())
ANCHORS = sorted({(char, rule.shape.source) for char, rules in TABLE.anchored.items() for rule in rules})
HINTED = [
    (each, shape)
    for each in built_in()
    for shape in each.candidates
    if isinstance(shape, Anchor) and (shape.before or shape.again)
]
POINTS = [each for each in built_in() if each.entity_type == "GEO_POINT"]
EXACT_POINTS, BULK_POINTS = (Engine(POINTS, executor=executor, names="off") for executor in ("exact", "bulk"))
DEPENDING = [each for each in built_in() if each.depends is not None]
GROWING = [each for each in DEPENDING if each.widen is not None]
INDEX = LabelIndex(built_in())
LABELS = LabelFilter(INDEX)


def a_text(seed: int, lines: int = 40) -> str:
    return "\n".join(Mixtures(seed).texts(lines))


def a_chunk(text: str) -> Chunk:
    return Chunk(text, class_table([(1, "0123456789")]))


@given(st.integers(0, 10**6))
def test_no_place_at_which_an_anchor_fits_is_left_out(seed: int) -> None:
    text = a_text(seed)
    chunk = a_chunk(text)
    for char, then in ANCHORS:
        places = [match.start() for match in re.finditer(f"{re.escape(char)}(?={then})", text)]
        at = np.array(places, np.int64) + PAD
        kept = at[PlaceFilter([then], 1).fits(chunk, at)]
        assert [place - PAD for place in kept.tolist()] == places


@given(st.integers(0, 10**6))
def test_what_an_anchor_says_of_its_surroundings_is_true_where_something_is_found(seed: int) -> None:
    text = a_text(seed)
    for kind, shape in HINTED:
        assert kind.find is not None
        second = re.compile(shape.again[0]) if shape.again else None
        for match in re.finditer(f"[{re.escape(shape.first)}](?={shape.then})", text):
            at = match.start()
            if next(iter(kind.find(text, at)), None) is None:
                continue
            assert re.compile(shape.before).match(text, at)
            if second is not None and shape.again is not None:
                near = range(at + 1, min(at + shape.again[1] + 1, len(text)))
                assert any(text[place] == text[at] and second.match(text, place) for place in near)


@given(st.lists(st.sampled_from(["1", "123", ".", ".5", "., ", " 39.9042,116.4074 ", "北纬", "\n", "x" * 58])))
def test_a_second_sign_is_looked_for_as_far_as_it_may_be(parts: list[str]) -> None:
    text = "".join(parts)
    sought = "39.9042" + text + "116.4074"
    assert EXACT_POINTS.scan(sought) == BULK_POINTS.scan(sought)


@pytest.mark.parametrize(
    ("source", "fits", "fits_not"),
    [
        ("[0-9]{2}a", ["12a"], ["1a2", "12b"]),
        ("(?<=x)[^0-9]", [], ["1"]),
        ("a|bc", ["a", "bc"], ["bd", "c"]),
        ("(?:ab){2,3}+c?", ["abab", "abababc"], ["abb"]),
        (r"\d\s", ["1 "], []),
        ("(?i)a", ["A"], []),
        ("[^ab]", ["c"], ["a"]),
        ("(?=[0-9]).", ["5"], ["a"]),
        ("(?![0-9]).", ["a", "\n"], ["5"]),
        ("a(?![0-9b])", ["a", "ac", "a\n"], ["a5", "ab"]),
        (r"a(?![\n😀])", ["a", "a💡"], []),
        ("a(?![^b])", ["ab", "a"], ["ac"]),
        ("a(?!bc)", ["a", "abd", "abc"], []),
        ("😀", ["😀"], ["a"]),
        # In too many ways to follow up all: what the first characters must be is known all the same.
        ("(?:a|b|cd){9}", ["abcdabcdaba", "cdcdcdcdcdcdcdcdcd", "babababab"], ["xab", "da"]),
    ],
)
def test_demands_are_never_stronger_than_the_regex(source: str, fits: list[str], fits_not: list[str]) -> None:
    at = PlaceFilter([source], 0)
    for text, expected in [*((text, True) for text in fits), *((text, False) for text in fits_not)]:
        assert at.fits(a_chunk(text), np.array([PAD], np.int64)).tolist() == [expected]


@pytest.mark.parametrize("source", ["(a)(?(1)b|c)", r"(a)\1", "(?i)x", "(?i:x)y"])
def test_what_is_not_understood_demands_nothing(source: str) -> None:
    assert demands_of(source) == [{}]


CUES = {bit: Cues.of(each.cues) for bit, each in enumerate(each for each in built_in()[:60] if each.cues)}
WORDS = sorted({cue for each in built_in() for cue in each.cues})
JOINTS = ["", " ", "_", "-", ": ", "，", "\n", "=", "(", "的", "是", "7", "42", "a1b2c3d4e5", "Xy", "imei1", "K"]


PARTS = st.one_of(st.sampled_from(WORDS), st.sampled_from(JOINTS), st.text("ab1Z 号", max_size=9))


@given(st.lists(PARTS, max_size=12), st.data())
def test_cues_near_many_spans_are_those_near_each(parts: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.sampled_from((part, part.upper(), part.title()))) for part in parts) + "1381234"
    spans = [(start, min(start + 4, len(text))) for start in range(len(text))]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    chunk = Chunk(text, class_table([(DIGIT, "0123456789"), (LETTER, letters)]))
    starts, ends = (np.array(column, np.int64) + PAD for column in zip(*spans, strict=True))
    found = NearFilter(CUES).of(chunk, starts, ends).tolist()
    expected = [
        sum(1 << bit for bit, cues in CUES.items() if cues.near(Surroundings.of(text, *span))) for span in spans
    ]
    assert found == expected


SPACED = [
    "=",
    ": ",
    "：",
    "|",
    "| ",
    "\t",
    "、",
    "13812345678",
    "?",
    "(",
    "\u3000",
    "_1",
    " 2 ",
    "\u212a",
    "😀",
    "\0",
]


@given(st.lists(st.one_of(PARTS, st.sampled_from(SPACED)), max_size=12), st.data())
def test_labels_before_many_places_are_those_before_each(parts: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.sampled_from((part, part.upper(), part.title()))) for part in parts) + "1"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    chunk = Chunk(text, class_table([(DIGIT, "0123456789"), (LETTER, letters), (CONNECTOR, CONNECTORS)]))
    places = np.arange(len(text), dtype=np.int64)
    for place, found in zip(places.tolist(), LABELS.before(chunk, places + PAD).tolist(), strict=True):
        assert LABELS.labels[found] in (INDEX.before(text, place), None)
        assert LABELS.labels[found] is not None or place < BEFORE or text[place - 1] in LISTING


NUMBERED = ["sha256", "imei2", "cvv2", "m2m", "1", "2", "56", "256", "007", "1234567", "hash", "phone", "id", "号码"]
NUMBERS = st.tuples(st.sampled_from(NUMBERED), st.sampled_from(["", "_", ".", "-", " ", ": ", "年"])).map("".join)
ENDINGS = st.sampled_from(["", ":", "=", "：", ' = "', "_"])


@given(st.lists(NUMBERS, min_size=1, max_size=9), ENDINGS)
def test_numbers_that_begin_a_word_make_no_difference_for_a_label(parts: list[str], ending: str) -> None:
    text = ("".join(parts) + ending)[-BEFORE:].rjust(BEFORE, "年")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    chunk = Chunk(text, class_table([(DIGIT, "0123456789"), (LETTER, letters)]))
    places = np.array([PAD + BEFORE])
    label = INDEX.before(text, BEFORE)
    for seen in (NEAR, BEFORE):
        words = windows(chunk.codes, places - BEFORE, BEFORE)
        alike = "".join(map(chr, with_like_numbers(chunk, places, words, seen).view(np.uint16)[0].tolist()))
        told = INDEX.near(alike[-NEAR:]) if seen == NEAR else INDEX.before(alike, BEFORE)
        assert told in (label, None) or text[-1] in BREAKS or text[-2:][0] in BREAKS
        assert all(one == other or (one.isdigit() and other == "0") for one, other in zip(text, alike, strict=True))


@pytest.mark.parametrize("kind", GROWING, ids=lambda kind: kind.name)
@given(st.integers(0, 10**6))
def test_a_span_grows_only_where_its_recognizer_says(kind: Recognizer, seed: int) -> None:
    assert kind.depends is not None
    assert kind.widen is not None
    text = a_text(seed, 10)
    spans = [match.span() for match in re.finditer("(?<![0-9A-Za-z])[0-9]{7,16}(?![0-9A-Za-z])", text)]
    starts, ends = (np.array([span[side] for span in spans], np.int64) + PAD for side in (0, 1))
    may = Growth(kind.depends).may_grow(a_chunk(text), starts, ends)
    for span, grows in zip(spans, may.tolist(), strict=True):
        assert grows or kind.widen(text, *span) == span
