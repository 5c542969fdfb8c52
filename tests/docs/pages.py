"""Reads the blocks of the documentation's pages and runs them in an empty folder.

`python tests/docs/pages.py` writes what the commands really print into the pages; read the change before keeping it.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = [ROOT / "README.md", *sorted((ROOT / "docs" / "en").glob("*.md"))]
CHINESE = [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs" / "zh").glob("*.md"))]
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "@@end@@"


class Block(NamedTuple):
    """A fenced block: `kind` decides how it is checked, `file` is what a file's text is saved as."""

    kind: str
    file: str
    body: str
    start: int


class Shown(NamedTuple):
    """A command, and what the page says that it prints."""

    command: str
    output: str


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a page; `start` is where the body begins in `text`."""
    found = []
    for match in _FENCE.finditer(text):
        kind, _, file = match["info"].strip().partition(" ")
        found.append(Block(kind, file.strip(), match["body"], match.start("body")))
    return found


def commands(body: str) -> list[Shown]:
    """Return the `$ ` lines of a console block (`> ` continues one), each with the lines below it."""
    shown: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            shown.append(([line[2:]], []))
        elif line.startswith("> ") and not shown[-1][1]:
            shown[-1][0].append(line[2:])
        else:
            shown[-1][1].append(line)
    return [Shown("\n".join(command), "\n".join(output)) for command, output in shown]


def run(page: Path, folder: Path) -> Iterator[tuple[Block, str]]:
    """Run the blocks of a page in `folder`, in order; yield each with what it printed ("" for a file or Python).

    Python blocks of a page share their names; one that prints something else than it shows raises AssertionError.
    """
    names: dict[str, object] = {}
    for block in blocks(page.read_text("utf-8")):
        printed = ""
        if block.file:
            (folder / block.file).write_text(block.body, "utf-8")
        elif block.kind == "console":
            printed = _in_shell(block.body, folder)
        elif block.kind == "python":
            _in_python(block.body, folder, names)
        yield block, printed


def _in_shell(body: str, folder: Path) -> str:
    """Return the block as a terminal would show it, both streams in it."""
    shown = commands(body)
    # Each command in the same shell, so that `echo $?` works; the marker leaves the exit code as it was.
    script = "".join(f"{each.command}\ncode=$?; printf '{_END}\\n'; (exit $code)\n" for each in shown)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=_environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    outputs = done.stdout.split(f"{_END}\n")
    return "".join(_prompt(each.command) + _ended(out) for each, out in zip(shown, outputs[:-1], strict=True))


def _prompt(command: str) -> str:
    return "$ " + command.replace("\n", "\n> ") + "\n"


def _ended(output: str) -> str:
    return output if not output or output.endswith("\n") else output + "\n"


def _environment() -> dict[str, str]:
    """Return a newcomer's environment: this Python first on the path, no colours, no CI, no key."""
    foreign = ("CI", "PIIGUARD_", "COV_", "COVERAGE_", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
    return env | {"PATH": path, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def _in_python(body: str, folder: Path, names: dict[str, object]) -> None:
    before = Path.cwd()
    os.chdir(folder)
    try:
        if ">>> " not in body:
            exec(compile(body, "<example>", "exec"), names)
            return
        test = doctest.DocTestParser().get_doctest(body, names, "example", None, None)
        said: list[str] = []
        failed = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False).failed
        names.update(test.globs)
        assert not failed, "".join(said)
    finally:
        os.chdir(before)


def matches(shown: str, printed: str) -> bool:
    """Return whether `printed` is what the page shows; a line `…` there stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


def _rewrite(page: Path, folder: Path) -> None:
    text = page.read_text("utf-8")
    for block, printed in reversed([*run(page, folder)]):
        if block.kind == "console" and not block.file and not matches(block.body, printed):
            text = text[: block.start] + printed + text[block.start + len(block.body) :]
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    import tempfile

    for each in ENGLISH:
        with tempfile.TemporaryDirectory() as name:
            _rewrite(each, Path(name))
