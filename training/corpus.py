"""Reads the texts that the teacher labels; SOURCES.md tells where each comes from and under which licence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

_HAN = re.compile("[一-鿿]{3}")
# Characters taken at most: laws and technical prose hold few names and are plenty.
_LIMITS = {"laws": 400_000, "technical": 600_000}


def lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, line) from the checkouts in `folder`; raises `FileNotFoundError` where one is missing."""
    for source, read in _READERS.items():
        found = list(dict.fromkeys(line.strip() for line in read(folder) if len(line.strip()) >= 4))
        if source in _LIMITS:
            Random(2).shuffle(found)
        left = _LIMITS.get(source, 10**9)
        for line in found:
            yield source, line
            left -= len(line)
            if left < 0:
                break


def technical(folder: Path) -> list[str]:
    """Return all lines of technical prose, of which `lines` takes a part."""
    return list(dict.fromkeys(_READERS["technical"](folder)))


def _common_voice(folder: Path, language: str) -> list[str]:
    files = sorted((folder / "common-voice/server/data" / language).glob("*.txt"))
    if not files:
        raise FileNotFoundError(f"no checkout of common-voice in {folder}")
    return [line for file in files for line in file.read_text("utf-8").split("\n")]


def _traditional(folder: Path) -> Iterator[str]:
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    for language in ("zh-TW", "zh-HK"):
        for line in _common_voice(folder, language):
            yield simplify(line)


def _dialogues(folder: Path) -> Iterator[str]:
    for topic in ("film", "music", "travel"):
        for part in ("dev", "test"):
            for dialogue in json.loads((folder / f"KdConv/data/{topic}/{part}.json").read_text("utf-8")):
                for message in dialogue["messages"]:
                    yield message["message"]


def _facts(folder: Path) -> Iterator[str]:
    for topic in ("film", "music", "travel"):
        for part in ("dev", "test"):
            for dialogue in json.loads((folder / f"KdConv/data/{topic}/{part}.json").read_text("utf-8")):
                for message in dialogue["messages"]:
                    for fact in message.get("attrs", ()):
                        yield from _fact(fact)


def _fact(fact: dict[str, str]) -> list[str]:
    if fact["attrname"] == "Information":
        return fact["attrvalue"].split("\n")
    return [f"{fact['name'].partition('（')[0]}的{fact['attrname']}是{fact['attrvalue']}。"]


def _markdown(folder: Path) -> Iterator[str]:
    files = sorted(folder.rglob("*.md"))
    if not files:
        raise FileNotFoundError(f"no checkout in {folder}")
    for file in files:
        for line in file.read_text("utf-8", "ignore").split("\n"):
            text = re.sub(r"^[#>*\- ]+", "", line)
            if _HAN.search(text):
                yield text


_READERS = {
    "encyclopedic": lambda folder: _common_voice(folder, "zh-CN"),
    "traditional": _traditional,
    "dialogues": _dialogues,
    "facts": _facts,
    "cases": lambda folder: _markdown(folder / "Laws/案例"),
    "laws": lambda folder: _markdown(folder / "Laws"),
    "technical": lambda folder: _markdown(folder / "JavaGuide/docs"),
}
