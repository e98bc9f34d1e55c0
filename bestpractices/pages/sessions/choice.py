"""What a team chooses on the page of practices, kept in its session: need, practices, blocks."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bestpractices.analysis.need_draft import OWN, flaws, need_draft
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.desk import Desk, Entered, EntryError, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.widgets.match_board import MatchBoard
from bestpractices.widgets.need_form import NeedForm
from bestpractices.workshop import (
    BlockChosen,
    Event,
    NeedChosen,
    NeedDrafted,
    NoSessionError,
    PracticeChosen,
    SessionState,
    TeamAdded,
    Withdrawn,
    event,
)
from bestpractices.workshop.own_needs import drafted, typed

_CHOOSE: Final = "choose"
_WRITE: Final = "write"
_FLAWED: Final = N_("Something is missing above; what you wrote is kept.")


def keep_in_session(
    e: Edition,
    board: MatchBoard,
    *,
    form: NeedForm | None = None,
    environment: Mapping[str, str] = os.environ,
) -> EntrySheet | None:
    """Keep what is ticked on the board in the session that the address names.

    What the team chose before is ticked when the page opens; what it wrote in the form stands there
    again, with the practices that answer it. Gives a sheet that says whether it is kept; nothing
    where the address names no session and team.
    """
    told = asked("session", "team", environment=environment)
    if not (told["session"] and told["team"]):
        return None
    told_team = told["team"]
    desk = Desk(
        e, told["session"], _draw, {_CHOOSE: _keep, _WRITE: _keep_draft}, {"team": told_team}
    )
    if form is not None:
        _keep_written(desk, form)
    board.stored = ["chosen"]  # by the store, which knows better than the window's memory
    board.chosen = chosen(_state(desk), told_team)

    shown = set(board.chosen)

    def enter(_: Any = None) -> None:
        need = {"id": need_of(board), "title": str(board.need.get("title", ""))}
        if not need["id"]:
            return
        # What changed, and not the whole: others may choose for the same team meanwhile.
        now = set(board.chosen)
        added = [name for name in board.chosen if name not in shown]
        removed = sorted(shown - now)
        shown.clear()
        shown.update(now)
        told = {"need": need, "added": added, "removed": removed}
        desk.enter(_CHOOSE, team=told_team, what=json.dumps(told))

    if board.need and need_of(board) not in _needs(_state(desk), told_team):
        enter()
    board.observe(enter, names=["chosen", "need"])
    return desk.sheet


def _keep_written(desk: Desk, form: NeedForm) -> None:
    """Show in the form what the team wrote before, and keep what it writes from now on."""
    team = desk.looked("team")
    form.stored = ["asked"]  # by the store; what is only typed stays in the window's memory
    kept = desk.e.t("For the editors of the base; the session keeps the need as well.")
    form.texts = {**form.texts, "file_hint": kept}
    if own := _state(desk).get(NeedDrafted, team):
        form.draft = typed(own)
        form.asked = {**form.draft, "turn": 1}

    def enter(_: Any = None) -> None:
        if not form.answer.get("problems"):
            desk.enter(_WRITE, team=team, what=json.dumps(form.asked))

    form.observe(enter, names="answer")


def chosen(state: SessionState, team: str) -> list[str]:
    """Blocks of a team as ``practice/block``, in the order in which they were chosen."""
    return [f"{one.practice}/{one.block}" for one in state.of(BlockChosen) if one.team == team]


def need_of(board: MatchBoard) -> str:
    """Id of the need that is shown; ``_own`` for one that the team wrote."""
    href = str(board.need.get("href", ""))
    if not board.need:
        return ""
    return href.rpartition("/")[2] if "/needs/" in href else OWN


def changes(
    state: SessionState,
    team: str,
    *,
    need: Mapping[str, str],
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> list[Event]:
    """Events that add blocks such as ``practice/block`` to a team's, and take others away.

    A practice is chosen with its first block, and taken away with its last. What is there already,
    or has gone already, gives no event.
    """
    before = chosen(state, team)
    gone = [name for name in removed if name in before]
    new = [name for name in dict.fromkeys(added) if name not in before]
    events: list[Event] = []
    if need["id"] not in _needs(state, team):
        why = need["title"] if need["id"] == OWN else ""
        events.append(event("need_chosen", {"team": team, "need": need["id"], "why": why}))
    practices = {one.practice for one in state.of(PracticeChosen) if one.team == team}
    for name in new:
        practice, _, block = name.partition("/")
        if practice not in practices:
            practices.add(practice)
            told = {"team": team, "need": need["id"], "practice": practice}
            events.append(event("practice_chosen", told))
        told = {"team": team, "practice": practice, "block": block}
        events.append(event("block_chosen", told))
    events += [Withdrawn(what="block_chosen", key_of=f"{team}/{name}") for name in gone]
    kept = {_practice(name) for name in (*before, *new) if name not in gone}
    left = dict.fromkeys(_practice(name) for name in gone)
    return events + [
        Withdrawn(what="practice_chosen", key_of=f"{team}/{one}") for one in left if one not in kept
    ]


def _practice(name: str) -> str:
    return name.partition("/")[0]


def _keep(desk: Desk, entered: Entered) -> None:
    told = json.loads(entered.text("what"))
    added = [name for name in told["added"] if block_of(desk.e, name)]
    events = changes(desk.state(), entered.text("team"), need=told["need"], added=added,
                     removed=told["removed"])  # fmt: skip
    if events:
        desk.write(entered, *events)


def _keep_draft(desk: Desk, entered: Entered) -> None:
    told, team = json.loads(entered.text("what")), entered.text("team")
    draft = need_draft(desk.e.kb, told, reader=desk.e.lang)
    if flaws(draft):
        raise EntryError(_FLAWED)
    own = drafted(team, draft)
    if own != desk.state().get(NeedDrafted, team):
        desk.write(entered, own)


def _needs(state: SessionState, team: str) -> set[str]:
    return {one.need for one in state.of(NeedChosen) if one.team == team}


def _state(desk: Desk) -> SessionState:
    """The session, empty while it cannot be read."""
    from bestpractices.workshop import WorkshopError

    try:
        return desk.state()
    except WorkshopError:
        return SessionState()


def _draw(desk: Desk) -> Html:
    try:
        state = desk.state()
    except NoSessionError:
        state = SessionState()
    team = state.get(TeamAdded, desk.looked("team"))
    return render(
        "session_choice.html",
        desk.e,
        session=desk.session,
        team=team,
        team_name=desk.e.t(team.name) if team else "",
        number=len(chosen(state, team.team)) if team else 0,
    )
