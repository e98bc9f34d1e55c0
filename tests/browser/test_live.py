"""What a reader sees of new data and of a lost connection, with a server and a base of its own."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RECORD = Path("practices") / "duo-for-a-job.md"
OLD, NEW = "six months of job mentoring", "half a year of job mentoring"


@pytest.fixture(scope="module")
def folder(kb, tmp_path_factory):
    """A copy of the base that the tests may change."""
    copy = tmp_path_factory.mktemp("live") / "kb"
    shutil.copytree(kb.folder, copy)
    return copy


@pytest.fixture(scope="module")
def serving(folder):
    """Starts a server at the copied base, at the same port again after it was ended."""
    running = []

    def start(port=0):
        command = [sys.executable, "-m", "bestpractices", "serve", "--no-browser"]
        process = subprocess.Popen(
            [*command, "--port", str(port), "--kb", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "BESTPRACTICES_TOKEN": "t"},
        )
        running.append(process)
        return process, process.stdout.readline().split()[-1].rstrip("/")

    yield start
    for process in running:
        end(process)
        process.stdout.close()


def end(process):
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def change(folder, old, new):
    path = folder / RECORD
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_an_open_page_hears_of_new_data_and_of_a_lost_connection(browser, folder, serving):
    process, address = serving()
    page = browser.new_page()
    page.goto(f"{address}/en/practices/duo-for-a-job")
    expect(page.locator("h1")).to_contain_text(OLD)
    page.evaluate("scrollTo(0, 900)")

    change(folder, OLD, NEW)
    expect(page.locator("h1")).to_contain_text(NEW, timeout=10_000)
    assert page.evaluate("scrollY") == 900

    # A broken record: the last good version stays.
    change(folder, "level: national", "level: galactic")
    end(process)
    expect(page.locator(".connection")).to_be_visible(timeout=20_000)
    expect(page.locator("h1")).to_contain_text(NEW)

    change(folder, "level: galactic", "level: national")
    change(folder, NEW, OLD)
    serving(address.rpartition(":")[2])
    expect(page.locator(".connection")).to_be_hidden(timeout=30_000)
    expect(page.locator("h1")).to_contain_text(OLD, timeout=10_000)
    page.close()


def test_a_list_is_brought_up_to_date_with_its_filter_and_its_search_kept(browser, folder, serving):
    _, address = serving()
    page = browser.new_page()
    page.goto(f"{address}/en/practices?themes=employment&q=mentoring")
    status = page.locator(".record-explorer .status")
    expect(status).to_contain_text("of 57", timeout=60_000)
    found = page.locator(".record-card h3").count()

    change(folder, OLD, NEW)
    expect(page.get_by_role("link", name=NEW)).to_be_visible(timeout=60_000)
    assert page.locator(".record-card h3").count() == found
    assert page.locator(".record-explorer input[type=search]").input_value() == "mentoring"
    assert "themes=employment" in page.url
    page.close()
