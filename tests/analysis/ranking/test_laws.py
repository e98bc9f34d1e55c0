"""What holds for every table, whatever stands in it."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.dominance import dominance
from bestpractices.analysis.ranking.ranked_options import rank
from bestpractices.analysis.ranking.span import span
from bestpractices.analysis.ranking.way_to_win import nearest_weights, way_to_win
from bestpractices.analysis.ranking.weighted_sum import SAME, ranks, weighted_sum

# Coarse, so that ties, twins and dominance come up often.
VALUES = st.none() | st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.7, 1.0])


@st.composite
def tables(draw, most=5):
    criteria = draw(st.integers(1, 4))
    row = st.lists(VALUES, min_size=criteria, max_size=criteria)
    rows = draw(st.lists(row, min_size=1, max_size=most))
    names = [f"k{place}" for place in range(criteria)]
    return CriteriaTable.of({f"o{place}": row for place, row in enumerate(rows)}, names)


@st.composite
def weighted_tables(draw):
    table = draw(tables())
    weights = draw(st.fixed_dictionaries({name: st.integers(0, 9) for name in table.criteria}))
    assume(any(weights.values()))
    return table, weights


few = settings(max_examples=60, deadline=None)


@few
@given(tables())
def test_acceptabilities_sum_to_one_by_option_and_by_rank(table):
    found = acceptability(table, samples=50)
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(len(table.options)))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(len(table.options)))
    assert (found.ranks >= 0).all()


@few
@given(weighted_tables())
def test_a_score_stands_at_the_lower_end_of_its_interval_and_within_its_range(given_):
    table, weights = given_
    scores, reach = weighted_sum(table, weights), span(table, samples=20)
    assert (scores.low <= scores.high + SAME).all()
    assert (reach.low <= scores.low + SAME).all()
    assert (scores.high <= reach.high + SAME).all()
    assert scores.high - scores.low == pytest.approx(1 - scores.known)


@few
@given(weighted_tables())
def test_a_dominated_option_never_goes_before_the_one_that_dominates_it(given_):
    table, weights = given_
    certain = dominance(table).certain
    placed, found = weighted_sum(table, weights).ranks, acceptability(table, samples=50)
    for better, worse in np.argwhere(certain):
        assert placed[better] <= placed[worse]
        assert found.ranks[worse, 0] == 0
        ahead = np.cumsum(found.ranks[better]) - np.cumsum(found.ranks[worse])
        assert (ahead >= -SAME).all()
        assert nearest_weights(table, table.options[worse]) is None


@few
@given(tables())
def test_dominance_is_a_strict_order_and_what_is_certain_is_possible(table):
    found = dominance(table)
    assert not (found.certain & found.certain.T).any()
    assert not (found.certain & ~found.possible).any()
    over_two = found.certain.astype(int) @ found.certain.astype(int) > 0
    assert not (over_two & ~found.certain).any()


@few
@given(weighted_tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_no_figure(given_, random):
    table, weights = given_
    rows = random.sample(range(len(table.options)), len(table.options))
    columns = random.sample(range(len(table.criteria)), len(table.criteria))
    moved = CriteriaTable.of(
        {table.options[row]: [table.values[row][column] for column in columns] for row in rows},
        [table.criteria[column] for column in columns],
    )
    scores, other = weighted_sum(table, weights), weighted_sum(moved, weights)
    assert other.ranks.tolist() == scores.ranks[rows].tolist()
    assert other.low == pytest.approx(scores.low[rows])
    certain = dominance(table).certain[np.ix_(rows, rows)]
    assert (dominance(moved).certain == certain).all()


@few
@given(weighted_tables())
def test_the_way_to_win_brings_the_option_level_with_the_first(given_):
    table, weights = given_
    for place, option in enumerate(table.options):
        way = way_to_win(table, option, weights=weights)
        if way is None:
            assert weighted_sum(table, weights).ranks[place] == 1
            continue
        if way.weights:
            scores = weighted_sum(table, way.weights).low
            assert scores[place] == pytest.approx(scores.max(), abs=1e-6)
        if way.value:
            rows = [list(row) for row in table.values]
            rows[place][table.criteria.index(way.value.criterion)] = way.value.needed
            mended = CriteriaTable.of(dict(zip(table.options, rows, strict=True)), table.criteria)
            scores = weighted_sum(mended, weights).low
            assert scores[place] == pytest.approx(scores.max(), abs=1e-9)


@few
@given(weighted_tables())
def test_no_change_of_a_single_weight_is_smaller_than_the_nearest_weights(given_):
    table, weights = given_
    total = sum(weights.values())
    for option in table.options:
        way = way_to_win(table, option, weights=weights)
        if way is None or way.weight is None:
            continue
        # what one weight gains the others lose, so the sum of changes is twice its change
        assert way.weight.now == pytest.approx(weights[way.weight.criterion] / total)
        assert way.distance <= 2 * abs(way.weight.needed - way.weight.now) + 1e-6


@few
@given(tables())
def test_a_rank_range_holds_every_rank_that_is_drawn(table):
    for option in rank(table, samples=50).options:
        best, worst = option.rank_range
        drawn = [place for place, share in enumerate(option.rank_acceptability, 1) if share > 0]
        assert best <= min(drawn) <= max(drawn) <= worst


@given(st.lists(st.sampled_from([0.0, 0.3, 0.1 + 0.2, 1.0]), min_size=1, max_size=8))
def test_ranks_count_those_before_and_forgive_the_last_digits(scores):
    expected = [1 + sum(round(o, 6) > round(s, 6) for o in scores) for s in scores]
    assert ranks(np.array(scores)).tolist() == expected
