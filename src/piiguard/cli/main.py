"""Entry point of the command line: parses, calls the verb, and turns every error into one line and an exit code."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NoReturn

from piiguard._version import __version__
from piiguard.cli.help import Parser
from piiguard.cli.talk import complain
from piiguard.errors import PiiguardError

OK: Final = 0
FOUND: Final = 1
INCOMPLETE: Final = 3
INTERRUPTED: Final = 130

# A verb's module is imported only when the verb is used; all of them are named in the help.
_VERBS: Final = {
    "redact": "write the text with personal information treated as the policy says",
    "scan": "say where personal information is; exit 1 if there is any",
    "plan": "say what each column of a table holds and what is done to it, as a file to edit",
    "baseline": "accept the findings of today, so that only new ones fail",
    "audit": "walk through findings at the terminal, and allow or accept what is false",
    "explain": "say why something is found, or is not; or describe an entity type",
    "recognizers": "list, show and test the recognizers",
    "evaluate": "measure what is found and missed on labelled data",
    "report": "count what a leak of files would expose, by kind of record and legal class",
    "risk": "measure how well persons hide in a table, and make it k-anonymous",
    "restore": "bring values back from tokens and encrypted formats, with the key",
    "key": "make a key file, or put a new key in front of the old ones",
    "policy": "show what a policy does and what it leaves, or check a policy file",
}
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
    code = main()
    # All is written. Taking the interpreter apart would take 30 ms more, a tenth of a short run; mypy leaves so, too.
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of `argv` (the process's own arguments by default); errors become one line on stderr."""
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # What a terminal or pipe cannot show is written as its escape: help in Chinese, a path of odd bytes.
            sys.stdout.reconfigure(errors="backslashreplace")
        code = _run(sys.argv[1:] if argv is None else list(argv))
        if sys.stdout is not None:
            sys.stdout.flush()
    except PiiguardError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return _fail("<stdout>: closed before everything was written", INCOMPLETE)
    except OSError as error:
        return _fail(f"{error.filename or '<stdout>'}: {error.strerror}", INCOMPLETE)
    except Exception as error:
        return _fail(_where(error), INCOMPLETE)
    return code


def _run(given: list[str]) -> int:
    arguments = _arguments(given)
    command: Callable[[argparse.Namespace], int] = arguments.command
    return command(arguments)


def _where(error: Exception) -> str:
    """Return type and place of an unexpected error; its message and traceback could hold input."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return f"internal error: {type(error).__name__}{place}; nothing more was written"


def _fail(message: str, code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _give_up_stdout()
    complain(message)
    return code


def _give_up_stdout() -> None:
    """Point standard output nowhere: else the interpreter tries once more at its exit, and complains."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # no real file


def _arguments(given: list[str]) -> argparse.Namespace:
    """Return the arguments; only the verb that is used gets a parser, which saves importing the others."""
    verb = given[0] if given else ""
    if verb not in _VERBS:
        return _overview().parse_args(given)
    module = import_module(f"piiguard.cli.{verb}")
    summary = _VERBS[verb]
    parser = Parser(
        prog=f"piiguard {verb}", description=f"{summary[0].upper()}{summary[1:]}.", epilog=module.EXAMPLES
    )
    module.add_arguments(parser)
    # Intermixed: files may stand before, between and after options.
    return parser.parse_intermixed_args(_without_dashes(given[1:]))


def _without_dashes(given: list[str]) -> list[str]:
    """Return the arguments without `--`; files behind it that look like options get a folder, and are none then."""
    if "--" not in given:
        return given
    at = given.index("--")  # argparse forgets it where arguments are intermixed
    files = [f".{os.sep}{name}" if len(name) > 1 and name.startswith("-") else name for name in given[at + 1 :]]
    return given[:at] + files


def _overview() -> Parser:
    """Return the parser of everything but a verb: it shows help and versions, or says what is wrong."""
    parser = Parser(prog="piiguard", description=_DESCRIPTION, epilog=_EXIT_CODES)
    version = f"piiguard {__version__}, Python {sys.version.split()[0]}"
    parser.add_argument("--version", action="version", version=version, help="show the versions and exit")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, summary in _VERBS.items():
        verbs.add_parser(name, help=summary)
    return parser
