"""The finder of a knowledge base: made once, then kept while the base is in use."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from threading import Lock
from typing import Final

from bestpractices.analysis.search.building import build, stamp
from bestpractices.analysis.search.finder import Finder
from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.saved import save, saved
from bestpractices.records.knowledge_base import KnowledgeBase

# All records and those that participants see, before and after a change.
_MOST: Final = 4
_FINDERS: Final[deque[Finder]] = deque(maxlen=_MOST)
_LOCK: Final = Lock()


def finder(kb: KnowledgeBase, *, path: Path | None = None) -> Finder:
    """Finder of a knowledge base; the index is built at the first question.

    Parameters
    ----------
    path
        File of a prepared index. If it is missing, damaged or of other records, the index is built
        and written there.
    """
    with _LOCK:
        known = next((one for one in _FINDERS if one.kb is kb), None)
        if known is None:
            known = Finder(kb, _index(kb, path))
            _FINDERS.append(known)
        return known


def _index(kb: KnowledgeBase, path: Path | None) -> Index:
    if path:
        return prepared(kb, path)
    # Loading an unchanged folder again gives another object with the same records.
    same = stamp(kb)
    return next((one.index for one in _FINDERS if one.index.stamp == same), None) or build(kb)


def prepared(kb: KnowledgeBase, path: Path) -> Index:
    """Index of a knowledge base from a file; if there is none or no good one, it is made first."""
    found = saved(path, stamp(kb))
    if found is None:
        found = build(kb)
        save(found, path)
    return found
