"""What the ranked board is given for a need: criteria, ready-made weights, options, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from bestpractices.analysis.matching import CRITERIA, PRESETS, Match, Reason, match, match_blocks
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.span import span
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LocalText
from bestpractices.records.models import BuildingBlock, Need, Practice
from bestpractices.texts import N_

# More than a group reads in a session, few enough for a phone.
LIMIT: Final = 12
# Where the form of a need stands that a team wrote itself: such a need has no page.
FORM: Final = "#own-need"
# What the ready-made weights are called and for whom they are.
_PRESETS: Final = {
    "balanced": (N_("Balanced"), N_("What the board begins with.")),
    "evidence": (N_("Proven first"), N_("We know the subject well; show us what is proven.")),
    "feasible": (N_("Soon possible"), N_("We have to begin next month with what we have.")),
    "people": (N_("People first"), N_("First of all it must reach these people.")),
}
_ANCHORS: Final = {"sources": "{}", "building_blocks": "block-{}"}

Data = dict[str, Any]


def contents(e: Edition, need: Need | None, *, parts: bool = False) -> Data:
    """Traits of `MatchBoard` that hang on the need; None: there is no need to rank for.

    Parameters
    ----------
    parts
        Whether single building blocks are ranked too, in ``blocks``, blocked ones last.
    """
    if need is None:
        return {**_view(e, None, []), "need": {}, "blocks": {}}
    blocks = match_blocks(e.kb, need, limit=LIMIT) if parts else []
    return {
        **_view(e, need, match(e.kb, need, limit=LIMIT)),
        "need": _need(e, need),
        "blocks": _view(e, need, blocks) if blocks else {},
    }


def block_of(e: Edition, name: str) -> tuple[Practice, BuildingBlock] | None:
    """Practice and block of a name such as ``practice/block``; None if there is none."""
    practice_id, _, block_id = name.partition("/")
    practice = e.kb.practices.get(practice_id)
    blocks = practice.building_blocks if practice else ()
    found = next((block for block in blocks if block.id == block_id), None)
    return (practice, found) if practice and found else None


def said(e: Edition, text: LocalText) -> Data:
    """Text in the language of the page, or another, with its language."""
    passage = e.passage(text)
    return {"text": passage.text, "lang": passage.lang}


def _view(e: Edition, need: Need | None, found: Sequence[Match]) -> Data:
    table = _known(found)
    return {
        "criteria": _criteria(e, table),
        "presets": _presets(e, table),
        "options": _options(e, need, found, table) if need else [],
    }


def _known(found: Sequence[Match]) -> CriteriaTable | None:
    """Values of the matches in the criteria that decide; None if there is nothing to compare."""
    # As in matching: what is known of none decides nothing, its weight goes to the others.
    names = [c.name for c in CRITERIA if any(one.criteria[c.name] is not None for one in found)]
    if not names:
        return None
    rows = {_name(one): [one.criteria[name] for name in names] for one in found}
    return CriteriaTable.of(rows, names)


def _name(one: Match) -> str:
    return f"{one.practice}/{one.block}" if one.block else one.practice


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


def _options(
    e: Edition, need: Need, found: Sequence[Match], table: CriteriaTable | None
) -> list[Data]:
    # Among blocks some stand last whatever the weights: a span over all weights says nothing true.
    if table is None or any(one.block for one in found):
        return [_option(e, need, one, None) for one in found]
    reached = span(table)
    ends = zip(reached.best.tolist(), reached.worst.tolist(), strict=True)
    ranks = [{"best": best, "worst": worst} for best, worst in ends]
    return [_option(e, need, one, ranked) for one, ranked in zip(found, ranks, strict=True)]


def _option(e: Edition, need: Need, one: Match, ranks: Data | None) -> Data:
    practice = e.kb.practices[one.practice]
    return {
        "id": _name(one),
        "values": dict(one.criteria),
        "blocking": _reasons(e, need, one.blocking),
        "for_": _reasons(e, need, one.for_),
        "against": _reasons(e, need, one.against),
        "unknown": _reasons(e, need, one.unknown),
        "share": one.first_rank_share,
        "ranks": ranks,
        **(_part(e, practice, one.block) if one.block else _whole(e, practice)),
    }


def _whole(e: Edition, practice: Practice) -> Data:
    return {
        "href": e.url(f"practices/{practice.id}"),
        "title": said(e, practice.title),
        "summary": said(e, practice.summary),
        "kicker": e.t.joined(e.label("regions", region) for region in practice.regions),
        "blocks": [_block(e, block) for block in practice.building_blocks],
    }


def _part(e: Edition, practice: Practice, name: str) -> Data:
    """A single block as an option, with the practice that it is a part of."""
    block = next(one for one in practice.building_blocks if one.id == name)
    return {
        "href": f"{e.url(f'practices/{practice.id}')}#{_ANCHORS['building_blocks'].format(name)}",
        "title": said(e, block.name),
        "kicker": "",
        "practice": {"id": practice.id, "title": said(e, practice.title)},
        "blocks": [_block(e, block)],
    }


def _block(e: Edition, block: BuildingBlock) -> Data:
    requires = list(block.requires)
    return {
        "id": block.id, "name": said(e, block.name), "what": block.what, "requires": requires,
    }  # fmt: skip


def _reasons(e: Edition, need: Need, reasons: Iterable[Reason]) -> list[Data]:
    return [
        {
            "criterion": one.criterion,
            "text": one.sentence(e.lang),
            **_source(e, need, one.sources),
        }
        for one in reasons
    ]


def _source(e: Edition, need: Need, sources: Sequence[str]) -> Data:
    """Where a reason stands: the narrowest place, of the practice before the need."""
    places = [one.split("/") for one in sources if one.startswith(("practices/", "needs/"))]
    if not places:
        return {"href": "", "source": ""}
    folder, name, *part = min(places, key=lambda one: (len(one) == 2, one[0] != "practices"))  # noqa: PLR2004 - folder and id
    if folder == "needs" and need.id == name and name not in e.kb.needs:
        return {"href": FORM, "source": e.passage(need.title).text}
    page = e.url(f"{folder}/{name}")
    title = e.title(folder, name)
    words = title.text if title else name
    if not part:
        return {"href": page, "source": words}
    kind, key = part
    cited = {one.id: one.title for one in getattr(e.kb, folder)[name].sources}
    anchor = _ANCHORS[kind].format(key)
    return {"href": f"{page}#{anchor}", "source": cited.get(key, words)}


def _need(e: Edition, need: Need) -> Data:
    title, known = e.passage(need.title), need.id in e.kb.needs
    href = e.url(f"needs/{need.id}") if known else FORM
    return {"title": title.text, "lang": title.lang, "href": href}
