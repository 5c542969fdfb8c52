"""`piiguard restore`: brings values back from tokens, and from values encrypted in their own format."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from piiguard.cli import options, streams
from piiguard.errors import UsageError
from piiguard.operators import tokens
from piiguard.operators.keys import required
from piiguard.restoring import Vault, restore as restored
from piiguard.streaming import texts
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from typing import BinaryIO

    from piiguard.finding import Finding
    from piiguard.guard import Guard

EXAMPLES = """\
examples:
  piiguard restore --key-file ~/.piiguard.key safe.txt -o text.txt
  piiguard restore --key-file ~/.piiguard.key < answer.txt
  piiguard restore --policy fpe --key-file ~/.piiguard.key export.safe.csv -o export.csv
  piiguard restore --vault tokens.db --key-file ~/.piiguard.key -i notes.txt
"""
_TOKEN_REACH = 8192


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("files", nargs="*", default=["-"], metavar="FILE", help="files, or - for standard input (default)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")
    where.add_argument("-i", "--in-place", action="store_true", help="rewrite the files themselves")
    add("--policy", metavar="P", help="the policy that redacted, if it was fpe or names a vault")
    add("--vault", metavar="FILE", help="the file that keeps the values behind vault tokens")
    options.add_key(parser)
    options.add_finding(parser)
    options.add_common(parser)
    parser.set_defaults(command=restore)


def restore(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code: 3 when something could not be restored."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    required(guard.key, "restore")
    work = _Restoring(guard, arguments)
    if arguments.in_place:
        for path in arguments.files:
            work.rewrite(path)
    else:
        streams.refuse_own_output(arguments.files, arguments.output, "use -i to rewrite a file in place")
        with streams.written(arguments.output) as target:
            sink = TextSink(target, streams.output_name(arguments.output))
            for path in arguments.files:
                with streams.opened(path) as stream:
                    work.pass_on(stream, streams.name_of(path), sink)
    options.say(arguments, f"{work.values} value{'' if work.values == 1 else 's'} restored")
    return 3 if work.problems else 0


class _Restoring:
    """Restores one input after the other and counts."""

    def __init__(self, guard: Guard, arguments: argparse.Namespace) -> None:
        self._guard = guard
        self._encoding = arguments.encoding
        self._vaults: list[Vault] = [each.vault.value for each in guard.vault_operators()]
        if arguments.vault is not None:
            from piiguard.operators.vault import Vault as VaultFile

            self._vaults.append(VaultFile(arguments.vault, create=False).value)
        self.values = 0
        self.problems = 0

    def rewrite(self, path: str) -> None:
        from piiguard.files.rewrite import replacing

        if path == streams.STDIN:
            raise UsageError("-i needs files; standard input cannot be rewritten")
        with streams.opened(path) as stream, replacing(path) as target:
            self.pass_on(stream, path, TextSink(target, path))

    def pass_on(self, stream: BinaryIO, name: str, sink: TextSink) -> None:
        guard, line = self._guard, 1
        assert guard.key is not None
        margin = max(guard.engine.margin, _TOKEN_REACH) if guard.in_place else _TOKEN_REACH
        for piece, encoding, bom in texts(TextSource(stream, name, self._encoding or "auto"), self._spans, margin):
            result = restored(piece.text, guard.key, guard, self._vaults)
            sink.write(result.text, encoding, bom)
            self.values += result.values
            self.problems += len(result.problems)
            for problem in result.problems:
                number = line + piece.text.count("\n", 0, problem.start)
                column = problem.start - piece.text.rfind("\n", 0, problem.start)
                options.complain(f"{name}:{number}:{column}: {problem.why}; left as it is")
            line += piece.text.count("\n")

    def _spans(self, text: str) -> list[Finding]:
        """Return what no cut of the text may go through."""
        from piiguard.finding import Finding

        found = [Finding(each.entity_type, each.start, each.end, 1.0, "", "") for each in tokens.found(text)]
        return sorted(
            [*found, *(self._guard.scan(text) if self._guard.in_place else ())], key=lambda each: each.start
        )
