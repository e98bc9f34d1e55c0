"""The command ``session`` as a person or a script meets it."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bestpractices.cli import main

COMMAND = [sys.executable, "-m", "bestpractices", "session"]


@pytest.fixture
def run(url):
    def call(*arguments):
        result = CliRunner().invoke(main, ["session", *map(str, arguments), "--store", url])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call


@pytest.fixture
def append(tmp_path, monkeypatch):
    """Appends to the session *room*: what it says, its complaint and its exit code."""
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "room.sqlite"))
    assert CliRunner().invoke(main, ["session", "new", "room"]).exit_code == 0

    def call(text, **how):
        held = text if isinstance(text, bytes) else text.encode()
        done = subprocess.run(
            [*COMMAND, "append", "room"], input=held, capture_output=True, check=False, **how
        )
        assert b"Traceback" not in done.stderr
        return done.stdout.decode(), done.stderr.decode(), done.returncode

    return call


def logged():
    shown = CliRunner().invoke(main, ["session", "log", "room", "--format", "json"]).stdout
    return [entry["payload"].get("text") for entry in json.loads(shown)["events"]]


def note(text):
    return json.dumps({"kind": "note", "payload": {"text": text}}) + "\n"


def told(result, code=1):
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def test_a_session_from_its_beginning_to_another_store(run, tmp_path):
    assert run("new", "room", "--title", "İzmir").stdout == "room\n"
    assert "already" in told(run("new", "room"))
    assert "izmir-2026" in told(run("new", "İzmir 1"))
    assert "title" in told(run("new", "other", "--title", " "))
    assert run("undo", "room").exit_code == 1
    listed = json.loads(run("list", "--format", "json").stdout)
    assert [(line["session"], line["title"], line["entries"]) for line in listed] == [
        ("room", "İzmir", 1)
    ]
    held = tmp_path / "room.json"
    held.write_text(run("export", "room").stdout, encoding="utf-8")
    assert "already" in told(run("import", held))
    assert run("import", held, "--as", "copy").stdout == "copy\n"
    held.write_bytes(held.read_bytes()[:300])
    assert "cut or damaged" in told(run("import", held))
    held.write_bytes(b"\xff\xfe")
    assert "UTF-8" in told(run("import", held))
    assert "cannot be read" in told(run("import", tmp_path / "nowhere"), 2)
    assert run("backup", tmp_path / "all.json").exit_code == 0
    assert "there already" in told(run("backup", tmp_path / "all.json"))
    assert "nobody called" in told(run("erase", "kestrel"))
    for command in ("log", "append", "undo", "redo", "export"):
        assert 'no session "nowhere"' in told(run(command, "nowhere"))


def test_looking_at_a_store_that_is_not_there_makes_none(tmp_path):
    missing = tmp_path / "missing.sqlite"
    result = CliRunner().invoke(main, ["session", "list", "--format", "json", "--store", missing])
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert not missing.exists()


def test_lines_are_acknowledged_in_their_order_undone_and_brought_back(append):
    said, complaint, code = append(note("a") + "\n" + note("Işık").rstrip("\n"))
    assert (said, complaint, code) == ('{"seq": 2}\n{"seq": 3}\n', "", 0)
    undone = CliRunner().invoke(main, ["session", "undo", "room"])
    assert undone.stdout == '{"seq": 3}\n'
    shown = CliRunner().invoke(main, ["session", "log", "room"]).stdout.splitlines()
    assert "undone" in shown[2]
    assert CliRunner().invoke(main, ["session", "redo", "room"]).stdout == '{"seq": 3}\n'
    assert CliRunner().invoke(main, ["session", "erase", "Işık"]).stdout == "1 entries changed\n"
    assert logged()[1:3] == ["a", "erased-1"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("hello", "is no whole JSON object"),
        ('{"kind": "note", "payl', "is no whole JSON object"),
        ("[" * 100_000, "is no whole JSON object"),
        ("7", "has no kind"),
        ('{"kind": "dance", "payload": {}}', 'no kind "dance"'),
        ('{"kind": "note"}', "text is missing"),
        ('{"kind": "note", "payload": {"text": "a", "team": "rize"}}', "is not there"),
        (b"\xff\xfe", "is not UTF-8"),
        ("x" * 3_000_000, "is no whole JSON object"),
    ],
)
def test_the_first_bad_line_ends_it_and_what_was_acknowledged_stays(append, bad, said):
    bad = bad if isinstance(bad, bytes) else bad.encode()
    out, complaint, code = append(note("a").encode() + bad + b"\n" + note("c").encode())
    assert (out, code) == ('{"seq": 2}\n', 1)
    assert complaint.startswith("bestpractices: line 2: ")
    assert said in complaint
    assert len(complaint.splitlines()) == 1
    assert logged() == [None, "a"]


def test_ten_thousand_lines_at_once_are_all_acknowledged(append):
    said, complaint, code = append("".join(map(note, map(str, range(10_000)))))
    assert (complaint, code) == ("", 0)
    assert said.splitlines() == [f'{{"seq": {seq}}}' for seq in range(2, 10_002)]


def test_no_input_is_no_fault_and_a_closed_output_takes_nothing(append):
    assert append("") == ("", "", 0)
    assert append("", preexec_fn=lambda: os.close(0)) == ("", "", 0)
    _, complaint, code = append(note("a"), preexec_fn=lambda: os.close(1))
    assert (code, "output is closed" in complaint) == (1, True)
    assert logged() == [None]


def test_when_nobody_reads_the_acknowledgements_any_more_the_rest_is_left(append):
    held = "".join(map(note, map(str, range(3000))))
    script = f"{' '.join(COMMAND)} append room | head -n 1"
    done = subprocess.run(
        ["sh", "-c", script], input=held, capture_output=True, text=True, check=False
    )
    assert done.stdout == '{"seq": 2}\n'
    assert "Traceback" not in done.stderr
    assert logged()[1] == "0"
