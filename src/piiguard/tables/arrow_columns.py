"""Treats columns of Arrow arrays: text, numbers and times as text, dictionaries, lists and structures."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from piiguard.tables.cells import as_text
from piiguard.tables.dense_cells import DenseColumn
from piiguard.tables.treat import ColumnTreatment


class Unwritable(ValueError):
    """A value that changed has no place in the type of its column; the message says why, without the value."""


class ArrowColumn:
    """One column and what is done to it.

    `turns_to_text`: whether a column of numbers or times becomes text; None while nobody looked.
    """

    def __init__(self, name: str, type_: Any, treatment: ColumnTreatment) -> None:
        self.name = name
        self._pa: Any = import_module("pyarrow")
        self._type = type_
        self._treatment = treatment
        self._dense = DenseColumn(treatment)
        self._form = _form(self._pa.types, type_)
        self.text_type = self._pa.string()
        self.turns_to_text: bool | None = None if self._form == "other" else False

    def would_change(self, array: Any) -> bool:
        """Return whether a cell of a part of the column changes."""
        distinct = texts_of(array.unique())
        return self._dense.texts(distinct) != distinct

    def apply(self, array: Any) -> tuple[Any, int]:
        """Return a part of the column, treated, and how many cells changed."""
        if self._form == "nothing" or (self._form == "other" and not self.turns_to_text):
            return array, 0
        if self._form == "dictionary":
            return self._dictionary(array)
        if self._form == "nested":
            return self._nested(array)
        if self._form == "text":
            found: tuple[Any, int] = self._dense.array(array)
            return found
        values = array.to_pylist()
        if self._form == "binary":
            return self._binary(values)
        old = [as_text(value) for value in values]
        new = self._dense.texts(old)
        cells = [None if value is None else after for value, after in zip(values, new, strict=True)]
        return self._pa.array(cells, self.text_type), _differences(old, new)

    def _dictionary(self, array: Any) -> tuple[Any, int]:
        """Treat the distinct values alone; each keeps its number, two may become alike."""
        values = array.dictionary
        plain = ArrowColumn(self.name, self._type.value_type, self._treatment)
        if plain._form == "other" and plain.would_change(values):
            raise Unwritable("numbers in a dictionary would become text; write them as text first")
        new, changed = plain.apply(values)
        if not changed:
            return array, 0
        same = [one == two for one, two in zip(values.to_pylist(), new.to_pylist(), strict=True)]
        cells = sum(place is not None and not same[place] for place in array.indices.to_pylist())
        return self._pa.DictionaryArray.from_arrays(array.indices, new, ordered=self._type.ordered), cells

    def _binary(self, values: Sequence[bytes | None]) -> tuple[Any, int]:
        """Treat bytes that are text; others (pictures, say) are left as they are."""
        old = [_decoded(value) for value in values]
        filled = [text for text in old if text is not None]
        new = iter(self._treatment.apply(filled))
        cells = [value if text is None else next(new).encode() for value, text in zip(values, old, strict=True)]
        changed = sum(one != two for one, two in zip(values, cells, strict=True))
        return self._pa.array(cells, self._type), changed

    def _nested(self, array: Any) -> tuple[Any, int]:
        values = array.to_pylist()
        leaves = [leaf for value in values for leaf in leaves_of(value)]
        old = [as_text(leaf) for leaf in leaves]
        new = self._treatment.apply(old)
        for leaf, before, after in zip(leaves, old, new, strict=True):
            if before != after and not isinstance(leaf, str):
                raise Unwritable("a number inside a list or structure would become text; write it as text first")
        changed = _differences(old, new)
        if not changed:
            return array, 0
        left = iter(new)
        return self._pa.array([_rebuilt(value, left) for value in values], self._type), changed


def leaves_of(value: Any) -> list[Any]:
    """Return the values inside of a list or structure."""
    leaves: list[Any] = []
    _collect(value, leaves)
    return leaves


def texts_of(array: Any) -> list[str]:
    """Return the cells of an array as text."""
    return [
        as_text(_decoded(value) if isinstance(value, bytes) else value) if not isinstance(value, (list, dict)) else ""
        for value in array.to_pylist()
    ]


def _form(types: Any, type_: Any) -> str:
    if types.is_string(type_) or types.is_large_string(type_) or types.is_string_view(type_):
        return "text"
    if types.is_dictionary(type_):
        return "dictionary"
    if types.is_nested(type_):
        return "nested"
    if types.is_boolean(type_) or types.is_null(type_):
        return "nothing"
    return "binary" if types.is_binary(type_) or types.is_large_binary(type_) else "other"


def _decoded(value: bytes | None) -> str | None:
    if value is None or 0 in value:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _differences(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(one != two for one, two in zip(old, new, strict=True))


def _collect(value: Any, leaves: list[Any]) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _collect(inner, leaves)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _collect(inner, leaves)
    elif value is not None and not isinstance(value, (bool, bytes)):
        leaves.append(value)


def _rebuilt(value: Any, left: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rebuilt(inner, left) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        made = [_rebuilt(inner, left) for inner in value]
        return tuple(made) if isinstance(value, tuple) else made
    if value is None or isinstance(value, (bool, bytes)):
        return value
    new = next(left)
    return new if isinstance(value, str) else value
