"""Holds what every recognizer promises: examples that are found, counter-examples that are not, and a safe mask."""

from __future__ import annotations

import pytest

from piiguard import legal, registry
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.recognizer import Recognizer
from piiguard.selftest import run_examples, unmarked

RECOGNIZERS = registry.built_in()
OUTCOMES = [
    pytest.param(each.problem, id=f"{each.recognizer} {number}")
    for number, each in enumerate(run_examples(RECOGNIZERS))
]
# What standards.md sections 2 to 10 list, by the names of the design.
PROMISED = """
CN_RESIDENT_ID CN_FOREIGN_PR_ID CN_HMT_RESIDENCE CN_PASSPORT CN_TRAVEL_PERMIT CN_MILITARY_ID CN_DRIVER_ARCHIVE_NO
HK_ID MO_ID TW_ID CN_MOBILE CN_LANDLINE CN_IOT_NUMBER PHONE_NUMBER SERVICE_NUMBER IMEI MEID IMSI ICCID DEVICE_ID
EMAIL_ADDRESS IP_ADDRESS MAC_ADDRESS QQ WECHAT_ID BANK_CARD BANK_ACCOUNT ALIPAY_UID CN_CREDIT_REPORT_NO
CN_LICENSE_PLATE VIN CN_USCC CN_ORG_CODE CN_BUSINESS_REG_NO CN_STUDENT_REG_NO CN_STUDENT_NO CN_EXAM_NO
CN_DIPLOMA_NO CN_DEGREE_NO CN_TEACHER_CERT_NO CN_PROFESSIONAL_CERT_NO CN_MEDICAL_RECORD_NO CN_SOCIAL_INSURANCE_NO
CN_HOUSING_FUND_NO CN_WAYBILL_NO CN_POSTCODE BIRTH_DATE GEO_POINT CELL_ID PERSON CN_ADDRESS
""".split()


def named(recognizer: Recognizer) -> str:
    return recognizer.name


@pytest.mark.parametrize("problem", OUTCOMES)
def test_example_is_found_and_counter_example_is_not(problem: str | None) -> None:
    assert problem is None


@pytest.mark.parametrize("entity_type", PROMISED)
def test_kind_has_a_recognizer(entity_type: str) -> None:
    assert entity_type in registry.entity_types(RECOGNIZERS)


def test_names_are_unique() -> None:
    assert len({each.name for each in RECOGNIZERS}) == len(RECOGNIZERS)


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=named)
class TestEachRecognizer:
    def test_says_what_it_is_and_where_that_stands(self, recognizer: Recognizer) -> None:
        assert recognizer.name_zh
        assert recognizer.name_en
        assert recognizer.source

    def test_has_a_known_legal_class(self, recognizer: Recognizer) -> None:
        assert recognizer.legal in set(legal.keys())

    def test_scores_do_not_fall_with_a_cue(self, recognizer: Recognizer) -> None:
        score = recognizer.score
        assert 0 <= score.alone <= score.with_cue <= 1
        assert 0 <= score.doubtful <= score.doubtful_with_cue <= 1
        assert 0 <= score.invalid <= score.invalid_with_cue <= 1

    def test_carries_examples_of_both_kinds(self, recognizer: Recognizer) -> None:
        assert len(recognizer.examples) >= 3
        assert len(recognizer.counter_examples) >= 2

    def test_examples_stay_within_the_promised_length(self, recognizer: Recognizer) -> None:
        for example in recognizer.examples:
            for start, end in unmarked(example)[1]:
                assert end - start <= recognizer.max_length

    @pytest.mark.parametrize("strict", [False, True], ids=["usual mask", "strict mask"])
    def test_mask_never_shows_a_whole_value(self, recognizer: Recognizer, strict: bool) -> None:
        operator = build("mask", {"strict": strict})
        for example in recognizer.examples:
            text, spans = unmarked(example)
            for start, end in spans:
                value = text[start:end]
                request = Request(recognizer.entity_type, value, value, recognizer.mask, recognizer.legal)
                assert operator.apply(request) != value
