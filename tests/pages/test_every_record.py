"""Every record of the shipped base stands on its page whole, and every way from there is open."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from markupsafe import escape

from bestpractices.pages.assets import assets
from bestpractices.pages.edition import DASHBOARDS, PAGES_OF, Edition
from bestpractices.pages.reading import PAGES
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.marks import parts
from bestpractices.records.models import (
    BuildingBlock,
    Figure,
    Funding,
    IndicatorValue,
    Source,
    Statement,
    Transfer,
)
from bestpractices.texts import Texts

BASE = "/sub/path/"
HAIR, HARD = "\u202f", "\u00a0"
SEPARATORS = {"en": ",.", "tr": ".,", "fr": f"{HAIR},", "nl": ".,"}
PERCENT = {"en": "{}%", "tr": "%{}", "fr": f"{{}}{HARD}%", "nl": "{}%"}


def _written(value: float, lang: str) -> str:
    """Number by the rules of the language, made without the library that the pages use."""
    swapped = dict(zip(",.", SEPARATORS[lang], strict=True))
    digits = f"{Decimal(repr(value)):,}".removesuffix(".0")
    return "".join(swapped.get(sign, sign) for sign in digits)


def _figure(value: float | None, unit: str, lang: str) -> str:
    if value is None:
        return Texts(lang)("not known")
    number = _written(value, lang)
    return PERCENT[lang].format(number) if unit == "percent" else f"{number} {unit}"


def _of(e: Edition, pages: Any) -> Any:
    for address, record in e.kb.records():
        yield address, record, pages[e.lang, address]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_has_a_page_with_its_title(editions: Any, pages: Any, lang: str) -> None:
    without = [
        address
        for address, record, page in _of(editions[lang], pages)
        if f'{record.label.passage(lang).lang}">{escape(record.label.passage(lang).text)}</h1>'
        not in page
    ]
    assert without == []
    assert len([key for key in pages if key[0] == lang]) == 270 + len(PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_stands_on_its_page_with_unit_year_and_source(
    editions: Any, pages: Any, lang: str, rows: Any
) -> None:
    unknown = Texts(lang)("year not known")
    lost = []
    for address, record, page in _of(editions[lang], pages):
        found = rows(page)
        for _, figure in parts(record, Figure):
            value = _figure(figure.value, figure.unit, lang)
            row = (figure.what, value, str(figure.year or unknown), figure.source or "")
            if row not in found:
                lost.append((address, row))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_of_a_place_stands_on_its_page(
    editions: Any, pages: Any, lang: str, rows: Any
) -> None:
    e, unknown = editions[lang], Texts(lang)("year not known")
    labels = {part.id: part.label.passage(lang).text for part in e.kb.indicators.indicators}
    lost = []
    for address, record, page in _of(e, pages):
        found = rows(page)
        for _, row in parts(record, IndicatorValue):
            label = labels[row.indicator] + re.sub(r"\[(\w+)\]", r"\1", row.note or "")
            value = _figure(row.value, row.unit, lang)
            if (label, value, str(row.year or unknown), row.source or "") not in found:
                lost.append((address, label, value))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_payment_stands_on_its_page(editions: Any, pages: Any, lang: str, rows: Any) -> None:
    t = Texts(lang)
    lost = []
    for address, record, page in _of(editions[lang], pages):
        found = rows(page)
        for _, paid in parts(record, Funding):
            amount = _figure(paid.amount, paid.currency, lang)
            year = str(paid.year or t("year not known"))
            if (paid.who, amount, year, paid.source or "") not in found:
                lost.append((address, paid.who, amount))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_stands_on_its_page_with_its_address(
    editions: Any, pages: Any, lang: str
) -> None:
    lost = [
        (address, source.id)
        for address, record, page in _of(editions[lang], pages)
        for _, source in parts(record, Source)
        if not (
            f'<li id="{source.id}">' in page
            and str(escape(source.title)) in page
            and str(escape(source.publisher)) in page
            and (not source.url or f'href="{escape(source.url)}"' in page)
        )
    ]
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_building_block_stands_on_its_page_with_what_it_requires(
    editions: Any, pages: Any, lang: str
) -> None:
    lost = []
    for address, record, page in _of(editions[lang], pages):
        for _, block in parts(record, BuildingBlock):
            name = block.name.passage(lang)
            wanted = [f'<h3 lang="{name.lang}">{escape(name.text)}</h3>', str(escape(block.what))]
            wanted += [f"<li>{escape(need)}</li>" for need in block.requires]
            lost += [(address, block.id, text) for text in wanted if text not in page]
    assert lost == []


def test_every_claim_stands_on_its_page_before_its_source(editions: Any, pages: Any) -> None:
    lost = []
    for address, record, page in _of(editions["en"], pages):
        found = [(part.text, part.source) for _, part in parts(record, Statement)]
        found += [(part.text, part.source) for part in getattr(record, "constraints", ())]
        found += [(part.what, part.source) for _, part in parts(record, Transfer)]
        for text, source in found:
            told = rf'{re.escape(str(escape(text)))}(?:</span>)? <a class="cite" href="#{source}">'
            if not re.search(told, page):
                lost.append((address, text))
    assert lost == []


def test_every_sentence_of_a_body_stands_on_its_page(editions: Any, pages: Any, words: Any) -> None:
    lost = []
    for address, record, page in _of(editions["en"], pages):
        shown = words(page)
        lost += [
            (address, paragraph)
            for paragraph in getattr(record, "body", "").split("\n\n")
            if not paragraph.startswith("## ") and words(paragraph) not in shown
        ]
    assert lost == []


def _links(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'\s(?:href|src)="([^"]*)"', page)]


def _leads_nowhere(link: str, page: str, editions: Any, explorers: Any) -> str:
    """What is wrong with a link of a page; empty if it opens something."""
    if link.startswith(("http://", "https://")):
        return ""
    if link.startswith("#"):
        return "" if f'id="{link[1:]}"' in page else "no such place on the page"
    if not link.startswith(BASE):
        return "outside the base address"
    address = urlsplit(link.removeprefix(BASE))
    lang, _, path = unquote(address.path).partition("/")
    if lang == "static":
        return "" if path in {asset.served_as for asset in assets().values()} else "no such asset"
    if lang not in LANGUAGES or not _is_page(path, editions[lang].kb):
        return "no such page"
    wrong = _unknown_filters(parse_qs(address.query), explorers.get((lang, path)))
    return f"no such filter: {wrong}" if wrong else ""


def _is_page(path: str, kb: Any) -> bool:
    folder, _, name = path.partition("/")
    folder = PAGES_OF.get(folder, folder)
    return path in DASHBOARDS or path in PAGES or name in getattr(kb, folder, ())


def _unknown_filters(asked: dict[str, list[str]], explorer: Any) -> list[str]:
    facets = explorer.facets if explorer else []
    options = {facet["id"]: {option["id"] for option in facet["options"]} for facet in facets}
    return [key for key in asked if key != "q" and not set(asked[key]) <= options.get(key, set())]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_of_every_page_opens_something(
    editions: Any, explorers: Any, pages: Any, lang: str
) -> None:
    broken = {
        (path, link, wrong)
        for (spoken, path), page in pages.items()
        if spoken == lang
        for link in _links(page)
        if (wrong := _leads_nowhere(link, page, editions, explorers))
    }
    assert broken == set()


def test_a_link_that_opens_nothing_would_be_found(editions: Any, explorers: Any) -> None:
    for link in (
        "#s9",
        "/en/needs",
        f"{BASE}static/x.js",
        f"{BASE}de/needs",
        f"{BASE}en/needs/nobody",
        f"{BASE}en/needs?themes=nothing",
        f"{BASE}en/needs?methods=mentoring",
    ):
        assert _leads_nowhere(link, "", editions, explorers), link


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_leads_to_a_page(editions: Any, explorers: Any, lang: str) -> None:
    cards = [
        card
        for page in ("practices", "needs", "partners")
        for card in explorers[lang, page].records
    ]
    assert len(cards) == 57 + 18 + 162 + 20
    assert [
        card["href"] for card in cards if _leads_nowhere(card["href"], "", editions, explorers)
    ] == []


def test_no_id_stands_twice_on_a_page(pages: Any) -> None:
    doubled = [
        key
        for key, page in pages.items()
        if len(ids := re.findall(r'\sid="([^"]*)"', page)) != len(set(ids))
    ]
    assert doubled == []


def test_every_page_has_one_main_heading(pages: Any) -> None:
    assert [key for key, page in pages.items() if page.count("<h1") != 1] == []


def test_no_page_skips_a_level_of_headings(pages: Any) -> None:
    skipping = []
    for key, page in pages.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
        if any(b > a + 1 for a, b in pairwise(levels)):
            skipping.append(key)
    assert skipping == []


def test_no_page_has_a_style_or_a_script_of_its_own(pages: Any) -> None:
    """The Content-Security-Policy forbids them, so they would be dead."""
    inline = re.compile(
        r"<style|<[^>]*\s(?:style|on\w+)=|<script(?![^>]*\ssrc=)(?![^>]*application/json)"
    )
    assert [key for key, page in pages.items() if inline.search(page)] == []


def test_no_page_shows_what_the_program_calls_nothing(pages: Any) -> None:
    nothing = re.compile(
        r">\s*(?:None|null|undefined|nan)\b|\b(?:None|null|undefined|nan)\s*<"  # a whole text
        r"|\(None|None\)|None%|%None|None–|–None|"
        r"[\"#/=](?:None|null|undefined)[\"&?]"  # an attribute
    )
    assert {
        key: nothing.search(page)[0] for key, page in pages.items() if nothing.search(page)
    } == {}


def test_no_page_shows_a_placeholder(pages: Any) -> None:
    assert [key for key, page in pages.items() if re.search(r"[{}]|%\(", page)] == []
