"""How near nodes are to each other, in steps: 64 starts at once, one bit each.

A breadth-first search from every node at once: each node holds the set of starts that have come
to it as bits of whole numbers, and takes over those of its neighbours step by step. That is the
same for networks of long and of short ways, and for one network or many with nodes taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.stakeholders.ties import Floats, Places

Words: TypeAlias = NDArray[np.uint64]

WORD: Final = 64
_ALL: Final = np.uint64(2**64 - 1)


class Spreading:
    """Neighbours of all nodes, in an order in which bits can be joined quickly.

    Parameters
    ----------
    links
        Sparse matrix; a start comes from the column to the row in one step.
    """

    def __init__(self, links: Any) -> None:
        self.nodes: int = links.shape[0]
        self.links: int = links.nnz
        many = np.diff(links.indptr)
        # those with many neighbours first: the k-th neighbours of all who have k are one slice
        order = np.argsort(-many, kind="stable")
        self._turns: list[tuple[Places, Places]] = []
        having = np.searchsorted(-many[order], -np.arange(many.max(initial=0)), side="left")
        for turn, end in enumerate(having):
            rows = order[:end]
            self._turns.append((rows, links.indices[links.indptr[rows] + turn]))

    def spread(self, bits: Words) -> Words:
        """Bits after one step: a node's own and those of its neighbours."""
        joined = bits.copy()
        for rows, neighbours in self._turns:
            joined[rows] |= bits[neighbours]
        return joined

    def nearness(self, starts: Places) -> Iterator[tuple[int, Floats]]:
        """``1 / d`` from 64 starts at a time: how many came before, and one row a start.

        1 for the start itself, 0 for what cannot be reached.
        """
        for first in range(0, len(starts), WORD):
            some = starts[first : first + WORD]
            near = np.zeros((len(some), self.nodes))
            bits = _marked(self.nodes, some)
            near[np.arange(len(some)), some] = 1.0
            step = 1
            while True:
                joined = self.spread(bits)
                rows = np.flatnonzero((joined != bits)[:, 0])
                if not len(rows):
                    break
                fresh = (joined[rows, 0] & ~bits[rows, 0])[:, None]
                came, who = np.nonzero(
                    fresh >> np.arange(len(some), dtype=np.uint64) & np.uint64(1)
                )
                near[who, rows[came]] = 1 / step
                bits, step = joined, step + 1
            yield first, near

    def depth(self, starts: Places, *, most: int) -> int:
        """Steps from 64 starts or fewer until nobody new is reached; ``most`` if not before."""
        bits = _marked(self.nodes, starts[:WORD])
        for step in range(most):
            joined = self.spread(bits)
            if (joined == bits).all():
                return step
            bits = joined
        return most

    def nearness_without(
        self, starts: Places, removed: Places, *, most: int | None = None
    ) -> Floats:
        """Sum of ``1 / d`` over ordered pairs of a start and another node, with nodes taken out.

        Parameters
        ----------
        starts
            From which to count; those taken out are no starts.
        removed
            One row a set, its members in columns.
        most
            Ways of more steps count as none; None: every way counts.

        Returns
        -------
        ndarray
            One sum a set.
        """
        sets = len(removed)
        stays = np.full((self.nodes, sets, 1), _ALL)
        for members in removed.T:
            stays[members, np.arange(sets)] = 0
        bits = _marked(self.nodes, starts)[:, None, :] & stays
        sums, step, before = np.zeros(sets), 1, _counted(bits)
        while most is None or step <= most:
            bits = self.spread(bits) & stays
            now = _counted(bits)
            if (now == before).all():
                break
            sums += (now - before) / step
            step, before = step + 1, now
        return sums


def words(starts: int) -> int:
    """How many words hold so many bits."""
    return -(-starts // WORD)


def _marked(nodes: int, starts: Places) -> Words:
    bits = np.zeros((nodes, words(len(starts))), dtype=np.uint64)
    at = np.arange(len(starts))
    bits[starts, at // WORD] = np.uint64(1) << (at % WORD).astype(np.uint64)
    return bits


def _counted(bits: Words) -> Places:
    return np.asarray(np.bitwise_count(bits).sum(axis=(0, 2), dtype=np.int64))
