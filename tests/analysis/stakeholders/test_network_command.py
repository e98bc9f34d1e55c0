"""The command `bestpractices network` as a person, and a program, meets it."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from bestpractices.analysis.stakeholders.report import COLUMNS
from bestpractices.cli import main

DATA = Path(__file__).parents[2] / "data" / "networks"
TIES = "source,target\nA,B\nB,C\nC,A\nC,D\n"
NODES = "id,sector\nA,GOV\nB,GOV\nC,VOL\nD,VOL\nE,VOL\n"
NETWORK = [
    "nodes", "ties", "directed", "density", "reciprocity_edgewise", "reciprocity_dyadic",
    "components", "centralization_degree", "centralization_betweenness", "e_i", "e_i_expected",
    "e_i_p", "core_periphery_fit",
]  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(main, ["network", *map(str, arguments)])


def document(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout, parse_constant=pytest.fail)


def one_line(result, code):
    assert result.exit_code == code
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.fixture
def file(tmp_path):
    def write(text, name="ties.csv", nodes=None):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        if nodes is not None:
            path.with_suffix(".nodes.csv").write_text(nodes, encoding="utf-8")
        return path

    return write


def reference(name, write, ending):
    """A reference network as a file, with the groups in a file beside it."""
    told = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    columns = sorted({key for node in told["nodes"] for key in node} - {"id"})
    rows = [[node["id"], *(node.get(key, "") for key in columns)] for node in told["nodes"]]
    beside = table(["id", *columns], rows)
    ends = [(start, end) for start, end, *_ in told["edges"]]
    if ending == ".csv":
        way = "yes" if told["directed"] else "no"
        ties = [(start, end, way) for start, end in ends]
        return write(table(["source", "target", "directed"], ties), "n.csv", beside)
    number = {node["id"]: place for place, node in enumerate(told["nodes"], start=1)}
    text = "\n".join(
        [f"*Vertices {len(number)}", *(f'{place} "{node}"' for node, place in number.items())]
        + ["*Arcs" if told["directed"] else "*Edges"]
        + [f"{number[start]} {number[end]}" for start, end in ends]
    )
    return write(text, "n.net", beside)


def table(head, rows):
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue()


def test_the_document_has_the_names_of_the_contract_and_no_others(file):
    found = document(file(TIES, nodes=NODES), "--group", "sector", "--permutations", 10)
    assert list(found) == ["network", "nodes", "key_players"]
    assert list(found["network"]) == NETWORK
    assert [list(node) for node in found["nodes"]] == [["id", *COLUMNS]] * 5
    assert [node["id"] for node in found["nodes"]] == ["A", "B", "C", "D", "E"]
    assert {aim: list(one) for aim, one in found["key_players"].items()} == {
        "reach": ["sets", "value"],
        "fragmentation": ["sets", "value"],
    }


def test_figures_are_those_worked_out_by_hand(file):
    found = document(file(TIES, nodes=NODES), "--group", "sector", "--key-players", 1)
    network = found["network"]
    # 4 ties of 20 possible; the tie A-B is within GOV, C-D within VOL, two are between
    assert (network["nodes"], network["ties"], network["directed"]) == (5, 4, True)
    assert (network["density"], network["e_i"], network["components"]) == (0.2, 0.0, 2)
    # pairs: 6 between GOV and VOL, 1 + 3 within
    assert network["e_i_expected"] == pytest.approx(0.2)
    a, _, c, d, alone = found["nodes"]
    # C passes on from B to A and to D: B(GOV) C(VOL) A(GOV) and B(GOV) C(VOL) D(VOL)
    assert (c["itinerant"], c["gatekeeper"], c["brokerage_total"]) == (1, 1, 2)
    assert (a["degree"], a["in_degree"], a["out_degree"]) == (2, 1, 1)
    assert (d["effective_size"], d["e_i"]) == (1.0, -1.0)
    assert [alone[name] for name in ("constraint", "efficiency", "e_i", "closeness")] == [None] * 4
    assert alone["core"] is False
    # C reaches A and D in one step and B in two: (1 + 1 + 1 + 1/2) / 5
    assert found["key_players"]["reach"] == {"sets": [["C"]], "value": pytest.approx(0.7)}


def test_without_groups_their_measures_are_null(file):
    found = document(file(TIES))
    assert [found["network"][name] for name in ("e_i", "e_i_expected", "e_i_p")] == [None] * 3
    names = COLUMNS[COLUMNS.index("e_i") : COLUMNS.index("core")]
    assert {node[name] for node in found["nodes"] for name in names} == {None}


@pytest.mark.parametrize(
    ("name", "group"),
    [("florentine_marriage", None), ("knoke_money", "sector"), ("zachary_karate", "club")],
)
def test_the_report_of_a_reference_network_does_not_depend_on_the_format(name, group, file):
    asked = ["--key-players", 1, "--permutations", 20, *(["--group", group] if group else [])]
    assert document(reference(name, file, ".csv"), *asked) == document(
        reference(name, file, ".net"), *asked
    )


def test_published_figures_come_out_of_the_command(file):
    # the 15 Florentine families with ties: Freeman (1979), Burt (1992), Borgatti (2006)
    path = file("", "n.graphml")
    nx.write_graphml_xml(nx.florentine_families_graph(), path)
    families = document(path)
    assert families["network"]["centralization_degree"] == pytest.approx(0.2747, abs=1e-4)
    reach = families["key_players"]["reach"]
    assert (len(reach["sets"]), reach["value"]) == (7, pytest.approx(0.9333, abs=1e-4))
    medici = next(node for node in families["nodes"] if node["id"] == "Medici")
    assert medici["constraint"] == pytest.approx(0.2099, abs=1e-4)
    # Knoke's money exchange by sector, by R netseg and sna: see tests/data/networks
    money = document(reference("knoke_money", file, ".csv"), "--group", "sector")
    assert money["network"]["e_i"] == pytest.approx(0.27272727273)
    assert money["network"]["reciprocity_edgewise"] == pytest.approx(0.090909090909)
    assert money["network"]["centralization_betweenness"] == pytest.approx(0.11574074074)
    assert sum(node["brokerage_total"] for node in money["nodes"]) == 11


def test_the_same_seed_gives_the_same_bytes_and_csv_the_same_rows(file):
    path = file(TIES, nodes=NODES)
    asked = (path, "--group", "sector", "--seed", 7, "--permutations", 50)
    first, second = (run(*asked, "--format", "json").stdout_bytes for _ in range(2))
    assert first == second
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    nodes = json.loads(first)["nodes"]
    assert [row["id"] for row in rows] == [node["id"] for node in nodes]
    assert [row["constraint"] == "" for row in rows] == [n["constraint"] is None for n in nodes]


def test_without_directions_ties_count_once_and_reciprocity_is_not_defined(file):
    network = document(file(TIES), "--undirected")["network"]
    assert (network["directed"], network["ties"], network["reciprocity_edgewise"]) == (
        False,
        4,
        None,
    )
    assert network["density"] == 0.4 * 5 / 3  # 4 of the 6 pairs of A, B, C, D


@pytest.mark.parametrize(
    "text", ["source,target\nA,A\n", "source,target\nA,B\n"], ids=["one node", "one tie"]
)
def test_the_smallest_networks_have_a_report_in_every_form(file, text):
    for form in ("text", "json", "csv"):
        result = run(file(text), "--format", form)
        assert result.exit_code == 0
        assert result.stdout.endswith("\n")
        assert not result.stdout.endswith("\n\n")


def test_the_page_names_nobody_who_has_no_ties_and_says_what_to_beware_of(file):
    nodes = NODES + "Lonely,VOL\n"
    page = run(file(TIES, nodes=nodes), "--group", "sector", "--explain").stdout
    assert "Lonely" not in page
    assert "Without any tie here: 2." in page
    assert "Groups of fewer than 5: GOV, VOL." in page
    assert "To be outside of the core is no judgement of worth." in page
    assert "Density" in page


def test_the_own_network_is_by_country_and_undirected():
    found = document("kb", "--permutations", 10, "--key-players", 1)
    assert found["network"]["directed"] is False
    assert found["network"]["e_i"] < 0 < found["network"]["e_i_expected"]
    assert all(node["id"].startswith("organisations/") for node in found["nodes"])
    assert run("kb", "--directed").exit_code == 2


def test_a_group_that_some_lack_is_named_with_them(file):
    path = file(TIES, nodes=NODES.replace("B,GOV", "B,").replace("D,VOL", "D,"))
    line = one_line(run(path, "--group", "sector"), 1)
    assert line.startswith(f'bestpractices: {path}: no "sector" for 2 of 5 nodes: "B", "D"; fill')


def test_a_group_that_nobody_has_is_wrong_use_with_the_nearest_name(file):
    line = one_line(run(file(TIES, nodes=NODES), "--group", "sektor"), 2)
    assert line.endswith('no node has "sektor"; did you mean "sector"?')
    assert "add them in a .nodes.csv" in one_line(run(file(TIES, "b.csv"), "--group", "x"), 2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.csv"], "nowhere.csv cannot be read"),
        ([DATA], "cannot be read (Is a directory); give the path of a file"),
        ([DATA / "README.md"], "give a file .graphml, .gexf, .net or .csv"),
        (["kb", "--lang", "de"], 'language "de" is not spoken here'),
    ],
    ids=["missing", "folder", "ending", "language"],
)
def test_wrong_use_is_one_line(arguments, told):
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert told in one_line(result, result.exit_code)


@pytest.mark.parametrize(
    "wrong", [("--key-players", 0), ("--permutations", -1), ("--seed", -1), ("--format", "xml")]
)
def test_a_wrong_option_is_wrong_use(file, wrong):
    assert run(file(TIES), *wrong).exit_code == 2


def test_advice_and_what_was_joined_go_beside_the_document(file):
    result = run(file("source,target\nIzmir,B\nİzmir,B\nIzmir,B\n"), "--format", "json")
    first, second = result.stderr.strip().splitlines()
    assert '"İzmir" and "Izmir" are written nearly alike' in first
    assert "stood more than once were joined" in second
    assert json.loads(result.stdout)["network"]["ties"] == 2


def test_a_long_file_tells_how_far_it_is_beside_the_document(file, monkeypatch):
    path = file(TIES)
    assert run(path, "--format", "json").stderr == ""
    monkeypatch.setattr("bestpractices.cli.network._LONG", 10)
    result = run(path, "--format", "json", "--lang", "en")
    parts = [line.removeprefix("bestpractices: ") for line in result.stderr.strip().splitlines()]
    assert parts == [
        "Reading…", "Joining ties…", "Shortest ways…", "Groups and go-betweens…",
        "Core and communities…", "Key players…",
    ]  # fmt: skip
    assert json.loads(result.stdout)["network"]["nodes"] == 4
