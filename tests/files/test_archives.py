"""Archives: what is in them is found, what cannot be read is an error, and nothing is written."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from piiguard.cli.main import main
from piiguard.files import archives

_LEAK = "手机13905172846\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _zip(name: str, **content: str) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in content.items():
            archive.writestr(member.replace("_", "."), text.encode("gb18030"))


def _scan(capfd: Capture, *args: str) -> tuple[int, str, str]:
    code = main(["scan", "--isolated", "--archives", "--output-format", "concise", *args])
    return code, *capfd.readouterr()


def test_what_is_in_a_zip_is_found_with_its_place(capfd: Capture) -> None:
    _zip("a.zip", a_txt=f"联系人资料如下请核对\n{_LEAK}", b_png="x")
    code, out, err = _scan(capfd, ".")
    assert (code, out) == (1, "a.zip!a.txt:2:3: CN_MOBILE 139****2846\n")
    assert "1 binary file in it left out" in err


def test_a_tar_and_a_packed_file_are_read(capfd: Capture) -> None:
    with tarfile.open("b.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("../../etc/x.txt")
        info.size = len(_LEAK.encode())
        archive.addfile(info, io.BytesIO(_LEAK.encode()))
    Path("c.sql.gz").write_bytes(gzip.compress(_LEAK.encode()))
    out = _scan(capfd, ".", "--jobs", "2")[1].splitlines()
    assert [line.partition(": ")[0] for line in out] == ["b.tar.gz!../../etc/x.txt:1:3", "c.sql.gz!c.sql:1:3"]
    assert sorted(os.listdir()) == ["b.tar.gz", "c.sql.gz"]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.gz", "x.xz", "x.bz2", "x.xlsx"])
def test_a_damaged_archive_is_said(capfd: Capture, name: str) -> None:
    Path(name).write_bytes(b"\x00broken" * 100)
    code, out, err = _scan(capfd, name)
    assert (code, out) == (3, "")
    assert name in err


def test_an_archive_that_fills_the_machine_is_refused(capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1 << 20)
    _zip("bomb.zip", a_txt="0" * (3 << 20))
    code, _, err = _scan(capfd, "bomb.zip")
    assert code == 3
    assert "unpacks to more than" in err
