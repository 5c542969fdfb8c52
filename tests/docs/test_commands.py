"""Every command and every Python example in the documentation is run, in an empty folder, as a reader would."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml

_spec = spec_from_file_location("docs_pages", Path(__file__).with_name("pages.py"))
assert _spec is not None
assert _spec.loader is not None
pages = module_from_spec(_spec)
sys.modules["docs_pages"] = pages
_spec.loader.exec_module(pages)

INSTALL_DEVELOPER = "python -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/python -m pytest"
INSTALL_USER = "python -m pip install . && python -m piiguard.sample | piiguard redact"
# Shown, but not run here: they install, need a registry or a repository, or write into this tree.
NOT_RUN = {
    INSTALL_USER,
    INSTALL_DEVELOPER,
    "pre-commit install",
    "pre-commit run piiguard --all-files",
    "pre-commit try-repo ../piiguard piiguard --all-files",
    "python tests/docs/kinds.py",
}


def _name(page: Path) -> str:
    return str(page.relative_to(pages.ROOT))


@pytest.mark.parametrize("page", pages.ENGLISH, ids=_name)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    for block, printed in pages.run(page, tmp_path):
        if block.kind == "console":
            assert pages.matches(block.body, printed), f"{_name(page)} shows another output than:\n{printed}"


@pytest.mark.parametrize("page", pages.ENGLISH, ids=_name)
def test_every_block_is_of_a_kind_that_is_checked(page: Path) -> None:
    for block in pages.blocks(page.read_text("utf-8")):
        assert block.kind in {"console", "python", "sh", "yaml", "toml"}
        assert block.kind not in {"yaml", "toml"} or block.file, "a file's text needs the file's name"
        if block.kind == "sh":
            assert set(block.body.splitlines()) <= NOT_RUN
        if block.kind == "console":
            assert block.body.startswith("$ ")


def test_set_up_commands_are_in_both_readmes() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (pages.ROOT / name).read_text("utf-8")
        assert f"```sh\n{INSTALL_USER}\n```" in text
        assert f"```sh\n{INSTALL_DEVELOPER}\n```" in text


def test_set_up_commands_are_what_the_checks_run() -> None:
    script = (pages.ROOT / ".ci" / "run").read_text("utf-8")
    steps = [step.removeprefix(".venv/bin/") for step in INSTALL_DEVELOPER.split(" && ")]
    assert steps[0] == "python -m venv .venv"
    assert '-m venv "$work/venv"' in script
    for step in (f"python -m {steps[1]}", steps[2]):
        assert f'say "{step}"' in script, f".ci/run does not announce {step!r}"
    extras = tomllib.loads((pages.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert "dev" in extras


def test_the_sample_can_be_piped_into_the_filter() -> None:
    run = f"'{sys.executable}' -m piiguard.sample | '{sys.executable}' -m piiguard redact --isolated"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIIGUARD_")}
    done = subprocess.run(["bash", "-c", run], capture_output=True, encoding="utf-8", env=env, check=True, timeout=60)
    assert done.stderr == ""
    assert "****" in done.stdout


def test_shown_hooks_are_offered() -> None:
    offered = {each["id"] for each in yaml.safe_load((pages.ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    shown = set()
    for page in pages.ENGLISH:
        for block in pages.blocks(page.read_text("utf-8")):
            if block.file == ".pre-commit-config.yaml":
                for repo in yaml.safe_load(block.body)["repos"]:
                    shown |= {hook["id"] for hook in repo["hooks"]}
    assert shown
    assert shown <= offered


def test_a_kind_takes_ten_lines_of_yaml() -> None:
    text = (pages.ROOT / "README.md").read_text("utf-8")
    rules = [block.body for block in pages.blocks(text) if block.file == "staff.yaml"]
    assert [len(each.splitlines()) for each in rules] == [10]


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("$ a\n1\n", "$ a\n1\n", True),
        ("$ a\n1\n", "$ a\n2\n", False),
        ("$ a\n…\n", "$ a\n1\n2\n", True),
        ("$ a\n…\n3\n", "$ a\n1\n2\n", False),
    ],
    ids=["same", "other", "left out", "other after what is left out"],
)
def test_output_is_compared_line_by_line(shown: str, printed: str, expected: bool) -> None:
    assert pages.matches(shown, printed) is expected
