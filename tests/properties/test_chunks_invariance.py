"""However a text is cut into blocks, and wherever long lines are cut: the same findings at the same places."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, strategies as st

from piiguard.finding import Finding
from piiguard.text.chunks import pieces

# Reaches 8 characters at most, and looks 2 to each side: its margin is 10.
_TOY = re.compile(r"(?<![0-9x])(?<![0-9x].)[0-9]{2,8}(?![0-9]|.?x)")
MARGIN = 10
TEXTS = st.text("0123x .\r\n", max_size=400)


def toy(text: str) -> list[Finding]:
    return [Finding("X", match.start(), match.end(), 1.0, "toy", "") for match in _TOY.finditer(text)]


@given(TEXTS, st.lists(st.integers(0, 400), max_size=12), st.integers(1, 60))
def test_same_findings_for_any_blocks(text: str, cuts: list[int], size: int) -> None:
    edges = [0, *sorted(cuts), len(text)]
    blocks = [text[start:end] for start, end in pairwise(edges)]
    got: list[Finding] = []
    at = 0
    for piece in pieces(blocks, toy, MARGIN, size):
        assert text[at : at + len(piece.text)] == piece.text
        got += [each.shift(at) for each in piece.findings]
        at += len(piece.text)
    assert at == len(text)
    assert got == toy(text)
