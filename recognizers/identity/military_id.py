"""Military identity cards (军官证、士兵证、文职干部证): a word for the service, 字第, number, 号."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Digits, LazyPattern, Mask, Recognizer, Score

# After a bracket stands the number of a document, as in （2020）京字第1234号.
_PHRASE = LazyPattern(
    "(?<![)）〕］\\]])[军兵士文职武警空海陆火参政后装广南北沈兰成济京]{1,2}字第[ ]?"
    "[A-Za-z]{0,2}[0-9]{4,8}(?![0-9A-Za-z])(?:[ ]?号)?"
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the whole phrase around the 字第 at `at`."""
    for back in (2, 1):
        match = _PHRASE.match(text, at - back) if at >= back else None
        if match is not None:
            yield Candidate(match.start(), match.end(), match.group().replace(" ", ""))
            return


_CUES = (
    "军官证", "士兵证", "士官证", "文职干部证", "警官证", "军人证", "部队", "军官证号", "officer_no", "military_id",
    "soldier_no",
)  # fmt: skip
_SOURCE = "not published; forms as seen in public programs"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_MILITARY_ID",
        name_zh="军人证件号",
        name_en="Military identity card number",
        candidates=(Anchor("字", "第[ ]?[A-Za-z]{0,2}[0-9]{4}"),),
        score=Score(0.93, 0.97),
        legal="specific_identity",
        source=_SOURCE,
        examples=(
            "军官证⟦军字第1234567号⟧",
            "⟦士字第12345678号⟧",
            "持⟦武字第1234567号⟧证件",
            "证件：⟦海字第０１２３４５６号⟧。",
            "officer_no: ⟦空字第1234567号⟧",
        ),
        counter_examples=(
            "京公网安备字第1号",
            "文字第一章",
            "仲裁字第12号",
            "（2020）京字第1234号",
            "沪浦字第1234号",
        ),
        max_length=16,
        mask=Mask(1, 0, 1, 0),
        cues=_CUES,
        find=find,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_MILITARY_ID",
        name_zh="军人证件号（只有数字）",
        name_en="Military identity card number, digits only",
        candidates=(Digits((7, 8)),),
        score=Score(0.0, 0.70),
        legal="specific_identity",
        source=_SOURCE,
        examples=(
            "军官证号⟦1234567⟧",
            "士兵证：⟦12345678⟧",
            "officer_no=⟦1234567⟧",
            "军官证⟦１２３４５６７⟧",
            "警官证号码：⟦1234567⟧。",
        ),
        counter_examples=("部队1234567人", "1234567", "军官证第123456789条"),
        max_length=8,
        mask=Mask(0, 0, 0, 0),
        cues=tuple(cue for cue in _CUES if cue != "部队"),
        strength=0,
    ),
)
