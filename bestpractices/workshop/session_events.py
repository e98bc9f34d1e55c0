"""Events of the session itself: teams, persons, agenda, notes, and taking things back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import FullText, Key, Language, Name, Text

# The thread of a session (design, section 1), and what happens beside it.
Step: TypeAlias = Literal[
    "need", "practices", "blocks", "transferability", "adaptation", "counterpart", "study_visit",
    "problem_tree", "logframe", "work_plan", "concept", "follow_up",
]  # fmt: skip
TEAM: Final = Refers("team_added", ("team",))
PERSON: Final = Refers("person_added", ("person",))
Seq: TypeAlias = Annotated[int, Field(ge=1)]


class SessionCreated(Event):
    """The session begins."""

    kind: ClassVar[Kind] = Kind("session_created", key=(), rule="new")
    title: Name
    languages: tuple[Language, ...] = ()
    place: Name | None = None
    template: Key | None = None


class SessionChanged(SessionCreated):
    """Title, languages or place are others now."""

    kind: ClassVar[Kind] = Kind("session_changed", key=(), slot="session_created", rule="there")


class TeamAdded(Event):
    """A team takes part."""

    kind: ClassVar[Kind] = Kind("team_added", key=("team",), rule="new")
    team: Key
    name: Name
    organisation: Name | None = None
    languages: tuple[Language, ...] = ()
    place: Name | None = None


class TeamChanged(TeamAdded):
    """A team is described anew."""

    kind: ClassVar[Kind] = Kind("team_changed", key=("team",), slot="team_added", rule="there")


class PersonAdded(Event):
    """A person takes part, under a pseudonym, and has agreed to be on record.

    There is no value for *no consent*: without it the person is left out.
    """

    kind: ClassVar[Kind] = Kind(
        "person_added", key=("person",), rule="new", refers=(TEAM,), persons=("person",),
        words=("role",),
    )  # fmt: skip
    person: Key
    team: Key | None = None
    role: Name | None = None
    consent: Literal["written", "oral"]
    consent_on: date


class PersonChanged(PersonAdded):
    """Team, role or consent of a person are others now."""

    kind: ClassVar[Kind] = Kind(
        "person_changed", key=("person",), slot="person_added", rule="there", refers=(TEAM,),
        persons=("person",), words=("role",),
    )  # fmt: skip


class AgendaItem(BaseModel):
    """One part of the agenda and how long it is to take."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    title: Name
    minutes: int = Field(ge=1, le=1440)
    step: Step | None = None


class AgendaSet(Event):
    """The agenda with its timings."""

    kind: ClassVar[Kind] = Kind("agenda_set", key=())
    items: tuple[AgendaItem, ...]
    starts: datetime | None = None


class AgendaReached(Event):
    """The session is now at this item, counted from 0."""

    kind: ClassVar[Kind] = Kind("agenda_reached", key=(), refers=(Refers("agenda_set", ()),))
    item: int = Field(ge=0)


class StepReached(Event):
    """A team opens, finishes or leaves a step of the thread."""

    kind: ClassVar[Kind] = Kind("step_reached", key=("team", "step"), refers=(TEAM,))
    team: Key
    step: Step
    progress: Literal["open", "started", "done"] = "started"


class Note(Event):
    """Something worth keeping."""

    kind: ClassVar[Kind] = Kind("note", refers=(TEAM, PERSON), persons=("person",), words=("text",))
    text: FullText
    team: Key | None = None
    person: Key | None = None
    step: Step | None = None


class Withdrawn(Event):
    """Something is taken away on purpose: the entry of a kind with a key."""

    kind: ClassVar[Kind] = Kind("withdrawn")
    what: Name
    key_of: str
    why: Text = ""


class Undone(Event):
    """An earlier entry has no effect any more."""

    kind: ClassVar[Kind] = Kind("undone")
    seq: Seq


class Redone(Event):
    """An entry that was undone has its effect again."""

    kind: ClassVar[Kind] = Kind("redone")
    seq: Seq


class PersonErased(Event):
    """All about a person was erased; what is left speaks of an alias. Only the store says so."""

    kind: ClassVar[Kind] = Kind("person_erased")
    alias: Annotated[str, Field(pattern=r"^erased-[1-9][0-9]{0,8}$")]
