"""All threes of nodes that are tied to one another, found once each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Floats, Places

_AT_ONCE: Final = 5_000_000


@dataclass(frozen=True, eq=False)
class Triangles:
    """Ties of an undirected network, each once, and the triangles among them.

    Parameters
    ----------
    low, high
        Ends of each tie: places of nodes, the one with fewer ties first.
    strengths
        What stands in the matrix for each tie.
    short, far, long
        Numbers of the three ties of each triangle a, b, c: a-b, b-c and a-c.
    """

    low: Places
    high: Places
    strengths: Floats
    short: Places
    far: Places
    long: Places


def triangles(cells: Any) -> Triangles:
    """Triangles of a symmetric matrix without loops.

    Each tie points from the node with fewer ties to the one with more, so a hub has few ties that
    lead on, and the steps grow with ties times the root of ties at most.

    References
    ----------
    Schank and Wagner (2005), Finding, counting and listing all triangles in large graphs,
    Experimental and Efficient Algorithms, LNCS 3503, 606-609.
    """
    nodes = cells.shape[0]
    rank = np.empty(nodes, np.int64)
    order = np.argsort(np.diff(cells.indptr), kind="stable")
    rank[order] = np.arange(nodes)
    pairs = cells.tocoo()
    low, high = rank[pairs.row], rank[pairs.col]
    once = low < high
    keys, data = (low * nodes + high)[once], pairs.data[once]
    sorting = np.argsort(keys)
    keys = keys[sorting]
    low, high = np.divmod(keys, max(1, nodes))
    begins = np.searchsorted(low, np.arange(nodes + 1))
    counts = np.diff(begins)[high]
    found = [
        _closed(some, keys=keys, begins=begins, counts=counts, nodes=nodes)
        for some in _portions(counts)
    ]
    short, far, long = (np.concatenate([part[k] for part in found]) for k in range(3))
    return Triangles(order[low], order[high], data[sorting], short, far, long)


def _portions(counts: Places) -> list[Places]:
    """Ties in portions that lead on to about as many ties each, so that memory stays bounded."""
    cuts = np.flatnonzero(np.diff(np.cumsum(counts) // _AT_ONCE)) + 1
    return list(np.split(np.arange(len(counts)), cuts))


def _closed(
    some: Places, *, keys: Places, begins: Places, counts: Places, nodes: int
) -> tuple[Places, Places, Places]:
    """Of the ties a-b and all b-c, those whose a-c is a tie as well."""
    short = np.repeat(some, counts[some])
    low, high = np.divmod(keys[short], max(1, nodes))
    ends = np.cumsum(counts[some])
    far = begins[high] + np.arange(len(short)) - np.repeat(ends - counts[some], counts[some])
    wanted = low * nodes + keys[far] % max(1, nodes)
    long = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    there = keys[long] == wanted if len(keys) else np.zeros(0, bool)
    return short[there], far[there], long[there]
