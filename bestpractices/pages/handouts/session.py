"""A whole session on paper: a team with all its steps, or all teams for the archive.

No person is named but the owners of actions, under their pseudonyms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, Literal

from bestpractices.exports.handout import (
    Break,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Part,
    Table,
)
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts import adaptation, coaching, need, study_visit, transfer
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.agenda import slots
from bestpractices.pages.sessions.view import blotting
from bestpractices.texts import N_
from bestpractices.workshop import (
    ActionSet,
    BlockChosen,
    CoachingNote,
    CounterpartDecided,
    Event,
    Note,
    ObservationMade,
    ReuseRecorded,
    SessionState,
    TeamAdded,
    VisitAnalysed,
)

_DECISIONS: Final = {"paired": N_("Paired with"), "declined": N_("Decided against")}
_LOWER: Final[dict[int, Literal[2, 3, 4, 5]]] = {1: 2, 2: 3, 3: 4, 4: 5, 5: 5}


def handout(e: Edition, state: SessionState, team: str = "") -> Handout:
    """All that a team did; of no team: the agenda, all teams one after the other, all notes."""
    if team:
        return framed(e, state, of_team(e, state, team), title=e.t("The whole session"), team=team)
    return framed(e, state, _archive(e, state), title=e.t("The whole session"))


def of_team(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """What a team did step by step, as far as it has come, then its notes."""
    yield Heading(e.t("Need and practices"))
    yield from _lower(need.parts(e, state, team))
    if _has(state, team, BlockChosen):
        yield Heading(e.t("Could it work here?"))
        yield from _lower(transfer.parts(e, state, team))
        yield Heading(e.t("Adaptation plan"))
        yield from _lower(adaptation.decisions(e, state, team))
    yield from _counterpart(e, state, team)
    if _has(state, team, VisitAnalysed, ObservationMade):
        visit = study_visit.analysis_handout(e, state, team)
        yield Heading(visit.title)
        yield from _lower(visit.parts)
    if _has(state, team, CoachingNote, ActionSet, ReuseRecorded):
        yield Heading(e.t("Coaching"))
        yield from _lower(coaching.parts(e, state, team))
    yield from _notes(e, state, [one for one in state.of(Note) if one.team == team])


def _has(state: SessionState, team: str, *kinds: type[Event]) -> bool:
    return any(getattr(one, "team", None) == team for kind in kinds for one in state.of(kind))


def _archive(e: Edition, state: SessionState) -> Iterator[Part]:
    blot = blotting(state)
    if found := slots(state):
        yield Heading(e.t("Agenda"))
        head = (e.t("When"), e.t("Part"), e.t("Minutes"))
        rows = tuple((one.clock, blot(e.t(one.item.title)), str(one.item.minutes)) for one in found)
        yield Table(head, rows, (1, 5, 1))
    yield from _notes(e, state, [one for one in state.of(Note) if one.team is None])
    for team in state.of(TeamAdded):
        yield Break()
        yield Heading(blot(e.t(team.name)))
        yield from _lower(of_team(e, state, team.team))


def _counterpart(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    decided = [one for one in state.of(CounterpartDecided) if one.team == team]
    if decided:
        yield Heading(e.t("Counterpart"))
    for one in decided:
        found = e.title("organisations", one.organisation)
        name = found.text if found else one.organisation
        yield Fields(((e.t(_DECISIONS[one.decision]), name),
                      (e.t("Why"), blotting(state)(one.why))))  # fmt: skip


def _notes(e: Edition, state: SessionState, notes: list[Note]) -> Iterator[Part]:
    if notes:
        yield Heading(e.t("Notes"))
        yield Bullets(tuple(blotting(state)(one.text) for one in notes))


def _lower(parts: Iterable[Part]) -> Iterator[Part]:
    """The same below a heading: no new pages, no lines to write on, nothing above nothing."""
    kept = [one for one in parts if not isinstance(one, Break | Lines)]
    for one, following in zip(kept, [*kept[1:], Heading("")], strict=True):
        if not isinstance(one, Heading):
            yield one
        elif not (isinstance(following, Heading) and following.level <= one.level):
            yield replace(one, level=_LOWER[one.level])
