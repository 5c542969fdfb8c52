"""How much of a Chinese name is the surname: compound surnames are kept whole in a mask."""

from __future__ import annotations

from typing import Final

# The compound surnames that people bear today; the operators do not read the recognizers' tables.
_COMPOUND: Final = frozenset(
    (
        "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 "
        "端木 南宫 呼延 闻人 申屠 钟离 鲜于 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 "
        "轩辕 赫连 独孤 拓跋 百里 东郭 西门 万俟 闾丘 第五 亓官"
    ).split()
)


def surname_length(name: str) -> int:
    """Return how many leading characters of `name` are its surname: two for a compound one, else one.

    A name of two characters is never all surname: 欧阳 alone keeps one.
    """
    return 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
