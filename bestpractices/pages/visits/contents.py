"""What a study visit shows of a session: hosts, days, cards and questions, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, Final

from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import Passage
from bestpractices.texts import N_
from bestpractices.workshop import (
    BlockChosen,
    Entry,
    ExpectationSet,
    ObservationMade,
    SessionState,
    VisitPartSet,
)
from bestpractices.workshop.visit import VisitHost, open_questions, overlaps

# The fields of an observation card (field guide, section 5), and what they ask.
CARD: Final = {
    "saw": N_("What we saw"),
    "worked": N_("What made it work"),
    "needs": N_("What it needs"),
    "change": N_("What we would change"),
    "question": N_("An open question"),
    "who_answers": N_("Who can answer it"),
}

Data = dict[str, Any]
Blot = Callable[[str], str]


def as_it_is(text: str) -> str:
    """The text itself, where nobody is to be blotted out of it."""
    return text


def host_name(e: Edition, name: str) -> Passage:
    """Name of an organisation; its id where the base does not know it."""
    return e.title("organisations", name) or Passage(name, "")


def hosts_told(
    e: Edition, state: SessionState, team: str, found: Sequence[VisitHost]
) -> list[Data]:
    """Hosts with their names, the practices they run, and what was written to them."""
    return [
        {
            "id": one.organisation,
            "name": host_name(e, one.organisation),
            "href": e.url(f"organisations/{one.organisation}")
            if one.organisation in e.kb.organisations
            else "",
            "paired": one.paired,
            "practices": [(p, e.passage(e.kb.practices[p].title)) for p in one.practices],
            "written": state.get(ExpectationSet, team, one.organisation),
        }
        for one in found
    ]


def days(e: Edition, parts: Sequence[VisitPartSet], *, blot: Blot = as_it_is) -> list[Data]:
    """Parts of a programme day by day: the date, and the parts in words."""
    clashes = overlaps(parts)
    return [
        {
            "title": sentence(e.t.date(day, weekday=True)),
            "parts": [_part(e, one, clashes.get(one.part, ()), blot) for one in some],
        }
        for day, some in groupby(parts, key=lambda one: one.day)
    ]


def _part(e: Edition, part: VisitPartSet, clashes: Sequence[VisitPartSet], blot: Blot) -> Data:
    return {
        "part": part,
        "hours": hours(part),
        # Parts of the demo have a name in each language.
        "what": blot(e.t(part.what)),
        "host": host_name(e, part.host) if part.host else None,
        "place": blot(part.place),
        "look_for": blot(part.look_for),
        "clashes": [f"{hours(one)} {blot(one.what)}" for one in clashes],
    }


def hours(part: VisitPartSet) -> str:
    """From when to when; only the beginning where no end is known."""
    ends = f"–{part.ends:%H:%M}" if part.ends else ""
    return f"{part.starts:%H:%M}{ends}"


def sentence(words: str) -> str:
    """Words with a capital at the beginning, as a line of its own has it."""
    return words[:1].upper() + words[1:]


def cards(e: Edition, state: SessionState, team: str, *, blot: Blot = as_it_is) -> list[Data]:
    """Observation cards of a team in the order of its blocks, then of their making."""
    order = {name: at for at, name in enumerate(chosen(state, team))}
    found = [entry for entry in state.entries(ObservationMade) if entry.fields["team"] == team]
    told = [_card(e, entry, blot) for entry in found]
    return sorted(told, key=lambda one: order.get(one["block"], len(order)))


def _card(e: Edition, entry: Entry, blot: Blot) -> Data:
    told = entry.fields
    name = f"{told['practice']}/{told['block']}"
    return {
        "seq": entry.seq,
        "block": name,
        "name": block_name(e, name),
        "person": told.get("person") or "",
        "by_field": {field: told.get(field) or "" for field in CARD},
        "lines": [(label, blot(told[field])) for field, label in CARD.items() if told.get(field)],
        "question": blot(told.get("question") or ""),
        "who_answers": blot(told.get("who_answers") or ""),
    }


def chosen(state: SessionState, team: str) -> list[str]:
    """Blocks of a team as ``practice/block``."""
    return [f"{one.practice}/{one.block}" for one in state.of(BlockChosen) if one.team == team]


def block_name(e: Edition, name: str) -> Passage:
    """Name of a block such as ``practice/block``; that itself where the base does not know it."""
    found = block_of(e, name)
    return e.passage(found[1].name) if found else Passage(name, "")


def questions(e: Edition, state: SessionState, team: str, *, blot: Blot = as_it_is) -> list[Data]:
    """What stands in the way or is not known of each block, and whom the team asked about it."""
    asked: dict[str, list[str]] = {}
    for one in state.of(ExpectationSet):
        for about in one.asked if one.team == team else ():
            address = f"{about.practice}/{about.block}/{about.criterion}"
            asked.setdefault(address, []).append(one.host)
    return [
        {
            "address": one.address,
            "practice": one.practice,
            "block": one.block,
            "name": block_name(e, f"{one.practice}/{one.block}"),
            "blocking": one.blocking,
            "text": e.t(one.criterion.question),
            "settle": [blot(words) for words in one.settle],
            "asked": [host_name(e, host) for host in asked.get(one.address, ())],
        }
        for one in open_questions(state, team=team)
    ]
