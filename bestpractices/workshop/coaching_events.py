"""Events of coaching: notes in the order of the GROW talk, and actions with their owners."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import FullText, Key, Text
from bestpractices.workshop.session_events import PERSON, TEAM


class Option(BaseModel):
    """A way that was spoken of; known: someone has gone it before."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    text: FullText
    known: bool = False


class CoachingNote(Event):
    """Goal, present state, options, choice with reasons, next step (field guide, section 5)."""

    kind: ClassVar[Kind] = Kind(
        "coaching_note", refers=(TEAM, PERSON), persons=("person",),
        words=("goal", "present", "reasons", "next_step"),
    )  # fmt: skip
    team: Key
    goal: FullText
    present: Text = ""
    options: tuple[Option, ...] = ()
    choice: Text = ""
    reasons: Text = ""
    next_step: Text = ""
    person: Key | None = None
    due: date | None = None
    coach_does: Text = ""


class ActionSet(Event):
    """Something to do, by whom and until when; set again to change it."""

    kind: ClassVar[Kind] = Kind(
        "action_set", key=("action",), refers=(TEAM, PERSON), persons=("person",)
    )
    action: Key
    what: FullText
    team: Key | None = None
    person: Key | None = None
    due: date | None = None


class ActionDone(Event):
    """An action is done."""

    kind: ClassVar[Kind] = Kind(
        "action_done", key=("action",), refers=(Refers("action_set", ("action",)),)
    )
    action: Key
    on: date
    result: Text = ""
