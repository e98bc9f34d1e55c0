"""Shares of shortest paths, for a batch of starts at once.

Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology
25(2), 163-177: paths are counted outwards level by level, shares are handed back inwards. A level
that holds much of the network is one product of the sparse matrix with a dense table; a small one
walks along its own ties, so that long chains stay affordable.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Floats, Places

# Tables that stay in the processor's cache are quickest; where paths are long there are so many
# small steps that wide tables pay all the same.
_CELLS: Final = 160_000
_LONG: Final = 100
_CELLS_IF_LONG: Final = 2_000_000
_LEAST_AT_ONCE: Final = 16
# Paths double with every fork in a chain of many; a float ends at 1e308.
_MANY: Final = 1e100
_FEW: Final = 1e-300
# Walking along a tie costs about as much as this many cells of the product.
_WALK: Final = 8
# The same number on every machine, so that sums come out alike to the last digit; a network that
# fits one table is not shared out.
_SHARES: Final = 8


def dependencies(cells: Any, starts: Places) -> tuple[Floats, Floats]:
    """Share of the shortest paths from each start that run through each node, over all ends.

    Parameters
    ----------
    cells
        Sparse matrix, row leads to column.
    starts
        Rows from which paths begin.

    Returns
    -------
    tuple[numpy.ndarray, numpy.ndarray]
        One figure a node each: sum over the starts, and sum of squares over the starts. A start
        itself counts 0.
    """
    ways = _Ways(cells)
    shares = min(_SHARES, 1 + cells.shape[0] * len(starts) // _CELLS)
    if shares == 1:
        return ways.summed(starts)
    with ThreadPoolExecutor(min(_SHARES, os.cpu_count() or 1)) as threads:
        parts = list(threads.map(ways.summed, np.array_split(starts, shares)))
    return np.sum([part[0] for part in parts], axis=0), np.sum([part[1] for part in parts], axis=0)


class _Ways:
    """The matrix both ways round, and the two sweeps over it.

    A pair of node and start is one number: ``node * starts + start``.
    """

    def __init__(self, cells: Any) -> None:
        self.out = cells
        self.into = cells.T.tocsr()
        self.degrees = np.diff(cells.indptr)

    def summed(self, starts: Places) -> tuple[Floats, Floats]:
        """Sum and sum of squares, by node, of the shares from these starts."""
        nodes = max(1, len(self.degrees))
        sums, squares = np.zeros(len(self.degrees)), np.zeros(len(self.degrees))
        at_once, done = max(_LEAST_AT_ONCE, _CELLS // nodes), 0
        while done < len(starts):
            shares, steps = self._shares(starts[done : done + at_once])
            sums += shares.sum(axis=1)
            squares += (shares**2).sum(axis=1)
            done += at_once
            if steps > _LONG:
                at_once = max(_LEAST_AT_ONCE, _CELLS_IF_LONG // nodes)
        return sums, squares

    def _shares(self, starts: Places) -> tuple[Floats, int]:
        """Table of nodes by starts, and the number of steps to the farthest."""
        width = len(starts)
        sweep = _Sweep(len(self.degrees), width)
        front = starts * width + np.arange(width)
        sweep.paths[front] = 1
        fronts, scales = [], []
        while len(front):
            fronts.append(front)
            scales.append(sweep.scale_down(front))
            front = self._outwards(front, sweep)
        share = np.zeros_like(sweep.paths)
        for (far, near), scale in zip(pairwise(fronts[::-1]), scales[::-1], strict=False):
            handed = (1 + share[far]) / sweep.paths[far]
            if scale is not None:
                handed /= scale[far % width]
            share[near] = self._inwards(near, far, sweep=sweep, handed=handed)
        share[fronts[0]] = 0
        return share.reshape(-1, width), len(fronts)

    def _is_wide(self, front: Places, width: int) -> bool:
        walked = int(self.degrees[front // width].sum())
        return bool(walked * _WALK > self.out.nnz * width)

    def _outwards(self, front: Places, sweep: _Sweep) -> Places:
        """Pairs one step further; ``sweep.paths`` gets how many shortest paths lead there."""
        paths = sweep.paths
        if self._is_wide(front, sweep.width):
            counted = sweep.product(self.into, front, paths[front])
            further = np.flatnonzero((counted > 0) & (paths == 0))
            paths[further] = counted[further]
            return further
        steps, ends = self._walk(front, sweep.width)
        new = paths[ends] == 0
        steps, ends = steps[new], ends[new]
        further, at = np.unique(ends, return_inverse=True)
        paths[further] = np.bincount(at, paths[front][steps], len(further))
        return further

    def _inwards(self, near: Places, far: Places, *, sweep: _Sweep, handed: Floats) -> Floats:
        """Shares of the near pairs, from what the far ones hand to each path that led there."""
        if self._is_wide(near, sweep.width):
            return sweep.paths[near] * sweep.product(self.out, far, handed)[near]
        steps, ends = self._walk(near, sweep.width)
        sweep.table[far] = handed
        received = sweep.table[ends]
        sweep.table[far] = 0
        return sweep.paths[near] * np.bincount(steps, received, len(near))

    def _walk(self, front: Places, width: int) -> tuple[Places, Places]:
        """Every tie that leads on: place of its pair in the front, and the pair where it ends."""
        nodes, starts = np.divmod(front, width)
        counts = self.degrees[nodes]
        steps = np.repeat(np.arange(len(front)), counts)
        before = np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(self.out.indptr[nodes], counts) + np.arange(len(steps)) - before
        return steps, self.out.indices[at].astype(np.int64) * width + starts[steps]


class _Sweep:
    """Shortest paths found so far, by pair, and a table of the same size that is 0 between uses."""

    def __init__(self, nodes: int, width: int) -> None:
        self.width = width
        self.paths = np.zeros(nodes * width)
        self.table = np.zeros(nodes * width)

    def product(self, cells: Any, pairs: Places, figures: Floats) -> Floats:
        self.table[pairs] = figures
        made: Floats = (cells @ self.table.reshape(-1, self.width)).ravel()
        self.table[pairs] = 0
        return made

    def scale_down(self, front: Places) -> Floats | None:
        """By how much the paths of each start were divided, where some were about to be too many.

        Only how the numbers of two neighbouring steps relate counts in the end.
        """
        if self.paths[front].max() <= _MANY:
            return None
        scale = np.ones(self.width)
        np.maximum.at(scale, front % self.width, self.paths[front])
        self.paths[front] = np.maximum(self.paths[front] / scale[front % self.width], _FEW)
        return scale
