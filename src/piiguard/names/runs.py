"""Runs of Han characters, which are read one by one: where they are, and how they lie to be read together."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.features import DOT, REACH, Window

# A run without any other sign is read in pieces of so many characters at most.
LONGEST: Final = 128
# Line ends are made so many, so that no feature looks over them.
_GAP: Final = REACH


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
    at = np.append(places.nonzero()[0], len(places))
    return at[np.searchsorted(at, firsts)] < ends


def side_by_side(sizes: Any) -> tuple[Any, Any]:
    """Return how runs that lie one behind the other are read together, and how many of them have each position.

    First come the first positions of all runs, the longest ones first, then the second ones and so on.
    """
    order = np.argsort(-sizes, kind="stable")
    firsts, counts = (np.cumsum(sizes) - sizes)[order], np.searchsorted(-sizes[order], -np.arange(sizes.max()))
    return np.concatenate([firsts[:count] + step for step, count in enumerate(counts.tolist())]), counts


def runs_in(codes: Any) -> tuple[Any, Any]:
    """Return where runs of two or more Han characters and middle dots begin, and how long each is."""
    # Below the first of each range a difference is far above the range: these numbers have no sign.
    inside = (codes - np.uint32(0x3400) < 0x6C00) | (codes - np.uint32(0xF900) < 0x200) | (codes >= 0x20000)
    padded = np.zeros(len(codes) + 2, bool)
    np.logical_or(inside, codes == DOT, out=padded[1:-1])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    firsts, lasts = edges[::2], edges[1::2]
    if len(firsts) and (lasts - firsts).max() > LONGEST:
        pieces = (lasts - firsts + LONGEST - 1) // LONGEST
        # Which piece of its run each piece is.
        number = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        firsts, lasts = np.repeat(firsts, pieces) + number * LONGEST, np.repeat(lasts, pieces)
    sizes = np.minimum(lasts - firsts, LONGEST)
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
    return text.replace("\0", "\n").replace("\n", "\n" * _GAP)


def line_ends(codes: Any) -> Any:
    """Return where each line end of a spread text begins."""
    return np.flatnonzero(codes == 0)[::_GAP]


def unspread(places: Any, ends: Any) -> Any:
    """Return where `places` of a spread text with the line ends `ends`, themselves none, are in the text."""
    return places - np.searchsorted(ends, places) * (_GAP - 1) if len(ends) else places


def respread(places: Any, ends: Any) -> Any:
    """Return where `places` of a text are in the spread text with the line ends `ends`."""
    return places + np.searchsorted(ends - np.arange(len(ends)) * (_GAP - 1), places) * (_GAP - 1)
