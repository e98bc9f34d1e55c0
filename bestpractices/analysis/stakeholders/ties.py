"""The network as all measures take it: who is tied to whom, how strongly, in a fixed order.

Loops are left out, parallel ties are joined and their strengths added. Every measure accepts a
graph of networkx or the :class:`Ties` made of it; many measures of one network share the second,
so that the graph is walked once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from numbers import Real
from typing import Any, Final, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

Graph: TypeAlias = "nx.Graph[Any]"
Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]

WEIGHT: Final = "weight"


@dataclass(frozen=True, eq=False)
class Ties:
    """A network without loops and parallel ties, as a sparse matrix.

    Parameters
    ----------
    nodes
        Ids in the order of rows and columns.
    strengths
        Row names column, with this strength, more than 0; symmetric when not directed.
    directed
        Whether ``strengths`` says more than that two are tied.
    """

    nodes: tuple[Any, ...]
    strengths: Any
    directed: bool

    @cached_property
    def pattern(self) -> Any:
        """The same matrix with 1 for every tie."""
        return _with_data(self.strengths, np.ones(self.strengths.nnz))

    @cached_property
    def either_way(self) -> Any:
        """Strengths to and from added: the undirected form; as it is when not directed."""
        if not self.directed:
            return self.strengths
        both = csr_array(self.strengths + self.strengths.T)
        both.sort_indices()
        return both


Network: TypeAlias = "Graph | Ties"


@dataclass(frozen=True)
class Simplified:
    """A graph without loops and parallel ties, and how many there were.

    Parameters
    ----------
    graph
        Nodes in sorted order with their attributes; each tie with its ``weight``.
    loops
        Ties of a node to itself, left out.
    joined
        Ties that went into another one between the same two.
    """

    graph: Graph
    loops: int
    joined: int


def simple(graph: Graph) -> Graph:
    """The graph without loops and parallel ties: ``simplified(graph).graph``.

    Examples
    --------
    >>> simple(nx.MultiGraph([("b", "a"), ("a", "b"), ("b", "b")])).edges(data="weight")
    EdgeDataView([('a', 'b', 2)])
    """
    return simplified(graph).graph


def simplified(graph: Graph) -> Simplified:
    """The graph as all measures take it, with what was left out.

    Parameters
    ----------
    graph
        Directed or not, with parallel ties or not. ``weight`` of a tie is its strength; a tie
        without one counts 1.

    Returns
    -------
    Simplified
        Its graph is a new ``nx.DiGraph`` or ``nx.Graph``. A joined tie has the attributes of the
        first of its ties and the sum of their strengths.

    Raises
    ------
    ValueError
        If a strength is no number above 0; the message names the tie.
    """
    made: Graph = nx.DiGraph() if graph.is_directed() else nx.Graph()
    made.graph.update(graph.graph)
    made.add_nodes_from((node, dict(graph.nodes[node])) for node in in_order(graph))
    loops = joined = 0
    for start, end, told in graph.edges(data=True):
        strength = _strength(told, start, end)
        if start == end:
            loops += 1
        elif made.has_edge(start, end):
            joined += 1
            made.edges[start, end][WEIGHT] += strength
        else:
            made.add_edge(start, end, **{**told, WEIGHT: strength})
    return Simplified(made, loops, joined)


def ties(graph: Network) -> Ties:
    """The network as a matrix; given back as it is if it is one already.

    Raises
    ------
    ValueError
        If a strength is no number above 0; the message names the tie.
    """
    if isinstance(graph, Ties):
        return graph
    nodes = in_order(graph)
    place = {node: at for at, node in enumerate(nodes)}
    beside = [(node, others) for node, others in graph.adjacency() if others]
    starts = np.repeat(
        np.fromiter((place[node] for node, _ in beside), np.int64, len(beside)),
        np.fromiter((len(others) for _, others in beside), np.int64, len(beside)),
    )
    contacts = chain.from_iterable(others for _, others in beside)
    ends = np.fromiter(map(place.__getitem__, contacts), np.int64, len(starts))
    strengths = np.fromiter(_strengths(beside, graph.is_multigraph()), np.float64, len(starts))
    kept = starts != ends
    matrix = csr_array(
        (strengths[kept], (starts[kept], ends[kept])), shape=(len(nodes), len(nodes))
    )
    matrix.sort_indices()
    return Ties(tuple(nodes), matrix, graph.is_directed())


def adjacency(graph: Network, *, weighted: bool = False) -> tuple[Any, list[Any]]:
    """Who is tied to whom as a sparse matrix, and the nodes in the order of its rows.

    Parameters
    ----------
    graph
        Directed or not.
    weighted
        Strengths in the cells; else 1 for every tie.

    Returns
    -------
    tuple[scipy.sparse.csr_array, list]
        Row names column; float64, no loops, column numbers sorted within a row; symmetric for an
        undirected graph. An empty graph gives 0 rows and an empty list.

    Examples
    --------
    >>> cells, nodes = adjacency(nx.DiGraph([("b", "a"), ("b", "b")]))
    >>> nodes, cells.toarray().tolist()
    (['a', 'b'], [[0.0, 0.0], [1.0, 0.0]])
    """
    found = ties(graph)
    return (found.strengths if weighted else found.pattern), list(found.nodes)


def lengths(graph: Network, attribute: str) -> Ties:
    """The network with the lengths of its ties in place of their strengths.

    Parameters
    ----------
    attribute
        Where a tie has its length, more than 0; of parallel ties the shortest counts.

    Raises
    ------
    ValueError
        If a length lacks or is no number above 0; the message names the tie.
    TypeError
        If only :class:`Ties` are given: they know strengths alone.
    """
    if isinstance(graph, Ties):
        message = f"give the graph itself, not its Ties: they do not hold {attribute!r}"
        raise TypeError(message)
    made: Graph = nx.DiGraph() if graph.is_directed() else nx.Graph()
    made.add_nodes_from(graph)
    for start, end, told in graph.edges(data=True):
        length = _length(told.get(attribute), start, end, attribute=attribute)
        known = made.get_edge_data(start, end, default={WEIGHT: np.inf})[WEIGHT]
        made.add_edge(start, end, weight=min(length, known))
    return ties(made)


def named(figures: Floats | Mapping[str, Any], found: Ties) -> Any:
    """Figures in the order of the nodes as a Series, or columns of them as a DataFrame."""
    index = pd.Index(found.nodes, name="id", tupleize_cols=False)
    if isinstance(figures, Mapping):
        return pd.DataFrame(dict(figures), index=index)
    return pd.Series(figures, index=index)


def in_order(nodes: Iterable[Hashable]) -> list[Any]:
    """Node ids sorted; where they cannot be compared, by type and then as text."""
    ids: list[Any] = list(nodes)
    try:
        return sorted(ids)
    except TypeError:
        return sorted(ids, key=lambda node: (type(node).__name__, str(node)))


def _strengths(beside: Iterable[tuple[Any, Mapping[Any, Any]]], parallel: bool) -> Iterator[float]:
    for start, others in beside:
        for end, told in others.items():
            each = told.values() if parallel else (told,)
            yield sum(_strength(one, start, end) for one in each)


def _strength(told: Mapping[str, Any], start: Any, end: Any) -> float:
    strength = told.get(WEIGHT)
    if strength is None:
        return 1
    if _above_0(strength):
        return strength  # type: ignore[no-any-return]  # kept as it is: 2 stays a whole number
    message = (
        f"the tie {start!r} - {end!r} has the strength {strength!r}: "
        "give a number above 0, or leave the weight out, which counts as 1"
    )
    raise ValueError(message)


def _length(length: Any, start: Any, end: Any, *, attribute: str) -> float:
    if _above_0(length):
        return float(length)
    message = (
        f"the tie {start!r} - {end!r} has the {attribute} {length!r}: "
        "every tie needs a number above 0 as its length"
    )
    raise ValueError(message)


def _above_0(number: Any) -> bool:
    return isinstance(number, Real) and 0 < float(number) < np.inf


def _with_data(matrix: Any, data: Floats) -> Any:
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
