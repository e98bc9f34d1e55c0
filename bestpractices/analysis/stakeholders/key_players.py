"""Who together reach most, and where a network would break: sets of key players.

Borgatti (2006), Identifying sets of key players in a social network, Computational and
Mathematical Organization Theory 12(1), 21-34. The best set is not the list of the most central
nodes, since those reach the same people. The second question is for "where are we fragile?", not
for "who can be spared?".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from scipy.sparse.csgraph import connected_components

from bestpractices.analysis.stakeholders.grouping import listed
from bestpractices.analysis.stakeholders.key_player_search import (
    SAME,
    Fragmenting,
    Reaching,
    best_sets,
)
from bestpractices.analysis.stakeholders.steps import Spreading
from bestpractices.analysis.stakeholders.ties import Network, Places, Ties, ties

Aim: TypeAlias = Literal["reach", "fragmentation"]
MEASURES: Final = {"reach": "DR", "fragmentation": "DF"}
_PAIR: Final = 2
# Beyond so many nodes the fragmentation of the rest is estimated from some of its nodes.
_ALL_STARTS: Final = 20_000
_SAMPLE: Final = 1024


@dataclass(frozen=True)
class KeyPlayers:
    """The best sets of so many nodes for an aim.

    Parameters
    ----------
    aim, measure
        ``reach`` by DR, or ``fragmentation`` by DF.
    sets
        All best sets, each in id order, in the order of their ids. Where the search is not exact:
        those that it found. Empty if the network has too few nodes.
    value
        Of the best sets, 0 to 1; None if there is none.
    exact
        Whether every set was looked at; else greedy growth and random starts, improved by
        exchanging one member at a time: no better set by one exchange, but perhaps by two.
    error
        Standard error of ``value`` where it is an estimate (fragmentation of more than 20,000
        nodes), else None.
    """

    aim: Aim
    measure: str
    sets: list[tuple[Any, ...]]
    value: float | None
    exact: bool
    error: float | None = None


def key_players(
    graph: Network, *, size: int, aim: Aim = "reach", starts: int = 8, seed: int = 1
) -> KeyPlayers:
    """The sets of nodes that together reach most, or whose removal breaks the network most.

    Parameters
    ----------
    graph
        Directed or not; strengths are not used, distance is in steps. Directed: reach follows the
        ties from the members outwards; fragmentation counts both orders of each pair.
    size
        Members of a set, from 1.
    aim
        ``reach``: greatest :func:`reach`. ``fragmentation``: greatest :func:`fragmentation`.
    starts
        Starts of the search, where not all sets can be looked at: one greedy, the others random.
    seed
        Of the random starts.

    Returns
    -------
    KeyPlayers
        Exact as long as there are at most 200,000 sets and the work stays within seconds: three of
        some 100 nodes for reach, of some 80 for fragmentation, two of some 600 and 200. Else
        members are looked for among the most tied (reach, from 2,000 nodes) or those on the most
        shortest paths (fragmentation), in few starts where each takes long. Fewer nodes than
        ``size``, and for fragmentation fewer than two left: no set. A network without ties: every
        set is as good.

    Raises
    ------
    ValueError
        If ``size`` is below 1 or there is no such aim.

    Examples
    --------
    >>> import networkx as nx
    >>> families = nx.florentine_families_graph()
    >>> key_players(families, size=2).sets, round(key_players(families, size=2).value, 4)
    ([('Bischeri', 'Medici')], 0.8667)
    >>> key_players(families, size=2, aim="fragmentation").sets
    [('Guadagni', 'Medici')]
    """
    if aim not in MEASURES:
        message = f'"{aim}" is no aim; aims are {", ".join(MEASURES)}'
        raise ValueError(message)
    if size < 1:
        message = f"a set of {size} key players: give a size of 1 or more"
        raise ValueError(message)
    found = ties(graph)
    if len(found.nodes) < size + (_PAIR if aim == "fragmentation" else 0):
        return KeyPlayers(aim, MEASURES[aim], [], value=None, exact=True)
    search = _search(found, aim, size, seed)
    best, exact = best_sets(search, size=size, starts=starts, seed=seed)
    named = [tuple(found.nodes[at] for at in members) for members in best]
    if aim == "reach":
        return KeyPlayers(aim, "DR", named, value=_reach(found, best[0]), exact=exact)
    return _fragmented(found, best, named, exact=exact, seed=seed)


def reach(graph: Network, members: Iterable[Any]) -> float:
    """Distance-weighted reach DR of a set: who is near to its nearest member.

    ``DR = sum_j (1 / d_Kj) / n`` with d the steps from the nearest member to j; members count 1,
    nodes out of reach 0. At most 1; at least k / n, for k members. Never less for a larger set.
    Programs that leave the members out give ``(n DR - k) / (n - k)``.

    Raises
    ------
    ValueError
        If a member is no node, or none is given.

    Examples
    --------
    >>> import networkx as nx
    >>> round(reach(nx.florentine_families_graph(), ["Medici"]), 4)
    0.7
    """
    found = ties(graph)
    return _reach(found, _places(found, members))


def fragmentation(graph: Network, removed: Iterable[Any]) -> float | None:
    """Distance-weighted fragmentation DF of what is left once nodes are taken out.

    ``DF = 1 - sum (1 / d_ij) / (n (n - 1))`` over ordered pairs of the n nodes **left**, 0 for
    pairs without a way. 0: everyone tied to everyone; 1: no ties.

    Returns
    -------
    float or None
        None with fewer than two nodes left.

    Raises
    ------
    ValueError
        If one of ``removed`` is no node.

    Examples
    --------
    >>> import networkx as nx
    >>> round(fragmentation(nx.florentine_families_graph(), ["Medici"]), 4)
    0.6738
    """
    found = ties(graph)
    places = _places(found, removed, some=False)
    left = len(found.nodes) - len(places)
    if left < _PAIR:
        return None
    spreading = Spreading(found.pattern.T.tocsr())
    everyone = np.arange(len(found.nodes))
    near = spreading.nearness_without(everyone, places[None, :])[0]
    return float(1 - near / (left * (left - 1)))


def component_fragmentation(
    graph: Network, removed: Iterable[Any], *, nodes: Literal["left", "all"] = "left"
) -> float | None:
    """Fragmentation F by components: share of pairs that have no way to each other.

    ``F = 1 - sum_k s_k (s_k - 1) / (n (n - 1))`` with s the sizes of the components once the nodes
    are taken out. Directed ties join either way.

    Parameters
    ----------
    nodes
        Whether n counts the nodes ``left`` or ``all`` there were; the second is never smaller.

    Returns
    -------
    float or None
        0 (one component) to 1; None if n is below two.

    Raises
    ------
    ValueError
        If one of ``removed`` is no node.

    Examples
    --------
    >>> import networkx as nx
    >>> path = nx.path_graph(5)
    >>> round(component_fragmentation(path, [2]), 4)
    0.6667
    >>> component_fragmentation(path, [2], nodes="all")
    0.8
    """
    found = ties(graph)
    kept = np.delete(np.arange(len(found.nodes)), _places(found, removed, some=False))
    many = len(kept) if nodes == "left" else len(found.nodes)
    if many < _PAIR:
        return None
    _, component = connected_components(found.pattern[kept][:, kept], directed=True)
    sizes = np.bincount(component, minlength=1).astype(float)
    return float(1 - (sizes * (sizes - 1)).sum() / (many * (many - 1)))


def contacts(graph: Network, members: Iterable[Any]) -> int:
    """How many outside a set have a tie with it; directed: are named by one of its members.

    Examples
    --------
    >>> import networkx as nx
    >>> contacts(nx.star_graph(4), [0]), contacts(nx.star_graph(4), [1, 2])
    (4, 1)
    """
    found = ties(graph)
    places = _places(found, members)
    return len(np.setdiff1d(found.pattern[places].indices, places))


def _places(found: Ties, members: Iterable[Any], *, some: bool = True) -> Places:
    place = {node: at for at, node in enumerate(found.nodes)}
    named = list(dict.fromkeys(members))
    strange = [node for node in named if node not in place]
    if strange:
        message = f"not in the network: {listed(strange)}; name some of its nodes"
        raise ValueError(message)
    if some and not named:
        message = "a set without members reaches nobody; name one or more nodes"
        raise ValueError(message)
    return np.array(sorted(place[node] for node in named), dtype=np.int64)


def _search(found: Ties, aim: Aim, size: int, seed: int) -> Reaching | Fragmenting:
    if aim == "reach":
        return Reaching(found, size=size)
    return Fragmenting(found, size=size, seed=seed)


def _reach(found: Ties, members: Iterable[int]) -> float:
    nearest = np.zeros(len(found.nodes))
    for _, near in Spreading(found.pattern.T.tocsr()).nearness(np.array(list(members))):
        np.maximum(nearest, near.max(axis=0), out=nearest)
    return float(nearest.mean())


def _fragmented(
    found: Ties,
    best: list[tuple[int, ...]],
    named: list[tuple[Any, ...]],
    *,
    exact: bool,
    seed: int,
) -> KeyPlayers:
    """Values of the sets found; they were compared by an estimate where there are many nodes."""
    left = np.delete(np.arange(len(found.nodes)), best[0])
    if len(found.nodes) <= _ALL_STARTS:
        values = [fragmentation(found, names) or 0.0 for names in named]
        kept = [
            names for names, one in zip(named, values, strict=True) if one >= max(values) - SAME
        ]
        return KeyPlayers("fragmentation", "DF", kept, value=max(values), exact=exact)
    drawn = np.sort(np.random.default_rng(seed).choice(len(left), _SAMPLE, replace=False))
    rest = found.pattern[left][:, left]
    spreading = Spreading(rest.T.tocsr())
    # a start is as near to itself as can be, which is no pair
    means = np.concatenate(
        [(near.sum(axis=1) - 1) / (len(left) - 1) for _, near in spreading.nearness(drawn)]
    )
    error = float(means.std(ddof=1) / np.sqrt(_SAMPLE) * np.sqrt(1 - _SAMPLE / len(left)))
    value = float(1 - means.mean())
    return KeyPlayers("fragmentation", "DF", named, value=value, exact=exact, error=error)
