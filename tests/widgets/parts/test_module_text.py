"""Modules of widgets are put together from their parts by one strict rule."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bestpractices.pages.assets import assets
from bestpractices.shipped import PACKAGE
from bestpractices.widgets.match_board import MatchBoard
from bestpractices.widgets.need_form import NeedForm
from bestpractices.widgets.network_view import NetworkView
from bestpractices.widgets.parts.module_text import ModuleTextError, module_text

WIDGETS = (MatchBoard, NeedForm, NetworkView)
STATIC = Path(__file__).parents[3] / "bestpractices" / "widgets"


@pytest.fixture
def written(tmp_path):
    def write(**parts):
        for name, text in parts.items():
            path = tmp_path / (f"{name}.js" if name == "widget" else f"{name}.mjs")
            path.write_text(text, encoding="utf-8")
        return tmp_path / "widget.js"

    return write


def test_each_part_stands_once_and_before_whoever_uses_it(written):
    path = written(
        widget='import { a } from "./one.mjs";\nimport { b, c } from "./two.mjs";\nrun(a, b, c);\n',
        one='import { c } from "./two.mjs";\nexport const a = c;\n',
        two="export const b = 1, c = 2;\n",
    )
    assert module_text(path) == (
        "export const b = 1, c = 2;\n\nexport const a = c;\n\nrun(a, b, c);\n"
    )


def test_a_module_without_parts_is_its_own_text(written):
    text = "// İş\nexport default {};\n"
    assert module_text(written(widget=text)) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('import x from "./one.mjs";', r"write import \{ name \} from"),
        ('import { a as b } from "./one.mjs";', "write import"),
        ('import { a } from "other";', "write import"),
        ('import { a } from "https://example.org/one.mjs";', "write import"),
        ('import "./one.mjs";', "write import"),
        ('import { a } from "./none.mjs";', r"none\.mjs, which widget\.js imports, is not there"),
        ('import { a } from "./round.mjs";', r"round\.mjs imports itself"),
    ],
)
def test_any_other_import_is_refused_with_its_mend(written, line, said):
    path = written(widget=f"{line}\n", one="", round='import { a } from "./round.mjs";\n')
    with pytest.raises(ModuleTextError, match=said):
        module_text(path)


@pytest.mark.parametrize("widget", WIDGETS)
def test_the_text_of_a_widget_imports_nothing_and_is_the_one_that_is_served(widget):
    text = str(widget._esm)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", widget.__name__).lower() + ".js"
    assert "import " not in re.sub(r"//.*|/\*.*?\*/", "", text)
    assert assets()[name].content().decode() == text


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not on the PATH")
@pytest.mark.parametrize("widget", WIDGETS)
def test_no_two_parts_declare_the_same_name(widget):
    done = subprocess.run(
        ["node", "--input-type=module"],
        input=str(widget._esm), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_no_part_is_longer_than_the_house_allows():
    parts = [*STATIC.glob("*.js"), *STATIC.glob("*/*.mjs")]
    assert not [one.name for one in parts if len(one.read_text("utf-8").splitlines()) > 250]


def test_a_file_of_others_stands_in_a_scope_of_its_own_and_runs_when_it_is_asked_for(written):
    path = written(
        widget='import sigma from "../vendor/sigma/sigma.min.js";\n'
        "if (process.argv[2]) console.log(sigma());\n"
    )
    text = module_text(path)
    ran = [
        subprocess.run(
            [shutil.which("node"), "--input-type=module", "-", *more],
            input=text, capture_output=True, text=True, check=False,
        )
        for more in ([], ["ask"])
    ]  # fmt: skip

    assert (PACKAGE / "vendor" / "sigma" / "sigma.min.js").read_text("utf-8") in text
    # Node has no WebGL: without being asked the file does not run, so nothing fails
    assert (ran[0].returncode, ran[0].stderr) == (0, "")
    assert "WebGL" in ran[1].stderr
