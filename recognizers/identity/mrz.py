"""Machine-readable lines of passports and cards (ICAO 9303): each line is one finding, it holds several facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.checks import icao_731
from piiguard.recognizer import Anchor, Candidate, Doubt, Mask, Recognizer, Score
from piiguard.recognizers.data import countries

# TD3 line 1 (type, state, names) and line 2 (number, nationality, birth, sex, expiry, check digits); TD1 lines.
_LINE = r"(?<![0-9A-Z<])[0-9A-Z<]{30}(?:[0-9A-Z<]{14})?(?![0-9A-Z<])"
_NUMBER_LINE = r"[0-9A-Z<]{9}[0-9][A-Z<]{3}[0-9]{6}[0-9][MF<][0-9]{6}[0-9]"
_compiled: dict[str, re.Pattern[str]] = {}


def _pattern(source: str) -> re.Pattern[str]:
    if source not in _compiled:
        _compiled[source] = re.compile(source)
    return _compiled[source]


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the line of 30 or 44 MRZ characters that the `<` at `at` stands in."""
    low = max(0, at - 44)
    for match in _pattern(_LINE).finditer(text, low, at + 46):
        if match.start() <= at < match.end():
            yield Candidate(match.start(), match.end(), match.group())


def validate(value: str) -> str | None:
    """Return a line whose check digits are right; `Doubt` for a name line, which has none; None for other text."""
    if _pattern(_NUMBER_LINE).match(value) and countries.is_alpha3(value[10:13].rstrip("<")):
        if icao_731(value[:9]) == value[9] and icao_731(value[13:19]) == value[19]:
            return value
        return None
    if value[0] in "PIACV" and countries.is_alpha3(value[2:5].rstrip("<")) and "<<" in value[5:]:
        return Doubt(value, "a line of names without check digit")
    return None


RECOGNIZER = Recognizer(
    entity_type="CN_PASSPORT",
    name_zh="护照机读码",
    name_en="Machine-readable line of a travel document",
    candidates=(Anchor("<", "(?:<|[0-9A-Z]{1,3}<)"),),
    score=Score(0.95, 0.99, doubtful=0.90, doubtful_with_cue=0.95),
    legal="identity",
    source="ICAO Doc 9303-4 clause 4.2.2, 9303-5",
    examples=(
        "⟦POCHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<⟧",
        "机读码⟦POCHNLI<<SI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<⟧\n",
        "⟦E123456782CHN9001011M3001019<<<<<<<<<<<<<<08⟧",
        "护照机读区：⟦P<CHNWANG<<XIAOMING<<<<<<<<<<<<<<<<<<<<<<<<<⟧",
        "MRZ ⟦E123456782CHN9001011F3001019<<<<<<<<<<<<<<08⟧ end",
    ),
    counter_examples=("if (a << 3) { b << 4; }", "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "<<<<<<< HEAD"),
    max_length=44,
    mask=Mask(0, 0, 0, 0),
    cues=("护照", "机读码", "机读区", "passport", "mrz"),
    find=find,
    validate=validate,
    strength=3,
)
