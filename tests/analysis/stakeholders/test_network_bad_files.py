"""A file that cannot be used is answered with its place and the mend."""

import re

import pytest

from bestpractices.analysis.ranking.flaws import FlawedFileError
from bestpractices.analysis.stakeholders.network_file import UnknownNetworkFileError, network_in

GRAPHML = '<graphml><graph edgedefault="directed">{}</graph></graphml>'
GEXF = "<gexf><graph>{}</graph></gexf>"
NODE = '<node id="a"/>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n' + GRAPHML.format(
    '<node id="&b;"/>'
)
THIEF = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<gexf>&a;</gexf>'


def flaws_of(data, name, nodes=None):
    with pytest.raises(FlawedFileError) as told:
        network_in(data if isinstance(data, bytes) else data.encode(), name, nodes=nodes)
    lines = str(told.value).splitlines()
    assert all(re.match(r"\S+:\d+:\d+: .+; .+|\d+ flaws in all; ", line) for line in lines)
    return lines


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.csv", "", "a.csv:1:1: the file is empty; write"),
        ("a.graphml", " \n", "a.graphml:1:1: the file is empty"),
        ("a.gexf", "", "a.gexf:1:1: the file is empty"),
        ("a.net", "", "a.net:1:1: the file is empty"),
        ("a.csv", "source,target\n", "a.csv:1:1: a network without nodes; add at least one"),
        ("a.graphml", GRAPHML.format(""), "a.graphml:1:1: a network without nodes"),
        ("a.csv", "sorce,target\nA,B\n",
         'a.csv:1:1: no column "source" among "sorce", "target"; rename "sorce" to "source"'),
        ("a.csv", "source;hedef\nA;B\n",
         'a.csv:1:8: no column "target" among "source", "hedef"; rename "hedef" to "target"'),
        ("a.csv", "A;B\nB;C\n",
         'a.csv:1:1: no column "source" among "A", "B"; name the columns in the first line'),
        ("a.csv", "source,target,source\nA,B,C\n", 'a.csv:1:15: two columns are called "source"'),
        ("a.csv", "source,target\nA\n", "a.csv:2:1: 1 cells, but 2 columns have a name"),
        ("a.csv", "source,target,weight\nA,B,0,5\n", "a.csv:2:5: 4 cells, but 3 columns"),
        ("a.csv", "source,target\nA,\n", "a.csv:2:3: a node without an id; write one"),
        ("a.csv", "source,target,weight\nA,B,-1\n", "a.csv:2:5: weight -1 is not above 0"),
        ("a.csv", 'source,target,weight\n"A,x",B,0\n', "a.csv:2:9: weight 0 is not above 0"),
        ("a.csv", "source,target,weight\nA,B,strong\n", 'a.csv:2:5: weight "strong" is no number'),
        ("a.csv", "source,target,weight\nA,B,nan\n", 'a.csv:2:5: weight "nan" is no number'),
        ("a.csv", "source,target,weight\nA,B,1e999\n", 'a.csv:2:5: weight "1e999" is no number'),
        ("a.csv", "source,target,weight\nA,B,\n", "a.csv:2:5: a tie without a weight"),
        ("a.csv", "source,target,directed\nA,B,perhaps\n", 'a.csv:2:5: "perhaps" does not say'),
        ("a.csv", 'source,target\nA,B\nA,"B\nC,D\n', "a.csv:3:1: a quotation mark that is not"),
        ("a.csv", "source,target\nA\x1b[2J,B\n", 'a.csv:2:1: id "A�[2J" has a control sign'),
        ("a.csv", b"PK\x03\x04", "a.csv:1:1: this is a workbook of a spreadsheet"),
        ("a.csv", b"source,target\n\x00", "a.csv:1:1: this is no text"),
        ("a.graphml", GRAPHML.format("<node id='a'>\n<edge></node>"),
         "a.graphml:2:9: this is no well-formed XML (mismatched tag)"),
        ("a.graphml", b"<graphml>\xff", "a.graphml:1:10: this is no well-formed XML"),
        ("a.gexf", '<?xml version="1.0" encoding="x-none"?><gexf/>', "a.gexf:1:"),
        ("a.graphml", BOMB, "a.graphml:1:13: a document type declaration (DOCTYPE) is not read"),
        ("a.gexf", THIEF, "a.gexf:1:13: a document type declaration (DOCTYPE) is not read"),
        ("a.graphml", "<gexf/>", "a.graphml:1:1: this begins with <gexf>, not with <graphml>"),
        ("a.graphml", "<graphml/>", "a.graphml:1:1: no <graph> in the file"),
        ("a.graphml", "<graphml>" + "<a>" * 300, "a.graphml:1:607: elements within elements"),
        ("a.graphml", f"<graphml><graph>{NODE}</graph></graphml>",
         "a.graphml:1:10: the graph does not say whether its ties are directed"),
        ("a.graphml", GRAPHML.format(NODE + "\n" + NODE),
         'a.graphml:2:1: node "a" stands already at 1:40; delete one of them'),
        ("a.graphml", GRAPHML.format(NODE + '\n<edge source="a" target="b"/>'),
         'a.graphml:2:1: a tie with "b", which is no node of the file'),
        ("a.graphml", GRAPHML.format('<node id="a"><data key="k">1</data></node>'),
         'a.graphml:1:53: the data key "k" is not declared'),
        ("a.graphml", GRAPHML.format(NODE + "<hyperedge/>"), "a.graphml:1:54: a hyperedge is no"),
        ("a.graphml", "<graphml><key id='k' for='node' attr.name='age' attr.type='int'/><graph "
         "edgedefault='directed'><node id='a'><data key='k'>old</data></node></graph></graphml>",
         'a.graphml:1:126: "old" is no int, which "age" was declared to be'),
        ("a.gexf", GEXF.format(NODE + NODE), 'a.gexf:1:28: node "a" stands already at 1:14'),
        ("a.gexf", GEXF.format(NODE + '<edge source="a" target="a" weight="-2"/>'),
         "a.gexf:1:28: weight -2 is not above 0"),
        ("a.gexf", GEXF.format(NODE + '<edge source="a" target="a" type="odd"/>'),
         'a.gexf:1:28: "odd" is no type of edge; write one of directed, undirected, mutual'),
        ("a.net", '*Vertices 2\n1 "A"\n2 "A"\n', 'a.net:3:1: node "A" stands already at 2:1'),
        ("a.net", "*Vertices 2\n*Arcs\n1 3\n", 'a.net:3:1: "3" is no number of a vertex (1 to 2)'),
        ("a.net", "*Vertices 2\n*Arcs\n1 2 -1\n", "a.net:3:1: weight -1 is not above 0"),
        ("a.net", "*Vertices\n", "a.net:1:1: *Vertices without their number"),
        ("a.net", "*Arcs\n1 2\n", "a.net:1:1: ties before *Vertices"),
        ("a.net", "1 2\n", 'a.net:1:1: "1 2" stands before *Vertices'),
        ("a.net", "*Vertices 9999999999\n", "a.net:1:1: 9999999999 vertices, more than"),
        ("a.net", "*Vertices 2\n*Matrix\n0 1 1\n", "a.net:3:1: 3 numbers in row 1 of the matrix"),
        ("a.net", "*Vertices 2\n*Acrs\n", "a.net:2:1: *Acrs is not known; write one of"),
    ],
)  # fmt: skip
def test_a_flaw_has_its_place_and_its_mend(name, text, line):
    assert flaws_of(text, name)[0].startswith(line)


@pytest.mark.parametrize(
    ("nodes", "line"),
    [
        (b"", "a.nodes.csv:1:1: the file is empty"),
        (b"name,sector\nA,GOV\n", 'a.nodes.csv:1:1: no column "id" among "name", "sector"; rename'),
        (b"id\nA\nB\nA\n", 'a.nodes.csv:4:1: node "A" stands already at 2:1'),
        (b"id,sector\nA\n", "a.nodes.csv:2:1: 1 cells, but 2 columns"),
        (b"id,sector\n,GOV\n", "a.nodes.csv:2:1: a node without an id"),
        (b"id\n1\n2\n", 'a.nodes.csv:2:1: none of its ids is one of the network, which has "A"'),
    ],
)
def test_a_flaw_of_the_file_of_nodes_is_told_with_its_own_name(nodes, line):
    assert flaws_of("source,target\nA,B\n", "a.csv", nodes)[0].startswith(line)


def test_all_flaws_are_told_at_once_and_endless_ones_are_cut():
    text = "source,target,weight\n" + "A,B,x\n" * 5000
    lines = flaws_of(text, "a.csv")
    assert len(lines) == 21
    assert lines[0].startswith("a.csv:2:5")


def test_another_kind_of_file_is_answered_with_those_that_are_read():
    with pytest.raises(UnknownNetworkFileError, match=r"\.graphml, \.gexf, \.net or \.csv"):
        network_in(b"", "network.xlsx")
