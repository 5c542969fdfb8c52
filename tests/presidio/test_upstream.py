"""The two small recognizers follow Presidio's conventions: positive and negative tables, score ranges, context."""

from __future__ import annotations

import pytest

from piiguard.integrations import presidio
from piiguard.integrations.presidio.upstream import CnMobileRecognizer, CnResidentIdRecognizer

MOBILE, RESIDENT = CnMobileRecognizer(), CnResidentIdRecognizer()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("手机13812345678号", [(2, 13)]),
        ("13812345678", [(0, 11)]),
        ("+86 13812345678", [(0, 15)]),
        ("138-1234-5678和138 1234 5678", [(0, 13), (14, 27)]),
        ("113812345678", []),
        ("a13812345678", []),
        ("12345678901", []),
        ("15412345678", []),
    ],
    ids=["between Han", "alone", "country code", "separators", "longer", "letter", "block", "block never issued"],
)
def test_mobile(text: str, spans: list[tuple[int, int]]) -> None:
    results = MOBILE.analyze(text, ["CN_MOBILE"])
    assert [(each.start, each.end) for each in results] == spans
    assert all(each.score == 0.6 for each in results)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("身份证11010519491231002X，", [(3, 21)]),
        ("11010519491231002x", [(0, 18)]),
        ("110105194912310021", []),
        ("110105194913310021", []),
        ("1101051949123100211", []),
    ],
    ids=["between Han", "small x", "check digit", "date", "longer"],
)
def test_resident_id(text: str, spans: list[tuple[int, int]]) -> None:
    results = RESIDENT.analyze(text, ["CN_RESIDENT_ID"])
    assert [(each.start, each.end) for each in results] == spans
    assert all(each.score == 1.0 for each in results)


def test_context_raises_the_score() -> None:
    engine = presidio.PiiguardAnalyzerEngine(
        registry=presidio.registry_of([CnMobileRecognizer()]),
        nlp_engine=presidio.no_model(),
        supported_languages=["zh"],
        context_aware_enhancer=presidio.CharacterWindow(),
    )
    assert engine.analyze("手机13812345678", "zh")[0].score == pytest.approx(0.95)
    assert engine.analyze("共13812345678", "zh")[0].score == 0.6


def test_country_is_declared() -> None:
    assert MOBILE.COUNTRY_CODE == RESIDENT.COUNTRY_CODE == "cn"
