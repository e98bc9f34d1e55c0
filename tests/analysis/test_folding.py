import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.folding import fold, folded_words

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "folding.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_python_folds_as_the_shared_vectors_say(text, expected):
    assert fold(text) == expected


@given(st.text())
def test_a_folded_text_does_not_change_when_it_is_folded_again(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_letters_fold_alike(text):
    composed = unicodedata.normalize("NFC", text)
    assert fold(composed) == fold(unicodedata.normalize("NFD", composed))


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz "))
def test_turkish_capitals_fold_like_their_small_letters(text):
    capitals = text.replace("i", "İ").replace("ı", "I").upper()
    assert fold(capitals) == fold(text)


def test_every_word_of_the_texts_stands_once_with_a_space_before_it():
    assert folded_words("İş iş, iş!", "bulmak") == " bulmak is"


def test_no_text_gives_no_words():
    assert folded_words() == ""
    assert folded_words("", "— …") == ""
