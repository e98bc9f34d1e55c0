"""With whom, on paper: decisions, organisations with their reasons, and the letter of the step."""

from datetime import date

import pytest

from bestpractices.exports.handout import Bullets, Heading, Paragraph
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.counterpart_choice import handout, request_handout
from bestpractices.workshop import (
    CapacitySet,
    CounterpartDecided,
    NeedChosen,
    PersonAdded,
    Store,
    TeamAdded,
)


@pytest.fixture
def e(small):
    work = {"themes": ("employment",)}
    return Edition(
        small.base(
            small.need("work", **work),
            small.organisation("x", **work, sources=(small.source(url="https://example.org/x"),)),
            small.organisation("y"),
            small.practice("mentors", organisation="x", **work),
            small.practice("rooms", organisation="y"),
        ),
        "en",
    )


@pytest.fixture
def state(tmp_path):
    """Team a with a need, x without a seat and decided against, and team b without a need."""
    with Store.open(str(tmp_path / "room.sqlite")) as store:
        store.new("room")
        kestrel = PersonAdded(person="kestrel", consent="oral", consent_on=date(2026, 11, 22))
        store.append_all("room", [
            TeamAdded(team="a", name="A"), TeamAdded(team="b", name="B"), kestrel,
            NeedChosen(team="a", need="work"), CapacitySet(party="x", seats=0),
            CounterpartDecided(team="a", organisation="x", decision="declined", why="Kestrel left"),
        ])  # fmt: skip
        return store.state("room")


def test_decisions_come_first_and_reasons_before_the_source(e, state):
    made = handout(e, state, "a")
    headings = [part.text for part in made.parts if isinstance(part, Heading)]
    assert headings[:2] == ["Decided", "y"]
    assert made.parts[1] == Bullets(("x: no pair. … left",))
    after = made.parts[made.parts.index(Heading("x")) :]
    assert after[2] == Paragraph(
        "No pair as things stand\nDecided: no pair. … left\nIt takes nobody at present.", "stop"
    )
    assert after[3:5] == (
        Heading("Speaks for it", 2),
        Bullets((
            "Runs “mentors”, place 1 of 2 for this need.",
            "Both work on: Employment.",
        )),
    )  # fmt: skip
    assert after[-2] == Paragraph("Source: Report, https://example.org/x", "small")


def test_the_letter_of_the_step_goes_to_who_comes_first_in_the_language_asked_for(e, state):
    made = request_handout(Edition(e.kb, "tr"), state, "a")
    assert made.lang == "tr"
    assert "y" in dict(made.parts[0].pairs).values()


def test_a_team_without_a_need_gets_a_sentence(e, state):
    for make in (handout, request_handout):
        assert make(e, state, "b").parts[-1].text.startswith("First a need")
