"""What a person finds, in which order, and what is told about it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bestpractices as bp
from bestpractices.analysis.folding import fold
from bestpractices.analysis.search import QuestionError, answer
from bestpractices.errors import UnknownLanguageError
from bestpractices.records.languages import LocalText

LETTERS_OF_ALL_SORTS = "aıiIİşğ '\"“”«»\x00\x07\u202e\u0301😀مر1_-"
INSTANT = 1.0  # seconds; the machines of the checks are slow


def found(kb, question, **options):
    return [hit.id for hit in bp.search(kb, question, **options)]


def why(kb, question, **options):
    return bp.search(kb, question, **options)[0].why


def titled(**titles):
    return {"title": LocalText(**titles)}


def test_the_contract_of_a_hit(kb):
    hit = bp.search(kb, "kadın istihdam", lang="tr", kind="practice", limit=10)[0]
    assert (hit.id, hit.kind) == ("interface3-women-in-it", "practice")
    assert hit.address == "practices/interface3-women-in-it"
    assert hit.title == kb.practices[hit.id].title.tr
    assert hit.score > 0
    assert [(reason.field, reason.how) for reason in hit.why] == [
        ("title", "form"),
        ("themes", "word"),
    ]
    assert hit.why[0].sentence == "Başlık: “kadınlara”, “kadın” sözünün başka bir biçimi"


@pytest.mark.parametrize("typed", ["ışık", "IŞIK", "isik", "ISIK", "İSİK", "Işık’ta", "ışıklar"])
def test_i_and_its_kin_are_one_letter_wherever_they_stand(base, typed):
    kb = base(one=titled(tr="Işık evi"), two=titled(tr="Karanlık"))
    assert found(kb, typed, lang="tr") == ["one"]


def test_a_title_counts_more_than_the_text_below(base):
    kb = base(
        a={"body": "About gardens and gardens."},
        b=titled(en="Gardens"),
    )
    assert found(kb, "gardens") == ["b", "a"]


def test_a_record_with_both_words_comes_before_one_with_one_of_them_often(base):
    kb = base(
        a=titled(en="Garden garden garden"),
        b={"body": "A garden near a school."},
        c=titled(en="Other"),
        d=titled(en="Another"),
    )
    assert found(kb, "garden school ") == ["b", "a"]


def test_equal_scores_go_by_address(base):
    kb = base(b=titled(en="Garden"), a=titled(en="Garden"), c=titled(en="Garden"))
    assert found(kb, "garden") == ["a", "b", "c"]
    assert found(kb, "garden", limit=2) == ["a", "b"]


def test_the_last_word_may_be_a_beginning_unless_something_follows(base):
    kb = base(one=titled(en="Gardening"))
    assert found(kb, "gar") == ["one"]
    assert found(kb, "gar ") == []
    assert why(kb, "gar")[0].sentence == "Title: “Gardening” begins with “gar”"


def test_a_typing_error_is_forgiven_and_told(base):
    kb = base(one=titled(en="Mentoring"), two=titled(en="Housing"))
    assert found(kb, "mentorign ") == ["one"]
    reason = why(kb, "mentorign ")[0]
    assert (reason.how, reason.through) == ("slip", "mentoring")


def test_a_short_word_is_not_taken_for_another(base):
    assert found(base(one=titled(en="Cat")), "car ") == []


def test_a_known_word_is_not_corrected(base):
    kb = base(one=titled(en="Learning"), two=titled(en="Leaning"))
    assert found(kb, "leaning ") == ["two"]


def test_words_written_apart_find_the_one_written_together_and_the_other_way_round(base):
    kb = base(one=titled(tr="Mikrokredi"), two=titled(tr="Ön yargı"))
    assert found(kb, "mikro kredi ", lang="tr") == ["one"]
    assert found(kb, "önyargı ", lang="tr") == ["two"]


def test_a_phrase_asks_for_its_words_side_by_side_in_one_text(base):
    kb = base(
        a=titled(en="Night school for parents"),
        b=titled(en="School at night"),
        c={"title": LocalText(en="Night"), "summary": LocalText(en="School")},
    )
    assert found(kb, '"night school"') == ["a"]
    assert found(kb, "night school")[0] == "a"
    assert len(found(kb, "night school")) == 3


def test_the_end_of_one_text_and_the_beginning_of_the_next_are_no_phrase(base):
    kb = base(school=titled(en="Night"))  # the id follows the title
    assert found(kb, "night school") == ["school"]
    assert found(kb, '"night school"') == []


def test_a_phrase_passes_over_small_words_and_takes_other_forms(base):
    kb = base(one=titled(tr="Sanat ve kültürün evi"))
    assert found(kb, '"sanat kültür"', lang="tr") == ["one"]


def test_a_phrase_of_unknown_or_only_small_words_finds_nothing(base):
    kb = base(one=titled(en="House of the rising sun"))
    assert found(kb, '"house rising" sun') == ["one"]
    assert found(kb, '"rising house" sun') == []
    assert found(kb, '"of the" sun') == []


def test_a_theme_is_found_by_its_label_in_any_language(base):
    kb = base(one={"themes": ("housing",)}, two={"themes": ("sport",)})
    for question, lang in (("housing", "en"), ("logement", "fr"), ("barınma", "tr")):
        assert found(kb, question, lang=lang) == ["one"]
        assert why(kb, question, lang=lang)[0].field == "themes"


def test_a_word_of_the_lists_finds_its_name_in_another_language_and_says_through_what(base):
    kb = base(one={"body": "They offer interpreting."}, two=titled(en="Other"))
    assert found(kb, "tercümanlık ", lang="tr") == ["one"]
    reason = why(kb, "tercümanlık ", lang="tr")[0]
    assert (reason.how, reason.through) == ("concept", "methods/interpreting")


def test_the_word_itself_is_worth_more_than_its_translation(base):
    kb = base(a={"body": "Interpreting."}, b={"summary": LocalText(tr="Tercümanlık.")})
    assert found(kb, "tercümanlık ", lang="tr") == ["b", "a"]


def test_texts_side_by_side_teach_a_translation(base):
    pairs = {f"p{n}": titled(en=f"Bakery {n}", tr=f"Fırın {n}") for n in range(3)}
    kb = base(**pairs, english=titled(en="The old bakery"), other=titled(en="Nothing"))
    assert "english" in found(kb, "fırın ", lang="tr")
    last = bp.search(kb, "fırın ", lang="tr")[-1]
    assert (last.id, last.why[0].how, last.why[0].word) == ("english", "translation", "bakery")


def test_a_question_is_understood_in_its_own_language_whatever_the_reader_speaks(kb):
    assert answer(kb, "is there housing for refugees", lang="tr").lang == "en"
    assert answer(kb, "mülteciler için konut", lang="en").lang == "tr"
    assert answer(kb, "VDAB", lang="nl").lang == "nl"


def test_small_words_of_the_question_find_nothing(base):
    kb = base(one=titled(tr="İş"), two=titled(en="Work"))
    assert found(kb, "is bulma", lang="tr") == ["one"]
    assert found(kb, "what is the work", lang="en") == ["two"]


def test_a_small_word_of_another_language_is_not_taken_for_a_typing_error(base):
    kb = base(one=titled(en="Mentor"), two=titled(en="Nasal"))
    assert found(kb, "nasıl mentor ", lang="en") == ["one"]


def test_what_is_told_is_in_the_language_of_the_reader_if_it_stands_there(base):
    kb = base(one=titled(en="Izmir, Izmir!", tr="İzmir"))
    assert [why(kb, "izmir ", lang=lang)[0].word for lang in ("en", "tr")] == ["Izmir", "İzmir"]


def test_an_organisation_is_found_by_what_it_does(kb):
    assert "duo-for-a-job" in found(kb, "mentoring jobseekers", kind="organisation", limit=3)


def test_only_the_kind_asked_for_is_given(kb):
    for kind in ("practice", "need", "organisation", "project", "context"):
        assert {hit.kind for hit in bp.search(kb, "istanbul migration", kind=kind)} <= {kind}


def test_facets_count_what_was_found_and_the_narrowed_one_what_it_could_be(base):
    kb = base(
        a=titled(en="Garden") | {"themes": ("sport", "housing")},
        b=titled(en="Garden") | {"themes": ("housing",), "country": "NL"},
        c=titled(en="Other") | {"themes": ("health",)},
    )
    every = answer(kb, "garden")
    assert every.total == 2
    assert every.facets["themes"] == {"housing": 2, "sport": 1}
    narrowed = answer(kb, "garden", where={"themes": ["sport"]})
    assert [hit.id for hit in narrowed.hits] == ["a"]
    assert narrowed.total == 1
    assert narrowed.facets["themes"] == {"housing": 2, "sport": 1}
    assert narrowed.facets["country"] == {"BE": 1}


def test_only_public_records_are_found_in_the_public_base(base):
    kb = base(a=titled(en="Garden") | {"review": {"state": "draft"}}, b=titled(en="Garden"))
    assert found(kb, "garden") == ["a", "b"]
    assert found(kb.public(), "garden") == ["b"]


def test_an_empty_base_answers_nothing(base):
    assert found(base(), "garden") == []


def test_a_title_that_lacks_the_language_is_shown_in_the_one_there_is(base):
    kb = base(one=titled(fr="Jardin"))
    assert bp.search(kb, "jardin", lang="tr")[0].title == "Jardin"


@pytest.mark.parametrize(
    "question", ["", "   ", "ve", "the of", "😀", "\x00\x07", "…!?", "مرحبا", "'", '""']
)
def test_a_question_without_an_answer_gets_an_empty_list_and_one_line_of_advice(kb, question):
    assert bp.search(kb, question, lang="tr") == []
    advice = answer(kb, question, lang="tr").advice
    assert advice
    assert "\n" not in advice


def test_bad_options_are_told_with_the_mend(kb):
    with pytest.raises(QuestionError, match="choose from practice, need"):
        bp.search(kb, "x", kind="practise")
    with pytest.raises(QuestionError, match="1 hit or more"):
        bp.search(kb, "x", limit=0)
    with pytest.raises(QuestionError, match="choose from kind, themes"):
        answer(kb, "x", where={"topic": ["sport"]})
    with pytest.raises(QuestionError, match=r'\["sport"\]'):
        answer(kb, "x", where={"themes": "sport"})
    with pytest.raises(UnknownLanguageError):
        bp.search(kb, "x", lang="de")


def test_ten_thousand_words_are_refused_at_once(kb):
    bp.search(kb, "warm")
    start = time.perf_counter()
    with pytest.raises(QuestionError):
        bp.search(kb, "istihdam " * 10_000)
    assert time.perf_counter() - start < INSTANT


@settings(max_examples=150, deadline=None)
@given(st.text(LETTERS_OF_ALL_SORTS, max_size=80), st.sampled_from(["en", "tr", "fr", "nl"]))
def test_whatever_is_typed_gets_hits_in_order_each_with_a_reason(kb, text, lang):
    hits = bp.search(kb, text, lang=lang)
    order = [(-hit.score, hit.address) for hit in hits]
    assert order == sorted(order)
    assert all(hit.why for hit in hits)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_title_finds_its_record_typed_in_any_way(kb, data):
    lang = data.draw(st.sampled_from(["en", "tr", "fr", "nl"]))
    practice = data.draw(st.sampled_from(list(kb.practices.values())))
    title = practice.title.passage(lang).text
    typed = data.draw(st.sampled_from([title, title.upper(), fold(title), fold(title).upper()]))
    assert practice.id in found(kb, typed.replace('"', " "), lang=lang, kind="practice", limit=3)


def test_the_same_question_has_the_same_answer_twice(kb):
    assert bp.search(kb, "göç yönetimi", lang="tr") == bp.search(kb, "göç yönetimi", lang="tr")
