"""Needs of a team as records: those of the base that it chose, and the one that it wrote itself."""

from __future__ import annotations

from typing import Any

from bestpractices.analysis.need_draft import OWN, NeedDraft, need_draft, need_of
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need
from bestpractices.workshop.need_events import Limit, NeedDrafted
from bestpractices.workshop.state import SessionState
from bestpractices.workshop.transfer_events import NeedChosen


def drafted(team: str, draft: NeedDraft) -> NeedDrafted:
    """Event that keeps the draft of a team.

    Raises
    ------
    ValueError
        If the draft has flaws, such as no title.
    """
    texts = {name: getattr(draft, name) for name in ("title", "situation", "wish", "raised_by")}
    lists = {name: getattr(draft, name) for name in ("themes", "target_groups", "provinces")}
    limits = tuple(Limit(kind=kind, text=text) for kind, text in draft.constraints.items())
    return NeedDrafted(
        team=team,
        assets="\n".join(draft.assets),
        lang=draft.lang,
        lang_given=draft.lang_given,
        constraints=limits,
        **texts,
        **lists,
    )


def typed(own: NeedDrafted) -> dict[str, Any]:
    """What the form held when the need was written, by its fields."""
    told = own.model_dump(mode="json", exclude={"team", "lang", "lang_given", "constraints"})
    limits = {limit.kind: limit.text for limit in own.constraints}
    return {**told, "lang": own.lang if own.lang_given else "", "constraints": limits}


def own_need(state: SessionState, kb: KnowledgeBase, team: str) -> Need | None:
    """The need that a team wrote itself, as a draft of a record; None if it wrote none.

    Its id is none of the base, and its one source is what the team said on the day it wrote it.
    """
    for entry in state.entries(NeedDrafted):
        own = entry.event
        if isinstance(own, NeedDrafted) and own.team == team:
            # As it was recognised then: words that the base gained since change nothing.
            draft = need_draft(kb, {**typed(own), "lang": own.lang})
            return need_of(kb, draft, today=entry.at.date())
    return None


def needs_of(state: SessionState, kb: KnowledgeBase, team: str) -> list[Need]:
    """Needs that a team works on, in the order in which it chose them; its own one whole.

    A need that the base has no longer, and an own one of which only the title was kept, are
    left out.
    """
    own = own_need(state, kb, team)
    chosen = [one.need for one in state.of(NeedChosen) if one.team == team]
    known = {**kb.needs, **({OWN: own} if own else {})}
    return [known[name] for name in chosen if name in known]
