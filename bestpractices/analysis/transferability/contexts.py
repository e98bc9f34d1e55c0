"""Two places side by side: what is said of both, then figures of the same year and unit alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bestpractices.records.models import Context, Feature, IndicatorValue, Practice


@dataclass(frozen=True)
class Pair:
    """One indicator in the same year and unit in two places."""

    here: IndicatorValue
    there: IndicatorValue


@dataclass(frozen=True)
class Beside:
    """Two places: statements by the kind of feature that both have, and figures."""

    here: Context
    there: Context
    features: tuple[tuple[str, tuple[Feature, ...], tuple[Feature, ...]], ...]
    figures: tuple[Pair, ...]


def beside(here: Context, there: Context) -> Beside:
    """The two places with what can be compared; in the order of the first."""
    kinds = dict.fromkeys(one.feature for one in here.features)
    others = {one.feature for one in there.features}
    return Beside(
        here,
        there,
        tuple((kind, _of(here, kind), _of(there, kind)) for kind in kinds if kind in others),
        tuple(
            Pair(one, other)
            for one in here.indicators
            for other in there.indicators
            if one.year is not None and _measure(one) == _measure(other)
        ),
    )


def place_of_practice(practice: Practice, contexts: Mapping[str, Context]) -> Context | None:
    """The nearest place that is described: a town of the practice, its region, its country."""
    if practice.regions and len(practice.regions) > 1:
        named = [name for name in practice.regions if name in contexts]
    else:
        named = [name for name in (*practice.places, *practice.regions) if name in contexts]
    return contexts[named[0]] if named else country_of(practice.country, contexts)


def country_of(country: str, contexts: Mapping[str, Context]) -> Context | None:
    """The description of a whole country, if there is one."""
    found = (c for c in contexts.values() if c.country == country and c.part_of is None)
    return next(found, None)


def _of(place: Context, kind: str) -> tuple[Feature, ...]:
    return tuple(one for one in place.features if one.feature == kind)


def _measure(one: IndicatorValue) -> tuple[str, str, int | None]:
    return one.indicator, one.unit, one.year
