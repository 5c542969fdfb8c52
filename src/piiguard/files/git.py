"""Reads what git holds (the index, what a branch adds, all history) and lets the repository run nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from piiguard.errors import ReadError, UsageError
from piiguard.files.patch import Change, changes, in_all

if TYPE_CHECKING:
    import subprocess

# What a hostile repository's configuration could run or reach.
_TAME: Final = (
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "core.attributesFile=",
)  # fmt: skip
_QUIET: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_PATCH: Final = (
    "-p", "-U0", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--full-index", "--src-prefix=a/",
    "--dst-prefix=b/", "--ignore-submodules=all", "--diff-algorithm=myers", "--no-indent-heuristic",
)  # fmt: skip


class Version(NamedTuple):
    """A version of a file: how it is called, its object, and the lines that are new in it (None: all)."""

    name: str
    path: str
    blob: str
    added: tuple[tuple[int, int], ...] | None


class Repository:
    """The repository that the working directory lies in; raises `ReadError` where git cannot read it."""

    def __init__(self) -> None:
        self._top = self._said("rev-parse", "--show-toplevel")

    def staged(self) -> Iterator[Version]:
        """Yield the files that the next commit changes, as they are staged, whole."""
        for each in self._changed_since(self._head_or_nothing()):
            yield self._version(each)._replace(added=None)

    def added_since(self, revision: str) -> Iterator[Version]:
        """Yield the files that differ from where `revision` was left, as they are staged, and their new lines."""
        commit = self.commit(revision)
        try:
            base = self._said("merge-base", commit, "HEAD")
        except ReadError:
            base = commit  # no common past, or no commit yet
        for each in self._changed_since(base):
            yield self._version(each)

    def history(self) -> Iterator[Version]:
        """Yield the new lines of each file of each commit of all branches and tags, oldest commit first."""
        if self._said("rev-parse", "--is-shallow-repository") == "true":
            raise ReadError(self._top, "a shallow clone lacks older commits; `git fetch --unshallow` brings them")
        log = ("log", "--all", "--reverse", "-m", "--root", *_PATCH, "--format=%x00%H %P")
        with self._started(*log) as output:
            for commit, parents, changed in _by_commit(output):
                for each in in_all(changed, max(parents, 1)):
                    yield self._version(each)._replace(name=f"{commit[:12]}:{each.path}")

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name of each commit's message, and the message."""
        with self._started("log", "--all", "--reverse", "-z", "--encoding=UTF-8", "--format=%H%n%B") as output:
            for record in output.read().split(b"\0"):
                commit, _, message = record.partition(b"\n")
                if commit:
                    yield f"{commit[:12].decode('ascii')}:(message)", message

    def commit(self, revision: str) -> str:
        """Return the commit that `revision` names; raises `UsageError` for none."""
        try:
            return self._said("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except ReadError:
            raise UsageError(
                f"{revision!r} names no commit; a CI checkout may need its history (fetch-depth: 0)"
            ) from None

    def contents(self, versions: Iterable[Version]) -> Iterator[tuple[Version, bytes]]:
        """Yield each version with its bytes; one git reads them all."""
        import subprocess

        with subprocess.Popen(  # noqa: S603
            ["git", *_TAME, "cat-file", "--batch"],  # noqa: S607
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _QUIET,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for each in versions:
                try:
                    process.stdin.write(f"{each.blob}\n".encode("ascii"))
                    process.stdin.flush()
                    head = process.stdout.readline().split()
                    if len(head) != 3 or head[1] != b"blob":
                        raise ReadError(each.name, "git cannot read its object")
                    content = process.stdout.read(int(head[2]))
                    if len(content) != int(head[2]) or process.stdout.read(1) != b"\n":
                        raise ReadError(each.name, "git cannot read its object")
                except BrokenPipeError:
                    raise ReadError(each.name, "git cannot read its object") from None
                yield each, content

    def _changed_since(self, base: str) -> Iterator[Change]:
        with self._started("diff", "--cached", *_PATCH, base, "--") as output:
            yield from changes(output)

    def _version(self, change: Change) -> Version:
        name = os.path.relpath(os.path.join(self._top, change.path))
        return Version(name, name, change.blob, change.added)

    def _head_or_nothing(self) -> str:
        try:
            return self._said("rev-parse", "--verify", "--quiet", "HEAD")
        except ReadError:
            return self._said("hash-object", "-t", "tree", os.devnull)  # before the first commit

    def _said(self, *args: str) -> str:
        with self._started(*args) as output:
            return os.fsdecode(output.read()).removesuffix("\n")

    def _started(self, *args: str) -> _Output:
        return _Output(args)


class _Output:
    """The output of a git command; leaving the block checks that the command went well."""

    def __init__(self, args: tuple[str, ...]) -> None:
        self._args = args

    def __enter__(self) -> IO[bytes]:
        import subprocess
        import tempfile

        self._complaint = tempfile.TemporaryFile()
        try:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                ["git", *_TAME, *self._args],  # noqa: S607
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._complaint,
                env=os.environ | _QUIET,
            )
        except OSError as error:
            self._complaint.close()
            raise UsageError(f"git cannot be started: {error.strerror}") from None
        assert self._process.stdout is not None
        return self._process.stdout

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        assert self._process.stdout is not None
        if kind is not None:
            self._process.kill()
        self._process.stdout.close()
        code = self._process.wait()
        self._complaint.seek(0)
        first = self._complaint.readline(300).decode("utf-8", "replace").strip()
        self._complaint.close()
        if kind is None and code:
            raise ReadError(f"git {self._args[0]}", first or f"failed with exit code {code}")


def _by_commit(lines: Iterable[bytes]) -> Iterator[tuple[str, int, list[Change]]]:
    """Yield each commit with its number of parents and its changes, those of a merge once for each parent."""
    commit, parents, held = "", 0, list[bytes]()
    for line in lines:
        if not line.startswith(b"\0"):
            held.append(line)
            continue
        name, *above = line[1:].decode("ascii").split()
        if name != commit:
            if commit:
                yield commit, parents, list(changes(held))
            commit, parents, held = name, len(above), []
    if commit:
        yield commit, parents, list(changes(held))
