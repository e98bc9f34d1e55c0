"""A whole session as a coach plays it, in Turkish, with a restart of the program in between."""

import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEY = "key-of-this-session"
FIRST_VIEW = 60_000  # milliseconds on two slow cores: a kernel starts
ANSWER = 20_000
STARTED_WITHIN = 60  # seconds
NEED = "izmir-low-qualified-work"
PEOPLE = ("kerkenez", "balıkçıl", "kırlangıç")


KEPT = """() => Object.values(sessionStorage).every((kept) => {
  const widgets = kept.startsWith("{") ? Object.values(JSON.parse(kept)) : [];
  return widgets.every((one) => !one.outbox?.length && !one.chosen);
})"""


class Program:
    """A ``bestpractices serve`` with a store of its own, which can be started again."""

    def __init__(self, folder: Path) -> None:
        self.store, self.port = folder / "sessions.sqlite", 0
        self.start()

    def start(self):
        command = [sys.executable, "-m", "bestpractices", "serve", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--store", str(self.store)],
            bufsize=0,
            stdout=subprocess.PIPE,
            env={**os.environ, "BESTPRACTICES_TOKEN": KEY},
        )
        assert select.select([self.process.stdout], [], [], STARTED_WITHIN)[0]
        self.address = self.process.stdout.readline().decode().split()[-1].rstrip("/")
        self.port = int(self.address.rpartition(":")[2])

    def stop(self):
        self.process.terminate()
        self.process.wait(STARTED_WITHIN)
        self.process.stdout.close()

    def sign_in(self, page):
        page.context.request.get(f"{self.address}/coach/?token={KEY}", max_redirects=0)


@pytest.fixture
def program(tmp_path):
    found = Program(tmp_path)
    yield found
    found.stop()


def entered(page, form, fill=None, choose=None, tick=()):
    """Fill a form and send it; wait until the store has it."""
    for name, text in (fill or {}).items():
        page.locator(f"#{form} [name={name}]").fill(text)
    for name, value in (choose or {}).items():
        page.locator(f"#{form} select[name={name}]").select_option(value)
    for name, value in tick:
        page.locator(f"#{form} [name={name}][value={value}]").check()
    page.locator(f"#{form} [type=submit]").click()
    saved(page)


def saved(page):
    # What was entered has left the window's memory only when the store acknowledged it.
    page.wait_for_function(KEPT, timeout=ANSWER)


def answered(page, person, block, answers):
    """One person answers some questions about a block."""
    page.locator(f"[data-view=block][data-value='{block}']").click()
    page.locator(f"[data-view=person][data-value='{person}']").click()
    chosen = page.locator(f"[data-view=person][data-value='{person}'][aria-pressed=true]")
    expect(chosen).to_be_visible(timeout=ANSWER)
    for criterion, answer in answers.items():
        form = page.locator(f"form:has(> [name=criterion][value={criterion}])")
        form.locator(f"[name=answer][value={answer}]").check()
        saved(page)


def test_a_session_in_turkish_survives_undo_a_reload_and_a_restart(browser, program):  # noqa: PLR0915
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(FIRST_VIEW)
    page = context.new_page()
    program.sign_in(page)
    start = f"{program.address}/coach/tr/00_session"
    page.goto(start, wait_until="commit")
    expect(page.locator("a[href='?session=demo']")).to_be_visible(timeout=FIRST_VIEW)
    page.locator("#create [name=title]").fill("İzmir’de <b>iş</b>")
    page.locator("#create [name=day]").fill("2026-11-22")
    page.locator("#create [type=submit]").click()
    page.wait_for_url("**session=izmir**", timeout=ANSWER)
    session = page.url.partition("session=")[2]
    expect(page.locator(".record-head h1")).to_have_text("İzmir’de <b>iş</b>", timeout=FIRST_VIEW)
    expect(page.locator(".agenda-list li")).to_have_count(9)
    expect(page.locator(".agenda-list .when").nth(1)).to_have_text("09:15")

    # Two teams, and three persons with consent.
    turkish = [("languages", "tr")]
    entered(page, "team", {"name": "Işık Derneği"}, {"place": "izmir", "need": NEED}, turkish)
    entered(page, "team", {"name": "Konak"}, {"place": "izmir"}, turkish)
    expect(page.locator(".team-board")).to_have_count(2, timeout=ANSWER)
    team = page.locator(".team-board").first.get_attribute("id").removeprefix("team-")
    page.locator(f"#more-{team} > summary").click()
    for person in PEOPLE:
        entered(page, f"person-{team}", {"person": person}, tick=[("consent", "oral")])
    page.locator("#at-3 button").click()
    expect(page.locator(".agenda-list .reached .when")).to_have_text("10:10", timeout=ANSWER)

    # Three practices with a block each become events while they are ticked.
    page.locator(".team-board").first.locator(".thread a").nth(1).click()
    options = page.locator(".match-board .option")
    expect(options.first).to_be_visible(timeout=FIRST_VIEW)
    for number in range(3):
        options.nth(number).locator("button.why").click()
        options.nth(number).locator("input[name=block]").first.check()
    saved(page)
    blocks = [options.nth(n).locator("input[name=block]").first.input_value() for n in range(3)]
    page.reload()
    expect(page.locator(".tray li")).to_have_count(3, timeout=FIRST_VIEW)

    # Two blocks, three persons.
    page.goto(f"{program.address}/coach/tr/20_transfer?session={session}&team={team}")
    expect(page.locator(".question").first).to_be_visible(timeout=FIRST_VIEW)
    for block in blocks[:2]:
        answered(page, PEOPLE[0], block, {"law": "hinders", "staff": "unknown"})
        answered(page, PEOPLE[1], block, {"law": "helps", "staff": "unknown"})
        answered(page, PEOPLE[2], block, {"money": "helps"})
    expect(page.locator(".found .stop-box li .count.hinders")).to_have_count(1, timeout=ANSWER)
    expect(page.locator(".found .ask-box > ul > li")).to_have_count(1)

    # The team takes it home on paper, in its own language.
    with page.expect_download(timeout=ANSWER) as paper:
        page.locator("[data-value^='transfer/pdf/']").click()
    assert paper.value.suggested_filename.endswith("-transfer-tr.pdf")
    assert paper.value.path().read_bytes().startswith(b"%PDF")

    # The last three are taken back, and stay so.
    page.goto(f"{start}?session={session}")
    page.locator("#history > summary").click(timeout=FIRST_VIEW)
    for number in range(1, 4):
        page.locator("#undo button").click()
        expect(page.locator(".history .undone")).to_have_count(number, timeout=ANSWER)
    saved(page)
    program.stop()
    program.start()
    program.sign_in(page)
    page.goto(f"{start}?session={session}")
    expect(page.locator(".team-board")).to_have_count(2, timeout=FIRST_VIEW)
    steps = page.locator(".team-board").first.locator(".thread li")
    expect(steps.nth(1)).to_contain_text("3")
    expect(steps.nth(2)).to_contain_text("3")
    page.goto(f"{program.address}/coach/tr/20_transfer?session={session}&team={team}")
    page.locator(f"[data-view=block][data-value='{blocks[1]}']").click(timeout=FIRST_VIEW)
    law = page.locator("form:has(> [name=criterion][value=law])")
    expect(law.locator(".count.hinders")).to_have_count(1, timeout=ANSWER)
    expect(law.locator(".count.helps")).to_have_count(0)

    # A phone follows, without a key and without a name.
    phone = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    phone.goto(f"{program.address}/tr/session/{session}")
    expect(phone.locator(".session-team")).to_have_count(2)
    assert not re.search("|".join(PEOPLE), phone.content(), re.IGNORECASE)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{start}?session={session}")
    page.locator("#note textarea").wait_for(timeout=FIRST_VIEW)
    page.locator("#at-4 button").click()
    expect(phone.locator(".agenda-list .reached .when")).to_have_text("10:25", timeout=ANSWER)
    page.goto("about:blank")
    phone.context.close()
    context.close()
