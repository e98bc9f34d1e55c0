"""Ties with years: when they began and ended, and the network as it was in one year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bestpractices.analysis.stakeholders.ties import Graph

_BOUNDS: Final = {"since": min, "until": max}


def span(ties: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """When the first of some ties of a pair began and the last ended, as far as all say so.

    Parameters
    ----------
    ties
        Attributes of each; ``since`` and ``until`` are years, and may lack.

    Returns
    -------
    dict
        ``since`` if each of them has one, ``until`` if each has one: a pair of which one tie has
        no year may have been tied always. No ties: empty.

    Examples
    --------
    >>> span([{"since": 2018, "until": 2020}, {"since": 2016}]), span([{"since": 2018}, {}])
    ({'since': 2016}, {})
    """
    told = list(ties)
    return {
        name: bound(one[name] for one in told)
        for name, bound in _BOUNDS.items()
        if told and all(one.get(name) is not None for one in told)
    }


def in_year(graph: Graph, year: int, *, undated: bool = True) -> Graph:
    """The network as it was in one year: all nodes, and the ties that were there.

    Parameters
    ----------
    graph
        Ties may have ``since`` and ``until``; both years count.
    undated
        Whether ties without either are kept.

    Returns
    -------
    networkx.Graph
        A new graph of the same class. Nobody knows of ties that have gone without a trace, so an
        early year has too few.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", since=2018, until=2020)
    >>> graph.add_edge("b", "c")
    >>> list(in_year(graph, 2017).edges), list(in_year(graph, 2018, undated=False).edges)
    ([('b', 'c')], [('a', 'b')])
    """
    made = graph.copy()
    # of parallel ties each has a key beside its ends
    keys = {"keys": True} if graph.is_multigraph() else {}
    listed: Any = graph.edges
    every = listed(data=True, **keys)
    gone = [end for *end, told in every if not _is_there(told, year, undated=undated)]
    made.remove_edges_from(gone)
    return made


def _is_there(told: Mapping[str, Any], year: int, *, undated: bool) -> bool:
    since, until = told.get("since"), told.get("until")
    if since is None and until is None:
        return undated
    return (since is None or since <= year) and (until is None or year <= until)
