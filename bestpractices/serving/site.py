"""The participants' pages as plain files: the same pages, for any web server."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from bestpractices.pages.assets import assets
from bestpractices.pages.edition import DASHBOARDS, PAGES_OF
from bestpractices.pages.html import environment, render
from bestpractices.pages.search_index import search_index
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Record
from bestpractices.serving.feed import FILE as FEED
from bestpractices.serving.feed import feed, newest
from bestpractices.serving.guards import HEADERS
from bestpractices.serving.library import Library
from bestpractices.serving.published_folder import PublishedFolder, PublishingError, Tally
from bestpractices.serving.site_address import SiteAddress
from bestpractices.texts import NAMES

# Pages are served without knowing their host; search engines take alternates as whole addresses.
_SERVED_ALTERNATES: Final = re.compile(rb'<link rel="alternate" hreflang="[^>]*>\n')
_CHARSET: Final = b'<meta charset="utf-8">\n'
# What a plain file server does not send as headers stands in the pages, as far as pages may say it.
_POLICY: Final = "; ".join(
    part
    for part in HEADERS["Content-Security-Policy"].split("; ")
    if not part.startswith("frame-ancestors ")
)
_GUARDS: Final = (
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    f'<meta name="referrer" content="{HEADERS["Referrer-Policy"]}">\n'
)


class Site:
    """All files of a published site.

    Parameters
    ----------
    library
        Pages, made under the path of the address.
    address
        Where the site will stand; without a host there is no sitemap and no feed.
    """

    def __init__(self, library: Library, address: SiteAddress) -> None:
        self._library = library
        self._address = address
        self._kb = library.kb
        self.pages = tuple(itertools.product(LANGUAGES, library.paths()))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every file of the site."""
        return (*self._ready, *(_name(path, lang) for lang, path in self.pages))

    async def publish(self, folder: Path, *, told: Callable[[], None] = lambda: None) -> Tally:
        """Write what changed into a folder; ``told`` is called after every file.

        Raises
        ------
        PublishingError
            If a page could not be made or a file not be written.
        """
        place = PublishedFolder(folder)
        place.begin(self.names)
        # Kernels work on the dashboards while the records are written.
        slow = [asyncio.create_task(self._page(*key)) for key in self.pages if key[1] in DASHBOARDS]
        try:
            # Style sheets first: in a folder that is being served no page comes before its own.
            for name, content in self._ready.items():
                place.write(name, content)
                told()
            for key in self.pages:
                if key[1] not in DASHBOARDS:
                    place.write(*await self._page(*key))
                    told()
            for made in asyncio.as_completed(slow):
                place.write(*await made)
                told()
        finally:
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
            await self._library.close()
        return place.end()

    async def _page(self, lang: str, path: str) -> tuple[str, bytes]:
        """Name and bytes of a page."""
        try:
            page = await self._library.page(lang, path)
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[-1]
            message = (
                f'the page "{path or "overview"}" could not be made in {lang}: {reason}; '
                "the files in place are whole, run the same command again once it is mended"
            )
            raise PublishingError(message) from error
        return _name(path, lang), _guarded(self._with_links(page.plain(), lang, path))

    def _with_links(self, html: bytes, lang: str, path: str) -> bytes:
        """A served page with the whole addresses that only a published site knows."""
        if not self._address.origin:
            return html
        head, end, rest = html.partition(b"</head>")
        links = render(
            "site_links.html",
            self._library.edition(lang),
            canonical=self._address.page(path, lang=lang),
            alternates=self._address.alternates(path),
            feed=self._address.file(f"{lang}/{FEED}") if self._newest else None,
        )
        return _SERVED_ALTERNATES.sub(b"", head) + links.encode() + end + rest

    @cached_property
    def _ready(self) -> dict[str, bytes]:
        """Files that need no kernel and no waiting."""
        found = {f"static/{a.served_as}": a.content() for a in assets().values()}
        index = search_index(self._kb)
        found[f"static/{index.served_as}"] = index.text.encode()
        found |= {_name(path): self._choice(path) for path in self._library.paths()}
        found["404.html"] = self._nowhere()
        found["robots.txt"] = self._robots()
        if self._address.origin:
            found["sitemap.xml"] = self._sitemap()
            if self._newest:
                found |= {f"{lang}/{FEED}": self._feed(lang) for lang in LANGUAGES}
        return found

    def _choice(self, path: str) -> bytes:
        """Page at an address without a language: it leads to the reader's own."""
        page = render(
            "choice.html",
            self._library.edition("en"),
            names=NAMES,
            places={lang: self._path(path, lang) for lang in LANGUAGES},
            canonical=self._address.page(path) if self._address.origin else None,
            alternates=self._address.alternates(path),
            feed=None,
        )
        return _guarded(page.encode())

    def _path(self, path: str, lang: str) -> str:
        return self._address.page(path, lang=lang).removeprefix(self._address.origin)

    def _nowhere(self) -> bytes:
        """What web servers show at an address that does not exist, in all languages."""
        editions = [self._library.edition(lang) for lang in LANGUAGES]
        return _guarded(render("nowhere.html", editions[0], editions=editions).encode())

    def _robots(self) -> bytes:
        sitemap = f"\nSitemap: {self._address.file('sitemap.xml')}\n"
        return f"User-agent: *\nAllow: /\n{sitemap if self._address.origin else ''}".encode()

    def _sitemap(self) -> bytes:
        rows = [
            {
                "address": self._address.page(path, lang=lang),
                "changed": self._changed(path),
                "alternates": self._address.alternates(path),
            }
            for lang, path in self.pages
        ]
        return (environment().get_template("sitemap.xml").render(rows=rows) + "\n").encode()

    def _changed(self, path: str) -> date | None:
        """Day of a page's data; of the programme and the glossary nobody knows it."""
        if path in DASHBOARDS or path.partition("/")[0] in PAGES_OF:
            return self._kb.checked()
        folder, _, name = path.partition("/")
        return getattr(self._kb, folder)[name].checked if name else None

    def _feed(self, lang: str) -> bytes:
        return feed(
            self._library.edition(lang),
            self._newest,
            page=lambda path: self._address.page(path, lang=lang),
            itself=self._address.file(f"{lang}/{FEED}"),
        ).encode()

    @cached_property
    def _newest(self) -> list[tuple[str, Record]]:
        return newest(self._kb)


def _guarded(html: bytes) -> bytes:
    """A page with its rules in its head, before anything that they are about."""
    return html.replace(_CHARSET, _CHARSET + _GUARDS.encode(), 1)


def _name(path: str, lang: str = "") -> str:
    """File of a page."""
    return "/".join(part for part in (lang, path, "index.html") if part)
