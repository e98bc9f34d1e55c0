"""A record changes while many pages are open: how soon they hear of it, and when it is there."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from crowd import visitor
from server_process import Server

_PATIENCE: Final = 120  # seconds
_LOOK_EVERY: Final = 0.05  # seconds between two readers who look whether the page is new
_TITLE: Final = re.compile(r'(?m)^(title:\n  en: ")(.*)"$')
NEW_TITLE: Final = "A title that was changed while the pages were open"


async def change(server: Server, *, record: Path, page: str, others: str, streams: int) -> Any:
    """Seconds from the change of a title to its arrival, in three places.

    Parameters
    ----------
    record
        File whose English title is changed.
    page, others
        Path of the record's page, and of the page that lists it among others.
    streams
        How many readers keep a stream of news open.

    Returns
    -------
    ``heard`` with one figure a stream, ``page`` and ``others``; None for what did not arrive.
    """
    told: list[asyncio.Event] = [asyncio.Event() for _ in range(streams)]
    heard: list[float] = []
    async with asyncio.TaskGroup() as listening:
        tasks = [
            listening.create_task(_listen(server.address, ready=ready, heard=heard))
            for ready in told
        ]
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*(ready.wait() for ready in told))
        start = time.perf_counter()
        _retitle(record)
        seen = await asyncio.gather(*(_shown(server.address, path) for path in (page, others)))
        await asyncio.wait(tasks, timeout=_PATIENCE)
        for task in tasks:
            task.cancel()
    shown = [moment and moment - start for moment in seen]
    return {
        "streams": streams,
        "heard": [moment - start for moment in heard],
        "page": shown[0],
        "others": shown[1],
    }


async def _listen(address: str, *, ready: asyncio.Event, heard: list[float]) -> None:
    """Hear the version of now, then wait for another."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n")
        now = await _version(reader)
        ready.set()
        with contextlib.suppress(ConnectionError):  # one that breaks off has not heard
            while await _version(reader) == now:
                pass  # a heartbeat
            heard.append(time.perf_counter())
    finally:
        writer.close()


async def _version(reader: asyncio.StreamReader) -> str:
    while line := await reader.readline():
        if line.startswith(b"data: "):
            return str(json.loads(line.removeprefix(b"data: "))["version"])
    message = "the server ended the stream of news"
    raise ConnectionError(message)


async def _shown(address: str, path: str) -> float | None:
    """Moment at which a reader was given a page with the new title; None if nobody was."""
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end:
        async with visitor(address) as reader:
            if NEW_TITLE.encode() in await reader.get(f"/{path}"):
                return time.perf_counter()
        await asyncio.sleep(_LOOK_EVERY)
    return None


def _retitle(record: Path) -> None:
    """Save a record with another title.

    Raises
    ------
    ValueError
        If it has no English title in the place where ours have it.
    """
    text, changes = _TITLE.subn(rf'\g<1>{NEW_TITLE}"', record.read_text("utf-8"), count=1)
    if not changes:
        message = f"{record.name} has no English title in quotes on a line of its own"
        raise ValueError(message)
    record.write_text(text, "utf-8")
