"""Parcel numbers."""
