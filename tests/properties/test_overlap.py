"""Of overlapping candidates the better one wins, however many hang together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from piiguard.overlap import Raw, resolve
from piiguard.registry import built_in

KINDS = [each for each in built_in() if each.personal and not each.contains][:3]
RAWS = st.builds(
    lambda start, size, score, weight, kind: Raw(start, start + size, score, weight, KINDS[kind], "shape"),
    st.integers(0, 40),
    st.integers(1, 9),
    st.sampled_from([0.6, 0.7, 0.9]),
    st.integers(0, 2),
    st.integers(0, 2),
)


def better(raw: Raw) -> tuple[float, ...]:
    return -raw.weight, -raw.score, raw.start - raw.end, raw.start, KINDS.index(raw.recognizer)


@given(st.lists(RAWS, max_size=40, unique_by=lambda raw: raw[:4]))
def test_each_is_kept_that_no_better_kept_one_overlaps(raws: list[Raw]) -> None:
    kept = resolve([*raws])
    assert all(one.end <= other.start for one, other in pairwise(kept))
    chosen: list[Raw] = []
    for raw in sorted(raws, key=better):
        if all(raw.end <= other.start or other.end <= raw.start for other in chosen):
            chosen.append(raw)
    assert sorted(map(better, chosen)) == sorted(map(better, kept))


def test_a_chain_of_ten_thousand_is_settled_at_once() -> None:
    chain = [Raw(at * 3, at * 3 + 4, 0.6, 0, KINDS[0], "shape") for at in range(10_000)]
    assert resolve(chain) == chain[::2]
