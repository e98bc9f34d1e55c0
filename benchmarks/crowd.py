"""A crowd of visitors without browsers: each asks for the page and for all that it names."""

from __future__ import annotations

import asyncio
import contextlib
import re
import resource
import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import brotli
import psutil
from server_process import Server

_PATIENCE: Final = 60  # seconds; a visitor who has not got everything by then is an error
_ASSET: Final = re.compile(rb"/static/[\w.-]+")
_LENGTH: Final = re.compile(rb"\r\nContent-Length: (\d+)\r\n", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"\r\nContent-Encoding: (\w+)\r\n", re.IGNORECASE)
_DECODERS: Final = {
    b"br": brotli.decompress,
    b"gzip": lambda sent: zlib.decompress(sent, wbits=31),
    b"": bytes,
}


class RefusedError(Exception):
    """The server answered with something other than what was asked for."""


class Visitor:
    """A connection of its own over which one thing after the other is asked for."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.bytes = 0
        self._reader = reader
        self._writer = writer

    async def get(self, path: str) -> bytes:
        """Content of a path, decompressed.

        Raises
        ------
        RefusedError
            If the status is not 200 or the length is not told.
        """
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br, gzip\r\n\r\n"
        self._writer.write(request.encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200 ") or length is None:
            raise RefusedError(head.split(b"\r\n", 1)[0].decode("latin-1"))
        body = await self._reader.readexactly(int(length[1]))
        self.bytes += len(head) + len(body)
        encoding = _ENCODING.search(head)
        return _decoded(body, encoding[1] if encoding else b"")


@lru_cache(maxsize=64)
def _decoded(body: bytes, encoding: bytes) -> bytes:
    # Once for equal bytes: the crowd shares the processor with the server that it measures.
    return _DECODERS[encoding](body)


@contextlib.asynccontextmanager
async def visitor(address: str) -> AsyncIterator[Visitor]:
    """Somebody with an open connection to a server."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield Visitor(reader, writer)
    finally:
        writer.close()


async def come(server: Server, *, path: str, count: int, within: float) -> dict[str, Any]:
    """Figures of a crowd, one visitor after the other at even intervals, or all at once.

    Times run from the moment at which a visitor was due, so neither a queue before the server nor
    a late start of ours is left out.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    visits: list[dict[str, float]] = []
    errors: Counter[str] = Counter()
    megabytes = {"before": server.megabytes(), "highest": 0.0}
    watching = asyncio.create_task(_watch(server, megabytes))
    start, busy = time.perf_counter(), _processor_seconds(server)
    async with asyncio.TaskGroup() as coming:
        for number in range(count):
            due = start + within * number / count
            coming.create_task(_visit(server.address, path, due=due, visits=visits, errors=errors))
    seconds = time.perf_counter() - start
    shares = {name: (s - busy[name]) / seconds for name, s in _processor_seconds(server).items()}
    watching.cancel()
    megabytes["after"] = server.megabytes()
    return {
        "visits": visits,
        "errors": dict(errors),
        "seconds": seconds,
        "processor": shares,
        "megabytes": megabytes,
    }


async def _visit(
    address: str, path: str, *, due: float, visits: list[dict[str, float]], errors: Counter[str]
) -> None:
    await asyncio.sleep(due - time.perf_counter())
    late = time.perf_counter() - due
    try:
        async with asyncio.timeout(_PATIENCE), visitor(address) as one:
            page = await one.get(f"/{path}")
            read = time.perf_counter() - due
            for asset in _assets(page):
                await one.get(asset)
            whole = time.perf_counter() - due
    except (OSError, EOFError, TimeoutError, RefusedError) as error:
        errors[f"{type(error).__name__} {error}".strip()] += 1
    else:
        figures = {"late": late, "page": read, "whole": whole, "kilobytes": one.bytes / 1000}
        visits.append(figures)


@lru_cache(maxsize=8)
def _assets(page: bytes) -> list[str]:
    return sorted({name.decode() for name in _ASSET.findall(page)})


async def _watch(server: Server, megabytes: dict[str, float]) -> None:
    while True:
        megabytes["highest"] = max(megabytes["highest"], server.megabytes())
        await asyncio.sleep(0.5)


def _processor_seconds(server: Server) -> dict[str, float]:
    spent = psutil.Process().cpu_times()
    return {"server": server.processor_seconds(), "crowd": spent.user + spent.system}
