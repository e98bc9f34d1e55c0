"""The search index as a file for the browser, under a name that changes with its content."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import Final

from bestpractices.analysis.search.browser import browser_index
from bestpractices.analysis.search.building import stamp
from bestpractices.records.knowledge_base import KnowledgeBase

_NAME: Final = re.compile(r"search-index\.[0-9a-f]{10}\.json")


@dataclass(frozen=True)
class SearchIndex:
    """Index of a base, with the name under which it is served."""

    stamp: str
    served_as: str
    text: str


# Before and after a change of the data.
_KEPT: Final[deque[SearchIndex]] = deque(maxlen=2)
_LOCK: Final = Lock()


def search_index(kb: KnowledgeBase) -> SearchIndex:
    """Index of a knowledge base; made once while its records stay the same."""
    same = stamp(kb)
    with _LOCK:
        known = next((one for one in _KEPT if one.stamp == same), None)
        if known is None:
            text = browser_index(kb)
            digest = hashlib.sha256(text.encode()).hexdigest()[:10]
            known = SearchIndex(same, f"search-index.{digest}.json", text)
            _KEPT.append(known)
        return known


def is_index(name: str) -> bool:
    """Whether a file may be an index, of this base or of another."""
    return bool(_NAME.fullmatch(name))
