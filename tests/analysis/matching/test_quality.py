"""The ranking against judged pairs; ``benchmarks/matching.py`` measures more of it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from bestpractices.analysis.matching import match

JUDGED = json.loads(
    (Path(__file__).parents[2] / "data" / "judged_matches.json").read_text(encoding="utf-8")
)
# What was measured, 0.892, less what a changed record may cost.
FLOOR = 0.87


@pytest.fixture(scope="module")
def ranked(kb):
    """Of every judged need the judged practices in order."""
    judged = set(JUDGED["judged_practices"])
    return {
        name: [one.practice for one in match(kb, name, limit=1000) if one.practice in judged]
        for name in JUDGED["needs"]
    }


def ndcg(names, grades):
    """NDCG@5 with gain 2^grade - 1."""
    ideal = sorted(grades.values(), reverse=True)
    found, best = (
        sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(some[:5]))
        for some in ([grades.get(name, 0) for name in names], ideal)
    )
    return found / best


def test_the_first_practice_is_clearly_useful_for_every_need(ranked):
    firsts = {name: JUDGED["needs"][name].get(names[0], 0) for name, names in ranked.items()}
    assert not {name: grade for name, grade in firsts.items() if grade < 2}


def test_the_first_five_are_as_good_as_they_were_measured(ranked):
    found = [ndcg(names, JUDGED["needs"][name]) for name, names in ranked.items()]
    assert sum(found) / len(found) >= FLOOR
