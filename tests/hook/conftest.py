"""The real pre-commit, offline: a wheelhouse, a repository that offers our hooks, and one that uses them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

_IDENTITY = {
    f"GIT_{who}_{what}": f"hook-{what.lower()}@example.com"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
_NOT_SOURCE = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", "__pycache__", "*.egg-info", "build", "dist", "tests"
)
Run = subprocess.CompletedProcess[str]


def _run(args: list[str], cwd: Path, env: dict[str, str]) -> Run:
    # pre-commit's output goes to a test's assertion message, and holds masked values only.
    return subprocess.run(
        args, cwd=cwd, env=env, check=False, timeout=300, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _must(done: Run) -> str:
    assert done.returncode == 0, f"{done.args} failed:\n{done.stdout[-3000:]}"
    return done.stdout.strip()


@pytest.fixture(scope="session")
def wheelhouse(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with wheels of the build backend and of every dependency; skips where no registry answers."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    folder = tmp_path_factory.mktemp("wheelhouse")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--retries", "1", "--only-binary", ":all:"]
    done = _run([*pip, "--dest", str(folder), *wanted], root, dict(os.environ))
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("needs a package registry for the wheelhouse")
    _must(done)
    return folder


@pytest.fixture(scope="session")
def environment(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return variables under which git is nobody's own, pip sees the wheelhouse alone, and pre-commit keeps apart."""
    home = tmp_path_factory.mktemp("home")
    foreign = ("GIT_", "PIP_", "PRE_COMMIT", "PIIGUARD_", "COV_", "COVERAGE_", "PYTEST_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return env | _IDENTITY | {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheelhouse.as_uri(), "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_COMPILE": "0",  # pip reads it as "compile": no byte code, half the time
        "PRE_COMMIT_HOME": str(home / "pre-commit"), "PRE_COMMIT_COLOR": "never", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


class Repository:
    """A git repository in a folder, and pre-commit run inside it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = env
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def try_git(self, *args: str) -> Run:
        """Run git; return its exit code and output."""
        return _run(["git", *args], self.folder, self.env)

    def git(self, *args: str) -> str:
        """Run git, which must succeed; return what it said."""
        return _must(self.try_git(*args))

    def write(self, name: str, content: str | bytes) -> Path:
        """Write and stage a file; return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--", name)
        return path

    def pre_commit(self, *args: str) -> Run:
        """Run `pre-commit ARGS`; return its exit code and output."""
        return _run([sys.executable, "-m", "pre_commit", *args], self.folder, self.env)

    def hook(self, hook_id: str = "piiguard", **variables: str) -> Run:
        """Run one hook over the staged files, as a commit does, with more `variables` in its environment."""
        args = [sys.executable, "-m", "pre_commit", "run", hook_id]
        return _run(args, self.folder, self.env | variables)

    def prek(self, *args: str) -> Run:
        """Run `prek ARGS`, which reads the same configuration."""
        return _run([str(Path(sys.executable).with_name("prek")), *args], self.folder, self.env)


@pytest.fixture(scope="session")
def offered(root: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return a repository with one commit: this tree as it lies here, so that uncommitted work is tested too."""
    folder = tmp_path_factory.mktemp("offered") / "piiguard"
    shutil.copytree(root, folder, symlinks=True, ignore=_NOT_SOURCE)
    repository = Repository(folder, environment)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "tree")
    return repository


@pytest.fixture
def empty(tmp_path: Path, environment: dict[str, str]) -> Repository:
    """Return a fresh repository without a configuration of pre-commit."""
    return Repository(tmp_path / "project", environment)


@pytest.fixture
def using(empty: Repository, offered: Repository) -> Repository:
    """Return a fresh repository whose pre-commit configuration asks for our three hooks."""
    ids = "".join(f"      - id: {each}\n" for each in ("piiguard", "piiguard-redact", "piiguard-commit-msg"))
    revision = offered.git("rev-parse", "HEAD")
    config = f"repos:\n  - repo: {offered.folder.as_uri()}\n    rev: {revision}\n    hooks:\n{ids}"
    empty.write(".pre-commit-config.yaml", config)
    empty.git("commit", "--quiet", "--message", "configuration")
    return empty


@pytest.fixture
def mobile() -> Callable[[int], str]:
    """Return a maker of mobile numbers: valid in form, one for each index."""
    return lambda index: f"1390013{8047 + index:04d}"
