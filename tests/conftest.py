"""Set-up of every test: Hypothesis profiles, an environment without piiguard's variables, and shared fixtures."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline and no "too slow": nothing here may depend on how busy the machine is. `print_blob` would put the
# whole failing input, compressed, into the log; the example database would keep it on disk.
_COMMON = settings(deadline=None, print_blob=False, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _COMMON, max_examples=50)
settings.register_profile("ci", _COMMON, max_examples=100, derandomize=True)
settings.register_profile("nightly", _COMMON, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))

# A key, policy or colour of the developer's own must not decide a test.
for _name in [name for name in os.environ if name.startswith("PIIGUARD_") or name in {"NO_COLOR", "FORCE_COLOR"}]:
    del os.environ[_name]

# nohup and background jobs of a shell ignore these; children that are to die of them would inherit that.
_USUAL: dict[str, Any] = {"SIGHUP": signal.SIG_DFL, "SIGINT": signal.default_int_handler}
for _name, _usual in _USUAL.items():
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _usual)


class Child(Protocol):
    """Runs Python in a process of its own; see the fixture `child`."""

    def __call__(self, *args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        """Run `python ARGS` with `stdin` and the extra variables `env`."""


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real corpora beside the source tree; skips the test where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the corpora in ../shared/data")
    return folder


@pytest.fixture(scope="session")
def child() -> Child:
    """Return a function that runs Python in a process of its own, unmeasured, and returns what it wrote."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_"))}

    def run(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # a hang must end the test run, not stop it
            [sys.executable, *args], input=stdin, capture_output=True, env=clean | env, check=False, timeout=300
        )

    return run
