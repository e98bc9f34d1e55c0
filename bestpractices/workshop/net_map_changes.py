"""What changed from one Net-Map to another, and what the two do not allow to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from bestpractices.analysis.folding import fold
from bestpractices.analysis.stakeholders.before_after import BeforeAfter, before_after
from bestpractices.analysis.stakeholders.report_notes import Note
from bestpractices.texts import N_
from bestpractices.workshop.net_map import NetMap

# Below this a test has hardly anything to shuffle.
LEAST_TESTED: Final = 8
_ALIKE: Final = 2.0  # times as many actors that are still about as many

Tie = tuple[str, str]


@dataclass(frozen=True, eq=False)
class NetMapChange:
    """Two maps beside each other.

    Parameters
    ----------
    found
        What changed between the two networks; directed, a mutual link is two ties.
    labels
        What each actor is called: of a person the pseudonym; the later name goes before.
    ties_new, ties_lost, ties_kept
        In the order of ``found``, each with whether it is there both ways; then it stands once.
    notes
        What must be said beside the figures: where the two maps are not alike.
    """

    found: BeforeAfter
    labels: Mapping[str, str]
    ties_new: tuple[tuple[str, str, bool], ...]
    ties_lost: tuple[tuple[str, str, bool], ...]
    ties_kept: tuple[tuple[str, str, bool], ...]
    notes: tuple[Note, ...]


def net_map_changes(
    before: NetMap,
    after: NetMap,
    *,
    same_cards: bool,
    kind: str = "",
    permutations: int = 1000,
) -> NetMapChange:
    """What changed from the first map to the second.

    Parameters
    ----------
    same_cards
        Whether equal ids of actors mean the same card, as on two states of one map; else actors
        are the same if their names differ by case and accents at most.
    kind
        Name of the type of links that counts; empty: all together.
    permutations
        Of both tests, see ``before_after``.

    Returns
    -------
    NetMapChange
        With groups only if each actor of both has one; an actor whose group changed is counted
        in the later one. Empty maps: nothing changed, and no measure is defined.

    References
    ----------
    As ``bestpractices.analysis.stakeholders.before_after``.
    """
    names = [_names(one, same_cards=same_cards) for one in (before, after)]
    labels = {names[at][one.actor]: one.label
              for at, found in enumerate((before, after)) for one in found.actors}  # fmt: skip
    group = {names[at][one.actor]: one.group.strip()
             for at, found in enumerate((before, after)) for one in found.actors}  # fmt: skip
    first, second = (
        _flat(found, called, kind) for found, called in zip((before, after), names, strict=True)
    )
    grouped = bool(group) and all(group.values())
    found = before_after(first, second, group=group if grouped else None, permutations=permutations)
    return NetMapChange(
        found,
        labels,
        _joined(found.ties_new),
        _joined(found.ties_lost),
        _joined(found.ties_kept),
        (*_on_frames(before, after), *_on_actors(found, grouped=grouped)),
    )


def kinds_of(*maps: NetMap) -> list[str]:
    """Names of the types of links of some maps, each once, in their order."""
    names = {fold(one.name): one.name for found in reversed(maps) for one in found.frame.types}
    order = [fold(one.name) for found in maps for one in found.frame.types]
    return [names[one] for one in dict.fromkeys(order)]


def _names(found: NetMap, *, same_cards: bool) -> dict[str, str]:
    """What actors are told apart by, by their ids."""
    return {one.actor: one.actor if same_cards else fold(one.label) for one in found.actors}


def _flat(found: NetMap, called: Mapping[str, str], kind: str) -> nx.DiGraph[str]:
    """Ties of one type, or of all, between actors by what they are called."""
    counted = {one.id for one in found.frame.types if not kind or fold(one.name) == fold(kind)}
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from(called.values())
    for link in found.links:
        ends = called[link.start], called[link.end]
        # two cards of one name may be linked; compared by name they are one
        if link.type in counted and ends[0] != ends[1]:
            made.add_edges_from([ends, ends[::-1]][: 1 + link.mutual])
    return made


def _joined(some: list[Tie]) -> tuple[tuple[str, str, bool], ...]:
    """Ties of which two that lead there and back are one."""
    there = set(some)
    return tuple(
        (start, end, (end, start) in there)
        for start, end in some
        if (end, start) not in there or start < end
    )


def _on_frames(before: NetMap, after: NetMap) -> Iterator[Note]:
    questions = [fold(one.frame.question) for one in (before, after)]
    if questions[0] != questions[1]:
        yield Note(N_("The two maps answer different questions: read no change out of them."))
    kinds = [{fold(one.name) for one in found.frame.types} for found in (before, after)]
    if kinds[0] != kinds[1]:
        yield Note(
            N_("The two maps do not know the same types of links: compare one type that both know.")
        )


def _on_actors(found: BeforeAfter, *, grouped: bool) -> Iterator[Note]:
    row = found.change.loc["actors"].to_dict()
    counts = [int(row[name]) for name in ("before", "after")]
    both = counts[1] - len(found.actors_new)
    if max(counts) > _ALIKE * min(counts):
        yield Note(
            N_("One map has {less} actors and the other {more}: density falls with size, so "
               "compare the figures of those who are on both."),
            {"less": min(counts), "more": max(counts)},
        )  # fmt: skip
    if both < LEAST_TESTED:
        yield Note(
            N_("Only {number} actors are on both maps: the tests say little."), {"number": both}
        )
    elif 2 * both < max(counts):
        yield Note(
            N_("Less than half of the actors are on both maps. Who was in the room, and who spoke "
               "of whom?")
        )  # fmt: skip
    if not grouped:
        yield Note(N_("Not every card has a group, so nothing is said of ties between groups."))
    yield Note(
        N_("A link that is on one map only may be new, or may not have been told the other time.")
    )
