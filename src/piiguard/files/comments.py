"""Writes inline allows into source files, in the comment syntax of each language."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple


class Comment(NamedTuple):
    """How a language writes a comment; `own_line` where one behind a value would become part of it."""

    before: str
    after: str = ""
    own_line: bool = False


_STYLES: Final = {
    Comment("# "): "py pyi pyw sh bash zsh fish yaml yml toml rb pl pm r jl tf hcl nix cmake mk ps1 graphql",
    Comment("# ", own_line=True): "properties env conf cfg ini dockerfile gitignore",
    Comment("// "): "js mjs cjs ts mts jsx tsx java kt kts go c h cc cpp hpp cxx m mm cs rs swift php scala dart "
    "groovy gradle proto less scss sass zig sol",
    Comment("-- "): "sql lua hs ada adb vhd",
    Comment("/* ", " */"): "css",
    Comment("<!-- ", " -->"): "html htm xml xhtml svg md markdown vue xsd wsdl",
    Comment("% "): "tex erl sty",
    Comment("; "): "lisp clj cljs el asm scm",
    Comment("REM ", own_line=True): "bat cmd",
}
_BY_EXTENSION: Final = {extension: style for style, names in _STYLES.items() for extension in names.split()}
_BY_NAME: Final = {"dockerfile": "dockerfile", "makefile": "mk", ".env": "env", ".gitignore": "gitignore"}


def comment_of(path: str) -> Comment | None:
    """Return how comments are written in the file `path`; None where its format has none, or is not known."""
    name = os.path.basename(path).lower()
    return _BY_EXTENSION.get(_BY_NAME.get(name, name.rpartition(".")[2]))


def with_allows(text: str, comment: Comment, allows: Mapping[int, Iterable[str]], reason: str = "") -> str:
    """Return `text` with an inline allow for each line of `allows`.

    Args:
        text: the whole file, line ends as they are.
        comment: from `comment_of`.
        allows: the entity types to allow, by line, counted from 1.
        reason: what to write behind the allow; one line.

    All other characters stay as they are.
    """
    lines = _lines(text)
    for number, types in allows.items():
        named = f"piiguard: allow[{', '.join(sorted(set(types)))}] {reason}".rstrip()
        line = lines[number - 1]
        body = line.rstrip("\r\n")
        end = line[len(body) :]
        note = f"{comment.before}{named}{comment.after}"
        if comment.own_line:
            indent = body[: len(body) - len(body.lstrip())]
            lines[number - 1] = f"{indent}{note}{end or chr(10)}{line}"
        else:
            lines[number - 1] = f"{body}  {note}{end}"
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one, as everywhere in the reports."""
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), rest]
