"""What the search page is made of; the search itself is tested beside its modules."""

from __future__ import annotations

import json
from string import Formatter
from typing import Any

import pytest

from bestpractices.analysis.search.browser import BROWSER_FACETS
from bestpractices.analysis.search.facets import values_of
from bestpractices.analysis.search.passages import FIELDS
from bestpractices.analysis.search.ways import How
from bestpractices.pages import search
from bestpractices.pages.edition import Edition
from bestpractices.pages.search_index import is_index, search_index
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import ReviewState


@pytest.fixture(scope="module")
def boxes(editions: Any) -> Any:
    return {lang: search.box(e) for lang, e in editions.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_of_the_index_has_its_title_on_the_page(
    boxes: Any, editions: Any, lang: str
) -> None:
    index = json.loads(search_index(editions[lang].kb).text)

    assert [record["id"] for record in boxes[lang].records] == index["addresses"]
    assert boxes[lang].index.endswith(search_index(editions[lang].kb).served_as)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_of_every_facet_has_a_label(boxes: Any, editions: Any, lang: str) -> None:
    facets = {facet["id"]: facet["options"] for facet in boxes[lang].facets}

    assert list(facets) == list(BROWSER_FACETS)
    for _, record in editions[lang].kb.records():
        for name in BROWSER_FACETS:
            assert set(values_of(record, name)) <= set(facets[name])
    assert all(label.strip() for options in facets.values() for label in options.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_has_its_sentence_with_the_word_in_it(boxes: Any, lang: str) -> None:
    box = boxes[lang]

    assert set(box.sentences) == {how.value for how in How}
    for sentence in box.sentences.values():
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        assert {"field", "word"} <= names <= {"field", "word", "asked"}
    assert set(box.fields) == {field.name for field in FIELDS}


def test_a_title_in_another_language_says_so(small: Any) -> None:
    kb = small.base(small.practice("a", title=LocalText(en="House")), small.need("b"))

    turkish = {one["id"]: one for one in search.box(Edition(kb, "tr")).records}
    assert turkish["practices/a"] == {"id": "practices/a", "title": "House", "lang": "en"}
    assert "lang" not in search.box(Edition(kb, "en")).records[0]


def test_the_page_without_javascript_says_so_and_leads_to_the_lists(boxes: Any, tags: Any) -> None:
    fallback = boxes["en"]._fallback

    links = [a["href"] for tag, a in tags(fallback) if tag == "a"]
    assert links == [
        f"/sub/path/en/{page}" for page in ("practices", "needs", "partners", "glossary")
    ]
    assert "needs JavaScript" in fallback
    assert "<form" not in fallback  # nobody would answer it


def test_a_draft_is_neither_on_the_page_nor_in_its_index(small: Any) -> None:
    kb = small.base(small.need(), small.practice("secret", state=ReviewState.DRAFT)).public()

    box = search.box(Edition(kb, "en"))
    assert "secret" not in json.dumps([box.records, box.facets])
    assert "secret" not in search_index(kb).text


def test_the_name_of_the_index_changes_with_the_records_and_only_then(small: Any) -> None:
    one = small.base(small.need("a"), version="1")
    other = small.base(small.need("b"), version="2")

    names = [search_index(kb).served_as for kb in (one, other, one)]
    assert names[0] == names[2] != names[1]
    assert all(map(is_index, names))
    assert not is_index("search-index.json")


def test_an_empty_base_has_a_search_that_finds_nothing(small: Any) -> None:
    box = search.box(Edition(small.empty, "fr"))

    assert box.records == []
    assert all(facet["options"] == {} for facet in box.facets)
    assert box.summary() == "search “” in 0 records, 0 values ticked"
