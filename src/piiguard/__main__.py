"""Runs the command line as `python -m piiguard`."""

from __future__ import annotations

from piiguard.cli.main import run

run()
