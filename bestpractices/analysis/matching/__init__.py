"""From a need to practices: ranked by criteria, each with its reasons and their sources."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Mapping
from threading import Lock
from typing import Final

from bestpractices.analysis.matching.blocks import BlockMatches
from bestpractices.analysis.matching.criteria import BALANCED, CRITERIA, NAMES, PRESETS, preset
from bestpractices.analysis.matching.match import Match, Matching
from bestpractices.analysis.matching.matcher import Matcher
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.errors import BestPracticesError, UnknownIdError
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need

__all__ = [
    "BALANCED", "CRITERIA", "NAMES", "PRESETS", "Match", "MatchError", "Matcher", "Matching",
    "Reason", "Side", "match", "match_blocks", "matcher", "matching", "need_of", "preset",
]  # fmt: skip

# All records and those that participants see, before and after a change.
_MATCHERS: Final[deque[tuple[KnowledgeBase, Matcher]]] = deque(maxlen=4)
_LOCK: Final = Lock()


class MatchError(BestPracticesError, ValueError):
    """What was asked cannot be matched; the message says the mend."""


def match(
    kb: KnowledgeBase,
    need: str | Need,
    *,
    limit: int = 10,
    weights: Mapping[str, float] | None = None,
) -> list[Match]:
    """Practices for a need, the best first, each with its reasons for and against.

    Parameters
    ----------
    need
        Id or address of a need of the base, or a need that was written in the room.
    limit
        How many at most.
    weights
        From 0 up for each criterion, in any unit; None: the preset *balanced*.

    Returns
    -------
    list of Match
        By score, equal scores by id; empty if the base has no practices.

    Raises
    ------
    MatchError
        If the limit is below 1.
    UnknownIdError
        If there is no such need.
    UnfitWeightsError
        If a name is wrong or missing, a number negative or none, or all of them zero.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> best = match(load(), "kizilay-stay-in-school", limit=1)[0]
    >>> best.practice, best.for_[0].sentence()
    ('okan-reception-classes', 'Same theme: Education of children, Language learning.')
    """
    return list(matching(kb, need, limit=limit, weights=weights).matches)


def matching(
    kb: KnowledgeBase,
    need: str | Need,
    *,
    limit: int = 10,
    weights: Mapping[str, float] | None = None,
) -> Matching:
    """The same as `match` together with the weights that were used."""
    _check(limit)
    made, asked = matcher(kb), need_of(kb, need)
    if weights is None and kb.needs.get(asked.id) is asked:
        return made.balanced(asked, limit=limit)
    return made.match(asked, limit=limit, weights=weights)


def match_blocks(
    kb: KnowledgeBase,
    need: str | Need,
    *,
    limit: int = 10,
    weights: Mapping[str, float] | None = None,
) -> list[Match]:
    """Building blocks of all practices for a need, the best first, blocked ones last.

    As `match`, with the text and the requirements of each block in place of the whole practice's.
    """
    _check(limit)
    return BlockMatches(matcher(kb), need_of(kb, need), weights).best(limit)


def matcher(kb: KnowledgeBase) -> Matcher:
    """Matcher of a knowledge base; made once, then kept while the base is in use."""
    with _LOCK:
        found = next((made for base, made in _MATCHERS if base is kb), None)
        if found is None:
            found = Matcher(kb)
            _MATCHERS.append((kb, found))
        return found


def need_of(kb: KnowledgeBase, need: str | Need) -> Need:
    """Need by its id or address; a need itself as it is.

    Raises
    ------
    UnknownIdError
        If there is none; the message says which one may be meant.
    """
    if isinstance(need, Need):
        return need
    found = kb.needs.get(need.removeprefix("needs/"))
    if found is None:
        near = difflib.get_close_matches(need, kb.needs, n=1)
        other = "bestpractices search --kind need finds one"
        mend = f'did you mean "{near[0]}"?' if near else other
        message = f'no need "{need}"; {mend}'
        raise UnknownIdError(message)
    return found


def _check(limit: int) -> None:
    if limit < 1:
        message = f"limit is {limit}; ask for 1 match or more"
        raise MatchError(message)
