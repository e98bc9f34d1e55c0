"""Belgian practices for the integration of migrants, linked to needs in Türkiye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bestpractices.records.knowledge_base import KnowledgeBase, load

if TYPE_CHECKING:
    from bestpractices.analysis.graph import graph
    from bestpractices.analysis.matching import match
    from bestpractices.analysis.search import search

__all__ = ["KnowledgeBase", "__version__", "graph", "load", "match", "search"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # networkx and numpy take longer to import than all the rest, and `check` does not need them.
    if name == "graph":
        from bestpractices.analysis.graph import graph

        return graph
    if name == "match":
        from bestpractices.analysis.matching import match

        return match
    if name == "search":
        from bestpractices.analysis.search import search

        return search
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
