"""Files of a Net-Map: what is answered when the group wants one, or brings one."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, Final

from bestpractices.exports.net_map_files import graphml, kumu, xlsx
from bestpractices.pages.edition import Edition
from bestpractices.workshop.net_map import NetMap
from bestpractices.workshop.net_map_events import NetMapActor
from bestpractices.workshop.net_map_sheet import SheetFlaw, read_sheet

_FORMS: Final[Mapping[str, tuple[str, str, Callable[[NetMap], bytes]]]] = {
    "xlsx": (
        "net-map.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx,
    ),
    "graphml": ("net-map.graphml", "application/graphml+xml", graphml),
    "kumu": ("net-map.kumu.json", "application/json", kumu),
}

Data = dict[str, Any]


def answer(e: Edition, found: NetMap, asked: Mapping[str, Any]) -> Data:
    """What is answered to a wish of the page: a file, or the events of one with its flaws."""
    turn = {"turn": asked.get("turn")}
    if asked.get("what") == "sheet":
        return {**turn, **_taken(e, found, asked)}
    form = _FORMS.get(str(asked.get("form")))
    if form is None:
        return {**turn, "said": e.t("Such a file is not made here.")}
    name, kind, make = form
    data = base64.b64encode(make(found)).decode("ascii")
    said = e.t("The file {name} is saved.", name=name)
    return {**turn, "file": {"name": name, "type": kind, "data": data}, "said": said}


def _taken(e: Edition, found: NetMap, asked: Mapping[str, Any]) -> Data:
    name = str(asked.get("name", ""))[:200]
    try:
        data = base64.b64decode(str(asked.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        return {"said": e.t("The file came in pieces; choose it once more.")}
    read = read_sheet(data, name, found=found)
    actors = sum(isinstance(one, NetMapActor) for one in read.events)
    said = e.t(
        "{name}: {actors} cards and {links} links were added, {flaws} rows were left out.",
        name=name,
        actors=e.t.number(actors),
        links=e.t.number(sum(one.kind.name == "net_map_link" for one in read.events)),
        flaws=e.t.number(len(read.flaws)),
    )
    events = [{"kind": one.kind.name, "payload": one.model_dump(mode="json")}
              for one in read.events]  # fmt: skip
    return {"events": events, "flaws": [_said(e, one) for one in read.flaws], "said": said}


def _said(e: Edition, flaw: SheetFlaw) -> str:
    text = e.t(flaw.message, **flaw.values)
    return f"{flaw.place}: {text}" if flaw.place else text
