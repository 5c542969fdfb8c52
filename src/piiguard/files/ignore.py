"""Answers whether `.gitignore` files leave a path out, the nearest file first, as git does."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def matcher(lines: Iterable[str]) -> GitIgnoreSpec | None:
    """Return what matches the patterns `lines`, None when there are none (and then nothing is imported)."""
    patterns = list(lines)
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class Ignores(NamedTuple):
    """The `.gitignore` files that count in a directory, outermost first, each with the directory it lies in."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, path: str) -> Ignores:
        """Return those above the directory `path`, up to its repository's top; none when they leave `path` out."""
        full = os.path.abspath(path)
        folders: list[str] = []
        at = full
        while not os.path.lexists(os.path.join(at, ".git")):
            parent = os.path.dirname(at)
            if parent == at:
                return cls()  # in no repository
            folders.append(parent)
            at = parent
        ignores = cls()
        for folder in reversed(folders):
            ignores = ignores.inside(folder, os.path.isfile(os.path.join(folder, ".gitignore")))
        return cls() if ignores.leave_out_any_above(full) else ignores

    def inside(self, folder: str, has_own: bool) -> Ignores:
        """Return what counts in `folder`; raises `OSError` when its own file cannot be read."""
        if not has_own:
            return self
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape") as file:
            own = matcher(file.read().splitlines())
        return self if own is None else Ignores((*self.specs, (os.path.abspath(folder), own)))

    def leave_out(self, path: str, is_folder: bool) -> bool:
        """Return whether `path` is left out, by the nearest file that says anything about it."""
        if not self.specs:
            return False
        full = os.path.abspath(path)
        for base, spec in reversed(self.specs):
            verdict = spec.check_file(os.path.relpath(full, base) + ("/" if is_folder else "")).include
            if verdict is not None:
                return verdict
        return False

    def leave_out_any_above(self, full: str) -> bool:
        """Return whether the directory `full` is left out, or one that it lies in."""
        top = self.specs[0][0] if self.specs else full
        while len(full) > len(top):
            if self.leave_out(full, is_folder=True):
                return True
            full = os.path.dirname(full)
        return False
