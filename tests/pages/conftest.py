"""Every page of the shipped base once a language, and bases of a record or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any, TypeAlias

import pytest

from bestpractices.pages import needs, partners, practices
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import document
from bestpractices.pages.reading import PAGES
from bestpractices.pages.record import record_page
from bestpractices.records.kinds import FOLDERS, KINDS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import (
    Context,
    Need,
    Organisation,
    Practice,
    Project,
    Record,
    Review,
    ReviewState,
    Source,
)
from bestpractices.records.registers import Town
from bestpractices.widgets.record_explorer import RecordExplorer

BASE = "/sub/path/"
Tag: TypeAlias = tuple[str, dict[str, str]]


class Small:
    """Records with the fields that a test names, and a base that holds nothing else."""

    def __init__(self, kb: KnowledgeBase) -> None:
        nothing = {name: {} for name in (*FOLDERS, "places")}
        self.empty = replace(kb, **nothing, glossary=None, programme=None)

    def base(self, *records: Record, places: tuple[Town, ...] = (), **fields: Any) -> KnowledgeBase:
        """These records and places, with the word lists of the shipped base."""
        folders: dict[str, dict[str, Record]] = {folder: {} for folder in FOLDERS}
        for record in records:
            folders[KINDS[record.kind].folder][record.id] = record
        towns = {town.id: town for town in places}
        return replace(self.empty, **folders, places=towns, **fields)

    def practice(self, name: str = "one", /, **fields: Any) -> Practice:
        given = {
            "title": name, "summary": "What is done.", "organisation": None, "country": "BE",
            "level": "local", "themes": ("employment",), "methods": (), "target_groups": (),
            "started": None, "ended": None, "status": "running", "evidence": "none",
        }  # fmt: skip
        return Practice(**_record(name, "practice", **given | fields))

    def need(self, name: str = "one", /, **fields: Any) -> Need:
        given = {
            "title": name, "summary": "What lacks.", "raised_by": None, "country": "TR",
            "themes": ("employment",), "target_groups": (),
        }  # fmt: skip
        return Need(**_record(name, "need", **given | fields))

    def organisation(self, name: str = "one", /, **fields: Any) -> Organisation:
        given = {"name": name, "type": "cso", "country": "BE"}
        return Organisation(**_record(name, "organisation", **given | fields))

    def project(self, name: str = "one", /, **fields: Any) -> Project:
        given = {"title": name, "summary": "What was done."}
        return Project(**_record(name, "project", **given | fields))

    def context(self, name: str = "one", /, **fields: Any) -> Context:
        given = {"name": name, "country": "BE", "level": "city"}
        return Context(**_record(name, "context", **given | fields))

    def town(self, name: str, /, **fields: Any) -> Town:
        given = {"name": name, "country": "BE", "latitude": 50.8, "longitude": 4.4}
        return Town(id=name.lower(), **_texts(given | fields))

    def source(self, **fields: Any) -> Source:
        given = {
            "id": "s1", "title": "Report", "publisher": "Ministry", "year": None, "url": None,
            "language": "en", "accessed": date(2026, 1, 2),
        }  # fmt: skip
        return Source(**given | fields)


def _record(name: str, kind: str, /, **fields: Any) -> dict[str, Any]:
    review = Review(state=fields.pop("state", ReviewState.PUBLIC))
    return {"id": name, "kind": kind, "review": review, "checked": None, **_texts(fields)}


def _texts(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Plain words are English."""
    plain = {
        name: LocalText(en=value)
        for name, value in fields.items()
        if name in ("title", "name", "summary") and isinstance(value, str)
    }
    return {**fields, **plain}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="session")
def small(kb: KnowledgeBase) -> Small:
    """Builder of small bases."""
    return Small(kb)


@pytest.fixture(scope="session")
def tags() -> Callable[[str], list[Tag]]:
    """Every tag of some HTML with its attributes, as a browser finds them."""

    def parse(html: str) -> list[Tag]:
        parser = _Tags()
        parser.feed(html)
        parser.close()
        return parser.found

    return parse


@pytest.fixture(scope="session")
def words() -> Callable[[str], str]:
    """What a reader sees of some HTML: its words, one space between."""

    def read(html: str) -> str:
        return " ".join(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", html))))

    return read


@pytest.fixture(scope="session")
def rows() -> Callable[[str], set[tuple[str, ...]]]:
    """Cells of all tables of some HTML without their tags."""

    def read(html: str) -> set[tuple[str, ...]]:
        return {
            tuple(
                unescape(re.sub(r"<[^>]*>", "", cell))
                for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            )
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
        }

    return read


@pytest.fixture(scope="session")
def editions(kb: KnowledgeBase) -> dict[str, Edition]:
    """The shipped base in each language, under a path of its own."""
    return {lang: Edition(kb.public(), lang, BASE) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def explorers(editions: dict[str, Edition]) -> dict[tuple[str, str], RecordExplorer]:
    """Lists of the shipped base by language and page."""
    lists = {"practices": practices, "needs": needs, "partners": partners}
    return {
        (lang, page): module.explorer(e)
        for lang, e in editions.items()
        for page, module in lists.items()
    }


@pytest.fixture(scope="session")
def pages(editions: dict[str, Edition]) -> dict[tuple[str, str], str]:
    """Whole pages by language and path: every record, programme and glossary."""
    found = {}
    for lang, e in editions.items():
        for path, _ in e.kb.records():
            title, body = record_page(e, path)
            found[lang, path] = document(e, path, title=title, body=body)
        for path, page in PAGES.items():
            title, body = page(e)
            found[lang, path] = document(e, path, title=title, body=body)
    return found
