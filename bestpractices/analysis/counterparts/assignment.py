"""Pairs with the largest total fit, stable or not."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bestpractices.analysis.counterparts.stable import Pair
from bestpractices.analysis.counterparts.wishes import Places, WishError, places_of
from bestpractices.errors import BestPracticesError


class NoCompleteAssignmentError(BestPracticesError, ValueError):
    """Not everybody can be given somebody; the message names those who compete for too few."""


def largest_total(
    fit: pd.DataFrame, *, row_places: Places | None = None, column_places: Places | None = None
) -> list[Pair]:
    """Pairs whose fits add up to most; a pair that is not allowed is never made.

    Parameters
    ----------
    fit
        One row and one column for everybody of the two sides; fits from 0 up, ``nan`` where the
        pair is not allowed.
    row_places, column_places
        How many each can take; 1 where nothing is said.

    Returns
    -------
    list of (row, column)
        Sorted. A pair without any fit (0) is not made.

    Raises
    ------
    WishError
        If a fit is below zero or infinite.

    Examples
    --------
    >>> fit = pd.DataFrame({"x": [0.9, 0.8], "y": [0.7, float("nan")]}, index=["a", "b"])
    >>> largest_total(fit)
    [('a', 'y'), ('b', 'x')]

    References
    ----------
    Crouse (2016), On implementing 2D rectangular assignment algorithms, IEEE Transactions on
    Aerospace and Electronic Systems 52, 1679-1696, as in ``scipy.optimize``.
    """
    from scipy.optimize import linear_sum_assignment

    values = fit.to_numpy(dtype=float)
    if np.isinf(values).any() or (np.nan_to_num(values) < 0).any():
        message = "a fit is below zero or infinite; give fits from 0 up and nothing for no pair"
        raise WishError(message)
    rows = _places(list(fit.index), row_places)
    columns = _places(list(fit.columns), column_places)
    worth = np.nan_to_num(values)[np.ix_(rows, columns)]
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return sorted(
        {(fit.index[rows[i]], fit.columns[columns[j]]) for i, j in chosen if worth[i, j] > 0}
    )


def _places(names: Sequence[str], places: Places | None) -> NDArray[np.intp]:
    """Place of every name, as many times as it can take somebody."""
    return np.repeat(np.arange(len(names)), [places_of(name, places) for name in names])


def complete_assignment(values: pd.DataFrame, *, smallest: bool = False) -> list[Pair]:
    """One column for every row, with the largest (or smallest) total of values.

    Parameters
    ----------
    values
        Any numbers, ``nan`` where the pair is not allowed; at least as many columns as rows.
    smallest
        Whether the values are costs.

    Returns
    -------
    list of (row, column)
        One pair a row, sorted.

    Raises
    ------
    NoCompleteAssignmentError
        If some rows together have fewer columns open to them than they are.

    Examples
    --------
    >>> cost = pd.DataFrame([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    >>> complete_assignment(cost, smallest=True)
    [(0, 1), (1, 0), (2, 2)]
    """
    from scipy.optimize import linear_sum_assignment

    matrix = values.to_numpy(dtype=float)
    _check_complete(values, ~np.isnan(matrix))
    cost = np.where(np.isnan(matrix), np.inf, matrix if smallest else -matrix)
    rows, columns = linear_sum_assignment(cost)
    found = zip(rows, columns, strict=True)
    return sorted((values.index[i], values.columns[j]) for i, j in found)


def _check_complete(values: pd.DataFrame, allowed: NDArray[np.bool_]) -> None:
    """Hall's condition, with the rows that break it."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    tops = [("row", i) for i in range(len(values.index))]
    graph.add_nodes_from(tops)
    graph.add_edges_from((("row", i), ("column", j)) for i, j in np.argwhere(allowed).tolist())
    paired = nx.bipartite.hopcroft_karp_matching(graph, top_nodes=tops)
    lonely = next((top for top in tops if top not in paired), None)
    if lonely is None:
        return
    competing, open_ = _competing(graph, paired, lonely)
    names = ", ".join(str(values.index[i]) for i in sorted(competing))
    message = f"{len(competing)} have only {open_} open to them, so not all get one: {names}"
    raise NoCompleteAssignmentError(message)


def _competing(
    graph: nx.Graph[tuple[str, int]],
    paired: dict[tuple[str, int], tuple[str, int]],
    lonely: tuple[str, int],
) -> tuple[set[int], int]:
    """Rows that compete with one that got nothing, and how many columns they have together."""
    rows, columns = {lonely}, set()
    waiting = [lonely]
    while waiting:
        for column in graph[waiting.pop()]:
            if column not in columns:
                columns.add(column)
                rows.add(paired[column])
                waiting.append(paired[column])
    return {i for _, i in rows}, len(columns)
