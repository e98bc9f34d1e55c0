"""How far the nodes are from each other, counted for many starts at once.

Sixty-four starts share one machine word: a bit says that a start has come to a node. One step of
all of them is a union over the ties, so no table of n times n distances is ever made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bestpractices.analysis.stakeholders.ties import Floats, Places

_BITS: Final = 64
_WORDS: Final = 4
_CELLS: Final = 2_000_000


@dataclass(frozen=True, eq=False)
class Reached:
    """What is known of the distances from all starts to each node, the node itself left out.

    Parameters
    ----------
    starts
        From how many other nodes a way was sought, by node.
    count, total, squares
        From how many of them there is a way, the sum of these distances and of their squares.
    inverse, inverse_squares
        Sums of ``1/d`` and ``1/d**2``.
    """

    starts: Floats
    count: Floats
    total: Floats
    squares: Floats
    inverse: Floats
    inverse_squares: Floats


def reached(cells: Any, starts: Places) -> Reached:
    """Sums over the distances, in ties, from the starts to every node.

    Parameters
    ----------
    cells
        Sparse matrix, row leads to column; what stands in the cells is not used.
    starts
        Rows from which ways are sought.
    """
    nodes = cells.shape[0]
    sums = np.zeros((5, nodes))
    into = csr_array(cells.T)
    for first in range(0, len(starts), _BITS * _WORDS):
        for distance, found in _steps(into, starts[first : first + _BITS * _WORDS]):
            sums += np.multiply.outer(_powers(distance), found)
    return Reached(_others(nodes, starts), *sums)


def reached_over(lengths: Any, starts: Places) -> Reached:
    """As :func:`reached`, with the lengths of ties (more than 0) in the cells."""
    nodes = lengths.shape[0]
    sums = np.zeros((5, nodes))
    at_once = max(1, _CELLS // max(1, nodes))
    for first in range(0, len(starts), at_once):
        some = starts[first : first + at_once]
        distances = np.asarray(dijkstra(lengths, indices=some))
        distances[np.arange(len(some)), some] = np.inf
        ways = np.isfinite(distances)
        inverse = 1 / distances
        distances[~ways] = 0
        each = (ways, distances, distances**2, inverse, inverse**2)
        sums += [table.sum(axis=0) for table in each]
    return Reached(_others(nodes, starts), *sums)


def _steps(into: Any, starts: Places) -> Iterator[tuple[int, Floats]]:
    """Each distance with how many of the starts are that far from each node."""
    nodes = into.shape[0]
    words = -(-len(starts) // _BITS)
    bits = np.arange(len(starts), dtype=np.uint64)
    been = np.zeros((words, nodes), np.uint64)
    been[np.arange(len(starts)) // _BITS, starts] = np.uint64(1) << (bits % np.uint64(_BITS))
    some = np.flatnonzero(np.diff(into.indptr))
    begins = into.indptr[some]
    front, distance = been.copy(), 0
    while front.any():
        union = np.bitwise_or.reduceat(front[:, into.indices], begins, axis=1)
        front = np.zeros_like(been)
        front[:, some] = union & ~been[:, some]
        been |= front
        distance += 1
        yield distance, np.bitwise_count(front).sum(axis=0, dtype=float)


def _powers(distance: int) -> Floats:
    return np.array([1, distance, distance**2, 1 / distance, 1 / distance**2])


def _others(nodes: int, starts: Places) -> Floats:
    found = np.full(nodes, float(len(starts)))
    found[starts] -= 1
    return found
