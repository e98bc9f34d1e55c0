"""A study visit on paper: letter to a host, programme, cards to fill in, the last day.

No person is named, save as the owner of a step, under the pseudonym: one in a text is blotted out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from bestpractices.exports.handout import (
    Boxes,
    Break,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
)
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.visits.contents import CARD, cards, chosen, days, host_name, questions
from bestpractices.pages.visits.last_day import last_day
from bestpractices.workshop import ActionDone, ActionSet, SessionState
from bestpractices.workshop.visit import programme

# Lines to write on: the back of a card holds them, also where a label takes two lines.
_LINES: Final = {"saw": 4, "worked": 3, "needs": 2, "change": 3, "question": 2, "who_answers": 1}
_ANSWER: Final = 4  # lines under a question of the last day that has no answer yet


def programme_handout(e: Edition, state: SessionState, team: str) -> Handout:
    """The days of a team, each with a table of its parts; without parts a sentence says so."""
    blot = blotting(state)
    found = days(e, programme(state, team=team), blot=blot)
    head = (e.t("When"), e.t("What"), e.t("Where"), e.t("What to look for"))
    parts: list[Part] = []
    for day in found:
        rows = tuple((one["hours"], one["what"], _where(one), one["look_for"])
                     for one in day["parts"])  # fmt: skip
        parts += [Heading(day["title"]), Table(head, rows, (14, 30, 28, 28))]
    nothing = Paragraph(e.t("The programme has no part yet."))
    return framed(
        e, state, parts or [nothing], title=e.t("Programme of the study visit"), team=team
    )


def _where(part: dict[str, Any]) -> str:
    host = part["host"].text if part["host"] else ""
    return "\n".join(filter(None, (host, part["place"])))


def cards_handout(e: Edition, state: SessionState, team: str) -> Handout:
    """An empty card for each block, on A5: in front what to look at, on the back what to write."""
    parts: list[Part] = []
    for name in chosen(state, team):
        if block_of(e, name):
            parts += [Break()] if parts else []
            parts += _card(e, state, team, name)
    nothing = Paragraph(e.t("No building block is chosen yet."))
    made = framed(e, state, parts or [nothing], title=e.t("Observation cards"), team=team)
    return replace(made, page="a5")


def _card(e: Edition, state: SessionState, team: str, name: str) -> Iterator[Part]:
    found = block_of(e, name)
    if found is None:
        return
    practice, block = found
    host = host_name(e, practice.organisation).text if practice.organisation else ""
    yield Heading(e.passage(block.name).text)
    told = [(e.t("Practice"), e.passage(practice.title).text), (e.t("Host"), host)]
    yield Fields((*told, (e.t("What it is"), block.what)))
    if block.requires:
        yield Heading(e.t("What it requires: is it there?"), 2)
        yield Boxes(block.requires)
    if asked := _to_ask(e, state, team, name):
        yield Heading(e.t("What we have to find out"), 2)
        yield Bullets(asked)
    yield Lines(e.t("Place and day"), 1)
    yield Break()
    yield Heading(e.passage(block.name).text)
    for field, label in CARD.items():
        yield Lines(e.t(label), _LINES[field])


def _to_ask(e: Edition, state: SessionState, team: str, name: str) -> tuple[str, ...]:
    """Open questions of a block, with what would settle them."""
    found = [one for one in questions(e, state, team, blot=blotting(state))
             if f"{one['practice']}/{one['block']}" == name]  # fmt: skip
    return tuple(" ".join((one["text"], *one["settle"])) for one in found)


def analysis_handout(e: Edition, state: SessionState, team: str) -> Handout:
    """The eight questions with answers or lines for them, the steps, the cards, what is open."""
    blot = blotting(state)
    parts: list[Part] = [Heading(e.t("Eight questions"))]
    for one in last_day(e, state, team, blot=blot):
        parts.append(Heading(f"{one['number']}. {one['question']}", 2))
        parts.append(Paragraph(one["text"]) if one["text"] else Lines("", _ANSWER))
    steps = _steps(e, state, team)
    if steps:
        head = (e.t("What"), e.t("Who"), e.t("Until when"))
        parts += [Heading(e.t("Next steps")), Table(head, steps, (60, 20, 20))]
    parts += _filled(e, state, team)
    parts += _open(e, state, team)
    return framed(e, state, parts, title=e.t("The last day of the visit"), team=team)


def _steps(e: Edition, state: SessionState, team: str) -> tuple[tuple[str, ...], ...]:
    blot, done = blotting(state), {one.action for one in state.of(ActionDone)}
    return tuple(
        (blot(one.what), one.person or "", e.day(one.due) if one.due else "")
        for one in state.of(ActionSet)
        if one.team == team and one.action not in done
    )


def _filled(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    found = cards(e, state, team, blot=blotting(state))
    if found:
        yield Heading(e.t("Observation cards"))
    for one in found:
        yield Heading(one["name"].text, 2)
        yield Fields(tuple((e.t(label), words) for label, words in one["lines"]))


def _open(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    blot = blotting(state)
    said = [_with(one["question"], one["who_answers"]) for one in cards(e, state, team, blot=blot)
            if one["question"]]  # fmt: skip
    known = [_with(one["text"], one["name"].text) for one in questions(e, state, team, blot=blot)]
    if said or known:
        yield Heading(e.t("Questions still open"))
        yield Bullets((*said, *known))


def _with(words: str, more: str) -> str:
    return f"{words} ({more})" if more else words
