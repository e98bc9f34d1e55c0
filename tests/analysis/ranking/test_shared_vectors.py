import json
from pathlib import Path

import numpy as np
import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.dominance import dominance
from bestpractices.analysis.ranking.weighted_sum import weighted_sum
from bestpractices.analysis.ranking.weights import weights_for

# The browser is held to the same file.
FILE = Path(__file__).parents[2] / "data" / "ranking_vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8"))["cases"]


def names_of(relation, options):
    return [np.array(options)[column].tolist() for column in relation.T]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_python_scores_ranks_and_dominates_as_the_shared_vectors_say(case):
    rows = dict(zip(case["options"], case["values"], strict=True))
    table, expected = CriteriaTable.of(rows, case["criteria"]), case["expected"]
    weights = weights_for(table.criteria, case["weights"])
    assert list(weights.values()) == pytest.approx(expected["weights"], abs=1e-11)
    scores = weighted_sum(table, case["weights"])
    for measure in ("low", "high", "known"):
        assert getattr(scores, measure) == pytest.approx(expected[measure], abs=1e-11)
    assert scores.ranks.tolist() == expected["ranks"]
    found = dominance(table)
    assert names_of(found.certain, case["options"]) == expected["dominated_by"]
    assert names_of(found.possible, case["options"]) == expected["may_be_dominated_by"]
