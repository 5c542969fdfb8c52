"""`--jobs` on a large file of JSON lines: the same as one process, also where lines are none or have other paths."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from piiguard.cli import json_file, one_file
from piiguard.tables import json_shared, json_text

from .conftest import Cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers inherit what the test changes by fork alone")
NAME, MOBILE = "王小明", "13800001234"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_file, "WORTH_PROCESSES", 1 << 16)
    for module in (json_text, json_shared, json_file):
        monkeypatch.setattr(module, "SIZE", 1 << 14)
    for module in (json_shared, json_file):
        monkeypatch.setattr(module, "SHARE", 1 << 15)


@pytest.fixture
def treated(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count the lines that processes have treated."""
    found: list[int] = []
    passed_on = json_shared.SharedJsonRewriter.passed_on

    def counted(own: json_shared.SharedJsonRewriter, changed: int, lines: int, size: int) -> None:
        found.append(lines)
        passed_on(own, changed, lines, size)

    monkeypatch.setattr(json_shared.SharedJsonRewriter, "passed_on", counted)
    return lambda: sum(found)


def lines(count: int = 4000) -> list[str]:
    random = Random(7)
    rows = []
    for row in range(count):
        one = {
            "id": row,
            "name": random.choice([NAME, "欧阳娜娜", "李雷"]),
            "phone": f"138{random.randrange(10**8):08}",
        }
        note = {"备注": random.choice(["无", f"打{MOBILE}", '说"好"\n'])} if random.random() < 0.3 else {}
        rows.append(json.dumps({**one, **note}, ensure_ascii=False))
    return rows


def both(cli: Cli, data: bytes) -> bytes:
    """Return what is written, by one process and by two, or said where nothing is."""
    Path("t.jsonl").write_bytes(data)
    answers = []
    for jobs in ("1", "2"):
        done = cli("redact", "--format", "jsonl", "t.jsonl", "--jobs", jobs, "-o", "out")
        answers.append((done.code, done.err, Path("out").read_bytes() if done.code == 0 else b""))
        assert ("out" in os.listdir(".")) == (done.code == 0)
        Path("out").unlink(missing_ok=True)
    assert answers[0] == answers[1]
    return answers[0][2] or answers[0][1].encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_processes_give_what_one_gives(
    cli: Cli, folder: Path, treated: Callable[[], int], end: str, encoding: str
) -> None:
    done = both(cli, (end.join(lines()) + end).encode(encoding))
    assert treated() > 2000
    assert NAME.encode() not in done
    assert MOBILE.encode() not in done
    assert done.count(b"\n") == 4000


@pytest.mark.parametrize("ascii_until", [2000, 4000])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_begins_in_ascii_may_go_on_otherwise(
    cli: Cli, folder: Path, treated: Callable[[], int], ascii_until: int, encoding: str
) -> None:
    rows = [json.dumps(json.loads(each), ensure_ascii=row < ascii_until) for row, each in enumerate(lines())]
    both(cli, "\n".join(rows).encode(encoding))
    assert treated() > 1000


LATER = {
    "a path": ['{"id": 1, "tel": "13800001234", "name": "王小明"}'],
    "an array": ["[", '{"id": 1, "name": "王小明", "phone": "13800001234"},', '{"id": 2}', "]"],
    "a long line": [json.dumps({"name": NAME, "id": 1, "phone": "1" * 50_000})],
    "two values": ['{"id": 1} {"id": 2, "name": "王小明"}'],
    "nothing": ["", " ", ""],
    "damage": ['{"id": 1, "name": "王小明'],
    "no JSON": ["name: 王小明"],
    "an open array": ["[1, 2"],
    "a number": ["01"],
}


@pytest.mark.parametrize("place", [100, 2500, 3990])
@pytest.mark.parametrize("what", LATER)
def test_what_comes_later_is_treated_as_one_process_does(cli: Cli, folder: Path, what: str, place: int) -> None:
    rows = lines()
    rows[place:place] = LATER[what]
    done = both(cli, ("\n".join(rows) + "\n").encode())
    if what in ("damage", "no JSON", "a number"):
        assert re.match(f"piiguard: t.jsonl: line ({place + 1}|{place + 2}), column ".encode(), done)
    else:
        assert NAME.encode() not in done


@pytest.mark.parametrize("wrong", [b"\xff", b"\0"], ids=["not UTF-8", "NUL"])
def test_bytes_that_are_no_text_are_told_with_their_place(cli: Cli, folder: Path, wrong: bytes) -> None:
    data = "\n".join(lines()).encode()
    at = data.index(b"138", len(data) * 2 // 3)
    assert f"byte {at}: ".encode() in both(cli, data[:at] + wrong + data[at:])


def test_one_document_is_done_by_one(cli: Cli, folder: Path, treated: Callable[[], int]) -> None:
    both(cli, json.dumps([json.loads(each) for each in lines()], ensure_ascii=False, indent=1).encode())
    assert not treated()
