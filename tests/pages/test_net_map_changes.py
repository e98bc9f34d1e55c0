"""Before and after on the page of a Net-Map: what can be chosen, and what is then said."""

import pytest

from bestpractices.pages import net_map as page
from bestpractices.pages.maps.changes import sheet
from bestpractices.pages.maps.moments import Moment
from bestpractices.workshop import LinkType, NetMapActor, NetMapLink, NetMapSet, Store

NAMES = [f"Body {letter}" for letter in "abcdefghij"]


@pytest.fixture
def store(tmp_path, monkeypatch):
    place = str(tmp_path / "rooms.sqlite")
    monkeypatch.setenv("BESTPRACTICES_STORE", place)
    with Store.open(place) as opened:
        for name in ("izmir", "namur"):
            opened.new(name)
            draw(opened, name)
        yield opened


def draw(store, session):
    frame = NetMapSet(question="Who helps?", types=(LinkType(id="m", name="Money"),))
    cards = [
        NetMapActor(actor=str(n), name=name, group="ab"[n % 2]) for n, name in enumerate(NAMES)
    ]
    store.append_all(session, [frame, *cards, *(tie(n, n + 1) for n in range(6))])


def tie(start, end):
    return NetMapLink(type="m", start=str(start), end=str(end))


def opened(e, **query):
    return sheet(e, None, {"QUERY_STRING": "&".join(f"{k}={v}" for k, v in query.items())})


def choose(shown, **fields):
    entry = {"uid": str(len(shown.done)), "action": "compare", "form": "compare",
             "fields": {name: [value] for name, value in fields.items()}}  # fmt: skip
    shown.outbox = [*shown.outbox, entry]
    return shown.html


def test_without_a_session_it_is_said_how_to_come_to_a_comparison(editions, store):
    assert "Open the map from a session" in opened(editions["en"]).html
    assert opened(editions["en"], session="gone").html == ""


def test_an_earlier_step_is_compared_with_the_map_as_it_is_now(editions, store):
    before = store.seq("izmir")
    store.append("izmir", tie(8, 9))
    link = store.append("izmir", tie(0, 9))
    store.undo("izmir", before)  # the last of the first six
    shown = opened(editions["en"], session="izmir")
    assert f'value="izmir/main/{before}"' in shown.html
    assert f'value="izmir/main/{link}"' not in shown.html  # that is the map as it is now
    html = choose(shown, before=f"izmir/main/{before}", after="izmir/main/", kind="")
    assert "5 ties were kept, 2 are new, 1 are gone." in html
    assert "Body f → Body g" in html.split("Ties that are gone")[1].split("</ul>")[0]
    assert "The two maps are alike" in html
    assert shown.done == ["0"]
    assert store.seq("izmir") == link + 1  # looking writes nothing


def test_the_map_of_another_session_is_met_by_names(editions, store):
    html = choose(opened(editions["tr"], session="izmir"), before="namur/main/", after="", kind="x")
    assert "Body a → Body b" in html
    assert 'value="namur/main/" selected' in html


@pytest.mark.parametrize(
    "value", ["", "gone/main/", "izmir/nothing/", "x", "a/b/c", "izmir/main/0"]
)
def test_a_choice_that_means_nothing_breaks_nothing(editions, store, value):
    shown = opened(editions["en"], session="izmir")
    choose(shown, before=value, after="izmir/main/", kind="")
    assert shown.problems == {}
    assert shown.trouble == {}


def test_a_moment_is_read_back_from_its_form():
    for one in (Moment("izmir-1", "konak", 12), Moment("a", "main")):
        assert Moment.read(one.value) == one


def test_the_comparison_follows_the_board_of_the_page(editions, store):
    environment = {"QUERY_STRING": "session=izmir"}
    board = page.board(editions["en"], environment)
    shown = page.changes(editions["en"], board, environment)
    choose(shown, before="namur/main/", after="", kind="")
    steps = board.log["steps"]
    new = {"kind": "net_map_link", "payload": tie(9, 8).model_dump(mode="json")}
    board.log = {"steps": [*steps, {"uid": "new", "events": [new]}], "at": len(steps) + 1}
    assert "6 ties were kept, 1 are new, 0 are gone." in shown.html
