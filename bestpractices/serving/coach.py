"""The coach's pages: sent as they come into being, with a kernel that stays behind them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import zlib
from typing import Any, Final
from urllib.parse import urlencode

import tornado.web
from markupsafe import Markup
from nbclient.exceptions import CellExecutionError, DeadKernelError
from tornado.iostream import StreamClosedError

from bestpractices.pages.coaching import COACH, COACHING, Frame, coach_url, frame
from bestpractices.pages.html import render
from bestpractices.serving.library import Library
from bestpractices.serving.live import News, Stream
from bestpractices.serving.login import FOREIGN, Keyed
from bestpractices.serving.renderer import KERNEL, UnsupportedWidgetError, cells, run
from bestpractices.serving.seats import Seats
from bestpractices.serving.wishes import preferred_language, wishes
from bestpractices.shipped import shipped

_LOG: Final = logging.getLogger("bestpractices")
_TRY_AGAIN: Final = 10  # seconds until a page that found no room asks again
_GZIP: Final = 16 + zlib.MAX_WBITS  # zlib's sign for a gzip head
NOTEBOOKS: Final = "coaching"
_NOT_MADE: Final = 'the coaching page "%s" could not be made: %s'
# What says enough in its message: a traceback of ours would add nothing.
_FORESEEN: Final = (CellExecutionError, DeadKernelError, UnsupportedWidgetError, OSError)


class CoachHandler(Keyed):
    """What our own answers at this door share."""

    def initialize(self, library: Library) -> None:
        """Take the pages that are served."""
        self.library = library


class StartHandler(CoachHandler):
    """The door's short address leads to the first page in the coach's language."""

    is_page = True

    @tornado.web.authenticated
    def get(self) -> None:
        """Send the coach on; the key is in the cookie now and in no further address."""
        start = coach_url(self.library.edition(preferred_language(self)), "start")
        self.redirect(self.without_key(start))


class CoachPageHandler(CoachHandler):
    """A coaching page, its frame at once, its cells when the kernel has made them."""

    is_page = True

    def initialize(self, library: Library, seats: Seats) -> None:  # type: ignore[override]
        """Take the pages and the seats of their kernels."""
        super().initialize(library)
        self.seats = seats
        self._packer: Any = None
        self._guard = ""

    @tornado.web.authenticated
    async def get(self, lang: str, page: str) -> None:
        """Send the page."""
        if page not in COACHING:
            raise tornado.web.HTTPError(404)
        if self._is_part_of_another_site():
            raise tornado.web.HTTPError(403)
        address = self._address(lang, page)  # refuses what cannot be read, before a kernel starts
        if self.get_query_argument("token", None) is not None:
            # The key is in the cookie now; the address bar may be on the room's wall.
            self.redirect(address)
            return
        # A visitor who leaves meanwhile takes nothing with them; their kernel ends.
        with contextlib.suppress(StreamClosedError):
            await self._make(lang, page)

    def _is_part_of_another_site(self) -> bool:
        """Whether a page of another program asks behind the coach's back: it would take a seat."""
        asked = self.request.headers
        foreign = asked.get("Sec-Fetch-Site") in FOREIGN
        return foreign and asked.get("Sec-Fetch-Dest") != "document"

    async def _make(self, lang: str, page: str) -> None:
        async with self.seats.seat() as seat:
            if seat is None:
                self._say_full(lang, page)
                return
            self.set_header("Content-Type", "text/html; charset=utf-8")
            # With its cookie, so before anything is sent.
            self._guard = self.xsrf_token.decode()
            self._pack()
            edition = self.library.edition(lang)
            around = frame(edition, page)
            making = render("making.html", edition, title=edition.t(COACHING[page]))
            await self._send(around.head + making)
            try:
                body = await self._cells(seat, lang, page)
            except Exception as error:  # whatever it is: half a page is sent and needs its end
                foreseen = isinstance(error, _FORESEEN)
                _LOG.error(_NOT_MADE, page, error, exc_info=None if foreseen else error)
                await seat.leave()
                body = self._stuck(lang, page)
            await self._close(body, around)

    async def _cells(self, seat: Any, lang: str, page: str) -> str:
        """What the notebook shows, made by a new kernel that stays; progress is sent meanwhile."""
        query = {key: self.get_query_arguments(key)[-1] for key in self.request.query_arguments}
        environment = {**os.environ, **self.library.environment(lang)}
        environment |= {"QUERY_STRING": urlencode(query), "BESTPRACTICES_PAGE": page}
        kernel = await seat.start(kernel_name=KERNEL, path="", env=environment)
        notebook = shipped("notebooks") / NOTEBOOKS / f"{page}.ipynb"
        loop = asyncio.get_running_loop()

        def told(number: int, count: int) -> None:
            loop.call_soon_threadsafe(self._step, number + 1, count + 1)

        # In a thread with a loop of its own, as the dashboards: Ctrl+C has to end the server.
        shown = await asyncio.to_thread(lambda: asyncio.run(run(notebook, kernel, told=told)))
        edition = self.library.edition(lang)
        return render(
            "live_cells.html",
            edition,
            cells=Markup(cells(edition, shown, live=True)),  # noqa: S704 - our own
            kernel=f"{self.base_url}api/kernels/{seat.kernel_id}",
            end=f"{self.base_url}voila/api/shutdown/{seat.kernel_id}",
            guard=self._guard,
            page=f"{edition.base}{COACH}{page}",
        )

    def _step(self, number: int, count: int) -> None:
        """Tell how far the page is."""
        bar = f'<progress max="{count}" value="{number}" aria-hidden="true"></progress>'
        self.write(self._packed(bar))
        self.flush()

    def _say_full(self, lang: str, page: str) -> None:
        """Tell that no more kernels fit, and ask again by itself."""
        edition = self.library.edition(lang)
        title = edition.t("There is no room for another page just now")
        values = {"title": title, "open": self.seats.taken, "again": self._address(lang, page)}
        body = render("full.html", edition, **values)
        self.set_status(503)
        self.set_header("Retry-After", str(_TRY_AGAIN))
        self.set_header("Refresh", str(_TRY_AGAIN))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        whole = frame(edition, page, title=title, body=body)
        self.finish(whole.head)

    def _stuck(self, lang: str, page: str) -> str:
        """What stands in the place of cells that could not be made."""
        edition = self.library.edition(lang)
        return render("stuck.html", edition, again=self._address(lang, page))

    def _address(self, lang: str, page: str) -> str:
        """Address of the page without the key, with all else that stands in it."""
        return self.without_key(coach_url(self.library.edition(lang), page))

    def _pack(self) -> None:
        """Compress what is sent, piece by piece, if the browser takes it."""
        if "gzip" in wishes(self.request.headers.get("Accept-Encoding", "")):
            self.set_header("Content-Encoding", "gzip")
            self._packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)

    def _packed(self, text: str) -> bytes:
        if self._packer is None:
            return text.encode()
        packed: bytes = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        return packed

    async def _send(self, text: str) -> None:
        self.write(self._packed(text))
        await self.flush()

    async def _close(self, body: str, around: Frame) -> None:
        """Send the rest; a visitor who has gone is noticed here, and their kernel ends."""
        await self._send(f"</div>{body}{around.tail}")
        self.finish(self._packer.flush() if self._packer else None)


class CoachNewsHandler(CoachHandler, Stream):
    """A stream of events for the coach alone: what is wrong in a record that was just saved."""

    def initialize(self, library: Library, news: News) -> None:  # type: ignore[override]
        """Take the pages and the news of them."""
        super().initialize(library)
        self.news = news

    async def get(self) -> None:
        """Tell the finding now and at every change, until the coach leaves."""
        if self.current_user is None:
            raise tornado.web.HTTPError(403)
        await self.tell("finding", self._says)

    def _says(self) -> dict[str, object]:
        return {"text": self.library.finding, **self.news.rooms()}
