"""Addresses, labels, figures and days as readers of one language meet them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bestpractices.pages.assets import assets
from bestpractices.pages.edition import DASHBOARDS, HOME_OF, Edition, edition_from_environment
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.knowledge_base import load
from bestpractices.records.languages import LANGUAGES, LocalText, Passage, TranslationState
from bestpractices.records.models import Figure
from bestpractices.shipped import shipped

BROKEN = Path(__file__).parents[1] / "data" / "broken"


def test_an_address_has_base_language_and_path(small: Any) -> None:
    e = Edition(small.empty, "tr", "/sub/path/")

    assert e.url() == "/sub/path/tr/"
    assert e.url("practices/duo") == "/sub/path/tr/practices/duo"
    assert e.url("needs", lang="nl") == "/sub/path/nl/needs"


def test_a_filter_in_an_address_is_written_for_browsers(small: Any) -> None:
    e = Edition(small.empty, "tr")

    assert e.url("needs", q="Şişli & Co") == "/tr/needs?q=%C5%9Ei%C5%9Fli+%26+Co"


def test_an_asset_is_named_by_its_content(small: Any) -> None:
    served = assets()["site.css"].served_as

    assert Edition(small.empty, "en", "/a/").asset("site.css") == f"/a/static/{served}"


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "not known"), ("tr", "bilinmiyor"), ("fr", "inconnu"), ("nl", "niet bekend")],
)
def test_an_unknown_value_is_said(small: Any, lang: str, text: str) -> None:
    figure = Figure(what="x", value=None, unit="percent", year=None, source=None)

    assert Edition(small.empty, lang).figure(figure) == text


@pytest.mark.parametrize(
    ("value", "unit", "lang", "shown"),
    [
        (0, "people", "en", "0 people"),
        (43900, "hours", "tr", "43.900 hours"),
        (2.8, "percent", "tr", "%2,8"),
        (0.12345, "points", "en", "0.12345 points"),
        (1234567.25, "EUR", "nl", "1.234.567,25 EUR"),
    ],
)
def test_a_figure_is_written_as_the_language_does(
    small: Any, value: float, unit: str, lang: str, shown: str
) -> None:
    figure = Figure(what="x", value=value, unit=unit, year=None, source=None)

    assert Edition(small.empty, lang).figure(figure) == shown


@pytest.mark.parametrize(
    ("when", "lang", "shown"),
    [
        (date(2019, 3, 8), "en", "8 March 2019"),
        (date(2019, 3, 8), "tr", "8 Mart 2019"),
        ("2017-12", "fr", "décembre 2017"),
        ("2017-12", "en", "December 2017"),
        ("2018", "tr", "2018"),
    ],
)
def test_a_day_month_or_year_is_written_as_far_as_it_is_known(
    small: Any, when: Any, lang: str, shown: str
) -> None:
    assert Edition(small.empty, lang).day(when) == shown


def test_a_record_that_is_not_there_has_no_title(small: Any) -> None:
    assert Edition(small.empty, "en").title("practices", "duo") is None


def test_a_place_that_is_not_there_is_called_by_its_id(small: Any) -> None:
    assert Edition(small.empty, "en").place("atlantis") == "atlantis"


def test_the_original_is_the_text_that_was_written_first(small: Any) -> None:
    states = {"en": TranslationState.MACHINE, "tr": TranslationState.ORIGINAL}
    text = LocalText(en="Work", tr="İş")
    e = Edition(small.empty, "en")

    translated = small.need(title=text, translation={"title": states})
    assert e.original(translated, "title") == Passage("İş", "tr")
    assert e.original(small.need(title=text), "title") == Passage("Work", "en")


def test_records_of_one_title_stand_by_id(small: Any) -> None:
    records = [small.practice(name, title="Same") for name in ("b", "a", "c")]

    found = Edition(small.empty, "tr").sorted_by_title(records)
    assert [record.id for record in found] == ["a", "b", "c"]


def test_every_kind_of_record_has_a_list_to_return_to() -> None:
    assert set(HOME_OF) == set(FOLDERS)
    assert {page for page, _ in HOME_OF.values()} <= set(DASHBOARDS)


def test_every_dashboard_has_its_notebook() -> None:
    notebooks = {path.stem for path in (shipped("notebooks") / "dashboards").glob("*.ipynb")}

    assert {page or "overview" for page in DASHBOARDS} == notebooks


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without a server."""
    for name in ("BESTPRACTICES_KB", "BESTPRACTICES_LANG", "BESTPRACTICES_BASE", "QUERY_STRING"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_without_a_server_a_notebook_shows_the_shipped_base_in_english(
    alone: pytest.MonkeyPatch,
) -> None:
    e = edition_from_environment()

    assert (e.lang, e.base) == ("en", "/")
    assert "duo-for-a-job" in e.kb.practices


def test_the_server_names_language_and_base(alone: pytest.MonkeyPatch) -> None:
    alone.setenv("BESTPRACTICES_LANG", "nl")
    alone.setenv("BESTPRACTICES_BASE", "/sub/")
    alone.setenv("QUERY_STRING", "lang=tr")

    e = edition_from_environment()
    assert (e.lang, e.base) == ("nl", "/sub/")


@pytest.mark.parametrize(
    ("query", "lang"),
    [("lang=tr", "tr"), ("lang=xx", "en"), ("lang=", "en"), ("lang=fr&lang=nl", "fr"), ("", "en")],
)
def test_a_live_page_is_asked_for_in_a_language(
    alone: pytest.MonkeyPatch, query: str, lang: str
) -> None:
    alone.setenv("QUERY_STRING", query)

    assert edition_from_environment().lang == lang


def test_a_draft_is_not_in_the_edition_of_a_notebook(
    alone: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("vocabulary.yaml", "indicators.yaml"):
        shutil.copy(BROKEN / name, tmp_path / name)
    ghent = "{id: ghent, name: {en: Ghent}, country: BE, latitude: 51.05, longitude: 3.72}"
    register = (
        f"kind: places\ntranslation: {{name: {{en: original}}}}\nplaces: [{ghent}]\nsources: []\n"
    )
    (tmp_path / "places.yaml").write_text(register, encoding="utf-8")
    for name in ("practices/sound.md", "organisations/sound.yaml"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(BROKEN / name, tmp_path / name)
    alone.setenv("BESTPRACTICES_KB", str(tmp_path))

    states = [str(record.review.state) for record in load(tmp_path).practices.values()]
    assert states == ["draft"]
    assert dict(edition_from_environment().kb.practices) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_dashboard_has_a_name_in_every_language(small: Any, lang: str) -> None:
    e = Edition(small.empty, lang)
    names = {e.t(name) for name in DASHBOARDS.values()}

    assert len(names) == len(DASHBOARDS)
    assert all(names)
