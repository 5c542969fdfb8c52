"""Measures findings against data in which personal information is labelled."""
