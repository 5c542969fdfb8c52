"""Organisation code (组织机构代码), eight characters, a hyphen and a check character (GB 11714-1997)."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.checks import weighted_sum
from piiguard.recognizer import Anchor, Candidate, InvalidChecksum, LazyPattern, Mask, Recognizer, Score, Token

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CODE = LazyPattern("(?<![0-9A-Za-z-])[0-9A-Za-z]{8}-[0-9Xx](?![0-9A-Za-z-])")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the code whose hyphen is at `at`."""
    match = _CODE.match(text, at - 8) if at >= 8 else None
    if match is not None and any(char.isdigit() for char in match.group()[:8]):
        yield Candidate(match.start(), match.end(), match.group().replace("-", ""))


def validate(value: str) -> str | None:
    """Return the nine characters without hyphen, None for another shape; raises `InvalidChecksum`.

    >>> validate("M000100Y4")
    'M000100Y4'
    """
    code = value.replace("-", "").upper()
    if len(code) != 9 or not (code.isascii() and code.isalnum()):
        return None
    check = 11 - weighted_sum(code[:8], _WEIGHTS) % 11
    if code[8] != ("X" if check == 10 else str(check % 11)):
        raise InvalidChecksum
    return code


_CUES = ("组织机构代码", "机构代码", "组织机构代码证", "org_code", "organization_code")
_SOURCE = "GB 11714-1997 clause 3"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_ORG_CODE",
        name_zh="组织机构代码",
        name_en="Organisation code",
        candidates=(Anchor("-", "(?<=[0-9A-Za-z]{8}-)[0-9Xx](?![0-9A-Za-z-])"),),
        score=Score(0.30, 0.95, invalid_with_cue=0.55),
        legal="organization",
        source=_SOURCE,
        examples=(
            "组织机构代码⟦M000100Y-4⟧。",
            "机构代码：⟦m000100y-4⟧",
            "org_code=⟦M000100Y-4⟧",
            "组织机构代码证号⟦Ｍ０００１００Ｙ－４⟧",
            "组织机构代码为⟦M000100Y-4⟧",
        ),
        counter_examples=("M000100Y-4", "20240101-3", "M000100Y-5"),
        max_length=10,
        mask=Mask(2, 1, 1, 0),
        cues=_CUES,
        find=find,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_ORG_CODE",
        name_zh="组织机构代码（无连字符）",
        name_en="Organisation code without hyphen",
        candidates=(Token((9,), "[0-9A-Z]{8}[0-9X]"),),
        score=Score(0.0, 0.90),
        legal="organization",
        source=_SOURCE,
        examples=(
            "组织机构代码⟦B12345671⟧",
            "组织机构代码：⟦B12345671⟧。",
            "org_code=⟦b12345671⟧",
            "机构代码⟦Ｂ１２３４５６７１⟧",
            "组织机构代码证 ⟦B12345671⟧",
        ),
        counter_examples=("B12345671", "型号B12345671", "组织机构代码B12345672"),
        max_length=9,
        mask=Mask(2, 1, 1, 0),
        cues=_CUES,
        validate=validate,
        strength=1,
    ),
)
