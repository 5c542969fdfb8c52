"""Addresses, post codes, positions and cells."""
