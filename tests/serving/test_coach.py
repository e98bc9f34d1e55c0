"""A coaching page on its way to the browser: its frame at once, its cells when they are there."""

from __future__ import annotations

import json
import re
import threading
import zlib
from urllib.parse import urlsplit

import pytest

from bestpractices.records.languages import LANGUAGES
from bestpractices.serving import coach
from bestpractices.serving.seats import Seats
from bestpractices.texts import Texts

KEY = "the-key-of-this-test"
SEATS = 2
PAGE = "en/start"
CELLS = 'class="cells"'


@pytest.fixture(scope="module")
def house(kb, serve_here):
    with serve_here(kb, seats=SEATS) as own:
        yield own


@pytest.fixture(autouse=True)
def _nobody_stays(house):
    yield
    house.clear()


@pytest.fixture
def gate(monkeypatch):
    """A kernel that does not begin its cells before the gate is opened."""
    opened = threading.Event()
    real = coach.run

    async def run(*arguments, **named):
        assert opened.wait(60)
        return await real(*arguments, **named)

    monkeypatch.setattr(coach, "run", run)
    yield opened
    opened.set()


def coming_in(house, path, **headers):
    """An answer of which only the head was read."""
    line = house.connect()
    line.request("GET", f"/coach/{path}", headers={"Cookie": house.sign_in(), **headers})
    answer = line.getresponse()
    answer.line = line  # held open as long as the answer is
    return answer


def read_to(answer, sign, unpack=lambda piece: piece):
    """What has come in by the time that a sign is among it; it must come before the end."""
    text = b""
    while sign not in text.decode(errors="ignore"):
        piece = answer.read1()
        assert piece, f"no {sign} in {text.decode(errors='ignore')[-300:]}"
        text += unpack(piece)
    return text.decode()


def test_the_frame_is_sent_before_the_kernel_has_begun(house, gate):
    answer = coming_in(house, PAGE)

    begun = read_to(answer, "</progress>")
    assert not gate.is_set()
    assert "<h1>Before the session</h1>" in begun
    assert CELLS not in begun

    gate.set()
    whole = begun + answer.read().decode()
    assert whole.index('class="making"') < whole.index(CELLS)
    assert whole.rstrip().endswith("</html>")


def test_progress_grows_with_the_cells_to_their_number(house):
    _, text = house.open(PAGE)

    told = re.findall(r'<progress max="(\d+)" value="(\d+)"', text)
    most, steps = {int(most) for most, _ in told[1:]}, [int(value) for _, value in told]
    assert steps == sorted(set(steps))
    assert len(most) == 1
    assert steps[0] == 0
    assert 0 < steps[-1] < most.pop()  # the last cell is not done before the page is there


def test_a_browser_that_takes_gzip_reads_the_frame_while_the_kernel_works(house, gate):
    answer = coming_in(house, PAGE, **{"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"

    unpacked = zlib.decompressobj(16 + zlib.MAX_WBITS)
    begun = read_to(answer, "</progress>", unpacked.decompress)
    assert CELLS not in begun
    gate.set()
    rest = unpacked.decompress(answer.read()).decode()
    assert CELLS in rest
    assert unpacked.eof
    assert (unpacked.unused_data, unpacked.unconsumed_tail) == (b"", b"")


def test_a_browser_that_takes_no_gzip_gets_none(house):
    answer, text = house.open(PAGE, Accept_Encoding="gzip;q=0")

    assert "Content-Encoding" not in answer.headers
    assert CELLS in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_its_language_and_speaks_it(house, lang):
    _, text = house.open(f"{lang}/start")

    assert re.search(r"<html[^>]*>", text)[0] == f'<html lang="{lang}">'
    assert f"<title>{Texts(lang)('Before the session')}" in text


def test_the_page_names_a_kernel_that_lives_and_models_that_are_its_own(house):
    _, text = house.open(PAGE)

    assert re.search(r'data-kernel="/coach/api/kernels/([\w-]+)"', text)[1] in house.kernels
    states = json.loads(re.search(r'id="widget-states"[^>]*>(.*?)</script>', text, re.DOTALL)[1])
    assert set(states) == set(re.findall(r'data-model="(\d+)"', text))
    assert len({state["model"] for state in states.values()}) == len(states) == 2


def test_nothing_of_the_page_is_fetched_from_another_host(house):
    answer, text = house.open(PAGE)

    fetched = re.findall(r'<(?:script|img|iframe)[^>]*src="([^"]+)"', text)
    fetched += re.findall(r'<link[^>]*href="([^"]+)"', text)
    fetched += [re.search(r'data-news="([^"]+)"', text)[1]]
    fetched += re.findall(r'data-(?:kernel|end|host|line)="([^"]+)"', text)
    assert len(fetched) > 8
    assert {urlsplit(address).netloc for address in fetched} == {""}
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    for address in {part for part in fetched if "/static/" in part}:
        assert house.get(address)[0].status == 200, address


def test_the_key_leaves_the_address_and_all_else_stays_in_it(house):
    answer, _ = house.get(f"/coach/{PAGE}?token={KEY}&q=%C4%B0zmir&q=a%26b")

    assert answer.status == 302
    assert answer.headers["Location"] == f"/coach/{PAGE}?q=%C4%B0zmir&q=a%26b"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert house.kernels == []


def test_the_page_does_not_say_the_key(house):
    answer, text = house.open(PAGE)

    assert KEY not in text
    assert KEY not in str(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_page_says_so_in_its_language_and_starts_nothing(house, lang):
    for page in ("nothing", "Start", "start-"):
        answer, text = house.open(f"{lang}/{page}")
        assert answer.status == 404
        assert f'<html lang="{lang}">' in text
        assert Texts(lang)("There is no page at this address") in text
    assert house.open(f"{lang}/start.ipynb")[0].status == 404
    assert house.kernels == []


def test_without_the_key_a_page_starts_nothing(house):
    answer, _ = house.get(f"/coach/{PAGE}")

    assert answer.status == 302
    assert answer.headers["Location"].startswith("/coach/login")
    assert house.kernels == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_is_only_read(house, method):
    answer, _ = house.get(f"/coach/{PAGE}", method=method, Cookie=house.sign_in())

    assert answer.status in (403, 405)
    assert house.kernels == []


def test_a_visitor_who_leaves_while_the_page_is_made_leaves_no_kernel(house, gate, until):
    answer = coming_in(house, PAGE)
    read_to(answer, "</progress>")
    until(lambda: house.kernels)

    answer.line.sock.close()
    answer.close()
    gate.set()

    until(lambda: not house.kernels)
    assert house.seats.taken == 0


def test_a_page_that_is_left_gives_its_kernel_back_and_nobody_else_can(house):
    answer, text = house.open(PAGE)
    assert len(house.kernels) == 1

    forged = house.leave(answer, text.replace("data-guard=", 'data-guard="wrong" data-was='))
    assert (forged.status, len(house.kernels)) == (403, 1)

    assert house.leave(answer, text).status == 204
    assert house.kernels == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_full_house_says_so_asks_again_by_itself_and_opens_when_there_is_room(house, lang):
    opened = [house.open(PAGE) for _ in range(SEATS)]

    answer, text = house.open(f"{lang}/start?q=1")
    assert answer.status == 503
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Refresh"] == answer.headers["Retry-After"]
    carries = "{number} coaching page is open; this laptop carries no more."
    many = "{number} coaching pages are open; this laptop carries no more."
    assert lang != "en" or "2 coaching pages are open" in text
    assert Texts(lang).count(carries, many, SEATS) in text
    assert f'<html lang="{lang}">' in text
    assert f'href="/coach/{lang}/start?q=1"' in text
    assert len(house.kernels) == SEATS

    house.leave(*opened[0])
    answer, text = house.open(f"{lang}/start?q=1")
    assert answer.status == 200
    assert CELLS in text


def test_the_ceiling_is_that_of_the_server(house):
    assert isinstance(house.seats, Seats)
    assert house.seats.ceiling == SEATS
