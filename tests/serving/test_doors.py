"""The coach's door is shut without the token, and both doors close when the program is told to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
import pytest

from bestpractices.serving.doors import PortInUseError, Server, sockets

START = "/coach/voila/render/start.ipynb"
NOBODY = "8cf3ba10-0000-4000-8000-000000000000"
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",  # the example of RFC 6455
}
ENDED_WITHIN = 20


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def place(self) -> str:
        return self.headers.get("Location", "")


@pytest.fixture
def ask(server):
    """Sends a request just as it is written and follows no redirect."""

    def send(path, *, method="GET", body=b"", headers=()):
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
        connection.putrequest(method, path)
        for name, value in dict(headers).items():
            connection.putheader(name, value)
        if method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read().decode())
        connection.close()
        return found

    return send


def coach_kernels(folder):
    """Live notebooks, by the files with which their kernels began."""
    return {path.name for path in folder.glob("voila_*/kernel-*.json")}


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=token-of-the-test"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", START),
        ("POST", START),
        ("GET", "/coach/voila/render/"),
        ("GET", "/coach/voila/tree"),
        ("GET", "/coach/voila/files/start.ipynb"),
        ("GET", "/coach/voila/api/contents"),
        ("GET", "/coach/api/kernels"),
        ("POST", "/coach/api/kernels"),
        ("GET", f"/coach/api/kernels/{NOBODY}"),
        ("DELETE", f"/coach/api/kernels/{NOBODY}"),
        ("POST", f"/coach/voila/api/shutdown/{NOBODY}"),
    ],
)
def test_without_the_token_nothing_opens_and_no_kernel_starts(ask, server, method, path, query):
    before = coach_kernels(server.folder)

    answer = ask(path + query, method=method)

    assert answer.status in (302, 403, 404, 405)
    if answer.status == 302:
        assert answer.place.startswith("/coach/login?next=")
    assert coach_kernels(server.folder) <= before


@pytest.mark.parametrize("query", ["", "?token=wrong"])
def test_without_the_token_there_is_no_line_to_a_kernel(ask, query):
    answer = ask(f"/coach/api/kernels/{NOBODY}/channels{query}", headers=UPGRADE)

    assert answer.status == 403


def test_a_wrong_token_in_a_header_opens_nothing(ask):
    answer = ask(START, headers={"Authorization": "token wrong"})

    assert answer.place.startswith("/coach/login")


def test_with_the_token_the_start_page_is_ours_whatever_template_is_asked_for(ask, server):
    before = coach_kernels(server.folder)

    answer = ask(f"{START}?token={server.token}&template=lab&theme=dark")

    assert answer.status == 200
    assert len(coach_kernels(server.folder) - before) == 1
    assert "/coach/static/site.css" in answer.text
    assert 'data-jp-theme-name="JupyterLab Light"' in answer.text
    hosts = {urlsplit(a).netloc for a in re.findall(r'(?:src|href)="([^"]+)"', answer.text)}
    assert hosts == {""}


@pytest.mark.parametrize(
    "path",
    [
        "/coach/voila/render/nothing.ipynb",
        "/coach/voila/render/../dashboards/practices.ipynb",
        "/coach/voila/render/%2e%2e/dashboards/practices.ipynb",
        "/coach/voila/render/..%2f..%2fREADME.md",
        "/coach/voila/static/../../../../etc/passwd",
        "/coach/voila/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/coach/voila/templates/coach/index.html.j2",
        "/coach/voila/templates/coach/static/../index.html.j2",
        "/coach/voila/templates/coach/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/coach/voila/templates/../static/../../etc/passwd",
        "/coach/voila/labextensions/../../../../etc/passwd",
        "/coach/voila/labextensions/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/coach/voila/files/start.ipynb",
        "/coach/static/../conf.json",
        "/coach/static/nothing.css",
    ],
)
def test_even_with_the_token_no_other_file_is_shown(ask, server, path):
    answer = ask(f"{path}?token={server.token}")
    if answer.status == 302:  # Voila sends what is no notebook on to its list of files
        answer = ask(f"{answer.place}?token={server.token}")

    assert answer.status in (400, 403, 404)
    assert "root:" not in answer.text
    assert "{%" not in answer.text
    assert "nbformat" not in answer.text


def test_the_address_of_the_door_leads_to_the_start_page(ask):
    assert [ask(path).place for path in ("/coach", "/coach/")] == [START, START]


@pytest.mark.parametrize("path", ["/login", "/logout", "/api/kernels", "/voila/render/start.ipynb"])
def test_what_belongs_to_the_coach_is_not_at_the_root(ask, path):
    assert ask(path).status == 404


def signed_in(ask, key, place="/coach/"):
    """Answer of the page that asks for the token, filled in as a browser does it."""
    page = ask("/coach/login")
    guard = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
    return ask(
        f"/coach/login?{urlencode({'next': place})}",
        method="POST",
        body=urlencode({"password": key, "_xsrf": guard}).encode(),
        headers={
            "Cookie": page.headers["Set-Cookie"].partition(";")[0],
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )


def test_the_login_page_takes_the_token_and_remembers_the_coach(ask, server):
    answer = signed_in(ask, server.token, START)

    assert (answer.status, answer.place) == (302, START)
    cookie = next(c for c in answer.headers.get_all("Set-Cookie") if c.startswith("username-"))
    assert "HttpOnly" in cookie
    # Known by the cookie alone: nobody answers at this kernel, but the door is open.
    line = ask(f"/coach/api/kernels/{NOBODY}", headers={"Cookie": cookie.partition(";")[0]})
    assert line.status == 404


@pytest.mark.parametrize("key", ["", "wrong", "token-of-the-test", "x" * 10_000, "ş"])
def test_the_login_page_refuses_any_other_key(ask, key):
    answer = signed_in(ask, key)

    assert answer.status in (200, 401)
    assert "username-" not in str(answer.headers.get_all("Set-Cookie"))


@pytest.mark.parametrize(
    "place", ["//evil.example/", "http://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host_after_signing_in(ask, server, place):
    by_form = signed_in(ask, server.token, place)
    by_address = ask(f"/coach/login?{urlencode({'next': place, 'token': server.token})}")

    for answer in (by_form, by_address):
        assert answer.status == 302
        assert re.match(r"/(?![/\\])", answer.place)


def test_signing_out_leads_back_to_the_door_and_takes_the_cookie_back(ask):
    answer = ask("/coach/logout", headers={"Cookie": "username-127-0-0-1=x"})

    assert (answer.status, answer.place) == (302, "/coach/login")


def test_the_login_page_never_shows_the_token(ask, server):
    assert server.token not in ask("/coach/login").text


def test_the_addresses_are_those_of_this_machine_when_phones_may_in(kb):
    server = Server(kb, host="0.0.0.0", token="key")  # noqa: S104, S106 - a test of just that
    for line in server._sockets:
        line.close()

    root = f"http://127.0.0.1:{server.port}/"
    assert server.addresses.participants == root
    assert server.addresses.coach == f"{root}coach/voila/render/start.ipynb?token=key"


def test_a_new_token_is_long_and_never_the_same(kb):
    servers = [Server(kb), Server(kb)]
    for line in (line for server in servers for line in server._sockets):
        line.close()

    assert servers[0].token != servers[1].token
    assert min(len(server.token) for server in servers) >= 32


def test_a_port_in_use_is_named_with_the_mend():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"127.0.0.1:{port} .*choose another with --port"):
            sockets("127.0.0.1", port)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("moment", ["at once", "with a kernel"])
def test_the_program_ends_when_it_is_told_to_and_leaves_nothing_behind(name, moment):
    # A short name: sockets of kernels lie below it, and their paths must not be long.
    with tempfile.TemporaryDirectory(prefix="bp") as folder:
        command = [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": folder},
        ) as process:
            try:
                assert process.stdout.readline()
                if moment == "with a kernel":
                    wait_for(lambda: list(Path(folder).glob("*/kernel.json")))
                below = psutil.Process(process.pid).children(recursive=True)
                process.send_signal(getattr(signal, name))
                assert process.wait(ENDED_WITHIN) == 0
                errors = process.stderr.read().decode()
            finally:
                process.kill()
        assert "Traceback" not in errors
        wait_for(lambda: not any(child.is_running() for child in below))
        assert [path.name for path in Path(folder).iterdir()] == []


def wait_for(seen):
    """Look again and again until something is seen."""
    until = time.monotonic() + ENDED_WITHIN
    while not seen():
        assert time.monotonic() < until
        time.sleep(0.05)
