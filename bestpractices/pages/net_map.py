"""A Net-Map with a group: the map itself, and the figures that follow from it at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd

from bestpractices.analysis.stakeholders.explanations import NETWORK, NODES
from bestpractices.pages.desk import asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.maps.changes import sheet
from bestpractices.pages.maps.files import answer
from bestpractices.pages.maps.session import MapKeeper
from bestpractices.pages.maps.texts import net_map_texts
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.widgets.fragment import Fragment
from bestpractices.widgets.net_map import NetMapBoard
from bestpractices.workshop.faults import RefusedEventError
from bestpractices.workshop.net_map import NetMap, alike
from bestpractices.workshop.net_map_events import LinkType, NetMapActor, NetMapLink, NetMapSet
from bestpractices.workshop.net_map_figures import LEAST_COMPARED, figures

# What a group begins with; the usual links of field practice, to be said in its own words.
_TYPES: Final = {
    "information": (N_("Information"), N_("Tells the other regularly what it needs to know.")),
    "money": (N_("Money"), N_("Gave money or paid for something within the last year.")),
    "support": (N_("Support"), N_("Helps with people, rooms or advice when it is asked.")),
}
_FEWEST_TYPES: Final = 3
_MEASURES: Final = ("in_degree", "out_degree", "betweenness", "brokerage_total")
_DECIMALS: Final = 2

Data = dict[str, Any]


def introduction(e: Edition, environment: Mapping[str, str] = os.environ) -> Html:
    """What the page is for, in which order a group works, and the way back to the session."""
    session = asked("session", environment=environment)["session"]
    return render("net_map.html", e, session=session)


def start(e: Edition, name: str = "main") -> Data:
    """Frame of a map of which nothing was said yet."""
    types = tuple(
        LinkType(id=name, name=e.t(label), means=e.t(means))
        for name, (label, means) in _TYPES.items()
    )
    frame = NetMapSet(map=name, types=types, on=datetime.now(UTC).date())
    found: Data = frame.model_dump(mode="json")
    return found


def board(e: Edition, environment: Mapping[str, str] = os.environ) -> NetMapBoard:
    """The map to work on; it answers when a file is asked for or given.

    With ``?session=S`` in the address its steps are kept in that session; with ``&team=T`` it is
    the map of that team.
    """
    told = asked("session", "team", environment=environment)
    made = NetMapBoard(start(e, told["team"] or "main"), texts=net_map_texts(e), lang=e.lang)
    keeper = MapKeeper(e, made, told["session"]) if told["session"] else None
    if keeper is None:
        text = e.t("The map stays in this window until it is closed; save a file to keep it.")
        made.kept = {"text": text}

    def hear(_: Any) -> None:
        if made.asked.get("what") == "keep" and keeper:
            keeper.keep()
        elif made.asked:
            made.answer = answer(e, made.net_map(), made.asked)

    def advise(_: Any = None) -> None:
        made.advice = advice(e, made)

    made.observe(hear, names="asked")
    made.observe(advise, names="log")
    return made


def advice(e: Edition, made: NetMapBoard) -> list[str]:
    """What the group may look at."""
    try:
        found = made.net_map()
    except RefusedEventError as error:
        return [str(error)]
    said = [
        e.t("“{one}” and “{other}” may be the same: check the two cards.", one=one, other=other)
        for one, other in alike(found)
    ]
    if found.actors and len(found.frame.types) < _FEWEST_TYPES:
        said.append(e.t("Three to five types of links show more than one or two."))
    unsaid = [one.name for one in found.frame.types if not one.means.strip()]
    if unsaid:
        names = e.t.joined(unsaid)
        said.append(e.t("Say in one sentence what counts as such a link: {names}.", names=names))
    return said


def keep(e: Edition) -> None:
    """Make ahead what every map needs, in a process from which kernels are forked."""
    frame = NetMapSet.model_validate(start(e), strict=False)
    cards = tuple(NetMapActor(actor=one, name=one, group="g", tower=len(one)) for one in "abcde")
    link = NetMapLink(type=frame.types[0].id, start="a", end="b")
    figures_of(e, NetMap(frame, cards, (link,)))


def counts(e: Edition, made: NetMapBoard) -> Fragment:
    """The figures of the map, kept up to date."""
    fragment = Fragment()

    def update(_: Any = None) -> None:
        try:
            fragment.html = figures_of(e, made.net_map())
        except RefusedEventError as error:
            fragment.html = render("net_map_figures.html", e, problem=str(error), rows=())

    made.observe(update, names="log")
    update()
    return fragment


def changes(
    e: Edition, made: NetMapBoard, environment: Mapping[str, str] = os.environ
) -> EntrySheet:
    """The map beside an earlier state of itself, or beside another one of the store."""
    return sheet(e, made, environment)


def figures_of(e: Edition, found: NetMap) -> Html:
    """Figures of a map with what they say; a hint while there are no links."""
    if not found.links:
        return render("net_map_figures.html", e, problem="", rows=())
    told = figures(found)
    # figures are printed and shown on a wall: persons stand there under their pseudonyms
    names = {one.actor: one.label for one in found.actors}
    table, by_type = told.actors.T.to_dict(), told.by_type.T.to_dict("list")
    rows = [
        {
            "label": label,
            "group": table[actor]["group"],
            "tower": table[actor]["tower"],
            "values": [_shown(e, table[actor][measure]) for measure in _MEASURES],
            "types": [f"{into} / {out}" for into, out in _pairs(by_type[actor])],
        }
        for actor, label in names.items()
    ]
    return render(
        "net_map_figures.html",
        e,
        problem="",
        rows=rows,
        whole=_whole(e, told),
        measures=[_explained(e, NODES, name) for name in _MEASURES],
        types=[one.name for one in found.frame.types],
        towers=_towers(e, told.agreement),
        notes=[one.sentence(e.lang) for one in told.notes],
    )


def _pairs(values: list[int]) -> list[tuple[int, int]]:
    return list(zip(values[::2], values[1::2], strict=True))


def _whole(e: Edition, told: Any) -> list[Data]:
    values = {
        "density": told.density,
        "reciprocity_edgewise": told.reciprocity,
        "components": told.parts,
    }
    return [
        {**_explained(e, NETWORK, name), "value": _shown(e, value)}
        for name, value in values.items()
    ]


def _explained(e: Edition, table: Mapping[str, Any], name: str) -> Data:
    found = table[name]
    parts = ("label", "sentence", "high", "low", "limit")
    return {part: e.t(getattr(found, part)) for part in parts}


def _towers(e: Edition, agreement: float | None) -> str:
    if agreement is None:
        return e.t(
            "Towers and ties can be compared from {number} actors on, if they are not all alike.",
            number=e.t.number(LEAST_COMPARED),
        )
    shown = e.t.number(round(agreement, _DECIMALS))
    return e.t(
        "Order of the towers and order of the ties agree to {figure} (1: the same order, 0: no "
        "connection, -1: turned round). Talk about those that differ most: a tower is what the "
        "group sees, a tie what it told.",
        figure=shown,
    )


def _shown(e: Edition, value: float | None) -> str:
    if value is None or pd.isna(value):
        return "–"
    return e.t.number(round(float(value), _DECIMALS)) if value % 1 else e.t.number(int(value))
