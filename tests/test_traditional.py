"""Labels in traditional characters say what the simplified ones say."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import piiguard
from piiguard.registry import built_in
from piiguard.traditional import all_forms, simplified

GUARD = piiguard.Guard(names="off")


@given(st.text())
def test_simplified_text_has_the_same_length_and_stays_what_it_is(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once


def test_every_cue_comes_back_from_its_traditional_form() -> None:
    cues = {cue for each in built_in() for cue in each.cues if not cue.isascii()}
    for cue in cues:
        assert {simplified(form) for form in all_forms([cue])} == {simplified(cue)}


def test_labels_without_another_form_stay_alone() -> None:
    assert all_forms(["姓名", "phone", "电话"]) == ["姓名", "phone", "电话", "電話"]


@pytest.mark.parametrize(
    ("text", "entity_type"),
    [
        ("聯絡人：陳志明", "PERSON"),
        ("聯係人：陳志明", "PERSON"),
        ("緊急聯絡人陳志明", "PERSON"),
        ("戶主：李大同", "PERSON"),
        ("機主：李大同", "PERSON"),
        ("負責人：李大同", "PERSON"),
        ("護照號碼：E12345678", "CN_PASSPORT"),
        ("病歷號：12345678", "CN_MEDICAL_RECORD_NO"),
        ("銀行賬號：6222021234567890123", "BANK_CARD"),
        ("學號：20231234", "CN_STUDENT_NO"),
        ("性別：男", "GENDER"),
        ("出生於1990年1月1日", "BIRTH_DATE"),
    ],
)
def test_a_value_behind_a_traditional_label_is_found(text: str, entity_type: str) -> None:
    assert [each.entity_type for each in GUARD.scan(text)] == [entity_type]


@pytest.mark.parametrize("text", ["訂單號：20231234", "聯絡人：電話", "負責人：應當依法"])
def test_a_traditional_label_of_something_else_leads_to_nothing(text: str) -> None:
    assert not GUARD.scan(text)
