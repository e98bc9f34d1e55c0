"""All measures of one network: of the whole, of each node, and of sets of nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import pandas as pd

from bestpractices.analysis.stakeholders.brokerage import brokerage_roles
from bestpractices.analysis.stakeholders.centralization import (
    betweenness_centralization,
    degree_centralization,
)
from bestpractices.analysis.stakeholders.cohesion import components, density, reciprocity
from bestpractices.analysis.stakeholders.communities import communities
from bestpractices.analysis.stakeholders.core_periphery import core_periphery
from bestpractices.analysis.stakeholders.degree import degrees
from bestpractices.analysis.stakeholders.e_i import EI, e_i
from bestpractices.analysis.stakeholders.eigenvector import eigenvector
from bestpractices.analysis.stakeholders.group_attribute import groups_by
from bestpractices.analysis.stakeholders.key_players import KeyPlayers
from bestpractices.analysis.stakeholders.key_players import key_players as best_sets
from bestpractices.analysis.stakeholders.report_notes import (
    Note,
    note_on_sample,
    notes_on,
    notes_on_runs,
    notes_on_sets,
)
from bestpractices.analysis.stakeholders.shortest_paths import (
    betweenness,
    nearness,
    sampled_betweenness,
)
from bestpractices.analysis.stakeholders.structural_holes import structural_holes
from bestpractices.analysis.stakeholders.ties import Ties, simplified, ties
from bestpractices.texts import N_

COLUMNS: Final = (
    "degree",
    "in_degree",
    "out_degree",
    "betweenness",
    "closeness",
    "harmonic",
    "eigenvector",
    "constraint",
    "effective_size",
    "efficiency",
    "e_i",
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
    "brokerage_total",
    "core",
    "community",
)
"""Measures of each node, in order."""

_BY_GROUP: Final = COLUMNS[COLUMNS.index("e_i") : COLUMNS.index("core")]
# Steps along ties, all starts together: some seconds on a laptop.
EXACT_WORK: Final = 1_000_000_000
# Starts of the paths and distances that an estimate rests on, as many as the same time allows.
_LEAST_SAMPLE: Final = 200
_LARGEST_SAMPLE: Final = 1000
# Runs of the search for communities, and ties that all runs together may walk.
_RUNS: Final = 10
_WALKED: Final = 1_000_000


@dataclass(frozen=True, eq=False)
class Report:
    """Figures of a network, by the names of the public contract.

    Parameters
    ----------
    network
        Of the whole; ``None`` where a measure is not defined or was not asked for.
    nodes
        One row a node, in id order; columns ``COLUMNS``. NaN where a measure is not defined; where
        no group was given ``e_i`` and brokerage are ``None``.
    key_players
        For ``reach`` and ``fragmentation`` all best ``sets`` and their ``value``.
    group
        Attribute that told the groups, if one did.
    notes
        What must be said beside the figures.
    """

    network: Mapping[str, Any]
    nodes: pd.DataFrame
    key_players: Mapping[str, Mapping[str, Any]]
    group: str | None
    notes: tuple[Note, ...]


def _unheard(_: str) -> None:
    """Nobody waits to be told."""


def report(  # noqa: PLR0913 - each is one thing to ask
    graph: nx.Graph[Any],
    *,
    group: str | None = None,
    permutations: int = 1000,
    seed: int = 1,
    key_players: int = 3,
    tell: Callable[[str], None] = _unheard,
) -> Report:
    """All measures of a network.

    Parameters
    ----------
    graph
        Directed or not, with loops and parallel ties or not; ``weight`` is the strength of a tie.
    group
        Attribute of the nodes that tells their group; without it there are no measures of groups.
    permutations
        How often groups are shuffled for ``e_i_p``; 0: not at all.
    seed
        Of all that is drawn.
    key_players
        Members of the sets of key players.
    tell
        Hears the name of each part of the work before it begins; a million ties take minutes.

    Returns
    -------
    Report
        Exact as far as that takes seconds: betweenness, closeness and harmonic closeness of some
        ten thousand nodes, sets of three among some eighty. Beyond, estimates and searches, which
        the notes state with their errors. Centralisation of degrees is that of all ties if
        undirected, of being named if directed. No nodes: no rows, and all undefined.

    Raises
    ------
    UnknownAttributeError, MissingGroupError
        If no node, or not every node, has the attribute ``group``.
    ValueError
        If a strength is no number above 0.

    Examples
    --------
    >>> found = report(nx.star_graph(4), permutations=0, key_players=1)
    >>> found.network["centralization_betweenness"], found.key_players["reach"]
    (1.0, {'sets': [(0,)], 'value': 1.0})
    >>> found.nodes["constraint"].tolist()
    [0.25, 1.0, 1.0, 1.0, 1.0]
    """
    groups = groups_by(graph, group) if group and len(graph) else None
    tell(N_("Joining ties"))
    made = simplified(graph)
    found = ties(made.graph)
    tell(N_("Shortest ways"))
    near, sampled = _nearness(found, seed)
    tell(N_("Groups and go-betweens"))
    outward = e_i(found, group=groups, permutations=permutations, seed=seed) if groups else None
    by_group = _by_group(found, outward, groups)
    tell(N_("Core and communities"))
    core = core_periphery(found, seed=seed)
    members = set(core.core)
    runs = min(_RUNS, max(1, _WALKED // max(1, found.strengths.nnz)))
    community = communities(found, seed=seed, runs=runs).of
    tell(N_("Key players"))
    sets = _sets(found, key_players, seed)
    notes = notes_on(found, group=groups, loops=made.loops, joined=made.joined)
    return Report(
        {
            **_network(found, near["betweenness"]),
            **_of_groups(outward),
            "core_periphery_fit": core.fit,
        },
        _nodes(
            found,
            near,
            by_group,
            core=[node in members for node in found.nodes],
            community=community,
        ),
        {aim: {"sets": one.sets, "value": one.value} for aim, one in sets.items()},
        group,
        (*notes, *sampled, *notes_on_sets(sets), *notes_on_runs(runs, _RUNS)),
    )


def _network(found: Ties, between: pd.Series[float]) -> dict[str, Any]:
    answered = reciprocity(found)
    return {
        "nodes": len(found.nodes),
        "ties": int(found.strengths.nnz) // (1 if found.directed else 2),
        "directed": found.directed,
        "density": density(found),
        "reciprocity_edgewise": answered.edgewise,
        "reciprocity_dyadic": answered.dyadic,
        "components": len(components(found)),
        "centralization_degree": degree_centralization(found),
        "centralization_betweenness": betweenness_centralization(found, scores=between),
    }


def _of_groups(outward: EI | None) -> dict[str, float | None]:
    if outward is None:
        return dict.fromkeys(("e_i", "e_i_expected", "e_i_p"))
    return {"e_i": outward.observed, "e_i_expected": outward.expected, "e_i_p": outward.p}


def _nearness(found: Ties, seed: int) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Betweenness, closeness and harmonic closeness, and a note if they were estimated."""
    count = len(found.nodes)
    affordable = EXACT_WORK // max(1, count + found.strengths.nnz)
    if affordable >= count:
        near = nearness(found)[["closeness", "harmonic"]]
        return near.assign(betweenness=betweenness(found)), ()
    sample = min(max(affordable, _LEAST_SAMPLE), _LARGEST_SAMPLE)
    between = sampled_betweenness(found, sample=sample, seed=seed)
    near = nearness(found, sample=sample, seed=seed)
    errors = pd.DataFrame(
        {
            "betweenness": between["standard_error"],
            "closeness": near["closeness_error"],
            "harmonic": near["harmonic_error"],
        }
    )
    figures = near[["closeness", "harmonic"]].assign(betweenness=between["betweenness"])
    return figures, (note_on_sample(min(sample, count), count, errors),)


def _nodes(found: Ties, near: pd.DataFrame, by_group: pd.DataFrame, **others: Any) -> pd.DataFrame:
    parts = [degrees(found), near, structural_holes(found), by_group]
    table = pd.concat(parts, axis=1).assign(eigenvector=eigenvector(found), **others)
    return table[list(COLUMNS)]


def _by_group(found: Ties, outward: EI | None, groups: Mapping[Any, str] | None) -> pd.DataFrame:
    """E-I index and roles of each node; nothing in the cells where there are no groups."""
    if outward is None or groups is None:
        return pd.DataFrame(dict.fromkeys(_BY_GROUP), index=degrees(found).index, dtype=object)
    return brokerage_roles(found, group=groups).assign(e_i=outward.by_node)


def _sets(found: Ties, size: int, seed: int) -> dict[str, KeyPlayers]:
    return {
        "reach": best_sets(found, size=size, aim="reach", seed=seed),
        "fragmentation": best_sets(found, size=size, aim="fragmentation", seed=seed),
    }
