"""Two places side by side, of the shipped base and by hand."""

from bestpractices.analysis.transferability.contexts import beside, country_of, place_of_practice
from bestpractices.records.models import IndicatorValue


def figure(year, unit="people", value=1):
    return IndicatorValue(indicator="population", value=value, unit=unit, year=year, source=None)


def test_only_figures_of_the_same_year_and_unit_are_compared(kb):
    bare = kb.contexts["izmir"].model_copy(update={"features": ()})
    here = bare.model_copy(update={"indicators": (figure(2023), figure(2024), figure(None))})
    there = bare.model_copy(
        update={"indicators": (figure(2024, value=2), figure(2023, "percent"), figure(None))}
    )
    (pair,) = beside(here, there).figures
    assert (pair.here.year, pair.here.value, pair.there.value) == (2024, 1, 2)
    assert beside(here, there).features == ()


def test_the_two_countries_share_features_and_figures_of_the_base(kb):
    found = beside(kb.contexts["belgium"], kb.contexts["turkiye"])
    assert all(left and right for _, left, right in found.features)
    # MIPEX 2014 stands in both records; 67 and 25 in kb/contexts.
    mipex = {(p.here.value, p.there.value) for p in found.figures
             if (p.here.indicator, p.here.year) == ("mipex-overall", 2014)}  # fmt: skip
    assert mipex == {(67, 25)}


def test_a_practice_is_placed_in_its_region_else_its_country(kb):
    practices = kb.practices.values()
    one = next(p for p in practices if len(p.regions) == 1 and p.regions[0] in kb.contexts)
    assert place_of_practice(one, kb.contexts).id in (*one.places, *one.regions)
    nowhere = one.model_copy(update={"places": (), "regions": ()})
    assert place_of_practice(nowhere, kb.contexts) == country_of("BE", kb.contexts)
    assert country_of("XX", kb.contexts) is None
