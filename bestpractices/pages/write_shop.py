"""The write-shop: a guided talk in pairs that becomes a valid draft record, page by page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from bestpractices.analysis.write_shop.answers import INTERVIEWS, Answers, progress
from bestpractices.analysis.write_shop.draft_record import draft_record
from bestpractices.analysis.write_shop.hints import checked
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.drafts.contents import TALK_ONLY, chapters, found_hints, still_empty
from bestpractices.pages.drafts.contents import asked as asked_in
from bestpractices.pages.drafts.entries import ACTIONS
from bestpractices.pages.drafts.files import FILES
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.window_desk import WindowDesk
from bestpractices.texts import N_, NAMES
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import DraftBegun, NoSessionError, SessionState, TeamAdded
from bestpractices.workshop.write_shop import answers, drafts

KINDS: Final = {"practice": N_("A practice"), "need": N_("A need")}

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """The talks of the session that the address names; without one, those of this window."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with what keeps it behind."""
    told = asked("session", "team", "draft", environment=environment)
    view = {"draft": told["draft"], "chapter": "", "team": told["team"]}
    kind = Desk if told["session"] else WindowDesk
    return kind(e, told["session"], _draw, ACTIONS, view, FILES)


def _draw(desk: Desk) -> Html:
    view = {name: desk.looked(name) for name in ("draft", "chapter", "team")}
    try:
        state = desk.state()
    except NoSessionError:
        return render("write_shop_missing.html", desk.e)
    return page(desk.e, state, session=desk.session, view=view)


def page(e: Edition, state: SessionState, *, session: str, view: Mapping[str, str]) -> Html:
    """The page of a draft, or all drafts and a form for a new one.

    Parameters
    ----------
    session
        Name of the session; empty: the window keeps the drafts.
    view
        ``draft`` and ``chapter`` that are looked at; ``team`` for which a draft is begun.
    """
    begun = state.get(DraftBegun, view["draft"])
    told = answers(state, view["draft"])
    if begun is None or told is None:
        return _opening(e, state, session=session, team=view["team"])
    drafted = draft_record(e.kb, told)
    found = checked(e.kb, told, drafted)
    parts = chapters(told)
    ids = [one["id"] for one in parts]
    here = ids.index(view["chapter"]) if view["chapter"] in ids else 0
    return render(
        "write_shop.html",
        e,
        session=session,
        draft=begun.draft,
        title=told.text("title"),
        kind=KINDS[begun.record],
        lang=begun.lang,
        languages=NAMES,
        chapters=parts,
        chapter=INTERVIEWS[told.kind][here],
        before=parts[here - 1] if here else None,
        after=parts[here + 1] if here + 1 < len(parts) else None,
        rows=asked_in(e, told, INTERVIEWS[told.kind][here]),
        organisations=_organisations(e),
        talk_only=TALK_ONLY,
        done=sum(one["answered"] for one in parts),
        of=sum(one["of"] for one in parts),
        hints=[*_persons(e, state, drafted.text), *found_hints(e, told, found.hints)],
        empty=still_empty(told),
        ready=found.record is not None,
        file=drafted.file,
        text=drafted.text,
    )


def _persons(e: Edition, state: SessionState, text: str) -> list[Data]:
    """A hint where the file would carry what stands for a person of the session."""
    if blotting(state)(text) == text:
        return []
    told = e.t(
        "A name that stands for a person of this session is in the text. Take it out: the file is "
        "for everybody."
    )
    return [{"text": told, "detail": "", "needed": False, "at": [], "more": 0}]


def _opening(e: Edition, state: SessionState, *, session: str, team: str) -> Html:
    found = state.get(TeamAdded, team) if team else None
    return render(
        "write_shop_opening.html",
        e,
        session=session,
        team=found.team if found else "",
        lang=next((one for one in (found.languages if found else ()) if one in NAMES), e.lang),
        cards=[_card(e, one, told) for one in drafts(state) if (told := answers(state, one.draft))],
        kinds=KINDS,
        languages=NAMES,
    )


def _card(e: Edition, begun: DraftBegun, told: Answers) -> Data:
    parts = progress(told)
    return {
        "draft": begun.draft,
        "title": told.text("title") or e.t("without a title"),
        "kind": KINDS[begun.record],
        "day": e.t.date(begun.on),
        "done": sum(one.answered for one in parts),
        "of": sum(one.answered + len(one.empty) for one in parts),
    }


def _organisations(e: Edition) -> list[str]:
    bodies = e.sorted_by_title(e.kb.organisations.values())
    return list(dict.fromkeys(e.passage(one.name).text for one in bodies))
