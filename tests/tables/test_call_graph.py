"""Call records that keep who called whom: one pseudonym for each number wherever it stands, the rest coarse."""

from __future__ import annotations

import pytest

from piiguard import Guard, Key, UsageError
from piiguard.tables.csv_text import CsvRewriter
from piiguard.tables.plan import PARTY, plan_sheet
from piiguard.tables.treat import ColumnTreatment

KEY = Key(bytes(range(7, 39)))
GUARD = Guard(policy={"records": {"CALL_RECORD": "graph"}}, key=KEY)
HEADER = ("本方号码", "对方号码", "开始时间", "通话时长", "lac:ci", "备注")
OWN, OTHER = "13812345678", "13912345678"
ROWS = (
    (OWN, OTHER, "2024-03-01 10:00:01", "85", "4100-1234", f"回拨{OTHER}"),
    (OTHER, OWN, "2024-03-01 10:20:59", "1分25秒", "4100-1234", ""),
    (f"+86 {OWN}", f"0{OTHER}", "2024-03-01 11:00:00", "00:01:25", "4100-1234", ""),
    (OWN, "10086", "2024-03-02 09:15:00", "600", "4100-1234", ""),
    (f"{OWN}.0", "61234", "2024-03-02 09:16:00", "3", "4100-1234", ""),
    (OWN, "138****0000", "2024-03-02 09:17:00", "3", "4100-1234", ""),
    (OWN, "0531-88776655", "2024-03-02 09:18:00", "3", "4100-1234", ""),
)
COLUMNS = [list(column) for column in zip(*ROWS, strict=True)]


def treated(guard: Guard = GUARD) -> dict[str, list[str]]:
    plan = plan_sheet(guard, HEADER, COLUMNS)
    return {
        each.name: ColumnTreatment(guard, each).apply(values)
        for each, values in zip(plan.columns, COLUMNS, strict=True)
    }


def test_the_plan_says_what_becomes_of_each_column() -> None:
    plan = plan_sheet(GUARD, HEADER, COLUMNS)
    assert plan.record == "CALL_RECORD"
    assert [each.treatment for each in plan.columns] == [
        PARTY, PARTY, "generalize", "generalize", "redact", "by cell"
    ]  # fmt: skip


def test_a_number_is_the_same_in_every_column_text_and_spelling() -> None:
    done = treated()
    own, other = done["本方号码"][0], done["对方号码"][0]
    assert own != other
    assert own == done["对方号码"][1] == done["本方号码"][2] == done["本方号码"][4] == GUARD.redact(OWN)
    assert other == done["本方号码"][1] == done["对方号码"][2]
    assert done["备注"][0] == f"回拨{other}" == GUARD.redact(f"回拨{OTHER}")
    assert GUARD.redact("电话0531-88776655") == f"电话{done['对方号码'][6]}"


def test_service_and_masked_numbers_stay_and_short_ones_do_not() -> None:
    done = treated()["对方号码"]
    assert done[3] == "10086"
    assert done[4].startswith("<PARTY:")
    assert done[5] == "138****0000"


def test_times_lengths_and_cells_are_coarse() -> None:
    done = treated()
    assert done["开始时间"][:3] == ["2024-03-01 10:00", "2024-03-01 10:00", "2024-03-01 11:00"]
    assert done["通话时长"][:5] == ["60-179", "60-179", "60-179", "600-1799", "0-9"]
    assert set(done["lac:ci"]) == {""}


def test_the_day_can_be_asked_for() -> None:
    way = {"treatment": "graph", "time": "day"}
    done = treated(Guard(policy={"records": {"CALL_RECORD": way}}, key=KEY))
    assert done["开始时间"][0] == "2024-03-01"


def test_treating_twice_changes_nothing() -> None:
    done = treated()["对方号码"]
    plan = plan_sheet(GUARD, HEADER, COLUMNS).columns[1]
    assert ColumnTreatment(GUARD, plan).apply(done) == done


def test_a_rule_that_keeps_numbers_linked_is_kept() -> None:
    guard = Guard(policy={"extends": "pseudonym", "records": {"CALL_RECORD": "graph"}}, key=KEY)
    done = treated(guard)
    assert done["本方号码"][0] == done["对方号码"][1] == guard.redact(OWN)
    assert done["本方号码"][0].isdigit()


def test_coarse_alone_needs_no_key() -> None:
    done = treated(Guard(policy={"records": {"CALL_RECORD": "coarse"}}))
    assert done["对方号码"][0] == "139****5678"
    assert done["开始时间"][0] == "2024-03-01 10:00"


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ({"CALL_RECORD": "nets"}, "expected one of coarse, graph"),
        ({"TRAJECTORY": "graph"}, "'graph' is for CALL_RECORD"),
        ({"CALLS": "graph"}, "'graph' is for CALL_RECORD"),
        ({"CALL_RECORD": {"treatment": "graph", "time": "week"}}, "time must be one of hour, day"),
        ({"CALL_RECORD": {"treatment": "graph", "cell": "drop"}}, "unknown key 'cell'"),
        ("graph", "must be a table"),
    ],
)
def test_what_is_not_known_is_refused(records: object, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Guard(policy={"records": records}, key=KEY)


def test_a_graph_needs_a_key() -> None:
    with pytest.raises(UsageError, match="key"):
        Guard(policy={"records": {"CALL_RECORD": "graph"}})


@pytest.mark.parametrize(
    "number",
    [
        OWN,
        OTHER,
        "19912345678",
        "14012345678",
        "0531-88776655",
        "053188776655",
        "010-66554433",
        "02166554433",
        "13012345678",
    ],
)
def test_numbers_told_by_their_form_become_what_they_become_in_text(number: str) -> None:
    plan = plan_sheet(GUARD, HEADER, COLUMNS).columns[1]
    fast = ColumnTreatment(GUARD, plan).apply([number])
    kinds = ColumnTreatment(GUARD, plan)
    assert kinds._parties is not None
    kinds._parties._kinds = []
    assert fast == kinds.apply([number])


def test_notes_of_the_exchange_do_not_say_again_who_called_whom() -> None:
    rows = [
        ["", "1094", OTHER, "internal", '"王小明" <1094>', "SIP/1094-01", "SIP/trunk-02", "Dial",
         f"SIP/trunk/{OTHER},30", "2024-03-01 10:00:01", "2024-03-01 10:00:05", "2024-03-01 10:03:05", "184", "180",
         "ANSWERED", "DOCUMENTATION", "1709258401.1", ""]
    ] * 3  # fmt: skip
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    done = "".join(CsvRewriter(Guard(), "Master.csv").rewritten([text]))
    assert OTHER not in done
    assert "王" not in done
    assert '"1094","139****5678","internal","","","SIP/trunk-02","Dial",""' in done


def test_names_of_a_graph_are_keyed_too() -> None:
    guard = Guard(policy={"records": {"CALL_RECORD": "graph"}}, key=KEY)
    calls = {"主叫姓名": "王小明", "主叫": OWN, "被叫": OTHER, "开始时间": "2024-03-01 10:00:01", "时长": "3分25秒"}
    pl = pytest.importorskip("polars")
    done = guard.redact_table(pl.DataFrame([calls] * 3))
    assert done["主叫姓名"][0].startswith("<PERSON:")
