"""What the forms of the page on the study visit enter, as events of the store."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Final

from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.texts import N_
from bestpractices.workshop import Event, RefusedEventError, VisitAnalysed, Withdrawn, event
from bestpractices.workshop.visit import exchanged, programme

_NO_TEXT: Final = N_("Write something.")
_NO_HOPE: Final = N_("Write what you hope to see there.")
_NO_HOST: Final = N_("Choose a host.")
_NO_SIGHT: Final = N_("Write what you saw.")
_NO_BLOCK: Final = N_("Choose the building block that the card is about.")
_NO_DAY: Final = N_("The day or the hour cannot be read. Write it as 2026-11-22 and 14:00.")
_NO_ORDER: Final = N_("It ends before it begins. Give a later end, or none.")
_NO_ROOM: Final = N_("The two cannot change places: one would end after midnight. Set the hours.")
_AT_ONCE: Final = N_("Both begin at the same time. Give one of them another hour.")
_GONE: Final = N_("Somebody has taken this away meanwhile. Nothing was changed.")
_CARD: Final = ("saw", "worked", "needs", "change", "question", "who_answers")


def _expect(desk: Desk, entered: Entered) -> None:
    told: dict[str, Any] = {
        "team": entered.text("team"),
        "host": entered.needed("host", _NO_HOST),
        "text": entered.needed("text", _NO_HOPE),
        "asked": [_question(address) for address in entered.every("asked")],
        "questions": entered.text("questions"),
        "sent_on": _day(entered, "sent_on"),
    }
    desk.write(entered, event("expectation_set", told))


def _question(address: str) -> dict[str, str]:
    practice, block, criterion = (*address.split("/"), "", "")[:3]
    return {"practice": practice, "block": block, "criterion": criterion}


def _part(desk: Desk, entered: Entered) -> None:
    starts, ends = _hour(entered, "starts"), _hour(entered, "ends")
    if not entered.text("day") or not starts:
        raise EntryError(_NO_DAY)
    if ends and ends <= starts:
        raise EntryError(_NO_ORDER)
    told: dict[str, Any] = {
        "part": entered.text("part") or entered.uid,
        "team": entered.some("team") if entered.text("for") == "team" else None,
        "day": _day(entered, "day"),
        "starts": starts,
        "ends": ends,
        "what": entered.needed("what", _NO_TEXT),
        "host": entered.some("host"),
        "place": entered.text("place"),
        "look_for": entered.text("look_for"),
    }
    desk.write(entered, event("visit_part_set", told))
    _look_away(desk, "part")


def _part_gone(desk: Desk, entered: Entered) -> None:
    taken = Withdrawn(what="visit_part_set", key_of=entered.text("part"))
    _write_if_there(desk, entered, taken)


def _part_moved(desk: Desk, entered: Entered) -> None:
    """Let a part and its neighbour in the team's programme change places."""
    parts = programme(desk.state(), team=entered.text("team"))
    names = [one.part for one in parts]
    if (name := entered.text("part")) not in names:
        raise EntryError(_GONE)
    at = names.index(name) - (entered.text("move") == "earlier")
    if not 0 <= at < len(parts) - 1:
        return
    try:
        changed = exchanged(parts[at], parts[at + 1])
    except ValueError:
        raise EntryError(_NO_ROOM) from None
    first, second = changed
    if (first.day, first.starts) == (second.day, second.starts):
        raise EntryError(_AT_ONCE)
    desk.write(entered, *changed)


def _card(desk: Desk, entered: Entered) -> None:
    practice, _, block = entered.text("block").partition("/")
    if not (practice and block):
        raise EntryError(_NO_BLOCK)
    entered.needed("saw", _NO_SIGHT)
    told: dict[str, Any] = {name: entered.text(name) for name in _CARD}
    told |= {"team": entered.text("team"), "practice": practice, "block": block}
    made = event("observation_made", told | {"person": entered.some("person")})
    # A card is a thing of its own: to change it is to put a new one in its place.
    old = entered.text("card")
    # The old one goes last: who takes back but one of the two entries sees both, and not none.
    after: list[Event] = [Withdrawn(what="observation_made", key_of=old)] if old else []
    _write_if_there(desk, entered, made, *after)
    _look_away(desk, "card")


def _card_gone(desk: Desk, entered: Entered) -> None:
    taken = Withdrawn(what="observation_made", key_of=entered.text("card"))
    _write_if_there(desk, entered, taken)


def _last_day(desk: Desk, entered: Entered) -> None:
    """Keep an answer as soon as it is written; an emptied one is taken away."""
    team, question = entered.text("team"), entered.text("question")
    found = desk.state().get(VisitAnalysed, team, question)
    if text := entered.text("text"):
        if found is None or found.text != text:
            told = {"team": team, "question": int(question or 0), "text": text}
            desk.write(entered, event("visit_analysed", told))
    elif found is not None:
        desk.write(entered, Withdrawn(what="visit_analysed", key_of=f"{team}/{question}"))


def _step(desk: Desk, entered: Entered) -> None:
    told = {
        "action": entered.uid,
        "team": entered.text("team"),
        "what": entered.needed("what", _NO_TEXT),
        "person": entered.some("person"),
        "due": _day(entered, "due"),
    }
    desk.write(entered, event("action_set", told))


def _write_if_there(desk: Desk, entered: Entered, *events: Event) -> None:
    try:
        desk.write(entered, *events)
    except RefusedEventError:
        raise EntryError(_GONE) from None


def _look_away(desk: Desk, name: str) -> None:
    """What was being changed is done."""
    desk.sheet.view = {**desk.sheet.view, name: ""}


def _day(entered: Entered, name: str) -> str | None:
    try:
        return date.fromisoformat(entered.text(name)).isoformat() if entered.text(name) else None
    except ValueError:
        raise EntryError(_NO_DAY) from None


def _hour(entered: Entered, name: str) -> str | None:
    try:
        found = time.fromisoformat(entered.text(name)) if entered.text(name) else None
    except ValueError:
        raise EntryError(_NO_DAY) from None
    if found and found.tzinfo:
        raise EntryError(_NO_DAY)
    return found.strftime("%H:%M") if found else None


ACTIONS: Final[dict[str, Action]] = {
    "expect": _expect,
    "part": _part,
    "part_gone": _part_gone,
    "part_moved": _part_moved,
    "observe": _card,
    "card_gone": _card_gone,
    "last_day": _last_day,
    "visit_step": _step,
}
