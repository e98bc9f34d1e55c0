"""New data reach the readers at once, broken data never, and nobody waits for a page that was."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
import tornado.httpserver
import tornado.web
from tornado.httpclient import AsyncHTTPClient
from tornado.testing import bind_unused_port

import bestpractices as bp
from bestpractices.serving import library as library_module
from bestpractices.serving import live
from bestpractices.serving.library import Library
from bestpractices.serving.live import News, NewsHandler, seen, watch
from bestpractices.serving.renderer import Shown

RECORD = Path("practices") / "zanzu.md"
PATIENCE = 20


@pytest.fixture
def folder(kb, tmp_path):
    copy = tmp_path / "kb"
    shutil.copytree(kb.folder, copy)
    return copy


@pytest.fixture
def gate(monkeypatch):
    """A renderer that waits until it is let through; counts what it made."""

    class Gate:
        open = True
        made = 0

        async def execute(self, notebook, environment):
            while not self.open:
                await asyncio.sleep(0.01)
            self.made += 1
            return Shown(f"<h1>made {self.made}</h1>", {})

    found = Gate()
    monkeypatch.setattr(library_module, "execute", found.execute)
    monkeypatch.setattr(live, "LOOK_EVERY", 0.02)
    return found


def change(folder, old, new):
    path = folder / RECORD
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


async def until(condition):
    async def wait():
        while not condition():
            await asyncio.sleep(0.01)

    await asyncio.wait_for(wait(), PATIENCE)


async def text_of(library, path):
    return (await library.page("en", path)).plain().decode()


def test_a_look_at_the_folder_sees_what_was_changed_added_and_removed(folder):
    looks = [seen(folder)]
    change(folder, "status: running", "status: ended")
    looks.append(seen(folder))
    shutil.copy(folder / RECORD, folder / "practices" / "zanzu-two.md")
    looks.append(seen(folder))
    (folder / "practices" / "zanzu-two.md").unlink()
    looks.append(seen(folder))
    assert len(set(looks)) == 3
    assert looks[1] == looks[3]


def test_a_look_at_a_folder_in_which_nothing_changed_sees_the_same(folder):
    assert seen(folder) == seen(folder)


def test_a_new_record_page_is_served_at_once_and_a_dashboard_stays_until_it_is_made(
    kb, folder, gate
):
    async def story():
        library = Library(kb, live=True)
        news = News(library)
        assert "made 1" in await text_of(library, "practices")
        gate.open = False
        change(folder, "Zanzu", "Zanzibar")
        library.renew(bp.load(folder))
        assert "Zanzibar" in await text_of(library, "practices/zanzu")
        assert "made 1" in await text_of(library, "practices")
        told = asyncio.create_task(news.next())
        await asyncio.sleep(0)
        gate.open = True
        await asyncio.wait_for(told, PATIENCE)
        assert "made 2" in await text_of(library, "practices")
        await library.close()

    asyncio.run(story())


def test_a_visitor_who_waits_for_a_page_gets_the_newer_one_when_data_change_meanwhile(
    kb, folder, gate
):
    async def story():
        library = Library(kb)
        gate.open = False
        waiting = asyncio.create_task(text_of(library, "needs"))
        await asyncio.sleep(0.05)
        library.renew(bp.load(folder))
        await asyncio.sleep(0.05)
        gate.open = True
        assert "made" in await asyncio.wait_for(waiting, PATIENCE)
        await library.close()

    asyncio.run(story())


def test_a_second_change_is_served_while_pages_of_the_first_are_still_made(folder, gate):
    async def story():
        library = Library(bp.load(folder))
        watching = asyncio.create_task(watch(library, News(library), folder, since=seen(folder)))
        gate.open = False
        for now, then in (("running", "ended"), ("ended", "unknown")):
            change(folder, f"status: {now}", f"status: {then}")
            await until(lambda then=then: library.kb.practices["zanzu"].status == then)
        gate.open = True
        watching.cancel()
        await library.close()

    asyncio.run(story())


def test_a_dashboard_that_nobody_saw_before_is_waited_for(kb, folder, gate):
    async def story():
        library = Library(kb)
        library.renew(bp.load(folder))
        assert "made 1" in await text_of(library, "needs")

    asyncio.run(story())


def test_a_change_between_loading_and_the_first_look_is_not_missed(folder, gate):
    async def story():
        library, since = Library(bp.load(folder)), seen(folder)
        change(folder, "status: running", "status: ended")
        watching = asyncio.create_task(watch(library, News(library), folder, since=since))
        await until(lambda: library.kb.practices["zanzu"].status == "ended")
        watching.cancel()
        await library.close()

    asyncio.run(story())


def test_a_change_in_the_folder_is_served_and_told(kb, folder, gate):
    async def story():
        library = Library(bp.load(folder), live=True)
        news = News(library)
        watching = asyncio.create_task(watch(library, news, folder, since=seen(folder)))
        first = library.kb.version
        change(folder, "status: running", "status: ended")
        await until(lambda: library.kb.version != first)
        assert library.kb.practices["zanzu"].status == "ended"
        watching.cancel()
        await library.close()

    asyncio.run(story())


def test_a_broken_record_leaves_the_last_good_version_and_says_where(folder, gate, caplog):
    async def story():
        library = Library(bp.load(folder))
        watching = asyncio.create_task(watch(library, News(library), folder, since=seen(folder)))
        first = library.kb.version
        change(folder, "status: running", "status: dancing")
        await until(lambda: "zanzu.md:" in caplog.text)
        assert library.kb.version == first
        assert "KB012" in caplog.text
        change(folder, "status: dancing", "status: ended")
        await until(lambda: library.kb.version != first)
        watching.cancel()
        await library.close()

    asyncio.run(story())


def test_the_stream_tells_the_version_at_once_and_again_with_every_news(kb):
    async def story():
        library = Library(kb, live=True)
        news = News(library)
        routes = [(r"/live", NewsHandler, {"library": library, "news": news})]
        server = tornado.httpserver.HTTPServer(tornado.web.Application(routes))
        line, port = bind_unused_port()
        server.add_socket(line)
        heard = []
        client = AsyncHTTPClient(force_instance=True)
        listening = asyncio.ensure_future(
            client.fetch(
                f"http://127.0.0.1:{port}/live",
                streaming_callback=lambda part: heard.append(part.decode()),
                request_timeout=PATIENCE,
                raise_error=False,
            )
        )
        await until(lambda: len(heard) == 1)
        news.tell()
        await until(lambda: len(heard) == 2)
        server.stop()
        client.close()
        listening.cancel()
        event, data = heard[1].strip().splitlines()
        assert event == "event: version"
        assert json.loads(data.removeprefix("data: ")) == {
            "version": kb.version,
            "told": library.told_version,
        }

    asyncio.run(story())


def test_news_without_readers_go_nowhere_and_harm_nobody(kb):
    async def story():
        News(Library(kb)).tell()

    asyncio.run(story())
