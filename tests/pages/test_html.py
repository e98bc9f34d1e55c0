"""Nothing that a record says becomes markup; the frame around every page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from bestpractices.pages.assets import assets
from bestpractices.pages.edition import DASHBOARDS, READING_PAGES, Edition
from bestpractices.pages.html import cited, document, prose, render, web
from bestpractices.pages.practices import explorer
from bestpractices.pages.record import record_page
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Statement

ATTACKS = ("<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '"><svg onload=alert(1)>')


def _harmful(found: list[Any]) -> list[Any]:
    """Tags that run something, call another host or change the look."""
    return [
        (tag, attributes)
        for tag, attributes in found
        if (tag == "script" and not attributes.get("src", "").startswith("/static/"))
        or tag in ("img", "iframe", "object", "style", "base", "form")
        or any(name.startswith("on") or name == "style" for name in attributes)
        or any("javascript:" in value.lower() for value in attributes.values())
    ]


def _page(e: Edition, path: str) -> str:
    title, body = record_page(e, path)
    return document(e, path, title=title, body=body)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_a_text_is_shown_as_it_was_written(small: Any, tags: Any, attack: str) -> None:
    practice = small.practice(
        title=attack,
        summary=attack,
        body=f"{attack}\n\n## {attack}\n\n{attack} and {attack}",
        sources=(small.source(title=attack, publisher=attack),),
        enabling_factors=(Statement(text=attack, source="s1"),),
    )
    page = _page(Edition(small.base(practice), "en"), "practices/one")

    assert _harmful(tags(page)) == []
    assert "<script>alert" not in page
    assert page.count("alert(1)") >= 8  # said, not swallowed


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_a_name_reaches_no_list(small: Any, tags: Any, attack: str) -> None:
    practice = small.practice(title=attack, summary=attack)
    shown = explorer(Edition(small.base(practice), "en"))

    html = shown._fallback  # what stands on a page without JavaScript
    assert _harmful(tags(html)) == []
    assert "alert(1)" in html


@pytest.mark.parametrize(
    "body",
    [
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "![look](https://example.org/spy.png)",
        "<iframe src=https://example.org></iframe>",
        '[press](https://example.org "x\\" onclick=\\"alert(1)")',
    ],
)
def test_markdown_cannot_run_or_fetch_anything(tags: Any, body: str) -> None:
    assert _harmful(tags(prose(body))) == []


def test_a_link_to_another_page_stays_a_link(tags: Any) -> None:
    ((_, link),) = [t for t in tags(prose("[page](https://example.org/a?b=1)")) if t[0] == "a"]

    assert link["href"] == "https://example.org/a?b=1"
    assert "noopener" in link["rel"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://a", None])
def test_only_web_addresses_are_linked(address: str | None) -> None:
    assert web(address) == ""


def test_a_source_or_website_that_is_no_web_address_is_not_linked(small: Any, tags: Any) -> None:
    attack = "javascript:alert(1)"
    record = small.organisation(website=attack, sources=(small.source(url=attack),))
    page = _page(Edition(small.base(record), "en"), "organisations/one")

    assert _harmful(tags(page)) == []
    assert "Report" in page


def test_a_citation_leads_to_its_source() -> None:
    assert '<a class="cite" href="#s1">s1</a>' in prose("So it is [s1].")
    assert cited("So [s1]") == 'So <a class="cite" href="#s1">s1</a>'


@pytest.mark.parametrize("together", ["[s1; s2]", "[s1, s2]", "[s1;s2]"])
def test_citations_in_one_bracket_are_links_each(together: str) -> None:
    assert re.findall(r'href="#(\w+)"', prose(f"So {together}")) == ["s1", "s2"]


def test_what_only_looks_like_a_citation_stays_text() -> None:
    text = "see [S1], [s], [1] and [not s1]"

    assert prose(text) == f"<p>{text}</p>\n"


def test_a_citation_inside_code_or_a_link_makes_no_second_link(tags: Any) -> None:
    found = tags(prose('`[s1]` [see [s2]](https://e.org "a > [s3]") then [s4]'))
    links = [attributes for tag, attributes in found if tag == "a"]

    assert [link["href"] for link in links] == ["https://e.org", "#s4"]
    assert links[0]["title"] == "a > [s3]"


def test_headings_of_a_section_stand_below_its_own() -> None:
    html = prose("# a\n\n## b\n\n### c\n\n#### d\n\n###### f")

    assert re.findall(r"<(h\d)>", html) == ["h3", "h3", "h3", "h4", "h6"]


def test_a_table_of_markdown_is_a_table(tags: Any) -> None:
    found = [tag for tag, _ in tags(prose("| a | b |\n|--:|---|\n| 1 | 2 |"))]

    assert found.count("td") == 2


def test_values_of_templates_are_escaped(small: Any) -> None:
    html = render("opening.html", Edition(small.empty, "en"), title="a < b", lead="<b>")

    assert "a &lt; b" in html
    assert "<b>" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_names_its_language_and_the_other_three(small: Any, tags: Any, lang: str) -> None:
    page = document(Edition(small.empty, lang), "needs", title="T", body="<h1>T</h1>")
    found = tags(page)
    alternates = {
        a["hreflang"]: a["href"]
        for tag, a in found
        if tag == "link" and a.get("rel") == "alternate"
    }

    assert next(a for tag, a in found if tag == "html") == {"lang": lang}
    assert alternates == {other: f"/{other}/needs" for other in LANGUAGES}
    assert page.startswith("<!doctype html>")


def _current(tags: Any, page: str) -> list[str]:
    """Where the navigation says the reader is, by address; the language switch left out."""
    return [
        a["href"] for tag, a in tags(page) if tag == "a" and "aria-current" in a
        if "hreflang" not in a
    ]  # fmt: skip


@pytest.mark.parametrize("path", [*DASHBOARDS, *READING_PAGES])
def test_the_navigation_marks_the_page(small: Any, tags: Any, path: str) -> None:
    page = document(Edition(small.empty, "en"), path, title="T", body="")

    assert _current(tags, page) == [f"/en/{path}"]
    assert page.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("path", "list_page"),
    [
        ("practices/one", "practices"),
        ("needs/one", "needs"),
        ("organisations/one", "partners"),
        ("projects/one", "partners"),
        ("contexts/one", ""),
    ],
)
def test_the_navigation_marks_the_list_of_a_record(
    small: Any, tags: Any, path: str, list_page: str
) -> None:
    page = document(Edition(small.empty, "en"), path, title="T", body="")

    assert _current(tags, page) == [f"/en/{list_page}"]
    assert 'aria-current="page"' not in page


def test_a_page_that_is_none_of_ours_is_nowhere_in_the_navigation(small: Any, tags: Any) -> None:
    page = document(Edition(small.empty, "tr", "/kb/"), None, title="T", body="")
    found = tags(page)
    switch = {a["hreflang"]: a["href"] for tag, a in found if tag == "a" and "hreflang" in a}

    assert _current(tags, page) == []
    assert [a for tag, a in found if tag == "link" and a["rel"] == "alternate"] == []
    assert switch == {lang: f"/kb/{lang}/" for lang in LANGUAGES}
    assert "<title>T · " in page


def test_the_language_switch_may_lead_elsewhere(small: Any, tags: Any) -> None:
    places = {lang: f"/coach/{lang}/start" for lang in LANGUAGES}
    page = document(Edition(small.empty, "en"), None, title="T", body="", elsewhere=places)

    assert {
        a["hreflang"]: a["href"] for tag, a in tags(page) if tag == "a" and "hreflang" in a
    } == places


@pytest.mark.parametrize(("live", "feeds"), [(True, ["/kb/nl/feed.xml"]), (False, [])])
def test_only_a_served_page_names_the_feed_of_its_server(
    small: Any, tags: Any, live: bool, feeds: list[str]
) -> None:
    base = small.base(small.practice(checked=date(2026, 1, 2)))
    page = document(Edition(base, "nl", "/kb/", live), "needs", title="T", body="")

    assert [
        a["href"] for tag, a in tags(page) if tag == "link" and "atom" in a.get("type", "")
    ] == feeds


def test_the_language_switch_marks_one_language(small: Any, tags: Any) -> None:
    page = document(Edition(small.empty, "nl"), "needs", title="T", body="")

    assert [
        a["lang"] for tag, a in tags(page) if "hreflang" in a and a.get("aria-current") == "true"
    ] == ["nl"]


def test_scripts_of_a_page_are_assets(small: Any, tags: Any) -> None:
    page = document(Edition(small.empty, "en"), "", title="T", body="", scripts=("host.js",))
    scripts = [a["src"] for tag, a in tags(page) if tag == "script"]

    assert scripts == [f"/static/{assets()[name].served_as}" for name in ("site.js", "host.js")]


def test_a_base_that_nobody_checked_has_a_footer_without_a_day(small: Any) -> None:
    page = document(Edition(small.empty, "en"), "", title="T", body="")

    assert "Data of –, version" in page
