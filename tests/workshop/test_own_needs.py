"""A need that a team wrote itself, kept whole and read again as a record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bestpractices as bp
from bestpractices.analysis.counterparts.pairing import Counterparts
from bestpractices.analysis.need_draft import OWN, flaws, need_draft, need_of
from bestpractices.workshop import NeedChosen, Store, TeamAdded
from bestpractices.workshop.own_needs import drafted, needs_of, own_need, typed
from bestpractices.workshop.sides import hosts_of, teams_of

FORM = {
    "title": "İş için Türkçe",
    "situation": "Kadınlar kursa gelemiyor.\n\nAkşam kurs yok.",
    "wish": "Çocuk bakımı olan kurs",
    "raised_by": "Konak",
    "assets": "Bir oda\nİki gönüllü",
    "lang": "",
    "themes": ["employment"],
    "target_groups": [],
    "provinces": ["izmir"],
    "constraints": {"money": "", "staff": "bir kişi"},
}


@pytest.fixture(scope="module")
def kb():
    return bp.load()


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "room.sqlite")) as found:
        found.new("room")
        found.append("room", TeamAdded(team="konak", name="Konak"))
        yield found


def write(store, kb, form):
    store.append("room", drafted("konak", need_draft(kb, form)))


def test_a_need_comes_back_from_the_store_as_the_record_that_the_form_gave(store, kb):
    write(store, kb, FORM)
    entry = store.events("room")[-1]
    copy = store.import_(store.export("room"), name="copy")[0]
    for session in ("room", copy):
        need = own_need(store.state(session), kb, "konak")
        assert need == need_of(kb, need_draft(kb, FORM), today=entry.at.date())
    assert typed(entry.event) == FORM


def test_written_again_it_takes_the_place_of_what_was_written_before(store, kb):
    write(store, kb, FORM)
    write(store, kb, {**FORM, "title": "Başka"})
    assert own_need(store.state("room"), kb, "konak").title.tr == "Başka"
    store.undo("room")
    assert own_need(store.state("room"), kb, "konak").title.tr == FORM["title"]


def test_needs_stand_in_the_order_of_the_choice_and_what_is_not_whole_is_left_out(store, kb):
    known = next(iter(kb.needs))
    for need in ("gone-from-the-base", OWN, known):
        store.append("room", NeedChosen(team="konak", need=need))
    assert needs_of(store.state("room"), kb, "konak") == [kb.needs[known]]
    write(store, kb, FORM)
    found = needs_of(store.state("room"), kb, "konak")
    assert [need.id for need in found] == ["is-icin-turkce", known]
    assert needs_of(store.state("room"), kb, "nobody") == []
    assert own_need(store.state("room"), kb, "nobody") is None


def test_a_team_with_a_need_of_its_own_is_paired_like_any_other(store, kb):
    write(store, kb, FORM)
    store.append("room", NeedChosen(team="konak", need=OWN))
    state = store.state("room")
    (team,) = teams_of(state, kb)
    assert team.need.title.tr == FORM["title"]
    assert Counterparts(kb, [team], hosts=hosts_of(state, kb)).fits


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({name: st.text(max_size=60) for name in ("title", "situation", "wish",
       "raised_by", "assets")} | {"constraints": st.dictionaries(st.sampled_from(["money", "x"]),
       st.text(max_size=20))}))  # fmt: skip
def test_whatever_the_form_takes_the_store_keeps_and_gives_back(kb, form):
    draft = need_draft(kb, form)
    if not flaws(draft):
        own = drafted("konak", draft)
        again = need_draft(kb, {**typed(own), "lang": own.lang})
        assert need_of(kb, again) == need_of(kb, draft)
