"""The real knowledge base: sound, public, dated, and whole against the dossier it came from."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bestpractices.errors import Severity
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.knowledge_base import KnowledgeBase, check_folder, load
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.marks import parts
from bestpractices.records.models import ReviewState
from bestpractices.shipped import shipped

KB = shipped("kb")
DOSSIER: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "dossier.json").read_text("utf-8")
)["records"]
WRITTEN = date(2026, 11, 21)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


def record_of(kb: KnowledgeBase, address: str) -> Any:
    folder, _, name = address.rpartition("/")
    return getattr(kb, folder)[name] if folder else getattr(kb, name)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number and text of a record with the names of the fields that lead to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    elif value is not None and not isinstance(value, bool):
        yield path, value


def numbers_in(record: Any) -> tuple[Counter[tuple[str, float]], Counter[tuple[str, str]]]:
    """Numbers by field, and groups of digits in texts by field."""
    values: Counter[tuple[str, float]] = Counter()
    digits: Counter[tuple[str, str]] = Counter()
    for path, leaf in leaves(record.model_dump(mode="json")):
        if isinstance(leaf, str):
            digits.update((path, group) for group in re.findall(r"\d+", leaf))
        else:
            values[path, leaf] += 1
    return values, digits


# ── Sound ──


def test_the_base_has_no_error():
    assert [str(f) for f in check_folder(KB) if f.severity is Severity.ERROR] == []


def test_on_the_day_of_writing_the_only_advice_is_about_years_and_one_sided_ties():
    assert {f.code for f in check_folder(KB, today=WRITTEN)} <= {"KB021", "KB027"}


def test_every_record_that_is_public_was_checked_and_says_who_let_it_through(kb):
    public = [(a, r) for a, r in kb.records() if r.review.state is ReviewState.PUBLIC]
    assert public
    for address, record in public:
        assert record.checked, address
        assert record.review.by, address
        assert record.review.date, address


def test_every_public_record_has_a_source(kb):
    assert [address for address, record in kb.public().records() if not record.sources] == []


def test_every_file_in_a_folder_of_records_is_read(kb):
    for folder in FOLDERS:
        files = [path for path in (KB / folder).rglob("*") if path.is_file()]
        assert len(files) == len(getattr(kb, folder)), folder


def test_titles_and_summaries_stand_in_all_four_languages(kb):
    for folder in ("practices", "needs", "projects"):
        for name, record in getattr(kb, folder).items():
            for path, text in parts(record, LocalText):
                missing = [lang for lang in LANGUAGES if not getattr(text, lang)]
                assert missing == [], (folder, name, path)


def test_broader_and_related_words_exist_and_related_stands_on_both_sides(kb):
    lists = kb.vocabulary.lists
    for name, concepts in lists.items():
        for concept in concepts.values():
            assert set(concept.broader) <= set(concepts), (name, concept.id)
            for other in concept.related:
                their_list, _, their_id = other.rpartition("/")
                theirs = lists[their_list or name][their_id].related
                own = concept.id if not their_list else f"{name}/{concept.id}"
                assert own in theirs, (name, concept.id, other)


def test_no_word_is_broader_than_itself_by_any_way(kb):
    for name, concepts in kb.vocabulary.lists.items():
        for start in concepts:
            seen, waiting = set(), list(concepts[start].broader)
            while waiting:
                word = waiting.pop()
                assert word != start, (name, start)
                waiting += [] if word in seen else concepts[word].broader
                seen.add(word)


def test_every_word_has_a_label_and_a_definition_in_four_languages(kb):
    for name, concepts in kb.vocabulary.lists.items():
        for concept in concepts.values():
            assert set(LANGUAGES) <= set(concept.label.languages()), (name, concept.id)
            assert concept.definition, (name, concept.id)
            assert set(LANGUAGES) <= set(concept.definition.languages()), (name, concept.id)


# ── Whole ──


def test_the_dossier_has_the_records_that_the_readme_names():
    found = Counter(address.partition("/")[0] for address in DOSSIER if "/" in address)
    begin = (KB / "README.md").read_text("utf-8")
    text = re.search(r"The first records \((.*?)\)", begin)
    assert text
    said = {name: int(number) for number, name in re.findall(r"(\d+) (\w+)", text[1])}
    assert said == found


def test_every_record_of_the_dossier_is_in_the_base(kb):
    addresses = {address for address, _ in kb.records()}
    assert {address for address in DOSSIER if "/" in address} - addresses == set()
    assert all(record_of(kb, address) for address in DOSSIER if "/" not in address)


@pytest.mark.parametrize("address", sorted(DOSSIER))
def test_no_number_of_the_dossier_is_lost(kb, address):
    values, digits = numbers_in(record_of(kb, address))
    dossier = DOSSIER[address]
    lost_values = Counter(
        (field, number) for field, numbers in dossier["values"].items() for number in numbers
    )
    lost_digits = Counter(
        (field, group) for field, groups in dossier["digits"].items() for group in groups.split()
    )
    assert lost_values - values == Counter()
    assert lost_digits - digits == Counter()


def test_the_dossier_has_numbers_to_lose():
    values = sum(len(v) for record in DOSSIER.values() for v in record["values"].values())
    figures = sum(len(r["values"].get("scale.value", [])) for r in DOSSIER.values())
    assert values > 2000
    assert figures > 200
