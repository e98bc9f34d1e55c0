"""The graph in formats that other programs read: GraphML, GEXF and CSV.

The same graph gives the same bytes, whatever the day and whichever libraries happen to be there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import networkx as nx

from bestpractices.analysis.graph import Graph

EDGE_COLUMNS: Final = ("source", "target", "kind", "source_ref")
NODE_COLUMNS: Final = ("id", "kind", "label", "country")

_TODAY: Final = re.compile(rb' lastmodifieddate="\d{4}-\d{2}-\d{2}"')
# what XML 1.0 cannot hold, not even escaped; one such sign would make the whole file unreadable
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# signs with which a spreadsheet begins a formula, the full-width forms of East Asia included
_FORMULA: Final = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def write_graphml(graph: Graph, path: str | Path) -> None:
    """Write the graph as GraphML; edges are numbered ``e0``, ``e1``, … since ids must differ.

    Parameters
    ----------
    graph
        Attributes are text or numbers; the kind of an edge is its attribute ``kind``.
    path
        File to write, replaced if it is there.
    """
    buffer = io.BytesIO()
    # not write_graphml: that one writes other bytes where lxml is installed
    nx.write_graphml_xml(_for_xml(graph, numbered=True), buffer)
    Path(path).write_bytes(buffer.getvalue())


def write_gexf(graph: Graph, path: str | Path) -> None:
    """Write the graph as GEXF 1.2, without the date of the day.

    Parameters
    ----------
    graph
        Attributes are text or numbers; the key of an edge is kept as ``networkx_key``.
    path
        File to write, replaced if it is there.
    """
    buffer = io.BytesIO()
    nx.write_gexf(_for_xml(graph, numbered=False), buffer)
    # the date stands in the head, before anything that comes from the graph
    Path(path).write_bytes(_TODAY.sub(b"", buffer.getvalue(), count=1))


def write_csv(graph: Graph, path: str | Path) -> Path:
    """Write the edges to a CSV file and the nodes to a second one beside it.

    Parameters
    ----------
    graph
        As ``bestpractices.analysis.graph.graph`` gives it; a missing attribute is an empty cell.
    path
        File of the edges: ``source,target,kind,source_ref``. ``source`` is where the edge begins,
        as readers of edge lists expect; the source of the claim is ``source_ref``.

    Returns
    -------
    pathlib.Path
        File of the nodes: ``id,kind,label,country``. It also holds those without an edge.

    Notes
    -----
    UTF-8 without a mark, lines end in LF. A cell that a spreadsheet would run as a formula begins
    with an apostrophe.
    """
    edges = (
        (start, end, data.get("kind", ""), data.get("source_ref", ""))
        for start, end, data in graph.edges(data=True)
    )
    nodes = (
        (node, *(data.get(name, "") for name in NODE_COLUMNS[1:]))
        for node, data in graph.nodes(data=True)
    )
    beside = nodes_file(path)
    _write_rows(Path(path), EDGE_COLUMNS, edges)
    _write_rows(beside, NODE_COLUMNS, nodes)
    return beside


def nodes_file(path: str | Path) -> Path:
    """File of the nodes that belongs to a file of edges.

    Examples
    --------
    >>> nodes_file("network.csv").name
    'network.nodes.csv'
    """
    return Path(path).with_suffix(".nodes.csv")


def harmless(cell: str) -> str:
    """Cell that no spreadsheet takes for a formula; other texts stay as they are.

    Examples
    --------
    >>> harmless("=1+1")
    "'=1+1"
    >>> harmless("İzmir")
    'İzmir'
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(str(cell)) for cell in row] for row in rows)


def _for_xml(graph: Graph, *, numbered: bool) -> Graph:
    """Copy that an XML writer may change and can write."""
    result: Graph = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        result.add_node(node, **_clean(data))
    for number, (start, end, key, data) in enumerate(graph.edges(keys=True, data=True)):
        result.add_edge(start, end, key=f"e{number}" if numbered else key, **_clean(data))
    return result


def _clean(data: dict[str, object]) -> dict[str, object]:
    return {
        name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in data.items()
    }
