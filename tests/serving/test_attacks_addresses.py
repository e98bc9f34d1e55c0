"""Attacks by address: what is served, to whom, with which headers, and what is never shown."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import tornado.web
from jupyter_server.base.handlers import JupyterHandler

from bestpractices.serving import doors
from bestpractices.serving.coach_door import coach_door
from bestpractices.serving.library import Library
from bestpractices.serving.live import News
from bestpractices.serving.login import (
    CoachLoginHandler,
    CoachLogoutHandler,
    CoachTicketHandler,
    Keyed,
)
from bestpractices.serving.participants import ParticipantHandler
from bestpractices.serving.seats import Seats

NOBODY = "8cf3ba10-0000-4000-8000-000000000000"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# The door itself: it is open to all, and lets nobody in without the key.
THRESHOLD = {CoachLoginHandler, CoachLogoutHandler, CoachTicketHandler}
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",  # the example of RFC 6455
}
FILLED = {
    r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)": NOBODY,
    r"(?P<lang>en|tr|fr|nl)": "en",
    r"(?P<page>[\w-]+)": "start",
    r"(?P<path>.*)": "practices",
    r"([\w.-]+)": "site.css",
    "(.*)": NOBODY,
    "?": "",
    "$": "",
}


@pytest.fixture(scope="module")
def rules(kb, tmp_path_factory):
    """Every address of the program as `serve` puts them together, with who answers there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("door")))
        door = coach_door(base="/", token="the-key-of-this-test")  # noqa: S106 - nobody listens
    library = Library(kb)
    door.take(library)
    seats = Seats(door.kernel_manager)
    door.app.add_handlers(".*$", doors.routes(library, News(library), seats, room="http://x/"))
    found = []

    def look(router):
        for rule in router.rules:
            if hasattr(rule.target, "rules"):
                look(rule.target)
            else:
                found.append((rule.matcher.regex.pattern, rule.target))

    look(door.app.default_router)
    assert door.app.settings["default_handler_class"].__mro__[1] is ParticipantHandler
    return found


def test_every_address_belongs_to_the_key_or_only_reads(rules):
    coach = [(path, answers) for path, answers in rules if path.startswith("/coach/")]
    others = [(path, answers) for path, answers in rules if not path.startswith("/coach/")]

    assert len(coach) >= 8
    assert len(others) >= 5
    for _, answers in coach:
        assert issubclass(answers, Keyed)
    for path, answers in others:
        assert issubclass(answers, ParticipantHandler)
        assert not issubclass(answers, JupyterHandler)  # knows neither kernels nor sessions
        assert answers.SUPPORTED_METHODS == ("GET", "HEAD")
        assert not re.search("kernel|channel|api|session|terminal|contents|voila", path)


def test_every_answer_comes_from_a_class_of_ours(rules):
    assert {answers.__module__.rpartition(".")[0] for _, answers in rules} == {
        "bestpractices.serving"
    }


def test_no_address_of_the_coach_is_open_without_the_key(rules, ask, strangers, server):
    tried = 0
    before = set(server.folder.glob("voila_*/kernel-*.json"))
    for path, answers in rules:
        if not path.startswith("/coach/") or answers in THRESHOLD:
            continue
        for pattern, value in FILLED.items():
            path = path.replace(pattern, value)  # noqa: PLW2901
        for method in METHODS:
            for query in ("", "?token=wrong"):
                answer = ask(path + query, method=method, of=next(strangers))
                tried += 1
                assert answer.status in (302, 403, 405), (method, path)
                if answer.status == 302:
                    assert answer.place.startswith("/coach/login?")
                assert "username-" not in str(answer.cookies)
    assert tried >= 5 * len(METHODS)
    assert set(server.folder.glob("voila_*/kernel-*.json")) <= before


def test_no_address_of_the_participants_starts_or_names_a_kernel(rules, ask, server, page):
    before = set(server.folder.glob("voila_*/kernel-*.json"))
    tails = (
        "api/kernels", f"api/kernels/{page.kernel_id}", f"api/kernels/{page.kernel_id}/channels",
        "api/sessions", "api/terminals", "api/contents", "api/status", "api/me", "api",
        "voila/render/start.ipynb", f"voila/api/shutdown/{page.kernel_id}", "metrics", "lab",
        "terminals/websocket/1", "files/start.ipynb", "view/start.ipynb", "nbconvert/html/a.ipynb",
    )  # fmt: skip
    for tail in tails:
        for path in (f"/{tail}", f"/en/{tail}", f"/static/{tail}", f"/live/{tail}"):
            for method in ("GET", "POST", "DELETE"):
                answer = ask(path, method=method, headers=page.headers)
                assert answer.status in (404, 405)
                assert page.kernel_id not in answer.text
            assert ask(path, headers={**UPGRADE, **page.headers}).status in (404, 405)
    assert set(server.folder.glob("voila_*/kernel-*.json")) == before
    assert ask(page.kernel, headers=page.headers).status == 200


CLIMBS = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "%252e%252e%252f", "..%c0%af", "....//",
    "..;/", "%u002e%u002e/", "..\\", "/",
)  # fmt: skip
AIMS = (
    "etc/passwd", "proc/self/environ", "proc/self/cmdline", "README.md", "pyproject.toml",
    "kb/practices/duo-for-a-job.md", "notebooks/coaching/start.ipynb", "voila.json",
    "bestpractices/serving/login.py", ".git/config",
)  # fmt: skip


@pytest.mark.parametrize("climb", CLIMBS)
@pytest.mark.parametrize(
    "root",
    ["/", "/en/", "/en/practices/", "/static/", "/coach/", "/coach/en/",
     "/coach/voila/api/shutdown/", "/coach/api/kernels/"],
)  # fmt: skip
def test_no_way_up_leads_to_a_file(ask, cookie, root, climb):
    for aim in AIMS:
        answer = ask(f"{root}{climb * 3}{aim}", headers={"Cookie": cookie})

        assert answer.status in (302, 400, 403, 404, 405)
        assert urlsplit(answer.place).netloc == ""
        for word in ("root:x", "nbformat", "import ", "[core]", "BESTPRACTICES", "kind: practice"):
            assert word not in answer.text


@pytest.mark.parametrize("query", ["template=lab", "theme=dark", "template=../../..", "theme=%00"])
@pytest.mark.parametrize("path", ["/en/practices", "/en/practices/duo-for-a-job", "/coach/login"])
def test_a_template_or_theme_in_the_address_changes_no_page(ask, path, query):
    def shown(address):
        return re.sub(r'name="_xsrf" value="[^"]+"', "", ask(address).text)

    assert shown(f"{path}?{query}") == shown(path)


def answers_of_all_kinds(page):
    """Requests that bring about every kind of answer, with the status that each gets."""
    known = page.headers
    form = {**known, "Content-Type": "application/x-www-form-urlencoded"}
    return [
        ("/en/practices/duo-for-a-job", {}, 200),
        ("/en/practices", {}, 200),
        ("/", {}, 302),
        ("/en", {}, 302),
        ("/en/practices/", {}, 301),
        ("/en/nothing", {}, 404),
        ("/en/%ff", {}, 400),
        ("/en/", {"method": "POST"}, 405),
        ("/en/", {"method": "PROPFIND"}, 405),
        ("*", {"method": "OPTIONS"}, 405),
        ("http://other.example/", {}, 404),
        ("/static/nothing.js", {}, 404),
        ("/live", {"whole": False}, 200),
        ("/en/room", {}, 200),
        ("/coach/login", {}, 200),
        ("/coach/login", {"method": "POST"}, 403),
        ("/coach/login", {"method": "PROPFIND"}, 405),
        ("/coach/logout", {}, 302),
        ("/coach/", {}, 302),
        ("/coach/", {"headers": known}, 302),
        ("/coach/open?ticket=wrong", {}, 302),
        ("/coach/en/start", {}, 302),
        ("/coach/en/start", {"method": "POST"}, 403),
        ("/coach/en/start", {"method": "PROPFIND"}, 405),
        ("/coach/en/nothing", {"headers": known}, 404),
        ("/coach/en/%ff", {"headers": known}, 400),
        ("/coach/en/start?a=%ff", {"headers": known}, 400),
        ("/coach/nothing", {}, 404),
        ("/coach/news", {}, 403),
        ("/coach/news", {"headers": known, "whole": False}, 200),
        (page.kernel, {}, 403),
        (page.kernel, {"headers": known}, 200),
        (page.kernel, {"headers": known, "method": "DELETE"}, 405),
        (f"/coach/api/kernels/{NOBODY}", {"headers": known}, 404),
        (page.end, {"method": "POST", "headers": form}, 403),
        (page.end, {"headers": known}, 405),
        (f"{page.kernel}/channels", {"headers": UPGRADE}, 403),
        (f"{page.kernel}/channels", {"headers": known}, 400),
        (f"{page.kernel}/channels", {"headers": {**UPGRADE, **known, "Origin": "http://e"}}, 403),
        (f"/coach/api/kernels/{NOBODY}/channels", {"headers": {**UPGRADE, **known}}, 404),
    ]


GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("number", range(40))
def test_every_answer_of_both_doors_carries_the_headers_that_guard(ask, page, strangers, number):
    path, wishes, status = answers_of_all_kinds(page)[number]

    answer = ask(path, of=next(strangers), **wishes)

    assert answer.status == status, path
    for name, value in GUARDS.items():
        assert answer.headers.get_all(name) == [value], path
    (policy,) = answer.headers.get_all("Content-Security-Policy")
    for rule in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "Server" not in answer.headers
    if path.startswith("/coach/") and path not in ("/coach/nothing", "/coach/en/%ff"):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for cookie in answer.cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/coach/"} <= set(cookie.split("; "))


def test_every_kind_of_answer_is_in_the_list(page):
    assert len(answers_of_all_kinds(page)) == 40


def test_an_open_line_to_a_kernel_carries_them_too(ask, server, page):
    import socket

    place = urlsplit(server.address)
    wished = {**UPGRADE, **page.headers, "Host": place.netloc}
    head = f"GET {page.kernel}/channels?session_id=a HTTP/1.1\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in wished.items())
    with socket.create_connection((place.hostname, place.port), timeout=30) as line:
        line.sendall(f"{head}\r\n".encode())
        answer = line.recv(65_536).partition(b"\r\n\r\n")[0].decode()

    assert answer.startswith("HTTP/1.1 101")
    for name, value in GUARDS.items():
        assert f"{name}: {value}" in answer
    assert "Server:" not in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:1", "localhost.evil.example", "x@y"]
)
def test_another_name_for_this_machine_opens_nothing_and_is_in_no_redirect(ask, page, host):
    named = {"Host": host}
    for path in ("/", "/en", "/coach/", "/coach/en/start", "/coach/logout"):
        answer = ask(path, headers={**page.headers, **named})

        assert answer.status in (302, 400)
        assert "evil" not in answer.place
    # A page that reaches this machine under its own name brings no cookie of the coach's.
    assert ask(page.kernel, headers={**page.headers, **named}).status in (400, 403)
    origin = {"Origin": f"http://{host}"}
    line = ask(f"{page.kernel}/channels", headers={**UPGRADE, **page.headers, **named, **origin})
    assert line.status in (400, 403)


def test_a_name_in_the_local_network_serves_participants(ask):
    for host in ("laptop.local", "laptop", "192.168.1.20:8866", "kb.example.org", "[::1]:8866"):
        assert ask("/en/practices/duo-for-a-job", headers={"Host": host}).status == 200
        assert ask("/coach/login", headers={"Host": host}).status == 200


@pytest.mark.parametrize("path", ["/coach/", "/coach/en/start", "/coach/login"])
def test_the_key_is_in_no_redirect_that_follows_it(ask, server, strangers, path):
    answer = ask(f"{path}?token={server.token}&next=/coach/en/start")

    assert answer.status == 302
    assert server.token not in answer.place
    wrong = ask(f"{path}?token=nearly-the-key&need=a", of=next(strangers))
    assert "nearly" not in wrong.place


def test_the_log_keeps_no_key_that_stood_in_an_address(ask, server, strangers):
    asked = (
        "/coach/nothing", "/nothing", "/en/nothing", "/coach/en/nothing", "/coach/logout",
        f"/coach/api/kernels/{NOBODY}", f"/coach/api/kernels/{NOBODY}/channels", "/coach/open",
        "/static/x.js", "/coach/en/start%00",
    )  # fmt: skip
    spelled = server.token.replace("-", "%2D")
    before = len(Path(server.log).read_text(encoding="utf-8"))
    for path in asked:
        for key in (server.token, spelled, "nearly-the-key"):
            for method in ("GET", "POST", "PROPFIND"):
                ask(f"{path}?token={key}&a=%ff", method=method, of=next(strangers))
                ask(f"{path}?token={key}", method=method, of=next(strangers))

    log = Path(server.log).read_text(encoding="utf-8")
    assert NOBODY in log[before:]  # what was asked for stands there
    assert "Traceback" not in log[before:]
    for key in (server.token, spelled, "nearly-the-key", "token="):
        assert key not in log


def test_no_page_of_the_coach_holds_the_key_either(ask, page, server):
    assert server.token not in page.text
    for path in ("/coach/en/nothing", "/coach/login", page.kernel, f"{page.kernel}/channels"):
        answer = ask(path, headers=page.headers)
        assert server.token not in answer.text
        assert server.token not in str(answer.headers)


def family(server):
    """The server, its warm parent and all kernels."""
    one = psutil.Process(server.process.pid)
    found = [one, *one.children(recursive=True)]
    return [child for child in found if child.status() != psutil.STATUS_ZOMBIE]


def test_the_key_is_on_no_command_line(server, page):
    lines = [" ".join(one.cmdline()) for one in family(server)]

    assert len(lines) >= 2  # the kernel of the page at least
    assert not [line for line in lines if server.token in line]


def test_the_key_is_in_the_environment_of_no_kernel_and_of_no_parent_of_them(server, page):
    _, *below = family(server)
    for one in below:
        environment = one.environ()
        assert "PATH" in environment
        assert "BESTPRACTICES_TOKEN" not in environment
        assert server.token not in str(environment)


def test_what_the_server_keeps_in_files_is_open_to_its_user_alone(server, page):
    found = 0
    for folder, _, names in os.walk(server.folder):
        if Path(folder) == server.folder:
            continue
        inside = Path(folder).relative_to(server.folder).parts
        if len(inside) == 1:
            assert stat.S_IMODE(Path(folder).stat().st_mode) & 0o777 == 0o700
        for name in names:
            found += name.endswith(".json")
            if name.endswith(".json"):
                assert stat.S_IMODE(Path(folder, name).stat().st_mode) & 0o077 == 0
    assert found >= 1


def test_the_key_lies_in_no_file_of_the_server(server, page):
    files = [path for path in server.folder.rglob("*") if path.is_file()]

    assert files
    assert not [path for path in files if server.token in path.read_text(errors="replace")]


def test_an_address_outside_of_a_sub_path_is_answered_as_all_others(kb, serve_here):
    with serve_here(kb, base="/sub/") as own:
        answer, text = own.get("/elsewhere")

    assert answer.status == 404
    assert "Server" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<h1>" in text


def test_tornados_own_answers_are_reached_by_no_rule(rules):
    plain = {tornado.web.ErrorHandler, tornado.web.StaticFileHandler, tornado.web.RedirectHandler}

    assert not plain & {answers for _, answers in rules}
