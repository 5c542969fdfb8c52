"""Operators take whatever a recognizer or a column may hand them: no crash, no value passed on, no value shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from piiguard import Key
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.columns import apply_column
from piiguard.operators.surrogate import kinds
from piiguard.recognizer import Mask

KEY = Key(bytes(range(40, 72)))
KINDS = sorted({*kinds(), "GEO_POINT", "AGE", "ETHNICITY", "CN_POSTCODE", "WECHAT_ID", "X"})
ALPHABET = st.sampled_from(
    "0123456789０１９abzAXZ张三某市区县路号年月日室·.,-–/:@+()（）°×* \t\u200b\u0301\U000e0100\ud800é👨Ⅹ①½٣"
)
VALUES = st.text(ALPHABET, min_size=1, max_size=24) | st.text(min_size=1, max_size=12)
OPERATORS: list[tuple[str, dict[str, object]]] = [
    ("mask", {}), ("mask", {"strict": True}), ("mask", {"hide_first": 2}), ("tag", {"number": "job"}),
    ("surrogate", {}), ("surrogate", {"valid": True}), ("generalize", {}), ("generalize", {"as": "time"}),
    ("generalize", {"as": "amount", "step": 0.1}), ("generalize", {"as": "age"}), ("generalize", {"as": "point"}),
    ("shift", {}), ("noise", {}), ("noise", {"law": "even", "scale": 5}), ("top_bottom", {"top": 5, "bottom": -5}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params"), OPERATORS, ids=lambda each: str(each))
@given(st.sampled_from(KINDS), VALUES)
@example("ICCID", "00000:0000000000000")
def test_a_value_is_treated_whatever_it_is(name: str, params: dict[str, object], kind: str, value: str) -> None:
    operator = build(name, params, KEY)
    made = operator.apply(Request(kind, value, value, Mask(2, 1, 1, 0), "basic"))
    assert isinstance(made, str)
    assert "\n" not in made or "\n" in value


@pytest.mark.parametrize(("name", "params"), OPERATORS, ids=lambda each: str(each))
@given(st.sampled_from(KINDS), st.lists(VALUES, max_size=6))
def test_a_column_keeps_its_rows(name: str, params: dict[str, object], kind: str, values: list[str]) -> None:
    made = apply_column(build(name, params, KEY), Request(kind, "", "", Mask(2, 1, 1, 0), "basic"), values)
    assert len(made) == len(values)
