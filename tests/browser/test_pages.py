"""Every kind of page in every language, on a laptop and on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "tr", "fr", "nl")
PAGES = (
    "",
    "practices",
    "needs",
    "matches",
    "gaps",
    "network",
    "partners",
    "search?q=kadin",
    "programme",
    "glossary",
    "practices/duo-for-a-job",
    "needs/ismek-turkish-for-newcomers",
    "matches/kizilay-stay-in-school",
    "organisations/duo-for-a-job",
    "projects/reach-out",
    "contexts/brussels",
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_a_problem_and_fits_the_window(visitor, path, lang, width):
    one = visitor(width)

    one.go(f"{lang}/{path}")

    expect(one.page.locator("h1")).to_have_count(1)
    expect(one.page.locator("h1")).to_be_visible()
    assert one.page.evaluate("document.documentElement.lang") == lang
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.problems == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_words_of_a_language_fit_a_small_phone(visitor, kb, lang):
    one = visitor(320)  # the width to which WCAG 2.2, 1.4.10 Reflow, asks pages to shrink

    def longest_word(address):
        label = kb.find(address)[1].label.passage(lang).text
        return max(map(len, label.split()))

    addresses = [address for address, _ in kb.public().records()]
    for address in sorted(addresses, key=longest_word, reverse=True)[:8]:
        one.go(f"{lang}/{address}")
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_the_headings_of_a_page_leave_no_level_out(visitor):
    one = visitor()

    for path in PAGES:
        one.go(f"en/{path}")
        levels = one.page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
        )
        steps = zip([0, *levels], levels, strict=False)
        assert all(below - above <= 1 for above, below in steps), (path, levels)


def test_a_citation_shows_its_source_in_place(visitor):
    one = visitor()
    one.go("en/practices/duo-for-a-job")
    citation = one.page.locator("main a.cite").first
    key = citation.inner_text()
    listed = one.page.locator(f"ol.sources li[id='{key}'] a").inner_text()
    before = one.page.evaluate("scrollY")

    citation.click()

    note = one.page.locator(".source-note")
    expect(note).to_be_visible()
    expect(note).to_contain_text(listed)
    assert one.page.evaluate("scrollY") == before
    one.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_the_language_switch_leads_to_the_same_record_and_is_remembered(visitor):
    one = visitor()
    one.go("en/practices/duo-for-a-job")

    one.page.locator(".languages a[hreflang=tr]").click()

    one.page.wait_for_url("**/tr/practices/duo-for-a-job")
    one.go("practices/duo-for-a-job")
    assert one.page.url.endswith("/tr/practices/duo-for-a-job")


def test_without_javascript_the_list_shows_every_practice_with_a_link_that_works(visitor, kb):
    one = visitor(java_script_enabled=False)
    one.page.goto(f"{one.server}/en/practices")

    links = one.page.locator("main article h2 a")
    addresses = {link.get_attribute("href") for link in links.all()}

    assert len(kb.practices) == 57
    assert addresses == {f"/en/practices/{name}" for name in kb.public().practices}
    links.first.click()
    expect(one.page.locator("h1")).to_be_visible()
    expect(one.page.locator("ol.sources li").first).to_be_visible()


def test_without_javascript_a_citation_leads_to_its_source(visitor):
    one = visitor(java_script_enabled=False)
    one.page.goto(f"{one.server}/en/practices/duo-for-a-job")
    citation = one.page.locator("main a.cite").first
    key = citation.inner_text()

    citation.click()

    assert one.page.url.endswith(f"#{key}")
    expect(one.page.locator(f"li[id='{key}']")).to_be_in_viewport()


def test_an_address_without_a_page_says_so_calmly_in_the_readers_language(visitor):
    one = visitor()

    one.page.goto(f"{one.server}/tr/practices/no-such-thing")

    assert one.page.evaluate("document.documentElement.lang") == "tr"
    expect(one.page.locator("h1")).to_have_count(1)
    assert "no-such-thing" not in one.page.locator("main").inner_text()
    # The answer's own status is the one thing that may stand in the console.
    assert all("404" in problem for problem in one.problems)
    one.problems.clear()
