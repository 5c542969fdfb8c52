"""Measures piiguard: speed beside its peers, start, memory, and what it finds and misses."""
