"""Who stands between two others that have no tie, and in which role between groups.

Gould and Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction
networks, Sociological Methodology 19, 89-126.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from bestpractices.analysis.stakeholders.grouping import Grouping, grouping
from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, Ties, ties

ROLES: Final = (
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
    "brokerage_total",
)
# Cells of a product held at once: some 200 megabytes.
_CELLS: Final = 16_000_000


def brokerage_roles(graph: Network, *, group: Mapping[Any, Any]) -> pd.DataFrame:
    """How often each node stands between two others that have no tie, by role.

    Node v brokers the ordered pair (a, b) if a names v, v names b and a does not name b. By the
    groups of a, v, b: *coordinator* A-A-A; *itinerant* (consultant) A-B-A, v from outside;
    *gatekeeper* A-B-B, v lets in; *representative* A-A-B, v carries out; *liaison* A-B-C.

    Parameters
    ----------
    graph
        Who turns to whom; strengths and loops are not used. An undirected tie is read both ways,
        so that each pair counts twice and gatekeeper equals representative.
    group
        Group of every node, given beforehand: groups found in the same ties tell nothing here.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; the five roles and ``brokerage_total``, their sum: counts,
        0 to (n - 1)(n - 2), 0 for the isolated. One group: all are coordinators. Empty: no rows.

    Raises
    ------
    ValueError
        If a node has no group; the message lists them.

    Examples
    --------
    >>> import networkx as nx
    >>> ties = nx.DiGraph([("a1", "a2"), ("a2", "a3"), ("a2", "b1"), ("b1", "a3")])
    >>> group = {"a1": "A", "a2": "A", "a3": "A", "b1": "B"}
    >>> brokerage_roles(ties, group=group).loc["a2"].to_dict()  # doctest: +NORMALIZE_WHITESPACE
    {'coordinator': 1, 'itinerant': 0, 'gatekeeper': 0, 'representative': 1, 'liaison': 0,
     'brokerage_total': 2}
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    counts = _pairs_between(found, groups) - _closed(found, groups)
    return _frame(counts, found.nodes).round().astype(np.int64)


@dataclass(frozen=True, eq=False)
class BrokerageExpected:
    """What chance alone would give each node, in frames of the shape of ``brokerage_roles``.

    Parameters
    ----------
    expected
        Mean count if every tie were there with the probability ``density``, each on its own.
    sd
        Standard deviation of the count under the same; 0 for a role the groups leave no pair for.
    z
        ``(count - expected) / sd``, NaN where sd is 0. Rough: counts are skew and those of several
        nodes hang together, so take it for an order of size and not for a test.
    """

    expected: pd.DataFrame
    sd: pd.DataFrame
    z: pd.DataFrame


def brokerage_expected(graph: Network, *, group: Mapping[Any, Any]) -> BrokerageExpected:
    """Mean and spread of each role, given the sizes of the groups and the density.

    With density d each pair is brokered with the probability ``q = d^2 (1 - d)``; two pairs of one
    broker hang together if they share the sender or the receiver, with the covariance
    ``d^3 (1 - d)^3``. So ``expected = q m`` and ``sd^2 = m q (1 - q) + s d^3 (1 - d)^3`` for m
    pairs and s ordered pairs of such pairs.

    Parameters
    ----------
    graph
        As in :func:`brokerage_roles`; an undirected tie is read both ways here too.
    group
        Group of every node.

    Raises
    ------
    ValueError
        If a node has no group; the message lists them.

    References
    ----------
    Gould and Fernandez (1989), as above; the same figures as ``exp.nli`` and ``z.nli`` of
    ``brokerage`` in R sna.

    Examples
    --------
    >>> import networkx as nx
    >>> one_group = dict.fromkeys("abc", 1)
    >>> found = brokerage_expected(nx.DiGraph([("a", "b"), ("b", "c")]), group=one_group)
    >>> round(float(found.expected.loc["b", "coordinator"]), 4)  # d = 2/6, two pairs
    0.1481
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    nodes = len(found.nodes)
    density = found.strengths.nnz / (nodes * (nodes - 1)) if nodes > 1 else 0.0
    chance = density**2 * (1 - density)
    shared = (density * (1 - density)) ** 3
    rooms = [_room(groups.sizes, own) for own in range(len(groups.labels))]
    many = np.array([[one.pairs for one in room] for room in rooms]).reshape(-1, len(ROLES))
    twos = np.array([[one.sharing for one in room] for room in rooms]).reshape(-1, len(ROLES))
    expected = _frame((many * chance)[groups.of], found.nodes)
    spread = np.sqrt(many * chance * (1 - chance) + twos * shared)[groups.of]
    sd = _frame(spread, found.nodes)
    z = (brokerage_roles(found, group=group) - expected) / sd.where(sd > 0)
    return BrokerageExpected(expected, sd, z)


class _Room(NamedTuple):
    """Pairs that a role could broker, and ordered pairs of them with one end in common."""

    pairs: float
    sharing: float

    @classmethod
    def of(cls, senders: Floats, receivers: Floats) -> _Room:
        """So many senders, each with so many receivers, and the other way round."""
        common = senders * receivers * (receivers - 1)
        return cls(float((senders * receivers).sum()), float(common.sum()))


def _room(sizes: Places, own: int) -> list[_Room]:
    """Room for each role of a broker of a group, in the order of ``ROLES``."""
    beside = np.array([sizes[own] - 1], dtype=np.float64)
    others = np.delete(sizes, own).astype(np.float64)
    outside = np.array([others.sum()])
    within = _Room.of(beside, beside - 1)
    itinerant = _Room.of(others, others - 1)
    across, back = _Room.of(beside, outside), _Room.of(outside, beside)
    liaison = _Room.of(others, outside - others)
    total = _Room.of(beside + outside, beside + outside - 1)
    # a pair of one kind shares its sender as often as its receiver
    twice = [_Room(one.pairs, 2 * one.sharing) for one in (within, itinerant, liaison, total)]
    crossing = _Room(across.pairs, across.sharing + back.sharing)
    return [twice[0], twice[1], crossing, crossing, twice[2], twice[3]]


def _pairs_between(found: Ties, groups: Grouping) -> Floats:
    """Ordered pairs a, b with ties a to v and v to b, whether or not a names b: nodes by roles."""
    nodes = len(found.nodes)
    of_group = csr_array(
        (np.ones(nodes), (np.arange(nodes), groups.of)), shape=(nodes, len(groups.labels))
    )
    into, out = found.pattern.T @ of_group, found.pattern @ of_group
    all_in, all_out = found.pattern.sum(axis=0), found.pattern.sum(axis=1)
    within = _part(found.pattern.tocoo(), groups, same=True)
    own_in, own_out = within.sum(axis=0), within.sum(axis=1)
    # a pair is of two: who names the broker and is named by it is none
    both = found.pattern.multiply(found.pattern.T).sum(axis=1)
    own_both = within.multiply(within.T).sum(axis=1)
    coordinator = own_in * own_out - own_both
    itinerant = into.multiply(out).sum(axis=1) - both - coordinator
    gatekeeper = (all_in - own_in) * own_out
    representative = own_in * (all_out - own_out)
    total = all_in * all_out - both
    liaison = total - coordinator - itinerant - gatekeeper - representative
    return np.column_stack([coordinator, itinerant, gatekeeper, representative, liaison, total])


def _closed(found: Ties, groups: Grouping) -> Floats:
    """Those of them where a names b: nodes by roles."""
    cells = found.pattern.tocoo()
    within, across = (_part(cells, groups, same=same) for same in (True, False))
    # which ties stay within a group: a to v, v to b, a to b
    columns = [
        _triples(within, within, within),
        _triples(across, across, within),
        _triples(across, within, across),
        _triples(within, across, across),
        _triples(across, across, across),
    ]
    return np.column_stack([*columns, np.sum(columns, axis=0)])


def _part(cells: Any, groups: Grouping, *, same: bool) -> Any:
    """Ties within a group, or across two."""
    kept = (groups.of[cells.row] == groups.of[cells.col]) == same
    return csr_array((cells.data[kept], (cells.row[kept], cells.col[kept])), shape=cells.shape)


def _triples(to_broker: Any, from_broker: Any, past: Any) -> Floats:
    """For each v the pairs a, b with a to v, v to b and a to b, each from its own matrix."""
    nodes = past.shape[0]
    counted = np.zeros(nodes)
    back = csr_array(from_broker.T)
    reached = past @ np.diff(back.indptr)
    for start, end in _slices(reached):
        joint = past[start:end] @ back
        counted += joint.multiply(to_broker[start:end]).sum(axis=0)
    return counted


def _slices(work: Floats) -> list[tuple[int, int]]:
    """Rows cut so that the products of a slice stay below the limit."""
    steps = (np.cumsum(work) // _CELLS).astype(np.int64)
    cuts = np.flatnonzero(np.diff(steps)) + 1
    edges = [0, *cuts.tolist(), len(work)]
    return list(pairwise(edges))


def _frame(columns: Floats, nodes: tuple[Any, ...]) -> pd.DataFrame:
    index = pd.Index(nodes, name="id", tupleize_cols=False)
    return pd.DataFrame(columns.reshape(len(nodes), len(ROLES)), index=index, columns=list(ROLES))
