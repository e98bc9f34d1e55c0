"""Figures of a Net-Map: ties by type, go-betweens, and towers beside them, never merged."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import pandas as pd

from bestpractices.analysis.stakeholders.brokerage import brokerage_roles
from bestpractices.analysis.stakeholders.cohesion import components, density, reciprocity
from bestpractices.analysis.stakeholders.degree import degrees
from bestpractices.analysis.stakeholders.report_notes import Note, notes_on
from bestpractices.analysis.stakeholders.shortest_paths import betweenness
from bestpractices.analysis.stakeholders.ties import ties
from bestpractices.workshop.net_map import NetMap, graph

# Below this many actors a comparison of two orders says nothing.
LEAST_COMPARED = 5


@dataclass(frozen=True, eq=False)
class NetMapFigures:
    """What can be counted on a map.

    Parameters
    ----------
    actors
        One row an actor, in the order of the cards; columns ``label``, ``group``, ``tower`` (0
        and up, perceived influence), ``in_degree``, ``out_degree``, ``degree`` (over all types,
        each pair once), ``betweenness`` (0 to 1), ``brokerage_total`` (counts; None without
        groups).
    by_type
        The same rows; for each type of links two columns, ``(name, "in")`` and ``(name, "out")``.
    density, reciprocity
        Of all types together; None where not defined.
    parts
        How many parts there are between which no link leads.
    agreement
        How far the order of the towers and that of the ties agree, -1 to 1 (Kendall's tau-b);
        None for fewer than ``LEAST_COMPARED`` actors, or if all towers or all ties are as many.
    notes
        What must be said beside the figures.
    """

    actors: pd.DataFrame
    by_type: pd.DataFrame
    density: float | None
    reciprocity: float | None
    parts: int
    agreement: float | None
    notes: tuple[Note, ...]


def figures(found: NetMap) -> NetMapFigures:
    """Figures of a map; a mutual link counts both ways.

    References
    ----------
    Schiffer and Hauck (2010), Field Methods 22, 231-249, for towers beside centrality; the
    measures as in ``bestpractices.analysis.stakeholders``.
    """
    made = graph(found)
    cards = [one.actor for one in found.actors]
    flat = nx.DiGraph(made)
    counted = degrees(flat)
    table = counted.assign(betweenness=betweenness(flat), brokerage_total=_brokerage(found, flat))
    told = pd.DataFrame(
        {name: [data[name] for _, data in made.nodes(data=True)]
         for name in ("label", "group", "tower")},
        index=cards,
    )  # fmt: skip
    actors = told.join(table).loc[cards]
    return NetMapFigures(
        actors,
        _by_type(found, made).loc[cards],
        density(flat),
        reciprocity(flat).edgewise,
        len(components(flat)),
        _agreement(actors),
        notes_on(ties(flat), group=_groups(found), loops=0, joined=0),
    )


def _brokerage(found: NetMap, flat: nx.DiGraph[str]) -> pd.Series[int] | None:
    groups = _groups(found)
    if groups is None:
        return None
    total: pd.Series[int] = brokerage_roles(flat, group=groups)["brokerage_total"]
    return total


def _groups(found: NetMap) -> dict[str, str] | None:
    """Group of every actor; None if one has none."""
    groups = {one.actor: one.group.strip() for one in found.actors}
    return groups if groups and all(groups.values()) else None


def _by_type(found: NetMap, made: nx.MultiDiGraph[str]) -> pd.DataFrame:
    columns = {}
    for one in found.frame.types:
        ties: nx.DiGraph[str] = nx.DiGraph()
        ties.add_nodes_from(made)
        ties.add_edges_from((a, b) for a, b, name in made.edges(keys=True) if name == one.name)
        counted = degrees(ties)
        columns[one.name, "in"] = counted["in_degree"]
        columns[one.name, "out"] = counted["out_degree"]
    return pd.DataFrame(columns, index=[*made])


def _agreement(actors: pd.DataFrame) -> float | None:
    if len(actors) < LEAST_COMPARED or actors[["tower", "degree"]].nunique().min() == 1:
        return None
    from scipy.stats import kendalltau

    return float(kendalltau(actors["tower"], actors["degree"]).statistic)
