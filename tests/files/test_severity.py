"""Which values are known samples or placeholders."""

from __future__ import annotations

import pytest

from piiguard.report.severity import is_sample, severity_of


@pytest.mark.parametrize(
    "value",
    [
        "13800138000", "+86 138-0013-8000", "11010519491231002X", "4111 1111 1111 1111", "a@example.com", "192.0.2.7",
        "1234567890", "13812345678", "13888888888", "00000000000", "987654321",
    ],
)  # fmt: skip
def test_samples_and_placeholders_are_low(value: str) -> None:
    assert severity_of(value, 1.0) == "low"


@pytest.mark.parametrize("value", ["13905172846", "a@examples.com", "192.0.3.7", "110105194912310038", "张三"])
def test_other_values_are_not(value: str) -> None:
    assert not is_sample(value)
