"""The tables of the store, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()
# Times are text in ISO form, UTC, six decimals: they sort, and are equal on every database.
SESSIONS: Final = sa.Table(
    "sessions",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
)
EVENTS: Final = sa.Table(
    "events",
    METADATA,
    sa.Column("session", sa.Text, sa.ForeignKey("sessions.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("key", sa.Text),
    sa.Column("target", sa.Integer),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("uid", sa.Text, nullable=False),
    sa.UniqueConstraint("session", "uid"),
)
