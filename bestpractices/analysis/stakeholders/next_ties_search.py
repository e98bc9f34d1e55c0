"""The search for the tie that helps most: every absent pair of a network is tried.

With the steps ``d`` that there are now, a tie between u and v makes the way from a to b
``min(d(a, b), d(a, u) + 1 + d(v, b), d(a, v) + 1 + d(u, b))``.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.next_tie import NextTie
from bestpractices.analysis.stakeholders.ties import Floats, Places, in_order, ties

Steps = NDArray[np.int16]
_NEVER: Final = 10_000  # steps to whom no way leads; two of them still fit into 16 bits
_FINALISTS: Final = 40  # of which the second ways are counted


@dataclass(frozen=True, eq=False)
class Asked:
    """Which ties are asked for, as in ``propose_ties``."""

    between: tuple[Hashable, Hashable]
    group: Mapping[Any, Any]
    candidates: Collection[Any] | None
    traits: Mapping[str, Mapping[Any, Collection[str]]]
    needed: tuple[str, ...]


class Search:
    """One round: all absent pairs of a network as it stands."""

    def __init__(self, graph: nx.Graph[Any], asked: Asked) -> None:
        self.graph, self.traits, self.needed = graph, asked.traits, asked.needed
        candidates = asked.candidates
        found = ties(graph)
        grouping(found.nodes, asked.group)  # says who has none
        self.nodes = found.nodes
        allowed = set(found.nodes if candidates is None else candidates)
        of = [asked.group[node] for node in found.nodes]
        sides = [np.array([at for at, one in enumerate(of) if one == name], dtype=np.int64)
                 for name in asked.between]  # fmt: skip
        self.sides: list[Places] = sides
        self.may = [np.array([found.nodes[at] in allowed for at in side], bool) for side in sides]
        steps = (
            shortest_path(found.pattern, unweighted=True) if len(found.nodes) else np.zeros((0, 0))
        )
        self.steps: Steps = np.where(np.isinf(steps), _NEVER, steps).astype(np.int16)

    def best(self) -> NextTie | None:
        """The tie that helps most; None where none can be made."""
        sums = self._sums()
        open_ = np.argwhere(np.isfinite(sums))
        if not len(open_):
            return None
        # the highest sum first, then in id order
        order = np.lexsort((open_[:, 1], open_[:, 0], -np.round(sums[tuple(open_.T)], 9)))
        before = self.steps[np.ix_(*self.sides)]
        ways = _second_ways(self.graph, *self._sides())
        found = [self._told(u, v, before, ways) for u, v in open_[order[:_FINALISTS]]]
        return min(found, key=lambda one: (-round(one.gain, 9), -one.second_ways,
                                           -len(one.introducers)))  # fmt: skip

    def _sums(self) -> Floats:
        """Sum of ``1 / d`` between the groups with each tie; -inf where none may be made."""
        left, right = self.sides
        here, there = self.steps[np.ix_(left, left)], self.steps[np.ix_(right, right)]
        across = self.steps[np.ix_(left, right)]
        sums = np.full(across.shape, -np.inf)
        near = _nearness_of(int(self.steps.max(initial=0)))
        for u in np.flatnonzero(self.may[0]):
            open_ = np.flatnonzero(self.may[1] & (across[u] > 1) & self._fitting(int(u)))
            if not len(open_):
                continue
            # a to u, over to v, on to b; or a to v, over to u, on to b
            forth = here[:, u][None, :, None] + 1 + there[open_][:, None, :]
            back = across[:, open_].T[:, :, None] + 1 + across[u][None, None, :]
            ways = np.minimum(np.minimum(forth, back), across[None])
            sums[u, open_] = near[ways].sum(axis=(1, 2))
        return sums

    def _fitting(self, u: int) -> NDArray[np.bool_]:
        """Who on the other side shares a value of every trait that is needed."""
        start = self.nodes[self.sides[0][u]]
        return np.array(
            [
                all(self._shared(start, self.nodes[end], name) for name in self.needed)
                for end in self.sides[1]
            ],
            dtype=bool,
        )

    def _sides(self) -> tuple[list[Any], list[Any]]:
        left, right = ([self.nodes[at] for at in side] for side in self.sides)
        return left, right

    def _told(self, u: int, v: int, before: Steps, ways: int) -> NextTie:
        one, other = self.sides[0][u], self.sides[1][v]
        start, end = self.nodes[one], self.nodes[other]
        forth = self.steps[self.sides[0], one][:, None] + 1 + self.steps[other, self.sides[1]]
        back = self.steps[self.sides[0], other][:, None] + 1 + self.steps[one, self.sides[1]]
        after = np.minimum(np.minimum(forth, back), before)
        near = _nearness_of(int(self.steps.max(initial=0)))
        tied: nx.Graph[Any] = nx.Graph(self.graph)
        tied.add_edge(start, end)
        return NextTie(
            start,
            end,
            float(near[after].mean()),
            float(near[before].mean()),
            _mean(after[before < _NEVER]),
            _mean(before[before < _NEVER]),
            int((after < before).sum()),
            int(((before >= _NEVER) & (after < _NEVER)).sum()),
            _second_ways(tied, *self._sides()) - ways,
            {name: self._shared(start, end, name) for name in self.traits},
            **self.known(start, end),
        )

    def known(self, start: Any, end: Any) -> dict[str, Any]:
        """Steps between two, who is tied to both, and who stands between."""
        one, other = (self.nodes.index(node) for node in (start, end))
        steps = int(self.steps[one, other])
        return {
            "steps_before": steps if steps < _NEVER else None,
            "introducers": tuple(in_order(nx.common_neighbors(self.graph, start, end))),
            "way": self._way(one, other),
        }

    def _way(self, one: int, other: int) -> tuple[Any, ...]:
        """Who stands between, each one step nearer to the other end."""
        if self.steps[one, other] >= _NEVER:
            return ()
        way = [one]
        while way[-1] != other:
            nearer = self.steps[:, other] == self.steps[way[-1], other] - 1
            way.append(int(np.flatnonzero(nearer & (self.steps[way[-1]] == 1))[0]))
        return tuple(self.nodes[at] for at in way[1:-1])

    def _shared(self, start: Any, end: Any, name: str) -> tuple[str, ...]:
        of = self.traits[name]
        return tuple(sorted({*of.get(start, ())} & {*of.get(end, ())}))


def _nearness_of(most: int) -> Floats:
    """``1 / d`` by the number of steps; nothing where no way leads."""
    near = np.zeros(2 * max(most, _NEVER) + 2)
    near[1:_NEVER] = 1 / np.arange(1, _NEVER)
    return near


def _mean(steps: Steps) -> float | None:
    return float(steps.mean()) if steps.size else None


def _second_ways(graph: nx.Graph[Any], left: list[Any], right: list[Any]) -> int:
    """Pairs of the two that have two ways without a go-between in common.

    They are in one block (biconnected part) of three or more; two blocks share one node at most,
    so no pair is counted twice.
    """
    ours, theirs = set(left), set(right)
    blocks: Iterator[set[Any]] = nx.biconnected_components(graph)  # type: ignore[assignment]
    return sum(
        len(block & ours) * len(block & theirs)
        for block in blocks
        if len(block) > 2  # noqa: PLR2004 - two with one tie have but one way
    )
