"""The published site from a plain file server, under a sub-path: it does what the program does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

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
CARDS = ".record-explorer .grid > li[data-id]"


@dataclass(frozen=True)
class FileServer:
    """Python's own, which knows nothing of us."""

    address: str


@pytest.fixture(scope="module")
def server(published) -> Iterator[FileServer]:
    """The published folder at /kb; visitors of this module go there."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--directory", str(published.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    ) as process:
        try:
            port = re.search(r" port (\d+) ", process.stdout.readline())[1]
            yield FileServer(f"http://127.0.0.1:{port}/kb")
        finally:
            process.terminate()


@pytest.mark.parametrize("lang", ["tr", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_on_a_phone_without_a_problem(visitor, path, lang):
    one = visitor(390)

    one.go(f"{lang}/{path}")

    expect(one.page.locator("h1")).to_have_count(1)
    expect(one.page.locator("h1")).to_be_visible()
    assert one.page.evaluate("document.documentElement.lang") == lang
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.problems == []


def test_the_lists_search_filter_and_keep_their_state_in_the_address(visitor, kb):
    one = visitor()
    one.go("en/practices")
    everything = len(kb.public().practices)
    expect(one.page.locator(CARDS)).to_have_count(everything)

    one.page.locator("[data-facet=themes] input[value=housing]").check()
    one.page.get_by_role("searchbox").fill("brussels")

    expect(one.page).to_have_url(re.compile(r"/kb/en/practices/\?q=brussels&themes=housing$"))
    found = one.page.locator(CARDS).count()
    assert 0 < found < everything
    one.page.reload()
    expect(one.page.locator(CARDS)).to_have_count(found)
    one.page.locator(f"{CARDS} h2 a").first.click()
    expect(one.page.locator("ol.sources li").first).to_be_visible()


def test_an_address_that_was_sent_with_a_filter_shows_it_after_the_redirect(visitor, kb):
    one = visitor()
    expected = [name for name, p in kb.public().practices.items() if "housing" in p.themes]

    one.go("nl/practices?themes=housing")

    expect(one.page.locator(CARDS)).to_have_count(len(expected))
    assert one.page.url.endswith("/kb/nl/practices/?themes=housing")


def test_the_language_switch_keeps_page_and_filter_and_is_remembered(visitor):
    one = visitor()
    one.go("en/practices?themes=housing")

    one.page.locator(".languages a[hreflang=tr]").click()

    one.page.wait_for_url("**/kb/tr/practices/?themes=housing")
    one.page.locator(".record-explorer .status").wait_for()
    expect(one.page.locator("[data-facet=themes] input[value=housing]")).to_be_checked()
    one.page.goto(f"{one.server}/practices/duo-for-a-job")
    one.page.wait_for_url("**/kb/tr/practices/duo-for-a-job/")
    one.page.goto(f"{one.server}/")
    one.page.wait_for_url("**/kb/tr/")


@pytest.mark.parametrize(
    ("wish", "lang"), [("fr-BE", "fr"), ("nl", "nl"), ("tr-TR", "tr"), ("de-DE", "en")]
)
def test_an_address_without_a_language_leads_to_the_one_of_the_browser(visitor, wish, lang):
    one = visitor(locale=wish)

    one.page.goto(f"{one.server}/practices?themes=housing")

    one.page.wait_for_url(f"**/kb/{lang}/practices/?themes=housing")
    one.page.locator(".record-explorer .status").wait_for()
    assert one.page.evaluate("document.documentElement.lang") == lang


def test_the_way_back_does_not_lead_forward_again(visitor):
    one = visitor(locale="nl")
    one.go("fr/glossary")
    one.page.goto(f"{one.server}/")
    one.page.wait_for_url("**/kb/nl/")

    one.page.go_back()

    one.page.wait_for_url("**/kb/fr/glossary/")


def test_a_citation_shows_its_source_in_place(visitor):
    one = visitor()
    one.go("en/practices/duo-for-a-job")

    one.page.locator("main a.cite").first.click()

    expect(one.page.locator(".source-note")).to_be_visible()


def test_without_javascript_the_way_leads_from_the_root_to_a_source(visitor, kb):
    one = visitor(390, java_script_enabled=False)
    one.page.goto(f"{one.server}/")

    one.page.get_by_role("link", name="Türkçe").click()
    one.page.locator(".site-nav a[href$='/tr/practices']").click()
    links = one.page.locator("main article h2 a")
    expect(links).to_have_count(len(kb.public().practices))
    links.first.click()
    citation = one.page.locator("main a.cite").first
    key = citation.inner_text()
    citation.click()

    assert one.page.url.endswith(f"#{key}")
    expect(one.page.locator(f"li[id='{key}']")).to_be_in_viewport()


def test_the_page_for_dead_addresses_fits_a_phone_and_leads_to_the_lists(visitor):
    one = visitor(320)
    one.page.goto(f"{one.server}/404.html")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 320

    one.page.get_by_role("link", name="Noden").click()

    one.page.wait_for_url("**/kb/nl/needs/")


def test_nothing_is_asked_for_outside_the_sub_path(visitor):
    one = visitor()
    elsewhere = []

    def only_ours(route):
        if not route.request.url.startswith(one.server):
            elsewhere.append(route.request.url)
        route.continue_()

    one.page.route("**/*", only_ours)
    for path in ("", "practices", "practices/duo-for-a-job", "contexts/brussels"):
        one.go(f"en/{path}")
    one.page.wait_for_load_state("networkidle")

    assert elsewhere == []


def test_the_rules_of_a_page_stop_what_is_not_ours_and_nothing_of_ours(visitor):
    one = visitor()
    stopped = []

    def stop(rule):
        stopped.append(rule)

    one.page.expose_function("stopped", stop)
    one.page.add_init_script(
        "addEventListener('securitypolicyviolation', e => stopped(e.effectiveDirective))"
    )
    for path in PAGES:
        one.go(f"en/{path}")
    one.page.goto(f"{one.server}/404.html")
    one.page.goto(f"{one.server}/needs")
    one.page.wait_for_url("**/kb/en/needs/")
    one.page.locator(".record-explorer .status").wait_for()
    assert stopped == []

    ran = one.page.evaluate(
        """async () => {
          const told = new Promise((done) => addEventListener("securitypolicyviolation", done));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          await told;
          return window.ran ?? false;
        }"""
    )

    assert ran is False
    assert stopped == ["script-src-elem"]
    one.problems[:] = [text for text in one.problems if "Content Security Policy" not in text]
