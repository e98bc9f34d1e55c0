"""A core in which all are tied, and a periphery tied to the core alone: how well it fits.

Borgatti and Everett (2000), Models of core/periphery structures, Social Networks 21(4), 375-395:
the discrete model. Often several cores fit about as well; "periphery" is no judgement of worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bestpractices.analysis.stakeholders.core_search import best_cores
from bestpractices.analysis.stakeholders.degree_preserving import rewired
from bestpractices.analysis.stakeholders.ties import Network, ties


@dataclass(frozen=True)
class CorePeriphery:
    """The core that fits best, and others that fit as well.

    Parameters
    ----------
    core
        The first of ``cores``; empty if there is none.
    cores
        All best cores, each in id order, in the order of their ids; those that were found, where
        the search is not exact.
    fit
        Correlation of the ties with the ideal, over all ordered pairs of two nodes; -1 to 1, in
        practice above 0. None if no core gives one: fewer than three nodes, no ties, all ties.
    mixed
        What the ideal says of pairs of core and periphery; None: left out.
    exact
        Whether every possible core was looked at.
    """

    core: tuple[Any, ...]
    cores: list[tuple[Any, ...]]
    fit: float | None
    mixed: float | None
    exact: bool


def core_periphery(
    graph: Network, *, mixed: float | None = 1.0, starts: int = 20, seed: int = 1
) -> CorePeriphery:
    """The core whose ideal pattern correlates best with the ties.

    The ideal has 1 between two of the core and 0 between two of the periphery. Ties count 1, and
    pairs without a tie 0.

    Parameters
    ----------
    graph
        Directed or not; strengths and loops are not used.
    mixed
        What the ideal has between core and periphery: 1 (the first of the paper, in which a star
        fits perfectly), 0, a density between them, or None to leave these pairs out.
    starts
        Starts of the search in networks of more than 20 nodes.
    seed
        Of the starts.

    Returns
    -------
    CorePeriphery
        Up to 20 nodes all cores are looked at. Isolated nodes belong to the periphery wherever
        that fits best. Components are not told apart.

    Raises
    ------
    ValueError
        If ``mixed`` is not from 0 to 1.

    Examples
    --------
    >>> import networkx as nx
    >>> found = core_periphery(nx.star_graph(5))
    >>> found.core, round(found.fit, 6)
    ((0,), 1.0)
    """
    if mixed is not None and not 0 <= mixed <= 1:
        message = f"mixed block of {mixed}: give a density from 0 to 1, or None to leave it out"
        raise ValueError(message)
    found = ties(graph)
    best, fit, exact = best_cores(found.pattern, mixed=mixed, starts=starts, seed=seed)
    cores = [tuple(found.nodes[at] for at in core) for core in best]
    return CorePeriphery(cores[0] if cores else (), cores, fit, mixed, exact)


@dataclass(frozen=True)
class CorePeripheryChance:
    """The fit beside that of random networks in which everyone has as many ties.

    Parameters
    ----------
    fit
        As observed.
    fit_expected
        Mean over the random networks.
    p
        Share of them that fit at least as well, ``(1 + count) / (B + 1)``. Small: the pattern is
        more than what unequal numbers of ties bring with them.
    """

    fit: float | None
    fit_expected: float | None
    p: float | None


def core_periphery_chance(
    graph: Network,
    *,
    networks: int = 200,
    mixed: float | None = 1.0,
    starts: int = 5,
    seed: int = 1,
) -> CorePeripheryChance:
    """How well a core and a periphery fit, compared with random networks of the same degrees.

    Parameters
    ----------
    graph
        Directed: numbers of incoming and of outgoing ties are both kept.
    networks
        How many random ones, each by ten exchanges of ends a tie. Observed and random networks
        are searched in the same way, with ``starts`` starts.
    mixed, seed
        As in :func:`core_periphery`.

    Returns
    -------
    CorePeripheryChance
        All None where there is no fit. A network that its degrees determine, such as a star: p is
        1. Meant for up to some hundred nodes.

    References
    ----------
    Maslov and Sneppen (2002), Specificity and stability in topology of protein networks, Science
    296, 910-913, for the exchanges.
    """
    found = ties(graph)
    _, fit, _ = best_cores(found.pattern, mixed=mixed, starts=starts, seed=seed)
    if fit is None or networks < 1:
        return CorePeripheryChance(fit, None, None)
    drawn = [
        best_cores(one, mixed=mixed, starts=starts, seed=seed)[1] or 0.0
        for one in rewired(found, networks=networks, seed=seed)
    ]
    above = int((np.array(drawn) >= fit - 1e-9).sum())
    return CorePeripheryChance(fit, float(np.mean(drawn)), (1 + above) / (networks + 1))
