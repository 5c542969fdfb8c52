"""Tells cheaply whether an installed distribution may offer recognizers; importlib.metadata costs more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

ENTRY_POINT_GROUP = "piiguard.recognizers"


def may_be_installed(paths: Iterable[str] | None = None) -> bool:
    """Return False only when no distribution on `paths` (`sys.path`) can declare an entry point of our group.

    Reads the `entry_points.txt` beside each distribution. Where that is not all there is to see (a zip file, a
    finder of distributions of another kind), the answer is True, and `importlib.metadata` has to say.
    """
    if any(hasattr(finder, "find_distributions") and not _is_path_finder(finder) for finder in sys.meta_path):
        return True
    return any(map(_may_offer, dict.fromkeys(sys.path if paths is None else paths)))


def _is_path_finder(finder: object) -> bool:
    return getattr(finder, "__module__", "") == "_frozen_importlib_external" and isinstance(finder, type)


def _may_offer(folder: str) -> bool:
    try:
        names = os.listdir(folder or ".")
    except NotADirectoryError:
        return True  # a zip file or an egg
    except OSError:
        return False  # importlib.metadata sees nothing there either
    if folder.lower().endswith(".egg"):
        return True
    found = [name for name in names if name.lower().endswith((".dist-info", ".egg-info", "egg-info"))]
    return any(_declares(os.path.join(folder, name, "entry_points.txt")) for name in found)


def _declares(file: str) -> bool:
    try:
        with open(file, "rb") as stream:
            return ENTRY_POINT_GROUP.encode() in stream.read()
    except OSError:
        return False
