"""Number plates (机动车号牌) of GA 36-2018 and its special kinds."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score, Token

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SEPARATOR = "[·•・. -]?"
_SEPARATORS = LazyPattern(_SEPARATOR[:-1])
_DIGIT = LazyPattern("[0-9]")
_ORDINARY = f"[A-HJ-NP-Z]{_SEPARATOR}[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳超试]"
_NEW_ENERGY = f"[A-HJ-NP-Z]{_SEPARATOR}(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[A-HJK])"
_EMERGENCY = f"X{_SEPARATOR}[0-9]{{4}}应急"
_CONSULAR = f"[A-HJ-NP-Z]{_SEPARATOR}[0-9]{{4}}领"
_PLATE = LazyPattern(f"[{PROVINCES}](?:{_NEW_ENERGY}|{_ORDINARY}|{_EMERGENCY}|{_CONSULAR})(?![0-9A-Za-z])")
_EMBASSY = LazyPattern("使[0-9]{6}(?![0-9A-Za-z])|(?<![0-9A-Za-z])[0-9]{6}使(?!用|命|者|馆|得|其)")
_POLICE = LazyPattern(f"(?<![0-9A-Za-z])WJ{_SEPARATOR}[{PROVINCES}]?{_SEPARATOR}[0-9]{{4}}[0-9A-Z](?![0-9A-Za-z])")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the plate whose province character is at `at`; at least one digit among the last five."""
    match = _PLATE.match(text, at)
    if match is not None and _DIGIT.search(text, at + 2, match.end()) is not None:
        yield Candidate(match.start(), match.end(), match.group())


def find_special(text: str, at: int) -> Iterator[Candidate]:
    """Yield the embassy plate whose 使 or the armed-police plate whose J is at `at`."""
    if text[at] == "J":
        yield from _find_police(text, at)
        return
    for start in (at, at - 6):
        match = _EMBASSY.match(text, start) if start >= 0 else None
        if match is not None:
            yield Candidate(match.start(), match.end(), match.group())
            return


def _find_police(text: str, at: int) -> Iterator[Candidate]:
    match = _POLICE.match(text, at - 1) if at else None
    if match is not None:
        yield Candidate(match.start(), match.end(), match.group())


def validate(value: str) -> str | None:
    """Return the plate without separator, in upper case."""
    return _SEPARATORS.sub("", value).upper()


_CUES = (
    "车牌", "车牌号", "车牌号码", "号牌", "号牌号码", "车号", "牌照", "牌照号",
    "plate", "plate_no", "plate_number", "license_plate", "car_no", "hphm", "cph",
)  # fmt: skip
_SOURCE = "GA 36-2018 clause 5"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_LICENSE_PLATE",
        name_zh="机动车号牌",
        name_en="Number plate",
        candidates=(Anchor(PROVINCES, "[A-HJ-NP-Z][·•・. -]?[0-9A-Z]{4}"),),
        score=Score(0.85, 0.97),
        legal="vehicle",
        source=_SOURCE,
        examples=(
            "车牌⟦京A12345⟧的车",
            "⟦粤B·D12345⟧",
            "挂车⟦鲁H1234挂⟧，学员车⟦沪A1234学⟧",
            "车号：⟦苏D4T3K0⟧。",
            "⟦京Ａ１２３４５⟧",
            "⟦粤Z1234港⟧入境",
            "⟦浙A 12345⟧停在",
            "应急车⟦京X·1234应急⟧到场，⟦沪A·1234领⟧",
        ),
        counter_examples=("京ABCDEF", "新A股123", "京A123456789", "川I12345", "京A1234"),
        max_length=12,
        mask=Mask(3, 1, 2, 0),
        cues=_CUES,
        find=find,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_LICENSE_PLATE",
        name_zh="使馆、武警号牌",
        name_en="Embassy and armed-police plate",
        candidates=(
            Anchor("使", "[0-9]{6}|(?<=[0-9]使)"),
            Anchor("J", "(?<=WJ)[·•・. -]?[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼0-9]"),
        ),
        score=Score(0.80, 0.95),
        legal="vehicle",
        source=_SOURCE,
        examples=(
            "使馆车⟦使123456⟧",
            "车牌⟦123456使⟧",
            "武警车⟦WJ京1234X⟧。",
            "车牌：⟦WJ·粤12345⟧",
            "号牌⟦使２２２２２２⟧进入",
        ),
        counter_examples=("大使123人", "使1234567", "123456使用中", "BWJ京1234X"),
        max_length=12,
        mask=Mask(2, 1, 1, 0),
        cues=_CUES,
        find=find_special,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_LICENSE_PLATE",
        name_zh="军车号牌",
        name_en="Military plate",
        candidates=(Token((7,), "[A-Z]{2}[0-9]{5}"),),
        score=Score(0.10, 0.80),
        legal="specific_identity",
        source="军车号牌 (2013 式), not published",
        examples=(
            "军车车牌⟦VA12345⟧",
            "车牌号：⟦KA12345⟧",
            "号牌⟦VB01234⟧。",
            "plate_no=⟦BA12345⟧",
            "车牌号码 ⟦ＶＡ１２３４５⟧",
        ),
        counter_examples=("VA12345", "型号VA12345", "车牌VA123456"),
        max_length=7,
        mask=Mask(2, 1, 1, 0),
        cues=_CUES,
        validate=validate,
        strength=1,
    ),
)  # fmt: skip
