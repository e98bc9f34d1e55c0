"""Which tie to make next: figures by hand and by trying every tie with networkx."""

from itertools import product

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.next_ties import as_table, propose_ties

BETWEEN = ("BE", "TR")


def two_countries(seed):
    graph = nx.gnm_random_graph(14, 16, seed=seed)
    graph.remove_edges_from([(a, b) for a, b in graph.edges if (a < 7) != (b < 7) and a % 3])
    return graph, {node: "BE" if node < 7 else "TR" for node in graph}


def nearness(graph):
    """Mean of 1 / d between the countries, from networkx alone."""
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    pairs = list(product(range(7), range(7, 14)))
    return sum(1 / steps[a][b] for a, b in pairs if b in steps[a]) / len(pairs)


def with_tie(graph, *tie):
    made = graph.copy()
    made.add_edge(*tie)
    return made


@pytest.mark.parametrize("seed", range(6))
def test_the_first_proposal_is_the_best_of_all_absent_ties(seed):
    graph, country = two_countries(seed)
    absent = [tie for tie in product(range(7), range(7, 14)) if not graph.has_edge(*tie)]

    [found] = propose_ties(graph, BETWEEN, group=country, number=1)

    best = max(nearness(with_tie(graph, *tie)) for tie in absent)
    assert found.nearness == pytest.approx(best)
    assert found.nearness_before == pytest.approx(nearness(graph))
    assert nearness(with_tie(graph, found.start, found.end)) == pytest.approx(best)


def test_each_proposal_is_counted_with_those_before_it():
    graph, country = two_countries(3)
    first, second, third = propose_ties(graph, BETWEEN, group=country)

    one = with_tie(graph, first.start, first.end)
    assert second.nearness_before == pytest.approx(first.nearness)
    assert third.nearness == pytest.approx(
        nearness(with_tie(with_tie(one, second.start, second.end), third.start, third.end))
    )
    assert as_table([first, second])["gain"].tolist() == [first.gain, second.gain]


def test_what_a_tie_changes_is_told_as_by_hand():
    # a - b   c - d: the tie b-c lets four pairs reach each other, 1, 2, 2 and 3 steps apart
    graph = nx.Graph([("a", "b"), ("c", "d")])
    country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    [found] = propose_ties(graph, BETWEEN, group=country, candidates=["b", "c"], number=1)

    assert (found.start, found.end) == ("b", "c")
    assert found.nearness == pytest.approx((1 + 1 / 2 + 1 / 2 + 1 / 3) / 4)
    assert (found.reach, found.nearer, found.second_ways) == (4, 4, 0)
    assert (found.steps_before, found.way, found.distance_before) == (None, (), None)


def test_a_second_way_is_one_without_a_go_between_in_common():
    # a - m - c and a tie a-c: a ring of three, so that all of its pairs have two ways
    country = {"a": "BE", "m": "BE", "c": "TR"}
    [found] = propose_ties(nx.Graph([("a", "m"), ("m", "c")]), BETWEEN, group=country)

    assert (found.start, found.end, found.introducers, found.way) == ("a", "c", ("m",), ("m",))
    assert found.second_ways == 2
    assert (found.distance_before, found.distance) == (1.5, 1.0)


def test_who_introduces_is_told_as_it_is_today():
    graph = nx.path_graph(["a", "b", "c", "d", "e", "f"])
    country = dict.fromkeys("abc", "BE") | dict.fromkeys("def", "TR")
    first, second, *_ = propose_ties(graph, BETWEEN, group=country)

    steps = nx.shortest_path_length(graph, second.start, second.end)
    assert second.steps_before == steps == len(second.way) + 1
    assert nx.is_path(graph, [second.start, *second.way, second.end])
    assert (second.start, second.end) != (first.start, first.end)


def test_only_those_who_share_what_is_needed_are_proposed():
    graph, country = two_countries(1)
    themes = {node: ["housing"] if node in (2, 9) else [f"theme {node}"] for node in graph}
    graph.remove_edges_from([(2, 9)])
    found = propose_ties(
        graph, BETWEEN, group=country, traits={"themes": themes}, needed=["themes"]
    )

    assert [(one.start, one.end, one.shared) for one in found] == [(2, 9, {"themes": ("housing",)})]


def test_equal_ties_come_in_the_order_of_their_ids():
    graph = nx.empty_graph(["d", "c", "b", "a"])
    country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}

    found = propose_ties(graph, BETWEEN, group=country)
    assert (found[0].start, found[0].end) == ("a", "c")
    assert found == propose_ties(graph, BETWEEN, group=country)


def test_where_all_are_tied_or_nobody_is_there_nothing_is_proposed():
    country = {"a": "BE", "b": "TR"}
    assert propose_ties(nx.Graph([("a", "b")]), BETWEEN, group=country) == []
    assert propose_ties(nx.Graph(), BETWEEN, group={}) == []
    assert propose_ties(nx.empty_graph(["a"]), BETWEEN, group=country) == []


def test_one_group_twice_and_a_node_without_group_are_refused():
    with pytest.raises(ValueError, match="both groups are 'BE'; name two"):
        propose_ties(nx.Graph(), ("BE", "BE"), group={})
    with pytest.raises(ValueError, match="no group for 'b'"):
        propose_ties(nx.Graph([("a", "b")]), BETWEEN, group={"a": "BE"})
