"""Events of a write-shop: drafts of records, field by field, so that two may write at once."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal

from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import Key, Text
from bestpractices.workshop.session_events import TEAM

DRAFT: Final = Refers("draft_begun", ("draft",))
# A question's id is a word of ours: unlike the words of a team it never holds anybody's name.
PART: Final = Refers("draft_part", ("draft", "question_id", "part"))


class DraftBegun(Event):
    """A talk begins that is to become a record; the same again changes its language or team."""

    kind: ClassVar[Kind] = Kind("draft_begun", key=("draft",), refers=(TEAM,))
    draft: Key
    record: Literal["practice", "need"]
    lang: Literal["en", "tr", "fr", "nl"]
    on: date
    team: Key | None = None


class DraftPart(Event):
    """A part of an answer that may be given several times, such as one building block."""

    kind: ClassVar[Kind] = Kind(
        "draft_part", key=("draft", "question_id", "part"), rule="new", refers=(DRAFT,)
    )
    draft: Key
    question_id: Key
    part: Key


class DraftOrdered(Event):
    """In which order parts stand; those that are not named come last, as they were added."""

    kind: ClassVar[Kind] = Kind("draft_ordered", key=("draft", "question_id"), refers=(DRAFT,))
    draft: Key
    question_id: Key
    parts: tuple[Key, ...]


class DraftAnswered(Event):
    """What stands in one field of a question; empty: it was taken away."""

    kind: ClassVar[Kind] = Kind(
        "draft_answered", key=("draft", "question_id", "part", "field"), refers=(DRAFT, PART)
    )
    draft: Key
    question_id: Key
    part: Key | None = None
    field: Key = "text"
    text: Text
