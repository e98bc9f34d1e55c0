"""The participants' door: bytes out, nothing runs for a visitor."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

import tornado.web

from bestpractices.errors import UnknownIdError
from bestpractices.pages.assets import Asset, assets
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.guards import Guarded
from bestpractices.serving.library import Library, Page
from bestpractices.serving.wishes import preferred_language, wishes

# As long as HTTP caching goes; a changed file has another name.
_A_YEAR: Final = "public, max-age=31536000, immutable"
# What a Jupyter server in front of us may have been opened with; here it opens nothing, and an
# address may be sent to others and stand on a wall.
_KEY: Final = "token"
_JSON: Final = "application/json; charset=utf-8"


class ParticipantHandler(Guarded):
    """What all answers of this door share: reading only, and the same headers."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, library: Library) -> None:
        """Take the pages that are served."""
        self.library = library

    def compute_etag(self) -> str | None:
        """Leave the tag to those who know it."""
        return None

    def language(self) -> str:
        """Language that a reader chose before, else the one their browser prefers, else English."""
        return preferred_language(self)

    def answer(self, page: Page, *, status: int = 200) -> None:
        """Send a page, or only that the reader has it already."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", page.etag)
        if status == 200 and self.check_etag_header():  # noqa: PLR2004 - HTTP's own number
            self.set_status(304)
            return
        accepted = wishes(self.request.headers.get("Accept-Encoding", ""))
        if "br" in accepted:
            self.set_header("Content-Encoding", "br")
            self.write(page.brotlied)
        elif "gzip" in accepted:
            self.set_header("Content-Encoding", "gzip")
            self.write(page.gzipped)
        else:
            self.write(page.plain())

    def send_on(self, lang: str, path: str, *, permanent: bool = False) -> None:
        """Send the reader to a page of ours, with the filter that stands in the address."""
        parts = self.request.query.split("&")
        kept = "&".join(part for part in parts if part.partition("=")[0] != _KEY)
        search = f"?{kept}" if kept else ""
        self.redirect(f"{self.library.edition(lang).url(path)}{search}", permanent=permanent)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in the reader's language that it did not work; the reason goes to the log."""
        # Before an address is read there are no arguments: a refused method, a broken address.
        lang = getattr(self, "path_kwargs", {}).get("lang") or self.language()
        theirs = status_code < 500  # noqa: PLR2004 - HTTP's own number
        page = self.library.missing(lang) if theirs else self.library.broken(lang)
        if status_code == 405:  # noqa: PLR2004 - HTTP's own number
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.answer(page, status=status_code)
        self.finish()


class PageHandler(ParticipantHandler):
    """A page of the base in a language."""

    async def get(self, lang: str, path: str) -> None:
        """Send the page."""
        if path.endswith("/") and self.library.knows(path.rstrip("/")):
            self.send_on(lang, path.rstrip("/"), permanent=True)
            return
        if self.get_query_argument(_KEY, None) is not None and self.library.knows(path):
            self.send_on(lang, path)
            return
        try:
            page = await self.library.page(lang, path)
        except UnknownIdError as error:
            raise tornado.web.HTTPError(404) from error
        self.answer(page)

    head = get


class AddressHandler(ParticipantHandler):
    """Addresses without a language lead to the reader's own; all others lead nowhere."""

    def get(self, path: str) -> None:
        """Send the reader on, or say that there is nothing."""
        path = path.strip("/")
        if path in LANGUAGES:
            self.send_on(path, "")
        elif self.library.knows(path):
            self.set_header("Vary", "Accept-Language, Cookie")
            self.send_on(self.language(), path)
        else:
            raise tornado.web.HTTPError(404)

    head = get


class NowhereHandler(ParticipantHandler):
    """Addresses outside of all that is served."""

    def prepare(self) -> None:
        """Say that there is nothing."""
        raise tornado.web.HTTPError(404)


class AssetHandler(ParticipantHandler):
    """Style sheets, scripts and the search index; a name holds its content's hash: no change."""

    async def get(self, name: str) -> None:
        """Send the file."""
        asset = next((asset for asset in assets().values() if asset.served_as == name), None)
        page = _asset_page(asset) if asset else await self.library.search_index(name)
        if page is None:
            raise tornado.web.HTTPError(404)
        self.answer(page)
        self.set_header("Content-Type", asset.content_type if asset else _JSON)
        self.set_header("Cache-Control", _A_YEAR)

    head = get


@cache
def _asset_page(asset: Asset) -> Page:
    """An asset as it goes over the line, compressed once."""
    return Page.of(asset.content().decode())


def handlers(library: Library) -> list[tuple[Any, ...]]:
    """Routes of this door, the last catches all other addresses."""
    base = re.escape(library.base)
    known = {"library": library}
    languages = "|".join(LANGUAGES)
    return [
        (rf"{base}static/([\w.-]+)", AssetHandler, known),
        (rf"{base}(?P<lang>{languages})/(?P<path>.*)", PageHandler, known),
        (rf"{base}(.*)", AddressHandler, known),
    ]
