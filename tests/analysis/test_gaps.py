"""Gaps between needs and practices, on bases of a few records and on the shipped one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bestpractices.analysis.gap_ranking import FEW, Reason, look_for_next
from bestpractices.analysis.gaps import GapMap, Row, cells_table, gap_map, groups_of
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice, Review, ReviewState

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "gap_map.json").read_text("utf-8"))


def _record(name: str, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    state = fields.pop("state", ReviewState.PUBLIC)
    words = {
        key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
    }
    return {
        "id": name, "kind": kind, "title": LocalText(en=name), "summary": LocalText(en=name),
        "country": "BE", "themes": (), "target_groups": (), "checked": date(2026, 1, 2),
        "review": Review(state=state), **words,
    }  # fmt: skip


def practice(name: str, /, **fields: Any) -> Practice:
    given = {
        "organisation": None, "level": "local", "methods": (), "started": None, "ended": None,
        "status": "running", "evidence": "self-reported",
    }  # fmt: skip
    return Practice(**given | _record(name, "practice", fields))


def need(name: str, /, **fields: Any) -> Need:
    return Need(**{"raised_by": None} | _record(name, "need", fields))


@pytest.fixture
def base(kb: KnowledgeBase) -> Any:
    """Bases of these records, with the word lists of the shipped one."""

    def of(*records: Practice | Need) -> KnowledgeBase:
        named = {
            folder: {record.id: record for record in records if isinstance(record, kind)}
            for folder, kind in (("practices", Practice), ("needs", Need))
        }
        return replace(kb, **named)

    return of


def _row(found: GapMap, theme: str) -> Row:
    return next(row for row in found.rows if row.theme == theme)


def _themes(found: GapMap) -> list[str]:
    return [row.theme for row in found.rows]


# What is counted


def test_a_cell_holds_the_practices_that_work_on_the_theme_with_the_method(base: Any) -> None:
    found = gap_map(
        base(
            need("n", themes=("housing",)),
            practice("a", themes=("housing",), methods=("mentoring", "outreach")),
            practice("b", themes=("housing", "health"), methods=("mentoring",)),
            practice("c", themes=("health",), methods=("mentoring",)),
        )
    )

    housing = _row(found, "housing")
    assert housing.cell("mentoring").practices == ("a", "b")
    assert housing.cell("outreach").practices == ("a",)
    assert housing.whole.practices == ("a", "b")
    assert _themes(found) == ["housing"]


def test_a_cell_is_split_by_evidence_with_the_strongest_first(base: Any) -> None:
    levels = ("none", "randomised", "monitored", "monitored")
    found = gap_map(
        base(
            need("n", themes=("housing",)),
            *(practice(f"p{at}", themes=("housing",), methods=("mentoring",), evidence=level)
              for at, level in enumerate(levels)),
        )
    )  # fmt: skip

    cell = _row(found, "housing").cell("mentoring")
    assert list(cell.levels.items()) == [("randomised", 1), ("monitored", 2), ("none", 1)]
    assert cell.strongest == "randomised"
    assert cell.practices == ("p1", "p2", "p3", "p0")


def test_a_cell_without_practices_has_no_strongest_level(base: Any) -> None:
    found = gap_map(
        base(
            need("n", themes=("housing",)), practice("a", themes=("health",), methods=("outreach",))
        )
    )

    cell = _row(found, "housing").cell("outreach")
    assert (cell.practices, dict(cell.levels), cell.strongest) == ((), {}, None)


def test_a_practice_without_methods_counts_for_its_theme_and_in_no_cell(base: Any) -> None:
    found = gap_map(base(need("n", themes=("housing",)), practice("a", themes=("housing",))))

    assert _row(found, "housing").whole.practices == ("a",)
    assert (found.methods, _row(found, "housing").cells) == ((), ())


def test_a_theme_that_only_practices_name_is_no_row_but_is_told(base: Any) -> None:
    found = gap_map(base(need("n", themes=("housing",)), practice("a", themes=("sport",))))

    assert _themes(found) == ["housing"]
    assert found.themes_without_need == ("sport",)


def test_a_need_without_themes_stands_in_no_row_but_is_told(base: Any) -> None:
    found = gap_map(base(need("lost"), need("n", themes=("housing",))))

    assert found.needs_without_theme == ("lost",)
    assert [row.needs for row in found.rows] == [("n",)]


def test_no_needs_give_no_rows(base: Any) -> None:
    found = gap_map(base(practice("a", themes=("housing",), methods=("mentoring",))))

    assert (found.rows, found.methods) == ((), ("mentoring",))
    assert look_for_next(found) == ()


def test_no_practices_give_rows_without_cells(base: Any) -> None:
    found = gap_map(base(need("n", themes=("housing", "health"))))

    assert _themes(found) == ["health", "housing"]
    assert all(row.cells == () and row.whole.practices == () for row in found.rows)
    assert len(found.unused_methods) == len(base().vocabulary.methods)


def test_an_empty_base_gives_an_empty_map(base: Any) -> None:
    found = gap_map(base())

    assert (found.rows, found.methods, look_for_next(found)) == ((), (), ())
    assert cells_table(found).empty


def test_drafts_fill_no_gap_and_raise_none_for_readers(base: Any) -> None:
    kb = base(
        need("n", themes=("housing",)),
        need("draft", themes=("health",), state=ReviewState.DRAFT),
        practice("a", themes=("housing",), methods=("outreach",), state=ReviewState.SUBMITTED),
    )

    assert _row(gap_map(kb), "housing").whole.practices == ("a",)
    found = gap_map(kb.public())
    assert (_themes(found), found.methods) == (["housing"], ())
    assert _row(found, "housing").whole.practices == ()


def test_methods_stand_by_use_and_then_as_in_the_vocabulary(base: Any) -> None:
    found = gap_map(
        base(
            practice("a", methods=("outreach", "training", "mentoring")),
            practice("b", methods=("outreach",)),
        )
    )

    # the vocabulary has mentoring before training before outreach
    assert found.methods == ("outreach", "mentoring", "training")
    assert "grant" in found.unused_methods


def test_rows_stand_by_needs_then_urgent_needs_then_as_in_the_vocabulary(base: Any) -> None:
    found = gap_map(
        base(
            need("a", themes=("sport", "housing", "health")),
            need("b", themes=("sport", "reception"), priority="low"),
            need("c", themes=("employment",), priority="high"),
        )
    )

    # the vocabulary has reception before employment before health before housing before sport
    assert _themes(found) == ["sport", "employment", "reception", "health", "housing"]


def test_urgent_needs_stand_first_and_an_unknown_priority_is_not_urgent(base: Any) -> None:
    found = gap_map(
        base(
            need("a", themes=("housing",)),
            need("b", themes=("housing",), priority="high"),
            need("c", themes=("housing",), priority="medium"),
        )
    )

    row = _row(found, "housing")
    assert (row.needs, row.urgent) == (("b", "a", "c"), ("b",))


def test_practices_nearby_use_the_method_on_a_neighbouring_theme_and_not_here(base: Any) -> None:
    found = gap_map(
        base(
            need("n", themes=("health",)),
            practice("narrower", themes=("mental-health",), methods=("outreach",)),
            practice("related", themes=("intercultural-mediation",), methods=("outreach",)),
            practice("both", themes=("health", "mental-health"), methods=("training",)),
            practice("far", themes=("sport",), methods=("outreach",)),
        )
    )

    row = _row(found, "health")
    assert row.neighbours == ("mental-health", "intercultural-mediation")
    assert row.cell("outreach").nearby == ("narrower", "related")
    assert row.cell("training").nearby == ()


# Filters


def _vector_base(base: Any) -> KnowledgeBase:
    records = [
        make(row["id"], **{key: value for key, value in row.items() if key not in ("id", "groups")})
        for make, kind in ((practice, "practices"), (need, "needs"))
        for row in VECTORS[kind]
    ]
    kb: KnowledgeBase = base(*records)
    return kb


@pytest.mark.parametrize(
    "case", VECTORS["cases"], ids=lambda case: f"{case['group']}-{case['evidence']}"
)
def test_a_filtered_map_is_that_of_the_shared_vectors(base: Any, case: Any) -> None:
    found = gap_map(
        _vector_base(base), target_group=case["group"] or None, evidence=case["evidence"] or None
    )

    shown = [
        {
            "theme": row.theme,
            "needs": list(row.needs),
            "whole": list(row.whole.practices),
            "cells": {c.method: list(c.practices) for c in row.cells if c.practices},
            "nearby": {c.method: list(c.nearby) for c in row.cells if c.nearby},
        }
        for row in found.rows
    ]
    assert shown == case["rows"]


def test_a_record_is_found_under_broader_and_narrower_groups_and_not_beside(base: Any) -> None:
    kb = _vector_base(base)

    for kind in ("practices", "needs"):
        shown = {row["id"]: tuple(row["groups"]) for row in VECTORS[kind]}
        records = getattr(kb, kind).values()
        assert {one.id: groups_of(kb.vocabulary, one) for one in records} == shown


def test_a_filter_takes_no_column_away(base: Any) -> None:
    kb = base(
        need("n", themes=("housing",)),
        practice("a", themes=("housing",), methods=("outreach",), evidence="none"),
    )

    assert gap_map(kb, evidence="randomised").methods == ("outreach",)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"target_group": "martians"}, '"martians" is no word of target_groups; choose one of new'),
        ({"evidence": "strong"}, '"strong" is no word of evidence_levels; choose one of none, '),
    ],
)
def test_a_word_that_is_not_in_the_vocabulary_is_answered_with_the_words(
    base: Any, asked: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        gap_map(base(), **asked)


# What to look for next


def _on(theme: str, *levels: str) -> list[Practice]:
    return [
        practice(f"{theme}-{at}", themes=(theme,), methods=("training",), evidence=level)
        for at, level in enumerate(levels)
    ]


@pytest.mark.parametrize(
    ("levels", "reasons"),
    [
        ((), ["no_practice"]),
        (("none",), ["few_practices", "only_weak"]),
        (("self-reported", "none", "monitored"), ["few_practices", "not_evaluated"]),
        (("randomised",), ["few_practices"]),
        (("self-reported",) * (FEW + 1), ["only_weak"]),
        (("monitored",) * (FEW + 1), ["not_evaluated"]),
        (("external-evaluation", *("none",) * FEW), []),
    ],
)
def test_a_theme_is_a_gap_for_these_reasons(base: Any, levels: Any, reasons: list[str]) -> None:
    gaps = look_for_next(gap_map(base(need("n", themes=("housing",)), *_on("housing", *levels))))

    assert [list(gap.reasons) for gap in gaps] == ([reasons] if reasons else [])


def test_urgent_needs_come_first_then_what_lacks_then_needs_then_practices(base: Any) -> None:
    found = gap_map(
        base(
            need("high", themes=("sport",), priority="high"),
            need("one", themes=("housing", "health", "dialogue", "reception")),
            need("two", themes=("health",)),
            *_on("sport", *("monitored",) * 4),
            *_on("housing", "none"),
            *_on("health", *("none",) * 5),
            *_on("reception", *("none",) * 4),
        )
    )

    # dialogue has no practice; housing few and weak; health more needs than reception
    order = [gap.row.theme for gap in look_for_next(found)]
    assert order == ["sport", "dialogue", "housing", "health", "reception"]


def test_of_equal_gaps_the_one_with_fewer_practices_comes_first_then_the_vocabulary(
    base: Any,
) -> None:
    found = gap_map(
        base(
            need("n", themes=("housing", "health", "sport")),
            *_on("health", "none", "none"),
            *_on("housing", "none", "none"),
            *_on("sport", "none"),
        )
    )

    assert [gap.row.theme for gap in look_for_next(found)] == ["sport", "health", "housing"]


def test_leads_are_empty_cells_with_most_practices_nearby_first(base: Any) -> None:
    near = [
        practice(f"{method}-{at}", themes=("reception",), methods=(method,))
        for method, number in (("mentoring", 1), ("outreach", 3), ("campaign", 2), ("toolkit", 1))
        for at in range(number)
    ]
    kb = base(
        need("n", themes=("housing",)),
        practice("x", themes=("housing",), methods=("toolkit",)),
        *near,
    )

    (gap,) = look_for_next(gap_map(kb), leads=2)
    assert [(lead.method, len(lead.nearby)) for lead in gap.leads] == [
        ("outreach", 3),
        ("campaign", 2),
    ]
    (gap,) = look_for_next(gap_map(kb))
    assert [lead.method for lead in gap.leads] == ["outreach", "campaign", "mentoring"]
    assert all(not lead.practices for lead in gap.leads)


def test_a_gap_whose_neighbours_have_no_practices_has_no_leads(base: Any) -> None:
    (gap,) = look_for_next(gap_map(base(need("n", themes=("housing",)))))

    assert (gap.reasons, gap.leads) == ((Reason.NO_PRACTICE,), ())


def test_how_many_are_few_can_be_said(base: Any) -> None:
    found = gap_map(
        base(need("n", themes=("housing",)), *_on("housing", "randomised", "randomised"))
    )

    assert [gap.row.theme for gap in look_for_next(found)] == ["housing"]
    assert look_for_next(found, few=1) == ()


# The shipped base


def test_every_theme_of_a_public_need_is_a_row_with_these_needs(kb: KnowledgeBase) -> None:
    public = kb.public()
    by_hand: dict[str, set[str]] = {}
    for one in public.needs.values():
        for theme in one.themes:
            by_hand.setdefault(theme, set()).add(one.id)

    assert {row.theme: set(row.needs) for row in gap_map(public).rows} == by_hand


def test_every_cell_of_the_shipped_base_counts_what_the_records_say(kb: KnowledgeBase) -> None:
    public = kb.public()
    found = gap_map(public)

    for row in found.rows:
        for cell in row.cells:
            by_hand = {
                name
                for name, one in public.practices.items()
                if row.theme in one.themes and cell.method in one.methods
            }
            assert set(cell.practices) == by_hand
            assert sum(cell.levels.values()) == len(by_hand)


def test_legal_support_is_what_to_look_for_first(kb: KnowledgeBase) -> None:
    # two of its three needs are of high priority, and its two practices tell their own figures
    first = look_for_next(gap_map(kb.public()))[0]

    assert first.row.theme == "legal-support"
    assert set(first.row.urgent) == {"kadem-women-outside-camps", "ombudsman-interpreting"}
    assert first.reasons == (Reason.FEW_PRACTICES, Reason.ONLY_WEAK)


def test_the_table_has_one_row_a_cell_with_its_counts_by_level(kb: KnowledgeBase) -> None:
    found = gap_map(kb.public())
    table = cells_table(found)

    assert len(table) == len(found.rows) * len(found.methods)
    assert (table[list(found.levels)].sum(axis=1) == table["practices"]).all()
    housing = table[(table["theme"] == "housing") & (table["method"] == "cohousing")].iloc[0]
    assert (housing["practices"], housing["strongest"]) == (2, "external-evaluation")
    assert table[table["practices"] == 0]["strongest"].isna().all()


def test_two_runs_give_the_same_map(kb: KnowledgeBase) -> None:
    assert gap_map(kb) == gap_map(kb)
    assert look_for_next(gap_map(kb)) == look_for_next(gap_map(kb))
