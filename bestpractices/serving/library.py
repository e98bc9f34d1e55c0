"""The participants' pages, each made once and kept as bytes for everyone."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import itertools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import brotli

from bestpractices.errors import UnknownIdError
from bestpractices.pages.edition import DASHBOARDS, PAGES_OF, Edition
from bestpractices.pages.html import document, render
from bestpractices.pages.reading import PAGES
from bestpractices.pages.record import record_page
from bestpractices.pages.search_index import is_index, search_index
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.renderer import dashboard_page, execute, still_page
from bestpractices.serving.told import Told
from bestpractices.shipped import shipped

_LOG: Final = logging.getLogger("bestpractices")
# One for the pages made ahead, one for the visitor who should not wait behind them; each render
# has a kernel of about 100 MB.
RENDERS_AT_ONCE: Final = 2
_INDEXES_KEPT: Final = 2


@dataclass(frozen=True)
class Page:
    """A page as it goes over the line; both forms are made once."""

    gzipped: bytes
    brotlied: bytes
    etag: str

    @classmethod
    def of(cls, html: str, *, quality: int = 6) -> Page:
        """Page of a text; ``quality`` says how long brotli may take, up to 11."""
        raw = html.encode()
        # Weak: one tag for the page in whatever way it is compressed.
        etag = f'W/"{hashlib.sha256(raw).hexdigest()[:20]}"'
        # No time in the gzip head: the same page gives the same bytes.
        return cls(gzip.compress(raw, 6, mtime=0), brotli.compress(raw, quality=quality), etag)

    def plain(self) -> bytes:
        """Uncompressed, for the rare client that asks for it."""
        return gzip.decompress(self.gzipped)


def _nobody() -> None:
    """Hear nothing."""


class Library:
    """Pages by language and path: dashboards from notebooks, records straight from the data.

    Parameters
    ----------
    kb
        Whole knowledge base; only its public part is shown.
    base
        Path under which the pages are served.
    notebooks
        Folder of the dashboards.
    live
        Whether open pages are told of new data.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        *,
        base: str = "/",
        notebooks: Path | None = None,
        live: bool = False,
    ) -> None:
        self.base = base
        self._live = live
        self.finding = ""  # what keeps a newer version of the data from being served
        self.told: Callable[[], None] = _nobody
        self._notebooks = notebooks or shipped("notebooks") / "dashboards"
        self._made: dict[tuple[str, str], asyncio.Task[Page]] = {}
        self._before: dict[tuple[str, str], Page] = {}
        self._indexes: dict[str, Page] = {}
        self._room = asyncio.Semaphore(RENDERS_AT_ONCE)
        self._taken_up = Told()
        self._take(kb)

    def _take(self, kb: KnowledgeBase) -> None:
        self.kb = kb.public()
        self._folder = kb.folder.resolve()  # kernels work in the folder of their notebook
        self._editions = {lang: Edition(self.kb, lang, self.base, self._live) for lang in LANGUAGES}

    def renew(self, kb: KnowledgeBase) -> None:
        """Serve another version of the data from now on.

        A dashboard takes a moment to make: its page of before is given out until then. Whoever
        sets ``told`` hears of every dashboard that is ready.
        """
        for key, making in self._made.items():
            if making.done() and not making.cancelled() and making.exception() is None:
                if key[1] in DASHBOARDS:
                    self._before[key] = making.result()
            else:
                making.cancel()
        self._made = {}
        self._take(kb)

    def take_up(self, told: Told) -> None:
        """Show from now on what sessions tell of practices."""
        self._taken_up = told
        # Made anew when somebody asks; a record takes milliseconds.
        for key in [key for key in self._made if key[1].startswith("practices/")]:
            del self._made[key]

    @property
    def told_version(self) -> str:
        """Version of what sessions tell of practices; the same wherever they tell nothing."""
        return self._taken_up.version

    def edition(self, lang: str) -> Edition:
        """The knowledge base in one language."""
        return self._editions[lang]

    def environment(self, lang: str) -> dict[str, str]:
        """What a kernel has to know to show this base in a language."""
        return {
            "BESTPRACTICES_KB": str(self._folder),
            "BESTPRACTICES_VERSION": self.kb.version,
            "BESTPRACTICES_LANG": lang,
            "BESTPRACTICES_BASE": self.base,
        }

    def knows(self, path: str) -> bool:
        """Whether there is a page of this path in every language."""
        folder, _, name = path.partition("/")
        if not name:
            return path in DASHBOARDS or path in PAGES
        folder = PAGES_OF.get(folder, folder)
        return folder in FOLDERS and name in getattr(self.kb, folder)

    def paths(self) -> tuple[str, ...]:
        """Every path of which there is a page in every language."""
        records = (address for address, _ in self.kb.records())
        return (*DASHBOARDS, *self._inside(), *PAGES, *records)

    def _inside(self, most: int | None = None) -> Iterator[str]:
        """Pages that dashboards have for single records, so many of each dashboard at most."""
        for page, folder in PAGES_OF.items():
            for name in itertools.islice(getattr(self.kb, folder), most):
                yield f"{page}/{name}"

    async def page(self, lang: str, path: str) -> Page:
        """The page, made now if nobody asked before; all who ask meanwhile wait for one making.

        Raises
        ------
        UnknownIdError
            If there is no such page.
        """
        if not self.knows(path):
            message = f'no page "{path}"'
            raise UnknownIdError(message)
        key = (lang, path)
        if key not in self._made:
            self._made[key] = asyncio.create_task(self._make(lang, path))
        making = self._made[key]
        if key in self._before and not making.done():
            return self._before[key]
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:
            # Newer data came while this page was being made: those who wait get the newer page.
            if making.cancelled() and self._made.get(key) is not making:
                return await self.page(lang, path)
            raise
        except Exception as error:
            # Of all who waited only the first forgets it: a later visitor may be trying again.
            if self._made.get(key) is making:
                del self._made[key]
            return self._page_of_before(key, error)

    def _page_of_before(self, key: tuple[str, str], error: Exception) -> Page:
        """What stays in the place of a page that could not be made; the error if there is none."""
        if key not in self._before:
            raise error
        _LOG.error('the page "%s" could not be made; that of before stays: %s', key[1], error)
        return self._before[key]

    async def search_index(self, name: str) -> Page | None:
        """The search index of this name: that of the data, or of before for pages still open."""
        if not is_index(name):
            return None
        if name not in self._indexes:
            made = await asyncio.to_thread(search_index, self.kb)
            if made.served_as == name:
                page = await asyncio.to_thread(Page.of, made.text, quality=11)
                kept = [*self._indexes.items(), (name, page)]
                self._indexes = dict(kept[-_INDEXES_KEPT:])
        return self._indexes.get(name)

    async def prepare(self) -> None:
        """Make all dashboards ahead of the first visitor; one that fails stops no other."""
        try:
            await self.search_index((await asyncio.to_thread(search_index, self.kb)).served_as)
        except Exception:
            _LOG.exception("the search index could not be made")
        # The first page inside a dashboard brings what all others of it need.
        ahead = (*DASHBOARDS, *self._inside(1))
        for path, lang in itertools.product(ahead, LANGUAGES):
            try:
                await self.page(lang, path)
                await asyncio.shield(self._made[lang, path])
            except Exception:
                _LOG.exception('the page "%s" could not be made in %s', path or "overview", lang)

    async def close(self) -> None:
        """End what is being made; no kernel stays."""
        tasks = list(self._made.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def missing(self, lang: str) -> Page:
        """What a reader sees at an address that does not exist."""
        edition = self._editions[lang]
        title = edition.t("There is no page at this address")
        body = render("missing.html", edition, title=title)
        return Page.of(document(edition, None, title=title, body=body))

    def broken(self, lang: str) -> Page:
        """What a reader sees when a page could not be made."""
        edition = self._editions[lang]
        title = edition.t("This page could not be made")
        body = render("broken.html", edition, title=title)
        return Page.of(document(edition, None, title=title, body=body))

    async def _make(self, lang: str, path: str) -> Page:
        if path.partition("/")[0] in PAGES_OF and path not in DASHBOARDS:
            # Ranking takes a while in which others are to be served.
            return await asyncio.to_thread(lambda: Page.of(self._matches(lang, path)))
        if path not in DASHBOARDS:
            return await asyncio.to_thread(Page.of, self._read(lang, path))
        page = await asyncio.to_thread(Page.of, await self._dashboard(lang, path))
        self._before.pop((lang, path), None)
        self.told()
        return page

    async def _dashboard(self, lang: str, path: str) -> str:
        edition = self._editions[lang]
        environment = self.environment(lang)
        notebook = self._notebooks / f"{path or 'overview'}.ipynb"
        async with self._room:
            # In a thread with a loop of its own: nbclient answers the signals of the loop in which
            # it runs, and Ctrl+C has to end the server; and pages are sent while others are made.
            shown = await asyncio.to_thread(lambda: asyncio.run(execute(notebook, environment)))
        title = edition.t(DASHBOARDS[path])
        return dashboard_page(edition, path, title=title, shown=shown)

    def _read(self, lang: str, path: str) -> str:
        edition = self._editions[lang]
        if path in PAGES:
            title, body = PAGES[path](edition)
        else:
            folder, _, name = path.partition("/")
            if folder == "practices":
                return self._practice(edition, name)
            title, body = record_page(edition, path)
        return document(edition, path, title=title, body=body)

    def _practice(self, edition: Edition, name: str) -> str:
        told, path = self._taken_up, f"practices/{name}"
        title, body = record_page(edition, path, told=told.by_practice.get(name, ()))
        return document(edition, path, title=title, body=body, told=told.version)

    def _matches(self, lang: str, path: str) -> str:
        # What ranks is heavy, and a server may be asked for none of it.
        from bestpractices.pages.matches import BOARD, need_page

        edition = self._editions[lang]
        title, body, board = need_page(edition, path.partition("/")[2])
        return still_page(edition, path, title=title, body=body, widgets={BOARD: board})
