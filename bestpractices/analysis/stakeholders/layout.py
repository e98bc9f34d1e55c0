"""Where the nodes of a network stand in a picture: the same network gives the same places.

Ties pull, and all nodes push each other away. The push is counted on a grid: nodes put their
weight on its points, and one Fourier transform gives what all points do to each other. So a step
takes as long for five thousand nodes as for fifty.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.fft import irfft2, rfft2
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from bestpractices.analysis.stakeholders.packing import packed
from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, named, ties

# Points on a side of the grid, for few and for many nodes.
_COARSE: Final = 64
_FINE: Final = 128
_MANY: Final = 1000
_STEPS: Final = 260
_GRAVITY: Final = 0.15  # keeps long arms in the picture
# Least distance between two nodes, as a share of the side that a node has if all spread evenly.
_APART: Final = 0.55
_APART_STEPS: Final = 12


def layout(graph: Network, *, seed: int = 1) -> pd.DataFrame:
    """Places of the nodes in a picture.

    Parts of the network stand beside each other: the largest on the left, the others, and nodes
    without ties, in rows on its right. A place has no meaning but who is near to whom.

    Parameters
    ----------
    graph
        Directions, strengths and loops are not used.
    seed
        Of the places from which the search begins; another one gives another picture.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; columns ``x`` and ``y`` from 0 to 1, ``y`` upwards, both in
        the same measure: the wider side fills 0 to 1, the other lies in the middle. One node:
        ``(0.5, 0.5)``. No nodes: no rows.

    References
    ----------
    Jacomy et al. (2014), ForceAtlas2, PLOS ONE 9(6), e98679, for the forces; Hockney and Eastwood
    (1988), Computer simulation using particles, for forces by way of a grid.

    Examples
    --------
    >>> import networkx as nx
    >>> layout(nx.Graph([("a", "b")])).round(2).to_numpy().tolist()
    [[0.0, 0.5], [1.0, 0.5]]
    """
    found = ties(graph)
    links = found.either_way
    count, of = connected_components(links, directed=False)
    parts = [np.flatnonzero(of == part) for part in range(count)]
    # the largest first; the first id settles which of two as large
    parts.sort(key=lambda part: (-len(part), part[0]))
    random = np.random.default_rng(seed)
    placed = [_part(links[part][:, part], random) for part in parts]
    places = np.zeros((len(found.nodes), 2))
    for part, there in zip(parts, packed(placed), strict=True):
        places[part] = there
    x, y = _filled(places).T
    table: pd.DataFrame = named({"x": x, "y": y}, found)
    return table


def _part(links: Any, random: np.random.Generator) -> Floats:
    """Places of one connected part: mean distance of neighbouring places about 1."""
    nodes = links.shape[0]
    if nodes <= 2:  # noqa: PLR2004 - one or two need no search
        return np.array([[0.0, 0.0], [1.0, 0.0]])[:nodes]
    places = _spread(links, random)
    places = _turned(places - places.mean(axis=0))
    side = np.ptp(places, axis=0).max()
    return _apart(places * (math.sqrt(nodes) / side if side else 1))


def _spread(links: Any, random: np.random.Generator) -> Floats:
    """Nodes moved by the forces until they hardly move."""
    nodes = links.shape[0]
    cells = links.tocoo()
    mass = 1.0 + np.diff(links.indptr)
    places = random.normal(size=(nodes, 2))
    scale = math.sqrt(mass.sum())
    for step in range(_STEPS):
        pull = places[cells.col] - places[cells.row]
        force = np.column_stack(
            [np.bincount(cells.row, pull[:, axis], minlength=nodes) for axis in (0, 1)]
        )
        force += _push(places, mass) - _GRAVITY * mass[:, None] * places
        # the pull on a node grows with its ties: a step of its own for each keeps all steady
        move = force / (2 * mass[:, None])
        length = np.hypot(*move.T)[:, None]
        most = scale * (1 - step / _STEPS) / 8
        places = places + move * np.minimum(1, most / np.maximum(length, 1e-12))
    return places


def _push(places: Floats, mass: Floats) -> Floats:
    """Force of all nodes on each: mass times mass by distance."""
    points = _COARSE if len(places) < _MANY else _FINE
    width = float(np.ptp(places, axis=0).max()) or 1.0
    at = (places - places.min(axis=0)) / width * (points - 1.001)
    corner = at.astype(np.int64)
    share = at - corner
    field = np.zeros_like(places)
    weights = [
        ((dx, dy), np.abs(1 - dx - share[:, 0]) * np.abs(1 - dy - share[:, 1]))
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    grid = np.zeros(points * points)
    for (dx, dy), part in weights:
        cell = (corner[:, 0] + dx) * points + corner[:, 1] + dy
        grid += np.bincount(cell, part * mass, minlength=points * points)
    spectrum = rfft2(grid.reshape(points, points), (2 * points, 2 * points))
    for axis, kernel in enumerate(_kernels(points)):
        found = irfft2(spectrum * kernel, (2 * points, 2 * points))[:points, :points]
        for (dx, dy), part in weights:
            field[:, axis] += part * found[corner[:, 0] + dx, corner[:, 1] + dy]
    return field * mass[:, None] * (points / width)


@cache
def _kernels(points: int) -> tuple[Any, Any]:
    """What a weight on one point of the grid does to all others, along each axis."""
    steps = np.fft.fftfreq(2 * points, 1 / (2 * points))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    square = x**2 + y**2 + 0.5
    return rfft2(x / square), rfft2(y / square)


def _turned(places: Floats) -> Floats:
    """Places with their widest side level, and the heavier half on the left and below."""
    _, axes = np.linalg.eigh(places.T @ places)
    turned: Floats = places @ axes[:, ::-1]
    sign: Floats = np.sign((turned**3).sum(axis=0))
    return turned * np.where(sign == 0, 1.0, sign)


def _apart(places: Floats) -> Floats:
    """Places of which no two are so near that one node hides the other."""
    for _ in range(_APART_STEPS):
        pairs: Places = cKDTree(places).query_pairs(_APART, output_type="ndarray")
        if not len(pairs):
            break
        gap = places[pairs[:, 0]] - places[pairs[:, 1]]
        # two on the very same spot part sideways, the first to the left
        gap[np.hypot(*gap.T) < 1e-9] = (-1e-9, 0)  # noqa: PLR2004
        length = np.hypot(*gap.T)[:, None]
        shift = gap / length * (_APART * 1.02 - length) / 2
        places = places.copy()
        np.add.at(places, pairs[:, 0], shift)
        np.add.at(places, pairs[:, 1], -shift)
    return places


def _filled(places: Floats) -> Floats:
    """Places in 0..1, the wider side from end to end."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    side = float((high - low).max()) or 1.0
    filled: Floats = 0.5 + (places - (low + high) / 2) / side
    return filled
