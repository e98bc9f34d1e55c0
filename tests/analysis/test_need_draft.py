"""A need as a team types it: what is cleaned, what is asked for, and the record of it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.matching import match
from bestpractices.analysis.need_draft import LONGEST, flaws, need_draft, need_of, raised_by
from bestpractices.records.models import Need
from bestpractices.records.reading import read_text
from bestpractices.records.record_text import findings, record_text

DAY = date(2026, 11, 21)
TYPED = {"title": "Work for women in Iğdır", "situation": "Women who came find no work."}


def made(kb, **typed):
    return need_of(kb, need_draft(kb, TYPED | typed), today=DAY)


def test_title_and_situation_are_enough_and_everything_else_is_unknown(kb):
    assert flaws(need_draft(kb, TYPED)) == []
    need = made(kb)
    assert need.id == "work-for-women-in-igdir"
    assert (need.title.en, need.summary.en) == (TYPED["title"], TYPED["situation"])
    assert (need.themes, need.target_groups, need.constraints, need.assets) == ((), (), (), ())
    assert (need.raised_by, need.priority, need.country) == (None, None, "TR")
    assert need.review.state == "draft"


@pytest.mark.parametrize("empty", ["", "   \n ", "…!?", "\x00\x07", None, 7])
def test_a_title_or_situation_without_a_letter_is_asked_for(kb, empty):
    draft = need_draft(kb, {"title": empty, "situation": empty})
    assert [one.name for one in flaws(draft)] == ["title", "situation"]


@pytest.mark.parametrize("name", ["situation", "wish", "assets"])
def test_ten_thousand_signs_fit_and_one_more_is_told_with_both_numbers(kb, name):
    most = LONGEST[name]
    assert flaws(need_draft(kb, TYPED | {name: "a" * most})) == []
    (flaw,) = flaws(need_draft(kb, TYPED | {name: "a" * (most + 1)}))
    assert (flaw.name, flaw.values) == (name, {"number": most + 1, "most": most})


def test_control_signs_go_and_letters_of_any_script_stay(kb):
    text = "عمل\x00 للنساء\u2028ve İş\r\nI\u0307şık\ufeff"
    need = made(kb, situation=text)
    assert need.summary.passage("en").text == "عمل للنساء ve İş İşık"
    assert "عمل للنساء\nve İş\nİşık [s1]" in need.body


def test_the_first_paragraph_is_the_summary_and_the_wish_has_the_heading_that_counts_double(kb):
    need = made(kb, situation="First.\nStill first.\n\nSecond.", wish="Mentors.")
    assert need.summary.en == "First. Still first."
    assert "## The situation\nFirst.\nStill first.\n\nSecond. [s1]" in need.body
    assert need.body.endswith("## What a good answer would look like\nMentors. [s1]\n")


def test_words_keep_their_order_and_what_is_no_word_of_the_base_is_left_out(kb):
    need = made(
        kb, themes=["employment", "nonsense", "language-learning", 3, "employment"],
        target_groups="women", provinces=["izmir", "atlantis"],
        constraints={"money": "", "magic": "x", "legal": "No permit."},
    )  # fmt: skip
    assert need.themes == ("employment", "language-learning")
    assert (need.target_groups, need.provinces) == ((), ("izmir",))
    told = [(one.kind, one.text) for one in need.constraints]
    assert told == [("money", "Money"), ("legal", "No permit.")]


def test_assets_are_one_a_line(kb):
    need = made(kb, assets="Twelve rooms\n\n  An Arabic interpreter \n")
    assert [one.text for one in need.assets] == ["Twelve rooms", "An Arabic interpreter"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("İSMEK", "ismek"),
        ("turk-kizilay", "turk-kizilay"),
        ("TÜRK KIZILAY, TOPLUM TEMELLİ GÖÇ PROGRAMLARI", "turk-kizilay"),
        ("Nobody", None),
    ],
)
def test_whoever_raises_it_is_found_by_any_of_their_names(kb, typed, found):
    draft = need_draft(kb, TYPED | {"raised_by": typed})
    one = raised_by(kb, draft)
    assert (one and one.id) == found
    assert (need_of(kb, draft).raised_by, bool(need_of(kb, draft).sources[0].publisher)) == (
        found, True,
    )  # fmt: skip


def test_a_name_that_is_not_of_the_base_stays_in_the_source(kb):
    assert made(kb, raised_by="Mahalle Evi").sources[0].publisher == "Mahalle Evi"


@pytest.mark.parametrize(
    ("typed", "lang"),
    [
        ({"title": "Kadınlar için iş", "situation": "Göçmen kadınlar dil bilmiyor, iş yok."}, "tr"),
        ({"title": "Du travail", "situation": "Les femmes ne trouvent pas de travail."}, "fr"),
        ({"title": "İŞ", "situation": "Qwx", "lang": "nl"}, "nl"),
        ({"title": "Qwx", "situation": "Zzz", "lang": "xx"}, "fr"),
    ],
)
def test_the_language_is_the_one_given_else_the_one_recognised_else_the_readers(kb, typed, lang):
    assert need_draft(kb, typed, reader="fr").lang == lang


def test_ids_never_meet_one_of_the_base_and_a_title_in_another_script_has_one_too(kb):
    known = next(iter(kb.needs))
    assert made(kb, title=known.replace("-", " ")).id == f"{known}-2"
    assert made(kb, title="عمل").id == "need"
    assert len(made(kb, title="a" * 200).id) <= 100


def test_what_is_made_passes_the_checks_but_for_its_translations(kb):
    need = made(kb, themes=["employment"], wish="Mentors.", assets="Rooms")
    assert {one.code for one in findings(kb, need, today=DAY)} == {"KB022"}


def test_a_need_without_words_of_the_lists_is_matched_and_says_what_is_unknown(kb):
    (best,) = match(kb, made(kb), limit=1)
    assert best.criteria["themes"] is None
    assert "The need names no theme." in [one.sentence() for one in best.unknown]


def test_a_ticked_theme_brings_practices_of_that_theme_to_the_top(kb):
    (best,) = match(kb, made(kb, themes=["sponsorship"]), limit=1)
    assert "sponsorship" in kb.practices[best.practice].themes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELDS = ["title", "situation", "wish", "lang", "themes", "constraints", "assets", "raised_by"]


@settings(max_examples=60)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)), st.text(), st.text())
def test_whatever_is_typed_gives_flaws_or_a_record_that_its_file_gives_back(
    kb, typed, title, situation
):
    draft = need_draft(kb, {"title": title, "situation": situation, **typed})
    if flaws(draft):
        return
    need = need_of(kb, draft, today=DAY)
    assert read_text("needs/x.md", record_text(need), Need).record == need
