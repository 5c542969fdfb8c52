"""Bars of figures as a picture (SVG), on a logarithmic scale: what is measured here differs by thousands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _LABEL, _BAR, _GAP, _TITLE = 760, 190, 18, 6, 30
_OWN, _OTHER, _INK = "#1f6feb", "#9aa4b2", "#57606a"
_FONT = "font-family='system-ui, sans-serif' font-size='13'"


def bars(groups: Mapping[str, Sequence[tuple[str, float]]], unit: str) -> str:
    """Return a picture with a group of bars for each corpus; piiguard's own stand out."""
    figures = [value for rows in groups.values() for _, value in rows]
    low, high = math.floor(math.log10(min(figures))), math.log10(max(figures))
    room = _WIDTH - _LABEL - 90
    parts, y = [], 0
    for title, rows in groups.items():
        y += _TITLE
        parts.append(f"<text x='0' y='{y - 9}' {_FONT} font-weight='600' fill='{_INK}'>{escape(title)}</text>")
        for name, value in sorted(rows, key=lambda row: -row[1]):
            length = max(2.0, room * (math.log10(value) - low) / (high - low or 1))
            colour = _OWN if name.startswith("piiguard") else _OTHER
            middle = y + _BAR - 5
            parts += [
                f"<text x='{_LABEL - 8}' y='{middle}' {_FONT} text-anchor='end' fill='{_INK}'>{escape(name)}</text>",
                f"<rect x='{_LABEL}' y='{y}' width='{length:.0f}' height='{_BAR}' rx='2' fill='{colour}'/>",
                f"<text x='{_LABEL + length + 6:.0f}' y='{middle}' {_FONT} fill='{_INK}'>{value:.3g} {unit}</text>",
            ]
            y += _BAR + _GAP
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{y}' viewBox='0 0 {_WIDTH} {y}'>"
    return "\n".join([head, *parts, "</svg>", ""])
