"""What every library's frames are to us: columns by position, whose names may repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

# Given values and whether all that is no text becomes text as soon as one cell changes; None: none changes.
Change = Callable[[list[Any], bool], "list[Any] | None"]


class Frame(Protocol):
    """An eager frame. It is never changed; `rebuilt` returns another one of the same kind."""

    names: list[str]
    height: int

    def rows(self, place: int, at: Sequence[int]) -> list[Any]:
        """Return the cells of a column in the rows `at`, as Python's values."""
        ...

    def changed(self, place: int, change: Change) -> Any:
        """Return a column after `change`, of the same type where its cells still are; None if none changes.

        Of a categorical column the categories are changed, those that no row has among them.
        """
        ...

    def text(self, place: int) -> Any:
        """Return a column of nothing but text as an Arrow array; None for others, and where that costs more."""
        ...

    def of_text(self, place: int, array: Any) -> Any:
        """Return such an array as a column of the type it came from."""
        ...

    def rebuilt(self, columns: Mapping[int, Any]) -> Any:
        """Return the frame with `columns`, as `changed` returned them, in their places."""
        ...
