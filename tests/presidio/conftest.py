"""Presidio is an extra: without it these tests are skipped."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

collect_ignore_glob: list[str] = []
try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy and its like warn while they are imported
        import presidio_analyzer  # noqa: F401
        import presidio_anonymizer  # noqa: F401
except ImportError:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def engine() -> Any:
    """Return a ready analyzer with piiguard alone."""
    from piiguard.integrations import presidio

    return presidio.analyzer(languages=("zh", "en"))


@pytest.fixture(scope="session")
def full_engine() -> Any:
    """Return a ready analyzer with Presidio's generic recognizers as well."""
    from piiguard.integrations import presidio

    return presidio.analyzer(with_presidio=True)


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIIGUARD_KEY", raising=False)
