"""What the room sees of a Net-Map, and what stands of it in what happened."""

import pytest

from bestpractices.exports.handout_pdf import handout_pdf
from bestpractices.pages.handouts.steps import STEPS
from bestpractices.pages.sessions.history import lines
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import (
    LinkType,
    NetMapActor,
    NetMapLink,
    NetMapSet,
    Note,
    Store,
    TeamAdded,
)  # fmt: skip

FRAME = NetMapSet(map="konak", question="Who helps?", types=(LinkType(id="m", name="Money"),))
CARDS = (
    NetMapActor(map="konak", actor="a", name="Valilik <b>", group="public", tower=17),
    NetMapActor(map="konak", actor="b", name="İpek's shop"),
    NetMapActor(map="konak", actor="c", name="İpek Yılmaz", person="waxwing", consent="oral"),
    NetMapActor(map="konak", actor="d", name="Alone & co", group="public"),
    NetMapActor(map="konak", actor="e", person="İpek"),
)
LINKS = (
    NetMapLink(map="konak", type="m", start="a", end="b", remark="secret remark"),
    NetMapLink(map="konak", type="m", start="a", end="c"),
    NetMapLink(map="konak", type="m", start="c", end="e", mutual=True),
)


@pytest.fixture
def store(tmp_path):
    with Store.open(str(tmp_path / "rooms.sqlite")) as opened:
        opened.new("izmir")
        opened.append("izmir", TeamAdded(team="konak", name="Konak"))
        opened.append_all("izmir", [FRAME, *CARDS])
        yield opened


def test_the_room_sees_organisations_and_ties_and_of_persons_nothing_but_that_they_are_there(
    store, editions
):
    e = editions["en"]
    assert "Who helps?" not in session_view(e, store.state("izmir"))  # no link yet: nothing to see
    store.append_all("izmir", [*LINKS, Note(text="IPEK YILMAZ and Waxwing will call")])
    html = session_view(e, store.state("izmir"))
    assert "Valilik &lt;b&gt; → …&#39;s shop, person 1" in html
    assert "person 1 ↔ person 2" in html
    for hidden in ("pek", "waxwing", "Alone", "secret", "17", "<b>;"):
        assert hidden.lower() not in html.lower().split("net-map", 1)[1]
    assert "Without a link so far: 1." in html
    assert html.count("<svg") == 1 + 1 + 1  # picture, a type, a group


def test_a_map_of_no_team_stands_after_all_teams_and_follows_undo(store, editions):
    cards = [one.model_copy(update={"map": "main"}) for one in CARDS[:2]]
    link = LINKS[0].model_copy(update={"map": "main"})
    seqs = store.append_all("izmir", [FRAME.model_copy(update={"map": "main"}), *cards, link])
    html = session_view(editions["en"], store.state("izmir"))
    assert html.index("All teams together") > html.index("Konak")
    store.undo("izmir", seqs[-1])
    assert "All teams together" not in session_view(editions["en"], store.state("izmir"))


def test_the_map_on_paper_names_no_more_than_the_page_of_the_room(store, editions):
    made = STEPS["net-map"](editions["en"], store.state("izmir"), "konak")
    assert "no link yet" in str(made.parts)
    store.append_all("izmir", LINKS)
    made = STEPS["net-map"](editions["en"], store.state("izmir"), "konak")
    said = str(made.parts)
    assert "('person 1', '↔', 'person 2')" in said
    assert "Valilik <b>" in said
    for hidden in ("pek", "waxwing", "Alone", "secret", "17"):
        assert hidden not in said
    assert handout_pdf(made).startswith(b"%PDF")


def test_every_step_of_a_map_is_a_sentence_in_what_happened(store, editions):
    store.append_all("izmir", LINKS[1:2])
    state, entries = store.state("izmir"), store.events("izmir")
    told = [line.text for line in lines(editions["en"], entries, state)]
    assert told[0] == "Net-Map: “Valilik <b>” is linked to “waxwing” (Money)."
    assert "Net-Map: the card “waxwing” was laid or changed." in told
    assert not any("net map" in line or "Yılmaz" in line for line in told)
