"""The command line as a person meets it: what it says, where, and with which exit code."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from bestpractices import __version__
from bestpractices.cli import main

PLACE = re.compile(r"^\S+:\d+:\d+: KB\d{3} ", re.MULTILINE)


@pytest.fixture
def run():
    def call(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def small(tmp_path, kb):
    """A knowledge base with the shipped lists and one sound organisation."""
    for name in ("vocabulary", "indicators"):
        text = (kb.folder / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert (
        CliRunner().invoke(main, ["new", "organisation", "a-body", "--kb", str(tmp_path)]).exit_code
        == 0
    )
    return tmp_path


def says_one_line(result, code):
    assert result.exit_code == code
    assert "Traceback" not in result.output + result.stderr
    return result.stderr.strip().splitlines()[-1]


def test_the_version_is_told(run):
    assert run("--version").output.strip() == f"bestpractices, version {__version__}"


@pytest.mark.parametrize("command", ["serve", "publish", "lab", "check", "new", "show", "export"])
def test_every_command_explains_itself(run, command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_an_unknown_command_is_wrong_use(run):
    assert run("dance").exit_code == 2


def test_the_shipped_base_is_free_of_errors(run):
    result = run("check", "--errors-only")
    assert result.exit_code == 0
    assert result.output.startswith("0 errors, ")


def test_a_finding_is_one_line_that_an_editor_can_open_and_then_its_mend(run, small):
    path = small / "organisations" / "a-body.yaml"
    path.write_text(path.read_text("utf-8").replace("type: ", "typo: "), encoding="utf-8")
    result = run("check", small)
    assert result.exit_code == 1
    assert PLACE.search(result.output)
    assert "    mend: " in result.output


def test_findings_are_given_to_machines_as_json(run, small):
    (small / "practices").mkdir()
    (small / "practices" / "bad.md").write_text("no front matter", encoding="utf-8")
    result = run("check", small, "--format", "json")
    assert result.exit_code == 1
    first = json.loads(result.stdout)[0]
    assert (first["file"], first["line"], first["code"]) == ("practices/bad.md", 1, "KB002")
    assert first["severity"] == "error"


def test_a_folder_that_is_no_knowledge_base_is_named(run, tmp_path):
    assert "vocabulary.yaml is missing" in says_one_line(run("check", tmp_path), 1)
    assert "is no folder" in says_one_line(run("check", tmp_path / "nowhere"), 1)
    assert "is no folder" in says_one_line(run("serve", "--kb", tmp_path / "nowhere"), 1)


def test_serve_refuses_to_start_on_errors_and_says_where_and_how_to_mend(run, small):
    (small / "practices").mkdir()
    (small / "practices" / "bad.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    result = run("serve", "--kb", small, "--port", "0", "--no-browser")
    assert "1 error" in says_one_line(result, 1)
    assert PLACE.search(result.stderr)
    assert "practices/bad.md:" in result.stderr
    assert "    mend: " in result.stderr


def test_all_findings_of_a_broken_base_are_shown_in_one_run(run):
    result = run("check", Path(__file__).parent / "data" / "broken")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    places = PLACE.findall(result.output)
    assert len(places) == result.output.count("    mend: ") > 40
    assert re.fullmatch(r"\d+ errors, \d+ pieces of advice", result.output.splitlines()[-1])


@pytest.mark.parametrize("port", ["65536", "-1", "80a", "1e3", ""])
def test_a_port_that_no_system_has_is_wrong_use(run, port):
    assert run("serve", "--no-browser", "--port", port).exit_code == 2


def test_an_address_that_is_not_of_this_machine_is_one_line(run):
    line = says_one_line(run("serve", "--no-browser", "--port", 0, "--host", "192.0.2.1"), 1)
    assert "192.0.2.1" in line


def test_a_pipe_that_knows_only_ascii_gets_turkish_letters_all_the_same():
    command = [sys.executable, "-m", "bestpractices", "show", "ismek-turkish-for-newcomers"]
    result = subprocess.run(
        [*command, "--lang", "tr"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert "yeni gelenler için Türkçe" in result.stdout.decode()


def test_a_new_record_passes_the_check_and_is_never_overwritten(run, small):
    assert run("new", "practice", "my-practice", "--kb", small).exit_code == 0
    assert run("check", small, "--errors-only").output.startswith("0 errors")
    assert "my-practice" in says_one_line(run("new", "practice", "my-practice", "--kb", small), 1)


def test_a_new_record_of_an_unknown_kind_or_with_a_bad_id_is_refused(run, small):
    assert run("new", "song", "x", "--kb", small).exit_code == 2
    assert "My Practice" in says_one_line(run("new", "practice", "My Practice", "--kb", small), 1)
    assert "../escape" in says_one_line(run("new", "practice", "../escape", "--kb", small), 1)


def test_a_record_is_shown_in_the_language_asked_for(run):
    result = run("show", "ismek-turkish-for-newcomers", "--lang", "tr")
    assert result.exit_code == 0
    assert "yeni gelenler için Türkçe" in result.output.splitlines()[0]


def test_an_id_in_two_kinds_asks_for_the_address(run):
    line = says_one_line(run("show", "duo-for-a-job"), 1)
    assert "practices/duo-for-a-job or organisations/duo-for-a-job" in line
    assert run("show", "practices/duo-for-a-job").exit_code == 0


def test_an_unknown_id_names_the_nearest(run):
    assert 'did you mean "practices/duo-for-a-job"' in says_one_line(
        run("show", "practices/duo-for-job"), 1
    )


def test_an_unknown_language_names_the_four(run):
    assert "en, tr, fr, nl" in says_one_line(run("show", "zanzu", "--lang", "de"), 1)


def test_a_record_is_given_to_machines_as_json(run):
    shown = json.loads(run("show", "practices/duo-for-a-job", "--format", "json").output)
    assert shown["started"] == 2013


def test_the_graph_is_written_and_read_back(run, tmp_path):
    assert run("export", "graphml", tmp_path / "kb.graphml").exit_code == 0
    assert run("export", "gexf", tmp_path / "kb.gexf").exit_code == 0
    assert run("export", "csv", tmp_path / "kb.csv").exit_code == 0
    nodes = nx.read_graphml(tmp_path / "kb.graphml").number_of_nodes()
    assert nx.read_gexf(tmp_path / "kb.gexf").number_of_nodes() == nodes
    assert len((tmp_path / "kb.nodes.csv").read_text("utf-8").splitlines()) == nodes + 1


def test_an_export_to_a_place_that_cannot_be_written_is_one_line(run, tmp_path):
    assert "nowhere" in says_one_line(run("export", "csv", tmp_path / "nowhere" / "kb.csv"), 1)
    assert run("export", "xml", tmp_path / "kb.xml").exit_code == 2


def test_a_port_in_use_is_one_line_and_not_a_search_for_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bestpractices", "serve", "--no-browser", "--port", port]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [result.stderr.strip()]
    assert port in result.stderr
    assert "--port" in result.stderr


def test_importing_the_package_loads_neither_jupyter_nor_networkx():
    heavy = {"networkx", "pandas", "IPython", "voila"}
    code = f"import sys, bestpractices; print(sorted({heavy} & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert result.stdout.strip() == "[]"
