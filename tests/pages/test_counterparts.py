"""With whom: both sides, their wishes, what is proposed, what the people decide, and the letter."""

from __future__ import annotations

import base64
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from bestpractices.pages import counterparts
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.edition import Edition
from bestpractices.pages.pairing.proposals import proposals
from bestpractices.pages.pairing.sides import host_cards, room
from bestpractices.pages.sessions import history as session_history
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import (
    CapacitySet,
    CounterpartDecided,
    NeedChosen,
    PersonAdded,
    Store,
    TeamAdded,
    WishSet,
    event,
)

HOSTILE = "<script>alert(1)</script> '); DROP TABLE events; --"


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as found:
        yield found


@pytest.fixture
def two(small, store):
    """Teams a and b, organisations x and y: by the records a fits x, and b fits y."""
    work, home = {"themes": ("employment",)}, {"themes": ("housing",)}
    kb = small.base(
        small.need("work", **work), small.need("home", **home),
        small.organisation("x", **work, languages=("nl",)), small.organisation("y", **home),
        small.practice("mentors", organisation="x", **work, sources=(small.source(),)),
        small.practice("rooms", organisation="y", **home),
    )  # fmt: skip
    store.new("room")
    for team, need in (("a", "work"), ("b", "home")):
        store.append("room", TeamAdded(team=team, name=team.upper(), languages=("nl",)))
        store.append("room", NeedChosen(team=team, need=need))
    return Edition(kb, "en")


def opened(e, session="room", **query):
    told = {"session": session, **query}
    return counterparts.desk(e, {"QUERY_STRING": urlencode(told)})


def enter(desk, action, uid="one", **fields):
    texts = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    entry = {"uid": uid, "action": action, "form": action, "fields": texts}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]
    return desk.sheet


def rows(**lists):
    return {f"{name}-{n}": one for name, some in lists.items() for n, one in enumerate(some, 1)}


def ids(html, what):
    return re.findall(rf'id="{what}-([^"]+)"', html)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_page_of_the_demo_is_made_in_every_language(store, kb, editions):
    keep_demo(store, kb)
    for e in editions.values():
        html = opened(e, DEMO, team="team-1").sheet.html
        assert ids(html, "decide-team-1")
        assert 'lang="tr"><p class="kicker">Türkçe' in html
        assert html.index("↔") < html.index('class="matches"')


def test_what_is_not_there_yet_is_said_with_the_way_on(two, store, small):
    html = opened(two, "").sheet.html + opened(two, "gone").sheet.html
    assert html.count('href="00_session"') >= 2
    store.new("new")
    assert "no team yet" in opened(two, "new").sheet.html
    store.append("new", TeamAdded(team="c", name=HOSTILE))
    html = opened(two, "new").sheet.html
    assert "10_need_to_practices?session=new&amp;team=c" in html
    assert "<script" not in html
    store.append("new", NeedChosen(team="c", need="work"))
    empty = Edition(small.base(small.need("work")), "en")
    assert "no Belgian organisation" in opened(empty, "new").sheet.html


def test_reasons_stand_with_links_and_a_wish_comes_before_every_fit(two, store):
    at = room(two, store.state("room"))
    cards = host_cards(at, at.found.teams["a"])
    assert [card["id"] for card in cards] == ["x", "y"]
    (practice,) = cards[0]["sides"][0]["reasons"][0]["links"]
    assert (practice["href"], practice["kind"]) == ("/en/practices/mentors", "Practice")
    store.append("room", WishSet(party="a", ranked=("y",)))
    assert ids(opened(two, team="a").sheet.html, "host") == ["y", "x"]


def test_who_cannot_become_a_pair_stands_last_and_says_why(two, store):
    state = [WishSet(party="a", refused=("x",)), CapacitySet(party="x", seats=0),
             CounterpartDecided(team="b", organisation="y", why="they met")]  # fmt: skip
    store.append_all("room", state)
    store.append("room", WishSet(party="y", refused=("a",)))
    at = room(two, store.state("room"))
    barred = {card["id"]: card["barred"] for card in host_cards(at, at.found.teams["a"])}
    assert barred["x"] == ["The team rules it out.", "It takes nobody at present."]
    assert barred["y"] == ["It rules this team out.", "All its seats are taken: B."]


def test_wishes_refusals_and_seats_of_either_side_are_set_in_one_form(two, store):
    desk = opened(two, team="a")
    desk.sheet.view = {**desk.sheet.view, "party": "a"}
    assert ids(desk.sheet.html, "party") == ["a"]
    before = store.seq("room")
    enter(desk, "party", "0", party="a", **rows(wish=["", ""], refuse=[""]), seats="1")
    assert store.seq("room") == before  # nothing was changed
    enter(desk, "party", "1", party="a", **rows(wish=["y", "", "x"]), seats="2")
    enter(desk, "party", "2", party="x", **rows(wish=["b"], refuse=["a"]), seats="0")
    assert desk.sheet.problems == {}
    state = store.state("room")
    assert state.get(WishSet, "a") == WishSet(party="a", ranked=("y", "x"))
    assert state.get(WishSet, "x") == WishSet(party="x", ranked=("b",), refused=("a",))
    assert [(one.party, one.seats) for one in state.of(CapacitySet)] == [("a", 2), ("x", 0)]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        *(({"seats": seats}, "a number from 0") for seats in ("-1", "", "two", "1_0", "²", "1001")),
        ({"wish-1": "a"}, "Nobody can wish itself"),
        ({"wish-1": "x", "wish-2": "x"}, "stands there twice"),
        ({"wish-1": "x", "refuse-1": "x"}, "stands there twice"),
        ({"wish-1": "b"}, "not there any more"),  # a team, and no organisation
        ({"refuse-1": HOSTILE}, "not there any more"),
        ({"party": "nobody"}, "not there any more"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_form_and_writes_nothing(two, store, changed, told):
    before, desk = store.seq("room"), opened(two)
    sheet = enter(desk, "party", **({"party": "a", "seats": "1"} | changed))
    assert told in sheet.problems["party"]["text"]
    assert (sheet.done, sheet.trouble, store.seq("room")) == (["one"], {}, before)


def test_a_wish_goes_in_up_and_out_by_single_buttons(two, store):
    def turned(turn, other):
        sheet = enter(opened(two), "wish", f"{turn}-{other}", party="a", other=other, turn=turn)
        assert sheet.problems == {}
        wish = store.state("room").get(WishSet, "a")
        return wish.ranked, wish.refused

    turned("wish", "x")
    assert turned("wish", "y") == (("x", "y"), ())
    assert turned("up", "y") == (("y", "x"), ())
    assert turned("up", "y") == (("y", "x"), ())  # the same entry again, and first already
    assert turned("refuse", "y") == (("x",), ("y",))
    assert turned("out", "y") == (("x",), ())
    enter(opened(two), "wish", "back", party="a", other="y", turn="wish")
    enter(opened(two), "wish", "late", party="a", other="x", turn="wish")  # from an older window
    assert store.state("room").get(WishSet, "a").ranked == ("x", "y")
    assert enter(opened(two), "wish", party="a", other="b", turn="wish").problems


def test_a_decision_needs_a_reason_stands_first_and_is_taken_back_once(two, store):
    desk = opened(two, team="a")
    about = {"team": "a", "organisation": "x"}
    enter(desk, "decide", "0", **about, why="they met")
    enter(desk, "decide", "1", **about, decision="paired", why=" ")
    enter(desk, "decide", "2", team="a", organisation="nobody", decision="paired", why="so")
    assert store.state("room").of(CounterpartDecided) == ()
    enter(desk, "decide", "3", **about, decision="paired", why=HOSTILE)
    html = desk.sheet.html
    assert html.index("↔") < html.index("Speaks for it")
    assert "<script" not in html
    last = str(store.seq("room"))
    enter(desk, "take_back", "4", seq="1")
    assert desk.sheet.problems["take_back"]["text"] == "There is nothing to take back."
    enter(desk, "take_back", "5", seq=last)
    enter(desk, "take_back", "6", seq=last)
    assert (desk.sheet.problems, store.seq("room")) == ({}, int(last) + 1)
    assert store.state("room").of(CounterpartDecided) == ()


def test_more_pairs_than_seats_are_said(two, store):
    for team in "ab":
        store.append("room", CounterpartDecided(team=team, organisation="x", why="so"))
    assert "x has more pairs (2) than seats (1)" in words(opened(two).sheet.html)


def test_the_ways_differ_and_what_would_be_upset_is_named_in_words(two, store):
    # By hand (Gale and Shapley 1962, example 1, with two on each side): each team's first is the
    # other's last, so each side gets its first when it is the one that asks.
    wishes = {"a": ("x", "y"), "b": ("y", "x"), "x": ("b", "a"), "y": ("a", "b")}
    store.append_all("room", [WishSet(party=one, ranked=two_) for one, two_ in wishes.items()])
    made = proposals(room(two, store.state("room")))
    cells = [[[one["id"] for one in cell] for cell in row["cells"]] for row in made["rows"]]
    assert cells == [[["x"], ["y"], ["x"]], [["y"], ["x"], ["y"]]]
    assert all(row["differs"] for row in made["rows"])
    assert [way["upset"] for way in made["ways"]] == [[], [], []]
    # The total still joins those who fit, though b and x would both rather have each other.
    store.append("room", WishSet(party="b", ranked=("x", "y")))
    upset = proposals(room(two, store.state("room")))["ways"][2]["upset"]
    assert upset == ["B and x would both rather have each other; B has y, x has A."]


def test_teams_alone_are_named_and_no_organisations_give_no_proposal(two, store, small):
    store.append("room", CapacitySet(party="x", seats=0))
    ways = proposals(room(two, store.state("room")))["ways"]
    assert ways[0]["alone"] == ["A: nobody is left who can take it"]
    empty = Edition(small.base(), "en")
    assert proposals(room(empty, store.state("room"))) == {"ways": [], "rows": []}


def test_wishes_that_cannot_be_meant_are_told_and_the_rest_of_the_page_stays(two, store):
    store.append("room", WishSet(party="a", ranked=("gone",)))
    desk = opened(two, team="a")
    assert '"a" wishes "gone", which is not there' in unescape(desk.sheet.html)
    assert ids(desk.sheet.html, "host") == ["x", "y"]
    desk.sheet.view = {**desk.sheet.view, "party": "a"}
    assert '<option value="gone" lang="en" selected>' in desk.sheet.html  # to be taken out
    enter(desk, "party", party="a", **rows(wish=["", "x"]), seats="1")
    assert "gone" not in desk.sheet.html


def test_a_team_that_is_taken_back_turns_off_nobody_s_wishes(two, store):
    seq = store.append("room", TeamAdded(team="c", name="C"))
    store.append_all("room", [WishSet(party="x", ranked=("c", "b")), WishSet(party="b")])
    store.undo("room", seq)
    at = room(two, store.state("room"))
    assert (at.flaw, at.found.host_wishes["x"]) == ("", ["b", "a"])


def test_the_room_sees_the_organisation_of_a_pair_and_neither_person_nor_reason(two, store):
    told = {"team": "a", "consent": "oral", "consent_on": "2026-11-22"}
    store.append("room", event("person_added", {"person": "kestrel", **told}))
    decided = {"team": "a", "why": "Kestrel knows them", "person": "kestrel"}
    store.append("room", event("counterpart_decided", {"organisation": "x", **decided}))
    store.append(
        "room", CounterpartDecided(team="b", organisation="y", decision="declined", why="no")
    )
    html = session_view(two, store.state("room"))
    assert 'href="/en/organisations/x"' in html
    assert "/organisations/y" not in html
    assert "kestrel" not in html.lower()
    assert store.state("room").of(PersonAdded)


def test_what_happened_is_told_in_names(two, store):
    store.append("room", WishSet(party="x", ranked=("b", "a")))
    store.append("room", CapacitySet(party="a", seats=3))
    store.append("room", CounterpartDecided(team="b", organisation="x", decision="declined"))
    state, entries = store.state("room"), store.events("room")[-3:]
    assert [session_history.sentence(two, one, state) for one in entries] == [
        "x set its wishes. First: B. Ruled out: –.",
        "A can take so many counterparts: 3.",
        "B and x: no pair.",
    ]


def asked(desk, value, uid="wish"):
    desk.sheet.wish = {"uid": uid, "name": "request", "value": value}
    return desk.sheet.file


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_letter_is_a_file_in_both_forms(two, form, begins):
    made = asked(opened(two), f"a/x/en/{form}")
    assert made["name"] == f"partner-request-a-x.{form}"
    assert base64.b64decode(made["content"]).startswith(begins)


@pytest.mark.parametrize("value", ["", "a/x/nl/exe", "a/nobody/nl/pdf", "nobody/x/nl/pdf"])
def test_a_letter_that_cannot_be_written_is_said_in_one_line(two, value):
    assert asked(opened(two), value)["problem"]["text"]
