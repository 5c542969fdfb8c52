"""Changes values as text wherever they stand: in cells, in lists and structures, in bytes that are text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Column = Callable[[list[str]], list[str]]
AsText = Callable[[Any], "str | None"]


def changed(values: Sequence[Any], change: Column, as_text: AsText, whole: bool) -> list[Any] | None:
    """Return `values` after `change`, which is given all their texts at once; None if none changes.

    Args:
        values: the cells of a column; those inside of lists, arrays, tuples and mappings are changed, too.
        change: what becomes of texts, order kept.
        as_text: a value as text; None for one that is left as it is.
        whole: once a cell changes, all others that have a text become it: a column has one type.
    """
    if set(map(type, values)) <= {str}:
        old = list(values)
        new = change(old)
        return new if new != old else None
    leaves = list(_leaves(values))
    texts = [as_text(leaf) for leaf in leaves]
    old = [text for text in texts if text is not None]
    new = change(old)
    if new == old:
        return None
    left = iter(new)
    made = [
        leaf if text is None else _put(leaf, text, next(left), whole)
        for leaf, text in zip(leaves, texts, strict=True)
    ]
    filled = iter(made)
    return [_rebuilt(value, filled) for value in values]


def texts(value: Any, as_text: AsText) -> list[str]:
    """Return the texts in a cell: one, or those inside of a list or structure."""
    return [text for text in map(as_text, _leaves([value])) if text is not None]


def is_missing(value: Any) -> bool:
    """Return whether a value stands for none: None, NaN, NaT, pandas' NA."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # NA is neither equal nor unequal
        return not hasattr(value, "__len__")


def decoded(value: bytes) -> str | None:
    """Return bytes as text; None for those that are none (pictures, say)."""
    if 0 in value:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _put(leaf: Any, old: str, new: str, whole: bool) -> Any:
    if isinstance(leaf, bytes):
        return leaf if old == new else new.encode()
    return new if old != new or (whole and not isinstance(leaf, str)) else leaf


def _is_array(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "ndarray"


def _leaves(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, dict):
            yield from _leaves(value.values())
        elif isinstance(value, (list, tuple)) or _is_array(value):
            yield from _leaves(value)
        else:
            yield value


def _rebuilt(value: Any, left: Iterator[Any]) -> Any:
    if isinstance(value, dict):
        return {key: _rebuilt(inner, left) for key, inner in value.items()}
    if isinstance(value, (list, tuple)) or _is_array(value):
        made = [_rebuilt(inner, left) for inner in value]
        return tuple(made) if isinstance(value, tuple) else made
    return next(left)
