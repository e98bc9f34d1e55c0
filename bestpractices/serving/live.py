"""Open pages learn of new data: the folder is watched, readers hear of it by server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import tornado.web
from tornado.iostream import StreamClosedError

from bestpractices.errors import BestPracticesError
from bestpractices.records.knowledge_base import load, record_files
from bestpractices.serving.library import Library
from bestpractices.serving.participants import ParticipantHandler

_LOG: Final = logging.getLogger("bestpractices")
LOOK_EVERY: Final = 0.5  # seconds between two looks at the folder
Seen: TypeAlias = tuple[tuple[str, int, int], ...]
HEARTBEAT: Final = 15.0  # seconds; proxies close lines that say nothing


class News:
    """Who wants to hear of new pages, and what is told to them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.store: Callable[[], str] = str  # version of the sessions; empty without any
        self._turn = asyncio.Event()
        library.told = self.tell

    def rooms(self) -> dict[str, object]:
        """Versions of the sessions, once there are any, and of what they tell of practices."""
        versions = {"store": self.store(), "told": self.library.told_version}
        return {name: version for name, version in versions.items() if version}

    def tell(self) -> None:
        """Wake everyone who listens."""
        self._turn.set()
        self._turn = asyncio.Event()

    async def next(self) -> None:
        """Wait for the next news, or for the time of a heartbeat."""
        turn = self._turn
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(turn.wait(), HEARTBEAT)


class Stream(tornado.web.RequestHandler):
    """What streams of server-sent events share; each handler says what it tells."""

    news: News

    async def tell(self, event: str, says: Callable[[], dict[str, object]]) -> None:
        """Send an event now and at every news, until the reader leaves."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        # Cancelled when the program ends: nothing is left to say then.
        with contextlib.suppress(StreamClosedError, asyncio.CancelledError):
            while True:
                self.write(f"event: {event}\ndata: {json.dumps(says())}\n\n")
                await self.flush()
                await self.news.next()


class NewsHandler(ParticipantHandler, Stream):
    """A stream of events: the version of the data, again whenever a page is ready."""

    def initialize(self, library: Library, news: News) -> None:  # type: ignore[override]
        """Take the pages and the news of them."""
        super().initialize(library)
        self.news = news

    async def get(self) -> None:
        """Tell the version now and at every change, until the reader leaves."""
        await self.tell("version", self._says)

    def _says(self) -> dict[str, object]:
        return {"version": self.library.kb.version, **self.news.rooms()}


def seen(folder: Path) -> Seen:
    """What tells that a file was changed, added or removed, without reading any."""
    return tuple(_stats(folder))


def _stats(folder: Path) -> Iterator[tuple[str, int, int]]:
    for _, path in record_files(folder):
        with contextlib.suppress(OSError):  # it was removed this very moment
            found = path.lstat()
            # Names, times and sizes only: what changed is read once, not every half second.
            yield (str(path), found.st_mtime_ns, found.st_size)


async def watch(library: Library, news: News, folder: Path, *, since: Seen | None = None) -> None:
    """Serve every sound version of a folder; of a broken one say where, and keep the last.

    Ends only when it is cancelled.

    Parameters
    ----------
    since
        What `seen` gave when the library's base was loaded, so that no change since then is
        missed; None: what it gives now.
    """
    last = await asyncio.to_thread(seen, folder) if since is None else since
    # Held here, because the loop itself keeps no task alive; a newer version ends an older one's.
    preparing: asyncio.Task[None] | None = None
    while True:
        await asyncio.sleep(LOOK_EVERY)
        now = await asyncio.to_thread(seen, folder)
        if now == last:
            continue
        last = now
        try:
            kb = await asyncio.to_thread(load, folder)
        except (BestPracticesError, OSError) as error:
            _LOG.warning("The last good version stays in place: %s", error)
            library.finding = str(error)
            news.tell()
            continue
        library.finding = ""
        # A file that was only touched brings nobody a new page.
        if kb.public().version != library.kb.version:
            if preparing is not None:
                preparing.cancel()
            library.renew(kb)
            news.tell()
            preparing = asyncio.create_task(library.prepare())
        else:
            news.tell()  # what was broken may be mended
