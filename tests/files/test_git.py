"""Scans of what git holds, in real repositories: staged files, new lines, all history, and hostile set-ups."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from piiguard.cli.main import main

Run = Callable[..., str]
_IDENTITY = {
    f"GIT_{who}_{what}": f"git-{what.lower()}@example.com"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
_OLD, _NEW = "手机13900000001\n", "手机13900000002\n"


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {**_IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*args: str) -> str:
        return subprocess.run(["git", *args], check=True, capture_output=True, encoding="utf-8").stdout.strip()

    run("init", "--quiet", "--initial-branch", "main")
    return run


def _commit(git: Run, name: str, content: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git("add", "--", name)
    git("commit", "--quiet", "--message", f"change {len(name)}")


def _scan(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[str], str]:
    code = main(["scan", "--isolated", "--output-format", "concise", *args])
    out, err = capfd.readouterr()
    return code, [line.partition(": ")[0] for line in out.splitlines()], err


def test_only_what_is_staged_counts(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(_OLD)
    git("add", "a.txt")
    Path("a.txt").write_text("clean\n")
    assert _scan(capfd, "--staged")[:2] == (1, ["a.txt:1:3"])


def test_what_is_only_in_the_working_tree_does_not_count(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", "clean\n")
    Path("a.txt").write_text(_OLD)
    assert _scan(capfd, "--staged")[:2] == (0, [])


def test_only_new_lines_count_and_keep_their_numbers(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", _OLD)
    git("switch", "--quiet", "--create", "topic")
    _commit(git, "a.txt", f"first\n{_OLD}{_NEW}")
    assert _scan(capfd, "--diff-base", "main")[:2] == (1, ["a.txt:3:3"])


def test_a_file_that_was_removed_or_renamed_is_no_trouble(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "gone.txt", _OLD)
    _commit(git, "old name.txt", _NEW)
    git("rm", "--quiet", "gone.txt")
    git("mv", "old name.txt", "新 名.txt")
    assert _scan(capfd, "--staged")[:2] == (1, ["新 名.txt:1:3"])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_are_read(git: Run, capfd: pytest.CaptureFixture[str], encoding: str) -> None:
    _commit(git, "a.txt", "clean\n")
    _commit(git, "b.txt", ("联系人的资料如下，请核对后回复我们\n" + _OLD).encode(encoding))
    assert _scan(capfd, "--diff-base", "HEAD~1")[:2] == (1, ["b.txt:2:3"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.txt", "a b.txt"),
        ("张三/客户 名单.txt", "张三/客户 名单.txt"),
        ('tab\tand"quote.txt', 'tab\\tand"quote.txt'),
        ("++ b.txt", "++ b.txt"),
        ("line\nend.txt", "line\\nend.txt"),
    ],
)
def test_names_of_any_kind_are_told(git: Run, capfd: pytest.CaptureFixture[str], name: str, shown: str) -> None:
    _commit(git, "first.txt", "clean\n")
    _commit(git, name, _OLD)
    code = main(["scan", "--isolated", "--output-format", "concise", "--diff-base", "HEAD~1"])
    assert (code, capfd.readouterr()[0].startswith(f"{shown}:1:3: CN_MOBILE")) == (1, True)


def test_history_tells_each_line_once_with_its_commit(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", _OLD)
    first = git("rev-parse", "HEAD")[:12]
    _commit(git, "a.txt", f"{_OLD}clean\n")
    _commit(git, "a.txt", "clean\n")
    assert _scan(capfd, "--history")[:2] == (1, [f"{first}:a.txt:1:3"])


def test_a_merge_tells_only_what_no_parent_has(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", "clean\n")
    git("switch", "--quiet", "--create", "topic")
    _commit(git, "topic.txt", _OLD)
    topic = git("rev-parse", "HEAD")[:12]
    git("switch", "--quiet", "main")
    _commit(git, "b.txt", "clean\n")
    git("merge", "--quiet", "--no-commit", "topic")
    Path("a.txt").write_text(_NEW)
    git("add", "a.txt")
    git("commit", "--quiet", "--message", "merge")
    merge = git("rev-parse", "HEAD")[:12]
    assert sorted(_scan(capfd, "--history")[1]) == sorted([f"{topic}:topic.txt:1:3", f"{merge}:a.txt:1:3"])


def test_commit_messages_are_part_of_history(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    git("commit", "--quiet", "--allow-empty", "--message", f"客户{_OLD}")
    assert _scan(capfd, "--history")[1] == [f"{git('rev-parse', 'HEAD')[:12]}:(message):1:5"]


def test_an_unknown_revision_is_a_wrong_option(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", _OLD)
    assert _scan(capfd, "--diff-base", "nowhere")[0] == 2
    assert _scan(capfd, "--diff-base=--output=x")[0] == 2


def test_a_broken_repository_is_said(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, "a.txt", _OLD)
    for each in Path(".git/objects").glob("??/*"):
        each.chmod(0o644)
        each.write_bytes(b"broken")
    code, found, said = _scan(capfd, "--staged")
    assert (code, found) == (3, [])
    assert "git" in said


def test_nothing_of_a_repository_runs(git: Run, capfd: pytest.CaptureFixture[str]) -> None:
    _commit(git, ".gitattributes", "*.txt diff=evil filter=evil\n")
    for key in ("diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
                "core.fsmonitor", "core.pager", "pager.diff", "pager.log"):  # fmt: skip
        git("config", key, "touch ran; cat")
    Path("a.txt").write_text(_OLD)
    blob = git("hash-object", "-w", "--no-filters", "a.txt")
    git("-c", "core.fsmonitor=false", "update-index", "--add", "--cacheinfo", f"100644,{blob},a.txt")
    Path("ran").unlink(missing_ok=True)
    assert _scan(capfd, "--staged")[1] == ["a.txt:1:3"]
    assert _scan(capfd, "--diff-base", "HEAD")[1] == ["a.txt:1:3"]
    _scan(capfd, "--history")
    assert not Path("ran").exists()
