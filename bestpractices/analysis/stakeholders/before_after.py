"""What changed between two dates or two sessions, with tests that respect the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.e_i import e_i
from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.qap import Qap, qap_correlation
from bestpractices.analysis.stakeholders.ties import Graph, Places, Ties, in_order, simple, ties

Tie = tuple[Any, Any]
# Shares that differ by less come from the order of adding.
_SAME: Final = 1e-12


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """Two networks beside each other.

    Parameters
    ----------
    actors_new, actors_lost
        In the second only, in the first only; in id order. An actor that was not asked twice is
        no change of the network: see who answered before reading more into it.
    ties_new, ties_lost, ties_kept
        In id order; an undirected tie with its smaller id first. Ties of new and lost actors are
        among them.
    jaccard
        Ties kept by ties that were there at all, among the actors of both; 0 to 1, None without.
    change
        One row a measure, ``before``, ``after`` and ``change``; NaN where undefined: ``actors``,
        ``ties``, ``density``, ``reciprocity`` (edgewise; directed only), and with groups ``e_i``,
        ``cross_ties`` and ``cross_share``. Each network with all its actors.
    same_actors
        The same among the actors of both: what the comers and leavers did not bring about.
    qap
        Are the two alike beyond chance, among the actors of both?
    cross_p
        Share of shuffled groups that change the share of ties across groups at least as much,
        among the actors of both; ``(1 + count) / (B + 1)``. The same shuffled groups stand in
        both networks, so that their common ties do not count as a change. None without groups or
        ties.
    """

    actors_new: list[Any]
    actors_lost: list[Any]
    ties_new: list[Tie]
    ties_lost: list[Tie]
    ties_kept: list[Tie]
    jaccard: float | None
    change: pd.DataFrame
    same_actors: pd.DataFrame
    qap: Qap
    cross_p: float | None


def before_after(
    first: Graph,
    second: Graph,
    *,
    group: Mapping[Any, Any] | None = None,
    permutations: int = 1000,
    seed: int = 1,
) -> BeforeAfter:
    """What changed from the first network to the second.

    Parameters
    ----------
    first, second
        Both directed or both not; mostly the same actors. Strengths and loops are not used.
    group
        Group of every actor of both, such as its country.
    permutations
        Of both tests; 0 for none.
    seed
        Of the permutations.

    Raises
    ------
    ValueError
        If one is directed and the other is not, or if an actor has no group.

    References
    ----------
    Krackhardt (1988), Social Networks 10(4), 359-381, for the permutation of actors.

    Examples
    --------
    >>> import networkx as nx
    >>> before, after = nx.Graph([("a", "b"), ("c", "d")]), nx.Graph([("a", "b"), ("b", "c")])
    >>> country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    >>> found = before_after(before, after, group=country, permutations=0)
    >>> found.ties_new, found.actors_lost, found.change.loc["cross_share"].tolist()
    ([('b', 'c')], ['d'], [0.0, 0.5, 0.5])
    """
    if first.is_directed() != second.is_directed():
        message = "one network is directed and the other is not; make both alike"
        raise ValueError(message)
    before, after = simple(first), simple(second)
    both = in_order(set(before) & set(after))
    parts = _among(before, both), _among(after, both)
    kept, new, lost = _ties(before, after)
    return BeforeAfter(
        in_order(set(after) - set(before)),
        in_order(set(before) - set(after)),
        new,
        lost,
        kept,
        _jaccard(*parts),
        _change(before, after, group),
        _change(*parts, group),
        qap_correlation(*parts, permutations=permutations, seed=seed),
        _cross_p(*map(ties, parts), group=group, permutations=permutations, seed=seed),
    )


def _among(graph: Graph, nodes: list[Any]) -> Graph:
    return simple(graph.subgraph(nodes))


def _ties(before: Graph, after: Graph) -> tuple[list[Tie], list[Tie], list[Tie]]:
    """Ties kept, new and lost."""
    was, now = _named(before), _named(after)
    place = {node: at for at, node in enumerate(in_order({*before, *after}))}
    return tuple(  # type: ignore[return-value]  # three
        sorted(some, key=lambda tie: (place[tie[0]], place[tie[1]]))
        for some in (was & now, now - was, was - now)
    )


def _named(graph: Graph) -> set[Tie]:
    """Ties; one without direction as it stands in the order of the ids."""
    if graph.is_directed():
        return set(graph.edges())
    place = {node: at for at, node in enumerate(graph)}
    return {
        (start, end) if place[start] < place[end] else (end, start) for start, end in graph.edges()
    }


def _jaccard(before: Graph, after: Graph) -> float | None:
    was, now = _named(before), _named(after)
    return len(was & now) / len(was | now) if was or now else None


def _change(before: Graph, after: Graph, group: Mapping[Any, Any] | None) -> pd.DataFrame:
    columns = {"before": _measures(before, group), "after": _measures(after, group)}
    table = pd.DataFrame(columns, dtype=float).rename_axis("measure")
    table["change"] = table["after"] - table["before"]
    return table


def _measures(graph: Graph, group: Mapping[Any, Any] | None) -> dict[str, float | None]:
    found = ties(graph)
    nodes, many = len(found.nodes), graph.number_of_edges()
    pairs = nodes * (nodes - 1) / (1 if found.directed else 2)
    answered = nx.overall_reciprocity(graph) if found.directed and many else None
    told = {
        "actors": nodes,
        "ties": many,
        "density": many / pairs if pairs else None,
        "reciprocity": answered,
    }
    if group is None:
        return told
    index = e_i(found, group=group, permutations=0).observed
    share = None if index is None else (1 + index) / 2
    cross = 0 if share is None else round(share * many)
    return {**told, "e_i": index, "cross_ties": cross, "cross_share": share}


def _cross_p(
    before: Ties,
    after: Ties,
    *,
    group: Mapping[Any, Any] | None,
    permutations: int,
    seed: int,
) -> float | None:
    if group is None or not permutations or not before.strengths.nnz or not after.strengths.nnz:
        return None
    of = grouping(before.nodes, group).of
    observed = abs(_cross_change(before, after, of))
    random = np.random.default_rng(seed)
    # under shuffled groups both shares have the same mean, so that the change is about 0
    far = sum(
        abs(_cross_change(before, after, random.permutation(of))) >= observed - _SAME
        for _ in range(permutations)
    )
    return (1 + far) / (permutations + 1)


def _cross_change(before: Ties, after: Ties, of: Places) -> float:
    return _cross_share(after, of) - _cross_share(before, of)


def _cross_share(found: Ties, of: Places) -> float:
    cells = found.strengths.tocoo()
    return float((of[cells.row] != of[cells.col]).mean())
