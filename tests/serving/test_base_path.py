"""Both doors under a path of a host: nothing leads out of it, whatever a proxy does on the way."""

from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import quote, urlencode, urlsplit

import pytest
from click.testing import CliRunner
from tornado.httputil import HTTPServerRequest, RequestStartLine

from bestpractices.cli import main
from bestpractices.serving.base_path import BasePathError, Placed, base_path

# Signs that mean something in a pattern, and the letters of a Turkish user.
BASE = f"/user/a+b.{quote('ş')}/proxy/"
KEY = "the-key-of-this-test"


@pytest.fixture(scope="module")
def house(kb, serve_here):
    with serve_here(kb, base=BASE) as own:
        yield own


@pytest.mark.parametrize("path", ["/", "/kb/", "/user/jane@example.org/", "/user/a%C5%9F/x~1/"])
def test_a_path_between_slashes_is_taken_as_it_is(path):
    assert base_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "kb", "/kb", "kb/", "//", "/a//b/", "/a/../b/", "/./", "/a b/", "/ş/", "/%zz/", "/a%/",
     "/a?b/", "/a#b/", "/a;b/", '/"/', "/<b>/", "/a\n/", "/a\\b/", "https://example.org/kb/"],
)  # fmt: skip
def test_what_is_no_path_is_refused_in_one_line(path):
    with pytest.raises(BasePathError, match="begin and end it with a slash") as caught:
        base_path(path)
    if "\n" not in path:
        assert len(str(caught.value).splitlines()) == 1


def test_serve_refuses_a_wrong_path_in_one_line_and_does_not_start():
    result = CliRunner().invoke(main, ["serve", "--port", "0", "--base-url", "kb", "--no-browser"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [result.stderr.strip()]
    assert '"kb" is no path to serve under' in result.stderr


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/user/%C5%9F/en/needs?themes=a", "/user/%C5%9F/en/needs?themes=a"),
        ("/user/%25C5%259F/en/needs", "/user/%C5%9F/en/needs"),  # encoded by a proxy once more
        ("/en/needs?q=1", "/user/%C5%9F/en/needs?q=1"),  # taken away by a proxy
        ("/", "/user/%C5%9F/"),
    ],
)
def test_a_request_is_found_below_the_base_whatever_a_proxy_did(asked, found):
    application = SimpleNamespace(find_handler=lambda request: request)
    request = HTTPServerRequest(start_line=RequestStartLine("GET", asked, "HTTP/1.0"))

    answered = Placed(application, "/user/%C5%9F/").find_handler(request)

    assert (answered.uri, answered.path) == (found, found.partition("?")[0])


def addresses(html):
    """What a page links, fetches or listens to on its own host."""
    named = re.findall(r'\b(?:href|src|action|data-[a-z]+)="([^"]*)"', html)
    return {address for address in named if address.startswith("/")}


@pytest.mark.parametrize("path", ["en/", "tr/glossary", "fr/practices/zanzu", "nl/room", "en/no"])
def test_everything_that_a_page_names_is_below_the_path(house, path):
    _, text = house.get(f"{BASE}{path}")

    found = addresses(text)
    assert len(found) > 10
    assert {address for address in found if not address.startswith(BASE)} == set()


def test_style_sheets_scripts_and_the_stream_are_served_there(house):
    _, text = house.get(f"{BASE}en/glossary")

    for address in re.findall(r'(?:src|href)="([^"]+\.(?:js|css|svg))"', text):
        assert house.get(address)[0].status == 200
    assert f'data-live="{BASE}live"' in text
    answer, _ = house.get(f"{BASE}live", method="HEAD")
    assert answer.status == 405  # a stream is there; to listen takes a GET


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("", "nl/"),
        ("practices?themes=a&q=%C5%9F", "nl/practices?themes=a&q=%C5%9F"),
        ("en/needs/", "en/needs"),
        # The key of a Jupyter server in front stays in no address that might be sent to others.
        ("?token=of-jupyter", "nl/"),
        ("en/glossary?q=a&token=of-jupyter&themes=b", "en/glossary?q=a&themes=b"),
    ],
)
def test_redirects_stay_below_the_path(house, path, place):
    answer, _ = house.get(f"{BASE}{path}", Accept_Language="nl")

    assert answer.headers["Location"] == f"{BASE}{place}"


def test_a_proxy_that_takes_the_path_away_gets_the_same_pages(house):
    whole, text = house.get(f"{BASE}en/practices/zanzu")
    bare, same = house.get("/en/practices/zanzu")

    assert (whole.status, bare.status) == (200, 200)
    assert text == same


def test_the_room_and_the_printed_addresses_name_the_path(house):
    found = house.server.addresses
    _, text = house.get(f"{BASE}en/room")

    for address in (found.participants, found.coach, found.room):
        assert urlsplit(address).path.startswith(BASE)
    assert f'href="{house.server.room}"' in text


def test_without_the_key_the_door_asks_for_it_below_the_path(house):
    answer, _ = house.get(f"{BASE}coach/en/start")

    place = f"{BASE}coach/en/start"
    assert answer.headers["Location"] == f"{BASE}coach/login?{urlencode({'next': place})}"


def test_the_door_opens_by_the_form_and_its_cookies_are_for_itself_alone(house):
    page, text = house.get(f"{BASE}coach/login?next={BASE}coach/en/start")
    (guard,) = re.findall(r'name="_xsrf" value="([^"]+)"', text)

    answer, _ = house.get(
        f"{BASE}coach/login?next={quote(BASE, '')}coach/en/start",
        method="POST",
        body=urlencode({"password": KEY, "_xsrf": guard}),
        Cookie=page.headers["Set-Cookie"].partition(";")[0],
        Content_Type="application/x-www-form-urlencoded",
    )

    assert (answer.status, answer.headers["Location"]) == (302, f"{BASE}coach/en/start")
    for cookie in (page.headers["Set-Cookie"], answer.headers["Set-Cookie"]):
        assert f"Path={BASE}coach/" in cookie
        # Not the names that a Jupyter server in front of this one gives to its own.
        assert not cookie.startswith(("username-", "_xsrf="))


def test_the_switch_of_language_at_the_door_leads_back_to_it(house):
    _, text = house.get(f"{BASE}coach/login")

    switch = re.findall(r'<a href="([^"]+)" hreflang="tr"', text)
    assert switch == [f"{BASE}coach/tr/start"]
    answer, _ = house.get(switch[0])
    assert answer.headers["Location"].startswith(f"{BASE}coach/login?next=")


def test_the_key_in_a_header_counts_before_one_in_the_address(house):
    # A Jupyter server puts ours into the header; in the address its own may stand.
    answer, _ = house.get(f"{BASE}coach/?token=of-jupyter", Authorization=f"token {KEY}")
    wrong, _ = house.get(f"{BASE}coach/?token={KEY}", Authorization="token of-jupyter")

    assert answer.headers["Location"] == f"{BASE}coach/en/start"
    assert wrong.headers["Location"].startswith(f"{BASE}coach/login?")


def test_the_line_to_a_kernel_is_below_the_path_and_asks_for_the_key(house):
    kernel = f"{BASE}coach/api/kernels/8cf3ba10-0000-4000-8000-000000000000"

    assert house.get(kernel)[0].status == 403
    assert house.get(kernel, Authorization=f"token {KEY}")[0].status == 404
    assert house.get(f"{kernel}/channels", Upgrade="websocket")[0].status == 403
