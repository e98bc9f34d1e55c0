"""Drafts of a write-shop as events: the newest answer holds, parts come, go and change places."""

from __future__ import annotations

import pytest

from bestpractices.workshop import DraftBegun, RefusedEventError, Store, event
from bestpractices.workshop.write_shop import answers, drafts

DRAFT = {"draft": "d1", "record": "practice", "lang": "tr", "on": "2026-11-22"}


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "rooms.sqlite")) as found:
        found.new("izmir")
        found.append("izmir", event("draft_begun", DRAFT))
        yield found


def answered(question, text, **more):
    told = {"draft": "d1", "question_id": question, "text": text}
    return event("draft_answered", told | more)


def part(name, question="building_blocks"):
    return event("draft_part", {"draft": "d1", "question_id": question, "part": name})


def told(store):
    return answers(store.state("izmir"), "d1")


def test_the_newest_answer_holds_and_undo_brings_the_one_before(store):
    store.append("izmir", answered("title", "One"))
    store.append("izmir", answered("title", "İki"))
    assert told(store).text("title") == "İki"
    store.undo("izmir")
    assert told(store).text("title") == "One"
    assert (told(store).kind, told(store).lang) == ("practice", "tr")


def test_parts_stand_as_they_were_ordered_and_new_ones_come_last(store):
    store.append_all("izmir", [part("a"), part("b"), part("c"), part("s1", "sources")])
    order = {"draft": "d1", "question_id": "building_blocks", "parts": ["c", "gone", "a"]}
    store.append_all("izmir", [event("draft_ordered", order), part("d")])
    assert told(store).parts == {"building_blocks": ("c", "a", "b", "d"), "sources": ("s1",)}
    with pytest.raises(RefusedEventError, match="there already"):
        store.append("izmir", part("a"))


def test_a_part_that_is_taken_away_takes_its_answers_with_it_and_undo_brings_both_back(store):
    where = {"part": "a", "field": "name"}
    store.append_all("izmir", [part("a"), answered("building_blocks", "Talk", **where)])
    gone = {"what": "draft_part", "key_of": "d1/building_blocks/a"}
    store.append("izmir", event("withdrawn", gone))
    assert (told(store).parts, told(store).texts) == ({}, {})
    store.undo("izmir")
    assert told(store).text("building_blocks", "a", "name") == "Talk"


def test_a_draft_that_is_taken_away_is_none_any_more(store):
    store.append("izmir", event("withdrawn", {"what": "draft_begun", "key_of": "d1"}))
    assert told(store) is None
    assert drafts(store.state("izmir")) == ()
    with pytest.raises(RefusedEventError, match="not there"):
        store.append("izmir", answered("title", "Late"))


def test_a_draft_may_change_its_language_and_be_one_of_several(store):
    store.append("izmir", answered("title", "Bir"))
    store.append("izmir", event("draft_begun", DRAFT | {"lang": "fr"}))
    store.append("izmir", event("draft_begun", DRAFT | {"draft": "d2", "record": "need"}))
    found = store.state("izmir").of(DraftBegun)
    assert [(one.draft, one.lang) for one in found] == [("d1", "fr"), ("d2", "tr")]
    assert (told(store).text("title"), told(store).lang) == ("Bir", "fr")
    assert answers(store.state("izmir"), "d2").texts == {}


@pytest.mark.parametrize("person", ["never", "kestrel"])
def test_an_erased_person_goes_out_of_the_texts_and_no_question_is_lost(store, person):
    consent = {"consent": "oral", "consent_on": "2026-11-22"}
    store.append("izmir", event("person_added", {"person": person} | consent))
    store.append("izmir", answered("never", f"{person} said: not in August"))
    store.erase(person)
    assert told(store).text("never") == "erased-1 said: not in August"
