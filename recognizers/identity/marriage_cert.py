"""Marriage and divorce certificate number (结婚证、离婚证字号): J or L, region, year, serial.

B in front marks a certificate issued again. Six digits region, four digits year, six digits serial, with hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, InvalidComponent, InvalidRegion, Mask, Recognizer, Score
from piiguard.recognizers.data import divisions

_SHAPE = "[Bb]?[JLjl][0-9]{6}-[0-9]{4}-[0-9]{6}"


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the certificate number whose first hyphen is at `at`."""
    match = re.compile(rf"(?<![0-9A-Za-z]){_SHAPE}").search(text, max(0, at - 8), at + 12)
    if match is not None and match.end() == at + 12:
        yield Candidate(match.start(), match.end(), match.group())


def validate(value: str) -> str | None:
    """Return the number in upper case, None for another shape.

    Raises `InvalidRegion` without a province, `InvalidComponent` for a year that cannot be one.

    >>> validate("j110105-2020-001234")
    'J110105-2020-001234'
    """
    if re.fullmatch(_SHAPE, value) is None:
        return None
    region, year, _ = value.lstrip("BbJLjl").split("-")
    if region[:2] not in divisions.PROVINCES:
        raise InvalidRegion
    if not "1949" <= year <= "2049":
        raise InvalidComponent
    return value.upper()


RECOGNIZER = Recognizer(
    entity_type="CN_MARRIAGE_CERT_NO",
    name_zh="结婚/离婚证字号",
    name_en="Marriage or divorce certificate number",
    candidates=(Anchor("-", "(?<=[0-9]{6}.)[0-9]{4}-[0-9]{6}(?![0-9A-Za-z-])"),),
    score=Score(0.85, 0.95, invalid_with_cue=0.60),
    legal="identity",
    source="民政部 婚姻登记工作规范 (证件字号)",
    examples=(
        "结婚证字号⟦J110105-2020-001234⟧",
        "⟦BJ110105-2020-001234⟧",
        "离婚证：⟦L310101-2019-000012⟧。",
        "marriage_no=⟦J110105-2020-001234⟧",
        "字号⟦Ｊ１１０１０５－２０２０－００１２３４⟧号",
    ),
    counter_examples=("K110105-2020-001234", "AJ110105-2020-001234", "J110105-2020-0012345", "J990105-2020-001234"),
    max_length=22,
    mask=Mask(1, 2, 1, 0),
    cues=("结婚证", "离婚证", "结婚证字号", "离婚证字号", "结婚证号", "离婚证号", "marriage_no", "marriage_cert"),
    find=find,
    validate=validate,
    strength=2,
)
