"""Birth dates in every written form, beside a label such as 出生日期 or `birthday`; and ages."""

from __future__ import annotations

import re

from piiguard.checks import is_date
from piiguard.recognizer import AfterCue, InvalidDate, Mask, Recognizer, Score

_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_DATE = (
    "(?:19|20)[0-9]{2}[ ]?[-/.年][ ]?(?:1[0-2]|0?[1-9])[ ]?(?:[-/.月][ ]?(?:3[01]|[12][0-9]|0?[1-9])[ ]?日?|月)(?![0-9])"
    "|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z])"
    "|[一二][九〇零][〇零一二三四五六七八九]{2}年(?:十[一二]?|[一二三四五六七八九])月(?:(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
    "|农历[^,，。；;\\n]{2,12}[初十廿三][一二三四五六七八九十]"
)


def _number(text: str) -> int:
    """Return the value of one or two Arabic or Han figures (十二 is 12)."""
    if text.isascii():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return int(text.translate(_HAN_DIGITS))
    return 10 * int(tens.translate(_HAN_DIGITS) or 1) + int(units.translate(_HAN_DIGITS) or 0)


def validate(value: str) -> str | None:
    """Return the date as YYYY-MM-DD or YYYY-MM, a lunar date as written; raises `InvalidDate`.

    >>> validate("1990年1月5日")
    '1990-01-05'
    """
    if value.startswith("农历"):
        return value
    compact = value.replace(" ", "")
    if compact.isdigit():
        parts = [compact[:4], compact[4:6], compact[6:]]
    else:
        parts = [part for part in re.split("[-/.年月日]", compact) if part]
    numbers = [int(parts[0].translate(_HAN_DIGITS)), *(_number(part) for part in parts[1:])]
    year, month, day = (*numbers, 1)[:3]
    if not is_date(f"{year:04}{month:02}{day:02}"):
        raise InvalidDate
    return f"{year:04}-{month:02}" + (f"-{day:02}" if len(numbers) > 2 else "")


RECOGNIZER = Recognizer(
    entity_type="BIRTH_DATE",
    name_zh="出生日期",
    name_en="Birth date",
    candidates=(AfterCue(_DATE),),
    score=Score(0.0, 0.95),
    legal="basic",
    source="GB/T 7408.1-2023 (date forms)",
    examples=(
        "出生日期：⟦1990-01-05⟧",
        "生日⟦1990年1月5日⟧属马",
        "birthday=⟦19900105⟧",
        "出生年月：⟦1990年1月⟧",
        '{"birth_date":"⟦1990/01/05⟧"}',
        "出生于⟦一九九〇年一月五日⟧。",
        "出生日期⟦１９９０－０１－０５⟧",
    ),
    counter_examples=("1990-01-05", "签发日期：1990-01-05", "出生日期：1990-13-05", "生日快乐"),
    max_length=24,
    mask=Mask(4, 0, 0, 0),
    cues=(
        "出生日期", "出生年月", "出生年月日", "出生时间", "生日", "出生于", "出生", "诞生于", "birthday",
        "birth", "birth_date", "date_of_birth", "dob", "born", "csrq", "birthdate", "birth_day",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
