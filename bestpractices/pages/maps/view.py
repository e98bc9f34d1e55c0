"""A Net-Map as the room may see it: organisations by name, persons as persons, no one left over.

Towers and remarks stay with the coach: they are what a group thinks of others. Who has no link is
not named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from bestpractices.charts.net_map_picture import (
    Arrow,
    Card,
    arrow_sample,
    net_map_picture,
    sign_sample,
)
from bestpractices.pages.demo.net_map import said
from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.edition import Edition
from bestpractices.workshop import NetMapActor, NetMapSet, SessionState
from bestpractices.workshop.net_map import NetMap, net_map_of

Data = dict[str, Any]


def net_map_view(
    e: Edition, state: SessionState, name: str, blot: Callable[[str], str]
) -> Data | None:
    """What is shown of one map of a session.

    Parameters
    ----------
    name
        Of the map: the id of a team, or ``main``.
    blot
        Takes the names of persons out of a text.

    Returns
    -------
    dict or None
        ``question``, ``groups`` and ``types`` with their signs, the ``picture``, and ``alone``:
        how many have no link. None if there is no map of that name, or no link on it.
    """
    found = net_map_of(state, start=NetMapSet(map=name))
    if state.session == DEMO:
        found = replace(found, frame=said(e, found.frame))
    if not found.links:
        return None
    shown = _tied(found)
    labels = _labels(e, shown, blot)
    groups = list(dict.fromkeys(one.group for one in shown if one.group))
    return {
        "question": blot(found.frame.question),
        "groups": [
            {
                "name": blot(group),
                "sign": _sign(groups, group),
                "members": [labels[one.actor] for one in shown if one.group == group],
            }
            for group in (*groups, "")
        ],
        "types": _types(found, labels, blot),
        "picture": _picture(e, found, shown, labels),
        "alone": len(found.actors) - len(shown),
    }


def _tied(found: NetMap) -> list[NetMapActor]:
    """Those with a link, group by group; groups in the order in which they came."""
    ends = {end for link in found.links for end in (link.start, link.end)}
    order = list(dict.fromkeys(one.group for one in found.actors))
    tied = [one for one in found.actors if one.actor in ends]
    return sorted(tied, key=lambda one: order.index(one.group))


def _labels(e: Edition, shown: list[NetMapActor], blot: Callable[[str], str]) -> dict[str, str]:
    """Names of organisations; persons are told apart by a number and by nothing else."""
    persons = [one.actor for one in shown if one.person is not None]
    if len(persons) == 1:
        numbered = {persons[0]: e.t("person")}
    else:
        numbered = {
            actor: e.t("person {number}", number=number)
            for number, actor in enumerate(persons, start=1)
        }
    return {one.actor: numbered.get(one.actor) or blot(one.label) for one in shown}


def _sign(groups: list[str], group: str) -> Markup:
    # made here, and nothing that people typed stands in it
    return Markup(sign_sample(groups.index(group)) if group else "")  # noqa: S704


def _types(found: NetMap, labels: dict[str, str], blot: Callable[[str], str]) -> list[Data]:
    """For each type with links: from whom it leads to whom."""
    told = []
    for at, kind in enumerate(found.frame.types):
        links = [one for one in found.links if one.type == kind.id]
        ways: dict[tuple[str, bool], list[str]] = {}
        for one in links:
            ways.setdefault((labels[one.start], one.mutual), []).append(labels[one.end])
        if links:
            told.append(
                {
                    "name": blot(kind.name),
                    "means": blot(kind.means),
                    "sign": Markup(arrow_sample(at)),  # noqa: S704 - made here
                    "ways": [
                        {"start": start, "sign": "↔" if mutual else "→", "ends": ends}
                        for (start, mutual), ends in ways.items()
                    ],
                }
            )
    return told


def _picture(e: Edition, found: NetMap, shown: list[NetMapActor], labels: dict[str, str]) -> Markup:
    groups = list(dict.fromkeys(one.group for one in shown if one.group))
    kinds = [one.id for one in found.frame.types]
    drawn = net_map_picture(
        [
            Card(one.actor, labels[one.actor], groups.index(one.group) if one.group else None)
            for one in shown
        ],
        [Arrow(one.start, one.end, kinds.index(one.type), one.mutual) for one in found.links],
        title=e.t("Net-Map: who is linked to whom"),
    )
    # all that people typed was escaped
    return Markup(drawn)  # noqa: S704
