"""Runs these tests inside every released Presidio that piiguard supports: `python tests/presidio/versions.py`.

Each version gets a virtual environment of its own (about 400 MB and two minutes, from the package registry); the exit
code is 1 if any version fails.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OLDEST = (2, 2, 364)


def released() -> list[str]:
    """Return the versions of presidio-analyzer in the registry, from the oldest supported one on."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "index", "versions", "presidio-analyzer"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"^Available versions: (.+)$", listed, re.MULTILINE)
    versions = found[1].split(", ") if found else []
    return [each for each in reversed(versions) if tuple(map(int, each.split(".")[:3])) >= OLDEST]


def passes(version: str) -> bool:
    """Return whether the tests pass with this version of analyzer and anonymizer."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        wanted = [f"presidio-analyzer=={version}", f"presidio-anonymizer=={version}"]
        tools = ["pytest>=8.3", "pytest-socket>=0.7", "hypothesis>=6.100", "PyYAML", "cryptography"]
        subprocess.run([python, "-m", "pip", "install", "-q", "-e", str(ROOT), *wanted, *tools], check=True)
        return subprocess.run([python, "-m", "pytest", "-q", "tests/presidio"], cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Print a line for each version; return 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", nargs="*", help="these versions alone")
    versions = parser.parse_args().versions or released()
    failed = [version for version in versions if not passes(version)]
    for version in versions:
        sys.stdout.write(f"presidio {version}: {'failed' if version in failed else 'passed'}\n")
    return 1 if failed or not versions else 0


if __name__ == "__main__":
    raise SystemExit(main())
