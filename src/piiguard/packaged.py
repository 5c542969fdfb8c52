"""Reads the files that ship inside of the package, from a folder or from a zip file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

# What has loaded this module knows where the others are.
_LOADER: Final = cast("ResourceLoader", globals()["__loader__"])


def content(path: str) -> bytes:
    """Return what the file at `path`, which begins as `__file__` does, holds; raises `OSError` if there is none."""
    return _LOADER.get_data(path)
