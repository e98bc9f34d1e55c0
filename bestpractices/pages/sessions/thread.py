"""The thread of a team as links: where each of its steps is worked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from bestpractices.pages.sessions.progress import MARKS, THREAD, next_step, progress
from bestpractices.workshop import NeedChosen, SessionState

SESSION: Final = "00_session"
NEED: Final = "10_need_to_practices"
TRANSFER: Final = "20_transfer"
# Page of each step; `_PARTS` names the part of it where there is one.
PAGES: Final = {
    "need": NEED,
    "practices": NEED,
    "blocks": NEED,
    "transferability": TRANSFER,
    "adaptation": TRANSFER,
    "counterpart": "30_counterparts",
    "next_steps": SESSION,
}
_PARTS: Final = {"adaptation": "adaptation", "next_steps": "actions"}


@dataclass(frozen=True)
class Step:
    """A step of a team: how far it is, in a word, and where one goes on."""

    id: str
    label: str
    mark: str
    says: str
    done: int
    of: int | None
    href: str


def thread(state: SessionState, session: str, team: str) -> tuple[Step, ...]:
    """Steps of a team in the order of the thread; labels are keys for the translators."""
    return tuple(
        Step(one.step, THREAD[one.step], one.mark, MARKS[one.mark], one.done, one.of,
             href(state, session, team=team, step=one.step))
        for one in progress(state, team)
    )  # fmt: skip


def following(steps: tuple[Step, ...], state: SessionState, team: str) -> Step:
    """The first step of a thread that is not done; the last one where all are."""
    wanted = next_step(progress(state, team))
    return next(one for one in steps if one.id == wanted)


def href(state: SessionState, session: str, *, team: str, step: str) -> str:
    """Address of the page of a step, beside all coaching pages; empty where there is none."""
    page = PAGES.get(step)
    if page is None:
        return ""
    query = {"session": session, "team": team}
    needs = [one.need for one in state.of(NeedChosen) if one.team == team]
    if page == NEED and needs:
        query["need"] = needs[-1]
    part = f"#{_PARTS[step]}" if step in _PARTS else ""
    return f"{page}?{urlencode(query)}{part}"
