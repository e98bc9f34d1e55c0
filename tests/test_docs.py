"""What the documents promise is there, and what is there is documented."""

import ast
import json
import re
from pathlib import Path

import pytest

from bestpractices.cli import main
from bestpractices.pages.coaching import COACHING

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "coach.md").read_text(encoding="utf-8")
SERVED = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
SERVED = [path for path in SERVED if path.parent.name in ("coaching", "dashboards")]
LINES_OF_A_PAGE, LINES_OF_A_CELL = 20, 5


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_stands_in_the_readme(command):
    assert f"`bestpractices {command}" in README


def test_the_readme_promises_no_command_that_is_not_there():
    named = set(re.findall(r"^\| `bestpractices ([a-z]+)", README, re.MULTILINE))
    assert named == set(main.commands)


def test_the_readme_has_the_numbers_of_the_base(kb):
    blocks = sum(len(practice.building_blocks) for practice in kb.practices.values())
    text = " ".join(README.split())
    for number, what in (
        (len(kb.practices), "practices"),
        (blocks, "building blocks"),
        (len(kb.needs), "needs"),
        (len(kb.organisations), "organisations"),
        (len(kb.projects), "projects"),
        (len(kb.contexts), "places"),
    ):
        assert f"{number} {what}" in text


def test_every_file_that_the_readme_links_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_the_coachs_guide_shows_the_pictures_that_there_are_and_no_others():
    named = re.findall(r"!\[.+?\]\(pictures/([^)]+)\)", GUIDE)
    assert sorted(named) == sorted(p.name for p in (ROOT / "docs/pictures").glob("coach-*.png"))


@pytest.mark.parametrize("page", COACHING)
def test_the_coachs_guide_calls_every_coaching_page_by_its_name(page):
    assert f"*{COACHING[page]}*" in GUIDE


def code_cells(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.stem)
def test_a_served_notebook_is_thin_and_saved_without_outputs(path):
    sources = ["".join(cell["source"]) for cell in code_cells(path)]
    lines = [sum(bool(line.strip()) for line in source.splitlines()) for source in sources]
    assert sum(lines) <= LINES_OF_A_PAGE
    assert max(lines) <= LINES_OF_A_CELL
    assert all(cell["outputs"] == [] for cell in code_cells(path))
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.AsyncFunctionDef)
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    assert not [node for node in nodes if isinstance(node, forbidden)]


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.stem)
def test_a_served_notebook_has_its_module_of_the_same_name(path):
    # A number in front says where the page stands in the thread.
    name = path.stem.lstrip("0123456789_")
    assert (ROOT / "bestpractices" / "pages" / f"{name}.py").exists()
    assert f"from bestpractices.pages import {name}" in path.read_text(encoding="utf-8")


def test_every_widget_is_a_class_a_script_and_a_sheet_of_its_own():
    widgets = ROOT / "bestpractices" / "widgets"
    stems = {path.stem for path in widgets.glob("*.py")} - {"__init__"}
    assert stems == {path.stem for path in widgets.glob("*.js")}
    assert stems == {path.stem for path in widgets.glob("*.css")}
    assert all((ROOT / "tests" / "js" / f"{stem}.test.mjs").exists() for stem in stems)
