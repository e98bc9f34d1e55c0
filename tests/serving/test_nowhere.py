"""Pages that are none of the list: the navigation marks nothing, and no way is a dead end."""

from __future__ import annotations

import re

import pytest

from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.library import Library


def switch(html):
    """Where the language switch leads, by language."""
    return {lang: href for href, lang in re.findall(r'<a href="([^"]+)" hreflang="(\w+)"', html)}


@pytest.mark.parametrize(
    "path", ["/fr/nothing", "/nothing", "/fr/practices/nothing", "/coach/login"]
)
def test_such_a_page_is_not_the_overview_and_leads_to_pages_in_every_language(ask, path):
    answer = ask(path, headers={"Accept-Language": "fr"})
    places = switch(answer.text)

    assert 'aria-current="page"' not in answer.text
    assert not re.findall(r"<link [^>]*hreflang", answer.text)  # it has no other addresses
    assert set(places) == set(LANGUAGES)
    for lang, place in places.items():
        there = ask(place)
        if there.status == 302:  # the coach's first page asks for the key and leads back to itself
            assert f"next=%2Fcoach%2F{lang}%2Fstart" in there.place
            there = ask(there.place)
        assert there.status == 200


def test_the_room_is_the_same_page_in_every_language_and_not_the_overview(ask):
    text = ask("/en/room").text

    assert 'aria-current="page"' not in text
    assert switch(text) == {lang: f"/{lang}/room" for lang in LANGUAGES}


def test_a_page_that_could_not_be_made_is_not_the_overview(kb):
    html = Library(kb).broken("tr").plain().decode()

    assert 'aria-current="page"' not in html
    assert switch(html) == {lang: f"/{lang}/" for lang in LANGUAGES}
