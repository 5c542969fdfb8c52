"""Finds recognizers: built-ins by walking the package, third parties by entry point, others as objects."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

from piiguard import plugins
from piiguard.errors import UsageError
from piiguard.recognizer import Recognizer

if TYPE_CHECKING:
    from piiguard.record import RecordKind

_BUILT_IN_PACKAGE: Final = "piiguard.recognizers"
_RECORDS: Final = "piiguard.recognizers.records"
_DATA: Final = "data"
_SUFFIXES: Final = (".py", ".pyc")
_cache: list[tuple[Recognizer, ...]] = []
_record_cache: list[tuple[RecordKind, ...]] = []


def built_in() -> tuple[Recognizer, ...]:
    """Return every recognizer that ships with piiguard, ordered by name; modules are imported once."""
    if not _cache:
        package = import_module(_BUILT_IN_PACKAGE)
        names = [name for name in _module_names(package) if not name.startswith(f"{_RECORDS}.")]
        found = [each for name in names for each in recognizers_of(import_module(name))]
        _cache.append(checked(found))
    return _cache[0]


def record_kinds() -> tuple[RecordKind, ...]:
    """Return the kinds of record, ordered by entity type; imported when tables or reports first ask for them."""
    if not _record_cache:
        names = _module_names(import_module(_RECORDS))
        found: list[RecordKind] = [import_module(name).RECORD for name in names]
        _record_cache.append(tuple(sorted(found, key=lambda each: each.entity_type)))
    return _record_cache[0]


def installed() -> tuple[Recognizer, ...]:
    """Return the recognizers of other distributions that declare the entry-point group `piiguard.recognizers`.

    An entry point names a module with `RECOGNIZER` or `RECOGNIZERS`, a recognizer, or a sequence of them.
    Raises `UsageError` naming the entry point when one cannot be loaded.
    """
    if not plugins.may_be_installed():
        return ()
    from importlib.metadata import entry_points

    found: list[Recognizer] = []
    for entry in entry_points(group=plugins.ENTRY_POINT_GROUP):
        try:
            loaded = entry.load()
        except Exception as error:
            why = type(error).__name__
            raise UsageError(f"recognizer entry point {entry.name!r} cannot be loaded: {why}") from None
        found.extend(_as_recognizers(loaded, entry.name))
    return checked(found)


def _as_recognizers(loaded: object, origin: str) -> tuple[Recognizer, ...]:
    if isinstance(loaded, ModuleType):
        return recognizers_of(loaded)
    if isinstance(loaded, Recognizer):
        return (_named(loaded, origin),)
    if isinstance(loaded, (tuple, list)) and all(isinstance(each, Recognizer) for each in loaded):
        return tuple(_named(each, origin) for each in loaded)
    raise UsageError(f"recognizer entry point {origin!r} holds no recognizer")


def recognizers_of(module: ModuleType) -> tuple[Recognizer, ...]:
    """Return the recognizers a module defines as `RECOGNIZER` or `RECOGNIZERS`, named after the module."""
    several = getattr(module, "RECOGNIZERS", None)
    one = getattr(module, "RECOGNIZER", None)
    found: Iterable[Recognizer] = several if several is not None else (one,) if one is not None else ()
    prefix = module.__name__.removeprefix(_BUILT_IN_PACKAGE + ".")
    return tuple(_named(each, prefix) for each in found)


def _named(recognizer: Recognizer, prefix: str) -> Recognizer:
    return recognizer._replace(name=recognizer.name or prefix)


def checked(recognizers: Iterable[Recognizer]) -> tuple[Recognizer, ...]:
    """Return `recognizers` sorted by name; names made unique by a counter where a module holds several."""
    result: list[Recognizer] = []
    seen: dict[str, int] = {}
    for each in sorted(recognizers, key=lambda r: (r.name, r.entity_type)):
        count = seen.get(each.name, 0)
        seen[each.name] = count + 1
        result.append(each._replace(name=f"{each.name}.{count + 1}") if count else each)
    return tuple(result)


def _module_names(package: ModuleType) -> Iterator[str]:
    data = f"{package.__name__}.{_DATA}."
    for folder in package.__path__:
        if os.path.isdir(folder):
            names = _in_folder(folder, package.__name__ + ".")
        else:
            names = _in_archive(folder, package.__name__ + ".")
        yield from (name for name in names if not name.startswith(data))


def _in_folder(folder: str, prefix: str) -> Iterator[str]:
    """Yield the modules below a directory: what `pkgutil.walk_packages` gives, which imports `inspect` for it."""
    for entry in os.scandir(folder):
        name, suffix = os.path.splitext(entry.name)
        if suffix in _SUFFIXES and name.isidentifier() and name != "__init__":
            yield prefix + name
        elif not suffix and name != "__pycache__" and entry.is_dir():
            yield from _in_folder(entry.path, f"{prefix}{name}.")


def _in_archive(path: str, prefix: str) -> Iterator[str]:
    """Yield the modules below a path that only its importer can list, such as one in a zip file."""
    import pkgutil

    for info in pkgutil.iter_modules([path], prefix):
        if info.ispkg:
            yield from _in_archive(os.path.join(path, info.name.rpartition(".")[2]), info.name + ".")
        else:
            yield info.name


def entity_types(recognizers: Iterable[Recognizer]) -> frozenset[str]:
    """Return the entity types that `recognizers` can report."""
    return frozenset(each.entity_type for each in recognizers)


def several(values: Iterable[str]) -> Iterable[str]:
    """Return the values; a string is one value, and not its characters."""
    return (values,) if isinstance(values, str) else values


def known_types(wanted: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Return `wanted` as a set; raises `UsageError` with a suggestion for a type that no recognizer reports."""
    chosen = frozenset(several(wanted))
    for each in sorted(chosen - known):
        from difflib import get_close_matches

        close = get_close_matches(each.upper(), known, n=1)
        hint = f"; did you mean {close[0]}?" if close else "; `piiguard recognizers list` shows them all"
        raise UsageError(f"unknown entity type {each!r}{hint}")
    return chosen
