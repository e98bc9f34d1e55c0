"""Every measure against every network for which a paper or another program gives its figures."""

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders.centralization import (
    betweenness_centralization,
    degree_centralization,
)
from bestpractices.analysis.stakeholders.cohesion import components, density, reciprocity
from bestpractices.analysis.stakeholders.degree import degrees, strengths
from bestpractices.analysis.stakeholders.eigenvector import eigenvector
from bestpractices.analysis.stakeholders.fragile_ties import articulation_points, bridges
from bestpractices.analysis.stakeholders.shortest_paths import betweenness, closeness, harmonic
from bestpractices.analysis.stakeholders.structural_holes import structural_holes

CASES = Path(__file__).parents[2] / "data" / "networks"


def pairs(graph):
    """How many pairs may have a node between them: ordered if directed, else unordered."""
    return (len(graph) - 1) * (len(graph) - 2) / (1 if graph.is_directed() else 2)


def holes(column, *, weighted=False):
    return lambda graph: structural_holes(graph, weighted=weighted)[column]


def up_to_1(figures):
    return figures / figures.max()


def mutual(graph):
    """Undirected, each tie as strong as the stronger of its two directions."""
    made = nx.Graph()
    made.add_nodes_from(graph)
    for start, end, weight in graph.edges(data="weight"):
        known = made.get_edge_data(start, end, {"weight": 0})["weight"]
        made.add_edge(start, end, weight=max(weight, known))
    return made


def tied(graph):
    return graph.subgraph([node for node, degree in graph.degree() if degree])


def bridges_at_node(graph):
    return {node: sum(node in bridge for bridge in bridges(graph)) for node in graph}


MEASURES = {
    "articulation_points": articulation_points,
    "betweenness_normalized": betweenness,
    "betweenness_normalized:without_isolate": lambda graph: betweenness(tied(graph)),
    "betweenness_raw": lambda graph: betweenness(graph) * pairs(graph),
    "bridges": bridges,
    "centralization_betweenness": betweenness_centralization,
    "centralization_degree": degree_centralization,
    "centralization_indegree": lambda graph: degree_centralization(graph, direction="in"),
    "centralization_outdegree": lambda graph: degree_centralization(graph, direction="out"),
    "closeness": closeness,
    "closeness:without_isolate": lambda graph: closeness(tied(graph)),
    "closeness_in": closeness,
    "closeness_out": lambda graph: closeness(graph, direction="out"),
    "constraint": holes("constraint"),
    "constraint_weighted": holes("constraint", weighted=True),
    "degree": lambda graph: degrees(graph)["degree"],
    "density": density,
    "effective_size": holes("effective_size"),
    "effective_size_directed": holes("effective_size"),
    "effective_size_directed_weighted": holes("effective_size", weighted=True),
    "effective_size_weighted": holes("effective_size", weighted=True),
    "efficiency": holes("efficiency"),
    "eigenvector_in_max1": lambda graph: up_to_1(eigenvector(graph)),
    "eigenvector_max1": lambda graph: up_to_1(eigenvector(graph)),
    "eigenvector_unit": eigenvector,
    "eigenvector_unit_weighted_symmetrized_max": lambda graph: eigenvector(
        mutual(graph), weighted=True
    ),
    "eigenvector_weighted_max1": lambda graph: up_to_1(eigenvector(graph, weighted=True)),
    "harmonic": lambda graph: harmonic(graph) / (len(graph) - 1),
    "harmonic_in": lambda graph: harmonic(graph) / (len(graph) - 1),
    "harmonic_out": lambda graph: harmonic(graph, direction="out") / (len(graph) - 1),
    "in_degree": lambda graph: degrees(graph)["in_degree"],
    "in_strength": lambda graph: strengths(graph)["in_strength"],
    "n_bridges_at_node": bridges_at_node,
    "n_components_weak": lambda graph: len(components(graph)),
    "out_degree": lambda graph: degrees(graph)["out_degree"],
    "out_strength": lambda graph: strengths(graph)["out_strength"],
    "reciprocity_dyadic": lambda graph: reciprocity(graph).dyadic,
    "reciprocity_dyadic_nonnull": lambda graph: reciprocity(graph).non_null,
    "reciprocity_edgewise": lambda graph: reciprocity(graph).edgewise,
    "strength": lambda graph: strengths(graph)["strength"],
}
"""What gives the figures of each name."""

OF_GROUPS = (
    "assortativity", "ei_index", "krackhardt_connectedness", "mixing_matrix", "modularity",
    "partition",
)  # fmt: skip
"""Beginnings of names that the tests of these measures look up themselves."""


def read(path):
    case = json.loads(path.read_text("utf-8"))
    graph = nx.DiGraph() if case["directed"] else nx.Graph()
    graph.add_nodes_from((node.pop("id"), node) for node in case.get("nodes", ()))
    graph.add_weighted_edges_from((*tie, 1)[:3] for tie in case["edges"])
    return graph, case


def references():
    for path in sorted(CASES.glob("*.json")):
        case = json.loads(path.read_text("utf-8"))
        for place, reference in enumerate(case["references"] if "edges" in case else ()):
            if not reference["measure"].startswith(OF_GROUPS):
                name = f"{path.stem}-{reference['measure']}-{place}"
                yield pytest.param(path, place, id=name)


def unordered(found):
    return {frozenset(each) if isinstance(each, list | tuple) else each for each in found}


@pytest.mark.parametrize(("path", "place"), list(references()))
def test_a_measure_has_the_figures_of_the_reference(path, place):
    graph, case = read(path)
    reference = case["references"][place]
    measure, near = reference["measure"], max(reference["tolerance"], 1e-9)
    found = MEASURES[measure](graph)
    if "value" not in reference:
        expected = reference["values"]
        for node, figure in expected.items():
            if not is_left_open(measure, figure):
                assert found[node] == pytest.approx(figure, abs=near, rel=0), node
    elif isinstance(reference["value"], list):
        assert unordered(found) == unordered(reference["value"])
    else:
        assert found == pytest.approx(reference["value"], abs=near, rel=0)


def is_left_open(measure, figure):
    """Whether programs differ about it: isolates, and nodes without outgoing ties in networkx."""
    return figure is None or (measure.startswith("effective_size") and figure == 0)


def test_there_is_a_case_for_every_measure_that_has_a_name():
    walked = {path.values[0] for path in references()}
    assert len(walked) == 14
    measured = {
        reference["measure"] for path in walked for reference in read(path)[1]["references"]
    }
    assert set(MEASURES) <= measured


def test_star_and_triangle_have_the_structural_holes_worked_by_hand():
    case = json.loads((CASES / "holes_star_triangle.json").read_text("utf-8"))
    for reference in case["references"]:
        holes_of = structural_holes(nx.Graph(case["networks"][reference["network"]]))
        for column in {"constraint", "effective_size", "efficiency"} & set(reference):
            found = holes_of.loc[reference["node"], column]
            assert found == pytest.approx(reference[column], abs=case["tolerance"])


def test_the_florentine_families_have_the_figures_of_the_field_guide():
    # Fifteen families, without the isolated one; networkx 3.6.1.
    graph = nx.florentine_families_graph()
    assert density(graph) == pytest.approx(0.1905, abs=5e-5)
    assert degrees(graph).loc["Medici", "degree"] == 6
    assert betweenness(graph)["Medici"] == pytest.approx(0.5220, abs=5e-5)
    found = structural_holes(graph)
    assert found.loc["Medici"].tolist() == pytest.approx([0.2099, 5.6667, 0.9444], abs=5e-5)
    assert found.loc["Strozzi"].tolist() == pytest.approx([0.4583, 3, 0.75], abs=5e-5)
    assert degree_centralization(graph) == pytest.approx(0.2747, abs=5e-5)
    assert betweenness_centralization(graph) == pytest.approx(0.4368, abs=5e-5)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_isolates_have_no_structural_holes_and_no_closeness(path):
    if path.stem == "holes_star_triangle":
        return
    graph, _ = read(path)
    alone = list(nx.isolates(graph))
    assert np.isnan(structural_holes(graph).loc[alone]).all().all()
    assert np.isnan(closeness(graph)[alone]).all()
