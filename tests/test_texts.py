"""What the pages say in four languages."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from bestpractices import texts
from bestpractices.errors import UnknownLanguageError
from bestpractices.texts import Texts, catalogue

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "bestpractices" / "locale"
OTHERS = ("tr", "fr", "nl")
HAIR = "\u202f"  # the narrow space that French puts between thousands
HARD = "\u00a0"  # the space that does not break


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All messages of code and templates, collected the way ``make texts`` does."""
    keywords = re.search(r"^KEYWORDS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert keywords
    out = tmp_path_factory.mktemp("texts") / "messages.pot"
    collect = f"pybabel -q extract -F {ROOT / 'babel.cfg'} {keywords[1]} -o {out} {ROOT}"
    CommandLineInterface().run(collect.split())
    return read_po(BytesIO(out.read_bytes()))


def _translated(lang: str) -> Catalog:
    return read_po(BytesIO((LOCALE / f"{lang}.po").read_bytes()), locale=lang)


def _keys(found: Catalog) -> set[str | tuple[str, ...]]:
    return {_key(message) for message in found if message.id}


def _key(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _pairs(lang: str) -> list[tuple[str, str]]:
    """English and translation of every translated message, of plurals form by form."""
    found = []
    for message in _translated(lang):
        if isinstance(message.id, str):
            found.append((message.id, str(message.string)))
        else:
            found += zip(message.id, message.string, strict=True)
    return [pair for pair in found if all(pair)]


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_collecting_finds_messages_of_code_of_templates_and_plurals(messages: Catalog) -> None:
    assert {
        "By title",  # e.t in code
        "Theme",  # N_ in code
        "To the content",  # t in a template
        ("{number} tie", "{number} ties"),  # count
        ("{number} practice", "{number} practices"),  # plural
    } <= _keys(messages)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_message_lacks_a_translation(messages: Catalog, lang: str) -> None:
    known = catalogue(lang)
    lacking = [
        key
        for key in _keys(messages)
        if not (all(known[key]) if isinstance(key, tuple) and key in known else known.get(key))
    ]
    assert not lacking, f"{lang}.po lacks: {sorted(map(str, lacking))}; run make texts"


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_left_over(messages: Catalog, lang: str) -> None:
    left_over = _keys(_translated(lang)) - _keys(messages)
    assert not left_over, f"{lang}.po holds texts that no page shows; run make texts"


@pytest.mark.parametrize("lang", OTHERS)
def test_placeholders_are_the_same_on_both_sides(lang: str) -> None:
    differing = [pair for pair in _pairs(lang) if _fields(pair[0]) != _fields(pair[1])]
    assert not differing


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_fuzzy_or_obsolete(lang: str) -> None:
    found = _translated(lang)
    assert not [message.id for message in found if message.fuzzy]
    assert not found.obsolete


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_begins_or_ends_otherwise_than_the_english(lang: str) -> None:
    ends = {
        english: other
        for english, other in _pairs(lang)
        if other != other.strip() or (english[-1] in ".:?") != (other[-1] in ".:?")
    }
    assert not ends


@pytest.mark.parametrize(
    ("lang", "rule"), [("tr", "(n != 1)"), ("fr", "(n > 1)"), ("nl", "(n != 1)")]
)
def test_the_head_names_letters_and_plural_and_no_day(lang: str, rule: str) -> None:
    text = (LOCALE / f"{lang}.po").read_text("utf-8")
    head = text.partition("\n\n")[0]
    assert f'"Plural-Forms: nplurals=2; plural={rule};\\n"' in head
    assert '"Content-Type: text/plain; charset=utf-8\\n"' in head
    assert "Date" not in head
    assert "#:" not in text


def test_french_puts_a_hard_space_before_high_signs() -> None:
    # 14:00 is a time as the fields for it take it, and https:// begins an address
    rule = rf"(?!\d:\d|s://)[^{HARD}][:;?!»]|«[^{HARD}]"
    wrong = [text for _, text in _pairs("fr") if re.search(rule, text)]
    assert not wrong


@pytest.mark.parametrize(("lang", "wrong"), [("fr", "'"), ("nl", "'"), ("tr", "’")])
def test_apostrophes_are_those_of_the_records(lang: str, wrong: str) -> None:
    assert not [text for _, text in _pairs(lang) if wrong in text]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "2,619,530"),
        ("tr", "2.619.530"),
        ("fr", f"2{HAIR}619{HAIR}530"),
        ("nl", "2.619.530"),
    ],
)
def test_numbers_have_the_signs_of_the_language(lang: str, shown: str) -> None:
    assert Texts(lang).number(2619530) == shown


@pytest.mark.parametrize(
    ("lang", "whole", "part"),
    [
        ("en", "71%", "1.1%"),
        ("tr", "%71", "%1,1"),
        ("fr", f"71{HARD}%", f"1,1{HARD}%"),
        ("nl", "71%", "1,1%"),
    ],
)
def test_per_cent_stands_where_the_language_puts_it(lang: str, whole: str, part: str) -> None:
    assert (Texts(lang).percent(71), Texts(lang).percent(1.1)) == (whole, part)


@pytest.mark.parametrize(
    ("lang", "first", "later"),
    [
        ("en", "1 May 2026", "21 November 2026"),
        ("tr", "1 Mayıs 2026", "21 Kasım 2026"),
        ("fr", "1er mai 2026", "21 novembre 2026"),
        ("nl", "1 mei 2026", "21 november 2026"),
    ],
)
def test_dates_are_written_in_words(lang: str, first: str, later: str) -> None:
    t = Texts(lang)
    assert (t.date(date(2026, 5, 1)), t.date(date(2026, 11, 21))) == (first, later)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["0 needs", "1 need", "2 needs"]),
        ("tr", ["0 ihtiyaç", "1 ihtiyaç", "2 ihtiyaç"]),
        ("fr", ["0 besoin", "1 besoin", "2 besoins"]),
        ("nl", ["0 noden", "1 nood", "2 noden"]),
    ],
)
def test_nouns_after_none_one_and_two_have_the_right_form(lang: str, shown: list[str]) -> None:
    assert [Texts(lang).count("{number} need", "{number} needs", n) for n in (0, 1, 2)] == shown


def test_a_turkish_noun_after_a_number_never_takes_its_plural() -> None:
    forms = [message.string for message in _translated("tr") if not isinstance(message.id, str)]
    assert forms
    assert all(one == many for one, many in forms)


def test_counted_numbers_have_the_signs_of_the_language() -> None:
    assert Texts("nl").count("{number} need", "{number} needs", 1000) == "1.000 noden"


def test_turkish_follows_its_own_alphabet() -> None:
    words = [
        "şehir",
        "zaman",
        "İstanbul",
        "ılıca",
        "hukuk",
        "Iğdır",
        "sanat",
        "çocuk",
        "dil",
        "cami",
    ]
    assert sorted(words, key=Texts("tr").order) == [
        "cami", "çocuk", "dil", "hukuk", "Iğdır", "ılıca", "İstanbul", "sanat", "şehir", "zaman",
    ]  # fmt: skip


def test_turkish_capitals_stand_beside_their_small_letters() -> None:
    order = Texts("tr").order
    assert order("İSTANBUL")[0] == order("istanbul")[0]
    assert order("IŞIK")[0] == order("ışık")[0]
    assert order("IŞIK")[0] < order("istanbul")[0]


def test_letters_that_turkish_borrows_stand_beside_the_plain_ones() -> None:
    words = ["kedi", "kâğıt", "kalem", "kabul", "École", "e-posta"]
    assert sorted(words, key=Texts("tr").order) == [
        "e-posta", "École", "kabul", "kâğıt", "kalem", "kedi",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr", "nl"])
def test_elsewhere_accents_and_turkish_letters_change_no_place(lang: str) -> None:
    words = [
        "Oudenaarde",
        "Kilis",
        "Kırklareli",
        "Œuvre",
        "İzmir",
        "Izegem",
        "«\u00a0Emploi",
        "École",
    ]
    assert sorted(words, key=Texts(lang).order) == [
        "École", "«\u00a0Emploi", "Izegem", "İzmir", "Kilis", "Kırklareli", "Œuvre", "Oudenaarde",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", *OTHERS])
def test_figures_come_before_letters_in_their_own_order(lang: str) -> None:
    words = ["Stap 2 a", "Alpha", "Stap 1 b", "2 a", "1 b"]
    assert sorted(words, key=Texts(lang).order) == ["1 b", "2 a", "Alpha", "Stap 1 b", "Stap 2 a"]


@pytest.mark.parametrize(
    ("lang", "country", "tongue"),
    [
        ("en", "Türkiye", "Dutch"),
        ("tr", "Türkiye", "Felemenkçe"),
        ("fr", "Turquie", "néerlandais"),
        ("nl", "Turkije", "Nederlands"),
    ],
)
def test_countries_and_tongues_are_named_in_the_language(
    lang: str, country: str, tongue: str
) -> None:
    t = Texts(lang)
    assert (t.territory_name("TR"), t.language_name("nl")) == (country, tongue)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert (Texts("tr").territory_name("QQ"), Texts("tr").language_name("qqq")) == ("QQ", "qqq")


def test_placeholders_are_filled() -> None:
    assert Texts("tr")("since {year}", year=2013) == "2013 yılından beri"


def test_a_message_without_translation_shows_its_english() -> None:
    t = Texts("tr")
    assert t("A text that no page shows") == "A text that no page shows"
    assert [t.count("{number} cat", "{number} cats", n) for n in (1, 2)] == ["1 cat", "2 cats"]


def test_a_language_without_catalogue_shows_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(texts, "PACKAGE", tmp_path)
    catalogue.cache_clear()
    shown = Texts("nl")("Needs")
    monkeypatch.undo()
    catalogue.cache_clear()
    assert (shown, Texts("nl")("Needs")) == ("Needs", "Noden")


def test_a_half_translated_or_uncertain_message_shows_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "fr.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, fuzzy\nmsgid "Need"\nmsgstr "Besogne"\n\n'
        'msgid "{number} need"\nmsgid_plural "{number} needs"\n'
        'msgstr[0] "{number} besoin"\nmsgstr[1] ""\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(texts, "PACKAGE", tmp_path)
    catalogue.cache_clear()
    t = Texts("fr")
    shown = t("Need"), t.count("{number} need", "{number} needs", 2)
    monkeypatch.undo()
    catalogue.cache_clear()
    assert shown == ("Need", "2 needs")


def test_an_unknown_language_is_answered_with_the_four() -> None:
    with pytest.raises(UnknownLanguageError, match=r'"de" .* en, tr, fr, nl$'):
        Texts("de")
