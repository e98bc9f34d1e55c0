"""A network of networkx as nodes, ties and measures of a network view."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

import networkx as nx
import pandas as pd

from bestpractices.analysis.stakeholders.before_after import before_after
from bestpractices.analysis.stakeholders.dated_ties import span
from bestpractices.analysis.stakeholders.explanations import NODES
from bestpractices.analysis.stakeholders.layout import layout
from bestpractices.analysis.stakeholders.report import report
from bestpractices.analysis.stakeholders.ties import in_order, simple
from bestpractices.texts import Texts

SIZES: Final = ("degree", "betweenness", "harmonic", "brokerage_total", "constraint")
_PARTS: Final = ("label", "sentence", "high", "low", "limit")

Fields = dict[str, Any]


def graph_records(
    graph: nx.Graph[Any],
    *,
    group: str | None = None,
    before: nx.Graph[Any] | None = None,
    seed: int = 1,
    lang: str = "en",
) -> Fields:
    """What ``NetworkView`` takes, from a graph.

    Parameters
    ----------
    graph
        Nodes may have ``label``; ties ``kind``, and ``since`` and ``until`` (years).
    group
        Attribute of the nodes that tells their group.
    before
        The same network at an earlier date: ties become new, kept or lost, and places are those of
        both together, so that nothing jumps.
    seed
        Of the places.
    lang
        Language of the explanations.

    Returns
    -------
    dict
        Keyword arguments: ``nodes``, ``ties``, ``groups``, ``tie_kinds``, ``measures``, ``lang``.

    Raises
    ------
    ValueError
        If one of the two networks is directed and the other is not, or a node has no group.

    Examples
    --------
    >>> told = graph_records(nx.Graph([("a", "b")]), before=nx.Graph([("b", "c")]))
    >>> [(tie["from"], tie["to"], tie["change"]) for tie in told["ties"]]
    [('a', 'b', 'new'), ('b', 'c', 'lost')]
    """
    whole = graph if before is None else _both(before, graph)
    t, order = Texts(lang), Texts(lang).order
    places = layout(whole, seed=seed)
    nodes = [
        {"id": str(node), "label": str(whole.nodes[node].get("label") or node), "x": x, "y": y,
         **({"group": str(whole.nodes[node].get(group))} if group else {})}
        for node, x, y in places.itertuples()
    ]  # fmt: skip
    ties = _ties(whole, _changes(before, graph))
    return {
        "nodes": sorted(nodes, key=lambda node: (order(node["label"]), node["id"])),
        "ties": ties,
        "groups": _words({node["group"] for node in nodes} if group else set()),
        "tie_kinds": _words({kind for tie in ties for kind in tie["kinds"]}),
        "measures": _measures(graph, group, t),
        "lang": lang,
    }


def _both(before: nx.Graph[Any], after: nx.Graph[Any]) -> nx.Graph[Any]:
    """All nodes and ties of the two; where they differ, as it is now."""
    if before.is_directed() != after.is_directed():
        message = "one network is directed and the other is not; make both alike"
        raise ValueError(message)
    joined: nx.Graph[Any] = nx.compose(simple(before), simple(after))
    return joined


def _changes(
    before: nx.Graph[Any] | None, after: nx.Graph[Any]
) -> Mapping[tuple[Hashable, Hashable], str]:
    if before is None:
        return {}
    found = before_after(before, after, permutations=0)
    parts = {"new": found.ties_new, "kept": found.ties_kept, "lost": found.ties_lost}
    return {tie: change for change, some in parts.items() for tie in some}


def _ties(graph: nx.Graph[Any], changes: Mapping[tuple[Hashable, Hashable], str]) -> list[Fields]:
    """One for each pair that is tied, with all its kinds."""
    told: dict[tuple[Any, Any], list[Mapping[str, Any]]] = {}
    place = {node: at for at, node in enumerate(in_order(graph))}
    for start, end, data in graph.edges(data=True):
        if start != end:
            pair = (start, end) if place[start] < place[end] else (end, start)
            told.setdefault(pair, []).append(data)
    return [
        _tie(pair, told[pair], changes)
        for pair in sorted(told, key=lambda pair: (place[pair[0]], place[pair[1]]))
    ]


def _tie(
    pair: tuple[Any, Any],
    told: list[Mapping[str, Any]],
    changes: Mapping[tuple[Hashable, Hashable], str],
) -> Fields:
    kinds = [str(one["kind"]) for one in told if one.get("kind")]
    change = changes.get(pair) or changes.get(pair[::-1])
    return {
        "from": str(pair[0]),
        "to": str(pair[1]),
        "kinds": list(dict.fromkeys(kinds)),
        **span(told),
        **({"change": change} if change else {}),
    }


def _measures(graph: nx.Graph[Any], group: str | None, t: Texts) -> list[Fields]:
    found = report(graph, group=group, permutations=0, key_players=1).nodes
    return [
        {
            "id": name,
            **{part: t(getattr(NODES[name], part)) for part in _PARTS},
            "values": {
                str(node): None if pd.isna(value) else round(float(value), 4)
                for node, value in found[name].items()
            },
        }
        for name in SIZES
        if group or name != "brokerage_total"
    ]


def _words(names: set[str]) -> list[Fields]:
    return [{"id": name, "label": name} for name in sorted(names)]
