"""The coach's door is shut without the token, and both doors close when the program is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
import pytest

from bestpractices.serving.doors import PortInUseError, Server, sockets

START = "/coach/en/start"
NOBODY = "8cf3ba10-0000-4000-8000-000000000000"
ENDED_WITHIN = 60  # seconds; a render that was begun ends first, on a busy machine slowly


def coach_kernels(folder):
    """Live notebooks, by the files with which their kernels began."""
    return {path.name for path in folder.glob("voila_*/kernel-*.json")}


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=token-of-the-test"])
@pytest.mark.parametrize(
    "call",
    [
        ("GET", "/coach/"),
        ("GET", START),
        ("HEAD", START),
        ("POST", START),
        ("GET", "/coach/news"),
        ("GET", "/coach/voila/tree"),
        ("GET", "/coach/voila/files/start.ipynb"),
        ("GET", "/coach/voila/api/contents"),
        ("GET", "/coach/voila/render/start.ipynb"),
        ("GET", "/coach/api/kernels"),
        ("POST", "/coach/api/kernels"),
        ("GET", f"/coach/api/kernels/{NOBODY}"),
        ("DELETE", f"/coach/api/kernels/{NOBODY}"),
        ("POST", f"/coach/api/kernels/{NOBODY}/restart"),
        ("POST", f"/coach/voila/api/shutdown/{NOBODY}"),
    ],
)
def test_without_the_token_nothing_opens_and_no_kernel_starts(ask, server, strangers, call, query):
    method, path = call
    before = coach_kernels(server.folder)

    answer = ask(path + query, method=method, of=next(strangers))

    assert answer.status in (302, 403, 404, 405)
    if answer.status == 302:
        assert answer.place.startswith("/coach/login?next=")
    assert "username-" not in str(answer.cookies)
    assert coach_kernels(server.folder) <= before


def test_a_wrong_token_in_a_header_opens_nothing(ask, strangers):
    answer = ask(START, headers={"Authorization": "token wrong"}, of=next(strangers))

    assert answer.place.startswith("/coach/login")


def test_the_right_token_in_a_header_opens_the_door_to_scripts(ask, server):
    answer = ask(f"/coach/api/kernels/{NOBODY}", headers={"Authorization": f"token {server.token}"})

    assert answer.status == 404


def test_the_token_goes_into_the_cookie_and_out_of_the_address(ask, server):
    before = coach_kernels(server.folder)

    answer = ask(f"{START}?lang=tr&token={server.token}&need=a%26b")

    assert (answer.status, answer.place) == (302, f"{START}?lang=tr&need=a%26b")
    assert any(cookie.startswith("username-") for cookie in answer.cookies)
    assert coach_kernels(server.folder) <= before


def test_the_start_page_is_ours_whatever_template_is_asked_for(server, cookie, open_page):
    before = coach_kernels(server.folder)

    with open_page(server.address, cookie, f"{START}?template=lab&theme=dark") as page:
        assert len(coach_kernels(server.folder) - before) == 1
        assert 'class="cells"' in page.text
        assert "jp-" not in page.text
        fetched = re.findall(r'<(?:link|script|img)[^>]* (?:src|href)="([^"]+)"', page.text)
        assert {urlsplit(address).netloc for address in fetched} == {""}
    assert coach_kernels(server.folder) <= before


@pytest.mark.parametrize(
    "path",
    [
        "/coach/en/nothing",
        "/coach/de/start",
        "/coach/en/start.ipynb",
        "/coach/en/../dashboards/practices",
        "/coach/en/%2e%2e/dashboards/practices",
        "/coach/en/..%2f..%2fREADME.md",
        "/coach/en/start%00",
        "/coach/voila/static/../../../../etc/passwd",
        "/coach/voila/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/coach/voila/templates/cells/index.html.j2",
        "/coach/voila/labextensions/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/coach/voila/files/start.ipynb",
        "/coach/voila/render/start.ipynb",
        "/coach/voila/api/contents",
        "/coach/api/kernels",
        "/coach/api/kernels/..%2f..%2fconf.json",
        "/coach/static/../conf.json",
    ],
)
def test_even_with_the_token_no_other_file_is_shown(ask, cookie, path):
    answer = ask(path, headers={"Cookie": cookie})

    assert answer.status in (400, 403, 404)
    assert "root:" not in answer.text
    assert "{%" not in answer.text
    assert "nbformat" not in answer.text


@pytest.mark.parametrize(
    ("wish", "lang"), [("tr", "tr"), ("fr-BE", "fr"), ("de", "en"), ("", "en")]
)
def test_the_address_of_the_door_leads_to_the_start_page(ask, cookie, wish, lang):
    headers = {"Cookie": cookie, "Accept-Language": wish}

    places = [ask(path, headers=headers).place for path in ("/coach", "/coach/")]

    assert places == [f"/coach/{lang}/start"] * 2


@pytest.mark.parametrize("path", ["/login", "/logout", "/api/kernels", "/start", "/en/start"])
def test_what_belongs_to_the_coach_is_not_at_the_root(ask, path):
    assert ask(path).status == 404


def signed_in(ask, key, place="/coach/", *, of="127.0.0.1"):
    """Answer of the page that asks for the token, filled in as a browser does it."""
    page = ask("/coach/login", of=of)
    guard = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
    return ask(
        f"/coach/login?{urlencode({'next': place})}",
        method="POST",
        body=urlencode({"password": key, "_xsrf": guard}).encode(),
        headers={
            "Cookie": page.headers["Set-Cookie"].partition(";")[0],
            "Content-Type": "application/x-www-form-urlencoded",
        },
        of=of,
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
def test_the_login_page_refuses_any_other_key(ask, strangers, key):
    answer = signed_in(ask, key, of=next(strangers))

    assert answer.status == 401
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
    assert server.addresses.coach == f"{root}coach/?token=key"


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
