"""The pages agree with each other and with the registry: languages, links, tables of kinds."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import piiguard


def _load(name: str) -> ModuleType:
    spec = spec_from_file_location(f"docs_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[f"docs_{name}"] = module
    spec.loader.exec_module(module)
    return module


pages, kinds = _load("pages"), _load("kinds")
PAIRS = [
    (pages.ROOT / "README.md", pages.ROOT / "README.zh-CN.md"),
    *((page, pages.ROOT / "docs" / "zh" / page.name) for page in pages.ENGLISH if page.parent.name == "en"),
]
ALL = [*pages.ENGLISH, *pages.CHINESE, *(pages.ROOT / name for name in ("CHANGELOG.md", "SECURITY.md"))]


def _name(value: object) -> str:
    return str(value.relative_to(pages.ROOT)) if isinstance(value, Path) else str(value)


def test_every_page_exists_in_both_languages() -> None:
    assert [page.name for page in pages.ENGLISH[1:]] == [page.name for page in pages.CHINESE[1:]]


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=_name)
def test_both_languages_show_the_same_blocks(english: Path, chinese: Path) -> None:
    ours, theirs = ([block[:3] for block in pages.blocks(page.read_text("utf-8"))] for page in (english, chinese))
    assert ours == theirs


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=_name)
def test_both_languages_have_the_same_sections(english: Path, chinese: Path) -> None:
    ours, theirs = ([len(mark) for mark, _ in _headings(page)] for page in (english, chinese))
    assert ours == theirs


def _headings(page: Path) -> list[tuple[str, str]]:
    without_blocks = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) (.+)$", without_blocks, flags=re.MULTILINE)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_file(), f"{_name(page)}: {target}"
        assert file.is_relative_to(pages.ROOT), f"{_name(page)}: {target}"
        assert not anchor or anchor in {_anchor(title) for _, title in _headings(file)}, f"{_name(page)}: {target}"


@pytest.mark.parametrize("page", [path for path, _ in kinds.pages()], ids=_name)
def test_tables_of_kinds_are_those_of_the_registry(page: Path) -> None:
    language = dict(kinds.pages())[page]
    text = page.read_text("utf-8")
    assert kinds.filled(text, language) == text, "python tests/docs/kinds.py writes it anew"
    for recognizer in piiguard.built_in():
        assert f"`{recognizer.entity_type}`" in text


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_named_kinds_are_known(page: Path) -> None:
    known = {recognizer.entity_type for recognizer in piiguard.built_in()}
    named = set(re.findall(r"\b(?:CN|HK|MO|TW)_[A-Z_]+[A-Z]\b", page.read_text("utf-8")))
    assert named <= known
