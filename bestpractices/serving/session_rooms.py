"""The sessions as the participants' door sees them: read only, told of as soon as they change."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import tornado.web

from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.html import document, render
from bestpractices.pages.sessions.view import session_view, shown_title
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.library import Library, Page
from bestpractices.serving.live import News
from bestpractices.serving.participants import ParticipantHandler
from bestpractices.serving.told import Told, ToldWatch
from bestpractices.workshop import NoSessionError, Store, WorkshopError
from bestpractices.workshop.address import store_address

_LOG: Final = logging.getLogger("bestpractices")
LOOK_EVERY: Final = 1.0  # seconds between two looks at the store
_PATIENCE: Final = 2.0  # seconds; a page of a store that does not answer is not waited for
_KEPT: Final = 64  # pages
_READY_WITHIN: Final = 25.0  # seconds


def whole_address(given: str) -> str:
    """Address of a store that means the same in every folder; of the user's own if empty.

    Raises
    ------
    StoreError
        If it is none.
    """
    url = store_address(given)
    if url.drivername == "sqlite":
        return str(Path(str(url.database)).resolve())
    return url.render_as_string(hide_password=False)


def _nobody(_: Told) -> None:
    """Hear nothing."""


class Rooms:
    """Sessions that can be looked at, and the version of them all.

    Parameters
    ----------
    address
        Of the store; see `whole_address`.
    """

    def __init__(self, address: str) -> None:
        self.version = ""
        self.ready = asyncio.Event()  # the store is made, or cannot be
        self._address = address
        self._store: Store | None = None
        self._pages: dict[tuple[Any, ...], Page] = {}
        self._said: set[str] = set()  # troubles that the log has heard of
        self._told = ToldWatch()
        self.tell_of_practices: Callable[[Told], None] = _nobody

    async def prepare(self, kb: KnowledgeBase) -> bool:
        """Make the store and its demo at the first start, and say whether it is there.

        Without a store all else is served.
        """
        try:
            await asyncio.to_thread(self._prepare, kb)
        except WorkshopError as error:
            self._say("No sessions: %s", error)
            return False
        finally:
            self.ready.set()
        return True

    def _prepare(self, kb: KnowledgeBase) -> None:
        with Store.open(self._address, patience=_PATIENCE) as store:
            keep_demo(store, kb)

    async def watch(self, kb: KnowledgeBase, news: News) -> None:
        """Tell the news whenever a session changes; ends only when it is cancelled."""
        made = False
        while True:
            # A server that was away at the start gets its tables and the demo when it comes.
            made = made or await self.prepare(kb)
            before, told = self.version, self._told.told
            self.version = await asyncio.to_thread(self._look)
            if told.version != self._told.told.version:
                self.tell_of_practices(self._told.told)
            if before != self.version:
                news.tell()
            await asyncio.sleep(LOOK_EVERY)

    def _look(self) -> str:
        try:
            store = self._opened()
            lines = store.sessions()
            self._told.look(store, lines)
        except WorkshopError as error:
            self._say("The sessions cannot be read: %s", error)
            return self.version
        self._said.clear()
        seen = [(one.session, one.seq) for one in lines]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

    def _say(self, message: str, error: WorkshopError) -> None:
        # Once, not every second.
        if str(error) not in self._said:
            self._said.add(str(error))
            _LOG.warning(message, error)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store.open(self._address, read_only=True, patience=_PATIENCE)
        return self._store

    def newest(self) -> str | None:
        """The session that was written last; one that people began comes before the demo."""
        found = sorted(
            self._opened().sessions(), key=lambda one: (one.session != DEMO, one.changed)
        )
        return found[-1].session if found else None

    def page(self, library: Library, lang: str, session: str) -> Page:
        """Page of a session as the room may see it, made once for each of its states.

        Raises
        ------
        NoSessionError
            If there is no such session.
        WorkshopError
            If the store does not answer.
        """
        store = self._opened()
        key = (lang, session, store.seq(session), self.version, library.kb.version)
        if key not in self._pages:
            e, state = library.edition(lang), store.state(session)
            html = document(
                e,
                f"session/{session}",
                title=shown_title(e, state),
                body=session_view(e, state),
                scripts=("session_clock.js",),
                store=self.version,
            )
            kept = [*self._pages.items(), (key, Page.of(html))]
            self._pages = dict(kept[-_KEPT:])
        return self._pages[key]

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


class SessionHandler(ParticipantHandler):
    """The page of a session; without a name that of the session which was written last."""

    def initialize(self, library: Library, rooms: Rooms) -> None:  # type: ignore[override]
        """Take the pages and the sessions."""
        super().initialize(library)
        self.rooms = rooms

    async def get(self, lang: str, session: str | None = None) -> None:
        """Send the page."""
        # The very first visitors come before the store is made.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.rooms.ready.wait(), _READY_WITHIN)
        try:
            if session is None:
                await self._send_on(lang)
                return
            page = await asyncio.to_thread(self.rooms.page, self.library, lang, session)
        except NoSessionError as error:
            raise tornado.web.HTTPError(404) from error
        except WorkshopError as error:
            _LOG.warning("The page of a session could not be made: %s", error)
            raise tornado.web.HTTPError(503) from error
        self.answer(page)

    head = get

    async def _send_on(self, lang: str) -> None:
        newest = await asyncio.to_thread(self.rooms.newest)
        if newest is not None:
            self.redirect(self.library.edition(lang).url(f"session/{newest}"))
            return
        e = self.library.edition(lang)
        title = e.t("No session yet")
        body = render("no_session.html", e, title=title)
        # With a version, so that the page hears of the first session.
        whole = document(e, "session", title=title, body=body, store=self.rooms.version or "-")
        self.answer(Page.of(whole))


def session_routes(library: Library, rooms: Rooms) -> list[tuple[Any, ...]]:
    """Addresses of the sessions at the participants' door."""
    start = rf"{re.escape(library.base)}(?P<lang>{'|'.join(LANGUAGES)})/session"
    known = {"library": library, "rooms": rooms}
    name = r"(?P<session>[A-Za-z0-9][A-Za-z0-9._-]{0,63})"
    return [(start, SessionHandler, known), (f"{start}/{name}", SessionHandler, known)]
