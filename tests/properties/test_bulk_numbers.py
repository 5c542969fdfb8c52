"""What the bulk executor takes for granted of numbers is true: of checks and digits, and of what it hides."""

from __future__ import annotations

import pytest
from benchmarks.mixtures import Mixtures
from hypothesis import given, strategies as st

from piiguard.edit import apply_edits
from piiguard.errors import InvalidNumber
from piiguard.guard import Guard
from piiguard.recognizer import Doubt, Recognizer
from piiguard.registry import built_in

np = pytest.importorskip("numpy")

from piiguard.bulk.chunk import PAD, Chunk, class_table  # noqa: E402
from piiguard.bulk.quads import Numbers, sums_of  # noqa: E402
from piiguard.bulk.verdicts import as_numbers, luhn_ok  # noqa: E402
from piiguard.checks import luhn_ok as luhn_ok_of_one  # noqa: E402

DEPENDING = [each for each in built_in() if each.depends is not None]
DIGITS = st.text("0123456789", min_size=1, max_size=19)


def a_text(seed: int, lines: int = 40) -> str:
    return "\n".join(Mixtures(seed).texts(lines))


def a_chunk(text: str) -> Chunk:
    return Chunk(text, class_table([(1, "0123456789")]))


def verdict(kind: Recognizer, value: str) -> str | None:
    assert kind.validate is not None
    try:
        found = kind.validate(value)
    except InvalidNumber as error:
        return error.reason
    return "doubt " + found.reason if isinstance(found, Doubt) else None if found is None else "right"


@pytest.mark.parametrize("kind", [each for each in DEPENDING if each.validate], ids=lambda kind: kind.name)
@given(data=st.data())
def test_a_check_depends_on_no_more_than_its_recognizer_says(kind: Recognizer, data: st.DataObject) -> None:
    assert kind.depends is not None
    sizes = sorted({size for shape in kind.candidates for size in getattr(shape, "lengths", ())} or {10, 11, 16, 19})
    prefixes = sorted({each for shape in kind.candidates for each in getattr(shape, "prefixes", ())}) or [""]
    size = data.draw(st.sampled_from([size for size in sizes if size in (kind.depends.lengths or sizes)]))
    count = min(kind.depends.digits, size)
    start = (data.draw(st.sampled_from(prefixes)) + data.draw(st.text("0123456789", min_size=20, max_size=20)))[
        :count
    ]
    rest = st.text("0123456789", min_size=size - count, max_size=size - count)
    one, other = start + data.draw(rest), start + data.draw(rest)
    if kind.depends.luhn and count < size:
        one, other = (with_luhn_digit(each, data.draw(st.just(0))) for each in (one, other))
    if len(set(start)) > 1 or count < 2:
        assert verdict(kind, one) == verdict(kind, other)


@pytest.mark.parametrize("kind", [each for each in DEPENDING if each.depends.weights], ids=lambda kind: kind.name)
@given(data=st.data())
def test_a_number_with_a_wrong_sum_is_judged_by_its_first_digits(kind: Recognizer, data: st.DataObject) -> None:
    assert kind.depends is not None
    weights = kind.depends.weights
    prefixes = sorted({each for shape in kind.candidates for each in getattr(shape, "prefixes", ())})
    start = (data.draw(st.sampled_from(prefixes)) + data.draw(st.text("0123456789", min_size=20, max_size=20)))[
        : kind.depends.refused
    ]
    size = len(weights) - len(start)
    values = [start + data.draw(st.text("0123456789", min_size=size, max_size=size)) for _ in range(6)]
    sums = [sum(map(int.__mul__, map(int, each), weights)) % kind.depends.modulus for each in values]
    assert len({verdict(kind, each) for each, total in zip(values, sums, strict=True) if total}) < 2
    numbers = Numbers.at(a_chunk("0".join(values)), np.arange(6) * (len(weights) + 1) + PAD, len(weights))
    assert (numbers.weighted(sums_of(weights)) % kind.depends.modulus).tolist() == sums


def with_luhn_digit(value: str, off: int) -> str:
    """Return `value` with a last digit that is right, or wrong by `off`."""
    right = next(digit for digit in "0123456789" if luhn_ok_of_one(value[:-1] + digit))
    return value[:-1] + str((int(right) + off) % 10)


@given(st.lists(DIGITS, min_size=1))
def test_digits_as_numbers_and_their_luhn_check(values: list[str]) -> None:
    size = len(values[0])
    same = [each for each in values if len(each) == size]
    rows = np.array([list(map(int, each)) for each in same], np.uint8)
    assert as_numbers(rows).tolist() == list(map(int, same))
    assert luhn_ok(rows).tolist() == list(map(luhn_ok_of_one, same))


@given(st.lists(DIGITS, min_size=1), st.integers(0, 18))
def test_digits_four_at_a_time_and_their_luhn_check(values: list[str], count: int) -> None:
    size = len(values[0])
    same = [each for each in values if len(each) == size]
    chunk = a_chunk("7".join(same) + "90")
    starts = np.arange(len(same), dtype=np.int64) * (size + 1) + PAD
    numbers = Numbers.at(chunk, starts, size)
    first = min(count, size)
    assert numbers.first(first).tolist() == [int(each[:first] or 0) for each in same]
    assert numbers.luhn_ok().tolist() == list(map(luhn_ok_of_one, same))
    assert [numbers.text(row) for row in range(len(same))] == same
    assert numbers.digits().tolist() == [list(map(int, each)) for each in same]


@given(st.lists(st.text("0123456789", min_size=1, max_size=6), min_size=2, max_size=5), st.integers(1, 3))
def test_digits_of_groups_are_those_of_the_whole_number(groups: list[str], count: int) -> None:
    written = "-".join(groups)
    chunk = a_chunk(",".join([written] * count))
    starts = np.arange(count, dtype=np.int64) * (len(written) + 1) + PAD
    numbers = Numbers.of_groups(chunk, starts, tuple(map(len, groups)))
    assert [numbers.text(row) for row in range(count)] == ["".join(groups)] * count


@pytest.mark.parametrize("policy", ["mask", "strict", "tag"])
@given(st.integers(0, 10**6))
def test_what_is_hidden_in_place_is_what_one_by_one_gives(policy: str, seed: int) -> None:
    text = a_text(seed)
    guard = GUARDS[policy]
    found = guard.scan(text)
    guard.start_document()
    expected = apply_edits(text, guard.edits(text, found))
    assert (guard.redact(text) == expected) is True


def bulk_guard(policy: str) -> Guard:
    guard = Guard(policy=policy, names="off")
    guard.engine.executor = "bulk"
    return guard


GUARDS = {policy: bulk_guard(policy) for policy in ("mask", "strict", "tag")}
