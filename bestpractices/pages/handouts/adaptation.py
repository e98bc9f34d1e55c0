"""The adaptation plan of a team on paper: what becomes of each block, why, and what is in the way.

After ADAPT: what changes, why, and whether a core element is touched. Who decided is left out: no
person is named, and a pseudonym in a text is blotted out.

References
----------
Moore et al. (2021), Adapting interventions to new contexts: the ADAPT guidance, BMJ 374:n1679.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bestpractices.exports.handout import Handout, Heading, Paragraph, Part, Table
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.handouts.transfer import hindrances
from bestpractices.pages.sessions.history import DECISIONS
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.transferability.contents import blocks_of, plan_of
from bestpractices.workshop import AdaptationDecided, SessionState

_WIDTHS = (28, 15, 32, 25)


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """The plan as it stands; without a block a sentence says so."""
    return framed(e, state, parts(e, state, team), title=e.t("Adaptation plan"), team=team)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts: the decisions, then block by block what is in the way, and open."""
    yield from decisions(e, state, team)
    for one in plan_of(state, team, blocks_of(e, state, team)):
        in_the_way = tuple(hindrances(e, one["found"], blotting(state)))
        if in_the_way:
            yield Heading(f"{e.t('In the way, and open')}: {one['name'].text}")
            yield from in_the_way


def decisions(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """A table for each practice of what becomes of its blocks."""
    plan, blot = plan_of(state, team, blocks_of(e, state, team)), blotting(state)
    if not plan:
        yield Paragraph(e.t("No building block is chosen yet."))
    head = (e.t("Building block"), e.t("Decision"), e.t("What changes"), e.t("Why"))
    for practice in dict.fromkeys(one["title"].text for one in plan):
        yield Heading(practice)
        some = (one for one in plan if one["title"].text == practice)
        yield Table(head, tuple(_row(e, one, blot) for one in some), _WIDTHS)


def _row(e: Edition, one: dict[str, Any], blot: Callable[[str], str]) -> tuple[str, ...]:
    block = one["name"].text
    decided: AdaptationDecided | None = one["decided"]
    if decided is None:
        return block, e.t("not decided yet"), "", ""
    core = f" ({e.t('core')})" if decided.core else ""
    decision = f"{e.t(DECISIONS[decided.decision])}{core}"
    return block, decision, blot(decided.what), blot(decided.why)
