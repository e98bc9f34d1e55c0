"""What the ways to pair propose for a session, where they differ, and what each would upset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bestpractices.analysis.counterparts.pairing import WAYS, Pairing
from bestpractices.analysis.counterparts.stable import Pair
from bestpractices.pages.pairing.sides import Room
from bestpractices.texts import N_

_MEANS: Final = {
    "teams": N_("Every team gets the best that it can get in any stable pairing."),
    "organisations": N_("Every organisation gets the best that it can get in any stable pairing."),
    "total": N_("All fits together are as large as they can be; some may rather have another."),
}

Data = dict[str, Any]


def proposals(at: Room) -> Data:
    """The three ways beside each other.

    Returns
    -------
    dict
        ``ways``: each with its label, meaning, total of fits (0 to 100 a pair) and what it would
        upset, in words; ``rows``: one a team in the order of the session's teams, with its pairs
        by each way and whether the ways differ. Both empty where nobody can be paired.
    """
    if not (at.found.teams and at.found.hosts):
        return {"ways": [], "rows": []}
    found = [at.found.pairing(way) for way in WAYS]
    pairs = [_pairs(one) for one in found]
    return {
        "ways": [_way(at, one, made) for one, made in zip(found, pairs, strict=True)],
        "rows": [_row(at, team, [made.get(team, []) for made in pairs]) for team in at.found.teams],
    }


def _pairs(found: Pairing) -> dict[str, list[str]]:
    """Partners of everybody who has one."""
    made: dict[str, list[str]] = {}
    for fit in found.pairs:
        made.setdefault(fit.team, []).append(fit.host)
        made.setdefault(fit.host, []).append(fit.team)
    return made


def _way(at: Room, found: Pairing, made: dict[str, list[str]]) -> Data:
    return {
        "id": found.way,
        "label": at.e.t(WAYS[found.way]),
        "means": at.e.t(_MEANS[found.way]),
        "total": round(found.total * 100),
        "upset": [_upset(at, pair, made) for pair in found.blocking],
        "alone": list(_alone(at, found.alone)),
    }


def _upset(at: Room, pair: Pair, made: dict[str, list[str]]) -> str:
    """What two who would both rather have each other have instead."""
    team, host = pair
    return at.e.t(
        "{team} and {host} would both rather have each other; {team} has {its_host}, {host} has "
        "{its_team}.",
        team=at.name(team).text,
        host=at.name(host).text,
        its_host=_names(at, made.get(team, [])),
        its_team=_names(at, made.get(host, [])),
    )


def _names(at: Room, parties: Iterable[str]) -> str:
    return at.e.t.joined(at.name(one).text for one in parties) or at.e.t("nobody")


def _alone(at: Room, teams: Iterable[str]) -> Iterator[str]:
    for team in teams:
        message = N_("{team}: nobody is left who can take it")
        yield at.e.t(message, team=at.name(team).text)


def _row(at: Room, team: str, cells: list[list[str]]) -> Data:
    decided = [one.organisation for one in at.decided("paired", team=team)]
    return {
        "team": at.name(team),
        "cells": [at.named(cell) for cell in cells],
        "differs": any(cell != cells[0] for cell in cells),
        "decided": at.named(decided),
        "agreed": set(decided),
    }
