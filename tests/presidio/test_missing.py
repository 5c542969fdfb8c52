"""Without the extra, the error names it; nothing but the integration imports Presidio."""

from __future__ import annotations

from typing import Any


def test_the_error_names_the_extra(child: Any) -> None:
    code = (
        "import sys; sys.modules['presidio_analyzer'] = None\n"
        "try:\n import piiguard.integrations.presidio\n"
        "except Exception as error:\n print(type(error).__name__, error)"
    )
    done = child("-c", code)
    assert done.stdout.decode().strip() == (
        "MissingExtraError piiguard.integrations.presidio needs an extra: pip install 'piiguard[presidio]'"
    )


def test_core_and_command_line_never_import_it(child: Any) -> None:
    code = (
        "import sys, piiguard; from piiguard.cli.main import main; main(['redact', '--isolated']);"
        "print([name for name in sys.modules if name.startswith(('presidio', 'spacy'))])"
    )
    done = child("-c", code, stdin="手机13812345678\n".encode())
    assert done.stdout.decode().splitlines()[-1] == "[]"
