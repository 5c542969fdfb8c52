"""The vocabulary in which a kind of record is written: the parts that make it one, and how each is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Role(NamedTuple):
    """One part of a record: what a column is called that holds it, or what its cells look like.

    Args:
        name: how signatures call it.
        headers: a regex, in which blanks do not count, that a header's letters and Han, in lower case and without
            separators, must match whole; empty: told by its values alone.
        shape: a shape of `piiguard.tables.shapes` that most filled cells have; empty: any.
        types: entity types whose columns play the role.
        bare: whether shape or type are enough where no header says what the column is.
        coarser: the operator and parameters that keep the record usable without its detail; None: the rule that
            the policy has for its entity type.
        party: whether it names who is called or calls: a node of the graph that the records make.
        repeats: whether it may hold the numbers and names of parties once more, among other signs.
    """

    name: str
    headers: str = ""
    shape: str = ""
    types: tuple[str, ...] = ()
    bare: bool = False
    coarser: tuple[str, Mapping[str, object]] | None = None
    party: bool = False
    repeats: bool = False


class Signature(NamedTuple):
    """What has to come together: a column for each of `needs` (`a|b`: either role), and `least` roles out of `also`.

    Two needs are never met by the same column. `also` names roles, separated by spaces. `without`: roles that make it
    something else. `legal`: another legal class than its kind's.
    """

    needs: tuple[str, ...]
    also: str = ""
    least: int = 0
    legal: str = ""
    without: str = ""


class Layout(NamedTuple):
    """A table without a header row: the names of its columns in order, and shapes by which its rows are known.

    `optional`: so many of the last columns may be missing.
    """

    names: tuple[str, ...]
    shapes: Mapping[str, str]
    optional: int = 0


class Phrase(NamedTuple):
    """A record in a line of text, or in one object of a line of JSON: all of these stand in it.

    Args:
        types: `least` findings of these entity types; the first one names the subject.
        said: words, each a regex in which blanks do not count.
        shapes: moments, clocks, days, lengths of time, as `piiguard.records_text` finds them.
        with_types: one more finding, of one of these.
    """

    types: tuple[str, ...]
    said: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    least: int = 1
    with_types: tuple[str, ...] = ()


class RecordKind(NamedTuple):
    """A kind of record that stands for more than its values: who called whom, who was where.

    `roles` go from specific to general: the first that fits a column is the one it plays. `rows`: from so many rows
    of one subject on it is a record (a track needs several points). `examples` and `counter_examples` are header
    rows, separated by commas, that are and are not of this kind.
    """

    entity_type: str
    name_zh: str
    name_en: str
    legal: str
    source: str
    roles: tuple[Role, ...]
    signatures: tuple[Signature, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    layouts: tuple[Layout, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    rows: int = 1
    subject: tuple[str, ...] = ()
