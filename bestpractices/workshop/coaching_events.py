"""Events of coaching: notes in the order of the GROW talk, and actions with their owners."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator

from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import FullText, Key, Text
from bestpractices.workshop.session_events import PERSON, TEAM


class Option(BaseModel):
    """A way that was spoken of; known: someone has gone it before."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    text: FullText
    known: bool = False


class CoachingNote(Event):
    """Goal, present state, options, choice with reasons, next step (field guide, section 5).

    With a name for the ``talk`` it can be written again, and the newest counts; without one each
    note is a talk of its own.
    """

    kind: ClassVar[Kind] = Kind(
        "coaching_note", key=("talk",), refers=(TEAM, PERSON), persons=("person",),
        words=("goal", "present", "choice", "reasons", "next_step"), version=2,
    )  # fmt: skip
    team: Key
    talk: Key | None = None
    on: date | None = None
    goal: FullText
    present: Text = ""
    options: tuple[Option, ...] = ()
    choice: Text = ""
    reasons: Text = ""
    next_step: Text = ""
    person: Key | None = None
    due: date | None = None
    coach_does: Text = ""

    def key(self) -> str | None:
        """The talk; None for a note without a name."""
        return None if self.talk is None else super().key()


class ActionSet(Event):
    """Something to do, by whom and until when; set again to change it.

    Its owner is a person of the session or the coach; neither: nobody has taken it on.
    """

    kind: ClassVar[Kind] = Kind(
        "action_set", key=("action",), refers=(TEAM, PERSON), persons=("person",), version=2
    )
    action: Key
    what: FullText
    team: Key | None = None
    person: Key | None = None
    by_coach: bool = False
    due: date | None = None

    @model_validator(mode="after")
    def _has_one_owner(self) -> Self:
        if self.by_coach and self.person is not None:
            message = "an action has one owner; name the person, or by_coach, and not both"
            raise ValueError(message)
        return self


class ActionDone(Event):
    """An action is done."""

    kind: ClassVar[Kind] = Kind(
        "action_done", key=("action",), refers=(Refers("action_set", ("action",)),)
    )
    action: Key
    on: date
    result: Text = ""
