"""The programme and the glossary."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from markupsafe import escape

from bestpractices.pages.edition import READING_PAGES, Edition
from bestpractices.pages.reading import PAGES, glossary_page, programme_page
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.registers import Glossary, Term


def test_every_reading_page_of_the_navigation_exists() -> None:
    assert set(PAGES) == set(READING_PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_programme_names_its_seven_work_packages_in_order(editions: Any, lang: str) -> None:
    e = editions[lang]
    _, page = programme_page(e)
    wanted = [
        f"{package.number}. {package.title.passage(lang).text}"
        for package in e.kb.programme.work_packages
    ]

    assert len(wanted) == 7
    assert re.findall(r"<h2 lang=\"\w\w\">(\d\. [^<]+)</h2>", unescape(page)) == wanted


def test_the_programme_says_all_that_its_file_says(editions: Any) -> None:
    programme = editions["en"].kb.programme
    _, page = programme_page(editions["en"])
    texts = [part.text for part in (*programme.aims, *programme.target_groups)]
    texts += [part.text for part in programme.principles]
    texts += [f"{part.name}</dt><dd>{part.who}" for part in programme.roles]
    texts += [part.what for part in programme.indicators]
    for package in programme.work_packages:
        texts += [step.text for step in (*package.activities, *package.outputs)]

    assert [text for text in texts if text not in unescape(page)] == []


def test_the_programme_links_to_its_partners(editions: Any) -> None:
    e = editions["tr"]
    _, page = programme_page(e)

    for address in (
        f"projects/{e.kb.programme.project}",
        f"organisations/{e.kb.programme.lead.organisation}",
        f"organisations/{e.kb.programme.expert_partner.organisation}",
    ):
        assert f'href="/sub/path/tr/{address}"' in page


def test_an_indicator_of_the_programme_without_a_value_is_not_known(editions: Any) -> None:
    _, page = programme_page(editions["en"])
    without = [part for part in editions["en"].kb.programme.indicators if part.value is None]

    assert without
    assert page.count("<b>not known</b>") == len(without)


def test_a_source_of_the_programme_without_an_address_is_text(kb: Any, small: Any) -> None:
    programme = kb.programme.model_copy(update={"sources": (small.source(),)})
    _, page = programme_page(Edition(replace(kb, programme=programme), "en"))

    assert '<span lang="en">Report</span>. Ministry.' in page
    assert 'href="None"' not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_programme_in_another_language_says_so(editions: Any, lang: str) -> None:
    _, page = programme_page(editions[lang])
    spoken = editions[lang].kb.programme.title.passage(lang).lang

    assert f'<h1 lang="{spoken}">' in page
    if spoken != lang:
        assert 'class="mark"' in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_has_every_term_in_four_languages(editions: Any, lang: str) -> None:
    e = editions[lang]
    _, page = glossary_page(e)

    assert page.count('<tr id="') == len(e.kb.glossary.terms) == 60
    for term in e.kb.glossary.terms:
        row = page.partition(f'<tr id="{term.id}">')[2].partition("</tr>")[0]
        for spoken in LANGUAGES:
            text = str(escape(getattr(term, spoken)))
            cell = f"<b>{text}</b>" if spoken == lang else text
            assert re.search(rf'<td lang="{spoken}"[^>]*>{re.escape(cell)}</td>', row)
        assert str(escape(term.note)) in row
        assert ('class="mark"' in row) == (term.source is None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_of_the_reader_comes_first(editions: Any, lang: str) -> None:
    _, page = glossary_page(editions[lang])
    row = page.partition('<tr id="')[2].partition("</tr>")[0]

    assert re.findall(r'lang="(\w\w)"', row)[0] == lang


def _glossary(*turkish: str) -> Glossary:
    terms = (
        Term(id=f"t{at}", en="x", tr=word, fr="x", nl="x", note="", source=None, checked="general")
        for at, word in enumerate(turkish)
    )
    return Glossary(kind="glossary", terms=tuple(terms), sources=())


def test_terms_stand_in_the_turkish_alphabet(small: Any) -> None:
    glossary = _glossary("şehir", "izin", "çocuk", "ırkçılık", "cinsiyet", "sığınma")
    _, page = glossary_page(Edition(replace(small.empty, glossary=glossary), "tr"))

    found = re.findall(r"<b>([^<]+)</b>", page)
    assert found == ["cinsiyet", "çocuk", "ırkçılık", "izin", "sığınma", "şehir"]


def test_a_glossary_without_sources_has_no_list_of_them(small: Any) -> None:
    _, page = glossary_page(Edition(replace(small.empty, glossary=_glossary("izin")), "en"))

    assert "<ol" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_base_without_programme_or_glossary_gives_a_page(
    small: Any, words: Any, lang: str, name: str
) -> None:
    title, page = PAGES[name](Edition(small.empty, lang))

    assert page.count("<h1>") == 1
    assert words(title) in words(page)
    assert "None" not in page
