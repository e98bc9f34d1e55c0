"""Events of a Net-Map: its question and types of links, the actors, and who is linked to whom.

Schiffer and Hauck (2010), Net-Map: collecting social network data and facilitating network
learning through participatory influence network mapping, Field Methods 22, 231-249.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bestpractices.analysis.folding import fold
from bestpractices.workshop.event import Event, Kind, Refers
from bestpractices.workshop.fields import Key, Name, Text

MOST_TYPES: Final = 5
HIGHEST_TOWER: Final = 20
_MAP: Final = "main"


class LinkType(BaseModel):
    """A kind of link, and in one sentence what counts as one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    id: Key
    name: Name
    means: Text = ""


class NetMapSet(Event):
    """The question of a map, its day, what links it knows, and the goals that actors may have."""

    kind: ClassVar[Kind] = Kind("net_map_set", key=("map",))
    map: Key = _MAP
    question: Text = ""
    on: date | None = None
    types: tuple[LinkType, ...] = ()
    goals: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Self:
        if len(self.types) > MOST_TYPES:
            message = (
                f"a map has {MOST_TYPES} types of links at most and {len(self.types)} were given; "
                "draw a second map for the others"
            )
            raise ValueError(message)
        for names in ([one.id for one in self.types], [fold(one.name) for one in self.types]):
            if twice := next((name for name in names if names.count(name) > 1), ""):
                message = f'two types of links are called "{twice}"; rename one'
                raise ValueError(message)
        return self


class NetMapActor(Event):
    """Somebody on a card: an organisation by its name, a person by a pseudonym.

    The name of a person is kept only with their consent, and leaves the page in no case.
    """

    kind: ClassVar[Kind] = Kind(
        "net_map_actor", key=("map", "actor"), persons=("person",), words=("name",)
    )
    map: Key = _MAP
    actor: Key
    name: Text = ""
    person: Key | None = None
    consent: Literal["", "written", "oral"] = ""
    group: Text = ""
    goals: tuple[Name, ...] = ()
    tower: Annotated[int, Field(ge=0, le=HIGHEST_TOWER)] = 0

    @model_validator(mode="after")
    def _is_called_something(self) -> Self:
        if self.person is None and not self.name.strip():
            message = "an organisation has a name; write it on its card"
            raise ValueError(message)
        if self.person is not None and self.name and not self.consent:
            message = f'"{self.person}" has not agreed to be named; leave the name away'
            raise ValueError(message)
        return self

    @property
    def label(self) -> str:
        """What the card says outside of the room: of a person the pseudonym, always."""
        return self.name if self.person is None else self.person


class NetMapLink(Event):
    """An arrow from one actor to another, of one type."""

    kind: ClassVar[Kind] = Kind(
        "net_map_link", key=("map", "type", "start", "end"),
        refers=(Refers("net_map_actor", ("map", "start")), Refers("net_map_actor", ("map", "end"))),
    )  # fmt: skip
    map: Key = _MAP
    type: Key
    start: Key
    end: Key
    mutual: bool = False
    remark: Text = ""

    @model_validator(mode="after")
    def _leads_to_another(self) -> Self:
        if self.start == self.end:
            message = "a link leads from one actor to another; choose a second actor"
            raise ValueError(message)
        return self


__all__ = [
    "HIGHEST_TOWER", "MOST_TYPES", "LinkType", "NetMapActor", "NetMapLink", "NetMapSet",
]  # fmt: skip
