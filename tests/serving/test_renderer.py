"""What of a notebook reaches a page that has no kernel, and what never does."""

from __future__ import annotations

import asyncio
import json
import re

import nbformat
import psutil
import pytest
from nbclient.exceptions import CellExecutionError

from bestpractices.pages.edition import Edition
from bestpractices.serving.renderer import (
    Shown,
    UnsupportedWidgetError,
    dashboard_page,
    execute,
    widget_state,
)
from bestpractices.widgets.record_explorer import RecordExplorer

HTML = "from bestpractices.pages.html import Html\n"


@pytest.fixture
def run(tmp_path):
    """Runs a notebook of some cells; a text that begins with # is a Markdown cell."""

    def render(*cells, **environment):
        made = [
            nbformat.v4.new_markdown_cell(cell)
            if cell.startswith("#")
            else nbformat.v4.new_code_cell(cell)
            for cell in cells
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        path = tmp_path / "page.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), path)
        return asyncio.run(execute(path, environment))

    return render


@pytest.fixture
def edition(kb):
    return Edition(kb.public(), "tr")


def kernels():
    """Kernels that this process started and that still run."""
    return [
        process
        for process in psutil.Process().children()
        if process.status() != psutil.STATUS_ZOMBIE
        and any("ipykernel" in part for part in process.cmdline())
    ]


def explorer_state(**traits):
    state = RecordExplorer(**traits).get_state()
    return {key: value for key, value in state.items() if not hasattr(value, "get_interact_value")}


def test_a_page_shows_the_html_of_its_cells_in_their_order_and_nothing_else(run, tmp_path):
    dashboard = run(
        "# For whoever opens the notebook",
        HTML + "print('to the log'); Html('<p>first</p>')",
        "2 + 2",
        "import os; Html('<p>' + os.environ['BESTPRACTICES_LANG'] + '</p>')",
        BESTPRACTICES_LANG="tr",
    )

    assert re.sub(r"\s+", "", dashboard.html) == "<p>first</p><p>tr</p>"
    assert dashboard.widgets == {}
    assert kernels() == []
    # A kernel's sockets lie in a folder of their own, which goes with it.
    assert [path.name for path in tmp_path.iterdir()] == ["page.ipynb"]


def test_a_page_can_be_made_from_any_working_directory(run, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    assert "<p>here</p>" in run(HTML + "Html('<p>here</p>')").html
    assert list(elsewhere.iterdir()) == []


def test_a_cell_that_raises_makes_no_page_and_leaves_no_kernel(run):
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run(HTML + "Html('<p>before</p>')", "1 / 0", "Html('<p>after</p>')")

    assert kernels() == []


def test_a_widget_of_somebody_else_is_refused_by_name(run, edition):
    dashboard = run("import ipywidgets\nipywidgets.IntSlider()")

    with pytest.raises(UnsupportedWidgetError, match="IntSliderModel, which none of our"):
        dashboard_page(edition, "needs", title="T", shown=dashboard)


def test_a_widget_that_is_made_but_not_shown_does_no_harm(run, edition):
    dashboard = run("import ipywidgets\nslider = ipywidgets.IntSlider()", HTML + "Html('<p>a</p>')")

    assert "<p>a</p>" in dashboard_page(edition, "needs", title="T", shown=dashboard)


def test_our_explorer_is_shown_with_its_fallback_its_module_and_its_traits(run, edition):
    dashboard = run(
        "from bestpractices.widgets.record_explorer import RecordExplorer\n"
        "RecordExplorer([{'id': 'a'}], fallback='<p>plain list</p>', lang='tr')"
    )

    page = dashboard_page(edition, "needs", title="T", shown=dashboard)

    (model,) = re.findall(r'<div class="widget" data-model="(\d+)"><p>plain list</p></div>', page)
    text = re.search(r'<script type="application/json" id="widget-states">(.+?)</script>', page)[1]
    state = json.loads(text)[model]
    assert state["module"] == edition.asset("record_explorer.js")
    assert state["traits"]["records"] == [{"id": "a"}]
    assert state["traits"]["lang"] == "tr"
    assert f'<link rel="stylesheet" href="{edition.asset("record_explorer.css")}">' in page
    assert f'src="{edition.asset("host.js")}"' in page


def test_of_a_widget_only_what_its_module_needs_is_sent(edition):
    sent = widget_state(edition, explorer_state(lang="fr"))

    assert set(sent) == {"module", "css", "traits"}
    assert set(sent["traits"]) == {
        "records", "facets", "texts", "lang", "addressed", "query", "chosen", "compared"
    }  # fmt: skip


def test_a_module_that_differs_by_one_letter_is_not_ours(edition):
    state = explorer_state()
    state["_esm"] += " "

    with pytest.raises(UnsupportedWidgetError):
        widget_state(edition, state)


def test_two_runs_of_a_notebook_give_the_same_bytes(run, edition):
    cell = (
        "from bestpractices.widgets.record_explorer import RecordExplorer\n"
        "RecordExplorer([{'id': 'a'}], fallback='<p>plain list</p>')"
    )

    pages = [dashboard_page(edition, "", title="T", shown=run(cell)) for _ in range(2)]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028", "]]>"])
def test_no_text_of_a_widget_ends_the_script_that_holds_it(edition, text):
    state = explorer_state(records=[{"id": text}])
    dashboard = Shown('<div class="widget" data-model="m"></div>', {"m": {"state": state}})

    page = dashboard_page(edition, "needs", title="T", shown=dashboard)

    held = page.partition('id="widget-states">')[2].partition("</script>")[0]
    assert json.loads(held)["0"]["traits"]["records"] == [{"id": text}]
    assert "<" not in held
