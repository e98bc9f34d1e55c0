"""Searching as people do: by typing, with a mouse, by keyboard, on a phone, from an address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bestpractices.analysis.search import answer

pytestmark = pytest.mark.browser

HITS = ".search-box .hits > li.hit"


@pytest.fixture
def search(visitor):
    def opened(path="en/search", width=1280, **options):
        one = visitor(width, **options)
        one.go(path)
        return one

    return opened


def found(one):
    return [hit.get_attribute("data-id") for hit in one.page.locator(HITS).all()]


@pytest.mark.parametrize(
    ("lang", "text"), [("tr", "KADIN İSTİHDAM"), ("tr", "kadin istih"), ("en", "tecruman")]
)
def test_what_is_typed_finds_what_python_finds_in_the_same_order(search, kb, lang, text):
    one = search(f"{lang}/search")
    expected = answer(kb.public(), text, lang=lang, limit=20)

    one.page.get_by_role("searchbox").press_sequentially(text)

    expect(one.page.locator(".search-box .status")).to_contain_text(str(expected.total))
    assert found(one) == [hit.address for hit in expected.hits]
    whys = one.page.locator(f"{HITS}:first-child .why li").all_inner_texts()
    assert whys == [reason.sentence for reason in expected.hits[0].why]
    expect(one.page.locator(f"{HITS}:first-child mark").first).to_be_visible()


def test_facets_count_narrow_and_stand_in_the_address_from_which_they_come_back(search, kb):
    one = search("en/search?q=women")
    everything = answer(kb.public(), "women")
    option = one.page.locator("[data-facet=kind] .option", has=one.page.locator("[value=need]"))
    expect(option.locator(".number")).to_have_text(str(everything.facets["kind"]["need"]))

    option.locator("input").check()

    narrowed = answer(kb.public(), "women", where={"kind": ["need"]}, limit=20)
    expect(one.page).to_have_url(re.compile(r"/en/search\?q=women&kind=need$"))
    expect(option.locator("input")).to_be_focused()
    assert found(one) == [hit.address for hit in narrowed.hits]
    one.page.locator(f"{HITS} h2 a").first.click()
    expect(one.page.locator("ol.sources li").first).to_be_visible()

    one.page.go_back()

    expect(one.page.locator(HITS)).to_have_count(len(narrowed.hits))
    expect(one.page.get_by_role("searchbox")).to_have_value("women")
    expect(option.locator("input")).to_be_checked()
    one.page.locator(".languages a[hreflang=nl]").click()
    one.page.wait_for_url("**/nl/search?q=women&kind=need")
    expect(one.page.locator(HITS)).to_have_count(len(narrowed.hits))


def test_the_keyboard_alone_leads_from_the_header_to_a_record(search):
    one = search("en/glossary")
    keyboard = one.page.keyboard
    one.page.get_by_role("link", name="Search").focus()
    keyboard.press("Enter")
    one.page.wait_for_url("**/en/search")
    one.page.get_by_role("searchbox").focus()
    keyboard.type("mentoring")
    first = one.page.locator(f"{HITS} h2 a").first
    first.wait_for()

    wanted = first.get_attribute("href")
    keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")

    one.page.wait_for_url(f"**{wanted}")


def test_a_slip_is_forgiven_and_the_right_word_offered(search):
    one = search("tr/search?q=tecruman")

    one.page.get_by_role("button", name="tercüman").click()

    expect(one.page.get_by_role("searchbox")).to_have_value("tercüman")
    expect(one.page.locator(".search-box .guess")).to_have_count(0)
    expect(one.page.locator(HITS).first).to_be_visible()


def test_nothing_found_says_what_to_do_and_where_to_go_on(search):
    one = search("en/search?q=women&kind=project&regions=flanders&themes=sport&evidence=randomised")
    one.page.get_by_role("searchbox").fill("qqqzzz")

    expect(one.page.locator(".search-box .status")).to_contain_text("Nothing was found")
    expect(one.page.locator(".search-box .empty a").first).to_have_attribute(
        "href", "/en/practices"
    )
    one.page.get_by_role("searchbox").fill("the of")
    expect(one.page.locator(".search-box .status")).to_contain_text("Only small words")
    one.page.get_by_role("searchbox").fill("")
    expect(one.page.locator(".search-box .empty")).to_contain_text("Type a word")


def test_the_index_is_fetched_only_when_somebody_searches(search):
    one = search()
    asked = []
    one.page.on("request", lambda request: asked.append(request.url))
    assert "search-index" not in one.page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name).join()"
    )

    one.page.get_by_role("searchbox").press_sequentially("ev")
    expect(one.page.locator(HITS).first).to_be_visible()

    assert sum("search-index" in url for url in asked) == 1


@pytest.mark.parametrize("lang", ["tr", "fr"])
def test_on_a_phone_the_search_fits_and_filters_stay_out_of_the_way(search, lang):
    one = search(f"{lang}/search?q=kadin", 390, has_touch=True)

    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(one.page.locator(HITS).first).to_be_in_viewport()
    one.page.locator(".search-box .filters > summary").tap()
    one.page.locator("[data-facet=themes] > summary").tap()
    expect(one.page.locator("[data-facet=themes] .option").first).to_be_visible()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_javascript_the_page_says_so_and_leads_to_the_lists(visitor):
    one = visitor(390, java_script_enabled=False)
    one.page.goto(f"{one.server}/en/glossary")

    one.page.get_by_role("link", name="Search").click()

    expect(one.page.locator("main")).to_contain_text("needs JavaScript")
    one.page.locator("main").get_by_role("link", name="Needs").click()
    expect(one.page.locator("main article").first).to_be_visible()


def test_a_hostile_address_is_a_question_like_any_other(search):
    one = search("en/search?q=%3Cimg%20src=x%20onerror=alert(1)%3E%20women&kind=__proto__,../x")

    expect(one.page.locator(".search-box img")).to_have_count(0)
    expect(one.page.get_by_role("searchbox")).to_have_value("<img src=x onerror=alert(1)> women")
