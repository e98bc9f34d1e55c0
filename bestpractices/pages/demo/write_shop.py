"""A half-written draft for the demo: what a record of the base says, as if it were being told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import BuildingBlock, Figure, Practice, Source
from bestpractices.workshop import Event, event

DRAFT: Final = "demo"
_LANG: Final = "en"  # the records' long texts are English
_BLOCKS: Final = 2
_FIGURES: Final = 1


def demo_write_shop(kb: KnowledgeBase, practice: Practice, *, team: str) -> Iterator[Event]:
    """Events of a draft about a practice of the base: its head, two blocks, a figure, sources.

    What did not work and what has to be there is left empty, so that it is seen what an empty
    answer looks like.
    """
    blocks, figures = practice.building_blocks[:_BLOCKS], practice.scale[:_FIGURES]
    today = datetime.now(UTC).date().isoformat()
    begun = {"draft": DRAFT, "record": "practice", "lang": _LANG, "on": today, "team": team}
    yield event("draft_begun", begun)
    for question, text in _head(kb, practice).items():
        yield _answered(question, "", "text", text)
    cited = {one.source for one in blocks} | {one.source for one in figures}
    for source in practice.sources:
        if source.id in cited:
            yield from _part("sources", source.id, _source(source))
    for block in blocks:
        yield from _part("building_blocks", block.id, _block(block))
    for number, figure in enumerate(figures):
        yield from _part("scale", f"figure-{number + 1}", _figure(figure))


def _head(kb: KnowledgeBase, practice: Practice) -> dict[str, str]:
    runs = kb.organisations.get(practice.organisation or "")
    return {
        "target_groups": "\n".join(practice.target_groups),
        "themes": "\n".join(practice.themes),
        "organisation": runs.name.passage(_LANG).text if runs else "",
        "country": practice.country,
        "places": "\n".join(practice.places),
        "level": practice.level,
        "started": str(practice.started or ""),
        "status": practice.status,
        "methods": "\n".join(practice.methods),
        "title": practice.title.passage(_LANG).text,
        "summary": practice.summary.passage(_LANG).text,
    }


def _source(source: Source) -> dict[str, Any]:
    told = source.model_dump(mode="json", exclude={"id"})
    return {name: value for name, value in told.items() if value is not None}


def _block(block: BuildingBlock) -> dict[str, str]:
    return {
        "name": block.name.passage(_LANG).text,
        "what": block.what,
        "requires": "\n".join(block.requires),
        "source": block.source,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    told = figure.model_dump(mode="json")
    return {name: value for name, value in told.items() if value is not None}


def _part(question: str, part: str, told: Mapping[str, Any]) -> Iterator[Event]:
    yield event("draft_part", {"draft": DRAFT, "question_id": question, "part": part})
    for field, value in told.items():
        yield _answered(question, part, field, str(value))


def _answered(question: str, part: str, field: str, text: str) -> Event:
    told = {"draft": DRAFT, "question_id": question, "part": part or None}
    return event("draft_answered", told | {"field": field, "text": text})
