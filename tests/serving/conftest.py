"""What the tests of the doors share: requests just as they are written, from any neighbour."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import itertools
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import voila.app

from bestpractices.serving import doors
from bestpractices.serving.library import Library
from bestpractices.serving.seats import Seats

KEY = "the-key-of-this-test"
WITHIN = 60  # seconds that anything may take on a busy machine


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def place(self) -> str:
        return self.headers.get("Location", "")

    @property
    def cookies(self) -> list[str]:
        return [c for c in self.headers.get_all("Set-Cookie", []) if '=""' not in c]


def request(  # noqa: PLR0913 - all that a client can choose
    address: str,
    path: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Any = (),
    of: str = "127.0.0.1",
    whole: bool = True,
) -> Answer:
    """Answer to a request; no address is tidied, no redirect is followed.

    ``of`` is the address from which it comes; of a stream only the head is read.
    """
    connection = http.client.HTTPConnection(
        urlsplit(address).netloc, timeout=60, source_address=(of, 0)
    )
    try:
        connection.putrequest(method, path, skip_host="Host" in dict(headers))
        for name, value in dict(headers).items():
            connection.putheader(name, value)
        if method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        text = answer.read().decode() if whole else ""
        return Answer(answer.status, answer.headers, text)
    finally:
        connection.close()


@pytest.fixture
def ask(server: Any) -> Callable[..., Answer]:
    """Sends a request to the server that all tests share."""
    return lambda path, **wishes: request(server.address, path, **wishes)


@pytest.fixture(scope="session")
def strangers() -> Iterator[str]:
    """Addresses of people who try wrong keys, each a new one: nobody else's tries are used up."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.1.0.1", 0))
        except OSError:
            pytest.skip("this system has one address of its own only")
    return (f"127.{a}.{b}.{c}" for a, b, c in itertools.product(*[range(1, 255)] * 3))


@pytest.fixture(scope="session")
def cookie(server: Any) -> str:
    """Cookie of a coach who came by the printed address."""
    answer = request(server.address, f"/coach/?token={server.token}")
    assert answer.status == 302
    (cookie,) = (c.partition(";")[0] for c in answer.cookies if c.startswith("username-"))
    return cookie


@dataclass(frozen=True)
class OpenPage:
    """A coaching page with its kernel, and what its scripts know."""

    kernel: str
    end: str
    guard: str
    headers: dict[str, str]
    text: str

    @property
    def kernel_id(self) -> str:
        return self.kernel.rpartition("/")[2]


@contextlib.contextmanager
def opened(address: str, cookie: str, path: str = "/coach/en/start") -> Iterator[OpenPage]:
    """The coach opens a page, and leaves it at the end as a browser does."""
    answer = request(address, path, headers={"Cookie": cookie})
    assert answer.status == 200
    said = dict(re.findall(r'data-(kernel|end|guard)="([^"]+)"', answer.text))
    (guard,) = (c.partition(";")[0] for c in answer.cookies if c.startswith("_xsrf="))
    headers = {"Cookie": f"{cookie}; {guard}"}
    yield OpenPage(said["kernel"], said["end"], said["guard"], headers, answer.text)
    form = f"_xsrf={said['guard']}".encode()
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert request(address, said["end"], method="POST", body=form, headers=headers).status == 204


@pytest.fixture(scope="session")
def open_page() -> Any:
    """Opens a coaching page of any server."""
    return opened


@pytest.fixture(scope="module")
def page(server: Any, cookie: str) -> Iterator[OpenPage]:
    """A coaching page that the tests of a module share."""
    with opened(server.address, cookie) as page:
        yield page


@dataclass
class OwnServer:
    """Both doors in a thread of the tests' own process, and what stands behind them."""

    server: doors.Server
    loop: Any = None
    stop: Any = None
    library: Any = None
    seats: Any = None
    failed: list[BaseException] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Host and port."""
        return urlsplit(self.server.addresses.participants).netloc

    @property
    def kernels(self) -> list[str]:
        """Live kernels of coaching pages."""
        return list(self.seats.kernels.list_kernel_ids())

    def connect(self) -> http.client.HTTPConnection:
        """A new line to it."""
        return http.client.HTTPConnection(self.address, timeout=WITHIN)

    def get(self, path: str, *, method: str = "GET", body: str = "", **headers: str) -> Any:
        """Answer and text at an address; no redirect is followed."""
        with contextlib.closing(self.connect()) as line:
            spelled = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body=body or None, headers=spelled)
            answer = line.getresponse()
            return answer, answer.read().decode()

    def sign_in(self) -> str:
        """Cookie of a coach."""
        answer, _ = self.get(f"/coach/en/start?token={self.server.token}")
        return str(answer.headers["Set-Cookie"].partition(";")[0])

    def open(self, path: str, **headers: str) -> Any:
        """The same as `get`, as the coach and of a coaching page."""
        return self.get(f"/coach/{path}", Cookie=self.sign_in(), **headers)

    def leave(self, answer: Any, text: str) -> Any:
        """Answer to the word that a page sends when it is left."""
        told = dict(re.findall(r'data-(end|guard)="([^"]+)"', text))
        return self.get(
            told["end"],
            method="POST",
            body=urlencode({"_xsrf": told["guard"]}),
            Cookie=f"{self.sign_in()}; {answer.headers['Set-Cookie'].partition(';')[0]}",
            Content_Type="application/x-www-form-urlencoded",
        )[0]

    def clear(self) -> None:
        """End all kernels of coaching pages."""
        asyncio.run_coroutine_threadsafe(self._clear(), self.loop).result(WITHIN)

    async def _clear(self) -> None:
        # Not Jupyter's own way to end all: it stumbles over a kernel that is just being started,
        # or ended, which then was an error of the next test.
        await self.seats.close()


@pytest.fixture(scope="module")
def until() -> Callable[[Callable[[], Any]], Any]:
    """Looks again and again until something is seen, and gives what it is."""

    def look(seen: Callable[[], Any]) -> Any:
        end = time.monotonic() + WITHIN
        while not (found := seen()):
            assert time.monotonic() < end
            time.sleep(0.02)
        return found

    return look


@pytest.fixture(scope="module")
def serve_here() -> Callable[..., Any]:
    """Serves a base in a thread; a context manager, with the options of the server."""
    return _serving


@contextlib.contextmanager
def _serving(kb: Any, **options: Any) -> Iterator[OwnServer]:
    own = OwnServer(doors.Server(kb, token=KEY, **options))
    ready = threading.Event()

    class LazyLibrary(Library):
        async def prepare(self) -> None:
            """Make nothing ahead: that takes a minute, and what is asked for is made."""

    def library(*arguments: Any, **named: Any) -> Library:
        own.library = LazyLibrary(*arguments, **named)
        return own.library

    def seats(*arguments: Any) -> Seats:
        own.seats = Seats(*arguments)
        return own.seats

    def request_to_stop() -> asyncio.Event:
        own.loop, own.stop = asyncio.get_running_loop(), asyncio.Event()
        return own.stop

    def run() -> None:
        try:
            asyncio.run(own.server.run(ready=ready.set))
        except BaseException as error:
            own.failed.append(error)
            ready.set()
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BESTPRACTICES_KB", "")  # the server sets it; afterwards it is as before
        for name, stands_in in (("Library", library), ("Seats", seats)):
            patch.setattr(doors, name, stands_in)
        patch.setattr(doors, "_request_to_stop", request_to_stop)
        # Only the main thread may say what a signal does; Voila says it at once.
        patch.setattr(voila.app, "signal", SimpleNamespace(SIGTERM=0, signal=lambda *_: None))
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        assert ready.wait(WITHIN)
        assert not own.failed
        try:
            yield own
        finally:
            own.loop.call_soon_threadsafe(own.stop.set)
            thread.join(WITHIN)
            assert not thread.is_alive()
