"""Which new tie between two groups would help most: nearer, more who can be reached, more ways."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from bestpractices.analysis.stakeholders.next_tie import NextTie, as_table
from bestpractices.analysis.stakeholders.next_ties_search import Asked, Search
from bestpractices.analysis.stakeholders.ties import Graph, simple

__all__ = ["NextTie", "as_table", "propose_ties"]


def propose_ties(  # noqa: PLR0913 - each is one thing to ask
    graph: Graph,
    between: tuple[Hashable, Hashable],
    *,
    group: Mapping[Any, Any],
    candidates: Collection[Any] | None = None,
    traits: Mapping[str, Mapping[Any, Collection[str]]] | None = None,
    needed: Collection[str] = (),
    number: int = 3,
) -> list[NextTie]:
    """The next ties to make between two groups, one after the other.

    Each is the best once those before it are made: the one that adds most nearness, then most
    second ways, then the one with more introducers, then by id. So two proposals do not bring the
    same to the same.

    Parameters
    ----------
    graph
        Directions, strengths and loops are not used.
    between
        The two groups, such as ``("BE", "TR")``.
    group
        Group of every node.
    candidates
        Who may be in a new tie; all when not given.
    traits
        What each has, by name of the trait, such as its themes and languages.
    needed
        Traits of which the two must share at least one value.
    number
        Most proposals.

    Returns
    -------
    list[NextTie]
        Fewer, or none, where no absent pair is left. Nothing is drawn at random. The work grows
        with the square of the pairs between the groups: 100 by 60 takes tenths of a second.

    Raises
    ------
    ValueError
        If the two groups are one, or a node has no group.

    Examples
    --------
    >>> ties_now = nx.Graph([("a", "b"), ("c", "d")])
    >>> country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    >>> [best] = propose_ties(ties_now, ("BE", "TR"), group=country, number=1)
    >>> best.start, best.end, best.reach, round(best.nearness, 3)
    ('a', 'c', 4, 0.583)
    """
    first, second = between
    if first == second:
        message = f"both groups are {first!r}; name two"
        raise ValueError(message)
    now: nx.Graph[Any] = nx.Graph(simple(graph))
    asked = Asked(between, group, candidates, dict(traits or {}), tuple(needed))
    today = search = Search(now.copy(), asked)
    made: list[NextTie] = []
    while len(made) < number and (best := search.best()):
        # who knows whom is told as it is today, not as it will be with the ties before this one
        made.append(replace(best, **today.known(best.start, best.end)))
        now.add_edge(best.start, best.end)
        search = Search(now.copy(), asked)
    return made
