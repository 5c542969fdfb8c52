"""Writes the characters of a stand-in where those of the value stood: separators, country codes and case stay."""

from __future__ import annotations

from unicodedata import normalize

from piiguard.operators.draw import Draw


def refill(value: str, canonical: str, fake: str, draw: Draw, leading: int = 0) -> str:
    """Return `value` with the letters and digits of `canonical` replaced by those of `fake`, one for one.

    Digits behind them (an extension) are drawn anew; what stands before them (a country code) stays. A value that is
    written in another way altogether (in Chinese digits, say) becomes `fake` as it is.

    Args:
        value: the value as written.
        canonical: its canonical form, letters and digits alone.
        fake: the stand-in of the canonical form.
        draw: where digits behind the number come from.
        leading: so many characters of the canonical form may be missing in the value (a country code, a 0).
    """
    if value == canonical and len(fake) == len(canonical):
        return fake
    places = [index for index, char in enumerate(value) if char.isalnum()]
    plain = value.isascii()
    folded = "".join(value[index] if plain else normalize("NFKC", value[index])[:1] for index in places).upper()
    at = folded.find(canonical.upper())
    if len(fake) != len(canonical):
        return fake
    if at < 0 and leading:
        at, fake = folded.find(canonical[leading:].upper()), fake[leading:]
    if at < 0:
        return fake
    lower = value != value.upper() and value == value.lower()
    signs = list(value)
    for index, char in zip(places[at:], fake, strict=False):
        signs[index] = char.lower() if lower else char
    for index in places[at + len(fake) :]:
        if signs[index].isdecimal():
            signs[index] = draw.digits(1)
    return "".join(signs)
