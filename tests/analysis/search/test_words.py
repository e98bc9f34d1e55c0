"""What counts as a word, and its stem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.folding import fold
from bestpractices.analysis.search.stems import harmonised, stem
from bestpractices.analysis.search.words import bare, bare_words, written_words

TURKISH = st.text("abcçdefgğhıiİIjklmnoöprsştuüvyzâî'", min_size=1, max_size=20)

# Forms of one word each, by hand; all have to meet.
FAMILIES = [
    "kadın kadınlar kadınların kadınlara KADINLARDAN",
    "istihdam istihdamı istihdamında İSTİHDAM İSTİHDAMI",
    "göçmen göçmenler göçmenlerin göçmene GÖÇMENLERİN",
    "dernek derneği derneklerin dernekleri derneğin",
    "mülteci mülteciler mültecilerin mülteciye",
    "idare idaresi idaresinin idareye İDARESİ",
    "belediye belediyesi belediyeler belediyelerin",
    "ayrımcılık ayrımcılığa ayrımcılığı",
    "sağlık sağlığı sağlıkta",
    "ev evler evini evlerde",
    "iş işi işler işe işleri",
    "proje projesi projelerimizden",
    "kiralama kiralaması kiralamak",
    "aile ailesi ailelerin ailelere",
]


def test_a_turkish_suffix_after_an_apostrophe_is_no_part_of_the_word():
    assert {bare(word) for word in ("İzmir'de", "İZMİR’DEN", "izmir")} == {"izmir"}


def test_french_elision_is_no_part_of_the_word():
    assert bare_words("l’emploi d'insertion jusqu’ici qu'il") == [
        "emploi",
        "insertion",
        "ici",
        "il",
    ]


def test_signs_that_are_no_letters_or_figures_make_no_words():
    assert written_words("\x00 😀 — … _ \u202e ! '") == []


def test_arabic_and_other_scripts_are_words_too():
    assert written_words("مرحبا 12 Ελλάδα") == ["مرحبا", "12", "Ελλάδα"]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_forms_of_a_turkish_word_have_one_stem_with_and_without_dots(family):
    forms = family.split()
    typed = [*forms, *(fold(form) for form in forms), *(fold(form).upper() for form in forms)]
    assert len({stem(bare(form), "tr") for form in typed}) == 1


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", "mentor mentors mentoring mentored"),
        ("fr", "réfugié réfugiés RÉFUGIÉS refugies"),
        ("fr", "formation formations"),
        ("nl", "vluchteling vluchtelingen VLUCHTELINGEN"),
    ],
)
def test_the_forms_of_a_word_of_another_language_have_one_stem(lang, forms):
    assert len({stem(bare(form), lang) for form in forms.split()}) == 1


def test_a_language_without_a_stemmer_keeps_the_word():
    assert stem("bundesamter", "de") == "bundesamter"


@given(TURKISH)
def test_a_word_is_the_same_whether_its_dots_and_accents_are_typed_or_not(word):
    assert bare(word) == bare(fold(word))
    assert stem(bare(word), "tr") == stem(bare(fold(word)), "tr")


@given(TURKISH)
def test_turkish_capitals_are_the_same_word(word):
    assert bare(word) == bare(word.replace("i", "İ").replace("ı", "I").upper())


@given(st.text(max_size=40), st.sampled_from(["en", "tr", "fr", "nl", "de"]))
def test_every_text_has_words_and_every_word_a_stem(text, lang):
    for word in bare_words(text):
        assert stem(word, lang) or not word


@given(st.text("abcdefghijklmnopqrstuvyz", max_size=20))
def test_harmony_changes_dots_only(word):
    assert fold(harmonised(word)) == word
