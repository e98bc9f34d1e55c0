"""Drafts of a session: what was answered in each, as the interview and the checks take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from bestpractices.analysis.write_shop.answers import Answers, Place
from bestpractices.analysis.write_shop.question import SOURCES
from bestpractices.workshop.state import SessionState
from bestpractices.workshop.write_shop_events import (
    DraftAnswered,
    DraftBegun,
    DraftOrdered,
    DraftPart,
)


def drafts(state: SessionState) -> tuple[DraftBegun, ...]:
    """Drafts of a session in the order in which they were begun."""
    return state.of(DraftBegun)


def answers(state: SessionState, draft: str) -> Answers | None:
    """Answers of a draft; None if there is none of this id."""
    begun = state.get(DraftBegun, draft)
    if begun is None:
        return None
    told = [one for one in state.of(DraftAnswered) if one.draft == draft]
    texts: dict[Place, str] = {
        (one.question_id, one.part or "", one.field): one.text for one in told
    }
    return Answers(begun.record, begun.lang, begun.on, texts, _parts(state, draft))


def last_source(state: SessionState, draft: str) -> int:
    """Highest number that a source of a draft has had; 0 without any.

    Also one that was taken away counts: texts may still name it, and what was written in it would
    stand there again.
    """
    keys = [
        *state.slots.get(DraftPart.kind.place, ()),
        *state.slots.get(DraftAnswered.kind.place, ()),
    ]
    named = (key.split("/") for key in keys)
    parts = [part[2] for part in named if part[:2] == [draft, SOURCES.id]]
    return max((int(one[1:]) for one in parts if one[1:].isdecimal()), default=0)


def _parts(state: SessionState, draft: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in state.of(DraftPart):
        if one.draft == draft:
            found[one.question_id].append(one.part)
    for order in state.of(DraftOrdered):
        if order.draft == draft and order.question_id in found:
            place = {part: number for number, part in enumerate(order.parts)}
            found[order.question_id].sort(key=lambda part: place.get(part, len(place)))
    return {question: tuple(parts) for question, parts in found.items()}
