"""The vault gives every value one token, in any number of processes, and keeps nothing readable."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from piiguard import Guard, Key, PiiguardError, ReadError, UsageError
from piiguard.operators import build, tokens
from piiguard.operators.base import Request
from piiguard.operators.vault import Vault
from piiguard.recognizer import Mask

pytest.importorskip("cryptography")

KEY = Key(bytes(range(40, 72)))
OTHER = Key(bytes(range(80, 112)))
VALUES = [f"1380000{last}" for last in range(1000, 1100)]


def request_of(value: str) -> Request:
    return Request("CN_MOBILE", value, value, Mask(3, 4), "contact")


def test_a_value_has_one_token_and_comes_back(tmp_path: Path) -> None:
    operator = build("vault", {"path": str(tmp_path / "v.db")}, KEY)
    given = [operator.apply(request_of(value)) for value in [*VALUES, *VALUES]]
    assert given[: len(VALUES)] == given[len(VALUES) :]
    assert len(set(given)) == len(VALUES)
    fresh = Vault(str(tmp_path / "v.db"), create=False)
    assert [fresh.value(next(tokens.found(each)), KEY) for each in given[: len(VALUES)]] == VALUES


def test_nothing_readable_is_in_the_file(tmp_path: Path) -> None:
    build("vault", {"path": str(tmp_path / "v.db")}, KEY).apply(request_of(VALUES[0]))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert VALUES[0].encode() not in stored


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    build("vault", {"path": str(tmp_path / "v.db")}, KEY).apply(request_of(VALUES[0]))
    assert (tmp_path / "v.db").stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    written = build("vault", {"path": str(tmp_path / "v.db")}, KEY).apply(request_of(VALUES[0]))
    vault = Vault(str(tmp_path / "v.db"))
    assert vault.value(next(tokens.found(written)), OTHER) is None
    renamed = next(tokens.found(written.replace(KEY.id, OTHER.id)))
    assert vault.value(renamed, OTHER) is None


def test_processes_agree(tmp_path: Path) -> None:
    code = (
        "import sys; from piiguard import Key; from piiguard.operators import build, Request;"
        "from piiguard.recognizer import Mask; op = build('vault', {'path': sys.argv[1]}, Key(bytes(range(40, 72))));"
        "print([op.apply(Request('CN_MOBILE', f'1380000{n}', '', Mask(), 'contact')) for n in range(1000, 1100)])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "v.db")]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    written = {child.communicate(timeout=120)[0] for child in children}
    assert [child.returncode for child in children] == [0, 0, 0]
    assert len(written) == 1
    assert len(eval(written.pop())) == 100


def test_operator_can_be_pickled_and_shows_nothing(tmp_path: Path) -> None:
    operator = build("vault", {"path": str(tmp_path / "v.db")}, KEY)
    token = operator.apply(request_of(VALUES[0]))
    assert pickle.loads(pickle.dumps(operator)).apply(request_of(VALUES[0])) == token
    assert repr(operator) == "VaultOperator()"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"no database at all, but long enough to be one" * 30, "SQLITE_NOTADB"), (None, "SQLITE_ERROR")],
    ids=["another file", "another database"],
)
def test_a_file_that_is_no_vault_is_refused(tmp_path: Path, content: bytes | None, why: str) -> None:
    path = tmp_path / "v.db"
    if content is None:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE tokens (other TEXT)")
        connection.commit()
        connection.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(PiiguardError, match=why):
        build("vault", {"path": str(path)}, KEY).apply(request_of(VALUES[0]))
    assert path.read_bytes()[100:] == before[100:]


def test_a_missing_vault_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        Vault(str(tmp_path / "none.db"), create=False).value(
            next(tokens.found("<QQ:v-aaaaaa-aa>")), KeyNamed("aaaaaa")
        )


class KeyNamed(Key):
    """A key with a given id."""

    def __init__(self, key_id: str) -> None:
        super().__init__(bytes(range(40, 72)))
        self.id = key_id


def test_no_path_is_refused() -> None:
    with pytest.raises(UsageError, match="path must name the file"):
        Guard(policy={"default": "vault"}, key=KEY)
