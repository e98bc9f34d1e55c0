"""Before and after: two Net-Maps of the store beside each other, in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from bestpractices.analysis.stakeholders.explanations import NETWORK
from bestpractices.pages.desk import Desk, Entered, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.html import Html, render
from bestpractices.pages.maps.moments import Moment, is_same_map, map_at, moments, others
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.widgets.net_map import NetMapBoard
from bestpractices.workshop import NoSessionError, TeamAdded
from bestpractices.workshop.net_map import NetMap
from bestpractices.workshop.net_map_changes import NetMapChange, kinds_of, net_map_changes

_LABELS: Final = {
    "actors": N_("Actors"),
    "ties": N_("Ties, one way each"),
    "density": NETWORK["density"].label,
    "reciprocity": NETWORK["reciprocity_edgewise"].label,
    "e_i": NETWORK["e_i"].label,
    "cross_ties": N_("Ties between groups"),
    "cross_share": N_("Share of ties between groups"),
}
_SELDOM: Final = 0.05  # a share of drawings below which chance is called seldom
_DECIMALS: Final = 3

Data = dict[str, Any]


def sheet(
    e: Edition, board: NetMapBoard | None = None, environment: Mapping[str, str] = os.environ
) -> EntrySheet:
    """Two maps to choose and what changed between them; follows the board of this page."""
    told = asked("session", "team", environment=environment)
    view = {"map": told["team"] or "main", "before": "", "after": "", "kind": ""}
    files = {"handout": step_file}
    desk = Desk(e, told["session"], _draw, {"compare": _compare}, view, files)
    if board is not None:
        board.observe(lambda _: desk.refresh(), names="kept")
    return desk.sheet


def _compare(desk: Desk, entered: Entered) -> None:
    """Look at two other maps; nothing is written."""
    chosen = {name: entered.text(name) for name in ("before", "after", "kind")}
    desk.sheet.view = {**desk.sheet.view, **chosen}


def _draw(desk: Desk) -> Html:
    if not desk.session:
        return render("net_map_changes.html", desk.e, session="")
    try:
        return _page(desk)
    except NoSessionError:
        return Html("")


def _page(desk: Desk) -> Html:
    now = Moment(desk.session, desk.looked("map"))
    chosen = [Moment.read(desk.looked(name)) for name in ("before", "after")]
    before, after = chosen[0], chosen[1] or now
    return render(
        "net_map_changes.html",
        desk.e,
        session=desk.session,
        team=now.map if desk.state().get(TeamAdded, now.map) else "",
        now=now,
        earlier=list(moments(desk.e, desk.store, now)),
        others=list(others(desk.e, desk.store, now)),
        before=before,
        after=after,
        **(_told(desk, before, after) if before and before != after else {"change": None}),
    )


def _told(desk: Desk, before: Moment, after: Moment) -> Data:
    """What stands below the choice, once there are two maps to compare."""
    maps = map_at(desk.e, desk.store, before), map_at(desk.e, desk.store, after)
    kinds, kind = kinds_of(*maps), desk.looked("kind")
    kind = kind if kind in kinds else ""
    change = _changes(*maps, same_cards=is_same_map(before, after), kind=kind)
    return {"change": change, "kinds": kinds, "kind": kind, **contents(desk.e, change)}


@lru_cache(maxsize=8)
def _changes(before: NetMap, after: NetMap, *, same_cards: bool, kind: str) -> NetMapChange:
    """Reckoned once, however often the page is drawn."""
    return net_map_changes(before, after, same_cards=same_cards, kind=kind)


def contents(e: Edition, change: NetMapChange) -> Data:
    """Sentences, figures and ties of a change in the language of the edition."""
    ties = {"new": change.ties_new, "lost": change.ties_lost, "kept": change.ties_kept}
    called = change.labels
    return {
        "counts": {name: len(some) for name, some in ties.items()},
        "ties": {
            name: [f"{called[start]} {'↔' if mutual else '→'} {called[end]}"
                   for start, end, mutual in some]
            for name, some in ties.items()
        },
        "came": [called[one] for one in change.found.actors_new],
        "left": [called[one] for one in change.found.actors_lost],
        "figures": list(_figures(e, change)),
        "tests": list(_tests(e, change)),
        "notes": [one.sentence(e.lang) for one in change.notes],
    }  # fmt: skip


def _figures(e: Edition, change: NetMapChange) -> Iterator[Data]:
    whole, both = change.found.change, change.found.same_actors
    for name in whole.index:
        values = [*whole.loc[name, ["before", "after"]], *both.loc[name, ["before", "after"]]]
        yield {"label": e.t(_LABELS[str(name)]), "values": [_shown(e, one) for one in values]}


def _tests(e: Edition, change: NetMapChange) -> Iterator[str]:
    """What the two tests say, in words that need no statistics."""
    found = change.found
    if found.qap.p_greater is not None:
        alike = found.qap.p_greater <= _SELDOM
        yield e.t(
            N_("The two maps are alike: if the names are dealt out at random, a share of {p} of "
               "the drawings is as alike. What was there stayed for the most part.")
            if alike else
            N_("The two maps are no more alike than chance would have it: if the names are dealt "
               "out at random, a share of {p} of the drawings is as alike. Perhaps they answer "
               "different questions."),
            p=_shown(e, found.qap.p_greater),
        )  # fmt: skip
    if found.cross_p is not None:
        share = found.same_actors.loc["cross_share"].to_dict()
        seldom = found.cross_p <= _SELDOM
        yield e.t(
            N_("Among those who are on both maps, the share of ties between groups went from "
               "{before} to {after}. If the groups are dealt out at random, a share of {p} of the "
               "drawings changes as much: chance alone hardly does this.")
            if seldom else
            N_("Among those who are on both maps, the share of ties between groups went from "
               "{before} to {after}. If the groups are dealt out at random, a share of {p} of the "
               "drawings changes as much: this may well be chance."),
            before=_shown(e, share["before"]),
            after=_shown(e, share["after"]),
            p=_shown(e, found.cross_p),
        )  # fmt: skip


def _shown(e: Edition, value: float) -> str:
    return "–" if pd.isna(value) else e.t.number(round(float(value), _DECIMALS))
