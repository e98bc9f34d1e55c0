"""Who asks whom for a partnership, and about what: the contents of a partner request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.counterparts.fit import Fit
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions.view import blotting
from bestpractices.records.models import BuildingBlock, Need, Organisation, Practice
from bestpractices.texts import NAMES
from bestpractices.workshop import BlockChosen, PracticeChosen, SessionState, TeamAdded

MOST: Final = 3  # a letter of one page names no more of anything
# What both sides have in common; the practice stands in the letter anyway.
_COMMON: Final = ("themes", "target_groups", "languages", "contacts")


@dataclass(frozen=True)
class Asking:
    """Who asks whom, and about what.

    Parameters
    ----------
    need
        Of the base, or written by the team itself.
    looked_at
        Practices of the organisation with the blocks that the team chose; a practice without
        blocks is looked at as a whole.
    common
        What both sides share, as reasons.
    interpreter
        Whether they have no language in common.
    blot
        Takes the pseudonyms of persons out of what the team wrote.
    """

    team: TeamAdded
    need: Need
    host: Organisation
    looked_at: tuple[tuple[Practice, tuple[BuildingBlock, ...]], ...]
    common: tuple[Reason, ...]
    interpreter: bool
    blot: Callable[[str], str]


def asking(e: Edition, state: SessionState, team: TeamAdded, *, need: Need, fit: Fit) -> Asking:
    """What a team would ask of an organisation, from what it chose and from how both fit.

    Where the team has chosen no practice of it, it is the one that answers the need best.
    """
    chosen = {
        one.practice: e.kb.practices[one.practice]
        for one in state.of(PracticeChosen)
        if one.team == team.team and one.practice in e.kb.practices
    }
    own = [one for one in chosen.values() if one.organisation == fit.host] or _best(e, fit)
    return Asking(
        team,
        need,
        e.kb.organisations[fit.host],
        tuple((one, _blocks(e, state, team.team, one.id)) for one in own[:MOST]),
        tuple(one for one in fit.on(Side.FOR) if one.criterion in _COMMON)[:MOST],
        any(one.criterion == "languages" for one in fit.on(Side.AGAINST)),
        blotting(state),
    )


def _best(e: Edition, fit: Fit) -> list[Practice]:
    sources = [one for reason in fit.reasons if reason.criterion == "practice"
               for one in reason.sources]  # fmt: skip
    named = [one.partition("/")[2] for one in sources if one.startswith("practices/")]
    return [e.kb.practices[name] for name in named]


def _blocks(e: Edition, state: SessionState, team: str, practice: str) -> tuple[BuildingBlock, ...]:
    names = [f"{practice}/{one.block}" for one in state.of(BlockChosen)
             if (one.team, one.practice) == (team, practice)]  # fmt: skip
    return tuple(found[1] for name in names if (found := block_of(e, name)))


def languages_of_team(e: Edition, team: TeamAdded) -> tuple[str, ...]:
    """Languages in which a team can read its own letter; that of the page where none is known."""
    return tuple(lang for lang in team.languages if lang in NAMES) or (e.lang,)


def languages_of_host(host: Organisation) -> tuple[str, ...]:
    """Languages in which an organisation can be written to, its own first, English always."""
    return tuple(dict.fromkeys([*(lang for lang in host.languages if lang in NAMES), "en"]))
