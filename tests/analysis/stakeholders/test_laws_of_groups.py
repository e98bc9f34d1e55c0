"""What holds of every network with groups, and of every set of its nodes."""

from itertools import chain, combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bestpractices.analysis.stakeholders.before_after import before_after
from bestpractices.analysis.stakeholders.brokerage import ROLES, brokerage_roles
from bestpractices.analysis.stakeholders.communities import communities, modularity
from bestpractices.analysis.stakeholders.core_periphery import core_periphery
from bestpractices.analysis.stakeholders.e_i import e_i
from bestpractices.analysis.stakeholders.key_players import key_players, reach
from bestpractices.analysis.stakeholders.mixing import mixing_matrix

FEW = settings(max_examples=40, deadline=None)


@some.composite
def grouped(draw, directed=None):
    """Networks of up to eight nodes in up to three groups."""
    nodes = draw(some.integers(0, 8))
    directed = draw(some.booleans()) if directed is None else directed
    pairs = [(a, b) for a in range(nodes) for b in range(nodes)]
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(draw(some.lists(some.sampled_from(pairs), unique=True)) if pairs else [])
    group = draw(some.lists(some.sampled_from("ABC"), min_size=nodes, max_size=nodes))
    return graph, dict(enumerate(group))


def asked_one_by_one(graph, group):
    """Every ordered pair of others, asked for every node."""
    found = {node: dict.fromkeys(ROLES, 0) for node in graph}
    for v in graph:
        for a in graph:
            for b in graph:
                if len({a, b, v}) < 3 or graph.has_edge(a, b):
                    continue
                if graph.has_edge(a, v) and graph.has_edge(v, b):
                    found[v][role(group[a], group[v], group[b])] += 1
                    found[v]["brokerage_total"] += 1
    return found


def role(a, v, b):
    if a == b:
        return "coordinator" if v == a else "itinerant"
    if v == b:
        return "gatekeeper"
    return "representative" if v == a else "liaison"


def plain_reach(graph, members):
    steps = nx.multi_source_dijkstra_path_length(graph, set(members), weight=None)
    return sum(1 / max(1, one) for one in steps.values()) / len(graph)


def plain_fragmentation(graph, removed):
    rest = graph.subgraph(set(graph) - set(removed))
    if len(rest) < 2:
        return None
    near = sum(
        1 / steps
        for node, others in nx.all_pairs_shortest_path_length(rest)
        for other, steps in others.items()
        if other != node
    )
    return 1 - near / (len(rest) * (len(rest) - 1))


def best_of(measure, graph, size):
    values = {members: measure(graph, members) for members in combinations(sorted(graph), size)}
    top = max(values.values())
    return [members for members, value in values.items() if value > top - 1e-9], top


def plain_fits(graph, mixed):
    """Correlation for every core, written out cell by cell."""
    nodes = sorted(graph)
    subsets = chain.from_iterable(combinations(nodes, size) for size in range(len(nodes) + 1))
    for core in subsets:
        cells = [
            (graph.has_edge(a, b), ideal)
            for a in nodes
            for b in nodes
            if a != b and (ideal := {2: 1, 1: mixed, 0: 0}[(a in core) + (b in core)]) is not None
        ]
        tied, wanted = np.array(cells, dtype=float).reshape(-1, 2).T
        if cells and np.ptp(tied) and np.ptp(wanted):
            yield core, np.corrcoef(tied, wanted)[0, 1]


@FEW
@given(grouped())
def test_the_index_lies_between_minus_one_and_one_and_p_is_above_zero(drawn):
    graph, group = drawn
    found = e_i(graph, group=group, permutations=9)
    if found.observed is not None:
        assert -1 <= found.observed <= 1
        assert 0 < found.p <= 1
        assert found.by_node.dropna().between(-1, 1).all()
    ends = found.by_group[["external", "internal"]].to_numpy().sum()
    contacts = nx.Graph(graph)
    contacts.remove_edges_from(list(nx.selfloop_edges(contacts)))
    assert ends == 2 * contacts.number_of_edges()


@FEW
@given(grouped(), some.randoms())
def test_other_names_give_the_same_index_and_mixing(drawn, random):
    graph, group = drawn
    names = list(graph)
    random.shuffle(names)
    new = dict(zip(graph, names, strict=True))
    there, groups = nx.relabel_nodes(graph, new), {new[node]: group[node] for node in graph}
    before, after = (
        e_i(one, group=of, permutations=0) for one, of in ((graph, group), (there, groups))
    )
    assert after.observed == before.observed
    assert (
        after.by_node.rename({new[node]: node for node in graph})
        .sort_index()
        .equals(before.by_node)
    )
    assert mixing_matrix(there, group=groups).equals(mixing_matrix(graph, group=group))


@FEW
@given(grouped())
def test_the_counts_are_those_of_asking_one_by_one(drawn):
    graph, group = drawn
    assert brokerage_roles(graph, group=group).to_dict("index") == asked_one_by_one(graph, group)


@FEW
@given(grouped(directed=True))
def test_turning_all_ties_round_swaps_gatekeeper_and_representative(drawn):
    graph, group = drawn
    swapped = {"gatekeeper": "representative", "representative": "gatekeeper"}
    turned = brokerage_roles(graph.reverse(), group=group).rename(columns=swapped)
    assert turned[list(ROLES)].equals(brokerage_roles(graph, group=group))


@FEW
@given(grouped(), some.integers(1, 3))
def test_the_sets_are_those_of_looking_at_every_one(drawn, size):
    graph, _ = drawn
    found = key_players(graph, size=size)
    if len(graph) < size:
        assert (found.sets, found.value) == ([], None)
        return
    sets, value = best_of(plain_reach, graph, size)
    assert found.exact
    assert found.sets == sets
    assert found.value == pytest.approx(value)
    broken = key_players(graph, size=size, aim="fragmentation")
    if len(graph) < size + 2:
        assert (broken.sets, broken.value) == ([], None)
        return
    sets, value = best_of(plain_fragmentation, graph, size)
    assert broken.sets == sets
    assert broken.value == pytest.approx(value)


@FEW
@given(grouped(), some.data())
def test_reach_grows_with_the_set(drawn, data):
    graph, _ = drawn
    if len(graph) < 2:
        return
    larger = data.draw(some.lists(some.sampled_from(sorted(graph)), min_size=1, unique=True))
    smaller = larger[: data.draw(some.integers(1, len(larger)))]
    assert len(smaller) / len(graph) - 1e-12 <= reach(graph, smaller)
    assert reach(graph, smaller) <= reach(graph, larger) + 1e-12 <= 1 + 2e-12


@FEW
@given(grouped(), some.sampled_from([1.0, 0.0, 0.4, None]))
def test_the_best_cores_are_those_of_the_definition(drawn, mixed):
    graph, _ = drawn
    graph = graph.subgraph(range(6))
    fits = dict(plain_fits(graph, mixed))
    found = core_periphery(graph, mixed=mixed)
    if not fits:
        assert (found.core, found.cores, found.fit) == ((), [], None)
        return
    top = max(fits.values())
    assert found.exact
    assert found.fit == pytest.approx(top)
    assert found.cores == sorted(core for core, fit in fits.items() if fit > top - 1e-9)
    assert found.core == found.cores[0]


@FEW
@given(grouped())
def test_modularity_is_that_of_networkx(drawn):
    graph, group = drawn
    plain = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    found = modularity(graph, group=group)
    if not plain.number_of_edges():
        assert found is None
        return
    parts = [{node for node in plain if group[node] == label} for label in set(group.values())]
    assert found == pytest.approx(nx.community.modularity(plain, parts))
    best = communities(graph)
    assert best.modularity >= -1e-12
    for part in best.of.groupby(best.of).groups.values():
        assert nx.is_connected(plain.subgraph(part))


@FEW
@given(grouped(directed=True), some.data())
def test_every_tie_is_kept_or_new_or_lost(drawn, data):
    first, group = drawn
    second = first.copy()
    if first.number_of_edges():
        second.remove_edges_from(data.draw(some.lists(some.sampled_from(list(first.edges)))))
    found = before_after(first, second, group=group, permutations=0)
    ties = {tie for tie in first.edges if tie[0] != tie[1]}
    assert set(found.ties_kept) | set(found.ties_lost) == ties
    assert not found.ties_new
    assert found.change["change"].loc["ties"] == -len(found.ties_lost)
