"""How much of a Chinese name is the surname: compound surnames are kept whole in a mask."""

from __future__ import annotations

from typing import Final

# The compound surnames of the table of surnames and their traditional forms, and a few that it lacks; the hot path
# does not read tables.
COMPOUND: Final = frozenset(
    (
        "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 司寇 "
        "端木 南宫 呼延 闻人 申屠 钟离 鲜于 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 "
        "轩辕 赫连 独孤 拓跋 百里 东郭 西门 万俟 闾丘 第五 亓官 乐正 公羊 公良 公西 南门 "
        "壤驷 夹谷 子车 宰父 左丘 巫马 微生 梁丘 段干 漆雕 羊舌 谷梁 颛孙 东门 "
        "歐陽 司馬 諸葛 東方 尉遲 公孫 長孫 聞人 鍾離 鮮于 澹臺 濮陽 單于 仲孫 軒轅 赫連 獨孤 東郭 西門 萬俟 閭丘 "
        "樂正 南門 壤駟 巫馬 穀梁 顓孫 呼延 宗政"
    ).split()
)


def surname_length(name: str) -> int:
    """Return how many leading characters of `name` are its surname: two for a compound one, else one.

    A name of two characters is never all surname: 欧阳 alone keeps one.
    """
    return 2 if name[:2] in COMPOUND and len(name) > 2 else 1


def is_compound(name: str) -> bool:
    """Return whether `name` begins with a surname of two characters and goes on after it."""
    return surname_length(name) == 2
