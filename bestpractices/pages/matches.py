"""Which Belgian practices answer a need, and why: for participants to read and to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bestpractices.analysis.matching import Match, matcher
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.weighted_sum import weighted_sum
from bestpractices.pages.cards import KINDS, evidence, need_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.need_to_practices import board as board_of
from bestpractices.texts import N_
from bestpractices.widgets.match_board import MatchBoard

# More is not read on a phone; all that were compared stand on the board.
BEST: Final = 5
# So many stand on the card of a need, and so many reasons of a side before the rest is folded.
NAMED: Final = 3
# A practice that shares none of these with a need is no answer to it, however good it is.
SUBJECT: Final = ("themes", "text", "target_groups", "methods")
# Place of the board on the page of a need.
BOARD: Final = "board"
_SIDES: Final = (
    ("for_", "for", N_("Speaks for it")),
    ("against", "against", N_("Speaks against it")),
    ("unknown", "ask", N_("Not known: ask the owner")),
)

Data = dict[str, Any]


def introduction(e: Edition) -> Html:
    """What the page answers, and that an order is no verdict."""
    return render("matches_opening.html", e, any_needs=bool(e.kb.needs))


def by_need(e: Edition) -> Html:
    """Every need with the practices that answer it best; each leads to a page with the reasons."""
    # How often a practice is first is not shown here, and most of the time would go into it.
    ranked = matcher(e.kb)
    cards = [
        {
            **need_card(e, need),
            "href": e.url(f"matches/{need.id}"),
            "best": [_named(e, one) for one in ranked.match(need, limit=NAMED, samples=1).matches
                     if answers(one.criteria)],
        }
        for need in e.sorted_by_title(e.kb.needs.values())
    ]  # fmt: skip
    return render("matches_list.html", e, cards=cards)


def answers(values: Mapping[str, float | None]) -> bool:
    """Whether a practice with these values of criteria is about the subject of the need at all."""
    return any(values.get(name) for name in SUBJECT)


def need_page(e: Edition, name: str) -> tuple[str, Html, MatchBoard]:
    """Title and HTML of the page of one need, and the board for its place ``BOARD``.

    The place is missing where no practice answers the need.

    Raises
    ------
    KeyError
        If readers of this edition have no such need.
    """
    need = e.kb.needs[name]
    board = board_of(e, name)
    best = _best(e, board)
    # Blocks are chosen with the coach; here a tick would lead nowhere.
    board.options = [{**option, "blocks": []} for option in board.options]
    html = render(
        "matches_need.html",
        e,
        need=need,
        kicker=need_card(e, need)["kicker"],
        best=best,
        weights=list(_weights(e, board)),
        named=NAMED,
        place=BOARD,
    )
    return e.passage(need.title).text, html, board


def _named(e: Edition, one: Match) -> Data:
    practice = e.kb.practices[one.practice]
    return {
        "title": e.passage(practice.title),
        "evidence": evidence(e, practice.evidence),
        "blocked": bool(one.blocking),
    }


def _best(e: Edition, board: MatchBoard) -> list[Data]:
    """The best options of the board that answer the need, as the page says them."""
    options = [one for one in board.options if answers(one["values"])][:BEST]
    if not options:
        return []
    names = [one["id"] for one in board.criteria]
    rows = {one["id"]: [one["values"][name] for name in names] for one in options}
    scores = weighted_sum(CriteriaTable.of(rows, names), board.points())
    ends = zip(options, scores.low.tolist(), scores.high.tolist(), strict=True)
    return [_told(e, option, low, high) for option, low, high in ends]


def _told(e: Edition, option: Data, low: float, high: float) -> Data:
    return {
        **{key: option[key] for key in ("id", "href", "title", "summary", "kicker")},
        "evidence": evidence(e, e.kb.practices[option["id"]].evidence),
        "blocking": [_linked(e, one) for one in option["blocking"]],
        "sides": [
            {"id": name, "label": e.t(label), "reasons": [_linked(e, one) for one in option[side]]}
            for side, name, label in _SIDES
        ],
        "score": _score(e, round(low * 100), round(high * 100)),
    }


def _linked(e: Edition, reason: Data) -> Data:
    """A reason whose link says in a word where it leads, unless it leads to a source."""
    path, _, anchor = reason["href"].removeprefix(e.url()).partition("#")
    if not path or (anchor and not anchor.startswith("block-")):
        return {**reason, "where": reason["source"]}
    kind = "practice" if path.startswith("practices/") else "need"
    return {**reason, "where": e.t("Building block") if anchor else e.t(KINDS[kind])}


def _score(e: Edition, low: int, high: int) -> str:
    if high > low:
        return e.t(
            "Score {low} of 100; {high} if all that is unknown turns out best.", low=low, high=high
        )
    return e.t("Score {low} of 100.", low=low)


def _weights(e: Edition, board: MatchBoard) -> Iterator[Data]:
    """Criteria of the order with their share of the weight, the heaviest first."""
    points = board.points()
    total = sum(points.values())
    for one in sorted(board.criteria, key=lambda one: -points[one["id"]]):
        if points[one["id"]]:
            share = e.t.percent(round(100 * points[one["id"]] / total))
            yield {"label": one["label"], "share": share, "why": one["explain"]}
