"""Entry point of the command line: parses, calls the verb, and turns every error into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from piiguard import __version__
from piiguard.cli import explain, options, recognizers, redact, scan
from piiguard.errors import PiiguardError

OK: Final = 0
FOUND: Final = 1
INCOMPLETE: Final = 3
INTERRUPTED: Final = 130

_DESCRIPTION: Final = """\
Finds and de-identifies personal information in text, Chinese first.

  cat export.log | piiguard redact > safe.log     a filter: standard input to standard output
  piiguard redact -i notes.txt                    rewrite a file in place, crash-safe
  piiguard scan src/ data/                        say where personal information is; exit 1 if there is any
  echo '手机13800138000' | piiguard explain       say why something is found, or is not
"""
_EXIT_CODES: Final = """\
exit codes: 0 clean or done, 1 something found (scan, --check, --diff), 2 wrong usage or configuration,
3 something could not be read, written or finished, 130 interrupted; 3 beats 1
"""


def run() -> NoReturn:
    """Run the command line and leave with its exit code."""
    raise SystemExit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of `argv` (the process's own arguments by default); errors become one line on stderr."""
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()
    except PiiguardError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Nobody reads any more; point stdout elsewhere so that the interpreter does not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail("<stdout>: closed before everything was written", INCOMPLETE)
    except OSError as error:
        return _fail(f"{error.filename or '<stdout>'}: {error.strerror}", INCOMPLETE)
    except Exception as error:
        return _fail(_where(error), INCOMPLETE)
    return code


def _where(error: Exception) -> str:
    """Return type and place of an unexpected error; its message and traceback could hold input."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return f"internal error: {type(error).__name__}{place}; nothing more was written"


def _fail(message: str, code: int) -> int:
    print(f"piiguard: {message}", file=sys.stderr)  # noqa: T201
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="piiguard",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"piiguard {__version__}, Python {sys.version.split()[0]}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb in (redact, scan, explain, recognizers):
        verb.add_parser(verbs, options)
    return parser
