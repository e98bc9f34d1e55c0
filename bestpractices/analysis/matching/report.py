"""Matches as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bestpractices.analysis.matching.criteria import NAMES
from bestpractices.analysis.matching.forms import Row, in_form, in_one_cell, listed
from bestpractices.analysis.matching.match import Match, Matching
from bestpractices.analysis.matching.reason import Reason
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import title_of
from bestpractices.texts import N_, Texts

_SIDES = (
    ("blocking", N_("blocking")),
    ("for_", N_("for")),
    ("against", N_("against")),
    ("unknown", N_("unknown")),
)


def report(kb: KnowledgeBase, found: Matching, *, form: str, lang: str = "en") -> str:
    """Matches in one of the forms ``text``, ``json`` and ``csv``."""
    return in_form(
        form,
        lambda: as_fields(found, lang),
        rows=lambda: _rows(found, lang),
        lines=lambda: _lines(kb, found, lang),
    )


def as_fields(found: Matching, lang: str = "en") -> dict[str, Any]:
    """The document that ``bestpractices match --format json`` gives."""
    return {
        "need": found.need,
        "weights": dict(found.weights),
        "matches": [_as_fields(one, lang) for one in found.matches],
    }


def _as_fields(one: Match, lang: str) -> dict[str, Any]:
    return {
        "practice": one.practice,
        "rank": one.rank,
        "score": one.score,
        "score_interval": [one.score, one.score_high],
        "criteria": dict(one.criteria),
        "blocking": _reasons(one.blocking, lang),
        "for": _reasons(one.for_, lang),
        "against": _reasons(one.against, lang),
        "unknown": _reasons(one.unknown, lang),
        "first_rank_share": one.first_rank_share,
    }


def _reasons(reasons: Sequence[Reason], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "criterion": one.criterion,
            "sentence": one.sentence(lang),
            "sources": list(one.sources),
        }
        for one in reasons
    ]


def _rows(found: Matching, lang: str) -> Iterator[Row]:
    sides = [side for side, _ in _SIDES]
    heads = ["rank", "practice", "score", "score_high", "first_rank_share", *NAMES]
    yield [*heads, *(side.rstrip("_") for side in sides)]
    for one in found.matches:
        words = [in_one_cell(getattr(one, side), lang) for side in sides]
        figures = [one.score, one.score_high, one.first_rank_share, *one.criteria.values()]
        yield [one.rank, one.practice, *figures, *words]


def _lines(kb: KnowledgeBase, found: Matching, lang: str) -> Iterator[str]:
    texts = Texts(lang)
    for one in found.matches:
        title = title_of(kb.practices[one.practice], lang)
        high = f"–{one.score_high:.2f}" if one.score_high > one.score else ""
        yield f"{one.rank}. {title}"
        yield f"   practices/{one.practice}  {one.score:.2f}{high}"
        for side, label in _SIDES:
            yield from listed(label, getattr(one, side), texts)
