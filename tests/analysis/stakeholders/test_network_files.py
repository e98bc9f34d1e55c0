"""One network in four formats is one network, and whatever programs write of it is understood."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.stakeholders.network_file import network_in
from bestpractices.analysis.stakeholders.ties import ties
from bestpractices.errors import BestPracticesError

DATA = Path(__file__).parents[2] / "data" / "networks"


def is_network(path):
    return "edges" in json.loads(path.read_text(encoding="utf-8"))


REFERENCES = sorted(path for path in DATA.glob("*.json") if is_network(path))


def graph_of(told):
    """The network of a reference case, made without any of our readers."""
    made = nx.DiGraph() if told["directed"] else nx.Graph()
    for node in told["nodes"]:
        made.add_node(node["id"], **{key: node[key] for key in node if key != "id"})
    for start, end, *weight in told["edges"]:
        made.add_edge(start, end, weight=float(weight[0]) if weight else 1.0)
    return made


def rows(*lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue().encode()


def node_rows(graph):
    names = sorted({name for _, data in graph.nodes(data=True) for name in data})
    lines = ([node, *(data.get(name, "") for name in names)] for node, data in graph.nodes.items())
    return rows(["id", *names], *lines)


def as_csv(graph):
    way = "yes" if graph.is_directed() else "no"
    lines = ([start, end, told["weight"], way] for start, end, told in graph.edges(data=True))
    return rows(["source", "target", "weight", "directed"], *lines)


def as_graphml(graph):
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    return out.getvalue()


def as_gexf(graph):
    out = io.BytesIO()
    nx.write_gexf(graph, out)
    return out.getvalue()


def as_pajek(graph):
    number = {node: place for place, node in enumerate(graph, start=1)}
    lines = [f"*Vertices {len(number)}", *(f'{place} "{node}"' for node, place in number.items())]
    lines.append("*Arcs" if graph.is_directed() else "*Edges")
    for start, end, told in graph.edges(data=True):
        lines.append(f"{number[start]} {number[end]} {told['weight']}")
    return "\n".join(lines).encode()


WRITERS = {".csv": as_csv, ".graphml": as_graphml, ".gexf": as_gexf, ".net": as_pajek}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_a_reference_network_is_the_same_in_every_format(path, ending):
    graph = graph_of(json.loads(path.read_text(encoding="utf-8")))
    beside = node_rows(graph) if ending in (".csv", ".net") else None
    found = network_in(WRITERS[ending](graph), f"ties{ending}", nodes=beside).graph
    assert type(found) is type(graph)
    told, read = ties(graph), ties(found)
    assert read.nodes == told.nodes
    assert (read.strengths != told.strengths).nnz == 0


@pytest.mark.parametrize("ending", WRITERS)
def test_attributes_of_nodes_come_along(ending):
    graph = nx.DiGraph([("İzmir", "Şişli, İstanbul")])
    graph.edges["İzmir", "Şişli, İstanbul"]["weight"] = 2.5
    nx.set_node_attributes(graph, "TR", "country")
    beside = node_rows(graph) if ending in (".csv", ".net") else None
    found = network_in(WRITERS[ending](graph), f"a{ending}", nodes=beside).graph
    assert set(found) == {"İzmir", "Şişli, İstanbul"}
    assert {data["country"] for _, data in found.nodes(data=True)} == {"TR"}
    assert found.edges["İzmir", "Şişli, İstanbul"]["weight"] == 2.5


TIES = "source,target,weight\nAğ,B,0.5\nB,C,2.0\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TIES.encode(),
        TIES.encode("utf-16"),
        TIES.replace("\n", "\r\n").encode("cp1254"),
        TIES.replace(",", ";").replace(".", ",").encode(),
        ("sep=;\r\n" + TIES.replace(",", ";").replace(".", ",")).encode(),
        TIES.replace(",", "\t").encode(),
        TIES.replace("source,target", "Source , TARGET").encode(),
        ('"source","target","weight"\n"Ağ" ,B, ".5"\n\n,,\nB,C,2\n').replace('" ,', '",').encode(),
    ],
    ids=["mark", "utf16", "windows", "semicolon", "hint", "tab", "capitals", "quoted"],
)
def test_whatever_a_spreadsheet_writes_is_the_same_network(data):
    found = network_in(data, "ties.csv").graph
    assert list(found.edges(data="weight")) == [("Ağ", "B", 0.5), ("B", "C", 2.0)]


def test_a_list_of_ties_is_directed_unless_it_or_the_reader_says_otherwise():
    ties = b"source,target,kind\nA,B,advice\nA,B,money\nC,C,advice\n"
    found = network_in(ties, "a.csv").graph
    assert isinstance(found, nx.MultiDiGraph)
    assert list(found.edges(data="kind"))[:2] == [("A", "B", "advice"), ("A", "B", "money")]
    assert found.has_edge("C", "C")
    assert not network_in(ties, "a.csv", directed=False).graph.is_directed()
    gephi = b"Source,Target,Type\nA,B,Undirected\n"
    assert not network_in(gephi, "a.csv").graph.is_directed()
    kinds = network_in(b"source,target,type\nA,B,money\n", "a.csv").graph
    assert kinds.is_directed()
    assert kinds.edges["A", "B"]["type"] == "money"


def test_where_only_some_ties_are_directed_the_others_lead_both_ways():
    found = network_in(b"*Vertices 3\n*Arcs\n1 2\n*Edges\n2 3\n", "a.net")
    assert sorted(found.graph.edges) == [("1", "2"), ("2", "3"), ("3", "2")]
    assert "some ties are directed and some are not" in str(found.advice[0])


def test_ties_that_all_stand_both_ways_are_asked_about():
    both = network_in(b"source,target\nA,B\nB,A\n", "a.csv")
    assert both.graph.is_directed()
    assert "--undirected" in str(both.advice[0])
    assert network_in(b"source,target\nA,B\nB,C\n", "a.csv").advice == ()


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("*vertices 3\n*arcslist\n1 2 3\n", [("1", "2"), ("1", "3")]),
        ('*Network x\n% told\n*Vertices 2\n1 "A b" 0.1 0.2 0.5 box ic Red\n2\n*Edges\n1 2\n',
         [("A b", "2")]),
        ("*Vertices 2\n*Matrix\n0 3\n0 0\n", [("1", "2")]),
        ('*Vertices 2\n*Arcs :1 "money"\n2 1 1\n', [("2", "1")]),
        ("*Vertices 2\n1 A\n2 B\n*Edgeslist\n1 2\n", [("A", "B")]),
    ],
    ids=["list of arcs", "drawing", "matrix", "relation", "list of edges"],
)  # fmt: skip
def test_all_ways_of_pajek_to_tell_ties_are_read(text, ties):
    assert list(network_in(text.encode(), "a.net").graph.edges) == ties


def test_graphml_with_defaults_groups_and_drawings_of_yed_is_read():
    text = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
      <key id="d0" for="node" attr.name="sector" attr.type="string"><default>VOL</default></key>
      <key id="d1" for="node" yfiles.type="nodegraphics"/>
      <key id="d2" for="edge" attr.name="Weight" attr.type="int"/>
      <graph edgedefault="undirected">
        <node id="a"><data key="d1"><y:Shape xmlns:y="http://example.org/y">x</y:Shape></data>
          <graph id="a:" edgedefault="undirected"><node id="b"/></graph>
          <data key="d0">GOV</data></node>
        <edge source="a" target="b"><data key="d2">2</data></edge>
      </graph></graphml>"""
    found = network_in(text.encode(), "a.graphml").graph
    assert dict(found.nodes) == {
        "a": {"sector": "GOV"},
        "b": {"sector": "VOL"},
    }
    assert found.edges["a", "b"] == {"weight": 2.0}


def test_gexf_is_undirected_unless_it_says_otherwise_and_mutual_is_both_ways():
    text = """<gexf xmlns="http://gexf.net/1.3"><graph {}><nodes><node id="a" label="A"/>
      <node id="b"/></nodes><edges><edge id="0" source="a" target="b" {}/></edges></graph></gexf>"""
    plain = network_in(text.format("", "").encode(), "a.gexf").graph
    assert not plain.is_directed()
    assert plain.nodes["a"]["label"] == "A"
    mutual = network_in(text.format('defaultedgetype="mutual"', "").encode(), "a.gexf").graph
    assert sorted(mutual.edges) == [("a", "b"), ("b", "a")]
    assert network_in(text.format("", 'type="directed"').encode(), "a.gexf").graph.is_directed()


def test_nodes_without_ties_come_from_the_file_of_nodes():
    found = network_in(b"source,target\n", "a.csv", nodes=b"id,sector\nA,GOV\nB,\n")
    assert dict(found.graph.nodes) == {"A": {"sector": "GOV"}, "B": {}}
    assert "no ties" in str(found.advice[0])


def advice_of(ties, nodes=None):
    return [str(flaw) for flaw in network_in(ties.encode(), "a.csv", nodes=nodes).advice]


def test_names_that_differ_by_case_dots_or_spaces_stay_apart_and_are_asked_about():
    (first, second) = advice_of("source,target\nIzmir,Şişli\nİzmir,Ankara\nankara ,X\nA n k,y\n")
    assert first.startswith('a.csv:3:1: "İzmir" and "Izmir" are written nearly alike')
    assert '"ankara" and "Ankara"' in second
    many = "".join(f"A{n},a{n}\n" for n in range(30))
    assert len(advice_of(f"source,target\n{many}")) == 11


def test_an_id_that_is_in_one_file_only_is_named():
    (told,) = advice_of("source,target\nAnna,Bern\n", b"id\nAnna\nBernd\n")
    assert told == 'a.csv:2:1: not in a.nodes.csv: "Bern"; did you mean "Bernd"?'


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([".csv", ".graphml", ".gexf", ".net"]),
    st.one_of(
        st.binary(max_size=80),
        st.lists(
            st.sampled_from(
                ["<graphml>", "<gexf>", "<graph>", "<node id='a'>", "</node>", "<default>",
                 "</graph>", "<edge>", "<data key='k'>", "<attvalue for='0' value='1'/>",
                 "*Vertices", " 2", "\n", "*Arcs", "1", "*", '"', "source,target", ",", "a",
                 "</graphml>", "<key id='k'/>"]
            )
        ).map(lambda parts: "".join(parts).encode()),
    ),
)  # fmt: skip
def test_no_file_whatsoever_is_answered_with_a_traceback(ending, data):
    try:
        read = len(network_in(data, f"a{ending}").graph)
    except BestPracticesError as error:
        read = len(str(error))
    assert read > 0
