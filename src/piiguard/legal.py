"""The legal class of each kind of information under Chinese law and standards, as data.

`tier` is the number of pieces from which art. 5 of 法释〔2017〕10号 counts (50, 500 or 5,000; None: not personal).
`sensitive_35273` is GB/T 35273-2020 annex B, `sensitive_45574` GB/T 45574-2025 annex A, `level` a proposal for the
general-data levels of GB/T 43697-2024. Placements that sources dispute say so; nothing here is a legal finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class LegalClass(NamedTuple):
    """One class: names, tier, class of GB/T 35273, the two switches of sensitivity, level, and a remark."""

    name_zh: str
    name_en: str
    tier: int | None
    class_35273: str
    sensitive_35273: bool
    sensitive_45574: bool
    level: int
    remark: str = ""


_CLASSES: Final[Mapping[str, LegalClass]] = {
    "basic": LegalClass(
        "个人基本资料", "basic personal data", 5000, "个人基本资料", False, False, 2,
        "minors under 14: sensitive",
    ),
    "identity": LegalClass(
        "个人身份信息", "identity document", 5000, "个人身份信息", True, False, 3,
        "tier often argued 500; GB/T 45574 lists the card's photo, not its number",
    ),
    "specific_identity": LegalClass(
        "特定身份", "specific identity", 5000, "个人身份信息", True, True, 4,
        "tier arguably 500",
    ),
    "biometric": LegalClass(
        "生物识别信息", "biometric data", 500, "个人生物识别信息", True, True, 4,
        "tier disputed (500 or 5,000)",
    ),
    "network_identity": LegalClass("网络身份标识", "network identity", 5000, "网络身份标识信息", False, False, 2),
    "credential": LegalClass(
        "鉴别信息", "credential", 50, "网络身份标识信息", True, True, 4,
        "tier 50 if it opens property, else 5,000",
    ),
    "health": LegalClass("健康生理信息", "health data", 500, "个人健康生理信息", True, True, 4),
    "education": LegalClass("教育工作信息", "education and work", 5000, "个人教育工作信息", False, False, 2),
    "property": LegalClass("财产信息", "property", 50, "个人财产信息", True, True, 4),
    "transaction": LegalClass("交易信息", "transaction", 500, "个人财产信息", True, False, 3),
    "credit": LegalClass("征信信息", "credit information", 50, "个人财产信息", True, True, 4),
    "communication": LegalClass("通信记录", "communication record", 500, "个人通信信息", True, False, 3),
    "content": LegalClass("通信内容", "communication content", 50, "个人通信信息", True, False, 4),
    "contacts": LegalClass("联系人信息", "contacts", 5000, "联系人信息", False, False, 3),
    "browsing": LegalClass("上网记录", "browsing record", 5000, "个人上网记录", True, False, 2),
    "device": LegalClass("常用设备信息", "device identifier", 5000, "个人常用设备信息", False, False, 2),
    "trajectory": LegalClass("行踪轨迹信息", "movement track", 50, "个人位置信息", True, True, 4),
    "location": LegalClass(
        "精准定位信息", "precise location", 5000, "个人位置信息", True, True, 3,
        "tier disputed (50 or 5,000)",
    ),
    "lodging": LegalClass("住宿信息", "lodging", 500, "个人位置信息", True, False, 3),
    "special": LegalClass(
        "其他敏感信息", "other sensitive data", 5000, "其他信息", True, True, 4,
        "tier arguably 500",
    ),
    "vehicle": LegalClass("车辆信息", "vehicle", 5000, "not named", False, False, 2),
    "organization": LegalClass(
        "组织信息", "organisation", None, "not personal", False, False, 1,
        "a sole trader's code names a person",
    ),
    "service": LegalClass("服务号码", "service number", None, "not personal", False, False, 1),
}  # fmt: skip


def keys() -> tuple[str, ...]:
    """Return the keys of all classes, as recognizers and policies use them."""
    return tuple(_CLASSES)


def get(key: str) -> LegalClass:
    """Return the class under `key`; raises `KeyError` for an unknown one."""
    return _CLASSES[key]
