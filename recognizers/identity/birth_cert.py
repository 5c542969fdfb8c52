"""Birth certificate number (出生医学证明编号): a letter for the province or the form's series, and nine digits."""

from __future__ import annotations

from piiguard.recognizer import Mask, Recognizer, Score, Token


def validate(value: str) -> str | None:
    """Return the number in upper case."""
    return value.upper()


RECOGNIZER = Recognizer(
    entity_type="CN_BIRTH_CERT_NO",
    name_zh="出生医学证明编号",
    name_en="Birth certificate number",
    candidates=(Token((10,), "[A-Z][0-9]{9}"),),
    score=Score(0.10, 0.90),
    legal="identity",
    source="国家卫生健康委 出生医学证明编号规则",
    examples=(
        "出生医学证明⟦P123456789⟧",
        "出生证编号：⟦O123456789⟧",
        "birth_cert_no=⟦P123456789⟧",
        "出生医学证明编号⟦Ｐ１２３４５６７８９⟧",
        "出生证号 ⟦Q123456780⟧。",
    ),
    counter_examples=("P123456789", "型号P123456789", "出生医学证明PP12345678"),
    max_length=10,
    mask=Mask(1, 2, 1, 0),
    cues=(
        "出生医学证明", "出生医学证明编号", "出生证", "出生证号", "出生证编号", "出生证明编号", "birth_cert_no",
        "birth_cert", "birth_certificate",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
