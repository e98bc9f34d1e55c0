"""Key players: the figures of the field guide, and the search against looking at every set."""

from itertools import combinations

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders import key_player_search
from bestpractices.analysis.stakeholders import key_players as module
from bestpractices.analysis.stakeholders.key_players import (
    component_fragmentation,
    contacts,
    fragmentation,
    key_players,
    reach,
)

FAMILIES = nx.florentine_families_graph()


def test_the_best_sets_of_the_florentine_families_are_those_of_the_field_guide():
    one, two = (key_players(FAMILIES, size=size, aim="fragmentation") for size in (1, 2))
    assert one.sets == [("Medici",)]
    assert two.sets == [("Guadagni", "Medici")]
    assert [one.value, two.value] == pytest.approx([0.6738, 0.8024], abs=5e-5)
    one, two, three = (key_players(FAMILIES, size=size) for size in (1, 2, 3))
    assert (one.sets, two.sets) == ([("Medici",)], [("Bischeri", "Medici")])
    assert [one.value, two.value, three.value] == pytest.approx([0.7, 0.8667, 0.9333], abs=5e-5)
    assert len(three.sets) == 7
    assert three.sets == sorted(three.sets)
    # the two most central reach the same people
    assert reach(FAMILIES, ["Medici", "Ridolfi"]) == pytest.approx(0.7556, abs=5e-5)


def test_both_ways_of_counting_nodes_are_those_of_the_field_guide():
    path = nx.path_graph(5)
    assert component_fragmentation(path, [2]) == pytest.approx(2 / 3)
    assert component_fragmentation(path, [2], nodes="all") == pytest.approx(0.8)
    assert component_fragmentation(nx.DiGraph([(0, 1), (2, 1)]), []) == 0
    assert component_fragmentation(path, range(4)) is None
    assert fragmentation(path, range(4)) is None


def test_a_directed_network_is_reached_along_its_ties():
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    assert reach(graph, ["a"]) == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert reach(graph, ["c"]) == pytest.approx(1 / 3)
    assert key_players(graph, size=1).sets == [("a",)]
    assert fragmentation(graph, []) == pytest.approx(1 - 2.5 / 6)
    assert contacts(graph, ["b"]) == 1


@pytest.mark.parametrize("aim", ["reach", "fragmentation"])
def test_exchanges_find_what_looking_at_every_set_finds(aim, monkeypatch):
    graph = nx.barabasi_albert_graph(40, 2, seed=3)
    every = key_players(graph, size=3, aim=aim)
    monkeypatch.setattr(key_player_search, "_SETS", 0)
    found = key_players(graph, size=3, aim=aim)
    assert (every.exact, found.exact) == (True, False)
    assert found.value == pytest.approx(every.value)
    assert set(found.sets) <= set(every.sets)
    assert found == key_players(graph, size=3, aim=aim)


def test_many_nodes_are_searched_among_some_and_judged_by_all(monkeypatch):
    graph = nx.barabasi_albert_graph(150, 2, seed=3)
    for bound, lower in (("_EVERYONE", 50), ("_CANDIDATES", 30), ("_STARTS", 40), ("_TURN", 9)):
        monkeypatch.setattr(key_player_search, bound, lower)
    for aim, measure in (("reach", reach), ("fragmentation", fragmentation)):
        found = key_players(graph, size=2, aim=aim)
        assert not found.exact
        assert found.value == pytest.approx(measure(graph, found.sets[0]))
        assert found.value > measure(graph, [0, 149])


def test_an_estimate_of_fragmentation_states_its_error(monkeypatch):
    graph = nx.barabasi_albert_graph(300, 2, seed=3)
    monkeypatch.setattr(module, "_ALL_STARTS", 100)
    monkeypatch.setattr(module, "_SAMPLE", 150)
    found = key_players(graph, size=1, aim="fragmentation")
    assert 0 < found.error < 0.01
    assert found.value == pytest.approx(fragmentation(graph, found.sets[0]), abs=4 * found.error)


def test_without_ties_every_set_is_as_good():
    found = key_players(nx.empty_graph(4), size=2)
    assert found.sets == list(combinations(range(4), 2))
    assert found.value == 0.5


def test_wrong_wishes_are_refused():
    with pytest.raises(ValueError, match="size of 1 or more"):
        key_players(FAMILIES, size=0)
    with pytest.raises(ValueError, match="aims are reach, fragmentation"):
        key_players(FAMILIES, size=1, aim="fame")
    with pytest.raises(ValueError, match="not in the network: 'Borgia'"):
        reach(FAMILIES, ["Medici", "Borgia"])
    with pytest.raises(ValueError, match="without members"):
        reach(FAMILIES, [])
