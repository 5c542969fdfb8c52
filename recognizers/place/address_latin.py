"""Postal addresses of China in Latin letters, in English or pinyin, smallest part first."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.addresses.latin import latin_addresses, latin_levels
from piiguard.addresses.levels import Span
from piiguard.recognizer import Anchor, Candidate, Recognizer, Score


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the address whose road has its last word at `at`."""
    for start, end in latin_addresses(text, at):
        yield Candidate(start, end, text[start:end])


def parts(value: str) -> tuple[Span, ...]:
    """Return the levels of an address: the name of each, where it begins and where it ends."""
    return tuple(latin_levels(value))


_BEHIND = "(?![A-Za-z])"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_ADDRESS",
        name_zh="地址（拉丁字母）",
        name_en="Chinese postal address in Latin letters",
        candidates=(
            Anchor("R", f"(?<=[ ]R)(?:oad|d){_BEHIND}"),
            Anchor("S", f"(?<=[ ]S)(?:treet|t){_BEHIND}"),
            Anchor("A", f"(?<=[ ]A)(?:venue|ve|lley){_BEHIND}"),
            Anchor("B", f"(?<=[ ]B)(?:oulevard|lvd){_BEHIND}"),
            Anchor("L", f"(?<=[ ]L)(?:ane|u){_BEHIND}"),
            Anchor("J", f"(?<=[ ]J)ie{_BEHIND}"),
            Anchor("D", f"(?<=[ ]D)(?:ajie|adao){_BEHIND}"),
            Anchor("H", f"(?<=[ ]H)utong{_BEHIND}"),
            Anchor("X", f"(?<=[ ]X)iang{_BEHIND}"),
        ),
        score=Score(0.85, 0.97),
        legal="basic",
        source="GB/T 16159-2012; UPU S42 (China)",
        examples=(
            "Ship to ⟦Room 501, Building 3, No.21 Jingshi Road, Huaiyin District, Jinan⟧ please",
            "⟦No. 88 Wensan Road, Xihu District, Hangzhou, Zhejiang Province, P.R. China⟧",
            "⟦12 Nanjing West Road, Shanghai 200040⟧",
            "lives at ⟦Flat 5, 12/F, Block B, 18 Nathan Road, Kowloon, Hong Kong⟧.",
            "⟦Unit 2, 26 Jianguo Lu, Chaoyang Qu, Beijing Shi⟧",
        ),
        counter_examples=(
            "Nanjing Road is a street in Shanghai", "Take the road to Beijing", "221B Baker Street, London NW1 6XE",
            "1600 Pennsylvania Avenue, Washington", "The Belt and Road Forum, Beijing",
        ),
        max_length=220,
        cues=("address", "addr", "ship to", "residence"),
        find=find,
        parts=parts,
        strength=2,
    ),
)  # fmt: skip
