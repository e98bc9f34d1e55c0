"""Which themes of needs lack practices or evidence, and where to look next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bestpractices.analysis import gaps as analysis
from bestpractices.analysis.gap_ranking import Gap, Reason, look_for_next
from bestpractices.analysis.gaps import Cell, Row, groups_of
from bestpractices.pages.cards import Card, evidence, need_card, practice_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_
from bestpractices.widgets.gap_map import GapMap

_WHY: Final = {
    Reason.NO_PRACTICE: N_("No practice in the base works on this theme."),
    Reason.FEW_PRACTICES: N_("That is little to choose from."),
    Reason.ONLY_WEAK: N_(
        "None of them is monitored or evaluated: what is known of their results comes from the "
        "organisations themselves, without a stated method."
    ),
    Reason.NOT_EVALUATED: N_("None of them has been evaluated by an independent body."),
}


def introduction(e: Edition) -> Html:
    """What the page answers, and how its signs are read."""
    levels = [evidence(e, level) for level in e.kb.vocabulary.lists["evidence_levels"]]
    return render("gaps_opening.html", e, levels=levels)


def matrix(e: Edition) -> GapMap:
    """Themes of needs by methods of practices; the plain table for pages without JavaScript."""
    found = _map(e)
    return GapMap(
        _themes(e),
        [_word(e, "methods", method) for method in found.methods],
        practices=_practices(e),
        needs=_needs(e),
        levels=[_word(e, "evidence_levels", level) for level in found.levels],
        groups=_groups(e),
        texts=_texts(e),
        lang=e.lang,
        practices_href=e.url("practices"),
        addressed=True,
        fallback=_table(e),
    )


def look_next(e: Edition) -> Html:
    """Ranked list of themes to look into, each with why and with methods to look for."""
    gaps = [_gap(e, gap) for gap in look_for_next(_map(e))]
    return render("gaps_next.html", e, gaps=gaps, notes=list(_notes(e)))


def by_theme(e: Edition) -> Html:
    """The map as a list: every theme with its needs and its practices."""
    rows = [
        {
            "theme": row.theme,
            "label": e.label("themes", row.theme),
            "counts": f"{_needs_counted(e, row)} · {_practices_counted(e, row.whole)}",
            "needs": [need for need in _needs(e) if row.theme in need["themes"]],
            "practices": [_with_words(e, p) for p in _practices(e) if row.theme in p["themes"]],
        }
        for row in _map(e).rows
    ]
    return render("gaps_list.html", e, rows=rows)


def _map(e: Edition) -> analysis.GapMap:
    return e.once("gaps", lambda: analysis.gap_map(e.kb))


def _word(e: Edition, words: str, word: str) -> Card:
    return {"id": word, "label": e.label(words, word)}


def _themes(e: Edition) -> list[Card]:
    """Rows in the order of the vocabulary, which settles ties wherever they are sorted."""
    order = list(e.kb.vocabulary.lists["themes"])
    rows = [
        {**_word(e, "themes", row.theme), "neighbours": row.neighbours}
        for row in sorted(_map(e).rows, key=lambda row: order.index(row.theme))
    ]
    # The browser sorts by this number: it knows no alphabet as the texts of this language do.
    alphabet = sorted(rows, key=lambda row: e.t.order(row["label"]))
    return [{**row, "place": alphabet.index(row)} for row in rows]


def _groups(e: Edition) -> list[Card]:
    found = {group for record in (*_practices(e), *_needs(e)) for group in record["groups"]}
    groups = [_word(e, "target_groups", group) for group in sorted(found)]
    return sorted(groups, key=lambda group: e.t.order(group["label"]))


def _practices(e: Edition) -> list[Card]:
    """Practices, those with the strongest evidence first."""
    return e.once("gaps: practices", lambda: sorted(_practice_rows(e), key=lambda p: -p["step"]))


def _practice_rows(e: Edition) -> Iterator[Card]:
    for practice in e.sorted_by_title(e.kb.practices.values()):
        card = practice_card(e, practice)
        yield {
            **_record(e, practice, card),
            "methods": practice.methods,
            "step": card["evidence"]["step"],
        }


def _needs(e: Edition) -> list[Card]:
    """Needs, those of high priority first."""
    return e.once("gaps: needs", lambda: sorted(_need_rows(e), key=lambda need: not need["urgent"]))


def _need_rows(e: Edition) -> Iterator[Card]:
    for need in e.sorted_by_title(e.kb.needs.values()):
        urgent = need.priority == analysis.URGENT
        yield {**_record(e, need, need_card(e, need)), "urgent": urgent}


def _record(e: Edition, record: Need | Practice, card: Card) -> Card:
    shown = {key: card[key] for key in ("id", "href", "title", "mark")}
    return {**shown, "themes": record.themes, "groups": groups_of(e.kb.vocabulary, record)}


def _with_words(e: Edition, practice: Card) -> Card:
    level = _map(e).levels[practice["step"]]
    methods = e.t.joined(e.label("methods", method) for method in practice["methods"])
    return {**practice, "level": e.label("evidence_levels", level), "note": methods}


def _table(e: Edition) -> Html:
    found = _map(e)
    rows = [
        {
            "theme": row.theme,
            "label": e.label("themes", row.theme),
            "needs": len(row.needs),
            "urgent": len(row.urgent),
            "cells": [_cell(e, cell) for cell in (row.whole, *row.cells)],
        }
        for row in found.rows
    ]
    heads = [e.t("All methods"), *(e.label("methods", method) for method in found.methods)]
    return render("gap_table.html", e, rows=rows, heads=heads)


def _cell(e: Edition, cell: Cell) -> dict[str, Any]:
    if cell.strongest is None:
        return {"number": 0}
    return {"number": len(cell.practices), **evidence(e, cell.strongest)}


def _gap(e: Edition, gap: Gap) -> dict[str, Any]:
    row = gap.row
    urgent = e.t("{number} of high priority", number=len(row.urgent))
    needs = _needs_counted(e, row) + (f" ({urgent})" if row.urgent else "")
    counted = [needs, _practices_counted(e, row.whole)]
    if row.whole.strongest:
        level = e.label("evidence_levels", row.whole.strongest)
        counted.append(e.t("strongest evidence: {level}", level=level))
    return {
        "label": e.label("themes", row.theme),
        "href": _address(e, row.theme),
        "counted": " · ".join(counted),
        "why": [e.t(_WHY[reason]) for reason in gap.reasons],
        "leads": [
            {
                "label": e.label("methods", lead.method or ""),
                "number": len(lead.nearby),
                "href": _address(e, row.theme, method=lead.method or ""),
            }
            for lead in gap.leads
        ],
    }


def _address(e: Edition, theme: str, **method: str) -> str:
    # The fragment is for browsers that run nothing: there the list below opens.
    return f"{e.url('gaps', theme=theme, **method)}#theme-{theme}"


def _needs_counted(e: Edition, row: Row) -> str:
    return e.t.count("{number} need", "{number} needs", len(row.needs))


def _practices_counted(e: Edition, cell: Cell) -> str:
    return e.t.count("{number} practice", "{number} practices", len(cell.practices))


def _notes(e: Edition) -> Iterator[str]:
    """What the map leaves out, so that nobody takes it for an answer."""
    found, needs = _map(e), e.kb.needs.values()
    unknown = sum(need.priority is None for need in needs)
    if unknown:
        yield e.t(
            "Priority is known for {known} of {all} needs. Where it is not known, a need is not "
            "counted as less urgent; it only does not move its theme up.",
            known=len(needs) - unknown,
            all=len(needs),
        )
    lists: Iterable[tuple[str, str, tuple[str, ...]]] = (
        (N_("Methods of the word list that no practice in the base has: {names}."),
         "methods", found.unused_methods),
        (N_("Themes with practices that no need names: {names}."),
         "themes", found.themes_without_need),
    )  # fmt: skip
    for text, words, ids in lists:
        if ids:
            yield e.t(text, names=e.t.joined(e.label(words, word) for word in ids))
    if found.needs_without_theme:
        names = [e.passage(e.kb.needs[name].title).text for name in found.needs_without_theme]
        yield e.t("Needs that name no theme and stand in no row: {names}.", names="; ".join(names))


def _texts(e: Edition) -> dict[str, object]:
    return {
        "caption": e.t("Themes of needs by methods of practices"),
        "theme": e.t("Theme"),
        "all_methods": e.t("All methods"),
        "needs": e.t("Needs"),
        "practices": e.t("Practices"),
        "evidence": e.t("Evidence"),
        "urgent": e.t("High priority"),
        "said": e.t("{label}: {value}", label="{label}", value="{value}"),
        "none": e.t("No practice in the base"),
        "filtered": e.t("None that fits the filter; without it: {number}", number="{number}"),
        "catalogue": e.t(
            "The base is a catalogue: this does not mean that nobody does it. Ask partners, and "
            "look in other collections."
        ),
        "nearby": e.t("The same method on neighbouring themes"),
        "nearby_any": e.t("Practices on neighbouring themes"),
        "open_list": e.t("Show them in the list of practices"),
        "close": e.t("Close"),
        "group": e.t("Target group"),
        "all_groups": e.t("All target groups"),
        "wider": e.t("Records that name a broader or a narrower target group are counted as well."),
        "at_least": e.t("Evidence at least"),
        "all_levels": e.t("All levels"),
        "order": e.t("Order"),
        "orders": {"needs": e.t("Most needs first"), "title": e.t("By alphabet")},
        "no_rows": e.t("No need fits this filter."),
        "zero": e.t("0: there are practices, but none that fits the filter."),
        "hint": e.t("Open a cell for its records; arrow keys lead from cell to cell."),
    }
