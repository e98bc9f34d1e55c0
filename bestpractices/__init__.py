"""Belgian practices for the integration of migrants, linked to needs in Türkiye."""

from bestpractices.records.knowledge_base import KnowledgeBase, load

__all__ = ["KnowledgeBase", "__version__", "load"]
__version__ = "0.1.0"
