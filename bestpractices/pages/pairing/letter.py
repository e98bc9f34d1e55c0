"""The partner request on the page of counterparts: what is shown of it, and its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from bestpractices.exports.handout import Handout, Part
from bestpractices.pages.desk import Desk, EntryError, File
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.counterpart import letter, request
from bestpractices.pages.handouts.counterpart_asking import (
    Asking,
    asking,
    languages_of_host,
    languages_of_team,
)
from bestpractices.pages.handouts.file import handout_file
from bestpractices.pages.handouts.frame import in_language
from bestpractices.pages.pairing.sides import Room, room
from bestpractices.texts import N_, NAMES
from bestpractices.workshop import TeamAdded

_NO_LETTER: Final = N_("Choose a team and an organisation for the letter.")

Data = dict[str, Any]


def letter_card(at: Room, team: str, view: Mapping[str, str]) -> Data:
    """The partner request of a team that can be paired, in both languages.

    Parameters
    ----------
    view
        ``letter``: to which organisation, else the one of its pair, else the first by wish and
        fit; ``lang`` of the letter to it, else its own.
    """
    wished = view.get("letter", "")
    host = wished if (team, wished) in at.found.fits else first_choice(at, team)
    told = _asking(at, team, host)
    open_to = languages_of_host(told.host)
    lang = view.get("lang", "") if view.get("lang") in open_to else open_to[0]
    ours = languages_of_team(at.e, told.team)[0]
    return {
        "host": host,
        "name": at.name(host),
        "lang": lang,
        "langs": [(one, NAMES[one]) for one in open_to],
        "value": f"{team}/{host}/{lang}",
        "letters": [_shown(at.e, told, one) for one in dict.fromkeys((ours, lang))],
    }


def first_choice(at: Room, team: str) -> str:
    """The pair of a team, else the first by its wishes and by fit; empty where there is nobody."""
    paired = [one.organisation for one in at.decided("paired", team=team)]
    named = [*paired, *at.found.team_wishes.get(team, []), *at.found.hosts]
    return next((one for one in named if (team, one) in at.found.fits), "")


def request_of(at: Room, team: str, *, host: str, lang: str = "", ours: str = "") -> Handout:
    """The partner request as a hand-out.

    Parameters
    ----------
    lang
        Language of the letter to the organisation, if it can be written to in it; else its own.
    ours
        Language of the letter that the team keeps, else its first.

    Raises
    ------
    EntryError
        If the team has no need, or there is no such organisation.
    """
    told = _asking(at, team, host)
    open_to = languages_of_host(told.host)
    theirs = lang if lang in open_to else open_to[0]
    ours = ours or languages_of_team(at.e, told.team)[0]
    return request(at.e, told, langs=[ours, theirs])


def _asking(at: Room, team: str, host: str) -> Asking:
    added = at.state.get(TeamAdded, team)
    fit = at.found.fits.get((team, host))
    if added is None or fit is None:
        raise EntryError(_NO_LETTER)
    return asking(at.e, at.state, added, need=at.found.teams[team].need, fit=fit)


def _shown(e: Edition, told: Asking, lang: str) -> Data:
    parts = letter(in_language(e, lang), told)
    return {"lang": lang, "name": NAMES[lang], "parts": [_part(one) for one in parts]}


def _part(part: Part) -> Data:
    """A part of a hand-out for the template, which asks for its kind."""
    told = {one.name: getattr(part, one.name) for one in fields(part)}
    return {"kind": type(part).__name__.lower(), **told}


def request_file(desk: Desk, value: str) -> File:
    """The letter as a file; the value is ``team/organisation/language/form``.

    Raises
    ------
    EntryError
        If there is no such team with a need, organisation or form.
    """
    team, host, lang, form = ([*value.split("/"), "", "", ""])[:4]
    at = room(desk.e, desk.state())
    made = request_of(at, team, host=host, lang=lang)
    return handout_file(made, form, name=f"partner-request-{team}-{host}")
