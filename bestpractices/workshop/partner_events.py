"""Events of pairing: what each side can take and wishes, and what the people decide."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from bestpractices.workshop.event import Event, Kind
from bestpractices.workshop.fields import Key, Text
from bestpractices.workshop.session_events import PERSON, TEAM

_MOST_SEATS = 1000


class CapacitySet(Event):
    """How many counterparts a party can take; 0: none at present."""

    kind: ClassVar[Kind] = Kind("capacity_set", key=("party",))
    party: Key
    seats: Annotated[int, Field(ge=0, le=_MOST_SEATS)]


class WishSet(Event):
    """Whom a party would rather have, first first, and whom it refuses."""

    kind: ClassVar[Kind] = Kind("wish_set", key=("party",))
    party: Key
    ranked: tuple[Key, ...] = ()
    refused: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _can_be_meant(self) -> Self:
        named = [*self.ranked, *self.refused]
        twice = sorted({name for name in named if named.count(name) > 1})
        if self.party in named:
            message = f'"{self.party}" names itself; leave it out of its own wishes'
            raise ValueError(message)
        if twice:
            message = f'"{twice[0]}" is named twice; name everybody once'
            raise ValueError(message)
        return self


class CounterpartDecided(Event):
    """The people pair a team with an organisation, or decide against it, and say why."""

    kind: ClassVar[Kind] = Kind(
        "counterpart_decided", key=("team", "organisation"), refers=(TEAM, PERSON),
        persons=("person",), words=("why",),
    )  # fmt: skip
    team: Key
    organisation: Key
    decision: Literal["paired", "declined"] = "paired"
    why: Text = ""
    person: Key | None = None
