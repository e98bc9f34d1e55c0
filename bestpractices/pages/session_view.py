"""What a room may see of its session: where it is, what was chosen, asked and decided; no person.

Nothing here names who said what. A pseudonym that somebody wrote into a text is blotted out too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.analysis.transferability.judgement import Opinion, judgement
from bestpractices.pages import session_history as history
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.demo_session import DEMO
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.session_agenda import slots
from bestpractices.pages.session_progress import MARKS, THREAD, progress, teams
from bestpractices.workshop import (
    ActionDone,
    ActionSet,
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
    NeedChosen,
    PersonAdded,
    PracticeChosen,
    SessionCreated,
    SessionState,
    TeamAdded,
)

Data = dict[str, Any]


def session_view(e: Edition, state: SessionState) -> Html:
    """Main part of the page of a session."""
    blot = blotting(state)
    return render(
        "session_view.html",
        e,
        title=shown_title(e, state),
        slots=slots(state),
        coach=False,
        thread=THREAD,
        marks=MARKS,
        decisions=history.DECISIONS,
        teams=[_team(e, state, one, blot) for one in teams(state)],
        blot=blot,
    )


def shown_title(e: Edition, state: SessionState) -> str:
    """Title of the session without pseudonyms; the demo has one in each language."""
    created = state.of(SessionCreated)
    if created and created[0].template == DEMO:
        return e.t("A session to try things out")
    return blotting(state)(state.title)


def blotting(state: SessionState) -> Callable[[str], str]:
    """Takes out of a text every pseudonym of the session, whatever its capitals.

    Examples
    --------
    >>> blotting(SessionState())("Kestrel asks")
    'Kestrel asks'
    """
    names = sorted({one.person for one in state.of(PersonAdded)}, key=len, reverse=True)
    if not names:
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub("…", text)


def _team(e: Edition, state: SessionState, team: TeamAdded, blot: Callable[[str], str]) -> Data:
    actions = [one for one in state.of(ActionSet) if one.team == team.team]
    done = {one.action for one in state.of(ActionDone)}
    return {
        "name": blot(e.t(team.name)),
        "place": e.place(team.place) if team.place else "",
        "needs": [blot(history.need_title(e, one.need, one.why))
                  for one in state.of(NeedChosen) if one.team == team.team],
        "steps": progress(state, team.team),
        "practices": [_practice(e, state, one) for one in state.of(PracticeChosen)
                      if one.team == team.team and one.practice in e.kb.practices],
        "questions": _questions(e, state, team.team, blot),
        "decisions": _decisions(e, state, team.team, blot),
        "actions": [{"what": blot(one.what), "due": one.due, "done": one.action in done}
                    for one in actions],
    }  # fmt: skip


def _practice(e: Edition, state: SessionState, chosen: PracticeChosen) -> Data:
    names = [
        e.passage(pair[1].name)
        for one in state.of(BlockChosen)
        if (one.team, one.practice) == (chosen.team, chosen.practice)
        and (pair := block_of(e, f"{one.practice}/{one.block}"))
    ]
    return {
        "href": e.url(f"practices/{chosen.practice}"),
        "title": e.passage(e.kb.practices[chosen.practice].title),
        "blocks": names,
    }


def _questions(
    e: Edition, state: SessionState, team: str, blot: Callable[[str], str]
) -> list[Data]:
    """What stands in the way, then what nobody knows, block by block."""
    by_block: dict[str, list[Opinion]] = {}
    for one in state.of(AnswerGiven):
        if one.team == team:
            said = Opinion(one.criterion, one.answer, one.person, one.why, one.settle)
            by_block.setdefault(f"{one.practice}/{one.block}", []).append(said)
    rows = []
    for name, opinions in by_block.items():
        pair = block_of(e, name)
        found = judgement(opinions, criteria())
        for blocking, some in ((True, found.blocking), (False, found.unknown)):
            rows += [
                {
                    "blocking": blocking,
                    "block": e.passage(pair[1].name) if pair else None,
                    "question": e.t(one.criterion.question),
                    "settle": [blot(o.settle) for o in one.opinions if o.settle],
                }
                for one in some
            ]
    return sorted(rows, key=lambda row: not row["blocking"])


def _decisions(
    e: Edition, state: SessionState, team: str, blot: Callable[[str], str]
) -> list[Data]:
    return [
        {
            "block": e.passage(pair[1].name),
            "decision": one.decision,
            "core": one.core,
            "what": blot(one.what),
        }
        for one in state.of(AdaptationDecided)
        if one.team == team and (pair := block_of(e, f"{one.practice}/{one.block}"))
    ]
