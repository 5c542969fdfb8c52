"""Lets the memory of one chunk serve for the next one, too."""

from __future__ import annotations

from typing import Final

import numpy as np

_KEPT: Final = 1 << 24


def keep_freed_memory() -> None:
    """Have the allocator keep what is freed, which it else gives back, to take it again page by page for each chunk.

    That of glibc holds blocks back for itself up to the size of the largest one from the system that was ever freed,
    and of the rest twice as much (mallopt(3), `M_MMAP_THRESHOLD`). A block that nobody writes to costs nothing; other
    allocators just free it.
    """
    np.empty(_KEPT, np.uint8)
