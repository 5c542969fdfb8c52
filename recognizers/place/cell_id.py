"""Identifiers of mobile network cells (基站): CGI in text, and LAC, CI, ECI, NCI beside their labels."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score

_CGI = LazyPattern(
    "(?<![0-9A-Za-z-])460[-:_ ]?(0[0-9]|1[0-5]|20)[-:_][0-9]{1,7}[-:_][0-9]{1,11}(?![0-9A-Za-z]|[-:_][0-9])"
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the cell identifier whose first separator is at `at`."""
    for back in (3, 5):
        match = _CGI.match(text, at - back) if at >= back else None
        if match is not None:
            yield Candidate(match.start(), match.end(), match.group())
            return


_CUES = (
    "基站", "基站编码", "基站号", "小区号", "小区编码", "基站小区", "基站id", "小区id",
    "lac", "ci", "cid", "cellid", "cell_id", "tac_ci", "eci", "ecgi", "nci", "ncgi", "cgi", "enb", "gnb",
    "lac_cid", "lac_ci",
)  # fmt: skip
_SOURCE = "3GPP TS 23.003 clause 4.3, 19.6, 19.6A"

RECOGNIZERS = (
    Recognizer(
        entity_type="CELL_ID",
        name_zh="基站小区识别码",
        name_en="Cell global identity",
        candidates=(
            Anchor("-:_", "(?:(?<=460.)(?:0[0-9]|1[0-5]|20)[-:_]|(?<=460[012][0-9].))[0-9]{1,7}[-:_][0-9]"),
        ),
        score=Score(0.80, 0.95),
        legal="location",
        source=_SOURCE,
        examples=(
            "基站⟦460-00-4301-20986⟧",
            "⟦460-01-12345-123456789⟧",
            "cgi=⟦460-11-36957-25601⟧ ok",
            "ＣＧＩ：⟦４６０－００－４３０１－２０９８６⟧",
            "小区⟦460_00_4301_20986⟧切换",
        ),
        counter_examples=("461-00-4301-20986", "1460-00-4301-20986", "460-99-4301-20986", "2024-05-01-12345"),
        max_length=32,
        mask=Mask(5, 0, 3, 0),
        cues=_CUES,
        find=find,
        strength=2,
    ),
    Recognizer(
        entity_type="CELL_ID",
        name_zh="基站编码",
        name_en="Cell identifier by label",
        candidates=(
            AfterCue("(?:0x)?[0-9A-Fa-f]{4,9}(?:[-:_][0-9A-Fa-f]{2,9}){0,2}(?![0-9A-Za-z])(?<=[0-9A-Fa-f])"),
        ),
        score=Score(0.0, 0.80),
        legal="location",
        source=_SOURCE,
        examples=(
            "基站编码：⟦10597059⟧",
            "lac=⟦4301⟧ ci=⟦20986⟧",
            '{"cell_id": ⟦10597059⟧}',
            "基站号⟦41394⟧漫游",
            "eci：⟦１０５９７０５９⟧",
        ),
        counter_examples=("基站建设10座", "10597059", "ci passed in 20986 ms"),
        max_length=32,
        mask=Mask(2, 0, 1, 0),
        cues=tuple(cue for cue in _CUES if cue != "基站"),
        strength=0,
    ),
)  # fmt: skip
