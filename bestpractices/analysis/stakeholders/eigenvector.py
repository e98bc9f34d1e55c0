"""Who is tied to those who are themselves well tied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, eigs, eigsh, spsolve

from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, named, ties

# Dense solvers are quicker for the smallest only, and wait for threads on a busy machine.
_DENSE: Final = 25
# Eigenvalues closer than this, relative to the largest, count as equal.
_EQUAL: Final = 1e-9
# Rounds of passing on; networks with few rings behind need few, and solving fills up the memory.
_ROUNDS: Final = 500
_SAME: Final = 1e-14
# So little above the largest value possible that the shifted matrix is still not singular.
_ABOVE: Final = 1e-6


@dataclass(frozen=True, eq=False)
class _Leading:
    """Largest eigenvalue of a strongly joined part, with its vector of unit length."""

    part: Places
    value: float
    vector: Floats


def eigenvector(graph: Network, *, weighted: bool = False) -> pd.Series[float]:
    """The eigenvector of the largest eigenvalue: each node has, in proportion, what its ties bring.

    ``lambda x_v = sum of x_u over the ties u -> v``; undirected, over all contacts.

    Parameters
    ----------
    graph
        Directed or not. If directed, incoming ties count (being named by those who are much named).
    weighted
        Whether the strengths count; else every tie counts 1.

    Returns
    -------
    pandas.Series
        One value a node, in id order, 0 to 1, of unit Euclidean length together, the same on every
        run. Nodes outside the component with the largest eigenvalue have 0, so do the isolated;
        where several components share that value, each has its own vector times the sum of that
        vector (where passing on from equal starts ends). Directed: what is reached from the
        strongly joined part with the largest eigenvalue has its share, the rest 0; if one such part
        reaches another, the one reached counts. NaN for all
        (undefined) where no eigenvalue is above 0: without ties, or without any directed cycle.
        Empty: no rows.

    References
    ----------
    Bonacich (1972), Factoring and weighting approaches to status scores and clique identification,
    Journal of Mathematical Sociology 2, 113-120.

    Examples
    --------
    >>> import networkx as nx
    >>> eigenvector(nx.star_graph(4)).round(4).tolist()
    [0.7071, 0.3536, 0.3536, 0.3536, 0.3536]
    """
    found = ties(graph)
    cells = found.strengths if weighted else found.pattern
    bringing = cells.T.tocsr()
    leading = _last(bringing, _leading(bringing, symmetric=not found.directed))
    whole = np.zeros(len(found.nodes))
    for part in leading:
        vector = _carried_on(bringing, part) if found.directed else _spread(part, len(whole))
        whole += vector * part.vector.sum()
    length = np.linalg.norm(whole)
    figures = whole / length if length else np.full(len(whole), np.nan)
    return named(figures, found)  # type: ignore[no-any-return]


def _leading(bringing: Any, *, symmetric: bool) -> list[_Leading]:
    """Parts that have the largest eigenvalue of all."""
    if not bringing.nnz:
        return []
    number, part = connected_components(bringing, connection="strong")
    order = np.argsort(part, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(part, minlength=number))[:-1])
    bounds = _bounds(bringing, part, number)
    found: list[_Leading] = []
    largest = 0.0
    for at in np.argsort(-bounds, kind="stable"):
        if bounds[at] <= 0 or bounds[at] < largest * (1 - _EQUAL):
            break
        within = bringing[members[at]][:, members[at]]
        value, vector = _perron(within, symmetric=symmetric)
        found.append(_Leading(members[at], value, vector))
        largest = max(largest, value)
    return [each for each in found if each.value >= largest * (1 - _EQUAL)]


def _last(bringing: Any, leading: list[_Leading]) -> list[_Leading]:
    """Parts from which no other one is reached: what goes on to an equal part is lost beside it."""
    if len(leading) <= 1:
        return leading
    every = np.concatenate([each.part for each in leading])
    return [each for each in leading if not np.isin(every, _behind(bringing, each.part)).any()]


def _bounds(bringing: Any, part: Places, number: int) -> Floats:
    """No eigenvalue of a part is above the largest sum of a row within it."""
    cells = bringing.tocoo()
    inside = part[cells.row] == part[cells.col]
    sums = np.bincount(cells.row[inside], cells.data[inside], len(part))
    bounds = np.zeros(number)
    np.maximum.at(bounds, part, sums)
    return bounds


def _perron(within: Any, *, symmetric: bool) -> tuple[float, Floats]:
    """Largest eigenvalue of a strongly joined part, and its vector: all above 0, of unit length."""
    if within.shape[0] <= _DENSE:
        values, vectors = (np.linalg.eigh if symmetric else np.linalg.eig)(within.toarray())
    else:
        values, vectors = _by_arpack(within, eigsh if symmetric else eigs)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    return float(values[at].real), vector / np.linalg.norm(vector)


def _by_arpack(within: Any, solver: Any) -> tuple[Any, Any]:
    # A fixed start makes every run alike; the sums of rows are near the answer.
    start = np.asarray(within.sum(axis=1), dtype=float)
    try:
        return solver(within, k=1, which="LA" if solver is eigsh else "LR", v0=start)  # type: ignore[no-any-return]
    except ArpackNoConvergence:
        # Long chains have many values close to the largest; from just above they stand apart.
        above = float(start.max()) * (1 + _ABOVE)
        return solver(within.tocsc(), k=1, sigma=above, which="LM", v0=start)  # type: ignore[no-any-return]


def _spread(part: _Leading, nodes: int) -> Floats:
    whole = np.zeros(nodes)
    whole[part.part] = part.vector
    return whole


def _carried_on(bringing: Any, part: _Leading) -> Floats:
    """The vector of a part, and what those have who are reached from it."""
    whole = _spread(part, bringing.shape[0])
    behind = _behind(bringing, part.part)
    if len(behind):
        brought = (bringing[behind][:, part.part]) @ part.vector
        among = csr_array(bringing[behind][:, behind])
        whole[behind] = _passed_on(among, brought, value=part.value)
    return whole


def _passed_on(among: Any, brought: Floats, *, value: float) -> Floats:
    """``x`` of ``value * x = brought + among @ x``: after some rounds, or solved if those go on."""
    found = brought / value
    for _ in range(_ROUNDS):
        further = (brought + among @ found) / value
        if np.abs(further - found).max() <= _SAME * further.max():
            return np.asarray(further)
        found = further
    equations = eye_array(len(brought)) * value - among
    return np.atleast_1d(spsolve(equations.tocsc(), brought))


def _behind(bringing: Any, part: Places) -> Places:
    """Nodes outside the part to which a way leads from it."""
    met = np.zeros(bringing.shape[0])
    met[part] = 1
    while True:
        further = ((bringing @ met + met) > 0).astype(float)
        if (further == met).all():
            break
        met = further
    met[part] = 0
    return np.flatnonzero(met)
