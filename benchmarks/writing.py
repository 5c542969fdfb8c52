"""The ways people and systems write a number: grouped, full width, in Han digits, with invisible characters.

A way is a function of the plain value and a `random.Random`; the value stays the same number.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Way = Callable[[str, Random], str]

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
_INVISIBLE = "\u200b\u200c\u200d\ufeff"


def plain(value: str, rng: Random) -> str:
    """Return the value as it is."""
    return value


def wide(value: str, rng: Random) -> str:
    """Return it in full-width forms."""
    return value.translate(_WIDE)


def han(value: str, rng: Random) -> str:
    """Return its digits as Han numerals."""
    return value.translate(_HAN)


def spoken(value: str, rng: Random) -> str:
    """Return its digits as they are read out, with 幺 for one."""
    return value.translate(_SPOKEN)


def invisible(value: str, rng: Random) -> str:
    """Return it with one or two zero-width characters inside."""
    for _ in range(rng.choice((1, 2))):
        at = rng.randint(1, len(value) - 1)
        value = value[:at] + rng.choice(_INVISIBLE) + value[at:]
    return value


def lower(value: str, rng: Random) -> str:
    """Return it in lower case."""
    return value.lower()


def grouped(layout: tuple[int, ...], separator: str) -> Way:
    """Return a way that cuts the value by `layout` (a rest makes a last group)."""

    def write(value: str, rng: Random) -> str:
        parts, at = [], 0
        for size in layout:
            parts.append(value[at : at + size])
            at += size
        parts.append(value[at:])
        return separator.join(part for part in parts if part)

    write.__name__ = "groups " + "-".join(map(str, layout)) + " by " + ascii(separator)
    return write


def before(prefix: str, way: Way = plain) -> Way:
    """Return a way that puts `prefix` in front."""

    def write(value: str, rng: Random) -> str:
        return prefix + way(value, rng)

    write.__name__ = f"{prefix} then {way.__name__}"
    return write


def after(suffixes: tuple[str, ...]) -> Way:
    """Return a way that adds one of `suffixes`, whose `%` become digits."""

    def write(value: str, rng: Random) -> str:
        return value + "".join(rng.choice("123456789") if char == "%" else char for char in rng.choice(suffixes))

    write.__name__ = "suffix " + "/".join(suffixes)
    return write


def swapped(old: str, new: str) -> Way:
    """Return a way that writes `new` for `old`."""

    def write(value: str, rng: Random) -> str:
        return value.replace(old, new)

    write.__name__ = f"{new!a} for {old!a}"
    return write


def area_in_brackets(left: str, right: str) -> Way:
    """Return a way that puts a landline's area code in brackets."""

    def write(value: str, rng: Random) -> str:
        area, _, number = value.partition("-")
        return left + area + right + number

    write.__name__ = f"area bracketed {left}{right}"
    return write


def international(value: str, rng: Random) -> str:
    """Return a landline as it is dialled from abroad, without the area's leading zero."""
    return rng.choice(("+86 ", "+86-", "0086-", "(+86)")) + value[1:].replace("-", rng.choice((" ", "-")))
