"""Machine-readable lines of passports and cards (ICAO 9303): each line is one finding, it holds several facts.

Lines have 44 (passports, TD3), 36 (TD2) or 30 (cards, TD1) characters. One line is one finding, so that a file read
line by line gives the same result; a line that shows its nature only beside another one is found from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.checks import icao_731
from piiguard.recognizer import Anchor, Candidate, Doubt, InvalidChecksum, Mask, Recognizer, Score
from piiguard.recognizers.data import countries

_LENGTHS = (44, 36, 30)
_RUN = "[0-9A-Z<]{30,90}"
# Number, check, nationality, birth, check, sex, expiry, check (TD3 and TD2); the same facts in TD1's lines 1 and 2.
_NUMBERS = "[0-9A-Z<]{9}[0-9][A-Z][A-Z<]{2}[0-9]{6}[0-9][MFX<][0-9]{6}[0-9]"
_CARD_NUMBER = "[ACI][A-Z<][A-Z][A-Z<]{2}[0-9A-Z<]{9}[0-9]"
_CARD_DATES = "[0-9]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z][A-Z<]{2}"
_NAMES = "[PVACI][A-Z<][A-Z][A-Z<]{2}[A-Z]+(?:<[A-Z]+)*<<[A-Z<]+"
_CARD_NAMES = "[A-Z]+(?:<[A-Z]+)*<<[A-Z<]+"


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the lines around the `<<` at `at`, and the line after it, which may hold no `<` at all."""
    start = at
    while (
        start
        and at - start < 90
        and (text[start - 1] == "<" or (text[start - 1].isascii() and text[start - 1].isalnum()))
    ):
        start -= 1
    if text.find("<<", start) != at:
        return
    run = re.compile(_RUN).match(text, start)
    if run is None or (run.end() < len(text) and text[run.end()].isascii() and text[run.end()].isalnum()):
        return
    yield from _split(run.start(), run.group())
    following = re.compile(rf"[ \t]*\r?\n[ \t]*({_RUN})(?![0-9A-Za-z<])").match(text, run.end())
    if following is not None and "<<" not in following.group(1):
        yield from _split(following.start(1), following.group(1))


def _split(start: int, run: str) -> Iterator[Candidate]:
    """Yield a run as one line, or as the equal lines it was joined from."""
    for length in _LENGTHS:
        if len(run) % length == 0 and len(run) // length <= 90 // length:
            for at in range(0, len(run), length):
                yield Candidate(start + at, start + at + length, run[at : at + length])
            return


def validate(value: str) -> str | None:
    """Return a line whose check digits are right; a `Doubt` for a line of names, which has none; None for other text.

    Raises `InvalidChecksum` when the line is one of numbers and a check digit is wrong.
    """
    if len(value) not in _LENGTHS:
        return None
    if re.match(_NUMBERS, value) and _is_state(value[10:13]):
        return _checked(value, (0, 9), (13, 19), (21, 27))
    if len(value) == 30 and re.match(_CARD_NUMBER, value) and _is_state(value[2:5]):
        return _checked(value, (5, 14))
    if len(value) == 30 and re.match(_CARD_DATES, value) and _is_state(value[15:18]):
        return _checked(value, (0, 6), (8, 14))
    if len(value) > 30 and re.fullmatch(_NAMES, value) and _is_state(value[2:5]):
        return Doubt(value, "a line of names without check digit")
    if len(value) == 30 and re.fullmatch(_CARD_NAMES, value) and value.endswith("<<"):
        return Doubt(value, "a line of names without check digit")
    return None


def _is_state(code: str) -> bool:
    return countries.is_alpha3(code.rstrip("<"))


def _checked(line: str, *fields: tuple[int, int]) -> str:
    for start, end in fields:
        if icao_731(line[start:end]) != line[end]:
            raise InvalidChecksum
    return line


RECOGNIZER = Recognizer(
    entity_type="CN_PASSPORT",
    name_zh="护照机读码",
    name_en="Machine-readable line of a travel document",
    candidates=(Anchor("<", "(?<=[0-9A-Z]<)<"),),
    score=Score(0.95, 0.99, doubtful=0.90, doubtful_with_cue=0.95, invalid=0.60, invalid_with_cue=0.70),
    legal="identity",
    source="ICAO Doc 9303-4 clause 4.2.2, 9303-5 clause 4.2.2, 9303-6 clause 4.2.2",
    examples=(
        "⟦POCHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<⟧",
        "机读码⟦POCHNLI<<SI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<⟧\n",
        "⟦E123456782CHN9001011M3001019<<<<<<<<<<<<<<08⟧",
        "护照机读区：⟦P<CHNWANG<<XIAOMING<<<<<<<<<<<<<<<<<<<<<<<<<⟧",
        "MRZ ⟦E123456782CHN9001011F3001019<<<<<<<<<<<<<<08⟧ end",
        "⟦POCHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<⟧\n⟦E123456782CHN9001011M3001019LKMBPNLIPMAAA092⟧",
    ),
    counter_examples=(
        "if (a << 3) { b << 4; }",
        "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "<<<<<<< HEAD",
        "cout<<A<<B<<C<<DDDDDDDDDDDDDDDDDDDDDDDDDD",
    ),
    max_length=44,
    mask=Mask(0, 0, 0, 0),
    cues=("护照", "机读码", "机读区", "passport", "mrz"),
    find=find,
    validate=validate,
    strength=3,
)
