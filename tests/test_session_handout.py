"""The command that writes hand-outs: a file in the team's language, or one line that mends."""

import io

import docx
import pytest
from click.testing import CliRunner

from bestpractices.cli import main
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.workshop import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory, kb):
    found = str(tmp_path_factory.mktemp("handout") / "sessions.sqlite")
    with Store.open(found) as opened:
        keep_demo(opened, kb)
    return found


@pytest.fixture
def write(store):
    def call(*arguments):
        told = [str(one) for one in arguments]
        return CliRunner().invoke(main, ["session", "handout", *told, "--store", store])

    return call


def test_a_plan_is_written_in_the_language_of_its_team_or_the_one_asked_for(write, tmp_path):
    titles = {}
    for lang in ("", "nl"):
        out = tmp_path / f"plan{lang}.DOCX"
        more = ("--lang", lang) if lang else ()
        told = write(DEMO, out, "--team", "team-1", "--step", "adaptation", *more)
        assert (told.exit_code, told.output.strip()) == (0, str(out))
        titles[lang] = docx.Document(io.BytesIO(out.read_bytes())).paragraphs[0].text
    assert titles == {"": "Uyarlama planı", "nl": "Aanpassingsplan"}


def test_without_a_step_it_is_the_whole_session_as_pdf(write, tmp_path):
    assert write(DEMO, tmp_path / "all.pdf").exit_code == 0
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "code", "mend"),
    [
        ((DEMO, "plan.txt"), 2, "end it in .pdf or .docx"),
        ((DEMO, "plan.pdf", "--step", "dance"), 2, "choose one of need, transfer"),
        ((DEMO, "plan.pdf", "--step", "need"), 2, "give --team: team-1, team-2"),
        ((DEMO, "plan.pdf", "--team", "team-9"), 1, "it has team-1, team-2"),
        ((DEMO, "plan.pdf", "--lang", "xx"), 1, "choose one of en, tr, fr, nl"),
        (("gone", "plan.pdf"), 1, "session list shows all"),
        ((DEMO, "no-such-folder/plan.pdf"), 1, "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_line_with_the_mend(write, tmp_path, arguments, code, mend):
    session, out, *more = arguments
    found = write(session, tmp_path / out, *more)
    assert found.exit_code == code
    assert mend in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "plan.pdf").exists()
