"""Matches and the figures of their quality as tables; the research notebook shows the same."""

from __future__ import annotations

import json

import pytest

from bestpractices.analysis.matching import BALANCED, NAMES, PRESETS, match, matcher
from bestpractices.analysis.matching.quality import Judged, judged_values, ndcg, sums
from bestpractices.analysis.matching.tables import (
    ablation_table,
    compared,
    left_out_table,
    quality_table,
    reasons_table,
    values_table,
)
from bestpractices.shipped import shipped

FILE = json.loads((shipped("notebooks") / "research" / "judged_matches.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def best(kb):
    return match(kb, sorted(kb.needs)[0], limit=4)


@pytest.fixture(scope="module")
def judged(kb):
    return Judged.of(FILE["needs"], FILE["judged_practices"], kb=kb)


@pytest.fixture(scope="module")
def values(kb, judged):
    return judged_values(matcher(kb), judged)


def test_a_row_a_practice_and_nothing_where_nothing_is_known(best):
    found = values_table(best)
    assert list(found.index) == [one.practice for one in best]
    assert list(found.columns) == ["score", "score_high", *NAMES]
    known = {name: value for name, value in best[0].criteria.items() if value is not None}
    assert found.loc[best[0].practice, list(NAMES)].dropna().to_dict() == known
    assert values_table([]).shape == (0, 2 + len(NAMES))


def test_every_reason_stands_in_the_table_blocking_ones_first(best):
    one = max(best, key=lambda match: len(match.blocking))
    found = reasons_table(one)
    sides = ["blocking"] * len(one.blocking) + ["for"] * len(one.for_)
    sides += ["against"] * len(one.against) + ["unknown"] * len(one.unknown)
    assert list(found["side"]) == sides
    assert found["reason"].str.len().min() > 0


def test_practices_are_compared_by_what_is_known_of_one_of_them_and_none_not_at_all(best):
    found = compared(best)
    assert found.options == tuple(one.practice for one in best)
    assert not found.unknown.all(axis=0).any()
    with pytest.raises(ValueError, match="there is no option"):
        compared([])


def test_the_first_figure_is_the_mean_ndcg_within_its_interval(values, judged):
    found = quality_table(values, judged, points=PRESETS)
    by_hand = ndcg(sums(values, BALANCED), judged.grades, 5).mean()
    assert found.loc["balanced", "nDCG@5"] == pytest.approx(by_hand)
    assert (found["low"] <= found["nDCG@5"]).all()
    assert (found["nDCG@5"] <= found["high"]).all()


def test_what_a_criterion_without_points_brings_is_nothing(values, judged):
    found = ablation_table(values, judged)
    idle = [name for name in NAMES if not BALANCED[name]]
    assert idle
    assert (found.loc[idle, "lost"] == 0).all()
    assert found.loc["themes", "lost"] > 0


def test_a_need_left_out_is_never_served_better_than_by_the_best_set_of_all(values, judged):
    found = left_out_table(values, judged, draws=20)["nDCG@5"]
    best = found[f"best set, fitted to all {len(judged.needs)}"]
    assert found["on the need left out"] <= best + 1e-12
    assert found["points as they are"] <= best
