"""The search index goes over the line like a script: once, small, and kept for good."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import brotli
import pytest
import tornado.httpserver
import tornado.web
from tornado.httpclient import AsyncHTTPClient
from tornado.testing import bind_unused_port

from bestpractices.pages.search_index import search_index
from bestpractices.records.kinds import FOLDERS
from bestpractices.serving.library import Library
from bestpractices.serving.participants import handlers
from bestpractices.serving.site import Site
from bestpractices.serving.site_address import SiteAddress


@pytest.fixture(scope="module")
def small(kb):
    """One practice of the shipped base."""
    nothing = {folder: {} for folder in FOLDERS}
    practices = {"duo-for-a-job": kb.practices["duo-for-a-job"]}
    return replace(kb, **{**nothing, "practices": practices}, version="small")


async def fetch(library, path, **headers):
    server = tornado.httpserver.HTTPServer(tornado.web.Application(handlers(library)))
    line, port = bind_unused_port()
    server.add_socket(line)
    client = AsyncHTTPClient()
    try:
        address = f"http://127.0.0.1:{port}{path}"
        return await client.fetch(
            address, raise_error=False, headers=headers, decompress_response=False
        )
    finally:
        server.stop()
        client.close()


def test_the_index_is_sent_small_and_kept_for_a_year(small):
    name = search_index(small).served_as

    answer = asyncio.run(fetch(Library(small), f"/static/{name}", **{"Accept-Encoding": "br"}))

    assert answer.code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("application/json")
    assert json.loads(brotli.decompress(answer.body))["addresses"] == ["practices/duo-for-a-job"]


def test_an_index_of_no_base_of_ours_is_not_there(small):
    for name in ("search-index.0123456789.json", "search-index.json", "x.json"):
        assert asyncio.run(fetch(Library(small), f"/static/{name}")).code == 404


def test_a_page_that_was_open_before_a_change_still_finds_its_index(small):
    library = Library(small)
    changed = replace(small, practices={}, version="changed")
    before, after = (search_index(kb).served_as for kb in (small, changed))

    async def visit():
        first = await library.search_index(before)
        library.renew(changed)
        return first, await library.search_index(before), await library.search_index(after)

    first, still, newer = asyncio.run(visit())

    assert first is still is not None
    assert newer is not None
    assert newer.etag != first.etag


def test_a_published_site_has_the_index_to_which_its_page_points(small):
    site = Site(Library(small, base="/kb/"), SiteAddress.of("https://example.org/kb/"))

    assert f"static/{search_index(small).served_as}" in site.names
