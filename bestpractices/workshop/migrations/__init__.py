"""Alembic versions of the store, numbered, applied once and in order."""
