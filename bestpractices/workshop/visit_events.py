"""Events of a study visit: the programme of its days, part by part."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar, Self

from pydantic import model_validator

from bestpractices.workshop.event import Event, Kind
from bestpractices.workshop.fields import Key, Name, Text
from bestpractices.workshop.session_events import TEAM


class VisitPartSet(Event):
    """One part of the programme: when, at whose place, what happens; set again to change it.

    Team None: of all teams. Hours are those of the clock on the wall there.
    """

    kind: ClassVar[Kind] = Kind("visit_part_set", key=("part",), refers=(TEAM,))
    part: Key
    team: Key | None = None
    day: date
    starts: time
    ends: time | None = None
    what: Name
    host: Key | None = None
    place: Text = ""
    look_for: Text = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.starts.tzinfo or (self.ends and self.ends.tzinfo):
            message = "hours are those of the clock on the wall; leave the time zone away"
            raise ValueError(message)
        if self.ends is not None and self.ends <= self.starts:
            message = (
                f"ends at {self.ends:%H:%M} and begins at {self.starts:%H:%M}; give a later end"
            )
            raise ValueError(message)
        return self
