"""Roles of brokers: by hand, by counting one by one, and what holds for every network."""

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders import brokerage
from bestpractices.analysis.stakeholders.brokerage import (
    ROLES,
    brokerage_expected,
    brokerage_roles,
)


def test_the_roles_of_the_field_guide():
    ties = "a1-a2 a2-a3 a2-b1 b1-a3 b1-b2 b2-c1"
    graph = nx.DiGraph(tuple(tie.split("-")) for tie in ties.split())
    found = brokerage_roles(graph, group={node: node[0] for node in graph})
    told = {node: row[row > 0].to_dict() for node, row in found.iterrows() if row.any()}
    assert told == {
        "a2": {"coordinator": 1, "representative": 1, "brokerage_total": 2},
        "b1": {"gatekeeper": 1, "brokerage_total": 1},
        "b2": {"representative": 1, "brokerage_total": 1},
    }


def test_products_in_slices_give_the_same_counts(monkeypatch):
    graph = nx.gnp_random_graph(40, 0.2, seed=1, directed=True)
    group = {node: node % 3 for node in graph}
    whole = brokerage_roles(graph, group=group)
    monkeypatch.setattr(brokerage, "_CELLS", 50)
    assert brokerage_roles(graph, group=group).equals(whole)


def test_no_node_one_node_and_no_ties():
    for graph in (nx.DiGraph(), nx.empty_graph(1), nx.empty_graph(3)):
        group = dict.fromkeys(graph, "A")
        assert brokerage_roles(graph, group=group).columns.tolist() == list(ROLES)
        assert not brokerage_roles(graph, group=group).to_numpy().any()
        expected = brokerage_expected(graph, group=group)
        assert not expected.expected.to_numpy().any()
        assert expected.z.isna().all().all()


def test_expectation_and_spread_are_those_of_random_networks():
    group = dict(enumerate("AAAABBBCC"))
    pairs = [(a, b) for a in range(9) for b in range(9) if a != b]
    like = nx.empty_graph(9, create_using=nx.DiGraph)
    like.add_edges_from(pairs[:22])
    drawn = np.random.default_rng(1).random((20_000, 9, 9)) < 22 / 72
    found = brokerage_expected(like, group=group)
    # node 0 of A, asked of every random network; the groups of a and b for each role
    ends = {"coordinator": ("A", "A"), "itinerant": ("BC", None), "gatekeeper": ("BC", "A"),
            "representative": ("A", "BC"), "liaison": ("BC", "BC")}  # fmt: skip
    for role, (before, after) in ends.items():
        counts = np.zeros(len(drawn))
        for a, b in pairs:
            fits = group[a] in before and (group[a] == group[b] if not after else group[b] in after)
            if 0 not in (a, b) and fits and (role != "liaison" or group[a] != group[b]):
                counts += drawn[:, a, 0] & drawn[:, 0, b] & ~drawn[:, a, b]
        assert found.expected.loc[0, role] == pytest.approx(counts.mean(), rel=0.04)
        assert found.sd.loc[0, role] == pytest.approx(counts.std(), rel=0.04)


def test_who_has_no_group_is_named():
    with pytest.raises(ValueError, match="no group for 1"):
        brokerage_roles(nx.path_graph(2), group={0: "A"})
