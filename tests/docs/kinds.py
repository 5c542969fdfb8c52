"""Writes the tables of kinds in the documentation from the registry: `python tests/docs/kinds.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from piiguard import legal, registry
from piiguard.operators.base import Request
from piiguard.operators.mask import MaskOperator
from piiguard.recognizer import Recognizer
from piiguard.selftest import unmarked

ROOT = Path(__file__).resolve().parents[2]
_FAMILIES = {
    "identity": ("Identity documents", "身份证件"),
    "telecom": ("Telephone and devices", "电话与设备"),
    "network": ("Network and accounts", "网络与账号"),
    "finance": ("Finance", "金融"),
    "person": ("Person", "个人"),
    "place": ("Place", "地点"),
    "education": ("Education and work", "教育与职业"),
    "health": ("Health", "医疗"),
    "vehicle": ("Vehicles", "车辆"),
    "delivery": ("Delivery", "快递"),
    "organization": ("Organisations", "组织机构"),
}
_STRENGTH = {
    "en": ("label", "shape", "check digit or structure", "check digit and structure"),
    "zh": ("标签", "形式", "校验码或结构", "校验码与结构"),
}
_WHERE = {
    "en": ("anywhere", "with a label", "on request"),
    "zh": ("任意位置", "须有标签", "点名时"),
}
_HEAD = {
    "en": "| Type | Name | 名称 | Checked | Found | Mask | Strict mask | Legal class |",
    "zh": "| 类型 | 名称 | Name | 校验 | 何时报告 | 常规掩码 | 严格掩码 | 法律类别 |",
}
# Their shape holds the label, so that the score alone does not tell.
_LABEL_INSIDE = {"BIRTH_DATE"}
_PAGES = ("README.md", "README.zh-CN.md", "docs/en/kinds.md", "docs/zh/kinds.md")


def by_type() -> dict[str, list[Recognizer]]:
    """Return the built-in recognizers by entity type, in the order of the families."""
    order = list(_FAMILIES)
    found: dict[str, list[Recognizer]] = {}
    for each in sorted(registry.built_in(), key=lambda one: (order.index(_family(one)), one.entity_type, one.name)):
        found.setdefault(each.entity_type, []).append(each)
    return found


def _family(recognizer: Recognizer) -> str:
    return recognizer.name.partition(".")[0]


def families(language: str) -> str:
    """Return the short table: a row for each family, with its entity types."""
    head = "| Family | Kinds |" if language == "en" else "| 类别 | 种类 |"
    rows = [head, "|---|---|"]
    for family, names in _FAMILIES.items():
        types = [f"`{kind}`" for kind, those in by_type().items() if _family(those[0]) == family]
        rows.append(f"| {names[language == 'zh']} | {' '.join(types)} |")
    return "\n".join(rows)


def kinds(language: str) -> str:
    """Return the long table: a row for each entity type."""
    return "\n".join(
        [_HEAD[language], "|---" * 8 + "|", *(_row(kind, those, language) for kind, those in by_type().items())]
    )


def _row(kind: str, those: list[Recognizer], language: str) -> str:
    first = _plainest(kind, those)
    names = (first.name_en, first.name_zh) if language == "en" else (first.name_zh, first.name_en)
    group = legal.get(first.legal)
    anywhere = kind not in _LABEL_INSIDE and any(each.score.alone >= 0.5 for each in those)
    cells = (
        f"`{kind}`", *names, _STRENGTH[language][max(each.strength for each in those)],
        _WHERE[language][2 if first.on_request else not anywhere],
        *_masks(first), group.name_en if language == "en" else group.name_zh,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _plainest(kind: str, those: list[Recognizer]) -> Recognizer:
    """Return the recognizer whose module is named like the kind (of passports, not their machine-readable lines)."""
    return next((each for each in those if each.name.rpartition(".")[2] in kind.lower()), those[0])


def _masks(recognizer: Recognizer) -> tuple[str, str]:
    """Return the first example of a kind under both masks; kinds that are left alone have none."""
    if not recognizer.personal:
        return "–", "–"
    text, spans = unmarked(recognizer.examples[0])
    start, end = spans[0]
    request = Request(recognizer.entity_type, text[start:end], "", recognizer.mask, recognizer.legal)
    usual, strict = (MaskOperator(strict=each).apply(request) for each in (False, True))
    return _code(usual), _code(strict)


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def filled(text: str, language: str) -> str:
    """Return a page with its tables as the registry has them."""
    for mark, table in (("families", families), ("kinds", kinds)):
        marked = re.compile(f"(<!-- {mark}: [^>]*-->\n).*?(<!-- end -->)", re.DOTALL)
        text = marked.sub(lambda found, table=table: found[1] + table(language) + "\n" + found[2], text)
    return text


def pages() -> Iterable[tuple[Path, str]]:
    """Return the pages with tables, and their languages."""
    return [(ROOT / name, "zh" if "zh" in name else "en") for name in _PAGES]


if __name__ == "__main__":
    for path, language in pages():
        path.write_text(filled(path.read_text("utf-8"), language), "utf-8")
