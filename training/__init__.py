"""Trains the name model; not part of the package."""
