import math
import re
from xml.etree import ElementTree as ET

import pytest

from bestpractices.charts.place_map import left_out, place_map
from bestpractices.charts.signs import Count, Kind
from bestpractices.charts.spots import MapPoint
from bestpractices.charts.topology import BELGIUM, TURKIYE

GHENT = MapPoint(
    "ghent",
    "Gent",
    3.72,
    51.05,
    (Count(Kind.PRACTICE, 12, "12 praktijken"), Count(Kind.NEED, 3, "3 noden")),
    href="/nl/practices?place=ghent",
)
NOWHERE = MapPoint("nowhere", "Nergens", None, None, (Count(Kind.NEED, 1, "1 nood"),))
PARIS = MapPoint("paris", "Parijs", 2.35, 48.86, (Count(Kind.NEED, 1, "1 nood"),))


def _parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own text


def _unlinked(point: MapPoint) -> MapPoint:
    return MapPoint(point.id, point.label, point.longitude, point.latitude, point.counts)


def test_a_place_tells_its_counts_and_leads_to_its_records() -> None:
    link = _parse(place_map(BELGIUM, [GHENT], title="België")).find("a")

    assert link is not None
    assert link.get("href") == "/nl/practices?place=ghent"
    assert link.get("aria-label") == "Gent: 12 praktijken, 3 noden"
    assert link.findtext("title") == "Gent: 12 praktijken, 3 noden"
    assert link.findtext("text") == "Gent"


def test_each_kind_has_its_sign() -> None:
    root = _parse(place_map(BELGIUM, [GHENT], title="België"))
    signs = [(e.tag, e.get("class")) for e in root.iter() if "map-point" in e.get("class", "")]

    assert signs == [("circle", "map-point practice"), ("path", "map-point need")]


def test_the_caller_says_what_stands_before_the_counts() -> None:
    svg = place_map(BELGIUM, [GHENT], title="Belgique", colon=" : ")

    assert "<title>Gent : 12 praktijken, 3 noden</title>" in svg


def test_a_map_without_links_is_an_image_with_a_name() -> None:
    root = _parse(place_map(BELGIUM, [_unlinked(GHENT)], title="België", description="Waar"))

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "map-056-title map-056-desc"
    assert root.find("title[@id='map-056-title']").text == "België"  # type: ignore[union-attr]
    assert root.find("desc[@id='map-056-desc']").text == "Waar"  # type: ignore[union-attr]
    assert root.find("a") is None


def test_a_map_with_links_is_no_image_because_images_hide_their_links() -> None:
    assert _parse(place_map(BELGIUM, [GHENT], title="België")).get("role") == "group"


def test_a_map_scales_with_what_holds_it_and_carries_no_style() -> None:
    svg = place_map(TURKIYE, [GHENT], title="Türkiye")
    root = _parse(svg)

    assert root.get("viewBox", "").startswith("0 0 360 ")
    assert root.get("width") is None
    assert "style" not in svg
    assert "<script" not in svg


def test_a_place_name_stays_text() -> None:
    evil = "<script>alert('1')</script>\"&"
    point = MapPoint(evil, evil, 4.0, 50.8, (Count(Kind.NEED, 1, evil),), href=f"/{evil}")
    root = _parse(place_map(BELGIUM, [point], title=evil, description=evil, name=evil))

    link = root.find("a")
    assert link is not None
    assert link.get("data-place") == evil
    assert link.get("href") == f"/{evil}"
    assert link.get("aria-label") == f"{evil}: {evil}"
    assert [element.tag for element in root.iter("script")] == []


def test_points_that_cannot_be_shown_are_named_and_not_drawn() -> None:
    broken = MapPoint("broken", "x", math.nan, 51.0, GHENT.counts)
    points = [NOWHERE, GHENT, PARIS, broken]

    assert left_out(BELGIUM, points) == (NOWHERE, PARIS, broken)
    assert place_map(BELGIUM, points, title="a") == place_map(BELGIUM, [GHENT], title="a")


def test_a_map_without_points_shows_the_land() -> None:
    root = _parse(place_map(BELGIUM, [], title="België"))

    assert [element.get("class") for element in root.iter("path")] == ["map-land"]
    assert root.get("role") == "img"


def test_the_order_of_the_points_does_not_matter() -> None:
    liege = MapPoint("liege", "Luik", 5.57, 50.63, (Count(Kind.PARTNER, 2, "2 partners"),))

    assert place_map(BELGIUM, [GHENT, liege], title="a") == place_map(
        BELGIUM, (point for point in (liege, GHENT)), title="a"
    )


def test_coordinates_have_at_most_one_decimal() -> None:
    svg = place_map(TURKIYE, [], title="a") + place_map(BELGIUM, [GHENT], title="a")
    coordinates = re.findall(r' (?:d|c?x|c?y|r|width|height|viewBox)="([^"]*)"', svg)

    assert len(coordinates) > 8
    assert not any(re.search(r"\.\d\d", text) for text in coordinates)


def test_signs_that_give_way_keep_a_line_to_their_place() -> None:
    near = MapPoint("near", "Nabij", 3.73, 51.05, (Count(Kind.NEED, 1, "1 nood"),))

    assert "map-lead" in place_map(BELGIUM, [GHENT, near], title="a")
    assert "map-lead" not in place_map(BELGIUM, [GHENT], title="a")


def test_a_finger_finds_each_of_two_neighbours() -> None:
    near = MapPoint("near", "Nabij", 4.1, 51.05, (Count(Kind.NEED, 1, "1 nood"),))
    root = _parse(place_map(BELGIUM, [_unlinked(GHENT), near], title="a"))
    hits = [e for e in root.iter("circle") if e.get("class") == "map-hit"]
    (x1, r1), (x2, r2) = [(float(e.get("cx", "")), float(e.get("r", ""))) for e in hits]

    assert r2 > 7
    assert abs(x1 - x2) >= r1 + r2 - 0.15  # each of the four is rounded


def test_a_small_sign_without_neighbours_can_be_hit_24_units_wide() -> None:
    root = _parse(place_map(BELGIUM, [GHENT], title="a", largest=1000))
    alone = root.find(".//circle[@class='map-hit']")

    assert alone is not None
    assert alone.get("r") == "12.0"


@pytest.mark.parametrize("country", [BELGIUM, TURKIYE])
def test_a_map_of_forty_places_is_smaller_than_25_kilobytes(country: str) -> None:
    west, south, east, north = (2.6, 49.6, 6.2, 51.4) if country == BELGIUM else (27, 37, 43, 41)
    points = [
        MapPoint(
            f"place-number-{i}",
            f"Sint-Niklaas {i}",
            west + (east - west) * (i % 8) / 8,
            south + (north - south) * (i // 8) / 5,
            (Count(Kind.PRACTICE, i + 1, f"{i + 1} practices"), Count(Kind.NEED, 1, "1 need")),
            href=f"/en/practices?place=place-number-{i}",
        )
        for i in range(40)
    ]
    svg = place_map(country, points, title="Places")

    assert svg.count("map-place") == 40
    assert len(svg.encode()) < 25_000
