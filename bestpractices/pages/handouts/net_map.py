"""The Net-Map of a team on paper: who is on it, who is linked to whom, and lines for the talk.

Organisations by name, persons as persons; who has no link is not named. Towers stay in the room.

References
----------
Schiffer and Hauck (2010), Net-Map, Field Methods 22, 231-249, for the questions of the talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bestpractices.exports.handout import (
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
)
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.maps.view import net_map_view
from bestpractices.pages.sessions.view import blotting
from bestpractices.texts import N_
from bestpractices.workshop import SessionState

_TALK: Final = (
    N_("Whose influence surprised us, and what explains it?"),
    N_("Which link is missing, and who could make it?"),
    N_("What happens if one of them leaves?"),
)
_ROOM: Final = 3  # empty lines below each question


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """The map as it stands; without a link a sentence says so."""
    title = e.t("Net-Map: who is linked to whom")
    return framed(e, state, parts(e, state, team), title=title, team=team)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts: the question, the actors by group, the links by type, the talk."""
    found = net_map_view(e, state, team, blotting(state))
    if found is None:
        yield Paragraph(e.t("The Net-Map of this team has no link yet."))
        return
    yield from _actors(e, found)
    for one in found["types"]:
        yield Heading(one["name"])
        if one["means"]:
            yield Paragraph(one["means"], "small")
        rows = tuple((way["start"], way["sign"], ", ".join(way["ends"])) for way in one["ways"])
        yield Table((e.t("From"), "", e.t("To")), rows, (35, 7, 58))
    yield Heading(e.t("To talk about"))
    for question in _TALK:
        yield Lines(e.t(question), _ROOM)
    yield Paragraph(
        e.t("What the group told, not what is measured. Persons stand here without any name."),
        "small",
    )


def _actors(e: Edition, found: dict[str, Any]) -> Iterator[Part]:
    if found["question"]:
        yield Paragraph(found["question"], "lead")
    groups = [one for one in found["groups"] if one["members"]]
    yield Fields(
        tuple((one["name"] or e.t("no group"), ", ".join(one["members"])) for one in groups)
    )
    if found["alone"]:
        yield Bullets((e.t("Without a link so far: {number}.", number=e.t.number(found["alone"])),))
