"""The search for best sets: all of them where that is possible, else by exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from math import comb
from typing import Final, TypeAlias

import numpy as np

from bestpractices.analysis.stakeholders.shortest_paths import sampled_betweenness
from bestpractices.analysis.stakeholders.steps import Spreading, words
from bestpractices.analysis.stakeholders.ties import Floats, Places, Ties

Set: TypeAlias = tuple[int, ...]

# Values that differ by less come from the order of adding.
SAME: Final = 1e-9
# The bounds of an exact search: sets, and joinings of words or comings nearer, three seconds of
# each.
_SETS: Final = 200_000
_JOININGS: Final = 600_000_000
_COMINGS: Final = 300_000_000
# Of the search by exchanges: up to so many nodes all may be members, beyond only some; how near
# these are to all nodes must be held. Then joinings when all take their turn, and in all starts.
_EVERYONE: Final = 2_000
_CANDIDATES: Final = 300
_NEAR: Final = 10_000_000
_FEWEST: Final = 20
_TURN: Final = 6_000_000
_TURNS: Final = 50_000_000
# Starts of the ways that tell candidates apart, in networks of more than twice as many nodes.
_STARTS: Final = 128
# While candidates are compared, ways of more steps count as none.
_FARTHEST: Final = 200
# Words held at once: some 30 megabytes.
_HELD: Final = 4_000_000


class Reaching:
    """Sum over all nodes of the nearness to the nearest member."""

    def __init__(self, found: Ties, *, size: int) -> None:
        nodes = len(found.nodes)
        some = max(size, min(_CANDIDATES, _NEAR // max(1, nodes)))
        self.candidates = _most_tied(found, nodes if nodes <= _EVERYONE else some)
        spreading = Spreading(found.pattern.T.tocsr())
        self._near = np.empty((len(self.candidates), len(found.nodes)))
        for first, near in spreading.nearness(self.candidates):
            self._near[first : first + len(near)] = near
        self._row = np.full(len(found.nodes), -1)
        self._row[self.candidates] = np.arange(len(self.candidates))

    def affordable(self, sets: int) -> bool:
        """Whether so many sets can be looked at within seconds."""
        everyone = len(self.candidates) == self._near.shape[1]
        return everyone and sets * self._near.shape[1] <= _COMINGS

    def of(self, sets: Places) -> Floats:
        """Values of sets, one a row; members are candidates."""
        nearest = self._near[self._row[sets[:, 0]]]
        for members in sets.T[1:]:
            np.maximum(nearest, self._near[self._row[members]], out=nearest)
        return np.asarray(nearest.sum(axis=1))

    def with_each(self, members: Set) -> Floats:
        """Values of the members and one more: one a candidate."""
        nearest = self._near[self._row[list(members)]].max(axis=0, initial=0.0)
        return np.asarray(np.maximum(nearest, self._near).sum(axis=1))

    @property
    def starts(self) -> int:
        """How many starts a search can afford."""
        return _TURNS // len(self.candidates)

    @property
    def held(self) -> int:
        """Sets that are looked at together."""
        return max(1, _HELD // self._near.shape[1])


class Fragmenting:
    """Less the mean nearness of those who are left; in large networks from some starts only."""

    def __init__(self, found: Ties, *, size: int, seed: int) -> None:
        nodes = len(found.nodes)
        self._spreading = Spreading(found.pattern.T.tocsr())
        self._starts = np.arange(nodes)
        if nodes > 2 * _STARTS:
            drawn = np.random.default_rng(seed).choice(nodes, _STARTS, replace=False)
            self._starts = np.sort(drawn)
        depth = 1 + self._spreading.depth(self._starts, most=_FARTHEST)
        self._deep = depth > _FARTHEST
        self._cost = (self._spreading.links + nodes) * words(len(self._starts)) * depth
        many = max(_FEWEST, size, _TURN // self._cost)
        self.candidates = _most_between(found, many, seed=seed)

    def affordable(self, sets: int) -> bool:
        """Whether so many sets can be looked at within seconds."""
        nodes = self._spreading.nodes
        everyone = len(self._starts) == nodes and not self._deep
        return everyone and sets * self._cost <= _JOININGS

    def of(self, sets: Places) -> Floats:
        """Values of sets, one a row; members are candidates."""
        nodes = self._spreading.nodes
        left = nodes - sets.shape[1]
        starts = len(self._starts) - np.isin(sets, self._starts).sum(axis=1)
        near = [
            self._spreading.nearness_without(
                self._starts,
                sets[first : first + self.held],
                most=_FARTHEST if self._deep else None,
            )
            for first in range(0, len(sets), self.held)
        ]
        return np.asarray(1 - np.concatenate(near) / (np.maximum(starts, 1) * (left - 1)))

    def with_each(self, members: Set) -> Floats:
        """Values of the members and one more: one a candidate."""
        sets = np.empty((len(self.candidates), len(members) + 1), dtype=np.int64)
        sets[:, :-1] = members
        sets[:, -1] = self.candidates
        return self.of(sets)

    @property
    def starts(self) -> int:
        """How many starts a search can afford."""
        return _TURNS // (self._cost * len(self.candidates))

    @property
    def held(self) -> int:
        """Sets that are looked at together."""
        return max(1, _HELD // (self._spreading.nodes * words(len(self._starts))))


def best_sets(
    search: Reaching | Fragmenting, *, size: int, starts: int, seed: int
) -> tuple[list[Set], bool]:
    """Best sets of places, each sorted and in order, and whether all sets were looked at."""
    nodes = len(search.candidates)
    many = comb(nodes, size)
    if many <= _SETS and search.affordable(many):
        return _best_of_all(search, size), True
    return _best_by_exchange(search, size=size, starts=starts, seed=seed), False


class _Best:
    """The best sets so far."""

    def __init__(self) -> None:
        self.value = -np.inf
        self.sets: set[Set] = set()

    def take(self, sets: Places, values: Floats) -> None:
        top = float(values.max(initial=-np.inf))
        if top < self.value - SAME:
            return
        if top > self.value + SAME:
            self.value, self.sets = top, set()
        for members in sets[values >= self.value - SAME]:
            self.sets.add(tuple(sorted(members.tolist())))


def _best_of_all(search: Reaching | Fragmenting, size: int) -> list[Set]:
    best = _Best()
    every = combinations(np.sort(search.candidates).tolist(), size)
    while some := list(islice(every, search.held)):
        sets = np.array(some, dtype=np.int64)
        best.take(sets, search.of(sets))
    return sorted(best.sets)


def _best_by_exchange(
    search: Reaching | Fragmenting, *, size: int, starts: int, seed: int
) -> list[Set]:
    best = _Best()
    starts = max(1, min(starts, search.starts))
    for members in _starts(search, size, starts, seed):
        _improve(search, members, best)
    return sorted(best.sets)


def _starts(search: Reaching | Fragmenting, size: int, starts: int, seed: int) -> Iterator[Set]:
    grown: Set = ()
    for _ in range(size):
        values = search.with_each(grown)
        values[np.isin(search.candidates, grown)] = -np.inf
        grown = (*grown, int(search.candidates[values.argmax()]))
    yield grown
    random = np.random.default_rng(seed)
    for _ in range(starts - 1):
        yield tuple(random.choice(search.candidates, size, replace=False).tolist())


def _improve(search: Reaching | Fragmenting, members: Set, best: _Best) -> None:
    """Exchange members one at a time for the best other, until none is better."""
    value, since, at = -np.inf, 0, 0
    while since < len(members):
        others = members[:at] + members[at + 1 :]
        values = search.with_each(others)
        free = ~np.isin(search.candidates, others)
        sets = np.empty((int(free.sum()), len(members)), dtype=np.int64)
        sets[:, :-1], sets[:, -1] = others, search.candidates[free]
        best.take(sets, values[free])
        top = int(values[free].argmax())
        since += 1
        if values[free][top] > value + SAME:
            value, since = float(values[free][top]), 1
            members = (*others[:at], int(sets[top, -1]), *others[at:])
        at = (at + 1) % len(members)


def _most_between(found: Ties, many: int, *, seed: int) -> Places:
    """Places of so many nodes that stand on the most shortest paths, by a sample of them."""
    if many >= len(found.nodes):
        return np.arange(len(found.nodes))
    between = sampled_betweenness(found, sample=_STARTS, seed=seed)["betweenness"].to_numpy()
    return np.asarray(np.argsort(-between, kind="stable")[:many])


def _most_tied(found: Ties, many: int) -> Places:
    """Places of so many nodes with the most contacts, then in order."""
    degrees = np.diff(found.either_way.indptr)
    return np.asarray(np.argsort(-degrees, kind="stable")[:many])
