"""What the grammar of addresses tells apart: where none of it stands, one character is like another to it."""

from __future__ import annotations

from typing import Final

from piiguard.addresses.sentence import ANY_WORD, HOMES, NO_TAIL
from piiguard.addresses.words import BARE, COUNTED, SUFFIX, TOKEN, WAY_BEHIND

# Looked for anywhere in an address …
PARTS: Final = (TOKEN.source, BARE.source, COUNTED.source)
# … and in one in a clause. Of a clause with one of ANY_WORD nothing is told, but all that has none is alike.
ANYWHERE: Final = (*PARTS, ANY_WORD.source, NO_TAIL.source, HOMES.source)
# What the fold of digits looks for, see `piiguard.text.fold`.
_HAN_DIGITS: Final = "〇零一二三四五六七八九"
FOLDED: Final = (f"[{_HAN_DIGITS}0-9 -][{_HAN_DIGITS}]|[{_HAN_DIGITS}][0-9 -]",)
# Looked for in what lies around the parts, too.
ACROSS: Final = (ANY_WORD.source,)
# Looked for directly behind a part of an address that is no division.
ATTACHED: Final = (SUFFIX.source,)
# Behind the short name of a division these may say that it is none, …
NO_DIVISION: Final = (WAY_BEHIND.source, "镇|乡|村|场")
# … and these do.
NEVER_DIVISION: Final = "路街道巷弄镇乡村"
# One of these before the first part says that it is none.
BEFORE_NONE: Final = "月第年号"
# Words that say the same where they stand like this: behind a name or a number, and before another one or the end.
NAME, NUMBER, NUMBER_OR_END = "name", "number", "number or end"
SAME: Final = (
    (NAME, "路 街 巷 大道 大街", NUMBER),
    (NAME, "镇 乡 街道", NAME),
    (
        NAME,
        "小区 花园 家园 花苑 嘉园 名苑 雅苑 佳苑 豪庭 豪苑 华庭 馨苑 景苑 嘉苑 丽苑 新村 大厦 公馆 山庄",
        NUMBER_OR_END,
    ),
    (NUMBER, "栋 幢 号楼", NUMBER),
)
# With these ends a county that no list holds, behind a city.
COUNTY_ENDS: Final = "县縣区區市旗"
