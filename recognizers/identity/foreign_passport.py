"""Passports of other countries: six to nine letters and digits directly after a passport label."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token


def validate(value: str) -> str | None:
    """Return the number in upper case."""
    return value.upper()


RECOGNIZER = Recognizer(
    entity_type="PASSPORT",
    name_zh="外国护照号码",
    name_en="Passport number of another country",
    candidates=(Token((6, 7, 8, 9), "[A-Z]{1,2}[0-9]{5,8}[A-Z]?|[0-9]{2}[A-Z]{2}[0-9]{5}"), Digits((7, 8, 9))),
    score=Score(0.0, 0.80),
    legal="identity",
    source="ICAO Doc 9303-4 clause 4.2.2 (document number of at most nine characters)",
    examples=(
        "护照号：⟦AB1234567⟧",
        "外籍护照号码⟦123456789⟧",
        "passport_no: ⟦C01234567⟧",
        "Passport number ⟦TK1234567⟧ issued",
        "护照⟦ＸＡ１２３４５６⟧到期",
    ),
    counter_examples=("AB1234567", "护照办理 2024年12345678人", "型号：AB1234567", "护照号：E12345678"),
    max_length=9,
    mask=Mask(2, 2, 1, 1),
    cues=(
        "护照", "护照号", "护照号码", "外国护照", "外籍护照", "外籍护照号码", "護照", "護照號碼", "passport",
        "passport_no", "passport_number", "passport_num", "hzh", "hzhm",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
