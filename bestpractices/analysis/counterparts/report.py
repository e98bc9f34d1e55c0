"""Pairs as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bestpractices.analysis.counterparts.fit import Fit
from bestpractices.analysis.counterparts.pairing import WAYS, Pairing
from bestpractices.analysis.matching.forms import Row, in_form, in_one_cell, listed
from bestpractices.analysis.matching.reason import Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import title_of
from bestpractices.texts import N_, Texts

_SIDES: Final = (
    (Side.FOR, N_("for")),
    (Side.AGAINST, N_("against")),
    (Side.UNKNOWN, N_("unknown")),
)


def report(kb: KnowledgeBase, found: Pairing, *, form: str, lang: str = "en") -> str:
    """Pairs in one of the forms ``text``, ``json`` and ``csv``."""
    return in_form(
        form,
        lambda: as_fields(found, lang),
        rows=lambda: _rows(found, lang),
        lines=lambda: _lines(kb, found, lang),
    )


def as_fields(found: Pairing, lang: str = "en") -> dict[str, Any]:
    """The document that ``bestpractices counterparts --format json`` gives."""
    return {
        "pairs": [_as_fields(fit, lang) for fit in found.pairs],
        "blocking_pairs": [{"team": team, "counterpart": host} for team, host in found.blocking],
    }


def _as_fields(fit: Fit, lang: str) -> dict[str, Any]:
    return {
        "team": fit.team,
        "counterpart": fit.host,
        "score": fit.score,
        **{side.value: [r.sentence(lang) for r in fit.on(side)] for side, _ in _SIDES},
    }


def _rows(found: Pairing, lang: str) -> Iterator[Row]:
    yield ["team", "counterpart", "score", *(side.value for side, _ in _SIDES)]
    for fit in found.pairs:
        words = [in_one_cell(fit.on(side), lang) for side, _ in _SIDES]
        yield [fit.team, fit.host, fit.score, *words]


def _lines(kb: KnowledgeBase, found: Pairing, lang: str) -> Iterator[str]:
    texts = Texts(lang)
    yield texts(WAYS[found.way])
    for fit in found.pairs:
        host = title_of(kb.organisations[fit.host], lang)
        yield f"{fit.team} – {host}"
        yield f"   organisations/{fit.host}  {fit.score:.2f}"
        for side, label in _SIDES:
            yield from listed(label, fit.on(side), texts)
    for team in found.alone:
        yield texts(N_("{team}: nobody is left who can take it"), team=team)
    for team, host in found.blocking:
        yield texts(N_("{team} and {host} would both rather have each other"), team=team, host=host)
