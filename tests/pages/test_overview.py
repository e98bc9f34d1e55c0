"""What the overview counts, where it puts it on the map, and what it says when there is little."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bestpractices.analysis.folding import fold
from bestpractices.pages import needs, overview, partners, practices, start
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import document
from bestpractices.pages.reading import PAGES
from bestpractices.pages.record import record_page
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import ReviewState

PARTS = (overview.introduction, overview.figures, overview.places, overview.latest)


def _tiles(e: Edition) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", overview.figures(e))


def _listed(e: Edition) -> dict[str, str]:
    """Names of places with their counts, as the lists below the maps say them."""
    found = re.findall(r'<li><a href="[^"]*">([^<]*)</a> ([^<]*)</li>', overview.places(e))
    return dict(found)


def test_the_tiles_count_the_shipped_base(editions: Any) -> None:
    """324 blocks by hand of the translation table; 57, 18, 162 and 20 are numbers of files."""
    kb = editions["en"].kb
    addresses = {s.url for _, record in kb.records() for s in record.sources} - {None}

    assert _tiles(editions["en"]) == ["57", "324", "18", "162", "20", f"{len(addresses):,}"]


def test_the_tiles_of_an_empty_base_are_noughts(small: Any) -> None:
    assert _tiles(Edition(small.empty, "en")) == ["0"] * 6


def test_a_source_that_two_records_cite_is_one_page(small: Any) -> None:
    sources = (small.source(url="https://example.org/a"),)
    kb = small.base(small.practice(sources=sources), small.need(sources=sources))

    assert _tiles(Edition(kb, "en"))[-1] == "1"


def test_a_district_counts_into_its_town_and_nothing_twice(small: Any) -> None:
    towns = (small.town("Brussels"), small.town("Jette", part_of="brussels"),
             small.town("Forest", part_of="brussels"), small.town("Ghent"))  # fmt: skip
    kb = small.base(
        small.practice("a", places=("jette", "forest", "brussels")),
        small.practice("b", places=("jette", "ghent")),
        places=towns,
    )

    assert _listed(Edition(kb, "en")) == {"Brussels": "2 practices", "Ghent": "1 practice"}


def test_a_project_is_where_its_organisations_are_once(small: Any) -> None:
    kb = small.base(
        small.project(coordinator="a", partners=("b", "c", "gone")),
        small.organisation("a", place="ghent"),
        small.organisation("b", place="ghent"),
        small.organisation("c"),
        places=(small.town("Ghent"),),
    )

    assert _listed(Edition(kb, "en")) == {"Ghent": "1 project"}


def test_the_maps_count_what_the_base_holds(editions: Any) -> None:
    """Counted here record by record: distinct towns of Belgium and Türkiye, districts as towns."""
    e = editions["en"]
    towns = {p.id: e.kb.places[p.part_of or p.id] for p in e.kb.places.values()}
    wanted: Counter[str] = Counter()
    for kind, records, field in (("practice", e.kb.practices, "places"),
                                 ("need", e.kb.needs, "provinces")):  # fmt: skip
        for record in records.values():
            there = {towns[name].id for name in getattr(record, field)}
            wanted[kind] += sum(e.kb.places[name].country in ("BE", "TR") for name in there)
    shown: Counter[str] = Counter()
    for counts in _listed(e).values():
        for number, kind in re.findall(r"(\d+) (\w+?)s?\b", counts):
            shown[kind] += int(number)

    assert shown["practice"] == wanted["practice"] > 57
    assert shown["need"] == wanted["need"] >= 18
    assert shown["project"] > 0


def test_a_place_without_coordinates_is_named_below_its_map(small: Any) -> None:
    towns = (small.town("Ghent"), small.town("Nowhere", latitude=None, longitude=None))
    kb = small.base(small.practice(places=("ghent", "nowhere")), places=towns)
    page = overview.places(Edition(kb, "en"))

    assert "Not on the map: Nowhere." in page
    assert "<title>Ghent: 1 practice</title>" in page
    assert "<title>Nowhere" not in page


def test_the_largest_place_stands_first_in_the_list(small: Any) -> None:
    kb = small.base(
        small.practice("a", places=("ghent", "aalst")),
        small.practice("b", places=("ghent",)),
        small.practice("c", places=("zelzate",)),
        places=(small.town("Zelzate"), small.town("Aalst"), small.town("Ghent")),
    )

    assert list(_listed(Edition(kb, "en"))) == ["Ghent", "Aalst", "Zelzate"]


def test_markup_in_the_name_of_a_place_is_shown_as_it_is(small: Any, tags: Any) -> None:
    town = small.town("x", name=LocalText(en="<script>alert(1)</script>"))
    for point in (town, town.model_copy(update={"latitude": None, "longitude": None})):
        kb = small.base(small.practice(places=("x",)), places=(point,))
        page = overview.places(Edition(kb, "en"))

        assert "script" not in {tag for tag, _ in tags(page)}
        assert "&lt;script&gt;" in page


def _found(explorers: Any, lang: str, href: str) -> set[str]:
    """Titles that a list shows for an address, as its script finds them."""
    address = urlsplit(href)
    page = address.path.rpartition("/")[2]
    asked = {key: values[0] for key, values in parse_qs(address.query).items()}
    words = re.findall(r"\w+", fold(asked.pop("q", "")))
    return {
        card["id"]
        for card in explorers[lang, page].records
        if all(f" {word}" in card["words"] for word in words)
        and all(option in card["facets"][facet] for facet, option in asked.items())
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_on_the_map_leads_to_a_list_of_what_is_there(
    editions: Any, explorers: Any, lang: str
) -> None:
    e = editions[lang]
    page = overview.places(e)
    for name, town in e.kb.places.items():
        label = re.escape(e.place(name))
        found = re.search(rf'<li><a href="([^"]*)">{label}</a> ([^<]*)</li>', page)
        if town.part_of or not found:
            continue
        around = {p.id for p in e.kb.places.values() if name in (p.id, p.part_of)}
        shown = _found(explorers, lang, found[1].replace("&amp;", "&"))
        practices_here = {p.id for p in e.kb.practices.values() if around & set(p.places)}
        needs_here = {n.id for n in e.kb.needs.values() if around & set(n.provinces)}

        assert shown, name
        assert practices_here or needs_here or "projects" not in found[1]
        assert shown >= (practices_here or needs_here), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_base_gives_a_readable_page_for_every_part(
    small: Any, words: Any, lang: str
) -> None:
    e = Edition(small.empty, lang)
    parts = [str(part(e)) for part in PARTS]
    page = document(e, "", title="T", body="".join(parts))

    assert all(parts)
    assert page.count("<h1") == 1
    assert "None" not in words(page)
    assert e.t("There is no practice yet.") in page
    assert e.t("Not on the map:") not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_base_of_one_practice_is_whole(small: Any, words: Any, lang: str) -> None:
    e = Edition(small.base(small.practice()), lang)
    page = "".join(str(part(e)) for part in PARTS)

    assert _tiles(e)[0] == "1"
    assert page.count('class="card record-card"') == 1
    assert "None" not in words(page)


def test_the_newest_are_those_checked_last_then_the_youngest(small: Any) -> None:
    days = {"old": date(2025, 1, 1), "new": date(2026, 1, 1), "young": date(2026, 1, 1)}
    kb = small.base(
        small.practice("old", started=2024, checked=days["old"]),
        small.practice("new", started=1990, checked=days["new"]),
        small.practice("young", started=2020, checked=days["young"]),
        small.practice("never", started=2026),
        small.organisation("later", checked=date(2026, 5, 5)),
    )
    page = overview.latest(Edition(kb, "en"))

    assert re.findall(r'href="/en/practices/(\w+)"', page) == ["young", "new", "old", "never"]
    assert "on 1 January 2026" in page


def test_no_more_than_six_practices_are_new(editions: Any) -> None:
    assert overview.latest(editions["fr"]).count('class="card record-card"') == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_style_and_no_script_stands_in_the_overview(editions: Any, tags: Any, lang: str) -> None:
    found = tags("".join(str(part(editions[lang])) for part in PARTS))

    assert not {"script", "style", "img"} & {tag for tag, _ in found}
    assert not [a for _, a in found if "style" in a or any(name.startswith("on") for name in a)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_of_the_overview_keeps_the_base_address(
    editions: Any, tags: Any, lang: str
) -> None:
    found = tags("".join(str(part(editions[lang])) for part in PARTS))
    links = [a["href"] for _, a in found if "href" in a]

    assert len(links) > 30
    assert [link for link in links if not link.startswith(f"/sub/path/{lang}/")] == []


def test_a_draft_is_in_no_list_map_count_or_link(small: Any) -> None:
    draft = {"state": ReviewState.DRAFT}
    kb = small.base(
        small.practice("secret-one", organisation="city", places=("ghent",), **draft),
        small.need("secret-two", raised_by="city", provinces=("izmir",), **draft),
        small.organisation("secret-three", place="aalst", **draft),
        small.context("secret-four", **draft),
        small.organisation("city"),
        small.practice("open", organisation="secret-three", partners=("secret-three",)),
        small.need("asked", raised_by="secret-three"),
        small.project(
            "joint", coordinator="secret-three", partners=("secret-three", "city"),
            practices=("secret-one",), needs=("secret-two",),
        ),
        small.context("belgium", part_of="secret-four"),
        places=(small.town("Ghent", context="secret-four"), small.town("Aalst"),
                small.town("Izmir", country="TR")),
    ).public()  # fmt: skip
    e = Edition(kb, "en")
    shown = [str(part(e)) for part in PARTS]
    shown += [str(module.explorer(e).get_state()) for module in (practices, needs, partners)]
    shown += [record_page(e, path)[1] for path, _ in kb.records()]

    assert not [text for text in shown if "secret" in text]
    assert _tiles(e)[:5] == ["1", "0", "1", "1", "1"]
    assert _listed(e) == {}
    assert "1 organisation" in str(partners.explorer(e).records)


def test_the_programme_of_a_base_without_its_organisations_leaks_no_id(
    kb: Any, small: Any, words: Any
) -> None:
    e = Edition(replace(small.empty, programme=kb.programme), "en")
    _, page = PAGES["programme"](e)

    assert "Lead not known" in words(page)
    assert kb.programme.project not in page


def test_the_coach_picks_practices_and_sees_their_blocks(editions: Any) -> None:
    e = editions["tr"]
    shown = start.explorer(e)
    picked = start.picked(e, shown)
    assert "<article" not in picked.html

    shown.compared = ["duo-for-a-job", "nobody"]

    duo = e.kb.practices["duo-for-a-job"]
    assert picked.html.count("<article") == 1
    assert all(block.name.tr in picked.html for block in duo.building_blocks)


def test_the_coach_of_an_empty_base_reads_that_nothing_is_picked(small: Any) -> None:
    e = Edition(small.empty, "en")

    assert "Nothing is picked yet" in start.picked(e, start.explorer(e)).html
    assert start.introduction(e).count("<h1>") == 1
