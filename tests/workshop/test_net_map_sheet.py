"""A Net-Map out of a spreadsheet and into one: what is read, what is left out and why."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest
from openpyxl import Workbook, load_workbook

from bestpractices.exports.net_map_files import graphml, kumu, xlsx
from bestpractices.workshop import LinkType, NetMapActor, NetMapLink, NetMapSet
from bestpractices.workshop.net_map import NetMap, net_map
from bestpractices.workshop.net_map_sheet import read_sheet

TYPES = tuple(LinkType(id=name[0], name=name) for name in ("Money", "Advice"))
EMPTY = NetMap(NetMapSet(types=TYPES))
FULL = NetMap(
    NetMapSet(types=TYPES, question="Who decides?"),
    (
        NetMapActor(actor="v", name="=Valilik", group="public", goals=("Dil", "İş"), tower=4),
        NetMapActor(actor="k", name="Ayşe", person="kestrel", consent="written"),
        NetMapActor(actor="x", name="Alone"),
    ),
    (
        NetMapLink(type="M", start="v", end="k", mutual=True, remark="2025"),
        NetMapLink(type="A", start="v", end="k"),
    ),
)


def taken(data: bytes, name: str, found: NetMap = EMPTY) -> tuple[NetMap, list[str]]:
    read = read_sheet(data, name, found=found)
    before = [found.frame, *found.actors, *found.links]
    flaws = [f"{one.place} {one.message.format(**one.values)}" for one in read.flaws]
    return net_map([*before, *read.events], start=found.frame), flaws


def told(found: NetMap) -> tuple[list[object], list[object]]:
    names = {one.actor: one.label for one in found.actors}
    actors = [(one.label, one.group, one.goals, one.tower, one.person) for one in found.actors]
    links = [(names[one.start], names[one.end], found.types[one.type].name, one.mutual, one.remark)
             for one in found.links]  # fmt: skip
    return actors, links


def test_a_workbook_that_was_saved_is_read_back_and_holds_no_name_of_a_person():
    data = xlsx(FULL)
    assert data == xlsx(FULL)
    found, flaws = taken(data, "map.xlsx")
    assert flaws == []
    assert told(found) == told(FULL)
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.value == "Ayşe"]


def test_a_map_that_is_read_onto_itself_changes_nothing_and_says_so_link_by_link():
    found, flaws = taken(xlsx(FULL), "map.xlsx", FULL)
    assert found == FULL
    assert [one.split(" ")[0] for one in flaws] == ["links!A2", "links!A3"]


def test_graphml_and_kumu_hold_all_actors_and_no_name_of_a_person():
    network = nx.read_graphml(io.BytesIO(graphml(FULL)), force_multigraph=True)
    assert (len(network), network.number_of_edges()) == (3, 3)  # a mutual link is two ties
    made = json.loads(kumu(FULL))
    assert [one["label"] for one in made["elements"]] == ["=Valilik", "kestrel", "Alone"]
    assert [one["direction"] for one in made["connections"]] == ["mutual", "directed"]
    assert all("Ayşe".encode() not in data for data in (graphml(FULL), kumu(FULL)))
    ids = [one["id"] for part in made.values() for one in part]
    assert len(ids) == len(set(ids))


def test_every_flaw_has_its_column_and_line_and_the_other_rows_are_taken():
    text = (
        "from;to;type;mutual\n"
        "Valilik;İSMEK;money;evet\n"
        ";ISMEK;money;\n"
        "ISMEK;ismek;money;\n"
        "İSMEK;VALİLİK;Money;\n"
        "a;b;t3;\nb;c;t4;\nc;d;t5;\nd;e;t6;\n"
    )
    found, flaws = taken(text.encode("cp1254"), "links.csv")
    assert [one.split(" ")[0] for one in flaws] == [
        "links.csv!A3", "links.csv!B4", "links.csv!A5", "links.csv!C9",
    ]  # fmt: skip
    assert [one.label for one in found.actors] == ["Valilik", "İSMEK", "a", "b", "c", "d", "e"]
    assert told(found)[1][0] == ("Valilik", "İSMEK", "Money", True, "")
    assert len(found.frame.types) == 5


def test_cards_of_the_sheet_complete_those_that_are_there():
    book = Workbook()
    rows = [
        ["Ad", "Grup", "Kule"],
        ["ALONE", "ngo", 3.0],
        ["Yeni", None, "high"],
        ["Öteki", None, None],
    ]
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    found, flaws = taken(buffer.getvalue(), "cards.xlsx", FULL)
    assert [(one.label, one.group, one.tower) for one in found.actors[2:]] == [
        ("Alone", "ngo", 3), ("Öteki", "", 0),
    ]  # fmt: skip
    assert len(flaws) == 1
    assert flaws[0].startswith("Sheet!C3 “high”")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"PK\x03\x04 cut", "cut.xlsx"),
        (b"\xd0\xcf\x11\xe0", "old.xls"),
        (b"one,two\n1,2\n", "other.csv"),
        (b'from,to\n"a,b\n', "quote.csv"),
        (bytes(range(256)), "photo.csv"),
    ],
)
def test_a_file_that_holds_no_map_gives_one_flaw_and_nothing_else(data, name):
    found, flaws = taken(data, name, FULL)
    assert len(flaws) == 1
    assert told(found) == told(FULL)
