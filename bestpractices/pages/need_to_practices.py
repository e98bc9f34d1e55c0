"""From a need to practices: the coach chooses or writes one, weighs what counts, picks blocks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from bestpractices.analysis.matching import matcher
from bestpractices.analysis.need_draft import OWN
from bestpractices.pages.board_contents import block_of, contents, said
from bestpractices.pages.board_texts import board_texts
from bestpractices.pages.cards import need_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.own_need import answer, need_form
from bestpractices.widgets.fragment import Fragment
from bestpractices.widgets.match_board import MatchBoard
from bestpractices.widgets.need_form import NeedForm


def asked(environment: Mapping[str, str] = os.environ) -> str:
    """Id of the need that the address of the page asks for, or `OWN`; empty if it asks for none."""
    return parse_qs(environment.get("QUERY_STRING", "")).get("need", [""])[-1].strip()


def introduction(e: Edition, need: str, *, environment: Mapping[str, str] = os.environ) -> Html:
    """What the page is for; the needs to choose from, where none of them is chosen yet."""
    query = parse_qs(environment.get("QUERY_STRING", ""))
    kept: tuple[str, ...] = ("session", "team")
    session = {name: query[name][-1] for name in kept if name in query}
    chosen = need in e.kb.needs or need == OWN
    needs = () if chosen else e.sorted_by_title(e.kb.needs.values())
    # A card leads to this very page with its need, and not to the record.
    cards = [
        {**need_card(e, one), "href": f"?{urlencode({**session, 'need': one.id})}"} for one in needs
    ]
    return render(
        "need_to_practices.html",
        e,
        chosen=chosen,
        unknown=bool(need),
        cards=cards,
        own=f"?{urlencode({**session, 'need': OWN})}",
        others=f"?{urlencode(session)}",
        writes=need == OWN,
    )


def form(e: Edition, need: str) -> NeedForm | None:
    """Form for a need of the team's own, if the address asks for one."""
    return need_form(e) if need == OWN else None


def board(
    e: Edition, need: str, *, form: NeedForm | None = None, parts: bool = False
) -> MatchBoard:
    """Practices for the need, ranked; nothing to rank while there is no need.

    Parameters
    ----------
    form
        What was last asked for there is shown instead.
    parts
        Whether the board can rank single building blocks as well.
    """
    known = contents(e, e.kb.needs.get(need), parts=parts)
    shown = MatchBoard(**known, texts=board_texts(e), lang=e.lang)
    if form is not None:
        form.observe(lambda _: _show(e, form, shown, parts=parts), names="asked")
    return shown


def next_step(e: Edition, shown: MatchBoard) -> Fragment:
    """The blocks that are chosen on the board, kept up to date."""
    fragment = Fragment()

    def update(_: Any = None) -> None:
        fragment.html = chosen_blocks(e, shown.chosen) if shown.need or shown.chosen else ""
        shown.named = _named(e, shown.chosen)

    shown.observe(update, names=["chosen", "need"])
    update()
    return fragment


def chosen_blocks(e: Edition, chosen: Iterable[str]) -> Html:
    """Blocks named ``practice/block`` with the practices they are from; others are passed over."""
    blocks = [found for name in chosen if (found := block_of(e, name))]
    return render("next_step.html", e, blocks=blocks)


def keep(e: Edition) -> None:
    """Make ahead what every board needs, in a process from which kernels are forked."""
    introduction(e, "")
    matcher(e.kb)
    # A first match fills what later ones look up.
    contents(e, next(iter(e.kb.needs.values()), None), parts=True)


def _show(e: Edition, form: NeedForm, shown: MatchBoard, *, parts: bool) -> None:
    need, told = answer(e, form.asked)
    if need is not None:
        with shown.hold_sync():  # one message, so that the board is drawn once
            for name, value in contents(e, need, parts=parts).items():
                shown.set_trait(name, value)
    # Last: whoever waits for the answer finds the board as it says.
    form.answer = told


def _named(e: Edition, chosen: Iterable[str]) -> dict[str, Any]:
    found = ((name, block_of(e, name)) for name in chosen)
    return {
        name: {"name": said(e, pair[1].name), "practice": said(e, pair[0].title)}
        for name, pair in found
        if pair
    }
