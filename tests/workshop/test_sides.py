"""Teams and organisations of a session, as they are paired, and the command that pairs them."""

import json

import pytest
from click.testing import CliRunner

import bestpractices as bp
from bestpractices.cli import main
from bestpractices.workshop import CapacitySet, CounterpartDecided, Store, TeamAdded, WishSet
from bestpractices.workshop.sides import NobodyToPairError, hosts_of, teams_of
from bestpractices.workshop.transfer_events import NeedChosen

LITERACY = "ismek-reach-low-literate"
HOST = "lire-et-ecrire"


@pytest.fixture(scope="module")
def kb():
    return bp.load()


@pytest.fixture
def place(tmp_path):
    place = str(tmp_path / "room.sqlite")
    with Store.open(place) as store:
        store.new("room")
        store.append("room", TeamAdded(team="konak", name="Konak", languages=("tr", "fr")))
        store.append("room", TeamAdded(team="late", name="No need yet"))
        store.append("room", NeedChosen(team="konak", need=LITERACY))
    return place


def write(place, *events):
    with Store.open(place) as store:
        store.append_all("room", list(events))


def sides(place, kb):
    with Store.open(place, read_only=True) as store:
        state = store.state("room")
    return {team.id: team for team in teams_of(state, kb)}, {h.id: h for h in hosts_of(state, kb)}


def paired(place, *options):
    told = CliRunner().invoke(
        main, ["counterparts", "--session", "room", "--store", place, "--format", "json", *options]
    )
    assert told.exit_code == 0, told.output
    return [(pair["team"], pair["counterpart"]) for pair in json.loads(told.output)["pairs"]]


def test_a_team_brings_its_need_and_the_languages_of_its_members(place, kb):
    teams, hosts = sides(place, kb)
    assert list(teams) == ["konak"]  # the other has no need yet
    assert (teams["konak"].need.id, teams["konak"].languages) == (LITERACY, ("tr", "fr"))
    assert HOST in hosts
    assert paired(place) == [("konak", HOST)]


def test_what_people_wish_refuse_and_decide_comes_before_the_scores(place, kb):
    write(place, WishSet(party="konak", ranked=("actiris",)), CapacitySet(party="actiris", seats=2))
    assert sides(place, kb)[1]["actiris"].places == 2
    assert paired(place) == [("konak", "actiris")]
    write(place, CounterpartDecided(team="konak", organisation=HOST, decision="declined"))
    write(place, WishSet(party="konak"))
    for way in ("teams", "organisations", "total"):
        assert HOST not in [host for _, host in paired(place, "--way", way)]


def test_an_organisation_without_a_seat_takes_nobody(place):
    write(place, CapacitySet(party=HOST, seats=0))
    assert ("konak", HOST) not in paired(place)


def test_a_session_without_a_need_says_what_to_do_first(tmp_path, kb):
    with Store.open(str(tmp_path / "new.sqlite")) as store:
        store.new("room")
        with pytest.raises(NobodyToPairError, match="no team has chosen or written a need"):
            teams_of(store.state("room"), kb)
    told = CliRunner().invoke(
        main, ["counterparts", "--session", "other", "--store", str(tmp_path / "new.sqlite")]
    )
    assert told.exit_code == 1
    assert "other" in told.output


def test_who_was_decided_against_is_no_wish_any_more(place, kb):
    write(place, WishSet(party="konak", ranked=(HOST, "actiris")))
    write(place, CounterpartDecided(team="konak", organisation=HOST, decision="declined"))
    konak = sides(place, kb)[0]["konak"]
    assert (konak.wishes, konak.refuses) == (("actiris",), (HOST,))


def test_a_wish_for_a_team_without_a_need_waits_until_it_has_one(place, kb):
    write(place, WishSet(party=HOST, ranked=("late", "konak")))
    assert sides(place, kb)[1][HOST].wishes == ("konak",)
    write(place, NeedChosen(team="late", need=LITERACY))
    assert sides(place, kb)[1][HOST].wishes == ("late", "konak")


def test_a_team_called_like_an_organisation_is_no_counterpart_of_its_own(place, kb):
    write(place, TeamAdded(team="ismek", name="İSMEK"), NeedChosen(team="ismek", need=LITERACY))
    write(place, CapacitySet(party="ismek", seats=1))
    teams, hosts = sides(place, kb)
    assert "ismek" in kb.organisations
    assert ("ismek" in teams, "ismek" in hosts) == (True, False)
