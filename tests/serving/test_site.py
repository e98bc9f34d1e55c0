"""The participants' pages as files: what is in them, and that every link leads somewhere."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from bestpractices.cli import main
from bestpractices.pages.edition import DASHBOARDS
from bestpractices.pages.html import document
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import Review, ReviewState
from bestpractices.serving.feed import NEWEST
from bestpractices.serving.guards import HEADERS
from bestpractices.serving.library import Library, Page
from bestpractices.serving.published_folder import MANIFEST, PublishingError
from bestpractices.serving.site import Site
from bestpractices.serving.site_address import SiteAddress

URL = "https://example.org/kb/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
DUO = "practices/duo-for-a-job"


class QuickLibrary(Library):
    """The pages of a base, the dashboards without a kernel."""

    async def page(self, lang, path):
        if path not in DASHBOARDS:
            return await super().page(lang, path)
        title = DASHBOARDS[path]
        return Page.of(document(self.edition(lang), path, title=title, body=f"<h1>{title}</h1>"))


@pytest.fixture(scope="module")
def small(kb):
    """Two practices and a draft of the shipped base."""
    kept = {name: kb.practices[name] for name in ("duo-for-a-job", "zanzu")}
    draft = kb.practices["level2work"].model_copy(
        update={"review": Review(state=ReviewState.DRAFT)}
    )
    nothing = {folder: {} for folder in FOLDERS}
    return replace(kb, **{**nothing, "practices": {**kept, "level2work": draft}})


def site_of(kb, url=URL, library=QuickLibrary):
    address = SiteAddress.of(url)
    return Site(library(kb, base=address.base), address)


def publish(kb, folder, *, url=URL, library=QuickLibrary, told=lambda: None):
    return asyncio.run(site_of(kb, url, library).publish(folder, told=told))


def there(folder):
    """Files of a site, the manifest too, with their bytes."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def changed(kb, name, **fields):
    practice = kb.practices[name].model_copy(update=fields)
    return replace(kb, practices={**kb.practices, name: practice})


def test_every_page_has_its_file_in_every_language_and_one_that_leads_to_it(small, tmp_path):
    publish(small, tmp_path)

    paths = [
        "",
        "practices",
        "needs",
        "matches",
        "gaps",
        "network",
        "partners",
        "search",
        "programme",
        "glossary",
        DUO,
        "practices/zanzu",
    ]
    for path in paths:
        for lang in ("", *LANGUAGES):
            assert (tmp_path / lang / path / "index.html").is_file()
    files = set(there(tmp_path))
    pages = {file for file in files if file.endswith("index.html")}
    assert len(pages) == len(paths) * 5
    rest = {file for file in files - pages if not file.startswith("static/")}
    feeds = {f"{lang}/feed.xml" for lang in LANGUAGES}
    assert rest == {MANIFEST, "404.html", "robots.txt", "sitemap.xml", *feeds}


def test_the_same_base_gives_the_same_bytes_in_two_folders(small, tmp_path):
    publish(small, tmp_path / "a")
    publish(small, tmp_path / "b", url="https://example.org/kb")

    assert there(tmp_path / "a") == there(tmp_path / "b")


def test_a_second_run_writes_nothing(small, tmp_path):
    first = publish(small, tmp_path)
    second = publish(small, tmp_path)

    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)


def test_a_changed_record_changes_its_own_pages_and_those_that_name_it(small, tmp_path):
    publish(small, tmp_path)
    before = there(tmp_path)

    title = LocalText(en="Another title", tr="Başka bir ad")
    tally = publish(changed(small, "zanzu", title=title), tmp_path)

    after = there(tmp_path)
    written = {name for name, content in after.items() if content != before[name]}
    own = {f"{lang}/practices/zanzu/index.html" for lang in LANGUAGES}
    assert own < written
    assert written - own == {f"{lang}/feed.xml" for lang in LANGUAGES}
    assert tally.written == len(written)


def test_a_record_that_is_gone_takes_its_pages_with_it(small, tmp_path):
    publish(small, tmp_path)

    kept = {name: p for name, p in small.practices.items() if name != "zanzu"}
    tally = publish(replace(small, practices=kept), tmp_path)

    assert tally.removed == 5 + 1  # and the search index of before
    assert not list(tmp_path.rglob("zanzu"))
    assert (tmp_path / "en" / DUO / "index.html").is_file()


def test_a_draft_is_in_no_file(small, tmp_path):
    publish(small, tmp_path)

    assert not [name for name, text in there(tmp_path).items() if b"level2work" in text]


def test_progress_is_told_once_a_file(small, tmp_path):
    steps = []

    publish(small, tmp_path, told=lambda: steps.append(1))

    assert len(steps) == len(there(tmp_path)) - 1  # the manifest is no part of the site
    assert len(steps) == len(site_of(small).names)


def test_an_interrupted_run_leaves_whole_files_and_the_next_one_writes_the_rest(small, tmp_path):
    publish(small, tmp_path / "whole")
    whole = there(tmp_path / "whole")
    steps = iter(range(15))

    def stop():
        if next(steps, None) is None:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        publish(small, tmp_path / "half", told=stop)

    half = there(tmp_path / "half")
    assert len(half) == 17  # sixteen files and the manifest
    assert all(content == whole[name] for name, content in half.items() if name != MANIFEST)
    tally = publish(small, tmp_path / "half")
    assert (tally.unchanged, tally.written) == (16, len(whole) - 17)
    assert there(tmp_path / "half") == whole


def test_a_page_that_cannot_be_made_is_one_line_and_removes_nothing(small, tmp_path):
    class Broken(QuickLibrary):
        async def page(self, lang, path):
            if (lang, path) == ("tr", "needs"):
                message = "first line\nNameError: name 'nedds' is not defined"
                raise RuntimeError(message)
            return await super().page(lang, path)

    publish(small, tmp_path)
    before = there(tmp_path)

    with pytest.raises(PublishingError) as caught:
        publish(small, tmp_path, library=Broken)

    line = str(caught.value)
    assert line.startswith('the page "needs" could not be made in tr: NameError: ')
    assert len(line.splitlines()) == 1
    assert there(tmp_path) == before


def test_without_an_address_the_pages_are_those_that_are_served(small, tmp_path):
    publish(small, tmp_path, url=None)

    files = there(tmp_path)

    async def served(lang, path):
        return (await QuickLibrary(small).page(lang, path)).plain()

    for lang in LANGUAGES:
        for path in ("needs", "glossary", DUO):
            written = files[f"{lang}/{path}/index.html"]
            assert without_rules(written) == asyncio.run(served(lang, path))
    assert not [name for name in files if name.endswith(".xml")]
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert b"canonical" not in files["index.html"]


def without_rules(html):
    """A page as it is served, where its rules are headers."""
    rules = rb'<meta (http-equiv="Content-Security-Policy"|name="referrer") content="[^"]*">\n'
    return re.sub(rules, b"", html)


@pytest.mark.parametrize(
    "name", ["index.html", "404.html", "fr/needs/index.html", f"en/{DUO}/index.html"]
)
def test_a_page_holds_the_rules_that_are_headers_of_a_served_one(small, tmp_path, name):
    publish(small, tmp_path)

    head = (tmp_path / name).read_text("utf-8").partition("</head>")[0]

    found = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
    served = HEADERS["Content-Security-Policy"].split("; ")
    # Browsers refuse this one in a page: only a server can say who may frame it.
    assert [rule.split("; ") for rule in found] == [
        [part for part in served if not part.startswith("frame-ancestors")]
    ]
    assert '<meta name="referrer" content="no-referrer">' in head
    first = re.search(r"<(link|script|style)", head).start()
    assert head.index("Content-Security-Policy") < first


def head_links(html):
    tags = re.findall(r"<link [^>]*>", html.decode().partition("</head>")[0])
    links = [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in tags]
    return [link for link in links if link["rel"] in ("canonical", "alternate")]


@pytest.mark.parametrize("path", ["", "practices", "glossary", DUO])
def test_a_page_names_its_own_address_its_other_languages_and_the_feed(small, tmp_path, path):
    publish(small, tmp_path)

    tail = f"{path}/" if path else ""
    links = head_links((tmp_path / "tr" / path / "index.html").read_bytes())
    assert links == [
        {"rel": "canonical", "href": f"{URL}tr/{tail}"},
        *(
            {"rel": "alternate", "hreflang": lang, "href": f"{URL}{lang}/{tail}"}
            for lang in LANGUAGES
        ),
        {"rel": "alternate", "hreflang": "x-default", "href": f"{URL}{tail}"},
        {
            "rel": "alternate",
            "type": "application/atom+xml",
            "title": "Yenilikler",
            "href": f"{URL}tr/feed.xml",
        },
    ]


def test_the_sitemap_lists_every_page_with_its_day_and_its_languages(small, tmp_path):
    day = date(2026, 3, 4)
    publish(changed(small, "zanzu", checked=day), tmp_path)

    rows = ET.parse(tmp_path / "sitemap.xml").getroot().findall(f"{MAP}url")  # noqa: S314 - ours
    found = {row.findtext(f"{MAP}loc"): row for row in rows}

    assert len(found) == len(rows) == (len(DASHBOARDS) + 4) * 4
    row = found[f"{URL}nl/practices/zanzu/"]
    assert row.findtext(f"{MAP}lastmod") == "2026-03-04"
    assert {link.get("hreflang"): link.get("href") for link in row.findall(LINK)} == {
        **{lang: f"{URL}{lang}/practices/zanzu/" for lang in LANGUAGES},
        "x-default": f"{URL}practices/zanzu/",
    }
    newest = max(day, small.practices["duo-for-a-job"].checked)
    assert found[f"{URL}nl/practices/"].findtext(f"{MAP}lastmod") == str(newest)
    assert found[f"{URL}nl/glossary/"].findtext(f"{MAP}lastmod") is None


def test_robots_may_read_all_and_learn_where_the_sitemap_is(small, tmp_path):
    publish(small, tmp_path)

    assert (tmp_path / "robots.txt").read_text("utf-8") == (
        f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"
    )


def entries(folder, lang):
    return ET.parse(folder / lang / "feed.xml").getroot().findall(f"{ATOM}entry")  # noqa: S314


def test_a_feed_has_the_records_in_its_language_the_last_checked_first(small, tmp_path):
    base = changed(small, "zanzu", checked=date(2030, 1, 2), title=LocalText(en="Only English"))
    publish(base, tmp_path)

    feed = ET.parse(tmp_path / "tr" / "feed.xml").getroot()  # noqa: S314 - ours
    first, second = entries(tmp_path, "tr")

    assert feed.findtext(f"{ATOM}updated") == "2030-01-02T00:00:00Z"
    assert feed.findtext(f"{ATOM}id") == f"{URL}tr/feed.xml"
    assert first.findtext(f"{ATOM}id") == f"{URL}tr/practices/zanzu/"
    assert first.findtext(f"{ATOM}updated") == "2030-01-02T00:00:00Z"
    assert first.findtext(f"{ATOM}title") == "Only English"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert first.find(f"{ATOM}title").get(language) == "en"
    duo = base.practices["duo-for-a-job"]
    assert second.findtext(f"{ATOM}title") == duo.title.tr
    assert second.findtext(f"{ATOM}summary") == duo.summary.tr
    assert second.find(f"{ATOM}title").get(language) is None


def test_signs_of_xml_in_a_title_stay_a_title(small, tmp_path):
    title = "<b>R&D</b> ]]> \"'"
    publish(changed(small, "zanzu", title=LocalText(en=title)), tmp_path)

    assert title in [entry.findtext(f"{ATOM}title") for entry in entries(tmp_path, "en")]


def test_a_feed_holds_the_newest_and_those_of_one_day_by_their_ids(kb, tmp_path):
    files = site_of(kb)._ready
    root = ET.fromstring(files["en/feed.xml"])  # noqa: S314 - ours
    found = [
        (entry.findtext(f"{ATOM}updated")[:10], entry.findtext(f"{ATOM}id").split("/")[-2])
        for entry in root.findall(f"{ATOM}entry")
    ]
    everything = [
        (str(record.checked), record.id) for _, record in kb.public().records() if record.checked
    ]
    everything.sort(key=lambda row: row[1])
    everything.sort(key=lambda row: row[0], reverse=True)

    assert len(found) == NEWEST
    assert found == everything[:NEWEST]


def test_where_no_record_was_ever_checked_there_is_no_feed_and_no_link_to_one(small, tmp_path):
    base = changed(changed(small, "zanzu", checked=None), "duo-for-a-job", checked=None)
    publish(base, tmp_path)

    assert not list(tmp_path.rglob("feed.xml"))
    assert b"atom" not in (tmp_path / "en" / "index.html").read_bytes()
    assert b"lastmod" not in (tmp_path / "sitemap.xml").read_bytes()


def test_an_address_that_does_not_exist_is_answered_in_four_languages(small, tmp_path):
    publish(small, tmp_path)

    text = (tmp_path / "404.html").read_text("utf-8")

    for lang, title in {"en": "There is no page at this address", "tr": "Bu adreste"}.items():
        assert f'<section lang="{lang}">\n<h2>{title}' in text
    # It is shown at addresses of any depth.
    assert set(re.findall(r'(?:href|src)="(/kb/)?', text)) == {"/kb/"}


def test_no_page_has_a_script_in_its_text(small, tmp_path):
    publish(small, tmp_path)

    for name, content in there(tmp_path).items():
        if name.endswith(".html"):
            scripts = re.findall(r"<script([^>]*)>(.*?)</script>", content.decode(), re.DOTALL)
            assert all('type="application/json"' in tag or not text for tag, text in scripts), name


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--base-url", "example.org"], '"example.org" is no address of a site'),
        (["--kb", "nowhere"], '"nowhere" is no folder'),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(tmp_path, arguments, line):
    result = CliRunner().invoke(main, ["publish", str(tmp_path / "www"), *arguments])

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [result.stderr.strip()]
    assert line in result.stderr
    assert not (tmp_path / "www").exists()


def test_a_folder_of_somebody_else_is_one_line_before_anything_is_made(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")

    result = CliRunner().invoke(main, ["publish", str(tmp_path), "--base-url", URL])

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [result.stderr.strip()]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_without_an_address_one_line_says_what_is_left_out(kb, tmp_path, monkeypatch):
    monkeypatch.setattr("bestpractices.serving.library.Library", QuickLibrary)
    base = tmp_path / "kb"
    base.mkdir()
    for name in ("vocabulary.yaml", "indicators.yaml"):
        (base / name).write_bytes((kb.folder / name).read_bytes())
    command = ["publish", str(tmp_path / "www"), "--kb", str(base)]

    first, second = (CliRunner().invoke(main, command) for _ in range(2))

    for result in (first, second):
        assert result.exit_code == 0
        assert len(result.stderr.splitlines()) == 1
        assert "--base-url" in result.stderr
    number = len(there(tmp_path / "www")) - 1
    pages = len(LANGUAGES) * (len(DASHBOARDS) + 2)
    assert first.stdout == f"{pages} pages, {number} files written, 0 unchanged, 0 removed\n"
    assert second.stdout == f"{pages} pages, 0 files written, {number} unchanged, 0 removed\n"


@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent to another program only on POSIX")
def test_ctrl_c_ends_it_in_one_line_and_leaves_no_half_file(tmp_path):
    command = [sys.executable, "-m", "bestpractices", "publish", str(tmp_path / "www")]
    with subprocess.Popen([*command, "--base-url", URL], stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not (tmp_path / "www" / "index.html").exists():
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 1
    assert said.decode().splitlines() == [said.decode().strip()]
    assert "run the same command again" in said.decode()
    assert not list((tmp_path / "www").rglob("*.part"))
    assert (tmp_path / "www" / MANIFEST).is_file()


# The whole site, as the command line wrote it.


def test_the_end_is_a_line_with_the_numbers(published, kb):
    public = kb.public()
    records = len(list(public.records())) + len(public.needs)  # of a need also what answers it
    pages = len(LANGUAGES) * (records + len(DASHBOARDS) + 2)
    files = len(there(published.folder)) - 1

    assert published.said == (f"{pages} pages, {files} files written, 0 unchanged, 0 removed\n")


def test_the_lists_hold_their_living_views(published, kb):
    html = (published.folder / "tr" / "practices" / "index.html").read_text("utf-8")
    (states,) = re.findall(r'id="widget-states">(.*?)</script>', html, re.DOTALL)
    (view,) = json.loads(states).values()

    cards = {card["id"]: card["href"] for card in view["traits"]["records"]}
    assert cards == {name: f"/kb/tr/practices/{name}" for name in kb.public().practices}


class Links(HTMLParser):
    """Addresses that a page names, and the ids that it has."""

    def __init__(self):
        super().__init__()
        self.links = []
        self.ids = set()
        self._states = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.links += [(tag, found[name]) for name in ("href", "src") if name in found]
        self._states = found.get("id") == "widget-states"
        if "id" in found:
            assert found["id"] not in self.ids, f"id {found['id']} twice"
            self.ids.add(found["id"])

    def handle_data(self, data):
        if self._states:
            self.links += [("state", address) for address in addresses(json.loads(data))]

    def handle_endtag(self, tag):
        self._states = False


def addresses(state) -> Iterator[str]:
    """Every address in the state of a widget."""
    if isinstance(state, dict):
        for key, value in state.items():
            if key in ("href", "module", "css"):
                # a network has a column of them
                yield from filter(None, value) if isinstance(value, list) else (value,)
            else:
                yield from addresses(value)
    elif isinstance(state, list):
        for value in state:
            yield from addresses(value)


@cache
def read(path: Path) -> Links:
    parser = Links()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser


def file_at(published, path):
    """File that a web server finds at a path, None if there is none."""
    found = published.root / unquote(path).lstrip("/")
    found = found / "index.html" if found.is_dir() else found
    return found if found.is_file() else None


def dead_links(published, page):
    """Links of a page that lead to no file or to no place in one."""
    folder = page.parent.relative_to(published.root).as_posix()
    for tag, link in read(page).links:
        whole = urlsplit(urljoin(f"https://example.org/{folder}/", link))
        if whole.netloc != "example.org":
            # A reader may follow a link to another host, a page may not fetch anything there.
            if tag not in ("a", "link") or whole.scheme not in ("http", "https"):
                yield f"another host: {link}"
            continue
        target = file_at(published, whole.path)
        if target is None or not whole.path.startswith("/kb/"):
            yield f"no file: {link}"
        elif whole.fragment and unquote(whole.fragment) not in read(target).ids:
            yield f"no place: {link}"


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(published):
    pages = sorted(published.folder.rglob("*.html"))
    dead = {str(page): found for page in pages if (found := list(dead_links(published, page)))}

    assert sum(len(read(page).links) for page in pages) > 20 * len(pages)
    assert dead == {}


def test_the_checker_of_links_finds_dead_ones(published, tmp_path):
    (tmp_path / "kb").mkdir()
    site = replace(published, root=tmp_path)
    page = site.folder / "index.html"
    page.write_text(
        '<a href="/kb/">here</a><a href="#a" id="a">a</a><a href="https://example.com/">out</a>'
        '<a href="nowhere/">1</a><a href="#b">2</a><a href="/elsewhere">3</a>'
        '<img src="https://example.com/x.png"><a href="javascript:alert(1)">5</a>'
        '<script type="application/json" id="widget-states">{"0": {"css": "/kb/no.css"}}</script>',
        encoding="utf-8",
    )

    assert list(dead_links(site, page)) == [
        "no file: nowhere/",
        "no place: #b",
        "no file: /elsewhere",
        "another host: https://example.com/x.png",
        "another host: javascript:alert(1)",
        "no file: /kb/no.css",
    ]


@pytest.mark.parametrize("name", ["sitemap.xml", *(f"{lang}/feed.xml" for lang in LANGUAGES)])
def test_every_address_of_the_sitemap_and_the_feeds_is_a_file(published, name):
    text = (published.folder / name).read_text("utf-8")
    found = set(re.findall(r'https://example\.org(/[^<"]+)', text))

    assert len(found) > NEWEST
    assert not [path for path in found if file_at(published, path) is None]
    pages = [path for path in found if not path.endswith(".xml")]
    assert all(path.endswith("/") for path in pages)  # the form that needs no redirect


def test_every_style_sheet_and_script_that_is_named_in_another_is_there(published):
    for path in (published.folder / "static").iterdir():
        text = path.read_text("utf-8")
        # what is not in quotation marks is a word of a comment, and a # a part of the same file
        named = re.findall(
            r"""(?:url\(["']?|import\s+["']|from\s+["'])(?!#)([^"')\s]+\.\w+)""", text
        )
        assert not [name for name in named if not (path.parent / name).is_file()], path.name


def test_nothing_published_names_this_machine_or_a_token(published):
    folder = str(Path(__file__).parents[2])
    for name, content in there(published.folder).items():
        for word in (folder, str(Path.home()), "token=", "127.0.0.1"):
            assert word.encode() not in content, (name, word)
