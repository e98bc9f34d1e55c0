"""How a question is taken apart, and what is no question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.search.question import MOST_WORDS, Question, QuestionError


def words(text):
    return [asked.word for asked in Question.of(text).words]


def test_words_are_folded_and_asked_once_each():
    assert words("KADIN kadın İstihdam") == ["kadin", "istihdam"]


def test_a_word_is_remembered_as_it_was_typed_first():
    assert [asked.written for asked in Question.of("KADIN kadın").words] == ["KADIN"]


@pytest.mark.parametrize(
    "quoted", ['"iyi uygulama"', "“iyi uygulama”", "„iyi uygulama“", "«iyi uygulama»"]
)
def test_quotes_of_all_four_languages_make_a_phrase(quoted):
    assert Question.of(f"x {quoted}").phrases == (("iyi", "uygulama"),)


def test_one_word_in_quotes_and_a_quote_that_never_ends_are_ordinary_words():
    assert Question.of('"mentor" x').phrases == ()
    assert Question.of('"iyi uygulama').phrases == ()
    assert words('"iyi uygulama') == ["iyi", "uygulama"]


def test_a_space_after_the_last_word_ends_it():
    assert Question.of("mento").typing
    assert not Question.of("mento ").typing
    assert not Question.of("mento?").typing
    assert not Question.of("").typing


@pytest.mark.parametrize("text", ["x " * 10_000, "x" * 10_000, "ab " * (MOST_WORDS + 1)])
def test_what_is_too_long_for_a_question_is_told_with_the_mend(text):
    with pytest.raises(QuestionError, match=f"ask in at most {MOST_WORDS} words") as told:
        Question.of(text)
    assert "\n" not in str(told.value)


def test_what_is_no_text_is_told():
    with pytest.raises(QuestionError, match="not NoneType"):
        Question.of(None)


@given(st.text(max_size=300))
def test_every_short_text_is_a_question_or_is_told_to_be_too_long(text):
    try:
        question = Question.of(text)
    except QuestionError:
        assert len(text.split()) > 1
    else:
        assert len({asked.word for asked in question.words}) == len(question.words)
