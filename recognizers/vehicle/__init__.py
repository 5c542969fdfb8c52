"""Plates and vehicle numbers."""
