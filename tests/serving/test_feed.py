"""The feed of a running program: whole addresses that open, its tag, and news as they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.feed import NEWEST, Feeds, newest
from bestpractices.serving.library import Library

ATOM = "{http://www.w3.org/2005/Atom}"
ROOM = "http://hall.example/kb/"


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - ours


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feed_names_itself_and_pages_that_open(server, ask, lang):
    answer = ask(f"/{lang}/feed.xml")
    feed = parsed(answer.text)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    entries = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert links == {
        "self": f"{server.address}/{lang}/feed.xml",
        "alternate": f"{server.address}/{lang}/",
    }
    assert len(set(entries)) == NEWEST
    for address in entries[:3]:
        assert ask(address.removeprefix(server.address)).status == 200  # and not a redirect


def test_every_page_for_readers_names_the_feed_of_its_language(ask):
    for path in ("/tr/glossary", "/tr/practices/zanzu"):
        assert ask(path).text.count('href="/tr/feed.xml"') == 1


def test_who_has_the_feed_is_not_sent_it_again(ask):
    first = ask("/en/feed.xml")

    again = ask("/en/feed.xml", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status, again.text) == (304, "")


def test_a_feed_of_no_language_is_not_there(ask):
    assert ask("/de/feed.xml").status == 404


def test_the_addresses_are_those_of_the_room_with_its_path(kb):
    library = Library(kb, base="/kb/", live=True)

    feed = parsed(Feeds(library, ROOM).page("fr").plain())

    assert feed.findtext(f"{ATOM}id") == f"{ROOM}fr/feed.xml"
    path, _ = newest(kb.public())[0]
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}id") == f"{ROOM}fr/{path}"


def test_a_record_that_is_checked_while_serving_comes_first(kb):
    library = Library(kb, live=True)
    feeds = Feeds(library, ROOM)
    before = feeds.page("en")
    assert feeds.page("en") is before  # made once a version

    checked = kb.practices["zanzu"].model_copy(update={"checked": date(2040, 1, 2)})
    practices = {**kb.practices, "zanzu": checked}
    library.renew(replace(kb, practices=practices, version="another"))

    first = parsed(feeds.page("en").plain()).find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == f"{ROOM}en/practices/zanzu"
    assert feeds.page("en").etag != before.etag


def test_where_no_record_was_ever_checked_there_is_no_feed(kb):
    nothing = {folder: {} for folder in ("needs", "organisations", "projects", "contexts")}
    zanzu = kb.practices["zanzu"].model_copy(update={"checked": None})
    library = Library(replace(kb, **nothing, practices={"zanzu": zanzu}), live=True)

    assert Feeds(library, ROOM).page("en") is None
