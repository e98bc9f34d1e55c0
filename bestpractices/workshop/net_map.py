"""A Net-Map as it stands after some steps: who is on it, and who is linked to whom.

The page keeps a log of steps, each of which is a list of events that belong together, and how many
of them hold; so undo and redo only move that number. ``widgets/net_map/log.mjs`` folds the same
way, and ``tests/data/net_map.json`` holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bestpractices.analysis.folding import fold
from bestpractices.workshop.event import Entry, Event, event
from bestpractices.workshop.faults import RefusedEventError
from bestpractices.workshop.net_map_events import LinkType, NetMapActor, NetMapLink, NetMapSet
from bestpractices.workshop.session_events import Withdrawn
from bestpractices.workshop.state import SessionState

if TYPE_CHECKING:
    import networkx as nx

KINDS_OF_STEPS: Final = ("net_map_set", "net_map_actor", "net_map_link", "withdrawn")
_SLOTS: Final = KINDS_OF_STEPS[:3]

Step: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class NetMap:
    """A map; nothing in it changes.

    Parameters
    ----------
    frame
        Question, day, types of links and goals.
    actors, links
        In the order in which they came; every link leads between two of the actors, is of one of
        the types, and no two say the same.
    """

    frame: NetMapSet
    actors: tuple[NetMapActor, ...] = ()
    links: tuple[NetMapLink, ...] = ()

    @property
    def types(self) -> Mapping[str, LinkType]:
        """Types of links by id."""
        return {one.id: one for one in self.frame.types}


def net_map(events: Iterable[Event], *, start: NetMapSet) -> NetMap:
    """Map after some events, of which each takes the place of an earlier one about the same thing.

    Parameters
    ----------
    events
        In their order; those of other kinds and other maps are passed over.
    start
        Frame until one is set, and the map that is meant.

    Returns
    -------
    NetMap
        Links whose actor or type is not there are left out, so that they come back with it. No
        events: the frame alone.
    """
    slots: dict[str, dict[str, Event]] = {slot: {} for slot in _SLOTS}
    for one in events:
        if isinstance(one, Withdrawn):
            slots.get(one.what, {}).pop(one.key_of, None)
        elif isinstance(one, NetMapSet | NetMapActor | NetMapLink) and one.map == start.map:
            slots[one.kind.name][one.key() or ""] = one
    return _made(slots, start)


def net_map_of(state: SessionState, *, start: NetMapSet) -> NetMap:
    """Map of a session as it stands; as `net_map`."""
    kinds = (NetMapSet, NetMapActor, NetMapLink)
    return net_map((one for kind in kinds for one in state.of(kind)), start=start)


def is_of_map(entry: Entry, name: str) -> bool:
    """Whether an entry of a log is about this map."""
    told = entry.fields
    if entry.kind == Withdrawn.kind.name:
        return told.get("what") in _SLOTS and str(told.get("key_of", "")).split("/")[0] == name
    return entry.kind in _SLOTS and told.get("map") == name


def events_of(steps: Iterable[Step]) -> list[Event]:
    """Events of some steps, as the page keeps them.

    Raises
    ------
    RefusedEventError
        If one of them is none that a map can have; the message says which and the mend.
    """
    return [one for step in steps for one in step_events(step)]


def step_events(step: Step) -> list[Event]:
    """Events of one step; as `events_of`."""
    found = step.get("events") if isinstance(step, Mapping) else None
    if not isinstance(found, Sequence) or not all(isinstance(one, Mapping) for one in found):
        message = "a step of the map has no list of events; open the page again"
        raise RefusedEventError(message)
    for one in found:
        if one.get("kind") not in KINDS_OF_STEPS:
            message = f'"{str(one.get("kind"))[:40]}" is no event of a map; open the page again'
            raise RefusedEventError(message)
    return [event(one["kind"], one.get("payload")) for one in found]


def _made(slots: Mapping[str, Mapping[str, Any]], start: NetMapSet) -> NetMap:
    frame: NetMapSet = slots["net_map_set"].get(start.map, start)
    actors = {one.actor: one for one in slots["net_map_actor"].values()}
    types = {one.id for one in frame.types}
    links = [
        one
        for one in slots["net_map_link"].values()
        if one.start in actors and one.end in actors and one.type in types
    ]
    return NetMap(frame, tuple(actors.values()), tuple(links))


def graph(found: NetMap) -> nx.MultiDiGraph[str]:
    """The map as a network; persons stand there under their pseudonyms.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are ids of actors, with ``label``, ``group``, ``kind`` (organisation or person),
        ``goals`` (joined by ``; ``) and ``tower``. The key and ``kind`` of a tie is the name of
        its type, and a mutual link is two ties. No actors: empty.
    """
    # what only shows a map needs no library for networks
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(question=found.frame.question)
    for one in found.actors:
        kind = "organisation" if one.person is None else "person"
        made.add_node(one.actor, label=one.label, group=one.group, kind=kind,
                      goals="; ".join(one.goals), tower=one.tower)  # fmt: skip
    for link in found.links:
        name = found.types[link.type].name
        ways = [(link.start, link.end), (link.end, link.start)][: 1 + link.mutual]
        for start, end in ways:
            made.add_edge(start, end, key=name, kind=name, remark=link.remark)
    return made


def alike(found: NetMap) -> list[tuple[str, str]]:
    """Names that differ only by case, accents or the dot of an i; perhaps one actor on two cards.

    Returns
    -------
    list of tuple
        Pairs of labels, in the order of the cards; equal names too. None alike: empty.

    Examples
    --------
    >>> cards = (NetMapActor(actor="1", name="İŞKUR"), NetMapActor(actor="2", name="Işkur"))
    >>> alike(NetMap(NetMapSet(), cards))
    [('İŞKUR', 'Işkur')]
    """
    first: dict[str, str] = {}
    pairs = []
    for one in found.actors:
        before = first.setdefault(fold(one.label), one.label)
        if before is not one.label:
            pairs.append((before, one.label))
    return pairs
