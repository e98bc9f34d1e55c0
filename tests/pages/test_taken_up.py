"""What others did with a practice: from its record, from a session, and from one to the other."""

from datetime import date

from bestpractices.pages.edition import Edition
from bestpractices.pages.record import record_page
from bestpractices.pages.teams.reuse_record import text_with_reuse, with_reuse
from bestpractices.pages.teams.taken_up import TakenUp, takers
from bestpractices.records.kinds import KINDS
from bestpractices.records.models import Practice
from bestpractices.records.reading import read_text
from bestpractices.records.record_text import file_of, findings, record_text
from bestpractices.records.reuse import Reuse

PRACTICE = "duo-for-a-job"


def told(**more):
    fields = {
        "practice": PRACTICE, "organisation": None, "place": "izmir", "block": None, "months": 3,
        "on": date(2027, 2, 22), "use": "in_use", "texts": (("kept", "Pairs: “çift”\nof two"),),
        "session": "Konak",
    }  # fmt: skip
    return TakenUp(**(fields | more))


def test_without_anybody_the_page_says_nothing_of_it(editions):
    _, html = record_page(editions["en"], f"practices/{PRACTICE}")
    assert "taken-up" not in html


def test_a_team_is_counted_once_and_one_that_did_not_begin_is_not_counted(editions):
    some = [told(), told(months=12, use="stopped"), told(place="bursa", use="not_begun")]
    _, html = record_page(editions["en"], f"practices/{PRACTICE}", told=some)
    assert "Taken up by 1 team." in html
    assert html.count('class="card taker"') == 2
    assert "not begun" in html


def test_in_the_record_it_stands_with_its_session_as_source_and_passes_the_checks(editions):
    e = editions["en"]
    team = next(one.id for one in e.kb.organisations.values() if one.country == "TR")
    some = [told(organisation=team), told(months=12), told(months=24, place="İzmir, Konak")]
    practice = with_reuse(e, e.kb.practices[PRACTICE], some, lang="tr")
    reading = read_text(file_of(practice), record_text(practice), KINDS["practice"].model)
    assert isinstance(reading.record, Practice)
    assert reading.record.reuse == practice.reuse
    assert [(one.by, one.place, one.months) for one in practice.reuse] == [
        (team, "izmir", 3), (None, "izmir", 12), (None, None, 24),
    ]  # fmt: skip
    new = practice.sources[len(e.kb.practices[PRACTICE].sources) :]
    assert [(one.title, one.language, one.accessed) for one in new] == [
        ("Konak", "tr", date(2027, 2, 22))
    ]
    assert {one.source for one in practice.reuse} == {new[0].id}
    before = findings(e.kb, e.kb.practices[PRACTICE], today=date(2026, 11, 22))
    after = findings(e.kb, practice, today=date(2026, 11, 22))
    assert [one.code for one in after] == [one.code for one in before]


def test_what_is_in_the_record_already_is_neither_added_nor_told_twice(editions):
    e = editions["en"]
    once = with_reuse(e, e.kb.practices[PRACTICE], [told()], lang="tr")
    assert with_reuse(e, once, [told()], lang="tr") == once
    mended = told(texts=(("kept", "Pairs of three"),))
    (team,) = takers(e, once, [mended])
    assert [one.texts for one in team.told] == [mended.texts]


def test_two_teams_of_which_readers_know_the_same_are_two_and_each_keeps_its_words(editions):
    e, a, b = editions["en"], told(mark="konak/a"), told(mark="konak/b", use="stopped")
    practice = e.kb.practices[PRACTICE]
    assert [one.use for one in takers(e, practice, [a, b])] == ["in_use", "stopped"]
    both = with_reuse(e, practice, [a, b], lang="tr")
    assert [one.use for one in takers(e, both, [])] == ["in_use", "stopped"]
    # What only the record holds joins its team; what both hold is told once.
    later = told(mark="konak/a", months=12)
    (team,) = takers(e, with_reuse(e, practice, [a], lang="tr"), [later])
    assert [one.months for one in team.told] == [3, 12]
    assert len(takers(e, both, [a, b])) == len([a, b])


def test_a_published_page_shows_what_its_record_holds_with_the_source(small):
    reuse = {
        "by": None, "place": None, "months": 12, "on": date(2027, 11, 22), "use": "stopped",
        "kept": None, "changed": None, "dropped": None, "obstacles": "No room.", "results": None,
        "source": "s1",
    }  # fmt: skip
    practice = small.practice(reuse=(Reuse(**reuse),), sources=(small.source(title="Konak"),))
    _, html = record_page(Edition(small.base(practice), "en"), "practices/one")
    assert "Taken up by 1 team. 1 of them has stopped." in html
    assert "No room." in html
    assert 'Konak</span> <a class="cite" href="#s1">s1</a>' in html


def test_only_the_lines_of_what_was_told_are_new_in_the_file(editions):
    e = editions["en"]
    for name in (PRACTICE, "solentra-pacct"):
        before = e.kb.practices[name]
        text = (e.kb.folder / file_of(before)).read_text("utf-8")
        after = with_reuse(e, before, [told(practice=name)], lang="tr")
        made = text_with_reuse(text, before, after)
        assert read_text(file_of(after), made, Practice).record == after
        old, new = text.splitlines(), made.splitlines()
        assert next(line for line in new if line not in old) == "reuse:"
        assert len(new) == len(old) + 3


def test_a_file_that_changed_meanwhile_or_is_gone_gives_the_whole_record_anew(editions):
    e = editions["en"]
    before = e.kb.practices[PRACTICE]
    after = with_reuse(e, before, [told()], lang="tr")
    text = (e.kb.folder / file_of(before)).read_text("utf-8")
    for other in ("", text.replace("started: 2013", "started: 2012"), text.replace("---", "", 1)):
        assert text_with_reuse(other, before, after) == record_text(after)
