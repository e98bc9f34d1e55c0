"""One search for communities: by Louvain, or by Leiden where igraph is installed."""

from __future__ import annotations

from collections import deque
from random import Random
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from bestpractices.analysis.stakeholders.ties import Places

Method: TypeAlias = Literal["louvain", "leiden"]

# A gain below this comes from the order of adding, and would let nodes go to and fro.
_SAME: Final = 1e-10


def one_run(cells: Any, *, seed: int, method: Method) -> Places:
    """Label of the community of each node, as one run of the search finds them.

    Parameters
    ----------
    cells
        Symmetric sparse matrix of strengths.

    Raises
    ------
    ValueError
        If there is no such method.
    ModuleNotFoundError
        If ``leiden`` is asked for without igraph.
    """
    if method == "louvain":
        return _louvain(cells, seed)
    if method == "leiden":
        return _leiden(cells, seed)
    message = f'"{method}" is no method; methods are louvain, leiden'
    raise ValueError(message)


def _louvain(cells: Any, seed: int) -> Places:
    random = np.random.default_rng(seed)
    of = np.arange(cells.shape[0])
    level = cells
    while level.nnz:
        nodes = _Level(level)
        nodes.settle(random.permutation(level.shape[0]).tolist())
        labels, moved = np.unique(nodes.of, return_inverse=True)
        many = len(labels)
        of = moved[of]
        if many == level.shape[0]:
            break
        joint = csr_array(
            (np.ones(len(moved)), (np.arange(len(moved)), moved)), shape=(len(moved), many)
        )
        level = csr_array(joint.T @ level @ joint)
    return _hanging_together(cells, of)


class _Level:
    """Nodes that go over to communities of neighbours; plain lists, as arrays are slow one by one.

    Parameters
    ----------
    cells
        Symmetric sparse matrix of strengths; on the diagonal what a node holds within.
    """

    def __init__(self, cells: Any) -> None:
        self._begins, self._named = cells.indptr.tolist(), cells.indices.tolist()
        self._told: list[float] = cells.data.tolist()
        self._strength: list[float] = np.asarray(cells.sum(axis=1)).tolist()
        self._ends = sum(self._strength)
        self._total = list(self._strength)
        self.of = list(range(len(self._strength)))

    def settle(self, order: list[int]) -> None:
        """Let nodes go over in turn, until none gains by it."""
        waiting, in_line = deque(order), [True] * len(order)
        while waiting:
            node = waiting.popleft()
            in_line[node] = False
            if not self._goes(node):
                continue
            for at in range(self._begins[node], self._begins[node + 1]):
                other = self._named[at]
                if self.of[other] != self.of[node] and not in_line[other]:
                    in_line[other] = True
                    waiting.append(other)

    def _goes(self, node: int) -> bool:
        """Put the node where it gains most; whether that is another community."""
        of, total, strength = self.of, self._total, self._strength[node]
        towards: dict[int, float] = {}
        for at in range(self._begins[node], self._begins[node + 1]):
            if self._named[at] != node:
                there = of[self._named[at]]
                towards[there] = towards.get(there, 0.0) + self._told[at]
        own, share = of[node], strength / self._ends
        total[own] -= strength
        best, most = own, towards.get(own, 0.0) - share * total[own] + _SAME
        for there, tied in towards.items():
            if tied - share * total[there] > most:
                best, most = there, tied - share * total[there]
        total[best] += strength
        of[node] = best
        return best != own


def _hanging_together(cells: Any, of: Places) -> Places:
    """A community in several pieces is as many communities: that never lowers modularity."""
    listed = cells.tocoo()
    within = of[listed.row] == of[listed.col]
    inner = csr_array(
        (listed.data[within], (listed.row[within], listed.col[within])), shape=cells.shape
    )
    return np.asarray(connected_components(inner, directed=False)[1].astype(np.int64))


def _leiden(cells: Any, seed: int) -> Places:
    try:
        import igraph
    except ModuleNotFoundError as error:
        message = "leiden needs igraph: install bestpractices[igraph], or choose louvain"
        raise ModuleNotFoundError(message) from error
    starts, ends, strengths = _once(cells)
    graph = igraph.Graph(n=cells.shape[0], edges=np.column_stack([starts, ends]).tolist())
    # igraph draws from one source for all; it is given back afterwards
    igraph.set_random_number_generator(Random(seed))  # noqa: S311  # no secret
    try:
        found = graph.community_leiden("modularity", weights=strengths.tolist())
    finally:
        igraph.set_random_number_generator(_python_source())
    return np.array(found.membership, dtype=np.int64)


def _python_source() -> Any:
    import random

    return random


def _once(cells: Any) -> tuple[Places, Places, Any]:
    """Starts, ends and strengths of the ties, each once."""
    listed = cells.tocoo()
    kept = listed.row < listed.col
    return listed.row[kept], listed.col[kept], listed.data[kept]
