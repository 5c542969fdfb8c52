"""Fixed-line number of mainland China (固定电话): 0, area code, subscriber number of the area's length, extension."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Depends, Digits, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.data import area_codes

_NO_DIGIT = LazyPattern("[^0-9]")
_BEFORE_EXTENSION = LazyPattern("转|分机|ext|[xX#,*]")
_CLOSED = LazyPattern("[0-9]{3,4}[)）]")
_COUNTRY_BEFORE = LazyPattern(r"(?:\(\+?(?:00)?86\)|(?<![0-9A-Za-z])(?:\+|00)86)[ -]?\Z")
_EXTENSION = LazyPattern(
    r"[ ]?(?:-|[,，]?[ ]?(?:转|轉|分机号?[:：]?|(?:ext|EXT|Ext)\.?:?)|--|—|x|X|#|\*)[ ]?[0-9]{1,6}(?![0-9A-Za-z-])|"
    r"[ ]?[(（](?:转|分机|ext\.?)?[ ]?[0-9]{2,6}[)）]"
)


def validate(value: str) -> str | None:
    """Return the digits with the area's 0 (extension after an x); None when no area fits.

    >>> validate("01065529988")
    '01065529988'
    """
    digits, _, extension = _BEFORE_EXTENSION.sub("x", value).partition("x")
    digits = _NO_DIGIT.sub("", digits)
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) > 11:
            digits = digits[len(prefix) :]
            digits = digits if digits[0] == "0" else "0" + digits
    if digits[:1] != "0" or area_codes.split(digits) is None:
        return None
    return digits + ("x" + _NO_DIGIT.sub("", extension) if extension else "")


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a bracket around the area code, the country code, and an extension."""
    if start and text[start - 1] in "(（" and _CLOSED.match(text, start) is not None:
        start -= 1
    before = _COUNTRY_BEFORE.search(text, max(0, start - 8), start)
    after = _EXTENSION.match(text, end)
    if before is not None:
        start = before.start()
    return start, after.end() if after else end


_INTERNATIONAL = LazyPattern(
    r"\+86[)）]?[ -]?(?:\(0\))?0?[(（]?0?([1-9][0-9]{1,2})[)）]?[ -]?([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9A-Za-z])"
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield a number written as +86, area code without 0, subscriber number."""
    match = _INTERNATIONAL.match(text, at)
    if match is None:
        return
    bracketed = at > 0 and text[at - 1] in "(（" and text[at + 3] in ")）"
    at = at - 1 if bracketed else at
    subscriber = _NO_DIGIT.sub("", match[2])
    if len(subscriber) in area_codes.subscriber_lengths(match[1]):
        yield Candidate(at, match.end(), "0" + match[1] + subscriber)


def widen_right(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in an extension only."""
    after = _EXTENSION.match(text, end)
    return start, after.end() if after else end


_LAYOUTS = (
    (3, 8), (4, 8), (4, 7), (3, 4, 4), (4, 4, 4), (4, 3, 4), (4, 4, 3), (3, 2, 2, 2, 2),
    (4, 2, 2, 2, 2), (4, 1, 3, 3), (4, 3, 8), (4, 3, 7), (4, 3, 4, 4), (4, 2, 8), (4, 2, 4, 4),
)  # fmt: skip
# Zero or 86, area code, and the first digit of the subscriber's number.
_DEPENDS = Depends(
    6,
    (10, 11, 12),
    after=(("(（86", ""), (")", "6"), ("- ", "6)")),
    before=(
        (" ", " -,，转轉分eE—xX#*(（"), ("-", " -0123456789"), ("—xX#*转轉", " 0123456789"), ("分", "机"),
        ("eE", "xX"), ("(（", "转分e 0123456789"), (",，", " 转轉分eE"),
    ),
)  # fmt: skip
_SOURCE = "电信网编号计划(2017年版); area table: phonenumbers metadata"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_LANDLINE",
        name_zh="固定电话",
        name_en="Fixed-line number",
        candidates=(Digits((), _LAYOUTS, ("0",)),),
        score=Score(0.75, 0.95),
        legal="basic",
        source=_SOURCE,
        examples=(
            "座机⟦010-65529988⟧转接",
            "⟦0531-88776655⟧",
            "传真：⟦(0755)86543210⟧。",
            "电话⟦010-65529988转8001⟧",
            "请拨⟦010 6552 9988⟧",
            "tel: ⟦0571-8765 4321-102⟧",
            "⟦０１０－６５５２９９８８⟧",
            "办公电话⟦（021）65529988⟧分",
            "+86座机⟦021-65529988 ext.12⟧",
        "⟦0086-755-86543210⟧",
        "⟦0086-21 65529988⟧",
        "⟦0731-88887777⟧/⟦0731-88886666⟧",
        "⟦0731-88887777⟧/⟦0376-5220376⟧/⟦010-65529988⟧",
        ),
        counter_examples=("2023-01012345", "0999-12345678", "料号010-1234567", "3010-65529988"),
        max_length=36,
        mask=Mask(4, 2, 4, 1),
        cues=(
            "固话", "座机", "办公电话", "宅电", "传真", "电话", "联系电话", "联系方式", "固定电话", "热线",
            "总机", "号码",
            "tel", "fax", "landline", "phone", "telephone", "office_phone", "home_phone",
        ),
        validate=validate,
        widen=widen,
        depends=_DEPENDS,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_LANDLINE",
        name_zh="固定电话（连写）",
        name_en="Fixed-line number, glued",
        candidates=(Digits((10, 11, 12), (), ("0",)),),
        score=Score(0.45, 0.92),
        legal="basic",
        source=_SOURCE,
        examples=(
            "座机⟦01065529988⟧",
            "传真：⟦053188776655⟧",
            "电话⟦０７５５８６５４３２１０⟧",
            "fax=⟦02165529988⟧",
            "固话 ⟦057187654321⟧",
        ),
        counter_examples=("01065529988", "编号053188776655", "传真 010655299881"),
        max_length=30,
        mask=Mask(4, 2, 4, 1),
        cues=(
            "固话", "座机", "办公电话", "宅电", "传真", "电话", "联系电话", "联系方式", "固定电话", "热线",
            "对方号码", "主叫", "被叫",
            "tel", "fax", "landline", "phone", "telephone", "office_phone", "home_phone",
        ),
        validate=validate,
        widen=widen,
        depends=_DEPENDS,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_LANDLINE",
        name_zh="固定电话（无区号）",
        name_en="Fixed-line number without area code",
        candidates=(
            Digits((7, 8), ((4, 4), (3, 4), (4, 3)), ("2", "3", "4", "5", "6", "7", "8")),
        ),
        score=Score(0.0, 0.60),
        legal="basic",
        source=_SOURCE,
        examples=(
            "座机⟦65529988⟧",
            "固话：⟦6552-9988⟧",
            "传真：⟦88776655⟧",
            "landline=⟦8877665⟧",
            "宅电 ⟦６５５２９９８８⟧",
        ),
        counter_examples=("65529988", "编号65529988", "座机165529988号"),
        max_length=24,
        mask=Mask(2, 2, 1, 1),
        cues=(
            "固话", "座机", "办公电话", "宅电", "传真", "联系电话", "固定电话", "电话", "电话号码", "报名电话",
            "咨询电话",
            "fax", "landline", "tel", "telephone", "office_phone", "home_phone",
        ),
        widen=widen_right,
        strength=0,
    ),
    Recognizer(
        entity_type="CN_LANDLINE",
        name_zh="固定电话（国际写法）",
        name_en="Fixed-line number, international form",
        candidates=(Anchor("+", "86[)）]?[ -]?[0-9(（]"),),
        score=Score(0.85, 0.95),
        legal="basic",
        source=_SOURCE,
        examples=(
            "电话⟦+86 10 6552 9988⟧",
            "⟦+86-21-65529988⟧",
            "Tel: ⟦+86 (571) 87654321⟧",
            "传真⟦＋８６ １０ ６５５２９９８８⟧。",
            "座机⟦+86 531 88776655-801⟧",
        ),
        counter_examples=("+86 99 65529988", "+8610", "+86 13812345678"),
        max_length=40,
        mask=Mask(4, 2, 4, 1),
        cues=("固话", "座机", "电话", "联系电话", "传真", "tel", "fax", "phone"),
        find=find,
        validate=validate,
        widen=widen_right,
        strength=2,
        depends=_DEPENDS,
    ),
)  # fmt: skip
