"""Help tells every command, every option and every exit code, with examples that name real options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import piiguard

if TYPE_CHECKING:
    from .conftest import Cli

VERBS = ["redact", "scan", "explain", "recognizers", "evaluate"]


def test_help_names_the_commands_and_exit_codes(cli: Cli) -> None:
    done = cli("--help")
    assert (done.code, done.err) == (0, "")
    assert all(re.search(rf"^    {verb}\b", done.text, re.MULTILINE) for verb in VERBS)
    assert all(code in done.text for code in ("0 clean", "1 something found", "2 wrong usage", "3 something", "130"))


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_command_has_examples_of_its_own_options(cli: Cli, verb: str) -> None:
    done = cli(verb, "--help")
    assert (done.code, done.err) == (0, "")
    usage, _, rest = done.text.partition("\n\n")
    described, _, examples = rest.partition("examples:")
    assert usage.startswith(f"usage: piiguard {verb} [-h]")
    assert f"piiguard {verb}" in examples
    for option in re.findall(r" (--?[a-z][a-z-]*)", examples):
        assert option in described
    assert "--key " not in done.text


@pytest.mark.parametrize("verb", VERBS)
def test_help_fits_the_terminal(cli: Cli, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    described = cli(verb, "--help").text.partition("examples:")[0]
    assert max(map(len, described.splitlines())) <= 72


def test_version_names_product_and_python(cli: Cli) -> None:
    assert re.fullmatch(rf"piiguard {re.escape(piiguard.__version__)}, Python 3\.[0-9.]+\S*\n", cli("--version").text)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("redcat",), "invalid choice: 'redcat'"),
        (("scan",), "the following arguments are required: PATH"),
        (("recognizers",), "the following arguments are required: action"),
        (("recognizers", "lst"), "invalid choice: 'lst'"),
    ],
    ids=["nothing", "unknown command", "scan nothing", "no action", "unknown action"],
)
def test_what_is_missing_is_told_in_one_line(cli: Cli, args: tuple[str, ...], said: str) -> None:
    done = cli(*args)
    assert done[:2] == (2, b"")
    assert said in done.err
    assert done.err.count("\n") == 1
