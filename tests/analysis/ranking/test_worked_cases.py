"""The methods against values from published tables and from other programs, case by case."""

import csv
import gzip
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from bestpractices.analysis.ranking import preference_functions as preference
from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.entropy_weights import entropy_weights
from bestpractices.analysis.ranking.promethee import promethee
from bestpractices.analysis.ranking.rank_shares import (
    central_weights,
    confidence,
    rank_acceptability,
    ranking_entropy,
    winning_index,
)
from bestpractices.analysis.ranking.topsis import topsis
from bestpractices.analysis.ranking.value_function import linear_values
from bestpractices.analysis.ranking.vikor import vikor
from bestpractices.analysis.ranking.weighted_product import weighted_product
from bestpractices.analysis.ranking.weighted_sum import ranks, weighted_sum

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "data" / "mcda"
# Under another licence than ours, so not in this repository; see tests/data/mcda/README.md.
SAMPLES = ROOT.parent / "shared" / "reference-cases" / "mcda"


def case(name):
    read = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return read, read["expected"], np.array(read.get("matrix", ()), dtype=float)


def test_every_case_is_tested():
    text = Path(__file__).read_text("utf-8")
    names = [path.stem for path in CASES.glob("*.json")]
    assert len(names) == 9
    assert all(f'"{name}"' in text for name in names)


@pytest.mark.parametrize("name", ["topsis_tzeng2011", "topsis_cars3"])
def test_topsis_gives_the_closeness_and_the_order_of_the_case(name):
    read, expected, matrix = case(name)
    found = topsis(matrix, np.array(read["weights"]), directions=read["directions"])
    assert found == pytest.approx(expected["closeness"], abs=read["tolerance"])
    assert ranks(found).tolist() == expected["rank"]


def test_topsis_of_equal_options_is_undefined():
    found = topsis(np.ones((2, 2)), np.ones(2), directions=["max", "min"])
    assert np.isnan(found).all()


def test_the_weighted_product_gives_the_logarithms_of_the_case():
    read, expected, matrix = case("wpm_wikipedia")
    found = weighted_product(matrix, np.array(read["weights"]))
    assert found == pytest.approx(expected["log10_score"], abs=read["tolerance"])
    assert ranks(found).tolist() == expected["rank"]


def test_a_weighted_product_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        weighted_product(np.array([[0.0, 1.0]]), np.ones(2))


@pytest.mark.parametrize("moved", [False, True])
def test_vikor_gives_the_measures_of_the_case_in_whatever_unit(moved):
    read, expected, matrix = case("vikor_opricovic2004")
    if moved:  # the case says: unchanged for risk + 5 and altitude / 1000 - 1
        matrix = matrix * [1, 1 / 1000] + [5, -1]
    found = vikor(matrix, np.array(read["weights"]), directions=read["directions"])
    for measure in ("s", "r", "q"):
        assert getattr(found, measure) == pytest.approx(
            expected[measure.upper()], abs=read["tolerance"]
        )
    assert ranks(-found.q).tolist() == expected["rank"]
    assert [read["alternatives"][row] for row in found.compromise] == expected["compromise"]


def test_vikor_proposes_all_that_are_close_behind_the_first():
    # by hand: S = .3 .3 1, R = .3 .3 .5, so Q = 0 0 1 and half of that is close
    figures = np.array([[1.0, 0.4], [0.4, 1.0], [0.0, 0.0]])
    assert vikor(figures, np.ones(2), directions=["max", "max"]).compromise == (0, 1)


def test_vikor_proposes_one_that_leads_and_is_best_for_all():
    # by hand: S = 0 1, R = 0 .5, so Q = 0 1
    figures = np.array([[5.0, 2.0], [3.0, 4.0]])
    assert vikor(figures, np.ones(2), directions=["max", "min"]).compromise == (0,)


def test_vikor_weighs_the_use_to_all_against_the_regret_of_one():
    # by hand: S = .5 .4 .5 .525, R = .5 .2 .5 .475
    figures = np.array([[1.0, 0.0], [0.6, 0.6], [0.0, 1.0], [0.9, 0.05]])
    given = {"directions": ["max", "max"]}
    all_use = vikor(figures, np.ones(2), v=1, **given)
    assert all_use.q == pytest.approx([0.8, 0, 0.8, 1])
    one_regret = vikor(figures, np.ones(2), v=0, **given)
    assert one_regret.q == pytest.approx([1, 0, 1, 0.275 / 0.3])


def test_promethee_gives_the_indices_flows_and_relations_of_the_case():
    read, expected, matrix = case("promethee_transport")
    names = read["alternatives"]
    functions = [preference.gaussian(4), preference.level(11, 15), preference.linear(1, 3)]
    found = promethee(
        matrix,
        np.array(read["weights"]),
        directions=read["directions"],
        preferences=functions,
    )
    near = {"abs": read["tolerance"]}
    assert found.indices == pytest.approx(np.array(expected["preference_indices"]), **near)
    assert found.positive == pytest.approx(expected["positive_flow"], **near)
    assert found.negative == pytest.approx(expected["negative_flow"], **near)
    assert found.net == pytest.approx(expected["net_flow"], **near)
    assert [names[row] for row in np.argsort(-found.net)] == expected["promethee2_order"]
    assert pairs(found.preferred(), names) == expected["promethee1_preferences"]
    above = np.triu(found.incomparable())
    assert sorted(pairs(above, names)) == sorted(
        sorted(pair, key=names.index) for pair in expected["promethee1_incomparable"]
    )


def pairs(relation, names):
    return [[names[row], names[column]] for row, column in np.argwhere(relation).tolist()]


def test_the_other_preference_functions_follow_their_definition():
    # by hand, from their definitions
    advantage = np.array([-1.0, 0.0, 1.0, 2.0, 3.0])
    assert preference.usual()(advantage).tolist() == [0, 0, 1, 1, 1]
    assert preference.u_shape(1)(advantage).tolist() == [0, 0, 0, 1, 1]
    assert preference.v_shape(2)(advantage).tolist() == [0, 0, 0.5, 1, 1]
    assert preference.level(1, 2)(advantage).tolist() == [0, 0, 0, 0.5, 1]


def test_entropy_gives_the_weights_of_the_case():
    read, expected, matrix = case("weights_entropy_small")
    found = entropy_weights(matrix)
    assert found == pytest.approx(expected["weights"], abs=read["tolerance"])


def test_a_column_that_tells_nothing_apart_gets_no_entropy_weight():
    assert entropy_weights(np.array([[1.0, 3, 0], [4, 3, 0]])).tolist() == [1, 0, 0]
    assert np.isnan(entropy_weights(np.ones((2, 2)))).all()
    assert np.isnan(entropy_weights(np.ones((1, 2)))).all()


def test_smaa_gives_the_exact_acceptabilities_of_the_case():
    read, expected, matrix = case("smaa_tzeng_uniform_weights")
    values = linear_values(matrix, read["directions"])
    table = CriteriaTable.of(dict(zip(read["alternatives"], values, strict=True)), "abc")
    found = acceptability(table)
    exact = [
        [float(Fraction(share)) for share in row] for row in expected["rank_acceptability_exact"]
    ]
    assert found.ranks == pytest.approx(np.array(exact), abs=0.015)
    central = np.array(expected["central_weights_simulated"], dtype=float)
    assert found.central_weights == pytest.approx(central, abs=0.02, nan_ok=True)


def test_the_pairwise_winning_index_is_that_of_the_case():
    read, expected, _ = case("smaa_pwi_small")
    found = winning_index(np.array(read["values_per_iteration"], dtype=float))
    assert found == pytest.approx(np.array(expected["pwi"]), abs=read["tolerance"])


def numbers(name):
    with gzip.open(SAMPLES / name, "rt", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not part of this repository")
def test_smaa_on_the_given_samples_gives_the_printed_figures():
    read, expected, _ = case("smaa_thrombo")
    weights = np.array(numbers("smaa_thrombo_weights.csv.gz"), dtype=float)
    values = np.empty((len(weights), 2, 3))
    for iteration, option, *row in numbers("smaa_thrombo_measurements.csv.gz"):
        values[int(iteration) - 1, read["alternatives"].index(option)] = row
    scores = np.einsum("dk,dok->do", weights, values)
    shares = np.array(expected["rank_acceptability"])
    assert rank_acceptability(scores) == pytest.approx(shares, abs=1e-9)
    central = central_weights(scores, weights)
    assert central == pytest.approx(np.array(expected["central_weights"]), abs=1e-5)
    assert confidence(values, central) == pytest.approx(expected["confidence_factor"], abs=1e-9)
    entropy = expected["ranking_entropy_bits"]
    assert ranking_entropy(scores) == pytest.approx(entropy, abs=1e-6)
    fixed = rank_acceptability(values @ [0.5, 0.2, 0.3])
    shares = np.array(expected["fixed_weights_50_20_30_rank_acceptability"])
    assert fixed == pytest.approx(shares, abs=1e-9)


def test_the_case_of_the_field_guide_comes_out_as_it_is_told():
    # field guide 9, "Worked case, three criteria"; its shares are good to 0.01
    rows = {"A": (1.0, 0.2, 0.4), "B": (0.5, 0.8, 0.5), "C": (0.0, 1.0, 0.6)}
    table = CriteriaTable.of(rows, ["first", "second", "third"])
    scores = weighted_sum(table)
    assert scores.low == pytest.approx([0.533, 0.600, 0.533], abs=5e-4)
    assert scores.ranks.tolist() == [2, 1, 2]
    found = acceptability(table)
    assert found.ranks[:, 0] == pytest.approx([0.38, 0.22, 0.41], abs=0.015)
    assert found.ranks[:, 2] == pytest.approx([0.54, 0.00, 0.46], abs=0.015)
    assert found.ranks[1, 2] == 0
