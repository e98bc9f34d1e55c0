"""Who raises a need, as far as it is known."""

from __future__ import annotations

from typing import Final

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Organisation

_PUBLIC: Final = ("public-authority", "municipality")


def receiver(kb: KnowledgeBase, need: Need) -> Organisation | None:
    """Organisation that raises a need; None if it names none that is known."""
    return kb.organisations.get(need.raised_by or "")


def is_public(body: Organisation | None) -> bool:
    """Whether it has the powers of a public body."""
    return body is not None and body.type in _PUBLIC
