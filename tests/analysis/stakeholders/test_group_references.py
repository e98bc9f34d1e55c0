"""Measures that need groups, and sets of nodes, against the figures of other programs."""

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders.brokerage import brokerage_expected, brokerage_roles
from bestpractices.analysis.stakeholders.communities import communities, modularity
from bestpractices.analysis.stakeholders.core_periphery import core_periphery
from bestpractices.analysis.stakeholders.e_i import e_i, e_i_of
from bestpractices.analysis.stakeholders.key_players import (
    component_fragmentation,
    contacts,
    fragmentation,
    key_players,
)
from bestpractices.analysis.stakeholders.mixing import (
    assortativity,
    assortativity_of,
    degree_assortativity,
    mixing_matrix,
    numeric_assortativity,
)

CASES = Path(__file__).parents[2] / "data" / "networks"


def read(path):
    return json.loads((CASES / path).read_text("utf-8"))


def network(name):
    case = read(f"{name}.json")
    graph = nx.DiGraph() if case["directed"] else nx.Graph()
    graph.add_nodes_from((node.pop("id"), node) for node in case["nodes"])
    graph.add_edges_from(tie[:2] for tie in case["edges"])
    return graph


def undirected(graph):
    return nx.Graph(graph)


def either_way(counts):
    table = counts.to_numpy()
    return table + table.T


def by_group(graph, group):
    table = e_i(undirected(graph), group=group, permutations=0).by_group
    named = table.rename(columns={"members": "N", "external": "E", "internal": "I", "e_i": "EI"})
    return named.to_dict("index")


# What gives the figures of a name, before the colon that names the attribute.
MEASURES = {
    "assortativity_degree": lambda graph, _: degree_assortativity(graph),
    # netseg reads a directed network both ways
    "assortativity_netseg": lambda graph, group: assortativity_of(
        either_way(mixing_matrix(graph, group=group))
    ),
    "assortativity_nominal": lambda graph, group: assortativity(graph, group=group),
    "assortativity_numeric": lambda graph, group: numeric_assortativity(graph, value=group),
    "ei_index": lambda graph, group: e_i(graph, group=group, permutations=0).observed,
    "ei_index_group_symmetrized": by_group,
    "ei_index_node_symmetrized": lambda graph, group: (
        e_i(graph, group=group, permutations=0).by_node
    ),
    "ei_index_rescaled_symmetrized": lambda graph, group: (
        e_i(undirected(graph), group=group, permutations=0).rescaled
    ),
    "ei_index_symmetrized": lambda graph, group: (
        e_i(undirected(graph), group=group, permutations=0).observed
    ),
    "krackhardt_connectedness": lambda graph, _: 1 - component_fragmentation(graph, []),
    "mixing_matrix": lambda graph, group: mixing_matrix(graph, group=group),
    "modularity": lambda graph, group: modularity(graph, group=group),
}
OTHERS = ("modularity_fast_greedy", "modularity_girvan_newman", "partition_fast_greedy",
          "partition_girvan_newman")  # fmt: skip
BEGINNINGS = ("assortativity", "ei_index", "krackhardt_", "mixing_matrix", "modularity")


def references():
    for path in sorted(CASES.glob("*.json")):
        case = read(path)
        for place, one in enumerate(case["references"] if "edges" in case else ()):
            measure = one["measure"]
            if measure.startswith(BEGINNINGS) and measure not in OTHERS:
                yield pytest.param(path.stem, one, id=f"{path.stem}-{measure}-{place}")


@pytest.mark.parametrize(("name", "reference"), list(references()))
def test_a_measure_of_groups_has_the_figures_of_the_reference(name, reference):
    graph = network(name)
    measure, _, attribute = reference["measure"].partition(":")
    found = MEASURES[measure](graph, nx.get_node_attributes(graph, attribute))
    near = max(reference["tolerance"], 1e-9)
    if measure == "mixing_matrix":
        assert found.index.tolist() == reference["value"]["levels"]
        assert found.to_numpy().tolist() == reference["value"]["counts"]
    elif "value" in reference:
        assert found == pytest.approx(reference["value"], abs=near, rel=0)
    else:
        for key, expected in reference["values"].items():
            figure = np.nan if expected is None else expected
            assert found[key] == pytest.approx(figure, abs=near, rel=0, nan_ok=True), key


def test_the_table_of_catania_has_the_figures_of_newman_and_netseg():
    case = read("mixing/catania.json")
    counts = np.array(case["counts"], dtype=float)
    published, netseg, index = (one["value"] for one in case["references"])
    assert assortativity_of(counts) == pytest.approx(published, abs=0.004)
    assert assortativity_of(counts + counts.T) == pytest.approx(netseg, abs=1e-6)
    assert e_i_of(counts) == pytest.approx(index, abs=1e-6)


def cuts():
    for path in sorted(CASES.glob("*.json")):
        case = read(path)
        if "edges" in case:
            found = {one["measure"]: one.get("value") for one in case["references"]}
            if any(name in found for name in OTHERS):
                yield pytest.param(path.stem, found, id=path.stem)


@pytest.mark.parametrize(("name", "told"), list(cuts()))
def test_communities_are_as_good_as_those_of_other_programs(name, told):
    graph = network(name)
    found = communities(graph, seed=1)
    for way in ("fast_greedy", "girvan_newman"):
        assert found.modularity >= told[f"modularity_{way}"] - 0.005
        if f"partition_{way}" in told:
            # a community of one stands there as its node
            parts = [[one] if isinstance(one, str) else one for one in told[f"partition_{way}"]]
            cut = {node: at for at, part in enumerate(parts) for node in part}
            assert modularity(graph, group=cut) == pytest.approx(
                told[f"modularity_{way}"], abs=1e-6
            )


FILES = {
    folder: sorted((CASES / folder).glob("*.json"))
    for folder in ("brokerage", "key_players", "core_periphery")
}


@pytest.mark.parametrize("path", FILES["brokerage"], ids=lambda path: path.stem)
def test_brokerage_has_the_figures_of_sna(path):
    case = read(path)
    graph, group = network(case["network"]), case["groups"]
    expected = brokerage_expected(graph, group=group)
    tables = {
        "gould_fernandez_raw": brokerage_roles(graph, group=group),
        "gould_fernandez_expected": expected.expected,
        "gould_fernandez_z": expected.z,
    }
    for reference in case["references"]:
        table = tables[reference["measure"]].rename(columns={"brokerage_total": "total"})
        for node, roles in reference["values"].items():
            figures = {role: np.nan if one is None else one for role, one in roles.items()}
            near = pytest.approx(figures, abs=max(reference["tolerance"], 1e-9), nan_ok=True)
            assert table.loc[node].to_dict() == near, node


@pytest.mark.parametrize("path", FILES["key_players"], ids=lambda path: path.stem)
def test_key_players_have_the_figures_of_keyplayer(path):
    case = read(path)
    graph = network(case["network"])
    for reference in case["references"]:
        measure, near = reference["measure"], reference["tolerance"]
        if measure == "fragmentation_distance_weighted_single":
            found = {node: fragmentation(graph, [node]) for node in graph}
            assert found == pytest.approx(reference["values"], abs=near)
            continue
        sets, size = [tuple(one) for one in reference["best_sets"]], reference["size"]
        if measure.startswith("mreach1"):
            assert {contacts(graph, members) for members in sets} == {reference["score"]}
            continue
        aim = "fragmentation" if measure.startswith("fragment") else "reach"
        best = key_players(graph, size=size, aim=aim)
        assert best.exact
        assert best.sets == sets
        value = best.value
        if aim == "reach":  # keyplayer leaves the members out
            value = (len(graph) * value - size) / (len(graph) - size)
        assert value == pytest.approx(reference["score"], abs=near)


@pytest.mark.parametrize("path", FILES["core_periphery"], ids=lambda path: path.stem)
def test_the_best_cores_are_those_of_the_reference(path):
    case = read(path)
    for reference in case["references"]:
        found = core_periphery(
            network(case["network"]), mixed={"cp1": 1.0, "na": None}[reference["ideal"]]
        )
        assert found.fit == pytest.approx(reference["best_fit"], abs=reference["tolerance"])
        assert found.cores == [tuple(core) for core in reference["best_cores"]]


def test_there_is_a_reference_for_every_measure_that_has_a_name():
    found = {case.values[1]["measure"].partition(":")[0] for case in references()}
    assert found == set(MEASURES)
    assert [len(paths) for paths in FILES.values()] == [5, 2, 2]
