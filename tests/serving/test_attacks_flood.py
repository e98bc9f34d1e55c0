"""Attacks by size and by silence: visitors are served all the same."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import tornado.web

from bestpractices.serving import patience
from bestpractices.serving.doors import sockets
from bestpractices.serving.patience import (
    LONGEST_BODY,
    PatientServer,
    ceiling,
    let_go_of_the_deaf,
    raise_file_limit,
)

RECORD = "/en/practices/duo-for-a-job"
HALF = b"GET /en/practices/duo-for-a-job HTTP/1.1\r\nHost: x\r\nX-A: "
MANY = 500
MEGABYTE = 1_000_000
WITHIN = 30


@pytest.fixture(scope="module", autouse=True)
def log_of_module(server):
    """What the server has logged since the first test of this module."""
    before = len(Path(server.log).read_text(encoding="utf-8"))
    return lambda: Path(server.log).read_text(encoding="utf-8")[before:]


@contextlib.contextmanager
def half_open(place, count, *, said=HALF):
    """Lines on which a request was begun and is never ended."""
    with contextlib.ExitStack() as stack:
        lines = []
        for _ in range(count):
            line = stack.enter_context(socket.create_connection(place, timeout=WITHIN))
            line.sendall(said)
            lines.append(line)
        yield lines


def is_shut(line, within=WITHIN):
    """Whether the other side closes a line within some seconds."""
    line.settimeout(within)
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def place_of(address):
    parts = urlsplit(address)
    return parts.hostname, parts.port


def test_500_half_open_lines_keep_no_visitor_out(server, ask):
    with half_open(place_of(server.address), MANY) as lines:
        for _ in range(20):
            began = time.monotonic()
            assert ask(RECORD).status == 200
            assert time.monotonic() - began < 5
        assert not [line for line in lines if line.fileno() < 0]


@pytest.mark.parametrize("said", [b"", b"GET", HALF, b"\x16\x03\x01"])
def test_a_line_that_says_half_a_request_and_stays_is_closed(said):
    async def serve():
        application = tornado.web.Application([])
        own = PatientServer(application, ceiling=10, asked_within=0.3)
        own.add_sockets(sockets("127.0.0.1", 0))
        with half_open(own._sockets[next(iter(own._sockets))].getsockname(), 3, said=said) as lines:
            # One of them says a little now and then.
            lines[0].setblocking(False)
            shut = asyncio.gather(*(asyncio.to_thread(is_shut, line, 5) for line in lines[1:]))
            with contextlib.suppress(OSError):
                for _ in range(50):
                    await asyncio.sleep(0.05)
                    lines[0].sendall(b"a")
            assert await shut == [True, True]
            assert await asyncio.to_thread(is_shut, lines[0], 5)
        own.stop()

    asyncio.run(serve())


def test_a_body_that_does_not_come_does_not_hold_its_line():
    async def serve():
        own = PatientServer(tornado.web.Application([]), ceiling=10, asked_within=0.3)
        own.add_sockets(sockets("127.0.0.1", 0))
        head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"
        place = next(iter(own._sockets.values())).getsockname()
        with half_open(place, 1, said=head) as (line,):
            assert await asyncio.to_thread(is_shut, line, 5)
        own.stop()

    asyncio.run(serve())


def test_when_no_more_lines_fit_the_longest_silent_gives_way_to_a_visitor():
    class Hello(tornado.web.RequestHandler):
        def get(self):
            self.write("hello")

    async def serve():
        own = PatientServer(tornado.web.Application([("/", Hello)]), ceiling=8)
        own.add_sockets(sockets("127.0.0.1", 0))
        place = next(iter(own._sockets.values())).getsockname()
        with half_open(place, 8) as lines:
            answers = [await asyncio.to_thread(hello, place) for _ in range(3)]
            shut = [await asyncio.to_thread(is_shut, line, 0.1) for line in lines]
        own.stop()
        return answers, shut

    def hello(place):
        line = http.client.HTTPConnection(*place, timeout=5)
        line.request("GET", "/")
        with contextlib.closing(line):
            return line.getresponse().read()

    answers, shut = asyncio.run(serve())
    assert answers == [b"hello"] * 3
    # Each visitor left a place behind, so only the first needed another's.
    assert shut == [True, *[False] * 7]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has this")
def test_a_visitor_who_takes_nothing_of_a_page_is_let_go():
    (listener,) = sockets("127.0.0.1", 0)
    with contextlib.closing(listener):
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000
        let_go_of_the_deaf(listener, within=500)
        with socket.create_connection(listener.getsockname()) as deaf:
            listener.setblocking(True)
            line, _ = listener.accept()
            with line:
                line.settimeout(WITHIN)
                # More than the systems of both sides hold back for it.
                with pytest.raises(OSError, match=r"(?i)timed out") as told:
                    line.sendall(bytes(100 * MEGABYTE))
                assert told.value.errno is not None, "the system ended it, not this test's patience"
            assert deaf.fileno() >= 0


def test_where_few_files_may_be_open_half_open_lines_still_keep_nobody_out():
    few = 300
    with tempfile.TemporaryDirectory(prefix="bp") as folder:
        command = "ulimit -n 300; exec "
        command += f"{sys.executable} -m bestpractices serve --port 0 --no-browser"
        process = subprocess.Popen(
            ["sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": folder},
        )
        try:
            address = process.stdout.readline().decode().split()[-1]
            place = place_of(address)
            with half_open(place, MANY) as lines:
                line = http.client.HTTPConnection(*place, timeout=WITHIN)
                line.request("GET", RECORD)
                assert line.getresponse().status == 200
                line.close()
                held = psutil.Process(process.pid).net_connections("tcp")
                assert len(held) <= ceiling(few) + 1
                assert is_shut(lines[0])
        finally:
            process.terminate()
            _, errors = process.communicate()
    assert b"Too many open files" not in errors
    assert b"Traceback" not in errors


def test_a_low_limit_of_open_files_is_raised_as_far_as_this_user_may():
    code = (
        "import resource; from bestpractices.serving.patience import raise_file_limit;"
        "print(raise_file_limit(), resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    limits = ((64, 512), (256, 256), (512, 100_000))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    for soft, hard in limits:
        if most != resource.RLIM_INFINITY and hard > most:
            continue
        shell = f"ulimit -S -n {soft}; ulimit -H -n {hard}; exec {sys.executable} -c '{code}'"
        said = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
        wanted = min(hard, patience.MOST_FILES)
        assert said.stdout.strip() == f"{wanted} ({wanted}, {hard})"


def test_a_limit_that_is_high_enough_stays():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    assert raise_file_limit(most=1) == before[0]
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


def test_the_shared_server_has_raised_its_own_limit(server):
    soft, hard = psutil.Process(server.process.pid).rlimit(psutil.RLIMIT_NOFILE)

    assert soft == min(hard, patience.MOST_FILES) or soft > patience.MOST_FILES


def refused(ask, path, **wishes):
    """Whether a request was cut off or refused with a short answer."""
    try:
        answer = ask(path, **wishes)
    except (ConnectionError, http.client.HTTPException):
        return True
    return answer.status == 400  # the only one that tornado says itself


@pytest.mark.parametrize("path", [RECORD, "/", "/coach/", "/coach/login", "/coach/en/start"])
def test_a_megabyte_of_address_header_or_body_is_refused_and_costs_no_memory(ask, server, path):
    before = psutil.Process(server.process.pid).memory_info().rss
    big = "a" * MEGABYTE
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert refused(ask, f"{path}?token={big}")
    assert refused(ask, f"{path}/{big}")
    assert refused(ask, path, headers={"Cookie": big})
    assert refused(ask, path, headers={f"X-{number}": "a" * 1000 for number in range(1000)})
    assert refused(ask, path, method="POST", body=big.encode(), headers=form)

    assert ask(RECORD).status == 200
    assert psutil.Process(server.process.pid).memory_info().rss - before < 20 * MEGABYTE


def test_a_body_just_over_the_limit_is_cut_off_and_one_below_is_read(ask, strangers):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    wishes = {"method": "POST", "headers": form, "of": next(strangers)}

    # Read, and refused because it lacks what a form of ours has.
    assert ask("/coach/login", body=b"a" * LONGEST_BODY, **wishes).status == 403
    assert refused(ask, "/coach/login", body=b"a" * (LONGEST_BODY + 1), **wishes)


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b: c\r\n : d\r\n\r\n",
    ],
)
def test_what_is_no_sound_request_gets_an_empty_refusal_or_none(server, ask, said):
    with half_open(place_of(server.address), 1, said=said) as (line,):
        line.settimeout(WITHIN)
        answer = b""
        while piece := line.recv(4096):
            answer += piece
            if not re.match(rb"HTTP/1\.1 400", answer):
                break

    # Tornado writes this line itself: there is no page in it that headers could guard.
    assert answer in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert ask(RECORD).status == 200


def test_the_log_of_all_this_is_short_and_has_no_traceback(log_of_module):
    log = log_of_module()

    assert "Traceback" not in log
    assert max(map(len, log.splitlines()), default=0) < 1000
