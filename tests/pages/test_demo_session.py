"""The demo session: every step filled, from records alone, with days that fit its start."""

from collections import Counter
from datetime import date

import pytest

from bestpractices.pages.demo.session import DEMO, demo
from bestpractices.pages.sessions.progress import progress
from bestpractices.pages.teams.reminders import reminders
from bestpractices.workshop import ActionSet, CoachingNote, ReuseRecorded, SessionCreated, Store

TODAY = date(2026, 11, 22)
WORD = 20  # signs; what is shorter is an id or a name
TEXTS = ("goal", "present", "choice", "next_step", "coach_does", "what", "kept", "changed",
         "obstacles")  # fmt: skip


@pytest.fixture(scope="module")
def state(kb, tmp_path_factory):
    with Store.open(str(tmp_path_factory.mktemp("demo") / "s.sqlite")) as store:
        store.new(DEMO, SessionCreated(title=DEMO, template=DEMO))
        store.append_all(DEMO, list(demo(kb, today=TODAY)))
        return store.state(DEMO)


def sentences(thing):
    """All texts that a record holds, however deep."""
    if isinstance(thing, str):
        return {thing}
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return set().union(*map(sentences, parts))


def test_the_demo_is_the_same_for_the_same_day(kb):
    assert [*demo(kb, today=TODAY)] == [*demo(kb, today=TODAY)]


def test_every_step_of_the_first_team_is_begun_and_the_second_is_on_its_way(state):
    first, second = (Counter(s.mark for s in progress(state, f"team-{n}")) for n in (1, 2))
    assert first["open"] <= 1  # the plan has pages of its own
    assert second["open"] > first["open"]
    for kind in ("coaching_note", "counterpart_decided", "visit_part_set", "observation_made",
                 "visit_analysed", "reuse_recorded", "net_map_set", "draft_begun"):  # fmt: skip
        assert state.slots.get(kind), kind


def test_reminders_of_the_demo_show_every_sort_on_the_day_of_the_start(state):
    found = reminders(state, today=TODAY, team="team-1")
    assert all([found.overdue, found.soon, found.undated, found.unowned])


def test_what_the_demo_says_is_a_sentence_of_a_record_or_says_that_it_is_an_example(state, kb):
    known = set()
    for record in (*kb.needs.values(), *kb.practices.values()):
        known |= sentences(record.model_dump(mode="json"))
    events = [*state.of(CoachingNote), *state.of(ActionSet), *state.of(ReuseRecorded)]
    told = {getattr(one, name, "") for one in events for name in TEXTS}
    left = {text for text in told - {""} - known if not text.startswith("Example: ")}
    # Only the present state is several sentences; nothing stands between them.
    for sentence in sorted((k for k in known if len(k) > WORD), key=len, reverse=True):
        left = {text.replace(sentence, "").strip() for text in left}
    assert left == {""}
    assert not any(one.may_be_shown for one in state.of(ReuseRecorded))
