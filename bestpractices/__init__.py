"""Belgian practices for the integration of migrants, linked to needs in Türkiye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bestpractices.records.knowledge_base import KnowledgeBase, load

if TYPE_CHECKING:
    from bestpractices.analysis.graph import graph

__all__ = ["KnowledgeBase", "__version__", "graph", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # networkx takes longer to import than all the rest, and `check` does not need it.
    if name == "graph":
        from bestpractices.analysis.graph import graph

        return graph
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
