"""The ways in which each family of numbers is written; what stands twice is drawn more often."""

from __future__ import annotations

from benchmarks import writing as w

CARD_WAYS: tuple[w.Way, ...] = (
    w.plain,
    w.plain,
    w.grouped((4, 4, 4, 4), " "),
    w.grouped((4, 4, 4, 4), "-"),
    w.wide,
    w.invisible,
)
CARD_WAYS += (w.grouped((4, 4, 4, 4), "\u00a0"), w.grouped((6, 13), " "))
ID_WAYS: tuple[w.Way, ...] = (
    w.plain,
    w.plain,
    w.lower,
    w.wide,
    w.invisible,
    w.grouped((6, 8), " "),
    w.grouped((6, 8), "-"),
)
ID_WAYS += (w.grouped((4, 4, 4, 4), " "), w.grouped((6, 4, 2, 2), " "), w.grouped((6, 8), "\u3000"))
_344 = (3, 4, 4)
MOBILE_WAYS = (
    w.plain, w.plain, w.plain, w.grouped(_344, " "), w.grouped(_344, "-"), w.grouped((3, 3, 5), " "),
    w.grouped(_344, "."), w.grouped(_344, "\u00a0"), w.grouped(_344, "\u2013"), w.grouped(_344, "\u2014"),
    w.grouped((4, 3, 4), "-"),
    w.wide, w.han, w.spoken, w.invisible, w.before("+86"), w.before("+86 "), w.before("+86-", w.grouped(_344, "-")),
    w.before("+86 ", w.grouped(_344, " ")), w.before("0086"), w.before("86"), w.before("86-"), w.before("(+86)"),
    w.before("（+86）"), w.before("0"), w.before("＋86", w.wide),
    w.after(("转%%%", "转%%%%")),
)  # fmt: skip
LANDLINE_WAYS = (
    w.plain, w.plain, w.swapped("-", " "), w.swapped("-", "－"), w.swapped("-", "\u2013"), w.wide, w.invisible,
    w.area_in_brackets("(", ")"), w.area_in_brackets("（", "）"), w.area_in_brackets("(", ") "),
    w.after(("转%%%%", "-%%%", "转%%%", " 转 %%%%", " ext.%%%", "-%%%%")), w.before("+86-"), w.international,
)  # fmt: skip
SIMPLE = (w.plain, w.plain, w.plain, w.wide, w.invisible)
AS_IS = (w.plain,)
