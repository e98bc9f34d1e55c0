"""Attacks by what a record says: script in every text is shown as text, drafts are not shown."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import types
import typing
from html.parser import HTMLParser

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

import bestpractices as bp
from bestpractices.records import models
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import Practice

SCRIPT = "window.ran = true"
ATTACK = (
    f'"><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}"><svg onload="{SCRIPT}">'
    "]]></script><!--"
)
MARKDOWN = (
    f"\n\n## {ATTACK}\n\n{ATTACK}\n\n[press](javascript:{SCRIPT})\n\n![x](http://evil.example/x)\n"
)
DRAFT = "level2work"
SECRET = "A draft that nobody may see"
# One record a kind, with all that it can hold; codes and ids are no texts.
POISONED = {
    "practices": "duo-for-a-job",
    "needs": "ismek-turkish-for-newcomers",
    "organisations": "irfam",
    "projects": None,
    "contexts": "izmir",
}
# A dashboard takes a kernel a second; one language of them all tells enough.
SHOWN = {**dict.fromkeys(LANGUAGES, ()), "tr": ("", "practices", "needs", "partners")}
NO_TEXT = {"id", "kind", "currency"}


def text_fields():
    """Names of all fields of records that hold words of people, read off the models."""
    found = set()
    for model in vars(models).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            for name, field in model.model_fields.items():
                kinds = {field.annotation, *typing.get_args(field.annotation)} - {types.NoneType}
                plain = str in kinds and not field.metadata
                if plain or LocalText in kinds:
                    found.add(name)
    return found - NO_TEXT


def poison(value, texts, *, inside=""):
    """The same fields with script in every text."""
    if isinstance(value, dict):
        return {
            name: poison(part, texts, inside=inside if name in LANGUAGES else name)
            if name != "translation"
            else part
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [poison(part, texts, inside=inside) for part in value]
    return f"{value} {ATTACK}" if isinstance(value, str) and inside in texts else value


def rewrite(path, change):
    """Change the fields of a record's file, and add to its text."""
    yaml = YAML()
    yaml.width = 10_000
    whole = path.read_text(encoding="utf-8")
    _, head, body = whole.split("---\n", 2) if path.suffix == ".md" else ("", whole, None)
    fields = change(json.loads(json.dumps(yaml.load(head), default=str)))
    with path.open("w", encoding="utf-8") as file:
        if body is not None:
            file.write("---\n")
        # JSON is YAML, but dates are no texts.
        text = re.sub(r'"(\d{4}-\d\d(-\d\d)?)"', r"\1", json.dumps(fields, ensure_ascii=False))
        file.write(f"{text}\n")
        if body is not None:
            file.write(f"---\n{body}{MARKDOWN}")


@pytest.fixture(scope="module")
def poisoned(kb, tmp_path_factory):
    """The shipped base with one poisoned record a kind, and one practice made a draft again."""
    folder = tmp_path_factory.mktemp("base") / "kb"
    shutil.copytree(kb.folder, folder)
    texts = text_fields()
    for kind, name in POISONED.items():
        chosen = name or next(iter(getattr(kb, kind)))
        (path,) = (folder / kind).glob(f"{chosen}.*")
        rewrite(path, lambda fields: poison(fields, texts))

    def as_draft(fields):
        fields["review"]["state"] = "draft"
        fields["title"] = dict.fromkeys(fields["title"], SECRET)
        return fields

    rewrite(folder / "practices" / f"{DRAFT}.md", as_draft)
    return bp.load(folder)


@pytest.fixture(scope="module")
def house(poisoned, serve_here):
    with serve_here(poisoned) as own:
        yield own


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def harmful(html):
    """Tags that run something or call another host."""
    tags = Tags()
    tags.feed(html)
    return [(tag, given) for tag, given in tags.found if _is_harmful(tag, given)]


def _is_harmful(tag, given):
    foreign = tag == "script" and not given.get("src", "").startswith("/static/")
    return (
        (foreign and given.get("type") != "application/json")
        or tag in {"img", "iframe", "object", "embed", "style", "base", "form"}
        or any(name.startswith("on") or name in {"style", "srcdoc"} for name in given)
        or any("javascript:" in value.lower() for value in given.values())
    )


def test_the_poison_is_in_every_kind_of_text_that_a_record_has(poisoned):
    record = poisoned.practices["duo-for-a-job"]
    said = json.dumps(record.model_dump(mode="json"))

    assert len(text_fields()) >= 10
    assert said.count("onerror") > 50
    assert {"title", "summary", "name", "what", "text", "publisher", "who"} <= text_fields()
    assert all(ATTACK in getattr(record.title, lang) for lang in LANGUAGES)
    assert ATTACK in record.body
    assert isinstance(record, Practice)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_script_in_a_record_runs_on_no_page_of_the_participants(house, poisoned, lang):
    records = [f"{kind}/{name or next(iter(getattr(poisoned, kind)))}"
               for kind, name in POISONED.items()]  # fmt: skip
    for path in (*SHOWN[lang], "glossary", "programme", "room", *records):
        answer, text = house.get(f"/{lang}/{path}")

        assert answer.status == 200, path
        assert harmful(text) == [], path
        if path in records:
            assert "&lt;script&gt;" in text  # said, not swallowed


@pytest.fixture(scope="module")
def coach(house):
    """The coach's page of the poisoned base."""
    answer, text = house.open("en/start")
    yield text
    house.leave(answer, text)


def test_script_in_a_record_runs_on_no_page_of_the_coach(coach):
    assert harmful(coach) == []
    assert "onerror" in coach  # in the cards, as data


def test_data_of_a_coaching_page_cannot_end_the_element_that_holds_it(coach):
    (held,) = re.findall(r'id="widget-states">(.*?)</script>', coach, re.DOTALL)

    assert "<" not in held
    states = json.loads(held)
    assert any(ATTACK in json.dumps(state).replace('\\"', '"') for state in states.values())


def test_a_draft_is_on_no_page_and_at_no_address(house, coach, poisoned):
    assert poisoned.practices[DRAFT].title.en == SECRET
    for lang in LANGUAGES:
        for path in (*SHOWN[lang], "glossary", f"practices/{DRAFT}", f"{DRAFT}"):
            answer, text = house.get(f"/{lang}/{path}")
            assert (answer.status == 404) == (DRAFT in path)
            assert SECRET not in text
            assert f"practices/{DRAFT}" not in text
    assert SECRET not in coach
    assert f"practices/{DRAFT}" not in coach


def test_what_is_live_tells_no_draft_and_no_text(house):
    line = http.client.HTTPConnection(house.address, timeout=30)
    line.request("GET", "/live")
    said = line.getresponse().read1(500).decode()
    line.close()

    versions = r'"version": "\w+"(, "store": "\w+")?(, "told": "\w+")?'
    assert re.fullmatch(rf"event: version\ndata: \{{{versions}\}}\n\n", said)


@pytest.mark.browser
def test_in_a_browser_nothing_of_it_runs_not_even_what_the_kernel_writes_anew(house, browser):
    page = browser.new_page()
    page.set_default_timeout(30_000)
    met = []
    page.on("dialog", lambda dialog: met.append(dialog.message))
    page.on("request", lambda asked: met.append(asked.url) if "evil" in asked.url else None)
    page.goto(f"http://{house.address}/coach/?token={house.server.token}")
    assert "token" not in page.url
    card = page.locator(".record-explorer li[data-id='duo-for-a-job']")
    card.locator(".compare-pick input").check()

    shown = page.locator(".fragment article")
    shown.wait_for()
    assert "<script>" in shown.inner_text()  # as the record says it
    assert shown.locator("script, img, svg").count() == 0
    assert page.evaluate("window.ran") is None
    for path in ("en/practices", "en/practices/duo-for-a-job", "tr/needs"):
        page.goto(f"http://{house.address}/{path}")
        page.locator("h1").first.wait_for()
        assert page.evaluate("window.ran") is None
    page.close()
    assert met == []


@pytest.mark.browser
def test_a_script_that_got_into_a_page_would_be_stopped_by_its_headers(house, browser):
    page = browser.new_page()
    page.goto(f"http://{house.address}/en/practices/duo-for-a-job")
    page.evaluate(
        "const one = document.createElement('script'); one.textContent = 'window.ran = true';"
        "document.body.append(one);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')"
    )
    page.wait_for_function("[...document.images].every((image) => image.complete)")

    assert page.evaluate("window.ran") is None
    page.close()
