"""Telephone numbers and identifiers of SIM cards and devices."""
