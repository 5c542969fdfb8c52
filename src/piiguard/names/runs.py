"""Runs of Han characters, which are read one by one: where they are, and how they lie to be read together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.features import DOT, PIECE, REACH, Window

# A run without any other sign is read in pieces of so many characters at most.
LONGEST: Final = 128
# Line ends are made so many, so that no feature looks over them.
GAP: Final = REACH
# Characters of which the best labels are chosen together.
_ROWS: Final = 1 << 15


class Runs(NamedTuple):
    """Runs to read together: where each begins in `window`, its size, and how much further on it is in the text."""

    window: Window
    firsts: Any
    sizes: Any
    shifts: Any

    def where(self, chosen: Any) -> Runs:
        """Return the runs that a mask, or an array of their numbers, chooses."""
        return Runs(self.window, self.firsts[chosen], self.sizes[chosen], self.shifts[chosen])

    def with_any(self, places: Any) -> Any:
        """Return which runs hold one of `places`, a mask of the positions of the window."""
        return holding(places, self.firsts, self.firsts + self.sizes)


def holding(places: Any, firsts: Any, ends: Any) -> Any:
    """Return which stretches, from `firsts` to `ends`, hold one of `places`, a mask."""
    before = np.zeros(len(places) + 1, np.int32)
    np.cumsum(places, out=before[1:])
    return before.take(ends) > before.take(firsts)


def side_by_side(sizes: Any) -> Iterator[tuple[Any, Any]]:
    """Yield how runs that lie one behind the other are read together, and how many of them have each position.

    The longest ones come first, so many that what is reckoned of them stays in the processor's cache. Of those read
    together come the first positions of all, then the second ones and so on.
    """
    order = np.argsort(-sizes, kind="stable")
    sorted_sizes, all_firsts = sizes[order], (np.cumsum(sizes) - sizes)[order]
    groups = np.cumsum(sorted_sizes) // _ROWS
    for low, high in pairwise([0, *(np.flatnonzero(np.diff(groups)) + 1).tolist(), len(sizes)]):
        firsts = all_firsts[low:high]
        counts = np.searchsorted(-sorted_sizes[low:high], -np.arange(sorted_sizes[low]))
        yield np.concatenate([firsts[:count] + step for step, count in enumerate(counts.tolist())]), counts


def runs_in(codes: Any) -> tuple[Any, Any]:
    """Return where runs of two or more Han characters and middle dots begin, and how long each is."""
    padded = np.zeros(len(codes) + 2, bool)
    for low in range(0, len(codes), PIECE):
        here = codes[low : low + PIECE]
        # Below the first of each range a difference is far above the range: these numbers have no sign.
        inside = (here - np.uint32(0x3400) < 0x6C00) | (here - np.uint32(0xF900) < 0x200) | (here >= 0x20000)
        np.logical_or(inside, here == DOT, out=padded[low + 1 : low + 1 + len(here)])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    long = np.flatnonzero(edges[1::2] - edges[::2] > LONGEST)
    cuts = [np.arange(edges[2 * each] + LONGEST, edges[2 * each + 1], LONGEST) for each in long.tolist()]
    if cuts:
        counts = [2 * len(each) for each in cuts]
        edges = np.insert(edges, np.repeat(2 * long + 1, counts), np.repeat(np.concatenate(cuts), 2))
    firsts, sizes = edges[::2], edges[1::2] - edges[::2]
    keep = sizes > 1
    return firsts[keep], sizes[keep]


def closed_up(codes: Any, firsts: Any, sizes: Any, context: int) -> tuple[Any, Any]:
    """Return the `codes` of runs and of `context` characters to each side alone, and where the runs begin in them."""
    lows, highs = np.maximum(firsts - context, 0), np.minimum(firsts + sizes + context, len(codes))
    # What lies between two runs that are near stays whole.
    apart = np.flatnonzero(np.append(True, lows[1:] >= highs[:-1]))
    begins, lengths = lows[apart], highs[np.append(apart[1:], len(highs)) - 1] - lows[apart]
    stretch = np.repeat(np.arange(len(apart)), np.diff(np.append(apart, len(firsts))))
    gone = begins - (np.cumsum(lengths) - lengths)
    return codes.take(positions(begins, lengths)), firsts - gone[stretch]


def positions(firsts: Any, sizes: Any) -> Any:
    """Return the positions in stretches, one stretch behind the other."""
    return np.arange(sizes.sum()) + np.repeat(firsts - (np.cumsum(sizes) - sizes), sizes)


def spread(text: str) -> str:
    """Return `text` with its line ends made so many that no feature looks over them."""
    return text.replace("\0", "\n").replace("\n", "\n" * GAP)


def line_ends(codes: Any) -> Any:
    """Return where each line end of a spread text begins."""
    return np.flatnonzero(codes == 0)[::GAP]


def unspread(places: Any, ends: Any) -> Any:
    """Return where `places` of a spread text with the line ends `ends`, themselves none, are in the text."""
    return places - np.searchsorted(ends, places) * (GAP - 1) if len(ends) else places


def respread(places: Any, ends: Any) -> Any:
    """Return where `places` of a text are in the spread text with the line ends `ends`."""
    return places + np.searchsorted(ends - np.arange(len(ends)) * (GAP - 1), places) * (GAP - 1)
