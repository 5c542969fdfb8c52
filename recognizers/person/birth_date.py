"""Birth dates in every written form: after a label such as 出生日期 or `birthday`, or before 出生."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.checks import is_date
from piiguard.recognizer import AfterCue, Anchor, Candidate, InvalidDate, LazyPattern, Mask, Recognizer, Score

_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
_HAN_DAY = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_LUNAR = "(?:[正冬腊]月|闰?" + _HAN_MONTH + "月)(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|[二三]十)"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九〇零][〇零一二三四五六七八九]{2})年"
_DATE = (
    f"(?:19|20)[0-9]{{2}}[ ]?[-/.年][ ]?{_MONTH}[ ]?(?:[-/.月][ ]?{_DAY}(?:[ ]?[日号])?|月)(?![0-9])"
    f"|[0-9]{{2}}年{_MONTH}月(?:{_DAY}[日号]?)?(?![0-9])"
    "|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z])"
    f"|[一二][九〇零][〇零一二三四五六七八九]{{2}}年{_HAN_MONTH}月(?:{_HAN_DAY}日)?"
    f"|(?:农历|阴历)?(?:{_YEAR})?(?:农历|阴历)?{_LUNAR}"
)
_LUNAR_DATE = LazyPattern(f"农历|阴历|{_LUNAR}$")
_BACK = LazyPattern("(?:(?<![0-9])(?:19|20)?[0-9]{2}|[一二][九〇零][〇零一二三四五六七八九]{2})年$")
_BORN = LazyPattern(f"(?:{_MONTH}月(?:{_DAY}[日号])?|{_HAN_MONTH}月(?:{_HAN_DAY}日)?)(?=出?生(?![㐀-鿿])|出生)")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the date whose 年 is at `at` when 出生 or 生 follows it (`1990年1月5日出生`)."""
    low = max(0, at - 4)
    year, rest = _BACK.search(text[low : at + 1]), _BORN.match(text, at + 1)
    if year is not None and rest is not None:
        start = low + year.start()
        yield Candidate(start, rest.end(), text[start : rest.end()])


def _number(text: str) -> int:
    """Return the value of one or two Arabic or Han figures (十二 is 12)."""
    if text.isascii():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return int(text.translate(_HAN_DIGITS))
    return 10 * int(tens.translate(_HAN_DIGITS) or 1) + int(units.translate(_HAN_DIGITS) or 0)


def _year(text: str) -> int:
    year = int(text.translate(_HAN_DIGITS))
    return year if year > 99 else year + (1900 if year > 29 else 2000)


def validate(value: str) -> str | None:
    """Return the date as YYYY-MM-DD or YYYY-MM, a lunar date as written; raises `InvalidDate`.

    >>> validate("1990年1月5日")
    '1990-01-05'
    """
    compact = value.replace(" ", "")
    if _LUNAR_DATE.search(compact):
        return compact
    if compact.isdigit() and len(compact) == 8:
        parts = [compact[:4], compact[4:6], compact[6:]]
    else:
        parts = [part for part in re.split("[-/.年月日号]", compact) if part]
    if not 2 <= len(parts) <= 3:
        return None
    year, month = _year(parts[0]), _number(parts[1])
    day = _number(parts[2]) if len(parts) > 2 else 1
    if not is_date(f"{year:04}{month:02}{day:02}"):
        raise InvalidDate
    return f"{year:04}-{month:02}" + (f"-{day:02}" if len(parts) > 2 else "")


_CUES = (
    "出生日期", "出生年月", "出生年月日", "出生时间", "生日", "出生于", "出生", "生于", "诞生于", "生辰",
    "birthday", "birth", "birth_date", "date_of_birth", "dob", "born", "csrq", "birthdate", "birth_day",
)  # fmt: skip
_SOURCE = "GB/T 7408.1-2023 (date forms)"

RECOGNIZERS = (
    Recognizer(
        entity_type="BIRTH_DATE",
        name_zh="出生日期",
        name_en="Birth date",
        candidates=(AfterCue(_DATE),),
        score=Score(0.0, 0.95),
        legal="basic",
        source=_SOURCE,
        examples=(
            "出生日期：⟦1990-01-05⟧",
            "生日⟦1990年1月5日⟧属马",
            "birthday=⟦19900105⟧",
            "出生年月：⟦1990年1月⟧",
            '{"birth_date":"⟦1990/01/05⟧"}',
            "出生于⟦一九九〇年一月五日⟧。",
            "出生日期⟦１９９０－０１－０５⟧",
            "生日：⟦90年1月5日⟧",
            "生日是⟦农历八月初一⟧",
            "出生日期：⟦1990年腊月廿三⟧",
            "birthday: ⟦1990-01-05⟧T00:00:00",
        ),
        counter_examples=(
            "1990-01-05", "签发日期：1990-01-05", "出生日期：1990-13-05", "生日快乐", "出生日期：1990-02-30",
            "事故发生于2008年6月14日",
        ),
        max_length=24,
        mask=Mask(4, 0, 0, 0),
        cues=_CUES,
        anti_cues=("发生于", "产生于", "学生于"),
        validate=validate,
        strength=0,
    ),
    Recognizer(
        entity_type="BIRTH_DATE",
        name_zh="出生日期（在“出生”前）",
        name_en="Birth date before the word born",
        candidates=(Anchor("年", f"(?:{_MONTH}|{_HAN_MONTH})月[0-9一二三四五六七八九十]{{0,3}}[日号]?出?生"),),
        score=Score(0.90, 0.95),
        legal="basic",
        source=_SOURCE,
        examples=(
            "张某，男，⟦1990年1月5日⟧出生，汉族",
            "⟦1990年1月5日⟧生，住济南",
            "⟦一九九〇年一月五日⟧出生",
            "⟦1990年1月⟧出生于济南",
            "⟦90年1月5日⟧生。",
        ),
        counter_examples=("2021年1月1日生效", "自2021年1月1日起", "1990年1月5日出版", "1990年13月5日出生"),
        max_length=16,
        mask=Mask(4, 0, 0, 0),
        cues=_CUES,
        find=find,
        validate=validate,
        strength=1,
    ),
)  # fmt: skip
