"""Cells of a column that are masked, or looked at, all at once become what each of them becomes alone."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard
from piiguard.recognizer import Recognizer
from piiguard.registry import built_in
from piiguard.tables.plan import BY_CELL, ColumnPlan
from piiguard.tables.treat import ColumnTreatment

np = pytest.importorskip("numpy")

from piiguard.tables.byte_cells import joined  # noqa: E402
from piiguard.tables.byte_column import ByteColumn  # noqa: E402

HEADER = "联系人"
# Parts that values are put together of.
PARTS = {
    "PERSON": [
        "王", "小", "明", "欧阳", "娜娜", "司马", "光", "某", "·", " ", "a", "1", "*", "***", "Li Lei", HEADER, "😀",
        "",
    ],
    "EMAIL_ADDRESS": [
        "li", "1", "@", "example.com", "123", "qq.com", "#", " [at] ", "＠", "*", "<", ".", "-", HEADER, "x" * 70,
        "é",
    ],
    "CN_ADDRESS": [
        "浙江省", "杭州", "西湖区", "文三路", "延安大路", "1号", "十二弄", "3-4-501", " ", "\u3000", "市", "县", "😀",
        "１２", "\ud800", "\n", "*", "×××", HEADER, "北京市", "朝阳区", "上海", "2号楼", "501室", "中国", "'",
    ],
}  # fmt: skip
OPERATORS = [{}, {"strict": True}, {"char": "某"}, {"char": "🞄"}, {"char": "."}, {"keep_first": 1}]
GUARDS = [Guard(policy={"default": {"operator": "mask", **params}}) for params in OPERATORS]


def plans(kind: str) -> list[ColumnPlan]:
    """Return plans of a column: by each recognizer whose values can be masked all at once, and by header."""
    plan = ColumnPlan(HEADER, kind, None, 1.0, "direct", "mask", "", every=True)
    names = [each.name for each in built_in() if each.entity_type == kind and each.accepted]
    assert names
    return [plan, *(plan._replace(recognizer=name, every=False) for name in names)]


def treated(column: ByteColumn, values: list[str]) -> tuple[list[str], int]:
    cells = joined([value.encode("utf-8", "surrogatepass") for value in values])
    target = cells.data.copy()
    replaced, changed = column.treat(cells, target)
    new = cells._replace(data=target).values()
    for each in replaced:
        for row, value in zip(each.rows.tolist(), each.cells.values(), strict=True):
            new[row] = value
    return [value.decode("utf-8", "surrogatepass") for value in new], changed


@pytest.mark.parametrize("guard", GUARDS, ids=map(str, OPERATORS))
@pytest.mark.parametrize("kind", PARTS)
@given(seed=st.integers(0, 1 << 32))
@settings(max_examples=8, deadline=None)
def test_what_is_masked_all_at_once_is_what_each_becomes(guard: Guard, kind: str, seed: int) -> None:
    random = Random(seed)
    values = ["".join(random.choices(PARTS[kind], k=random.randint(0, 6))) for _ in range(300)]
    for plan in plans(kind):
        new, changed = treated(ByteColumn(ColumnTreatment(guard, plan)), values)
        assert new == ColumnTreatment(guard, plan).apply(values)
        assert changed == sum(map(str.__ne__, values, new))


@pytest.mark.parametrize("role", ["text", "none"])
@pytest.mark.parametrize("name", ["备注", HEADER, "手机", "id", "", "13800001234"])
@given(seed=st.integers(0, 1 << 32), share=st.sampled_from([0.02, 0.2, 0.9]))
@settings(max_examples=8, deadline=None)
def test_cells_that_are_looked_at_all_at_once_become_what_each_does(
    name: str, role: str, seed: int, share: float
) -> None:
    random = Random(seed)
    parts = [
        "2024",
        "-",
        "订单",
        "13800001234",
        "a",
        "\n",
        "：",
        "电话",
        "7",
        "。",
        "\x1e",
        "王小明",
        " ",
        "😀",
        "身份证",
    ]
    plan = ColumnPlan(name, None, None, 0.0, role, BY_CELL, "")
    column = ByteColumn(ColumnTreatment(GUARDS[0], plan))
    for _ in range(2):
        values = [
            "".join(random.choices(parts, k=random.randint(0, 6)))
            if random.random() < share
            else f"{random.random():.9f}"
            for _ in range(300)
        ]
        values[7] = name
        new, changed = treated(column, values)
        assert new == ColumnTreatment(GUARDS[0], plan).apply(values)
        assert changed == sum(map(str.__ne__, values, new))


@pytest.mark.parametrize("recognizer", [each for each in built_in() if each.accepted], ids=lambda each: each.name)
def test_what_a_recognizer_accepts_passes_its_checks(recognizer: Recognizer) -> None:
    assert recognizer.validate is not None
    random = Random(recognizer.name)
    parts = PARTS[recognizer.entity_type]
    for _ in range(3000):
        value = "".join(random.choices(parts, k=random.randint(0, 6)))
        if re.fullmatch(recognizer.accepted, value):
            assert recognizer.validate(value) is not None
