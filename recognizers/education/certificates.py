"""Certificates with a structure: student registration, diploma, degree, teacher, doctor and lawyer numbers."""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Digits,
    Doubt,
    InvalidChecksum,
    InvalidComponent,
    InvalidDate,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import divisions

_FIRST_YEAR, _LAST_YEAR = 1949, 2049


def _is_year(text: str) -> bool:
    return _FIRST_YEAR <= int(text) <= _LAST_YEAR


def validate_student_reg(value: str) -> str | None:
    """Return G, J or L and 18 characters; only G numbers hold a resident number and its check digit.

    >>> validate_student_reg("G11010519491231002X")
    'G11010519491231002X'
    """
    number = value.upper()
    if number[1:3] not in divisions.PROVINCES or not is_date(number[7:15]):
        return None
    if number[0] == "G":
        if mod_11_2(number[1:18]) != number[18]:
            raise InvalidChecksum
        return number
    return Doubt(number, "J and L numbers hold no sure check digit")


def validate_diploma(value: str) -> str | None:
    """Return the 18 digits; None unless kind, year and level are in place (no check digit).

    >>> validate_diploma("100011202005000123")
    '100011202005000123'
    """
    if value[5] not in "1567" or not _is_year(value[6:10]) or value[10] != "0" or value[11] not in "1234567":
        return None
    return value


def validate_degree(value: str) -> str | None:
    """Return the number in upper case; None unless grade and year are in place.

    >>> validate_degree("1000142020000123")
    '1000142020000123'
    """
    number = value.upper()
    digits = number.lstrip("CZT")
    if len(digits) != 16 or digits[5] not in "234" or not _is_year(digits[6:10]):
        return None
    return number


def validate_teacher(value: str) -> str | None:
    """Return the 17 digits; None unless year, province, kind and sex are in place."""
    if not _is_year(value[:4]) or value[4:6] not in divisions.PROVINCES or value[9] not in "1234567" or value[10] not in "012":
        return None
    return value


def validate_doctor(value: str) -> str | None:
    """Return the certificate number; it ends with a resident number, which is checked."""
    number = value.upper()
    if not _is_year(number[:4]) or number[4:6] not in divisions.PROVINCES:
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
        entity_type="CN_STUDENT_REG_NO",
        name_zh="全国学籍号",
        name_en="National student registration number",
        candidates=(Token((19,), "[GJL][0-9]{17}[0-9X]"),),
        score=Score(0.97, 0.99, doubtful=0.70, doubtful_with_cue=0.95, invalid=0.30, invalid_with_cue=0.70),
        legal="education",
        source="教育部 中小学生学籍管理办法 (2013), 学籍号编码规则",
        examples=(
            "学籍号⟦G11010519491231002X⟧",
            "⟦G11010519491231002X⟧",
            "全国学籍号：⟦J110105200901010123⟧",
            "student_reg_no=⟦L110105200901011234⟧",
            "学籍号⟦Ｇ１１０１０５１９４９１２３１００２Ｘ⟧在读",
        ),
        counter_examples=("K11010519491231002X", "G110105194912310021A", "GG11010519491231002X"),
        max_length=19,
        mask=Mask(7, 4, 2, 1),
        cues=("学籍号", "全国学籍号", "学籍", "学籍编号", "student_reg_no", "xjh", "student_registration_no"),
        validate=validate_student_reg,
        contains=("CN_RESIDENT_ID",),
        strength=3,
    ),
    Recognizer(
        entity_type="CN_DIPLOMA_NO",
        name_zh="毕业证书编号",
        name_en="Diploma number",
        candidates=(Digits((18,), ((5, 1, 4, 2, 6), (5, 5, 8))),),
        score=Score(0.45, 0.97),
        legal="education",
        source="教育部 高等教育学历证书电子注册管理暂行规定 (证书编号, 18 位)",
        examples=(
            "毕业证书编号⟦100011202005000123⟧",
            "学历证书：⟦106145201506001234⟧",
            "diploma_no=⟦100011202005000123⟧",
            "证书编号：⟦１０００１１２０２００５０００１２３⟧",
            "毕业证号 ⟦118455201805654321⟧",
        ),
        counter_examples=("100011202005000123", "订单号100011202005000123", "毕业证书编号100018202005000123"),
        max_length=24,
        mask=Mask(5, 4, 1, 1),
        cues=(
            "毕业证书编号", "毕业证书", "毕业证", "毕业证号", "毕业证编号", "学历证书", "学历证书编号", "学历证书号", "证书编号", "证书号",
            "diploma_no", "diploma", "graduation_cert_no", "byzh", "xlzsbh", "certificate_no",
        ),
        validate=validate_diploma,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_DEGREE_NO",
        name_zh="学位证书编号",
        name_en="Degree certificate number",
        candidates=(Digits((16,)), Token((16, 17), "[CZT]?[0-9]{5}[234](?:19|20)[0-9]{2}[A-Z0-9][0-9]{5}")),
        score=Score(0.35, 0.95),
        legal="education",
        source="国务院学位委员会 学位证书和学位授予信息管理办法 (编号规则)",
        examples=(
            "学位证书编号⟦1000142020000123⟧",
            "学位证：⟦C1000142020000123⟧",
            "degree_no=⟦1061432015000456⟧",
            "学位证书号⟦１０００１４２０２００００１２３⟧",
            "学位证书 ⟦Z1000132020000123⟧",
        ),
        counter_examples=("1000142020000123", "订单号1000142020000123", "学位证书编号1000192020000123"),
        max_length=17,
        mask=Mask(5, 4, 1, 1),
        cues=("学位证书编号", "学位证书", "学位证", "学位证号", "学位证书号", "学位证编号", "degree_no", "degree_cert_no", "xwzsbh"),
        validate=validate_degree,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_TEACHER_CERT_NO",
        name_zh="教师资格证书号码",
        name_en="Teacher's certificate number",
        candidates=(Digits((17,)),),
        score=Score(0.20, 0.93),
        legal="education",
        source="教育部 教师资格证书管理规定 (号码, 17 位)",
        examples=(
            "教师资格证⟦20201100411000123⟧",
            "教师资格证书号码：⟦20193101322000456⟧",
            "teacher_cert_no=⟦20201100411000123⟧",
            "教师证号⟦２０２０１１００４１１０００１２３⟧",
            "教师资格证号 ⟦20113201142001234⟧",
        ),
        counter_examples=("20201100411000123", "时间20240101123045123", "教师资格证19001100411000123"),
        max_length=17,
        mask=Mask(4, 4, 1, 1),
        cues=("教师资格证", "教师资格证书", "教师资格证号", "教师资格证书号码", "教师资格证书号", "教师证", "教师证号", "teacher_cert_no", "teacher_certificate"),
        validate=validate_teacher,
        strength=1,
    ),
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
        counter_examples=("199911110110105194912310021", "9991111011010519491231002X", "2024010112304512345678901234"),
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
        cues=("执业证号", "律师执业证号", "医师执业证书编码", "执业证书编号", "执业证书编码", "律师证号", "护士执业证书编号", "practice_no", "licence_no", "lawyer_no"),
        validate=validate_practice,
        strength=1,
    ),
)  # fmt: skip
