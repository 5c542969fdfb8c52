"""Identifiers of organisations, told apart from those of persons."""
