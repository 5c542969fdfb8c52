"""Columns treated as bytes become what they become cell by cell, and what is told for many is so for each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard, Key
from piiguard.recognizer import Recognizer
from piiguard.registry import built_in
from piiguard.tables.plan import PARTY, ColumnPlan
from piiguard.tables.treat import ColumnTreatment

np = pytest.importorskip("numpy")

from piiguard.tables.byte_cells import Cells, copy_many, joined  # noqa: E402
from piiguard.tables.byte_column import ByteColumn  # noqa: E402
from piiguard.tables.dense_cells import DenseColumn  # noqa: E402
from piiguard.tables.told import teller_of  # noqa: E402

KEY = Key(bytes(range(3, 35)))
POLICIES = ("mask", "strict", "hash", "tag", "fpe", "generalize", "pseudonym")
# Recognizers whose checks go by less than all digits, and how many digits a number may have.
TOLD = [
    (each, size)
    for each in built_in()
    if each.depends is not None and each.validate is not None
    for size in each.depends.lengths or {size for shape in each.candidates for size in getattr(shape, "lengths", ())}
]
# Digits that begin like numbers of some kind.
HEADS = (
    "138", "139", "199", "160", "141", "0531", "010", "0999", "86", "4600", "46011", "35", "01", "99", "898600",
    "622202", "621700", "603694", "411111", "55", "9558", "30", "11010519491231002", "6222020000000000", "20240301",
)  # fmt: skip
NUMBER = st.builds(
    lambda head, tail, size: (head + tail)[:size],
    st.sampled_from(HEADS),
    st.text("0123456789", min_size=20, max_size=20),
    st.sampled_from((3, 10, 11, 12, 13, 15, 16, 18, 19, 20)),
)  # fmt: skip
GROUPED = st.builds(
    lambda value, sign, at: value[:at] + sign + value[at:], NUMBER, st.sampled_from("- .*xX"), st.integers(1, 8)
)
WORDS = st.sampled_from(
    ("", " ", "无", "王小明", "欧阳娜娜", "张三", "打13912345678", "2024-03-01 10:00:01", "2024/3/1 9:05", "85",
     "2024-13-01 10:00:01", "1709258401", "1分25秒", "138****1234", "<CN_MOBILE>", "'13800001234", "1380000123\t",
     "a@b.cn", "浙江省杭州市西湖区文三路1号", "11010519491231002X", "x" * 90)
)  # fmt: skip
CELL = st.one_of(NUMBER, NUMBER, GROUPED, WORDS, st.text(max_size=4))


def plans(guard: Guard) -> list[ColumnPlan]:
    """Return plans of columns of most kinds that go by whole cells, by rule, and by cell."""
    found = [
        ColumnPlan(
            each.name, each.entity_type, each.name, 1.0, "direct", guard.rule_for(each.entity_type).operator, ""
        )
        for each in guard.recognizers
        if each.entity_type in ("CN_MOBILE", "CN_LANDLINE", "IMEI", "IMSI", "BANK_CARD", "CN_RESIDENT_ID", "PERSON")
        and not each.on_request
    ]
    mobile, landline = (
        next(each for each in found if each.entity_type == kind) for kind in ("CN_MOBILE", "CN_LANDLINE")
    )
    found.append(mobile._replace(also=(landline.recognizer or "",)))
    found.append(ColumnPlan("text", None, None, 0.0, "text", "by cell", ""))
    found.append(ColumnPlan("none", None, None, 0.0, "none", "by cell", ""))
    found.append(
        ColumnPlan("time", "TIMESTAMP", None, 1.0, "quasi", "generalize", "", {"as": "time", "time": "hour"})
    )
    found.append(ColumnPlan("day", "TIMESTAMP", None, 1.0, "quasi", "generalize", "", {"as": "time", "time": "day"}))
    found.append(ColumnPlan("length", "DURATION", None, 1.0, "quasi", "generalize", "", {"as": "duration"}))
    found.append(ColumnPlan("gone", None, None, 1.0, "direct", "redact", "", {}))
    if guard.key is not None:
        found.append(ColumnPlan("party", None, None, 1.0, "direct", PARTY, ""))
        found.append(ColumnPlan("token", "PSEUDONYM", None, 1.0, "direct", "hash", "", {}, every=True))
    return found


GUARDS = [Guard(policy=name, key=KEY) for name in POLICIES if name != "fpe"]
GUARDS.append(Guard(policy={"default": {"operator": "fpe", "otherwise": "encrypt"}}, key=KEY))
CASES = [(guard, plan) for guard in GUARDS for plan in plans(guard)]


def by_bytes(column: ByteColumn, values: list[str]) -> tuple[list[str], int]:
    data = [value.encode("utf-8", "surrogatepass") for value in values]
    cells = joined(data)
    target = cells.data.copy()
    replaced, changed = column.treat(cells, target)
    done = Cells(target, cells.starts, cells.ends).values()
    for each in replaced:
        for row, value in zip(each.rows.tolist(), each.cells.values(), strict=True):
            done[row] = value
    return [value.decode("utf-8", "surrogatepass") for value in done], changed


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CASES), st.lists(st.lists(CELL, min_size=1, max_size=40), min_size=1, max_size=3))
def test_a_column_of_bytes_becomes_what_its_cells_become(
    case: tuple[Guard, ColumnPlan], parts: list[list[str]]
) -> None:
    exact, column = ColumnTreatment(*case), ByteColumn(ColumnTreatment(*case))
    for values in parts:
        told = exact.apply(values)
        done, changed = by_bytes(column, values)
        assert [one == two for one, two in zip(done, told, strict=True)] == [True] * len(values)
        assert changed == sum(one != two for one, two in zip(values, told, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].policy.name or 'fpe'}-{case[1].name}")
def test_many_alike(case: tuple[Guard, ColumnPlan]) -> None:
    chance = random.Random(5)

    def one() -> str:
        head = chance.choice(HEADS)
        return (head + "".join(chance.choices("0123456789", k=20)))[: chance.choice((10, 11, 11, 12, 15, 16, 18, 19))]

    values = [one() for _ in range(400)]
    values += [
        f"2024-0{chance.randrange(1, 4)}-{chance.randrange(1, 33):02} 1{chance.randrange(10)}:05:07"
        for _ in range(90)
    ]
    values += [f"0531-{chance.randrange(10**7, 10**8)}" for _ in range(60)]
    chance.shuffle(values)
    exact, column = ColumnTreatment(*case), ByteColumn(ColumnTreatment(*case))
    for part in (values, values[::-1], values):
        told = exact.apply(part)
        done, _changed = by_bytes(column, part)
        assert [one == two for one, two in zip(done, told, strict=True)] == [True] * len(part)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CASES),
    st.sampled_from((11, 15, 16, 18, 19)),
    st.integers(1, 300),
    st.floats(0, 0.7),
    st.randoms(use_true_random=False),
)
def test_cells_of_one_size_side_by_side(
    case: tuple[Guard, ColumnPlan], size: int, count: int, others: float, chance: random.Random
) -> None:
    head = chance.choice(HEADS)

    def one() -> str:
        value = (head + "".join(chance.choices("0123456789", k=20)))[:size]
        if chance.random() < others:
            value = chance.choice((value[:-1] + "X", f"{value[:4]}-{value[5:]}", "x" * size, " " + value[1:]))
        return value

    values = [one() for _ in range(count)]
    exact, column = ColumnTreatment(*case), ByteColumn(ColumnTreatment(*case))
    told = exact.apply(values)
    done, changed = by_bytes(column, values)
    assert [one == two for one, two in zip(done, told, strict=True)] == [True] * count
    assert changed == sum(one != two for one, two in zip(values, told, strict=True))


def form(recognizer: Recognizer, value: str) -> str | None:
    assert recognizer.validate is not None
    try:
        return recognizer.validate(value)
    except ValueError:
        return None


@pytest.mark.parametrize(("recognizer", "size"), TOLD, ids=lambda each: getattr(each, "name", str(each)))
def test_what_is_told_by_the_first_digits_is_so(recognizer: Recognizer, size: int) -> None:
    chance = random.Random(size)
    heads = [head for head in HEADS if head.isdigit()]
    heads += [prefix for shape in recognizer.candidates for prefix in getattr(shape, "prefixes", ())]

    def one() -> str:
        head = chance.choice(heads) if chance.random() < 0.7 else ""
        head += chance.choice(heads) if chance.random() < 0.2 else ""
        return (head + "".join(chance.choices("0123456789", k=20)))[:size]

    values = [one() for _ in range(1500)]
    values += ["5" * size, "0" * size, "6" * size]
    matrix = np.frombuffer("".join(values).encode(), np.uint8).reshape(-1, size)
    teller = teller_of(recognizer, "0" * size, lambda value: form(recognizer, value))
    assert teller is not None
    own, is_open, forms = teller.tell(matrix)
    right = iter(forms)
    for value, is_own, is_left in zip(values, own.tolist(), is_open.tolist(), strict=True):
        if is_own:
            assert bytes(next(right)).decode() == form(recognizer, value) == value
        elif not is_left:
            assert form(recognizer, value) is None


@given(st.lists(st.binary(max_size=70), max_size=30), st.randoms(use_true_random=False))
def test_many_copies_are_copies(pieces: list[bytes], chance: random.Random) -> None:
    cells = joined(pieces)
    order = list(range(len(pieces)))
    chance.shuffle(order)
    sizes = (cells.ends - cells.starts)[order]
    target = np.zeros(len(cells.data), np.uint8)
    copy_many(target, np.cumsum(sizes) - sizes, cells.data, cells.starts[order], sizes)
    assert target.tobytes() == b"".join([pieces[place] for place in order])


@given(st.lists(st.lists(st.binary(min_size=5, max_size=5), max_size=40), max_size=4))
def test_a_table_of_tokens_gives_what_making_each_gives(parts: list[list[bytes]]) -> None:
    from piiguard.operators.token_table import TokenTable

    def make(values: list[bytes]) -> object:
        return np.frombuffer(b"".join(value[::-1] + b"!\0" for value in values), np.uint8).reshape(-1, 7)

    table = TokenTable(5, 7, make)  # type: ignore[arg-type]
    for values in parts:
        matrix = np.frombuffer(b"".join(values), np.uint8).reshape(-1, 5)
        assert table.tokens(matrix).tobytes() == b"".join(value[::-1] + b"!\0" for value in values)


def dense(case: tuple[Guard, ColumnPlan]) -> DenseColumn:
    return DenseColumn(ColumnTreatment(*case))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CASES), st.lists(CELL, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_lists_and_arrays_of_text_become_what_their_cells_become(
    case: tuple[Guard, ColumnPlan], cells: list[str], chance: random.Random
) -> None:
    values = [chance.choice(cells) for _ in range(300)]
    told = ColumnTreatment(*case).apply(values)
    assert [one == two for one, two in zip(dense(case).texts(values), told, strict=True)] == [True] * len(values)
    pa = pytest.importorskip("pyarrow")
    with_missing = [None if chance.random() < 0.1 else value for value in values]
    expected = [None if value is None else new for value, new in zip(with_missing, told, strict=True)]
    utf8 = all(value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value) for value in values)
    for type_ in (pa.string(), pa.large_string(), pa.string_view()) if utf8 else ():
        whole = pa.chunked_array([with_missing[:7], with_missing[7:], []], type_)
        for array in (whole, whole.chunk(1), whole.chunk(1).slice(5, 280)):
            first = 12 if len(array) == 280 else 7 if len(array) == 293 else 0
            new, changed = dense(case).array(array)
            assert new.type == array.type
            pairs = zip(new.to_pylist(), expected[first:], strict=False)
            assert [one == two for one, two in pairs] == [True] * len(array)
            assert new.null_count == array.null_count
            old = zip(array.to_pylist(), new.to_pylist(), strict=True)
            assert changed == sum(one != two for one, two in old)
