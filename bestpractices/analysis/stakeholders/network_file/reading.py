"""A network from the bytes of a file, as a graph that all measures take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

import networkx as nx

from bestpractices.analysis.folding import fold
from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError
from bestpractices.analysis.stakeholders.network_file.edge_list import edge_list
from bestpractices.analysis.stakeholders.network_file.gexf import gexf
from bestpractices.analysis.stakeholders.network_file.graphml import graphml
from bestpractices.analysis.stakeholders.network_file.node_list import node_list
from bestpractices.analysis.stakeholders.network_file.pajek import pajek
from bestpractices.analysis.stakeholders.network_file.parts import Parts, Tie, nearest, quoted
from bestpractices.errors import BestPracticesError

READERS: Final[Mapping[str, Callable[[bytes, str], Parts]]] = {
    ".graphml": graphml,
    ".gexf": gexf,
    ".net": pajek,
    ".csv": edge_list,
}
"""Who reads which file, by the ending of its name."""

# Pairs of names that one reading asks about; a longer list is a matter of habit, not of slips.
_ASKED: Final = 10


class UnknownNetworkFileError(BestPracticesError, ValueError):
    """The ending of a file's name is none of those that are read."""


@dataclass(frozen=True)
class NetworkFile:
    """What a file holds.

    Parameters
    ----------
    graph
        ``nx.DiGraph`` or ``nx.Graph``, with parallel ties ``nx.MultiDiGraph`` or
        ``nx.MultiGraph``. Ids are text; nodes and ties have the attributes of the file, a strength
        is ``weight``. Loops are kept.
    advice
        What does not keep it from being used, in the order of the file.
    """

    graph: nx.Graph[str]
    advice: tuple[Flaw, ...]


def network_in(
    content: bytes, name: str, *, nodes: bytes | None = None, directed: bool | None = None
) -> NetworkFile:
    r"""Network in a file: GraphML, GEXF, Pajek's .net, or a CSV list of ties.

    Parameters
    ----------
    content
        Content of the file.
    name
        Its name; the ending tells the format.
    nodes
        Content of a CSV list of nodes that lies beside it: ``id`` and what is known of each. It
        adds nodes without ties, and attributes to the others.
    directed
        Whether ties have a direction; ``None``: as the file says, and a list of ties that does not
        say has. Where only some ties of a file are directed, the others become two, one each way.

    Returns
    -------
    NetworkFile
        Nodes and ties in the order of the file. Names that differ only by case, accents, dots or
        spaces stay apart, and the advice asks about them.

    Raises
    ------
    FlawedFileError
        With all that must be mended: a weight that is not above 0, an id that stands twice, a file
        without nodes.
    UnknownNetworkFileError
        If the ending of the name is not known.

    Examples
    --------
    >>> ties, nodes = b"source,target\nA,B\nB,C\n", b"id,sector\nD,VOL\nA,GOV"
    >>> found = network_in(ties, "ties.csv", nodes=nodes)
    >>> found.graph.is_directed(), sorted(found.graph), found.graph.nodes["A"]
    (True, ['A', 'B', 'C', 'D'], {'sector': 'GOV'})
    >>> print(found.advice[0])
    ties.csv:2:1: not in ties.nodes.csv: "B", "C"; add them there, so that all is known of all
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        message = f"{name} is no network that can be read; give a file {_or(tuple(READERS))}"
        raise UnknownNetworkFileError(message)
    parts = READERS[suffix](content, name)
    _raise(parts.flaws)
    if nodes is not None:
        _put_in(parts, node_list(nodes, beside(name)))
    if not parts.nodes:
        parts.flaw((1, 1), "a network without nodes", "add at least one")
    _raise(parts.flaws)
    _advise_on_names(parts)
    return NetworkFile(_graph(parts, directed), tuple(parts.advice))


def beside(name: str) -> str:
    """Name of the file of nodes that belongs to a network.

    Examples
    --------
    >>> beside("2026/ties.csv")
    '2026/ties.nodes.csv'
    """
    return str(PurePath(name).with_suffix(".nodes.csv"))


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _raise(flaws: list[Flaw]) -> None:
    if flaws:
        raise FlawedFileError(flaws)


def _put_in(parts: Parts, told: Parts) -> None:
    """Add nodes and their attributes from the file beside the network."""
    _raise(told.flaws)
    parts.advice.extend(told.advice)
    known = [name for name in told.nodes if name in parts.nodes]
    if parts.ties and told.nodes and not known:
        ids = [next(iter(part.nodes)) for part in (told, parts)]
        message = f"none of its ids is one of the network, which has {quoted(ids[1:])}"
        told.flaw((2, 1), message, f"write the same ids in both; here stands {quoted(ids[:1])}")
        _raise(told.flaws)
    if told.nodes:
        _advise_on_untold(parts, told)
    for name, attributes in told.nodes.items():
        parts.nodes.setdefault(name, {}).update(attributes)
        parts.places.setdefault(name, told.places[name])


def _advise_on_untold(parts: Parts, told: Parts) -> None:
    untold = [name for name in parts.nodes if name not in told.nodes]
    if not untold:
        return
    mend = "add them there, so that all is known of all"
    if len(untold) == 1:
        free = [name for name in told.nodes if name not in parts.nodes]
        near = nearest(untold[0], free)
        mend = f'did you mean "{near}"?' if near else "add it there"
    parts.advise(parts.places[untold[0]], f"not in {told.file}: {quoted(untold)}", mend)


def _advise_on_names(parts: Parts) -> None:
    """Ask about names that a slip of the hand may have made two of one."""
    first: dict[str, str] = {}
    asked = 0
    for name in parts.nodes:
        like = first.setdefault(_folded(name), name)
        if like is name:
            continue
        asked += 1
        if asked <= _ASKED:
            message = f'"{name}" and "{like}" are written nearly alike, and counted as two'
            parts.advise(parts.places[name], message, "write them alike if they are one")
    if asked > _ASKED:
        mend = "look through the ids in the order of the alphabet"
        parts.advise((1, 1), f"{asked - _ASKED} more ids are nearly like another one", mend)


def _folded(name: str) -> str:
    plain = name.lower() if name.isascii() else fold(name)
    return "".join(plain.split())


def _graph(parts: Parts, directed: bool | None) -> nx.Graph[str]:
    told = {tie.directed for tie in parts.ties}
    if directed is None:
        # without a tie it makes no difference, and without direction less is undefined
        directed = True in told
        _advise_on_direction(parts, told)
    pairs = list(_pairs(parts.ties, directed))
    ends = {(start, end) if directed or start <= end else (end, start) for start, end, _ in pairs}
    parallel = len(ends) < len(pairs)
    made: nx.Graph[str]
    if parallel:
        made = nx.MultiDiGraph() if directed else nx.MultiGraph()
    else:
        made = nx.DiGraph() if directed else nx.Graph()
    made.add_nodes_from(parts.nodes.items())
    made.add_edges_from(pairs)
    return made


def _pairs(ties: list[Tie], directed: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for start, end, one_way, attributes in ties:
        yield start, end, attributes or {}
        if directed and not one_way and start != end:
            yield end, start, attributes or {}


def _advise_on_direction(parts: Parts, told: set[bool]) -> None:
    if len(told) > 1:
        message = "some ties are directed and some are not"
        mend = "the others were read as two, one each way; say --undirected to drop all directions"
        parts.advise((1, 1), message, mend)
    elif True in told:
        ends = {(tie.start, tie.end) for tie in parts.ties if tie.start != tie.end}
        if ends and all((end, start) in ends for start, end in ends):
            message = "every tie stands there both ways, and was read as two directed ones"
            parts.advise((1, 1), message, "say --undirected if ties have no direction here")
