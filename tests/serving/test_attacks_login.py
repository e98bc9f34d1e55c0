"""Attacks on the key: who guesses is slowed and refused, and nobody else is shut out by it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
import pytest

from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.attempts import EVERY, SLOWEST, TRIES, Attempts
from bestpractices.texts import Texts

NOBODY = "/coach/api/kernels/8cf3ba10-0000-4000-8000-000000000000"
TOO_OFTEN = 429
AT_ONCE = 16
KEY = "the-key-of-this-test"
WITHIN = 90  # seconds: programs start beside other tests


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_the_first_wrong_keys_are_answered_at_once_then_slower_and_slower(clock):
    attempts = Attempts(clock=clock)

    delays = [attempts.failed("a") for _ in range(TRIES)]

    assert delays == [0, 0, 0, 0.125, 0.25, 0.5, 1, 1, 1, 1]
    assert max(delays) == SLOWEST


def test_after_ten_wrong_keys_the_next_waits_a_few_seconds_and_no_more(clock):
    attempts = Attempts(clock=clock)
    for _ in range(TRIES - 1):
        attempts.failed("a")
    assert attempts.wait("a") == 0
    attempts.failed("a")

    assert attempts.wait("a") == EVERY
    # Whoever is refused does not pay: asking on and on makes it no longer.
    assert [attempts.wait("a") for _ in range(1000)][-1] == EVERY
    clock.now += EVERY
    assert attempts.wait("a") == 0


def test_guessing_for_an_hour_gives_twenty_tries_a_minute(clock):
    attempts = Attempts(clock=clock)
    tries = 0
    for _ in range(36_000):
        clock.now += 0.1
        if not attempts.wait("a"):
            attempts.failed("a")
            tries += 1

    assert tries <= TRIES + 3600 / EVERY
    assert attempts.wait("a") <= EVERY


def test_wrong_keys_of_one_are_not_counted_for_another(clock):
    attempts = Attempts(clock=clock)
    for _ in range(100):
        attempts.failed("a")

    assert attempts.wait("b") == 0


def test_what_is_remembered_of_strangers_has_an_end(clock):
    attempts = Attempts(clock=clock, remembered=100)
    for _ in range(TRIES):
        attempts.failed("first")
    for number in range(99):
        attempts.failed(str(number))
    assert attempts.wait("first") > 0  # not forgotten before its turn

    for number in range(100_000):
        attempts.failed(str(number))

    assert len(attempts._paid) == 100


def by_form(key, page):
    guard = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
    return "/coach/login", {
        "method": "POST",
        "body": urlencode({"password": key, "_xsrf": guard}).encode(),
        "headers": {
            "Cookie": page.headers["Set-Cookie"].partition(";")[0],
            "Content-Type": "application/x-www-form-urlencoded",
        },
    }


def by_address(key, _):
    return f"{NOBODY}?{urlencode({'token': key})}", {}


def by_page(key, _):
    return f"/coach/en/start?{urlencode({'token': key})}", {}


def by_header(key, _):
    return NOBODY, {"headers": {"Authorization": f"token {key}"}}


def by_line(key, _):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    headers = {**upgrade, "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    return f"{NOBODY}/channels?{urlencode({'token': key})}", {"headers": headers}


def by_ticket(key, _):
    return f"/coach/open?{urlencode({'ticket': key})}", {}


WAYS = {way.__name__: way for way in (by_form, by_address, by_page, by_header, by_line, by_ticket)}


@pytest.fixture
def guess(ask):
    """Tries a key in some way from some address, many times at once if asked for."""

    def send(way, key, *, of, times=1):
        path, wishes = WAYS[way](key, ask("/coach/login", of=of))
        with ThreadPoolExecutor(times) as threads:
            waiting = [threads.submit(ask, path, of=of, **wishes) for _ in range(times)]
            return [one.result() for one in waiting]

    return send


@pytest.mark.parametrize("way", list(WAYS))
def test_who_guesses_the_key_is_told_to_wait_whatever_way_they_come(guess, strangers, server, way):
    attacker = next(strangers)
    began = time.monotonic()

    answers = guess(way, "wrong", of=attacker, times=AT_ONCE)

    refused = [answer for answer in answers if answer.status == TOO_OFTEN]
    assert len(answers) - len(refused) <= TRIES + (time.monotonic() - began) / EVERY
    assert refused
    assert all(1 <= int(answer.headers["Retry-After"]) <= EVERY for answer in refused)
    assert "username-" not in str([answer.cookies for answer in answers])
    # Another address does not notice.
    assert guess("by_header", server.token, of=next(strangers))[0].status == 404


def test_a_coach_with_the_cookie_works_on_at_the_address_of_an_attacker(
    guess, ask, strangers, cookie
):
    attacker = next(strangers)
    answers = guess("by_header", "wrong", of=attacker, times=AT_ONCE)
    assert TOO_OFTEN in [answer.status for answer in answers]

    # With an old key in the address, too; and none of it counts as a try.
    for path in (NOBODY, *[f"{NOBODY}?token=wrong"] * 2 * TRIES):
        assert ask(path, headers={"Cookie": cookie}, of=attacker).status == 404


def test_while_somebody_waits_not_even_the_right_key_is_looked_at_and_soon_it_is(
    guess, strangers, server
):
    attacker = next(strangers)
    answers = guess("by_header", "wrong", of=attacker, times=AT_ONCE)
    assert TOO_OFTEN in [answer.status for answer in answers]
    # The last tries were answered with delay, in which one more try may have been paid for.
    guess("by_header", "wrong", of=attacker, times=4)

    (early,) = guess("by_header", server.token, of=attacker)
    time.sleep(int(early.headers["Retry-After"]))
    (late,) = guess("by_header", server.token, of=attacker)

    assert (early.status, late.status) == (TOO_OFTEN, 404)


def test_another_site_in_the_coachs_browser_uses_up_none_of_the_coachs_tries(
    ask, guess, strangers, server
):
    coach = next(strangers)
    path, _ = by_address("wrong", None)
    for site in ("cross-site", "same-site"):
        with ThreadPoolExecutor(AT_ONCE) as threads:
            told = {"headers": {"Sec-Fetch-Site": site}, "of": coach}
            waiting = [threads.submit(ask, path, **told) for _ in range(AT_ONCE)]
            assert TOO_OFTEN in {one.result().status for one in waiting}

    assert guess("by_address", server.token, of=coach)[0].status == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_to_wait_is_told_so_in_their_language(ask, guess, strangers, lang):
    attacker = next(strangers)
    guess("by_header", "wrong", of=attacker, times=AT_ONCE)
    guess("by_header", "wrong", of=attacker, times=4)

    answer = ask("/coach/?token=wrong", headers={"Accept-Language": lang}, of=attacker)

    assert answer.status == TOO_OFTEN
    assert f'<html lang="{lang}">' in answer.text
    said = Texts(lang)("Too many wrong keys came from this computer or its network.")
    assert said in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", ["wrong", "token-of-the-test", "token-of-the-testsx", "ş", "\0"])
def test_only_the_whole_key_opens(guess, strangers, server, key):
    assert guess("by_address", key, of=next(strangers))[0].status == 403
    assert guess("by_address", server.token, of=next(strangers))[0].status == 404


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        '"2|1:0|10:1700000000|8:username|4:eyJ9|00"',
        "2|1:0|10:9999999999|24:username-127-0-0-1|4:e30=|" + "0" * 64,
    ],
)
def test_a_cookie_that_the_server_did_not_sign_is_nobodys(ask, server, cookie, forged):
    name = cookie.partition("=")[0]

    answer = ask("/coach/en/start", headers={"Cookie": f"{name}={forged}"})

    assert answer.place.startswith("/coach/login")


def test_a_cookie_for_one_name_of_the_server_is_none_for_another(ask, server, cookie):
    port = urlsplit(server.address).port
    name, _, value = cookie.partition("=")
    other = name.replace("127-0-0-1", "evil-example")
    evil = {"Host": f"evil.example:{port}"}

    for sent in (cookie, f"{other}={value}", f"{cookie}; {other}={value}"):
        answer = ask("/coach/en/start", headers={**evil, "Cookie": sent})
        assert answer.place.startswith("/coach/login?")


def serving(folder, **environment):
    """A server of its own as people start it, with a browser that notes how it was started."""
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/asked\n', encoding="utf-8")
    script.chmod(0o700)
    return subprocess.Popen(
        [sys.executable, "-m", "bestpractices", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={
            **os.environ,
            "BESTPRACTICES_TOKEN": KEY,
            "BROWSER": str(script),
            "TMPDIR": str(folder),
            **environment,
        },
    )


def test_the_browser_is_opened_with_a_ticket_for_once_and_the_key_is_in_no_command_line():
    # A short name: sockets of kernels lie below it, and their paths must not be long.
    with tempfile.TemporaryDirectory(prefix="bp") as name, serving(Path(name)) as process:
        try:
            asked = Path(name, "asked")
            until = time.monotonic() + WITHIN
            while not (asked.exists() and asked.read_text(encoding="utf-8")):
                assert time.monotonic() < until
                time.sleep(0.05)
            opened = asked.read_text(encoding="utf-8").strip()
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(True)]
            lines = [" ".join(one.cmdline()) for one in family]

            assert KEY not in opened
            assert not [line for line in lines if KEY in line]
            first, second = (_opened(opened) for _ in range(2))
        finally:
            process.terminate()
            process.stdout.close()

    assert "username-" in first
    assert "username-" not in second


def _opened(address):
    """Cookies that a browser gets at an address."""
    from http.client import HTTPConnection

    parts = urlsplit(address)
    line = HTTPConnection(parts.netloc, timeout=WITHIN)
    line.request("GET", f"{parts.path}?{parts.query}")
    answer = line.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, "/coach/")
    line.close()
    return str(answer.headers.get_all("Set-Cookie"))
