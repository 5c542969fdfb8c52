"""Number of a personal credit report (个人信用报告编号): the time of the report and eight digits."""

from __future__ import annotations

from piiguard.checks import is_date
from piiguard.recognizer import Digits, InvalidDate, Mask, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the 22 digits; raises `InvalidDate` when the first 14 are no time since 2000.

    >>> validate("2025031104013907986945")
    '2025031104013907986945'
    """
    hour, minute, second = int(value[8:10]), int(value[10:12]), int(value[12:14])
    if not is_date(value[:8], 2000, 2099) or hour > 23 or minute > 59 or second > 59:
        raise InvalidDate
    return value


RECOGNIZER = Recognizer(
    entity_type="CN_CREDIT_REPORT_NO",
    name_zh="信用报告编号",
    name_en="Credit report number",
    candidates=(Digits((21, 22), (), ("20",)),),
    score=Score(0.35, 0.97),
    legal="credit",
    source="中国人民银行征信中心 个人信用报告 (报告编号)",
    examples=(
        "报告编号：⟦2025031104013907986945⟧",
        "信用报告编号⟦2015110110051525534123⟧生成",
        "credit_report_no=⟦2025031104013907986945⟧",
        "征信报告编号 ⟦2025031104013907986945⟧",
        "报告编号：⟦２０２５０３１１０４０１３９０７９８６９４５⟧",
    ),
    counter_examples=(
        "2025031104013907986945", "订单号2025031104013907986945", "报告编号2025131104013907986945",
    ),
    max_length=22,
    mask=Mask(4, 4, 0, 4),
    cues=(
        "报告编号", "信用报告编号", "征信报告编号", "信用报告", "征信", "征信报告", "个人信用报告",
        "credit_report_no", "report_no",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
