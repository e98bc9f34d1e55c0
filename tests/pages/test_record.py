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

from bestpractices.errors import UnknownIdError
from bestpractices.pages.assets import assets
from bestpractices.pages.edition import DASHBOARDS, Edition
from bestpractices.pages.reading import PAGES
from bestpractices.pages.record import record_page
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.marks import parts
from bestpractices.records.models import (
    BuildingBlock,
    Figure,
    Funding,
    IndicatorValue,
    ReviewState,
    Source,
    Statement,
    Transfer,
)
from bestpractices.texts import Texts

BASE = "/sub/path/"
HAIR, HARD = "\u202f", "\u00a0"
SEPARATORS = {"en": ",.", "tr": ".,", "fr": f"{HAIR},", "nl": ".,"}
PERCENT = {"en": "{}%", "tr": "%{}", "fr": f"{{}}{HARD}%", "nl": "{}%"}
NUMBER = re.compile(r"[-+]?\d")


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


def _rows(page: str) -> set[tuple[str, ...]]:
    """Cells of all tables without their tags."""
    return {
        tuple(
            unescape(re.sub(r"<[^>]*>", "", cell))
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        )
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    }


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
    editions: Any, pages: Any, lang: str
) -> None:
    unknown = Texts(lang)("year not known")
    lost = []
    for address, record, page in _of(editions[lang], pages):
        rows = _rows(page)
        for _, figure in parts(record, Figure):
            value = _figure(figure.value, figure.unit, lang)
            row = (figure.what, value, str(figure.year or unknown), figure.source or "")
            if row not in rows:
                lost.append((address, row))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_of_a_place_stands_on_its_page(
    editions: Any, pages: Any, lang: str
) -> None:
    e, unknown = editions[lang], Texts(lang)("year not known")
    labels = {part.id: part.label.passage(lang).text for part in e.kb.indicators.indicators}
    lost = []
    for address, record, page in _of(e, pages):
        rows = _rows(page)
        for _, row in parts(record, IndicatorValue):
            label = labels[row.indicator] + re.sub(r"\[(\w+)\]", r"\1", row.note or "")
            value = _figure(row.value, row.unit, lang)
            if (label, value, str(row.year or unknown), row.source or "") not in rows:
                lost.append((address, label, value))
    assert lost == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_payment_stands_on_its_page(editions: Any, pages: Any, lang: str) -> None:
    t = Texts(lang)
    lost = []
    for address, record, page in _of(editions[lang], pages):
        rows = _rows(page)
        for _, paid in parts(record, Funding):
            amount = _figure(paid.amount, paid.currency, lang)
            year = str(paid.year or t("year not known"))
            if (paid.who, amount, year, paid.source or "") not in rows:
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


def test_an_unknown_id_is_answered_with_the_nearest(editions: Any) -> None:
    with pytest.raises(UnknownIdError, match='did you mean "practices/duo-for-a-job"'):
        record_page(editions["tr"], "practices/duo-for-a-jop")


def test_a_record_of_another_kind_is_not_found_at_this_address(editions: Any) -> None:
    with pytest.raises(UnknownIdError):
        record_page(editions["en"], "needs/duo-for-a-job")


def test_a_draft_has_no_page(small: Any) -> None:
    kb = small.base(small.practice("hidden", state=ReviewState.DRAFT)).public()

    with pytest.raises(UnknownIdError):
        record_page(Edition(kb, "en"), "practices/hidden")


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (2.8, "en", "2.8%"),
        (2.8, "tr", "%2,8"),
        (2.8, "fr", f"2,8{HARD}%"),
        (1.1, "nl", "1,1%"),
        (0, "tr", "%0"),
        (0.0625, "en", "0.0625%"),
        (100, "en", "100%"),
    ],
)
def test_percent_figures_keep_their_digits(small: Any, value: float, lang: str, shown: str) -> None:
    figure = Figure(what="share", value=value, unit="percent", year=2020, source="s1")
    practice = small.practice(results=(figure,), sources=(small.source(),))
    _, page = record_page(Edition(small.base(practice), lang), "practices/one")

    assert ("share", shown, "2020", "s1") in _rows(page)
    assert page.count(f">{shown}<") == 2  # as the sign of the result, and in the table


def test_figures_keep_every_decimal_of_the_source(small: Any) -> None:
    figure = Figure(what="rate", value=0.12345, unit="points", year=2020, source="s1")
    practice = small.practice(scale=(figure,))
    _, page = record_page(Edition(small.base(practice), "nl"), "practices/one")

    assert "0,12345 points" in page


def test_an_unknown_value_year_or_source_is_said(small: Any) -> None:
    figure = Figure(what="guests", value=None, unit="people", year=None, source=None)
    paid = Funding(who="a fund", amount=None, currency="EUR", year=None, source=None)
    practice = small.practice(results=(figure,), funding=(paid,))
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert _rows(page) >= {
        ("guests", "not known", "year not known", ""),
        ("a fund", "not known", "year not known", ""),
    }


def test_a_practice_of_which_little_is_known_says_so(small: Any, words: Any) -> None:
    _, page = record_page(Edition(small.base(small.practice()), "en"), "practices/one")
    shown = words(page)

    assert "No figure of a result was found in a source" in shown
    assert "No cost was found in a source" in shown
    assert "Organisation not known" in shown
    assert "Record not checked yet" in shown


def test_a_project_of_which_little_is_known_says_so(small: Any, words: Any) -> None:
    _, page = record_page(Edition(small.base(small.project()), "en"), "projects/one")
    shown = words(page)

    for field in ("Coordinator", "Partners", "Start", "End", "Budget"):
        assert f"{field} not known" in shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "February 2016"),
        ("tr", "Şubat 2016"),
        ("fr", "février 2016"),
        ("nl", "februari 2016"),
    ],
)
def test_a_month_is_written_in_words(small: Any, words: Any, lang: str, shown: str) -> None:
    project = small.project(start="2016-02", end="2018")
    page = words(record_page(Edition(small.base(project), lang), "projects/one")[1])

    assert shown in page
    assert "2018" in page


def test_years_of_a_practice_that_began_and_ended_in_one_are_one(small: Any) -> None:
    practice = small.practice(started=2019, ended=2019)
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert "2019" in page
    assert "2019–2019" not in page


@pytest.mark.parametrize("kind", ["practice", "need", "project"])
def test_a_text_that_lacks_the_language_stands_in_its_own_and_is_marked(
    small: Any, kind: str
) -> None:
    record = getattr(small, kind)(
        title=LocalText(fr="Café des langues"), summary=LocalText(fr="On parle.")
    )
    for lang, mark in {"en": "in French", "tr": "Fransızca"}.items():
        _, page = record_page(Edition(small.base(record), lang), f"{kind}s/one")

        assert '<h1 lang="fr">Café des langues</h1>' in page
        assert 'lang="fr">On parle.</p>' in page
        (found,) = re.findall(r'<span class="mark">([^<]*(?:French|Frans)[^<]*)</span>', page)
        assert mark in found
    _, french = record_page(Edition(small.base(record), "fr"), f"{kind}s/one")
    assert "en français" not in french


def test_a_name_that_lacks_the_language_stands_in_its_own(small: Any) -> None:
    body = small.organisation(name=LocalText(nl="Stad Gent"))
    _, page = record_page(Edition(small.base(body), "tr"), "organisations/one")

    assert '<h1 lang="nl">Stad Gent</h1>' in page


def test_a_machine_translation_is_marked_and_shows_its_original(small: Any) -> None:
    states = {"en": "machine", "tr": "original"}
    need = small.need(
        title=LocalText(en="Work", tr="İş"),
        summary=LocalText(en="People look for it.", tr="İnsanlar arıyor."),
        translation=_states(title=states, summary=states),
    )
    kb = small.base(need)
    _, english = record_page(Edition(kb, "en"), "needs/one")
    _, turkish = record_page(Edition(kb, "tr"), "needs/one")

    assert "machine translation" in english
    assert '<span lang="tr">İnsanlar arıyor.</span>' in english
    assert "<details" not in turkish


def test_a_translation_of_an_older_text_is_marked(small: Any) -> None:
    states = {"en": "original", "fr": "outdated"}
    need = small.need(
        title=LocalText(en="Work", fr="Travail"),
        summary=LocalText(en="New.", fr="Ancien."),
        translation=_states(title={"en": "original", "fr": "human"}, summary=states),
    )
    _, page = record_page(Edition(small.base(need), "fr"), "needs/one")

    assert Texts("fr")("translation of an older text") in page
    assert '<span lang="en">New.</span>' in page


def test_a_human_translation_has_no_mark(small: Any) -> None:
    states = {"en": "original", "fr": "human"}
    need = small.need(
        title=LocalText(en="Work", fr="Travail"),
        summary=LocalText(en="New.", fr="Nouveau."),
        translation=_states(title=states, summary=states),
    )
    _, page = record_page(Edition(small.base(need), "fr"), "needs/one")

    assert "<details" not in page


def _states(**fields: dict[str, str]) -> Any:
    from bestpractices.records.languages import TranslationState

    return {
        field: {lang: TranslationState(state) for lang, state in states.items()}
        for field, states in fields.items()
    }


def test_a_body_without_a_heading_is_shown(small: Any) -> None:
    practice = small.practice(body="People meet.\n")
    _, page = record_page(Edition(small.base(practice), "tr"), "practices/one")

    assert "<p>People meet.</p>" in page


def test_text_before_the_first_heading_and_after_the_last_is_shown(small: Any, words: Any) -> None:
    practice = small.practice(body="First.\n\n## Limits\n\nThen.\n\n## Thanks")
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert "First Limits Then Thanks" in words(page)


def test_a_known_heading_speaks_the_language_and_another_stays_english(small: Any) -> None:
    practice = small.practice(body="## Limits\n\nA.\n\n## Practices\n\nB.\n")
    _, page = record_page(Edition(small.base(practice), "tr"), "practices/one")

    assert f'<h2 lang="tr">{Texts("tr")("Limits")}</h2>' in page
    assert '<h2 lang="en">Practices</h2>' in page


def test_a_place_shows_what_happens_in_its_districts(small: Any) -> None:
    brussels = small.town("Brussels", context="brussels")
    jette = small.town("Jette", part_of="brussels")
    practice = small.practice("walk", places=("jette",))
    kb = small.base(
        practice, small.need("work", provinces=("jette",)), small.context("brussels"),
        places=(brussels, jette),
    )  # fmt: skip
    _, place = record_page(Edition(kb, "en"), "contexts/brussels")
    _, page = record_page(Edition(kb, "en"), "practices/walk")

    assert 'href="/en/practices/walk"' in place
    assert 'href="/en/needs/work"' in place
    assert '<a href="/en/contexts/brussels">Jette</a>' in page


def test_a_place_of_which_nothing_more_is_known_is_not_linked(small: Any) -> None:
    kb = small.base(small.practice(places=("aalst",)), places=(small.town("Aalst"),))
    _, page = record_page(Edition(kb, "en"), "practices/one")

    assert "Aalst" in page
    assert "contexts/" not in page


def test_records_on_the_same_themes_stand_with_what_they_share(small: Any, words: Any) -> None:
    kb = small.base(
        small.practice("duo", themes=("employment", "housing")),
        small.need("work", themes=("employment",)),
        small.need("home", themes=("housing", "employment")),
        small.need("health", themes=("health",)),
    )
    _, page = record_page(Edition(kb, "en"), "practices/duo")
    found = re.findall(r'href="/en/needs/(\w+)"', page)

    assert found == ["home", "work"]


def test_a_tie_is_on_the_page_of_both_organisations(small: Any, words: Any) -> None:
    from bestpractices.records.models import Relation

    city = small.organisation("city")
    club = small.organisation(
        "club", related=(Relation(organisation="city", relation="part-of", source="s1"),)
    )
    e = Edition(small.base(city, club), "en")

    assert "Part of city" in words(record_page(e, "organisations/club")[1])
    assert "Has these parts club" in words(record_page(e, "organisations/city")[1])


def test_an_organisation_without_ties_says_so(small: Any) -> None:
    _, page = record_page(Edition(small.base(small.organisation()), "en"), "organisations/one")

    assert "No tie to another record is known." in page
