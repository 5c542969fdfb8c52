"""Numbers of doctors and lawyers: qualification (27, holds a resident number) and licence to practise."""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import Digits, InvalidChecksum, InvalidComponent, InvalidDate, Mask, Recognizer, Score, Token
from piiguard.recognizers.data import divisions


def validate_doctor(value: str) -> str | None:
    """Return the certificate number; it ends with a resident number, which is checked."""
    number = value.upper()
    if not is_date(number[:4] + "0101", 1949, 2049) or number[4:6] not in divisions.PROVINCES:
        return None
    if not is_date(number[15:23]):
        raise InvalidDate
    if mod_11_2(number[9:26]) != number[26]:
        raise InvalidChecksum
    return number


def validate_practice(value: str) -> str | None:
    """Return the digits of a licence to practise (doctor 15, lawyer 17); raises `InvalidComponent` for no region."""
    region = value[3:9] if len(value) == 15 else value[1:3]
    if region[:2] not in divisions.PROVINCES:
        raise InvalidComponent
    return value


RECOGNIZERS = (
    Recognizer(
        entity_type="CN_PROFESSIONAL_CERT_NO",
        name_zh="医师资格证书编码",
        name_en="Doctor's qualification number",
        candidates=(Digits((27,)), Token((27,), "(?:19|20)[0-9]{24}[0-9X]")),
        score=Score(0.90, 0.97),
        legal="education",
        source="卫生部 医师资格证书编码规则 (27 位)",
        examples=(
            "医师资格证书编码⟦19991111011010519491231002X⟧",
            "⟦19991111011010519491231002X⟧",
            "医师资格证：⟦19991111011010519491231002x⟧。",
            "doctor_cert_no=⟦19991111011010519491231002X⟧",
            "编码⟦１９９９１１１１０１１０１０５１９４９１２３１００２Ｘ⟧号",
        ),
        counter_examples=(
            "199911110110105194912310021", "9991111011010519491231002X", "2024010112304512345678901234",
        ),
        max_length=27,
        mask=Mask(6, 0, 2, 0),
        cues=("医师资格证", "医师资格证书", "医师资格证书编码", "doctor_cert_no"),
        validate=validate_doctor,
        contains=("CN_RESIDENT_ID",),
        strength=3,
    ),
    Recognizer(
        entity_type="CN_PROFESSIONAL_CERT_NO",
        name_zh="执业证书编号",
        name_en="Licence to practise (doctor, lawyer)",
        candidates=(Digits((15, 17)),),
        score=Score(0.10, 0.90),
        legal="education",
        source="卫生部 医师执业证书编码规则 (15 位); 司法部 律师执业证号 (17 位)",
        examples=(
            "医师执业证书编码⟦110110105001234⟧",
            "律师执业证号：⟦11101201010123456⟧",
            "执业证号⟦13101201510123456⟧。",
            "practice_no=⟦110110105001234⟧",
            "执业证书编号：⟦１１０１１０１０５００１２３４⟧",
        ),
        counter_examples=("110110105001234", "11101201010123456", "执业证号199990105001234"),
        max_length=17,
        mask=Mask(5, 2, 1, 1),
        cues=(
            "doctor_cert_no",
            "执业证号", "律师执业证号", "医师执业证书编码", "执业证书编号", "执业证书编码", "律师证号",
            "护士执业证书编号", "practice_no", "licence_no", "lawyer_no",
        ),
        validate=validate_practice,
        strength=1,
    ),
)  # fmt: skip
