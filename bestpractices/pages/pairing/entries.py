"""What the forms of the page on counterparts enter, as events of the store."""

from __future__ import annotations

import re
from typing import Any, Final

from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.texts import N_
from bestpractices.workshop import (
    CapacitySet,
    CounterpartDecided,
    Event,
    SessionState,
    TeamAdded,
    WishSet,
    event,
)

MOST_SEATS: Final = 1000
_NO_SEATS: Final = N_("Write how many as a number from 0 to 1000; 0 means none at present.")
_ITSELF: Final = N_("Nobody can wish itself or rule itself out. Choose another name.")
_TWICE: Final = N_("One name stands there twice. Name everybody once.")
_NOBODY: Final = N_("A name is not there any more. Choose another one.")
_NO_DECISION: Final = N_("Choose: a pair, or no pair.")
_NO_REASON: Final = N_("Say why in a sentence: that is what you will be asked later.")
_NOTHING: Final = N_("There is nothing to take back.")


def _party(desk: Desk, entered: Entered) -> None:
    """Seats, wishes and refusals of one party; only what is not so yet is written."""
    party, state = entered.text("party"), desk.state()
    ranked, refused = _rows(entered, "wish"), _rows(entered, "refuse")
    seats = _seats(entered.text("seats"))
    before = state.get(WishSet, party) or WishSet(party=party)
    _check(desk, state, party, [*ranked, *refused], known={*before.ranked, *before.refused})
    events: list[Event] = []
    if (before.ranked, before.refused) != (ranked, refused):
        events.append(event("wish_set", {"party": party, "ranked": ranked, "refused": refused}))
    held = state.get(CapacitySet, party)
    if seats != (held.seats if held else 1):
        events.append(event("capacity_set", {"party": party, "seats": seats}))
    desk.write(entered, *events)


def _rows(entered: Entered, name: str) -> tuple[str, ...]:
    """What stands in the fields ``wish-1``, ``wish-2`` and so on, without the empty ones."""
    # Names of their own: of fields with one name a draft brings back only the first.
    found = [re.fullmatch(rf"{name}-([0-9]{{1,4}})", field) for field in entered.fields]
    rows = sorted((int(one[1]), one[0]) for one in found if one)
    return tuple(filter(None, (entered.text(field) for _, field in rows)))


def _seats(text: str) -> int:
    # Only plain figures: int() reads "1_0" and the digits of every script as numbers.
    if not (text.isascii() and text.isdigit() and int(text[:5]) <= MOST_SEATS):
        raise EntryError(_NO_SEATS)
    return int(text)


def _check(
    desk: Desk, state: SessionState, party: str, names: list[str], *, known: set[str]
) -> None:
    if party in names:
        raise EntryError(_ITSELF)
    if len(set(names)) < len(names):
        raise EntryError(_TWICE)
    # What was named before may stay, or nobody could mend the rest of the form.
    there = known | ({*desk.e.kb.organisations} if state.get(TeamAdded, party) else _teams(state))
    if not there.issuperset(names) or not (_teams(state) | {*desk.e.kb.organisations}) >= {party}:
        raise EntryError(_NOBODY)


def _teams(state: SessionState) -> set[str]:
    return {one.team for one in state.of(TeamAdded)}


def _wish(desk: Desk, entered: Entered) -> None:
    """One name goes into the wishes of a party, up in them, out of them, or is ruled out."""
    party, other, state = entered.text("party"), entered.text("other"), desk.state()
    now = state.get(WishSet, party) or WishSet(party=party)
    _check(desk, state, party, [other], known={*now.ranked, *now.refused})
    ranked = [name for name in now.ranked if name != other]
    refused = [name for name in now.refused if name != other]
    turn = entered.text("turn")
    if turn == "wish":
        # Somebody at another window may have wished it meanwhile: it keeps its place.
        ranked.insert(now.ranked.index(other) if other in now.ranked else len(ranked), other)
    elif turn == "up" and other in now.ranked:
        ranked.insert(max(0, now.ranked.index(other) - 1), other)
    elif turn == "refuse":
        refused.append(other)
    if (now.ranked, now.refused) != (tuple(ranked), tuple(refused)):
        told = {"party": party, "ranked": ranked, "refused": refused}
        desk.write(entered, event("wish_set", told))


def _decide(desk: Desk, entered: Entered) -> None:
    if entered.text("organisation") not in desk.e.kb.organisations:
        raise EntryError(_NOBODY)
    told: dict[str, Any] = {
        "team": entered.text("team"),
        "organisation": entered.text("organisation"),
        "decision": entered.needed("decision", _NO_DECISION),
        "why": entered.needed("why", _NO_REASON),
        "person": entered.some("person"),
    }
    desk.write(entered, event("counterpart_decided", told))


def _take_back(desk: Desk, entered: Entered) -> None:
    seq, state = entered.text("seq"), desk.state()
    if seq in map(str, state.undone):
        return  # the same entry again, after an answer that got lost
    if seq not in {str(entry.seq) for entry in state.entries(CounterpartDecided)}:
        raise EntryError(_NOTHING)
    desk.store.undo(desk.session, int(seq))


ACTIONS: Final[dict[str, Action]] = {
    "party": _party,
    "wish": _wish,
    "decide": _decide,
    "take_back": _take_back,
}
