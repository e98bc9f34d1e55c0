"""Random networks in which everyone keeps the number of ties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from bestpractices.analysis.stakeholders.ties import Ties

# Exchanges tried a tie: after so many the start is forgotten in practice.
_TRIES: Final = 10


def rewired(found: Ties, *, networks: int, seed: int) -> Iterator[Any]:
    """Matrices of 0 and 1 with the degrees of the network, one after another.

    Two ties a-b and c-d become a-d and c-b, unless that would make a loop or a tie that is there
    already. Directed ties keep their direction, so that both degrees stay.

    References
    ----------
    Maslov and Sneppen (2002), Specificity and stability in topology of protein networks, Science
    296, 910-913.

    Examples
    --------
    >>> import networkx as nx
    >>> from bestpractices.analysis.stakeholders.ties import ties
    >>> [one] = rewired(ties(nx.cycle_graph(6)), networks=1, seed=1)
    >>> one.sum(axis=0).tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    """
    random = np.random.default_rng(seed)
    cells = found.pattern.tocoo()
    kept = np.full(cells.nnz, fill_value=True) if found.directed else cells.row < cells.col
    listed = list(zip(cells.row[kept].tolist(), cells.col[kept].tolist(), strict=True))
    for _ in range(networks):
        made = _exchanged(listed, directed=found.directed, random=random)
        yield _matrix(made, len(found.nodes), directed=found.directed)


def _exchanged(
    listed: list[tuple[int, int]], *, directed: bool, random: np.random.Generator
) -> list[tuple[int, int]]:
    ties = list(listed)
    there = {_key(tie, directed) for tie in ties}
    tries = _TRIES * len(ties)
    pairs = random.integers(len(ties), size=(tries, 2)).tolist() if ties else []
    turned = (random.random(tries) < 1 / 2).tolist()
    for (one, other), turn in zip(pairs, turned, strict=True):
        (a, b), (c, d) = ties[one], ties[other]
        # an undirected tie has no first end: either may be exchanged
        if turn and not directed:
            c, d = d, c
        new = {_key(tie, directed) for tie in ((a, d), (c, b))}
        if one == other or a == d or c == b or there.intersection(new):
            continue
        there -= {_key(tie, directed) for tie in ((a, b), (c, d))}
        there |= new
        ties[one], ties[other] = (a, d), (c, b)
    return ties


def _key(tie: tuple[int, int], directed: bool) -> tuple[int, int]:
    """The tie itself; an undirected one with its smaller end first."""
    return tie if directed or tie[0] < tie[1] else (tie[1], tie[0])


def _matrix(listed: list[tuple[int, int]], nodes: int, *, directed: bool) -> Any:
    starts, ends = np.array(listed, dtype=np.int64).reshape(-1, 2).T
    cells = csr_array((np.ones(len(starts)), (starts, ends)), shape=(nodes, nodes))
    return cells if directed else csr_array(cells + cells.T)
