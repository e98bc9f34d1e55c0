"""The search for the core that fits best: all of them up to 20 nodes, else from many starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.stakeholders.ties import Floats, Places

Truths: TypeAlias = NDArray[np.bool_]

# Twice as many cores with each node more: a million of them.
_ALL: Final = 20
# Fits that differ by less come from the order of adding.
_SAME: Final = 1e-9
# Up to so many nodes two that change places are looked at too; beyond, there are few starts, and
# these differ by so many nodes.
_SMALL: Final = 300
# From so many on, nodes enter and leave many at a time, or hundreds of thousands would take hours.
_LARGE: Final = 1_000
_FEW: Final = 3
_CHANGED: Final = 30


@dataclass(frozen=True)
class Fit:
    """Correlation of ties with the ideal, from what a core has: its size and its ties.

    Parameters
    ----------
    nodes, ties
        Of the network; a tie counts once in each direction it has.
    mixed
        What the ideal has between core and periphery; None: these pairs are left out.
    """

    nodes: int
    ties: float
    mixed: float | None

    def of(self, size: Any, within: Any, outside: Any) -> Floats:
        """Correlations, NaN where there is none.

        Parameters
        ----------
        size
            Nodes of the core.
        within, outside
            Ties among the core, and among the periphery.
        """
        inner, outer = size * (size - 1.0), (self.nodes - size) * (self.nodes - size - 1.0)
        between = self.nodes * (self.nodes - 1.0) - inner - outer
        crossing = self.ties - within - outside
        if self.mixed is None:
            cells, tied, ideal, squares = inner + outer, within + outside, inner, inner
            joint = within
        else:
            cells, tied = inner + outer + between, self.ties
            ideal, squares = inner + self.mixed * between, inner + self.mixed**2 * between
            joint = within + self.mixed * crossing
        spread = (cells * tied - tied**2) * (cells * squares - ideal**2)
        some = spread > _SAME
        return np.asarray(
            np.where(
                some, (cells * joint - tied * ideal) / np.sqrt(np.where(some, spread, 1)), np.nan
            )
        )


def best_cores(
    pattern: Any, *, mixed: float | None, starts: int, seed: int
) -> tuple[list[tuple[int, ...]], float | None, bool]:
    """Best cores as places, each sorted and in order; their fit; whether all were looked at."""
    nodes = pattern.shape[0]
    fit = Fit(nodes, float(pattern.nnz), mixed)
    if nodes <= _ALL:
        cores, value = _of_all(pattern, fit)
        return cores, value, True
    search = _Search(pattern, fit)
    if nodes > _SMALL:
        starts = min(starts, _FEW)
    for core in search.starts(starts, np.random.default_rng(seed)):
        search.improve(core)
    return sorted(search.best), None if np.isnan(search.value) else search.value, False


def _of_all(pattern: Any, fit: Fit) -> tuple[list[tuple[int, ...]], float | None]:
    """A core is a number whose bits say who belongs to it."""
    sizes, within = _counted(pattern.toarray())
    # who is not in the core is in the core of the number with all bits turned
    fits = fit.of(sizes, within, within[::-1])
    if not np.isfinite(fits).any():
        return [], None
    top = float(np.nanmax(fits))
    best = np.flatnonzero(fits >= top - _SAME).tolist()
    places = range(fit.nodes)
    return sorted(tuple(at for at in places if core >> at & 1) for core in best), top


def _counted(cells: Floats) -> tuple[Places, Places]:
    """For every core its size, and the ties within it."""
    sizes = within = np.zeros(1, dtype=np.int64)
    both = (cells + cells.T).astype(np.int64)
    for node in range(len(cells)):
        tied = np.zeros(1, dtype=np.int64)
        for other in range(node):
            tied = np.concatenate([tied, tied + both[node, other]])
        sizes = np.concatenate([sizes, sizes + 1])
        within = np.concatenate([within, within + tied])
    return sizes, within


class _Search:
    """Cores made better by one node that enters or leaves, or by two that change places."""

    def __init__(self, pattern: Any, fit: Fit) -> None:
        self.fit = fit
        self.value = np.nan
        self.best: set[tuple[int, ...]] = set()
        self._both = (pattern + pattern.T).tocsr()
        self._ends = np.asarray(self._both.sum(axis=1))
        few = fit.nodes <= _SMALL
        self._cells: Floats | None = self._both.toarray() if few else None

    def starts(self, many: int, random: np.random.Generator) -> list[Truths]:
        """The most tied, as many as fit best, and random ones; near the first in large networks."""
        place = np.argsort(np.argsort(-self._ends, kind="stable"))
        cells = self._both.tocoo()
        # ties lie within the first k by the later of their ends, and after them by the sooner
        ends = np.stack([place[cells.row], place[cells.col]])
        late, soon = (
            np.bincount(one + 1, cells.data / 2, self.fit.nodes + 1).cumsum()
            for one in (ends.max(axis=0), ends.min(axis=0))
        )
        fits = _high(self.fit.of(np.arange(self.fit.nodes + 1), late, soon[-1] - soon))
        first = place < int(fits.argmax())
        shares = random.random(many - 1)
        if self.fit.nodes > _SMALL:
            return [
                first,
                *(first ^ (random.random(len(first)) < _CHANGED / len(first)) for _ in shares),
            ]
        return [first, *(random.random(len(first)) < share for share in shares)]

    def improve(self, core: Truths) -> None:
        """Go uphill by the best change, as long as there is one; keep what is best of all."""
        core = core.copy()
        value = -np.inf
        while True:
            inside = self._both @ core.astype(float)
            value, changed = self._best_change(core, inside, value)
            if changed is None:
                break
            core[list(changed)] ^= True
        if np.isfinite(value):
            self._keep(core, value)

    def _best_change(
        self, core: Truths, inside: Floats, value: float
    ) -> tuple[float, tuple[int, ...] | None]:
        """The best value that one change gives, and which nodes change; None if none is better."""
        size, within = int(core.sum()), float(inside[core].sum()) / 2
        outside = float((self._ends - inside)[~core].sum()) / 2
        value = max(value, float(_high(self.fit.of(np.array([size]), within, outside))[0]))
        turn = np.where(core, -1, 1)
        moved = self.fit.of(
            size + turn, within + turn * inside, outside - turn * (self._ends - inside)
        )
        moved = _high(moved)
        best = int(moved.argmax())
        if moved[best] > value + _SAME:
            if self.fit.nodes >= _LARGE:
                return self._many_changes(core, moved, value)
            return float(moved[best]), (best,)
        if self._cells is None:
            return value, None
        return self._best_exchange(core, inside, value=value, within=within, outside=outside)

    def _many_changes(
        self, core: Truths, moved: Floats, value: float
    ) -> tuple[float, tuple[int, ...]]:
        """As many of the changes that are better each alone as are better together, too."""
        better = np.flatnonzero(moved > value + _SAME)
        order = better[np.argsort(-moved[better], kind="stable")]
        single, many = float(moved[order[0]]), len(order)
        while many > 1:
            turned = core.copy()
            turned[order[:many]] ^= True
            together = self._value(turned)
            if together > single:
                return together, tuple(order[:many].tolist())
            many //= 2
        return single, (int(order[0]),)

    def _value(self, core: Truths) -> float:
        inside = self._both @ core.astype(float)
        within = float(inside[core].sum()) / 2
        outside = float((self._ends - inside)[~core].sum()) / 2
        return float(_high(self.fit.of(np.array([core.sum()]), within, outside))[0])

    def _best_exchange(
        self, core: Truths, inside: Floats, *, value: float, within: float, outside: float
    ) -> tuple[float, tuple[int, ...] | None]:
        leaving, coming = np.flatnonzero(core), np.flatnonzero(~core)
        if not len(leaving) or not len(coming) or self._cells is None:
            return value, None
        beyond = self._ends - inside
        tied = self._cells[np.ix_(leaving, coming)]
        moved = _high(
            self.fit.of(
                np.array(len(leaving)),
                within - inside[leaving][:, None] + inside[coming] - tied,
                outside + beyond[leaving][:, None] - beyond[coming] - tied,
            )
        )
        row, column = divmod(int(moved.argmax()), len(coming))
        if moved[row, column] > value + _SAME:
            return float(moved[row, column]), (int(leaving[row]), int(coming[column]))
        return value, None

    def _keep(self, core: Truths, value: float) -> None:
        if value < self.value - _SAME:
            return
        if not value <= self.value + _SAME:
            self.value, self.best = value, set()
        self.best.add(tuple(np.flatnonzero(core).tolist()))


def _high(fits: Floats) -> Floats:
    """Fits in which one that is none is lowest."""
    return np.where(np.isnan(fits), -np.inf, fits)
