"""Pairs as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from bestpractices.analysis.counterparts.fit import Fit
from bestpractices.analysis.counterparts.pairing import WAYS, Pairing
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
    if form == "json":
        return json.dumps(as_fields(found, lang), ensure_ascii=False, indent=2, allow_nan=False)
    if form == "csv":
        return _csv(found, lang).rstrip("\n")
    return "\n".join(_text(kb, found, lang))


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


def _csv(found: Pairing, lang: str) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["team", "counterpart", "score", *(side.value for side, _ in _SIDES)])
    for fit in found.pairs:
        words = [" | ".join(r.sentence(lang) for r in fit.on(side)) for side, _ in _SIDES]
        lines.writerow([fit.team, fit.host, fit.score, *words])
    return out.getvalue()


def _text(kb: KnowledgeBase, found: Pairing, lang: str) -> Iterator[str]:
    texts = Texts(lang)
    yield f"{texts(WAYS[found.way])}"
    for fit in found.pairs:
        host = title_of(kb.organisations[fit.host], lang)
        yield f"{fit.team} – {host}"
        yield f"   organisations/{fit.host}  {fit.score:.2f}"
        for side, label in _SIDES:
            for reason in fit.on(side):
                yield f"   - {texts(label)}: {reason.sentence(lang)}"
    for team in found.alone:
        yield texts(N_("{team}: nobody is left who can take it"), team=team)
    for team, host in found.blocking:
        yield texts(N_("{team} and {host} would both rather have each other"), team=team, host=host)
