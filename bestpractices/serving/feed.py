"""What is new, as an Atom feed in each language: of a published site and of a running program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

import tornado.web

from bestpractices.pages.cards import KINDS
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import render
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Record
from bestpractices.serving.library import Library, Page
from bestpractices.serving.participants import ParticipantHandler

NEWEST: Final = 30
FILE: Final = "feed.xml"


def newest(kb: KnowledgeBase) -> list[tuple[str, Record]]:
    """Records that were checked last, with their paths; of equal days in the order of ids."""
    checked = [(path, record) for path, record in kb.records() if record.checked]

    def order(row: tuple[str, Record]) -> tuple[Any, ...]:
        path, record = row
        return -record.checked.toordinal() if record.checked else 0, record.id, path

    return sorted(checked, key=order)[:NEWEST]


def feed(
    edition: Edition,
    entries: list[tuple[str, Record]],
    *,
    page: Callable[[str], str],
    itself: str,
) -> str:
    """Feed of these records, of which there is at least one.

    Parameters
    ----------
    page
        Whole address of a page by its path: readers of feeds know no other.
    itself
        Whole address of the feed.
    """
    values = {"entries": entries, "page": page, "itself": itself, "kinds": KINDS}
    return f"{render('feed.xml', edition, **values)}\n"


class Feeds:
    """Feeds of a running program, each made once a version of the data.

    Parameters
    ----------
    library
        Pages that are served.
    address
        Where readers find the program, with its path; ends with a slash.
    """

    def __init__(self, library: Library, address: str) -> None:
        self.library = library
        self._address = address
        self._made: dict[str, tuple[str, Page]] = {}

    def page(self, lang: str) -> Page | None:
        """Feed in a language; None while no record was ever checked."""
        kb = self.library.kb
        version, made = self._made.get(lang, ("", None))
        if version != kb.version and (entries := newest(kb)):
            root = f"{self._address}{lang}/"
            text = feed(
                self.library.edition(lang),
                entries,
                page=lambda path: f"{root}{quote(path)}",
                itself=f"{root}{FILE}",
            )
            made = Page.of(text)
            self._made[lang] = kb.version, made
        return made


class FeedHandler(ParticipantHandler):
    """The feed of a language."""

    def initialize(self, feeds: Feeds) -> None:  # type: ignore[override]
        """Take the feeds that are served."""
        super().initialize(feeds.library)
        self.feeds = feeds

    def get(self, lang: str) -> None:
        """Send the feed."""
        page = self.feeds.page(lang)
        if page is None:
            raise tornado.web.HTTPError(404)
        self.answer(page)
        self.set_header("Content-Type", "application/atom+xml; charset=utf-8")

    head = get
