"""Macau resident identity card number (澳门居民身份证): eight digits, the first 1, 5 or 7, the last in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Digits, LazyPattern, Mask, Recognizer, Score

_BRACKETED = LazyPattern(r"(?<![0-9A-Za-z/.-])[157](?:/?[0-9]{6}/[0-9]|[0-9]{6}[(（][0-9][)）])(?![0-9A-Za-z/])")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the number whose bracket or second slash is at `at`."""
    for start in (at - 7, at - 8):
        match = _BRACKETED.match(text, start) if start >= 0 else None
        if match is not None:
            yield Candidate(match.start(), match.end(), match.group())
            return


def validate(value: str) -> str | None:
    """Return the eight digits; None when the first is not 1, 5 or 7 (the check algorithm is not published)."""
    number = re.sub("[^0-9]", "", value)
    return number if len(number) == 8 and number.isascii() and number[0] in "157" else None


_CUES = ("澳门身份证", "澳门居民身份证", "澳门永久性居民身份证", "澳門身份證", "澳门证件", "bir", "mo_id", "macau_id")
_SOURCE = "澳门身份证明局 居民身份证编号"

RECOGNIZERS = (
    Recognizer(
        entity_type="MO_ID",
        name_zh="澳门居民身份证号码",
        name_en="Macau resident identity card number",
        candidates=(Anchor("(（/", "(?<=[0-9]{6}.)[0-9](?:[)）]|(?![0-9A-Za-z/]))"),),
        score=Score(0.35, 0.90),
        legal="identity",
        source=_SOURCE,
        examples=(
            "澳门身份证⟦1234567(8)⟧",
            "澳门居民身份证：⟦5234567（8）⟧。",
            "澳门身份证号码⟦1/234567/8⟧",
            "macau_id: ⟦7234567(0)⟧",
            "澳门居民⟦１２３４５６７（８）⟧澳门身份证",
        ),
        counter_examples=("1234567(8)", "共1234567(8)页", "澳门身份证2234567(8)"),
        max_length=12,
        mask=Mask(1, 1, 1, 0),
        cues=_CUES,
        find=find,
        validate=validate,
        strength=1,
    ),
    Recognizer(
        entity_type="MO_ID",
        name_zh="澳门居民身份证号码（无括号）",
        name_en="Macau resident identity card number without brackets",
        candidates=(Digits((8,), (), ("1", "5", "7")),),
        score=Score(0.0, 0.75),
        legal="identity",
        source=_SOURCE,
        examples=(
            "澳门身份证号⟦12345678⟧",
            "澳门居民身份证：⟦52345678⟧",
            "macau_id=⟦12345678⟧",
            "澳门身份证⟦７２３４５６７８⟧",
            "澳门身份证为⟦12345678⟧。",
        ),
        counter_examples=("12345678", "身份证12345678", "澳门身份证22345678"),
        max_length=8,
        mask=Mask(1, 1, 1, 0),
        cues=_CUES,
        validate=validate,
        strength=0,
    ),
)
