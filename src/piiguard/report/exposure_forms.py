"""Tells an exposure: as a table for people, as JSON, and as an HTML page; no value is in any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from piiguard import legal, registry
from piiguard.report.columns import padded
from piiguard.report.exposure import Exposure, Line, by_class, index_of
from piiguard.report.html import HEAD

CAVEAT: Final = (
    "An arithmetic of counts against the tiers of art. 5 of 法释〔2017〕10号, and no legal finding: what a"
    " court counts depends on source, purpose and proof. Classes as in GB/T 35273-2020 and GB/T "
    "45574-2025, levels a proposal for GB/T 43697-2024; placements that sources dispute are marked in"
    " the class table."
)
_SIZES: Final = (22, 26, 10, 10, 10)


def _names() -> dict[str, str]:
    names = {each.entity_type: each.name_zh for each in registry.record_kinds()}
    for recognizer in registry.built_in():
        names.setdefault(recognizer.entity_type, recognizer.name_zh)
    return names


def _tables(exposure: Exposure) -> Iterator[tuple[str, Sequence[str], list[Sequence[str]]]]:
    """Yield the tables of the report: title, heads of columns, rows."""
    names = _names()
    found, values = exposure.records(), exposure.values()
    yield (
        "Records",
        ("kind", "", "pieces", "distinct", "subjects"),
        [(each.entity_type, names[each.entity_type], *_counts(each), f"{each.subjects:,}") for each in found],
    )
    yield (
        "Values outside records",
        ("kind", "", "pieces", "distinct"),
        [(each.entity_type, names.get(each.entity_type, ""), *_counts(each)) for each in values],
    )
    rows: list[Sequence[str]] = []
    for key, pieces, distinct in by_class([*found, *values]):
        own = legal.get(key)
        share = f"{distinct / own.tier:.3f}" if own.tier else "-"
        marks = " ".join(
            mark
            for mark, is_so in (("GB/T 45574", own.sensitive_45574), ("GB/T 35273", own.sensitive_35273))
            if is_so
        )
        counted = (f"{pieces:,}", f"{distinct:,}", f"{own.tier:,}" if own.tier else "-", share)
        rows.append(
            (own.name_en, own.name_zh, *counted, f"level {own.level}", f"sensitive: {marks}" if marks else "")
        )
    yield "By legal class", ("class", "", "pieces", "distinct", "tier", "share", "", ""), rows


def _counts(line: Line) -> tuple[str, str]:
    return f"{line.pieces:,}", f"{line.distinct:,}"


def as_table(exposure: Exposure) -> str:
    """Return the report for a terminal."""
    lines: list[str] = []
    for title, heads, rows in _tables(exposure):
        if rows:
            lines += [title, *(_line(row) for row in (heads, *rows)), ""]
    lines += [f"exposure index: {_index(exposure):.3f} (1: the lowest tier is reached; 10: ten times)", CAVEAT]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Sequence[str]) -> str:
    texts = [padded(cell, size) for cell, size in zip(cells[:2], _SIZES, strict=False)]
    return "  ".join([*texts, *(cell.rjust(10) for cell in cells[2:6]), *cells[6:]]).rstrip()


def _index(exposure: Exposure) -> float:
    return index_of([*exposure.records(), *exposure.values()])


def as_object(exposure: Exposure, files: int) -> dict[str, object]:
    """Return the report for JSON."""
    found, values = exposure.records(), exposure.values()
    classes = [
        {"class": key, "pieces": pieces, "distinct": distinct, **legal.get(key)._asdict()}
        for key, pieces, distinct in by_class([*found, *values])
    ]
    return {
        "version": 1,
        "files": files,
        "records": [each._asdict() for each in found],
        "values": [{name: value for name, value in each._asdict().items() if name != "subjects"} for each in values],
        "classes": classes,
        "exposure_index": round(_index(exposure), 6),
        "caveat": CAVEAT,
    }


def as_page(exposure: Exposure) -> str:
    """Return the report as an HTML page without scripts or anything from elsewhere."""
    parts = [HEAD, "<h1>piiguard: exposure</h1>\n"]
    parts.append(f"<p>Exposure index: <strong>{_index(exposure):.3f}</strong></p>\n<p>{escape(CAVEAT)}</p>\n")
    for title, heads, rows in _tables(exposure):
        if not rows:
            continue
        shown = "".join(f"<th>{escape(head)}</th>" for head in heads)
        parts.append(f"<h2>{escape(title)}</h2>\n<table><thead><tr>{shown}</tr></thead><tbody>\n")
        for row in rows:
            cells = "".join(f"<td{' class=n' if 2 <= at <= 5 else ''}>{escape(c)}</td>" for at, c in enumerate(row))
            parts.append(f"<tr>{cells}</tr>\n")
        parts.append("</tbody></table>\n")
    return "".join([*parts, "</body></html>\n"])
