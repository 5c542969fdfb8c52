"""What gets imported, and when: start-up stays short, extras stay optional, and nothing talks to a network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..conftest import Child

# What bare Python 3.11 to 3.13 and `re` bring, and the little that the core uses. Lengthen it only for good reason:
# each name is paid for at every start.
_CORE = frozenset(
    "abc bisect codecs collections contextlib copyreg enum functools gc genericpath importlib io itertools keyword "
    "ntpath operator os piiguard pkgutil posixpath re reprlib stat string sys types typing warnings weakref".split()
)
# Not for a small file: each costs start-up, or belongs to an option that was not given.
_NEVER = frozenset(
    "asyncio concurrent dataclasses decimal difflib doctest email hashlib http inspect logging multiprocessing "
    "pathlib pdb pickle pkgutil shutil sqlite3 ssl subprocess tomllib unittest urllib xml zipfile".split()
)
_LIST = """
import sys
before = set(sys.modules)
sys.path.insert(0, sys.argv.pop(1))
{code}
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}), file=sys.stderr)
"""
_CLI = "from piiguard.cli.main import main; assert main(sys.argv[1:]) in (0, 1)"
_SAMPLE = "姓名：张三，手机13800138000，邮箱test@example.com，身份证11010519491231002X\n".encode()
# The audit events of every way to open a connection or to look up a name.
_OFFLINE = (
    """
import sys
def refuse(event, args):
    if event.partition(".")[0] in ("socket", "urllib", "http", "ftplib", "smtplib"):
        raise SystemExit(f"a network call: {event}")
sys.addaudithook(refuse)
"""
    + _CLI
)


def _imported(child: Child, root: Path, code: str, *args: str, stdin: bytes = b"") -> frozenset[str]:
    """Return the top-level modules that `code` loads; -S: no site-packages, so third-party code cannot be there."""
    done = child("-S", "-c", _LIST.format(code=code), str(root / "src"), *args, stdin=stdin)
    assert done.returncode == 0, done.stderr.decode()
    names = done.stderr.decode().splitlines()[-1].split()
    return frozenset(name for name in names if not name.startswith("_"))


@pytest.fixture(autouse=True)
def _linked_tree(root: Path) -> None:
    if not (root / "src" / "piiguard" / "recognizers").is_dir():
        pytest.skip("this checkout holds no links")


def test_importing_the_package_imports_nothing_else(child: Child, root: Path) -> None:
    assert _imported(child, root, "import piiguard") == {"piiguard"}


def test_redacting_a_text_imports_only_the_allowed_modules(child: Child, root: Path) -> None:
    imported = _imported(
        child, root, "import piiguard; assert piiguard.redact('tel 13800001234') == 'tel 138****1234'"
    )
    assert "piiguard" in imported
    assert imported <= _CORE


def test_every_public_name_is_there_and_listed(child: Child, root: Path) -> None:
    code = "import piiguard; assert all(hasattr(piiguard, name) for name in dir(piiguard)); print(*piiguard.__all__)"
    done = child("-c", code, PYTHONPATH=str(root / "src"))
    assert done.returncode == 0, done.stderr.decode()
    public = set(done.stdout.decode().split())
    assert {"Guard", "Finding", "Recognizer", "Policy", "load_key", "load_policy", "scan", "redact"} <= public
    done = child("-c", "import piiguard; piiguard.nothing", PYTHONPATH=str(root / "src"))
    assert b"AttributeError: module 'piiguard' has no attribute 'nothing'" in done.stderr


@pytest.mark.parametrize(
    "args", [("redact", "--names", "off"), ("scan", "--names", "off", "--output-format", "jsonl", "-"),
    ("redact", "--names", "off", "--policy", "strict"), ("explain", "--names", "off")],
    ids=["redact a stream", "scan a stream", "redact for an export", "explain a line"],
)  # fmt: skip
def test_a_command_runs_on_the_standard_library_alone(child: Child, root: Path, args: tuple[str, ...]) -> None:
    imported = _imported(child, root, _CLI, *args, stdin=_SAMPLE)
    assert imported <= sys.stdlib_module_names | {"piiguard"}
    assert not imported & _NEVER


def test_redacting_a_small_file_runs_on_the_standard_library_alone(child: Child, root: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(_SAMPLE)
    imported = _imported(child, root, _CLI, "redact", "--names", "off", "-i", str(tmp_path / "note.txt"))
    assert imported <= sys.stdlib_module_names | {"piiguard"}
    assert not imported & _NEVER
    assert b"****" in (tmp_path / "note.txt").read_bytes()


@pytest.mark.parametrize("verb", ["redact", "scan"])
def test_nothing_opens_a_connection(child: Child, tmp_path: Path, verb: str) -> None:
    abroad = "国外电话 +44 20 7946 0958\n".encode()
    (tmp_path / "note.txt").write_bytes(_SAMPLE + abroad)
    done = child("-c", _OFFLINE, verb, str(tmp_path / "note.txt"))
    assert done.returncode == 0, done.stderr.decode()
    assert b"network" not in done.stderr
    assert b"****" in done.stdout


def test_the_offline_guard_notices_a_connection(child: Child) -> None:
    code = _OFFLINE.replace(_CLI, "import socket; socket.create_connection(('127.0.0.1', 9))")
    done = child("-c", code)
    assert done.returncode == 1
    assert b"a network call" in done.stderr


@pytest.mark.parametrize("verb", ["redact", "explain", "recognizers"])
def test_a_command_imports_no_other(child: Child, root: Path, verb: str) -> None:
    code = f"{_CLI}\nprint(*(name for name in sys.modules if name.startswith('piiguard.cli.')), file=sys.stderr)"
    args = (verb, "list") if verb == "recognizers" else (verb,)
    done = child("-S", "-c", f"import sys; sys.path.insert(0, sys.argv.pop(1))\n{code}", str(root / "src"), *args)
    assert done.returncode == 0, done.stderr.decode()
    imported = set(done.stderr.decode().splitlines()[-1].split())
    verbs = {f"piiguard.cli.{name}" for name in ("redact", "scan", "explain", "recognizers")}
    assert imported & verbs == {f"piiguard.cli.{verb}"}
