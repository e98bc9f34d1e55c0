"""What a visitor of the participants' door gets over the line."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli
import pytest

from bestpractices.texts import Texts

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
RECORD = "/en/practices/duo-for-a-job"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture
def ask(server):
    """Sends a request just as it is written: no address is tidied, no redirect is followed."""

    def send(path, *, method="GET", **headers):
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    return send


def static_names(ask):
    return re.findall(r'"(/static/[^"]+)"', ask(RECORD).text)


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("tr", "tr"),
        ("fr-BE", "fr"),
        ("nl-BE,nl;q=0.9,en;q=0.5", "nl"),
        ("de,fr;q=0.4,tr;q=0.8", "tr"),
        ("TR", "tr"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("tr;q=0,fr;q=0.1", "fr"),
        ("tr;q=abc,fr", "fr"),
        ("tr;q=1.2.3", "en"),
        ("tr;q=.,nl", "nl"),
        ("tr;q=nan,nl", "nl"),
        (";;;,,,=;q", "en"),
        ("trx", "en"),
        ("x" * 5000, "en"),
        ("de," * 500 + "tr", "en"),
    ],
)
def test_an_address_without_a_language_leads_to_the_readers_own(ask, wish, lang):
    answer = ask("/practices", Accept_Language=wish)

    assert (answer.status, answer.headers["Location"]) == (302, f"/{lang}/practices")
    assert answer.headers["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize(
    ("cookie", "lang"),
    [
        ("lang=nl", "nl"),
        ("lang=xx", "fr"),
        ("lang=", "fr"),
        ("lang=../../etc", "fr"),
        ("lang", "fr"),
        (";;=;lang=%01", "fr"),
        ('lang="tr', "fr"),
    ],
)
def test_a_language_chosen_before_goes_first_and_a_garbled_one_is_nobodys(ask, cookie, lang):
    answer = ask("/", Cookie=cookie, Accept_Language="fr")

    assert (answer.status, answer.headers["Location"]) == (302, f"/{lang}/")


def test_the_filter_in_an_address_is_kept_on_the_way_to_the_language(ask):
    answer = ask("/practices?themes=housing&q=%C4%B0zmir", Accept_Language="tr")

    assert answer.headers["Location"] == "/tr/practices?themes=housing&q=%C4%B0zmir"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/en", "/en/"),
        ("/en/practices/", "/en/practices"),
        ("/en/practices/?q=a", "/en/practices?q=a"),
        ("/tr/practices/duo-for-a-job/", "/tr/practices/duo-for-a-job"),
        ("/practices/duo-for-a-job", "/en/practices/duo-for-a-job"),
    ],
)
def test_nearly_right_addresses_lead_to_the_right_one(ask, path, place):
    answer = ask(path)

    assert answer.status in (301, 302)
    assert answer.headers["Location"] == place


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/en/",
        "///evil.example",
        "/en//evil.example/",
        "/en//evil.example",
        "/\\evil.example",
        "/%2f%2fevil.example/",
        "/%5c%5cevil.example/",
        "/en/%2f%2fevil.example/",
        "//evil.example/%2e%2e/en/practices/",
        "//en//evil.example",
        "/en/practices/?next=//evil.example",
        "/practices?//evil.example",
    ],
)
def test_nobody_is_sent_to_another_host(ask, path):
    place = ask(path).headers.get("Location", "/")

    assert urlsplit(place).netloc == ""
    assert urlsplit(place).scheme == ""
    assert re.match(r"/([^/\\]|$)", place)


def test_a_page_that_the_reader_has_is_not_sent_again(ask):
    first = ask(RECORD)
    tag = first.headers["Etag"]

    again = ask(RECORD, If_None_Match=tag)

    assert (again.status, again.body) == (304, b"")
    assert again.headers["Etag"] == tag
    assert ask(RECORD, If_None_Match='W/"another"').status == 200
    assert ask(RECORD, If_None_Match="garbage").status == 200
    assert first.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
        ("brotli", None),
        ("", None),
    ],
)
def test_a_page_is_compressed_as_the_client_asks(ask, accepted, encoding):
    answer = ask(RECORD, Accept_Encoding=accepted)

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert unpack(answer.body) == ask(RECORD).body


@pytest.mark.parametrize("path", [RECORD, "/en/nothing", "/practices", "/static/nothing.css"])
def test_head_says_the_same_as_get_without_the_page(ask, path):
    whole, head = ask(path), ask(path, method="HEAD")

    assert head.body == b""
    assert head.status == whole.status
    for name in ("Content-Length", "Etag", "Content-Type", "Location"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [RECORD, "/", "/static/site.css", "/en/nothing"])
def test_the_door_is_for_reading_only(ask, method, path):
    answer = ask(path, method=method, Content_Length="0")

    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "Traceback" not in answer.text


def test_static_files_have_names_for_ever(ask):
    names = static_names(ask)

    assert {name.rpartition(".")[2] for name in names} == {"css", "js", "svg"}
    for name in names:
        answer = ask(name)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert ask(name, If_None_Match=answer.headers["Etag"]).status == 304
        kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
        assert answer.headers["Content-Type"].startswith(kinds[name.rpartition(".")[2]])


@pytest.mark.parametrize(
    "path",
    [
        "/static/site.css",
        "/static/site.0000000000.css",
        "/static/",
        "/static/../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e%5c%2e%2e%5cetc%5cpasswd",
        "/static/..\\..\\etc\\passwd",
        "/static/%252e%252e%252fetc%252fpasswd",
        "/static/site.css%00.js",
        "/en/%00",
        "/en/../../etc/passwd",
        "/en/%2e%2e/%2e%2e/etc/passwd",
        "/en/..%5c..%5cetc%5cpasswd",
        "/en/practices/../../kb/LICENSE",
        "/en/practices/%ff%fe",
        "/%ff",
        "/en/practices/__class__",
        "/en/version/0",
        "/en/folder/x",
        "/en/vocabulary/lists",
        "/en/Practices/duo-for-a-job",
        "/xx/practices",
        "/kb/practices/duo-for-a-job.md",
        "/notebooks/dashboards/practices.ipynb",
    ],
)
def test_what_is_no_page_is_not_found_and_shows_nothing_of_the_machine(ask, path):
    answer = ask(path)

    assert answer.status in (400, 404)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Cache-Control" not in answer.headers or "max-age" not in answer.headers["Cache-Control"]
    for word in ("root:", "Traceback", "bestpractices/", "site-packages"):
        assert word not in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (RECORD, {}, 200),
        ("/practices", {}, 302),
        ("/en/practices/", {}, 301),
        (RECORD, {"If_None_Match": "*"}, 304),
        ("/en/nothing", {}, 404),
        ("/nothing", {}, 404),
        ("/en/%ff", {}, 400),
        ("/static/nothing.js", {}, 404),
    ],
)
def test_every_answer_carries_the_headers_that_guard(ask, path, headers, status):
    answer = ask(path, **headers)

    assert answer.status == status
    for name, value in GUARDS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "Server" not in answer.headers


@pytest.mark.parametrize("lang", ["en", "tr", "fr", "nl"])
def test_an_unknown_page_is_answered_in_the_readers_language(ask, lang):
    title = Texts(lang)("There is no page at this address")

    for answer in (ask(f"/{lang}/nothing"), ask("/nothing", Accept_Language=lang)):
        assert answer.status == 404
        assert f'<html lang="{lang}">' in answer.text
        assert f"<h1>{title}</h1>" in answer.text


def test_a_template_or_theme_in_the_address_changes_nothing(ask):
    assert ask("/en/practices?template=lab&theme=dark").body == ask("/en/practices").body


def test_no_page_holds_the_token_of_the_coach(ask, server):
    for path in ("/en/", "/en/practices", RECORD, "/en/nothing", "/", *static_names(ask)):
        answer = ask(path)
        assert server.token not in answer.text
        assert server.token not in str(answer.headers)


def test_a_client_that_speaks_no_http_does_not_stop_the_others(ask, server):
    address = urlsplit(server.address)
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(b"\x16\x03\x01\x02\x00\x01\x00 / HTTP/9\r\n\r\n")
        line.recv(100)

    assert ask(RECORD).status == 200


def test_a_header_of_a_megabyte_is_refused(ask):
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(RECORD, Cookie="a" * 1_000_000)

    assert ask(RECORD).status == 200


def test_a_body_of_a_gigabyte_is_refused_before_it_is_read(ask):
    answer = ask(RECORD, method="POST", Content_Length="1000000000")

    assert answer.status == 400
