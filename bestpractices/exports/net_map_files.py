"""A Net-Map in files for other programs; persons stand there under their pseudonyms, always."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import networkx as nx

from bestpractices.exports.archive import DAY, steady
from bestpractices.workshop.net_map import NetMap, graph
from bestpractices.workshop.net_map_sheet import ACTOR_COLUMNS, LINK_COLUMNS

_WIDTH: Final = 26  # letters


def xlsx(found: NetMap) -> bytes:
    """Workbook with the sheets ``actors``, ``links`` and ``map``, as the import reads them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    names = {one.actor: one.label for one in found.actors}
    _sheet(book, "actors", [ACTOR_COLUMNS, *(
        (one.label, one.group, "organisation" if one.person is None else "person",
         "; ".join(one.goals), one.tower)
        for one in found.actors
    )])  # fmt: skip
    _sheet(book, "links", [LINK_COLUMNS, *(
        (names[one.start], names[one.end], found.types[one.type].name,
         "yes" if one.mutual else "", one.remark)
        for one in found.links
    )])  # fmt: skip
    frame = found.frame
    _sheet(book, "map", [
        ("question", frame.question), ("day", frame.on.isoformat() if frame.on else ""),
        *((f"link {one.name}", one.means) for one in frame.types),
    ])  # fmt: skip
    book.properties.created = book.properties.modified = DAY
    buffer = io.BytesIO()
    book.save(buffer)
    return steady(buffer.getvalue(), edit={"docProps/core.xml": _without_time})


def _sheet(book: Any, title: str, rows: Iterable[Sequence[str | int]]) -> None:
    sheet = book.create_sheet(title)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with = is no formula
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = _WIDTH
    sheet.freeze_panes = "A2"


def _without_time(core: bytes) -> bytes:
    import re

    # openpyxl writes the time of saving whatever it was told
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", core)


def graphml(found: NetMap) -> bytes:
    """The map as GraphML; a mutual link is two ties, the type of a tie its attribute ``kind``."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    told = graph(found)
    made.add_nodes_from(told.nodes(data=True))
    # a writer takes the key for the id of the tie, and ids must differ
    for number, (start, end, data) in enumerate(told.edges(data=True)):
        made.add_edge(start, end, key=f"e{number}", **data)
    buffer = io.BytesIO()
    # not write_graphml: that one writes other bytes where lxml is installed
    nx.write_graphml_xml(made, buffer)
    return buffer.getvalue()


def kumu(found: NetMap) -> bytes:
    """The map as Kumu reads it: JSON with ``elements`` and ``connections``.

    References
    ----------
    Kumu, JSON / Blueprints, https://docs.kumu.io/guides/import/blueprints.
    """
    elements = [
        {"id": one.actor, "label": one.label,
         "type": "Organization" if one.person is None else "Person",
         "group": one.group, "goals": list(one.goals), "tower": one.tower}
        for one in found.actors
    ]  # fmt: skip
    connections = [
        # ids must differ across elements and connections
        {"id": f"link-{number}", "from": one.start, "to": one.end,
         "type": found.types[one.type].name,
         "direction": "mutual" if one.mutual else "directed", "description": one.remark}
        for number, one in enumerate(found.links, 1)
    ]  # fmt: skip
    text = json.dumps(
        {"elements": elements, "connections": connections}, ensure_ascii=False, indent=1
    )
    return f"{text}\n".encode()
