"""The coach's page: live, behind its key, and still there when a kernel, line or server is not."""

import contextlib
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from playwright.sync_api import expect

from bestpractices.texts import Texts

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "tr", "fr", "nl")
KEY, NEW_KEY = "a-key-of-the-coach-1", "a-key-of-the-coach-2"
SEATS = 3
FIRST_VIEW = 60_000  # milliseconds on two slow cores: a kernel starts and loads the base
ANSWER = 20_000
HEALED = 60_000
CALM = 3  # seconds before a lost line is worth a word, as coach.js has it
RECORD = Path("practices") / "zanzu.md"
CARDS = ".record-explorer li[data-id]"
SERVE = """
import asyncio, sys
import bestpractices as bp
from bestpractices.serving.doors import Server
from bestpractices.serving.library import Library

async def nothing(_):
    pass  # no page is made ahead: all kernels that live are the coach's

Library.prepare = nothing
kb, port, key, seats = sys.argv[1:]
server = Server(bp.load(kb), port=int(port), token=key, seats=int(seats))
asyncio.run(server.run(ready=lambda: print(server.addresses.participants, flush=True)))
"""

# Notes, frame by frame, what was to be seen before the cells were there.
WATCH_THE_MAKING = """
window.frames_of_the_making = [];
(function look() {
  if (document.querySelector('.cells')) return;
  const making = document.querySelector('.making');
  if (making) {
    const bars = [...making.querySelectorAll('progress')].filter(bar => bar.checkVisibility());
    frames_of_the_making.push({
      title: making.querySelector('h1')?.textContent,
      ghosts: making.querySelectorAll('.ghost i').length,
      bars: bars.map(bar => [bar.value, bar.max, bar.getBoundingClientRect().width]),
    });
  }
  requestAnimationFrame(look);
})();
"""

# What a screen reader would stumble over, in words.
STUMBLES = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const shown = (what) => all(what).filter(element => element.checkVisibility());
  const name = (element) => (element.getAttribute('aria-label') ?? '') + element.textContent
    + [...(element.labels ?? [])].map(label => label.textContent).join('');
  const ids = all('[id]').map(element => element.id);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `id twice: ${id}`),
    ...shown('button, a[href], input, select, textarea, summary, [role=button]')
      .filter(element => !name(element).trim()).map(element => `no name: ${element.outerHTML}`),
    ...all('img:not([alt])').map(element => `no alt: ${element.outerHTML}`),
    ...['main', '.site-header', '.site-footer'].filter(part => shown(part).length !== 1),
    ...shown('h1').length === 1 ? [] : ['h1'],
    ...shown('nav').filter(nav => !name(nav).trim()).map(() => 'nav without a name'),
    ...shown('h1,h2,h3,h4').map(h => Number(h.tagName[1]))
      .filter((level, at, levels) => level - (levels[at - 1] ?? 0) > 1)
      .map(level => `leap to h${level}`),
    ...shown('[tabindex]').filter(e => e.tabIndex > 0).map(e => `order of its own: ${e.outerHTML}`),
    ...document.title.trim() ? [] : ['no title'],
  ];
}"""


class House:
    """A server of our own that a test may hurt, at one port as long as it lives."""

    def __init__(self, folder):
        self.folder = folder
        self.port = 0
        self.process = None

    def start(self, key=KEY):
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.folder), str(self.port), key, str(SEATS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = self.process.stdout.readline().strip().rstrip("/")
        self.port = self.address.rpartition(":")[2]

    def end(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def kernels(self):
        """Processes of kernels; all are the coach's."""
        found = []
        for one in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                forked = one.ppid() != self.process.pid
                if forked or "ipykernel_launcher" in one.cmdline():
                    found.append(one)
        return found

    def write(self, old, new):
        path = self.folder / RECORD
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def until(seen, within=60):
    """Look again and again until something is seen."""
    end = time.monotonic() + within
    while not (found := seen()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def house(kb, tmp_path_factory):
    folder = tmp_path_factory.mktemp("coach") / "kb"
    shutil.copytree(kb.folder, folder)
    one = House(folder)
    one.start()
    yield one
    one.end()


@pytest.fixture(scope="module")
def server(house):
    """Where the visitors of this module go."""
    return SimpleNamespace(address=house.address)


@pytest.fixture
def open_page(visitor, house):
    """Opens the coach's page in a new window, signed in; afterwards no kernel is left."""
    opened = []

    def go(lang="en", width=1280, *, wait=True, **options):
        one = visitor(width, **options)
        opened.append(one)
        one.page.context.request.get(f"{house.address}/coach/?token={KEY}", max_redirects=0)
        one.page.add_init_script(WATCH_THE_MAKING)
        one.page.goto(f"{house.address}/coach/{lang}/start", wait_until="commit")
        if wait:
            ready(one)
        return one

    yield go
    for one in opened:
        one.page.goto("about:blank")
    until(lambda: not house.kernels())


def ready(one):
    one.page.locator(".record-explorer .status").wait_for(timeout=FIRST_VIEW)


def tick(one, *numbers):
    """Pick cards; their ids."""
    cards = one.page.locator(CARDS)
    for number in numbers:
        cards.nth(number).locator(".compare-pick input").check()
    return [cards.nth(number).get_attribute("data-id") for number in numbers]


def shows(one, kb, lang, picked, within=ANSWER):
    """The picks stand below with their building blocks, and are ticked above."""
    titles = [kb.practices[name].title.passage(lang).text for name in picked]
    expect(one.page.locator(".fragment article h3")).to_have_text(titles, timeout=within)
    ticked = one.page.locator(f"{CARDS} .compare-pick input:checked")
    expect(ticked).to_have_count(len(picked))
    blocks = sum(len(kb.practices[name].building_blocks) for name in picked)
    assert one.page.locator(".fragment article ol li").count() == blocks


def banner(one):
    return one.page.locator(".connection")


@contextlib.contextmanager
def trouble(one):
    """What the browser says of a lost line belongs to the test."""
    before = list(one.problems)
    yield
    one.problems[:] = before


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_seen_before_its_cells_and_fits_the_window(open_page, kb, lang, width):
    one = open_page(lang, width)

    frames = one.page.evaluate("frames_of_the_making")
    assert frames
    assert {frame["title"] for frame in frames} == {Texts(lang)("Before the session")}
    # At the first frames not all of the skeleton may have come.
    assert frames[-1]["ghosts"] == 4
    bars = [frame["bars"] for frame in frames if frame["bars"]]
    assert all(len(bar) == 1 for bar in bars)
    values = [value / most for [[value, most, _]] in bars]
    assert values == sorted(values)
    assert len(set(values)) > 1
    assert all(wide > width / 2 for [[_, _, wide]] in bars)

    expect(one.page.locator(CARDS)).to_have_count(len(kb.practices))
    expect(one.page.locator(".making")).to_be_hidden()
    assert one.page.evaluate("document.documentElement.lang") == lang
    assert one.page.evaluate(STUMBLES) == []
    for shown in (0, 2):
        tick(one, *range(shown))
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.page.url == f"{one.server}/coach/{lang}/start"
    expect(banner(one)).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_picked_practices_are_shown_below_and_a_reload_keeps_them(open_page, kb, lang):
    one = open_page(lang)
    expect(one.page.locator(".fragment .empty")).to_be_visible()

    picked = tick(one, 0, 4)
    shows(one, kb, lang, picked)
    assert one.page.evaluate(STUMBLES) == []

    one.page.reload()
    ready(one)
    shows(one, kb, lang, picked)


def test_a_choice_stays_when_the_language_is_changed_and_belongs_to_one_window(open_page, kb):
    one = open_page("en")
    picked = tick(one, 2)
    shows(one, kb, "en", picked)

    one.page.locator(".languages a[hreflang=tr]").click()
    one.page.wait_for_url("**/coach/tr/start")
    ready(one)
    shows(one, kb, "tr", picked)

    other = open_page("en")
    expect(other.page.locator(".fragment .empty")).to_be_visible()


def test_a_pick_that_is_taken_back_is_gone_below_and_after_a_reload(open_page, kb):
    one = open_page()
    picked = tick(one, 0, 1, 2)
    shows(one, kb, "en", picked)

    one.page.locator(CARDS).nth(1).locator(".compare-pick input").uncheck()
    left = [picked[0], picked[2]]
    shows(one, kb, "en", left)

    one.page.reload()
    ready(one)
    shows(one, kb, "en", left)


def test_a_search_is_remembered_with_the_list_that_it_leaves(open_page):
    one = open_page()
    one.page.get_by_role("searchbox").fill("mentor")
    status = one.page.locator(".record-explorer .status")
    expect(status).not_to_contain_text("57 of 57")
    found = status.inner_text()

    one.page.reload()
    ready(one)

    expect(one.page.get_by_role("searchbox")).to_have_value("mentor")
    expect(status).to_have_text(re.compile(re.escape(found.split("\n")[0])))


def test_everything_can_be_done_by_keyboard_and_the_focus_stays_where_it_was(open_page, kb):
    one = open_page()
    keys = one.page.keyboard
    at = "document.activeElement.closest('li[data-id]')?.dataset.id ?? ''"

    def tab_to(name):
        for _ in range(400):
            keys.press("Tab")
            focused = one.page.evaluate("document.activeElement.matches('.compare-pick input')")
            if focused and one.page.evaluate(at) == name:
                return
        raise AssertionError(name)

    keys.press("Tab")
    assert one.page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    ids = [one.page.locator(CARDS).nth(number).get_attribute("data-id") for number in (0, 1)]
    for number, name in enumerate(ids):
        tab_to(name)
        keys.press("Space")
        shows(one, kb, "en", ids[: number + 1])
        assert one.page.evaluate(at) == name
    outline = one.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"

    keys.press("Space")
    shows(one, kb, "en", ids[:1])


def test_a_killed_kernel_opens_the_page_again_with_what_was_chosen(open_page, house, kb):
    one = open_page()
    picked = tick(one, 0, 1)
    shows(one, kb, "en", picked)

    with trouble(one):
        (kernel,) = house.kernels()
        kernel.kill()
        expect(banner(one)).to_be_visible(timeout=HEALED)
        expect(banner(one)).to_have_text(re.compile("rested|opened again"))
        one.page.wait_for_event("load", timeout=HEALED)
        ready(one)
    shows(one, kb, "en", picked)
    expect(banner(one)).to_be_hidden()

    # A second time at once: the page does not turn in a circle, but it stays and has a way on.
    with trouble(one):
        (kernel,) = house.kernels()
        kernel.kill()
        again = banner(one).get_by_role("link")
        expect(again).to_be_visible(timeout=HEALED)
        expect(one.page.locator(CARDS)).to_have_count(len(kb.practices))
        again.click()
        one.page.wait_for_event("load", timeout=HEALED)
        ready(one)
    shows(one, kb, "en", picked)


def test_a_server_that_stands_still_is_told_calmly_and_what_is_chosen_meanwhile_is_done_after(
    open_page, house, kb
):
    one = open_page()
    picked = tick(one, 0)
    shows(one, kb, "en", picked)

    with trouble(one):
        house.process.send_signal(signal.SIGSTOP)
        try:
            picked += tick(one, 1)
            expect(one.page.locator(".working")).to_be_visible()
            expect(banner(one)).to_be_visible(timeout=HEALED)
            expect(banner(one)).to_contain_text("connection is lost")
            expect(one.page.locator(CARDS)).to_have_count(len(kb.practices))
        finally:
            house.process.send_signal(signal.SIGCONT)
        expect(banner(one)).to_be_hidden(timeout=HEALED)
    shows(one, kb, "en", picked)
    expect(one.page.locator(".working")).to_be_hidden()


def test_a_network_that_goes_and_comes_back_is_told_after_three_seconds_and_heals(
    open_page, house, kb
):
    one = open_page()
    with trouble(one):
        one.page.context.set_offline(True)
        began = time.monotonic()
        expect(banner(one)).to_be_visible(timeout=HEALED)
        assert time.monotonic() - began > CALM - 0.5
        picked = tick(one, 3)
        one.page.context.set_offline(False)
        expect(banner(one)).to_be_hidden(timeout=HEALED)
    shows(one, kb, "en", picked)


def test_a_moment_without_the_network_is_not_worth_a_word(open_page, house, kb):
    one = open_page()
    one.page.evaluate(
        "window.said = 0; const banner = document.querySelector('.connection');"
        "new MutationObserver(() => { said += !banner.hidden; })"
        ".observe(banner, { attributes: true })"
    )
    with trouble(one):
        one.page.context.set_offline(True)
        one.page.context.set_offline(False)
        picked = tick(one, 0)
        shows(one, kb, "en", picked)
    assert one.page.evaluate("said") == 0


def test_a_computer_that_slept_while_its_kernel_was_ended_wakes_to_an_open_page(
    open_page, house, kb
):
    one = open_page()
    picked = tick(one, 0, 1)
    shows(one, kb, "en", picked)
    told = one.page.locator(".cells").evaluate("cells => ({ ...cells.dataset })")
    line = one.page.context.new_cdp_session(one.page)

    with trouble(one):
        line.send("Page.setWebLifecycleState", {"state": "frozen"})
        # As the culling does after half an hour in which nobody holds it.
        answer = one.page.context.request.post(
            f"{one.server}{told['end']}", form={"_xsrf": told["guard"]}
        )
        assert answer.status == 204
        until(lambda: not house.kernels())
        line.send("Page.setWebLifecycleState", {"state": "active"})
        one.page.wait_for_event("load", timeout=HEALED)
        ready(one)
    shows(one, kb, "en", picked)
    assert len(house.kernels()) == 1


def test_leaving_the_page_in_any_way_gives_its_kernel_back(open_page, house):
    one = open_page()
    assert len(house.kernels()) == 1

    one.page.locator(".site-header .brand").click()
    one.page.wait_for_url(f"{one.server}/en/")
    until(lambda: not house.kernels())

    one.page.go_back()
    ready(one)
    until(lambda: len(house.kernels()) == 1)

    with one.page.expect_event("close"):
        one.page.close(run_before_unload=True)  # as people close a window
    until(lambda: not house.kernels())
    one.page = one.page.context.new_page()


def test_a_full_house_says_so_and_opens_by_itself_when_a_page_is_closed(open_page, house):
    opened = [open_page() for _ in range(SEATS)]
    late = open_page("en", wait=False)
    expect(late.page.locator(".empty h1")).to_contain_text("no room", timeout=FIRST_VIEW)
    expect(late.page.locator(".empty")).to_contain_text(f"{SEATS} coaching pages are open")
    assert late.page.evaluate(STUMBLES) == []
    assert late.page.evaluate("document.documentElement.scrollWidth") <= 1280

    opened[0].page.goto("about:blank")
    ready(late)
    # The answer's own status is the one thing that may stand in the console.
    assert all("503" in problem for problem in late.problems)
    late.problems.clear()


def test_a_broken_record_stands_on_the_coachs_page_until_it_is_mended(open_page, house, kb):
    one = open_page()
    finding = one.page.locator(".finding")
    expect(finding).to_be_hidden()

    house.write("status: running", "status: dancing")
    try:
        expect(finding).to_be_visible(timeout=ANSWER)
        expect(finding).to_contain_text("zanzu.md:")
        expect(finding).to_contain_text("mend:")
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 1280
        picked = tick(one, 0)
        shows(one, kb, "en", picked)

        # A page that is opened meanwhile shows the last good version and the finding.
        other = open_page("tr", 390)
        expect(other.page.locator(CARDS)).to_have_count(len(kb.practices))
        expect(other.page.locator(".finding")).to_contain_text("zanzu.md:")
        assert other.page.evaluate("document.documentElement.scrollWidth") <= 390
        other.page.goto(f"{one.server}/tr/practices/zanzu")
        expect(other.page.locator("h1")).to_be_visible()
        expect(other.page.locator(".finding")).to_have_count(0)
    finally:
        house.write("status: dancing", "status: running")
    expect(finding).to_be_hidden(timeout=ANSWER)
    until(lambda: len(house.kernels()) == 1)  # that of the page which is still open


@pytest.mark.parametrize("path", ["", "en/start"])
def test_without_the_key_there_is_no_page(visitor, house, path):
    one = visitor()

    one.page.goto(f"{house.address}/coach/{path}")

    assert "/coach/login" in one.page.url
    expect(one.page.locator(".record-explorer")).to_have_count(0)
    expect(one.page.locator("input[type=password]")).to_be_visible()


def test_the_key_leaves_the_address_bar(visitor, house):
    one = visitor()
    one.page.goto(f"{house.address}/coach/?token={KEY}", wait_until="commit")
    ready(one)

    assert KEY not in one.page.url
    assert KEY not in one.page.content()
    one.page.goto("about:blank")
    until(lambda: not house.kernels())


# Last of all: it starts the server anew, with another key.


def test_a_server_with_a_new_key_is_told_calmly_and_the_choice_waits_in_the_window(
    open_page, house, kb
):
    one = open_page()
    picked = tick(one, 0, 1)
    shows(one, kb, "en", picked)

    with trouble(one):
        house.end()
        expect(banner(one)).to_contain_text("connection is lost", timeout=HEALED)
        house.start(NEW_KEY)
        expect(banner(one)).to_contain_text("started anew", timeout=HEALED)
        expect(one.page.locator(CARDS)).to_have_count(len(kb.practices))

        one.page.goto(f"{house.address}/coach/?token={NEW_KEY}", wait_until="commit")
        ready(one)
    shows(one, kb, "en", picked)
