"""piiguard's operators in Presidio's anonymizer, and Presidio's in piiguard's policies."""

from __future__ import annotations

from typing import Any

import pytest
from presidio_anonymizer.entities import OperatorConfig, OperatorResult

from piiguard import Guard, Key, UsageError
from piiguard.integrations import presidio

KEY = bytes(range(40, 72))
TEXT = "姓名：王小明，手机13812345678"
KEYED = {"hash", "encrypt", "fpe", "surrogate", "shift", "noise"}


def config_of(name: str, **params: Any) -> dict[str, OperatorConfig]:
    return {"DEFAULT": OperatorConfig(f"piiguard_{name}", params)}


def safe(engine: Any, name: str, **params: Any) -> str:
    text: str = presidio.anonymizer().anonymize(TEXT, engine.analyze(TEXT, "zh"), config_of(name, **params)).text
    return text


@pytest.mark.parametrize("name", ["mask", "tag", "redact", "hash", "encrypt", "surrogate"])
def test_an_operator_gives_what_it_gives_in_a_guard(engine: Any, name: str) -> None:
    params = {"key": KEY} if name in KEYED else {}
    guard = Guard(policy={"default": name}, key=Key(KEY))
    assert safe(engine, name, **params) == guard.redact(TEXT)


def test_parameters_reach_the_operator(engine: Any) -> None:
    assert safe(engine, "mask", char="#") == "姓名：王##，手机138####5678"
    assert safe(engine, "replace", text="[无]") == "姓名：[无]，手机[无]"


def test_every_operator_for_text_is_there() -> None:
    known = presidio.anonymizer().get_anonymizers()
    assert {f"piiguard_{name}" for name in presidio.OPERATORS} <= set(known)
    assert {"mask", "hash", "encrypt", "fpe", "vault", "generalize"} <= set(presidio.OPERATORS)


def test_reversible_operators_come_back(engine: Any) -> None:
    results = engine.analyze(TEXT, "zh")
    for name, params in (("encrypt", {}), ("fpe", {"otherwise": "encrypt"})):
        done = presidio.anonymizer().anonymize(TEXT, results, config_of(name, key=KEY, **params))
        restored = presidio.deanonymizer().deanonymize(
            done.text,
            [OperatorResult(each.start, each.end, each.entity_type) for each in done.items],
            {
                "CN_MOBILE": OperatorConfig(
                    "piiguard_restore", {"key": KEY, **({"operator": "fpe"} if name == "fpe" else {})}
                ),
                "PERSON": OperatorConfig("piiguard_restore", {"key": KEY}),
            },
        )
        assert restored.text == TEXT


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "operator 'hash' needs a key"),
        ({"key": b"short"}, "too short"),
        ({"key": KEY, "size": 1}, "no parameter 'size'"),
    ],
    ids=["no key", "short key", "unknown parameter"],
)
def test_wrong_parameters_are_refused_before_anything_is_changed(
    engine: Any, params: dict[str, Any], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        safe(engine, "hash", **params)


def test_the_dictionary_of_operators_is_left_as_it_was(engine: Any) -> None:
    given = {"CN_MOBILE": OperatorConfig("piiguard_mask", {})}
    presidio.anonymizer().anonymize(TEXT, engine.analyze(TEXT, "zh"), given)
    assert list(given) == ["CN_MOBILE"]


def test_presidios_operators_stand_in_policies() -> None:
    policy = {
        "default": "tag",
        "entities": {
            "CN_MOBILE": {"operator": "presidio_mask", "masking_char": "#", "chars_to_mask": 4, "from_end": True}
        },
    }
    assert Guard(policy=policy).redact(TEXT) == "姓名：<PERSON>，手机1381234####"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"operator": "presidio_hash"}, "its hash is not keyed"),
        ({"operator": "presidio_custom"}, "it runs code"),
        ({"operator": "presidio_mask", "masking_char": "##"}, "masking_char must be a character"),
        ({"operator": "presidio_nothing"}, "presidio_nothing"),
    ],
    ids=["hash", "custom", "parameter", "unknown"],
)
def test_unsafe_and_unknown_ones_are_refused(rule: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Guard(policy={"default": rule})
