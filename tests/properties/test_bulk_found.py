"""Hits are settled in arrays as candidates are one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from piiguard.overlap import Raw, resolve
from piiguard.registry import built_in

np = pytest.importorskip("numpy")

from piiguard.bulk.chunk import PAD  # noqa: E402
from piiguard.bulk.found import settled  # noqa: E402
from piiguard.bulk.hits import Hits, Told  # noqa: E402

CONTAINING = [each for each in built_in() if each.contains][:2]
IMPERSONAL = [each for each in built_in() if not each.personal][:2]
OTHERS = [each for each in built_in() if each.personal and not each.contains][:4]
TOLD = [
    Told(kind, score, weight, "shape", ())
    for kind in (*CONTAINING, *IMPERSONAL, *OTHERS)
    for score, weight in ((0.6, 1), (0.9, 1), (0.6, 2))
]
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8), st.integers(0, len(TOLD) - 1))


def a_raw(start: int, size: int, kind: int) -> Raw:
    told = TOLD[kind]
    return Raw(start, start + size, told.score, told.weight, told.recognizer, told.reason)


@given(st.lists(SPANS, max_size=9, unique=True), st.lists(SPANS, max_size=2, unique=True))
def test_hits_are_settled_as_candidates_are(
    spans: list[tuple[int, int, int]], others: list[tuple[int, int, int]]
) -> None:
    starts, sizes, kinds = (np.array([span[column] for span in spans], np.int64) for column in range(3))
    hits = [Hits(starts + PAD, starts + sizes + PAD, kinds, TOLD)]
    plain, rest = settled(hits, [a_raw(*span) for span in others])
    assert plain is not None
    found = [*plain.raws(), *(raw for raw in rest if raw.recognizer.personal)]
    everything = resolve([a_raw(*span) for span in (*spans, *others)])
    expected = [raw for raw in everything if raw.recognizer.personal]
    assert sorted(set(found), key=repr) == sorted(set(expected), key=repr)
