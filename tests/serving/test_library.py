"""Each page is made once, by whoever asks first, and made again only where it failed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from types import MappingProxyType

import nbformat
import pytest
import tornado.httpserver
import tornado.web
from ipywidgets.widgets import widget as widgets
from tornado.httpclient import AsyncHTTPClient
from tornado.testing import bind_unused_port

from bestpractices.errors import UnknownIdError
from bestpractices.pages.edition import DASHBOARDS
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Review, ReviewState
from bestpractices.serving import library as module
from bestpractices.serving.library import RENDERS_AT_ONCE, Library, Page
from bestpractices.serving.participants import handlers
from bestpractices.serving.renderer import Shown
from bestpractices.texts import Texts

CALM = "This page could not be made"


class Renderer:
    """Stands in for Voila: counts what it is asked for, and fails where it is told to."""

    def __init__(self):
        self.asked = []
        self.failing = set()
        self.at_once = self.most_at_once = 0

    async def execute(self, notebook, environment):
        self.asked.append((environment["BESTPRACTICES_LANG"], notebook.stem))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.02)  # so long that others can ask meanwhile
        self.at_once -= 1
        if notebook.stem in self.failing:
            message = "a cell raised"
            raise ValueError(message)
        return Shown(f"<h1>{notebook.stem}</h1>", {})


@pytest.fixture
def renderer(monkeypatch):
    stand_in = Renderer()
    monkeypatch.setattr(module, "execute", stand_in.execute)
    return stand_in


@pytest.fixture
def library(kb):
    return Library(kb)


async def fetch(library, *paths):
    """Answers of a server that has only the participants' door."""
    server = tornado.httpserver.HTTPServer(tornado.web.Application(handlers(library)))
    line, port = bind_unused_port()
    server.add_socket(line)
    client = AsyncHTTPClient()
    address = f"http://127.0.0.1:{port}"
    try:
        return [await client.fetch(address + path, raise_error=False) for path in paths]
    finally:
        server.stop()
        client.close()


def test_a_hundred_first_visitors_share_one_making(library, renderer):
    async def visit():
        return await asyncio.gather(*(library.page("tr", "practices") for _ in range(100)))

    pages = asyncio.run(visit())

    assert renderer.asked == [("tr", "practices")]
    assert all(page is pages[0] for page in pages)
    assert b"<h1>practices</h1>" in pages[0].plain()


def test_a_page_that_is_made_is_kept(library, renderer):
    async def visit():
        return [await library.page("en", "") for _ in range(3)]

    asyncio.run(visit())

    assert renderer.asked == [("en", "overview")]


def test_each_language_has_its_own_page(library, renderer):
    async def visit():
        return [await library.page(lang, "needs") for lang in LANGUAGES]

    pages = asyncio.run(visit())

    assert renderer.asked == [(lang, "needs") for lang in LANGUAGES]
    assert len({page.etag for page in pages}) == len(LANGUAGES)
    for lang, page in zip(LANGUAGES, pages, strict=True):
        assert f'<html lang="{lang}">'.encode() in page.plain()


def test_a_record_needs_no_kernel(library, renderer):
    page = asyncio.run(library.page("en", "practices/duo-for-a-job"))

    assert renderer.asked == []
    assert b"<h1" in page.plain()


@pytest.mark.parametrize(
    "path", ["nothing", "practices/nothing", "practices/", "version", "places/ghent", "a/b/c", "/"]
)
def test_a_page_that_does_not_exist_is_not_made(library, renderer, path):
    with pytest.raises(UnknownIdError, match=f'no page "{path}"'):
        asyncio.run(library.page("en", path))

    assert renderer.asked == []


def test_a_draft_has_no_page(kb, renderer):
    name, practice = next(iter(kb.practices.items()))
    draft = practice.model_copy(update={"review": Review(state=ReviewState.DRAFT)})
    library = Library(replace(kb, practices=MappingProxyType({**kb.practices, name: draft})))

    assert Library(kb).knows(f"practices/{name}")
    assert not library.knows(f"practices/{name}")
    with pytest.raises(UnknownIdError):
        asyncio.run(library.page("en", f"practices/{name}"))


def test_a_need_has_a_page_of_what_answers_it_and_its_widget_does_not_stay(library, renderer):
    name = next(iter(library.kb.needs))
    before = set(widgets._instances)

    page = asyncio.run(library.page("tr", f"matches/{name}")).plain().decode()

    assert library.knows(f"matches/{name}")
    assert f"matches/{name}" in library.paths()
    assert not library.knows("matches/no-such-need")
    assert 'data-model="0"' in page
    assert f"/tr/needs/{name}" in page
    assert renderer.asked == []
    assert set(widgets._instances) == before


def test_a_page_that_failed_is_tried_again_for_the_next_visitor(library, renderer):
    async def visit():
        renderer.failing = {"needs"}
        failed = await asyncio.gather(
            *(library.page("en", "needs") for _ in range(5)), return_exceptions=True
        )
        renderer.failing = set()
        return failed, await library.page("en", "needs")

    failed, page = asyncio.run(visit())

    assert [type(error) for error in failed] == [ValueError] * 5
    assert renderer.asked == [("en", "needs")] * 2
    assert b"<h1>needs</h1>" in page.plain()


def test_those_who_waited_for_a_failure_do_not_forget_the_new_try(library, renderer):
    async def insist():
        """Ask again as soon as it failed, while others still learn of the failure."""
        try:
            return await library.page("en", "needs")
        except ValueError:
            renderer.failing = set()
            return await library.page("en", "needs")

    async def visit():
        renderer.failing = {"needs"}
        return await asyncio.gather(*(insist() for _ in range(5)))

    pages = asyncio.run(visit())

    assert renderer.asked == [("en", "needs")] * 2
    assert all(page is pages[0] for page in pages)


def test_a_visitor_who_leaves_does_not_end_the_making_for_the_others(library, renderer):
    async def visit():
        leaving = asyncio.create_task(library.page("en", "needs"))
        staying = asyncio.create_task(library.page("en", "needs"))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert b"<h1>needs</h1>" in asyncio.run(visit()).plain()
    assert renderer.asked == [("en", "needs")]


def test_all_dashboards_are_made_ahead_and_a_broken_one_stops_no_other(library, renderer, caplog):
    renderer.failing = {"needs"}

    with caplog.at_level(logging.ERROR, logger="bestpractices"):
        asyncio.run(library.prepare())

    assert {name for _, name in renderer.asked} == {path or "overview" for path in DASHBOARDS}
    assert len(renderer.asked) == len(DASHBOARDS) * len(LANGUAGES)
    told = [record.getMessage() for record in caplog.records]
    assert told == [f'the page "needs" could not be made in {lang}' for lang in LANGUAGES]


def test_few_kernels_run_at_once(library, renderer):
    async def visit():
        wanted = [(lang, path) for lang in LANGUAGES for path in DASHBOARDS]
        await asyncio.gather(*(library.page(lang, path) for lang, path in wanted))

    asyncio.run(visit())

    assert renderer.most_at_once == RENDERS_AT_ONCE


def test_closing_ends_what_is_being_made(library, renderer):
    async def visit():
        making = asyncio.create_task(library.page("en", "needs"))
        await asyncio.sleep(0)
        await library.close()
        return await asyncio.gather(making, return_exceptions=True)

    (ended,) = asyncio.run(visit())

    assert isinstance(ended, asyncio.CancelledError)


def test_a_failure_reaches_the_visitor_as_a_calm_page_in_their_language(library, renderer):
    renderer.failing = {"needs"}

    broken, other = asyncio.run(fetch(library, "/tr/needs", "/tr/partners"))

    assert broken.code == 500
    assert other.code == 200
    shown = broken.body.decode()
    assert '<html lang="tr">' in shown
    assert f"<h1>{Texts('tr')(CALM)}</h1>" in shown
    assert "a cell raised" not in shown
    assert "Traceback" not in shown
    assert broken.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in broken.headers["Content-Security-Policy"]


def test_a_notebook_that_raises_is_run_again_once_it_is_mended(kb, tmp_path):
    def write(code):
        cell = nbformat.v4.new_code_cell(code)
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
        nbformat.write(notebook, tmp_path / "needs.ipynb")

    library = Library(kb, notebooks=tmp_path)

    async def visit():
        write("1 / 0")
        (before,) = await fetch(library, "/en/needs")
        write("from bestpractices.pages.html import Html\nHtml('<h1>Mended</h1>')")
        (after,) = await fetch(library, "/en/needs")
        return before, after

    before, after = asyncio.run(visit())

    assert (before.code, after.code) == (500, 200)
    assert f"<h1>{CALM}</h1>" in before.body.decode()
    assert "ZeroDivisionError" not in before.body.decode()
    assert "<h1>Mended</h1>" in after.body.decode()


def test_a_base_under_a_path_links_and_leads_within_it(kb, renderer):
    library = Library(kb, base="/room/")

    home, page, outside = asyncio.run(
        fetch(library, "/room/needs", "/room/en/practices/duo-for-a-job", "/en/needs")
    )

    assert home.effective_url.endswith("/room/en/needs")
    assert 'href="/room/en/practices"' in page.body.decode()
    assert 'href="/en/' not in page.body.decode()
    assert outside.code == 404


def test_equal_pages_have_equal_bytes_and_tags():
    one, same, other = Page.of("<p>a</p>"), Page.of("<p>a</p>"), Page.of("<p>b</p>")

    assert one == same
    assert one.etag != other.etag
    assert one.plain() == b"<p>a</p>"
