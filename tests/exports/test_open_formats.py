from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from bestpractices.analysis.graph import Graph, graph
from bestpractices.exports.open_formats import (
    harmless,
    nodes_file,
    write_csv,
    write_gexf,
    write_graphml,
)
from bestpractices.records.knowledge_base import load

Writer = Callable[[Graph, Path], object]
WRITERS = pytest.mark.parametrize("write", [write_graphml, write_gexf, write_csv])
READERS = pytest.mark.parametrize(
    ("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)]
)
TURKISH = "Şişli Belediyesi, İzmir: ığdır, ÇÖĞÜŞ çöğüş"


def node(links: Graph, address: str, label: str = "x", country: str = "TR") -> None:
    links.add_node(address, kind=address.partition("/")[0], label=label, country=country)


def edge(links: Graph, start: str, end: str, kind: str, source: str = "") -> None:
    links.add_edge(start, end, key=kind, kind=kind, source_ref=source)


@pytest.fixture
def small() -> Graph:
    """Two organisations joined by two edges there and one back, and one that is alone."""
    links: Graph = nx.MultiDiGraph()
    node(links, "organisations/sisli", TURKISH)
    node(links, "organisations/tog", 'A "quoted", <b>&</b> name', country="")
    node(links, "organisations/alone")
    edge(links, "organisations/sisli", "organisations/tog", "funds", "organisations/sisli#s1")
    edge(links, "organisations/sisli", "organisations/tog", "works_with")
    edge(links, "organisations/tog", "organisations/sisli", "works_with", "organisations/tog#s2")
    return links


@pytest.fixture(scope="module")
def real() -> Graph:
    return graph(load())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ties(links: Graph) -> list[tuple[str, str, str, str]]:
    return sorted((s, e, data["kind"], data["source_ref"]) for s, e, data in links.edges(data=True))


def read_csv(path: Path) -> Graph:
    """What a reader makes of the two files."""
    links: Graph = nx.MultiDiGraph()
    for row in rows(nodes_file(path)):
        links.add_node(row.pop("id"), **row)
    for row in rows(path):
        edge(links, row["source"], row["target"], row["kind"], row["source_ref"])
    return links


@READERS
def test_an_xml_file_read_back_has_the_same_nodes_and_edges(
    write: Writer, read: Callable[[Path], Graph], small: Graph, tmp_path: Path
) -> None:
    write(small, tmp_path / "out")
    back = read(tmp_path / "out")
    assert dict(back.nodes(data=True)) == dict(small.nodes(data=True))
    assert ties(back) == ties(small)
    assert back.is_directed()
    assert back.is_multigraph()


@READERS
def test_the_real_graph_read_back_from_xml_is_whole(
    write: Writer, read: Callable[[Path], Graph], real: Graph, tmp_path: Path
) -> None:
    write(real, tmp_path / "out")
    back = read(tmp_path / "out")
    assert dict(back.nodes(data=True)) == dict(real.nodes(data=True))
    assert ties(back) == ties(real)


def test_the_real_graph_read_back_from_csv_is_whole_with_its_labels_made_harmless(
    real: Graph, tmp_path: Path
) -> None:
    write_csv(real, tmp_path / "out.csv")
    back = read_csv(tmp_path / "out.csv")
    expected = {name: {**d, "label": harmless(d["label"])} for name, d in real.nodes(data=True)}
    assert dict(back.nodes(data=True)) == expected
    assert ties(back) == ties(real)
    assert back.nodes["practices/level2work"]["label"].startswith("'@level2work")


def test_gexf_gives_back_the_keys_of_the_edges(small: Graph, tmp_path: Path) -> None:
    write_gexf(small, tmp_path / "out.gexf")
    assert set(nx.read_gexf(tmp_path / "out.gexf").edges(keys=True)) == set(small.edges(keys=True))


def test_no_two_edges_of_a_graphml_file_share_an_id(small: Graph, tmp_path: Path) -> None:
    write_graphml(small, tmp_path / "out.graphml")
    found = ET.parse(tmp_path / "out.graphml").iter("{http://graphml.graphdrawing.org/xmlns}edge")  # noqa: S314 - our own file
    assert [element.get("id") for element in found] == ["e0", "e1", "e2"]


def test_csv_holds_edges_and_nodes_in_two_files(small: Graph, tmp_path: Path) -> None:
    beside = write_csv(small, tmp_path / "out.csv")
    assert beside == tmp_path / "out.nodes.csv"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == (
        "source,target,kind,source_ref\n"
        "organisations/sisli,organisations/tog,funds,organisations/sisli#s1\n"
        "organisations/sisli,organisations/tog,works_with,\n"
        "organisations/tog,organisations/sisli,works_with,organisations/tog#s2\n"
    )
    assert beside.read_text(encoding="utf-8") == (
        "id,kind,label,country\n"
        f'organisations/sisli,organisations,"{TURKISH}",TR\n'
        'organisations/tog,organisations,"A ""quoted"", <b>&</b> name",\n'
        "organisations/alone,organisations,x,TR\n"
    )


def test_a_path_without_an_ending_gets_its_nodes_beside_it(small: Graph, tmp_path: Path) -> None:
    write_csv(small, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.nodes.csv"]


@WRITERS
def test_turkish_letters_stand_in_the_file_as_utf8(
    write: Writer, small: Graph, tmp_path: Path
) -> None:
    write(small, tmp_path / "out.csv")
    together = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert TURKISH.encode() in together


@WRITERS
def test_written_twice_the_bytes_are_the_same(write: Writer, real: Graph, tmp_path: Path) -> None:
    write(real, tmp_path / "a.csv")
    write(real, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    for one, other in zip(tmp_path.glob("a.nodes*"), tmp_path.glob("b.nodes*"), strict=True):
        assert one.read_bytes() == other.read_bytes()


@WRITERS
def test_written_on_another_day_the_bytes_are_the_same(
    write: Writer, small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(small, tmp_path / "today")
    monkeypatch.setattr(time, "strftime", lambda *_: "1999-12-31")
    write(small, tmp_path / "then")
    assert (tmp_path / "today").read_bytes() == (tmp_path / "then").read_bytes()


def test_only_the_date_of_the_head_is_left_out_of_gexf(tmp_path: Path) -> None:
    links: Graph = nx.MultiDiGraph()
    label = ' lastmodifieddate="2026-01-02"'
    node(links, "practices/p", label)
    write_gexf(links, tmp_path / "out.gexf")
    assert nx.read_gexf(tmp_path / "out.gexf").nodes["practices/p"]["label"] == label


@WRITERS
def test_writing_leaves_the_graph_as_it_is(write: Writer, small: Graph, tmp_path: Path) -> None:
    before = nx.MultiDiGraph(small)
    write(small, tmp_path / "out")
    assert dict(small.nodes(data=True)) == dict(before.nodes(data=True))
    assert list(small.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))


@WRITERS
def test_a_file_that_is_there_is_replaced(write: Writer, small: Graph, tmp_path: Path) -> None:
    write(small, tmp_path / "new")
    (tmp_path / "old").write_bytes(b"old" * 10_000)
    write(small, tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == (tmp_path / "new").read_bytes()


@READERS
def test_an_empty_graph_can_be_written_and_read(
    write: Writer, read: Callable[[Path], Graph], tmp_path: Path
) -> None:
    write(nx.MultiDiGraph(), tmp_path / "out")
    assert list(read(tmp_path / "out").nodes) == []


def test_an_empty_graph_gives_csv_files_with_their_heads_only(tmp_path: Path) -> None:
    beside = write_csv(nx.MultiDiGraph(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == b"source,target,kind,source_ref\n"
    assert beside.read_bytes() == b"id,kind,label,country\n"


@pytest.mark.parametrize(
    ("write", "read"),
    [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf), (write_csv, read_csv)],
)
def test_one_node_without_an_edge_is_kept(
    write: Writer, read: Callable[[Path], Graph], tmp_path: Path
) -> None:
    links: Graph = nx.MultiDiGraph()
    node(links, "places/izmir", "İzmir")
    write(links, tmp_path / "out")
    back = read(tmp_path / "out")
    assert dict(back.nodes(data=True)) == {
        "places/izmir": {"kind": "places", "label": "İzmir", "country": "TR"}
    }
    assert back.number_of_edges() == 0


@READERS
def test_a_control_character_does_not_make_the_file_unreadable(
    write: Writer, read: Callable[[Path], Graph], tmp_path: Path
) -> None:
    links: Graph = nx.MultiDiGraph()
    node(links, "practices/p", "bell\x07 and emoji \U0001f600")
    write(links, tmp_path / "out")
    assert read(tmp_path / "out").nodes["practices/p"]["label"] == "bell\ufffd and emoji \U0001f600"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(start: str, tmp_path: Path) -> None:
    links: Graph = nx.MultiDiGraph()
    label = f'{start}HYPERLINK("x")'
    node(links, "practices/p", label)
    (row,) = rows(write_csv(links, tmp_path / "out.csv"))
    assert row["label"] == f"'{label}"


@pytest.mark.parametrize("cell", ["", "'t Huis", "a=b", "Co-op", "İzmir", "10-20"])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_line_break_within_a_cell_is_read_back(tmp_path: Path) -> None:
    links: Graph = nx.MultiDiGraph()
    node(links, "practices/p", "two\nlines")
    (row,) = rows(write_csv(links, tmp_path / "out.csv"))
    assert row["label"] == "two\nlines"


def test_no_csv_line_of_the_real_graph_ends_in_a_carriage_return(
    real: Graph, tmp_path: Path
) -> None:
    beside = write_csv(real, tmp_path / "out.csv")
    assert b"\r" not in (tmp_path / "out.csv").read_bytes() + beside.read_bytes()


def test_an_attribute_that_is_missing_is_an_empty_cell(tmp_path: Path) -> None:
    links: Graph = nx.MultiDiGraph([("a", "b")])
    beside = write_csv(links, tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv") == [
        {"source": "a", "target": "b", "kind": "", "source_ref": ""}
    ]
    assert rows(beside)[0] == {"id": "a", "kind": "", "label": "", "country": ""}
