"""`piiguard key`: makes a key file, puts a new key in front of the old ones, tells the ids."""

from __future__ import annotations

import argparse
import os

from piiguard.cli import options, streams
from piiguard.errors import ReadError, UsageError, WriteError
from piiguard.operators.keys import Key, former_lines, load_key, new_secret

EXAMPLES = """\
examples:
  piiguard key new ~/.piiguard.key        a new random key in a file that only you can read
  piiguard key rotate ~/.piiguard.key     a new key in front; what the old ones encrypted can still be restored
  piiguard key id ~/.piiguard.key         the id that tokens name, and those of former keys
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("action", choices=["new", "rotate", "id"], help="what to do")
    parser.add_argument("file", metavar="FILE", help="the key file")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary")
    parser.set_defaults(command=key)


def key(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code. No key is ever shown."""
    path = arguments.file
    if path == streams.STDIN:
        raise UsageError("a key is kept in a file, not in a stream")
    if arguments.action == "new":
        _new(path)
    elif arguments.action == "rotate":
        _rotate(path)
    ids = [each.id for each in _loaded(path).all()]
    if arguments.action == "id":
        streams.stdout().write(
            "".join(f"{each}{'' if place == 0 else '  former'}\n" for place, each in enumerate(ids))
        )
    else:
        former = len(ids) - 1
        options.say(arguments, f"{path}: key {ids[0]}{f', {former} former' if former else ''}; keep a copy apart")
    return 0


def _new(path: str) -> None:
    try:
        # Never over another key: what it encrypted could not be restored.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(new_secret() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise UsageError(f"{path}: is there already; `piiguard key rotate` puts a new key in front of it") from None
    except OSError as error:
        raise WriteError(path, error.strerror or "cannot be written") from None


def _rotate(path: str) -> None:
    from piiguard.files.rewrite import replacing

    _loaded(path)  # a file that is no key stays as it is
    with replacing(path) as stream:
        stream.write(f"{new_secret()}\n".encode())
        stream.writelines(f"{line}\n".encode() for line in former_lines(path))


def _loaded(path: str) -> Key:
    loaded = load_key(path, {})
    if loaded is None:
        raise ReadError(path, "holds no key")
    return loaded
