"""From a need to practices: the coach chooses a need, weighs what counts, and picks blocks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qs

from bestpractices.analysis.matching import CRITERIA, PRESETS, Match, Reason, match
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.span import span
from bestpractices.pages.board_texts import board_texts
from bestpractices.pages.cards import need_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.records.languages import LocalText
from bestpractices.records.models import BuildingBlock, Practice
from bestpractices.texts import N_
from bestpractices.widgets.fragment import Fragment
from bestpractices.widgets.match_board import MatchBoard

# More than a group reads in a session, few enough for a phone.
LIMIT: Final = 12
# What the ready-made weights are called and for whom they are.
_PRESETS: Final = {
    "balanced": (N_("Balanced"), N_("What the board begins with.")),
    "evidence": (N_("Proven first"), N_("We know the subject well; show us what is proven.")),
    "feasible": (N_("Soon possible"), N_("We have to begin next month with what we have.")),
    "people": (N_("People first"), N_("First of all it must reach these people.")),
}
_ANCHORS: Final = {"sources": "{}", "building_blocks": "block-{}"}

Data = dict[str, Any]


def asked(environment: Mapping[str, str] = os.environ) -> str:
    """Id of the need that the address of the page asks for; empty if it asks for none."""
    return parse_qs(environment.get("QUERY_STRING", "")).get("need", [""])[-1].strip()


def introduction(e: Edition, need: str) -> Html:
    """What the page is for; the needs to choose from, where none of them is chosen yet."""
    known = need in e.kb.needs
    needs = () if known else e.sorted_by_title(e.kb.needs.values())
    # A card leads to this very page with its need, and not to the record.
    cards = [{**need_card(e, one), "href": f"?need={one.id}"} for one in needs]
    return render("need_to_practices.html", e, chosen=known, unknown=bool(need), cards=cards)


def board(e: Edition, need: str) -> MatchBoard:
    """Practices for the need, ranked; nothing to rank where no need of the base is chosen."""
    found = match(e.kb, need, limit=LIMIT) if need in e.kb.needs else []
    table = _known(found)
    return MatchBoard(
        _criteria(e, table),
        _options(e, found, table),
        need=_need(e, need),
        presets=_presets(e, table),
        texts=board_texts(e),
        lang=e.lang,
    )


def next_step(e: Edition, shown: MatchBoard) -> Fragment:
    """The blocks that are chosen on the board, kept up to date."""
    fragment = Fragment()

    def update(_: Any = None) -> None:
        fragment.html = chosen_blocks(e, shown.chosen) if shown.need else ""

    shown.observe(update, names="chosen")
    update()
    return fragment


def chosen_blocks(e: Edition, chosen: Iterable[str]) -> Html:
    """Blocks named ``practice/block`` with the practices they are from; others are passed over."""
    return render("next_step.html", e, blocks=list(_blocks(e, chosen)))


def _blocks(e: Edition, chosen: Iterable[str]) -> Iterator[tuple[Practice, BuildingBlock]]:
    for name in chosen:
        practice_id, _, block_id = name.partition("/")
        practice = e.kb.practices.get(practice_id)
        for block in practice.building_blocks if practice else ():
            if practice and block.id == block_id:
                yield practice, block


def _known(found: Sequence[Match]) -> CriteriaTable | None:
    """Values of the matches in the criteria that decide; None if there is nothing to compare."""
    # As in matching: what is known of none decides nothing, its weight goes to the others.
    names = [c.name for c in CRITERIA if any(one.criteria[c.name] is not None for one in found)]
    if not names:
        return None
    rows = {one.practice: [one.criteria[name] for name in names] for one in found}
    return CriteriaTable.of(rows, names)


def _criteria(e: Edition, table: CriteriaTable | None) -> list[Data]:
    return [
        {
            "id": one.name,
            "label": e.t(one.label),
            "worst": e.t(one.worst),
            "best": e.t(one.best),
            "explain": e.t(one.why),
            "weight": one.points,
        }
        for one in CRITERIA
        if table is None or one.name in table.criteria
    ]


def _presets(e: Edition, table: CriteriaTable | None) -> list[Data]:
    return [
        {
            "id": name,
            "label": e.t(label),
            "explain": e.t(explain),
            "weights": {
                criterion: points
                for criterion, points in PRESETS[name].items()
                if table is None or criterion in table.criteria
            },
        }
        for name, (label, explain) in _PRESETS.items()
    ]


def _options(e: Edition, found: Sequence[Match], table: CriteriaTable | None) -> list[Data]:
    if table is None:
        return [_option(e, one, None) for one in found]
    reached = span(table)
    ends = zip(reached.best.tolist(), reached.worst.tolist(), strict=True)
    ranks = [{"best": best, "worst": worst} for best, worst in ends]
    return [_option(e, one, ranked) for one, ranked in zip(found, ranks, strict=True)]


def _option(e: Edition, one: Match, ranks: Data | None) -> Data:
    practice = e.kb.practices[one.practice]
    return {
        "id": practice.id,
        "href": e.url(f"practices/{practice.id}"),
        "title": _said(e, practice.title),
        "summary": _said(e, practice.summary),
        "kicker": e.t.joined(e.label("regions", region) for region in practice.regions),
        "values": dict(one.criteria),
        "blocking": _reasons(e, one.blocking),
        "for_": _reasons(e, one.for_),
        "against": _reasons(e, one.against),
        "unknown": _reasons(e, one.unknown),
        "blocks": [_block(e, block) for block in practice.building_blocks],
        "share": one.first_rank_share,
        "ranks": ranks,
    }


def _block(e: Edition, block: BuildingBlock) -> Data:
    requires = list(block.requires)
    return {
        "id": block.id, "name": _said(e, block.name), "what": block.what, "requires": requires,
    }  # fmt: skip


def _reasons(e: Edition, reasons: Iterable[Reason]) -> list[Data]:
    return [
        {"criterion": one.criterion, "text": one.sentence(e.lang), **_source(e, one.sources)}
        for one in reasons
    ]


def _source(e: Edition, sources: Sequence[str]) -> Data:
    """Where a reason stands: the narrowest place, of the practice before the need."""
    places = [one.split("/") for one in sources if one.startswith(("practices/", "needs/"))]
    if not places:
        return {"href": "", "source": ""}
    folder, name, *part = min(places, key=lambda one: (len(one) == 2, one[0] != "practices"))  # noqa: PLR2004 - folder and id
    page = e.url(f"{folder}/{name}")
    title = e.title(folder, name)
    words = title.text if title else name
    if not part:
        return {"href": page, "source": words}
    kind, key = part
    cited = {one.id: one.title for one in getattr(e.kb, folder)[name].sources}
    anchor = _ANCHORS[kind].format(key)
    return {"href": f"{page}#{anchor}", "source": cited.get(key, words)}


def _need(e: Edition, need: str) -> Data:
    title = e.title("needs", need)
    if title is None:
        return {}
    return {"title": title.text, "lang": title.lang, "href": e.url(f"needs/{need}")}


def _said(e: Edition, text: LocalText) -> Data:
    passage = e.passage(text)
    return {"text": passage.text, "lang": passage.lang}
