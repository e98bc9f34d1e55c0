"""What this is, how much there is, where, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from bestpractices.charts.place_map import left_out, place_map
from bestpractices.charts.signs import Count, Kind, legend_sign
from bestpractices.charts.spots import MapPoint
from bestpractices.pages.cards import Card, practice_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.records.models import Project
from bestpractices.texts import N_, plural

# ISO 3166-1: the letters of our records, the digits of the outlines.
COUNTRIES: Final = {"BE": "056", "TR": "792"}
NEWEST: Final = 6
_WORDS: Final = {
    Kind.PRACTICE: plural("{number} practice", "{number} practices"),
    Kind.NEED: plural("{number} need", "{number} needs"),
    Kind.PARTNER: plural("{number} project", "{number} projects"),
}
_LEGEND: Final = {
    Kind.PRACTICE: N_("Practices"),
    Kind.NEED: N_("Needs"),
    Kind.PARTNER: N_("Projects"),
}


def introduction(e: Edition) -> Html:
    """What the base is for, and the three ways into it."""
    return render("introduction.html", e)


def figures(e: Edition) -> Html:
    """How much there is of each kind, as links into the lists."""
    kb = e.kb
    blocks = sum(len(practice.building_blocks) for practice in kb.practices.values())
    sources = len({s.url for _, record in kb.records() for s in record.sources if s.url})
    tiles = [
        (len(kb.practices), e.t("practices from Belgium"), e.url("practices")),
        (blocks, e.t("building blocks to take over"), e.url("practices")),
        (len(kb.needs), e.t("needs from Türkiye"), e.url("needs")),
        (len(kb.organisations), e.t("organisations"), e.url("partners", kind="organisation")),
        (len(kb.projects), e.t("partner projects"), e.url("partners", kind="project")),
        (sources, e.t("web pages cited"), None),
    ]
    return render("figures.html", e, tiles=tiles)


def places(e: Edition) -> Html:
    """Two maps without tiles: where practices, needs and projects are."""
    points = {country: list(_points(e, country)) for country in COUNTRIES}
    counts = [count for group in points.values() for point in group for count in point.counts]
    # One scale for both maps: the same circle means the same number.
    largest = max((count.number for count in counts), default=1)
    maps = [
        {
            "name": e.t.territory_name(country),
            "svg": _map(e, country, points[country], largest),
            "left_out": [point.label for point in left_out(COUNTRIES[country], points[country])],
            "rows": _largest_first(e, points[country]),
        }
        for country in COUNTRIES
    ]
    legend = [(legend_sign(kind), e.t(_LEGEND[kind]), kind.value) for kind in Kind]
    return render("places.html", e, maps=maps, legend=legend)


def latest(e: Edition) -> Html:
    """Practices that were checked last; of equal days the youngest first."""
    newest = sorted(
        e.kb.practices.values(),
        key=lambda p: (p.checked is not None, p.checked, p.started or 0, p.id),
        reverse=True,
    )
    cards: list[Card] = [practice_card(e, practice) for practice in newest[:NEWEST]]
    day = newest[0].checked if newest else None
    return render("latest.html", e, cards=cards, level=3, day=day)


def _largest_first(e: Edition, points: list[MapPoint]) -> list[MapPoint]:
    return sorted(points, key=lambda point: (-point.total, e.t.order(point.label)))


def _map(e: Edition, country: str, points: list[MapPoint], largest: int) -> str:
    return place_map(
        COUNTRIES[country],
        points,
        title=e.t("Map of {country}", country=e.t.territory_name(country)),
        description=e.t("Places of practices, needs and projects; the list below says the same."),
        largest=largest,
        colon=" : " if e.lang == "fr" else ": ",
    )


def _points(e: Edition, country: str) -> Iterator[MapPoint]:
    counts = _counts(e)
    for name, found in counts.items():
        town = e.kb.places[name]
        if town.country == country:
            words = tuple(
                Count(kind, found[kind], e.t.count(*_WORDS[kind], found[kind]))
                for kind in Kind
                if found[kind]
            )
            longitude, latitude = town.longitude, town.latitude
            yield MapPoint(name, e.place(name), longitude, latitude, words, _list(e, name, found))


def _list(e: Edition, place: str, found: Counter[Kind]) -> str:
    """List that shows what there is at a place."""
    if found[Kind.PRACTICE]:
        return e.url("practices", q=e.place(place))
    if found[Kind.NEED]:
        return e.url("needs", places=place)
    return e.url("partners", q=e.place(place), kind="project")


def _counts(e: Edition) -> dict[str, Counter[Kind]]:
    """How many of each kind there are at every town, its districts included, none counted twice."""
    counts: dict[str, Counter[Kind]] = {}
    named = [(Kind.PRACTICE, practice.places) for practice in e.kb.practices.values()]
    named += [(Kind.NEED, need.provinces) for need in e.kb.needs.values()]
    named += [(Kind.PARTNER, _towns(e, project)) for project in e.kb.projects.values()]
    for kind, places in named:
        # A practice in three districts of a town is one practice of that town.
        for town in dict.fromkeys(e.kb.places[place].part_of or place for place in places):
            counts.setdefault(town, Counter())[kind] += 1
    return dict(sorted(counts.items()))


def _towns(e: Edition, project: Project) -> tuple[str, ...]:
    """Towns of the organisations of a project."""
    partners = [name for name in (project.coordinator, *project.partners) if name]
    bodies = [e.kb.organisations[name] for name in partners if name in e.kb.organisations]
    return tuple(sorted({body.place for body in bodies if body.place}))
