"""`piiguard redact`: a filter from standard input to standard output, or a crash-safe rewrite of files."""

from __future__ import annotations

import argparse
import contextlib
import os
from typing import TYPE_CHECKING

from piiguard.cli import forms, options, streams, table_files
from piiguard.cli.progress import progress
from piiguard.errors import MissingExtraError, PiiguardError, ReadError, UsageError, WriteError
from piiguard.streaming import redact_into
from piiguard.tables import RAGGED
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from piiguard.guard import Guard
    from piiguard.report.diff import DiffWriter

EXAMPLES = """\
examples:
  cat export.log | piiguard redact > safe.log
  piiguard redact --policy tag < chat.txt
  piiguard redact calls.csv -o calls.safe.csv
  piiguard redact customers.xlsx -o safe.xlsx
  piiguard redact -i --policy hash --key-file ~/.piiguard.key data/*.csv
  piiguard redact --check docs/          exit 1 if anything would change
  piiguard redact --diff notes.txt       show what would change
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("files", nargs="*", default=["-"], metavar="FILE", help="files, or - for standard input (default)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")
    where.add_argument("-i", "--in-place", action="store_true", help="rewrite the files themselves")
    where.add_argument(
        "--diff", action="store_true", help="write nothing; show lines that would change, values hidden"
    )
    where.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything would change")
    add("--policy", metavar="P", help="mask (default) or another of `piiguard policy show`, or a policy file")
    options.add_key(parser)
    options.add_records(parser)
    add(
        "--format",
        choices=forms.CHOICES,
        default="auto",
        metavar="FORMAT",
        help=f"one of {', '.join(forms.CHOICES)}; auto (default): tables by their ending, all else as text (with "
        "--plan or --records as csv)",
    )
    add("--plan", metavar="PLAN", help="treat tables as this file of `piiguard plan` says")
    add(
        "--ragged",
        choices=RAGGED,
        help="rows of a CSV with more cells than the header: error (default), or treat them by all they may hold",
    )
    add("--stdin-filename", metavar="NAME", help="what to call standard input in messages")
    add("--show-values", action="store_true", help="with --diff: show the values; refused in CI")
    options.add_finding(parser)
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(command=redact)


def redact(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    if arguments.in_place and streams.STDIN in arguments.files:
        raise UsageError("-i needs files; standard input cannot be rewritten")
    if arguments.format == "text" and (arguments.plan is not None or arguments.records is not None):
        raise UsageError("--plan and --records are for tables, --format text is not")
    guard = options.build_guard(arguments)
    if arguments.in_place:
        return _in_place(arguments, guard)
    if arguments.diff or arguments.check:
        return _compare(arguments, guard)
    return _filter(arguments, guard)


def _form(path: str, asked: forms.Asked, encoding: str | None) -> str:
    form = forms.form_of(path, asked, encoding)
    why = forms.why_text(path, asked, form)
    if why is not None and not asked.quiet:
        options.complain(why)
    return form


def _filter(arguments: argparse.Namespace, guard: Guard) -> int:
    streams.refuse_own_output(arguments.files, arguments.output, "use -i to rewrite a file in place")
    before: str | None = None
    asked = forms.asked_of(arguments)
    own = {path: _form(path, asked, arguments.encoding) for path in arguments.files}
    table_files.require_one([own[path] for path in arguments.files])
    for path in arguments.files if arguments.output else ():
        forms.require_same(streams.name_of(path, arguments.stdin_filename), own[path], arguments.output)
    with streams.written(arguments.output) as target:
        sink = TextSink(target, streams.output_name(arguments.output))
        for path in arguments.files:
            name = streams.name_of(path, arguments.stdin_filename)
            form = own[path]
            if forms.is_binary(form):
                with streams.opened(path) as raw:
                    table_files.rewrite_binary(form, raw, name, target, guard, asked)
                continue
            with (
                streams.opened(path) as raw,
                progress(raw, name, arguments.quiet, arguments.output is None) as stream,
            ):
                source = TextSource(stream, name, arguments.encoding or "auto")
                try:
                    if form == "text":
                        _pass_on(source, sink, guard, arguments.jobs or 1)
                    else:
                        table_files.rewrite_text(form, source, sink, guard, asked, arguments.jobs or 1)
                except WriteError:
                    if before is None or source.encoding in (None, before):
                        raise
                    why = (
                        f"is in {source.encoding}, but what was written before it in {before}; redact them one by one"
                    )
                    raise ReadError(name, why) from None
                before = source.encoding or before
    return 0


def _pass_on(source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> int:
    guard.start_document()
    if jobs > 1 and not guard.in_order:
        from piiguard.cli import one_file, parallel

        if one_file.is_worth_it(source, sink):
            return one_file.redact_file(source, sink, guard, jobs)
        if not one_file.is_small(source):
            return parallel.redact_parallel(source, sink, guard, jobs)
    return redact_into(source, sink, guard.find, guard.engine.margin, guard.redact_piece)


def _in_place(arguments: argparse.Namespace, guard: Guard) -> int:
    from functools import partial

    from piiguard.cli.parallel import map_files

    problems: list[str] = []
    changed = 0
    paths = _once(options.files(arguments, problems, forms.has_binary_ending))
    jobs = 1 if guard.policy.numbers("job") else arguments.jobs or 1
    quiet = arguments.quiet or jobs > 1
    rewrite = partial(rewrite_file, quiet, forms.asked_of(arguments))
    for path, outcome in map_files(rewrite, paths, guard, arguments.encoding, jobs):
        if isinstance(outcome, MissingExtraError):
            raise UsageError(options.problem_with(path, outcome))
        if isinstance(outcome, PiiguardError):
            options.complain(options.problem_with(path, outcome))
            problems.append(path)
        elif outcome:
            changed += 1
            options.say(arguments, f"{path}: {outcome} value{'s' if outcome > 1 else ''} treated")
    options.say(arguments, f"{changed} of {len(paths)} files rewritten")
    return 3 if problems else 0


def _once(paths: Iterable[str]) -> list[str]:
    """Return `paths` without those that name a file a second time."""
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(os.path.abspath(path), path)
    return list(first.values())


def rewrite_file(quiet: bool, asked: forms.Asked, path: str, guard: Guard, encoding: str | None) -> int:
    """Rewrite one file; return how many values were treated (0: the file was not touched)."""
    from piiguard.files.rewrite import replacing

    form = _form(path, asked, encoding)
    if form != "text":
        return _rewrite_table(quiet, form, asked, path, guard, encoding)
    with streams.opened(path) as raw, progress(raw, path, quiet, False) as stream:
        # A clean file needs no writing beside it, nor leave to write.
        if not any(text.piece.findings for text in streams.scanned(stream, path, guard, encoding)):
            return 0
    with (
        streams.opened(path) as raw,
        progress(raw, path, quiet, False) as stream,
        replacing(path) as target,
    ):
        return _pass_on(TextSource(stream, path, encoding or "auto"), TextSink(target, path), guard, 1)


class _NothingChanged(Exception):
    """Nothing is to be written: leaves the file as it is."""


def _rewrite_table(quiet: bool, form: str, asked: forms.Asked, path: str, guard: Guard, encoding: str | None) -> int:
    from piiguard.files.rewrite import replacing

    with (
        contextlib.suppress(_NothingChanged),
        streams.opened(path) as raw,
        progress(raw, path, quiet or forms.is_binary(form), False) as stream,
        replacing(path) as target,
    ):
        if forms.is_binary(form):
            changed = table_files.rewrite_binary(form, stream, path, target, guard, asked)
        else:
            source = TextSource(stream, path, encoding or "auto")
            changed = table_files.rewrite_text(form, source, TextSink(target, path), guard, asked)
        if not changed:
            raise _NothingChanged
        return changed
    return 0


def _compare(arguments: argparse.Namespace, guard: Guard) -> int:
    writer: DiffWriter | None = None
    asked = forms.asked_of(arguments)
    if arguments.diff:
        binary = next((path for path in arguments.files if forms.has_binary_form(path, asked)), None)
        if binary is not None:
            raise UsageError(f"{binary}: is no text, of which --diff shows lines; --check counts what would change")
        from piiguard.report.diff import DiffWriter

        writer = DiffWriter(streams.stdout(), guard, arguments.show_values)
    problems: list[str] = []
    found = 0
    paths = _named(arguments, problems)
    for path in paths:
        name = streams.name_of(path, arguments.stdin_filename)
        try:
            with streams.opened(path) as stream:
                form = _form(path, asked, arguments.encoding)
                if form == "text":
                    found += _compare_one(stream, name, guard, arguments.encoding, writer)
                elif forms.is_binary(form):
                    found += table_files.rewrite_binary(form, stream, name, None, guard, asked)
                else:
                    source = TextSource(stream, name, arguments.encoding or "auto")
                    found += (
                        table_files.rewrite_text(form, source, None, guard, asked)
                        if writer is None
                        else table_files.diff_text(
                            form, source, streams.stdout(), guard, asked, arguments.show_values
                        )
                    )
        except MissingExtraError as error:
            raise UsageError(options.problem_with(name, error)) from None
        except PiiguardError as error:
            options.complain(options.problem_with(name, error))
            problems.append(path)
    count = f"{found} value{'' if found == 1 else 's'} in {len(paths)} file{'' if len(paths) == 1 else 's'}"
    options.say(arguments, f"{count} would be treated")
    return 3 if problems else 1 if found else 0


def _named(arguments: argparse.Namespace, problems: list[str]) -> list[str]:
    """Return the inputs to compare: standard input first, if it is among them."""
    stdin = [path for path in arguments.files if path == streams.STDIN][:1]
    arguments.files = [path for path in arguments.files if path != streams.STDIN]
    return [*stdin, *options.files(arguments, problems, forms.has_binary_ending)]


def _compare_one(stream: BinaryIO, name: str, guard: Guard, encoding: str | None, writer: DiffWriter | None) -> int:
    found = 0
    if writer is not None:
        writer.begin(name)
    guard.start_document()
    for piece, _codec, _bom in streams.scanned(stream, name, guard, encoding):
        found += len(piece.findings)
        if writer is not None:
            writer.write(piece)
    return found
