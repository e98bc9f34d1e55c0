"""Who is tied to whom between Belgium and Türkiye, who stands between, which ties to make next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from bestpractices.analysis.stakeholders.dialogue_ties import INTERNATIONAL, dialogue_ties
from bestpractices.analysis.stakeholders.explanations import KEY_PLAYERS, NETWORK
from bestpractices.analysis.stakeholders.group_ties import (
    GroupTies,
    brokers_between,
    ties_between,
)
from bestpractices.analysis.stakeholders.key_players import fragmentation
from bestpractices.analysis.stakeholders.next_tie import NextTie
from bestpractices.charts.network_picture import Dot, Line, network_picture
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.network_contents import (
    BETWEEN,
    KINDS,
    OrganisationNetwork,
    explained,
    network_of,
)
from bestpractices.widgets.network_view import NetworkView

_PERCENT: Final = 100
_SHORT: Final = 3  # go-betweens on a way that are all named

Data = dict[str, Any]


def introduction(e: Edition) -> Html:
    """What the page answers, and the answer in four figures."""
    found = network_of(e)
    crossing = _crossing(found)
    return render(
        "network_opening.html",
        e,
        any_ties=bool(found.tied),
        crossing=crossing,
        expected=_rounded(e, crossing.expected),
        chance=" ".join(_chance(found, crossing)),
        brokers=len(_brokers(found)),
        alone=found.alone,
        countries=[e.t.territory_name(name) for name in BETWEEN],
    )


def view(e: Edition) -> NetworkView | Html:
    """The network to look at; as a picture for pages that run nothing."""
    found = network_of(e)
    if not found.tied:
        return Html("")
    nodes, ties, groups = found.nodes(), found.ties(), found.groups()
    degree = found.values("degree")
    picture = network_picture(
        [
            Dot(one["id"], one["label"], one["x"], one["y"], one["group"],
                degree[one["id"]] or 0)
            for one in nodes
        ],
        [Line(one["from"], one["to"], one["marked"]) for one in ties],
        title=e.t("Organisations and their ties, by country"),
        groups=groups,
        marked=e.t("Tie between the two countries"),
    )  # fmt: skip
    kinds = {node["kind"] for node in nodes}
    used = {kind for tie in ties for kind in tie["kinds"]}
    return NetworkView(
        nodes,
        ties,
        measures=found.measures(),
        groups=_listed(groups),
        kinds=_listed({one: e.label("organisation_types", one) for one in sorted(kinds)}),
        tie_kinds=_listed({one: e.t(label) for one, label in KINDS.items() if one in used}),
        picture=picture,
        lang=e.lang,
        # nothing of a record stands in it that was not escaped
        fallback=render("network_picture.html", e, picture=Markup(picture)),  # noqa: S704
    )


def ties_to_make(e: Edition) -> Html:
    """Three ties between the two countries that would help most, each with its reasons."""
    found = network_of(e)
    proposals = [_proposal(e, found, one) for one in _proposals(found)]
    return render("network_next.html", e, proposals=proposals)


def go_betweens(e: Edition) -> Html:
    """Who stands between the two countries, and where the network is fragile."""
    found = network_of(e)
    fragile = found.report.key_players["fragmentation"]
    sets = fragile["sets"] if found.tied else ()
    return render(
        "network_brokers.html",
        e,
        brokers=[
            {**_linked(found, str(address)), "pairs": row["pairs"], "ties": row["ties"],
             "country": e.t.territory_name(found.country[str(address)])}
            for address, row in _brokers(found).iterrows()
        ],
        fragile=[_linked(found, address) for address in sets[0]] if sets else [],
        before=_nearness(e, fragmentation(found.graph, ())),
        after=_nearness(e, fragile["value"]),
        meaning=explained(e, KEY_PLAYERS["fragmentation"]),
    )  # fmt: skip


def measures(e: Edition) -> Html:
    """Figures of the whole network with their meaning, and how it came about."""
    found = network_of(e)
    rows = [
        {**explained(e, explanation), "value": _rounded(e, found.report.network[name], 3)}
        for name, explanation in NETWORK.items()
        if found.report.network[name] is not None
    ]
    return render(
        "network_measures.html",
        e,
        rows=rows,
        notes=[note.sentence(e.lang) for note in found.report.notes],
        organisations=len(found.graph),
        ties=found.report.network["ties"],
    )


def _chance(found: OrganisationNetwork, crossing: GroupTies) -> Iterator[str]:
    """What chance would give, how sure that is, and whose ties these are."""
    e = found.e
    yield e.t(
        "If the same ties were spread over all {number} organisations without regard to "
        "countries, about {expected} of them would lead from one country to the other; "
        "{observed} do.",
        number=e.t.number(len(found.graph)),
        expected=_rounded(e, crossing.expected),
        observed=e.t.number(crossing.observed),
    )
    if crossing.p is not None:
        yield e.t(
            "If the countries are dealt out at random, a share of {p} of the drawings is as far "
            "from chance.",
            p=e.t.number(round(crossing.p, 3)),
        )
    if international := _international(found):
        yield e.t.count(
            "{number} of these ties has an international organisation at one end, such as a "
            "European institution in Brussels.",
            "{number} of these ties have an international organisation at one end, such as a "
            "European institution in Brussels.",
            international,
        )


def _crossing(found: OrganisationNetwork) -> GroupTies:
    return found.e.once(
        "network: crossing", lambda: ties_between(found.graph, BETWEEN, group=found.country)
    )


def _brokers(found: OrganisationNetwork) -> Any:
    return found.e.once(
        "network: brokers", lambda: brokers_between(found.graph, BETWEEN, group=found.country)
    )


def _international(found: OrganisationNetwork) -> int:
    """Ties between the two countries of which one end belongs to many countries."""
    across = (tie for tie in found.ties() if tie["marked"])
    return sum(
        INTERNATIONAL in (found.record(tie["from"]).type, found.record(tie["to"]).type)
        for tie in across
    )


def _proposals(found: OrganisationNetwork) -> list[NextTie]:
    return dialogue_ties(found.e.kb, found.graph, between=BETWEEN)


def _proposal(e: Edition, found: OrganisationNetwork, one: NextTie) -> Data:
    # of a long way the first and the last matter: whom each side can ask
    ends = one.way if len(one.way) <= _SHORT else (one.way[0], one.way[-1])
    knowing = one.introducers or ends
    return {
        "ends": [_linked(found, one.start), _linked(found, one.end)],
        "reasons": list(_reasons(e, one)),
        "common": list(_common(e, one)),
        "lead": _lead(e, one),
        "knowing": [_linked(found, address) for address in knowing],
    }


def _lead(e: Edition, one: NextTie) -> str:
    """What is said before those who could introduce the two."""
    if one.introducers:
        return e.t("Could introduce them:")
    if len(one.way) > _SHORT:
        return e.t("Nobody here knows both. The shortest way is long; its ends are:")
    return e.t("Nobody here knows both. The shortest way leads over:") if one.way else ""


def _reasons(e: Edition, one: NextTie) -> Iterator[str]:
    """What the tie would change, in sentences."""
    if one.steps_before is None:
        yield e.t("Today no way leads from one to the other.")
    else:
        yield e.t("Today {number} steps lie between them.", number=one.steps_before)
    if one.nearer:
        yield e.t.count(
            "{number} pair of a Belgian and a Turkish organisation comes nearer.",
            "{number} pairs of a Belgian and a Turkish organisation come nearer.",
            one.nearer,
        )
    if one.distance_before is not None and one.distance is not None:
        yield e.t(
            "The mean way between the countries falls from {before} to {after} steps.",
            before=_rounded(e, one.distance_before, 1),
            after=_rounded(e, one.distance, 1),
        )
    if one.reach:
        yield e.t.count(
            "{number} pair can reach each other for the first time.",
            "{number} pairs can reach each other for the first time.",
            one.reach,
        )
    if one.second_ways > 0:
        yield e.t.count(
            "{number} pair gets a second way, so that not all hangs on one go-between.",
            "{number} pairs get a second way, so that not all hangs on one go-between.",
            one.second_ways,
        )


def _common(e: Edition, one: NextTie) -> Iterator[str]:
    """What the two have in common, and what they lack."""
    if themes := one.shared["themes"]:
        names = e.t.joined(e.label("themes", theme) for theme in themes)
        yield e.t("Both work on: {names}.", names=names)
    if languages := one.shared["languages"]:
        names = e.t.joined(e.t.language_name(code) for code in languages)
        yield e.t("Both work in: {names}.", names=names)
    else:
        yield e.t("No common working language is on record: plan for interpreting.")


def _nearness(e: Edition, fragmented: float | None) -> str:
    """Mean of one divided by the steps, of 100; what is fragmented is the rest."""
    return (
        e.t("not known") if fragmented is None else e.t.percent(round(_PERCENT * (1 - fragmented)))
    )


def _linked(found: OrganisationNetwork, address: str) -> Data:
    name = found.e.passage(found.record(address).name)
    return {"title": name, "href": found.e.url(address)}


def _listed(labels: Mapping[str, str]) -> list[Data]:
    return [{"id": name, "label": label} for name, label in labels.items()]


def _rounded(e: Edition, value: Any, digits: int = 0) -> str:
    if value is None:
        return e.t("not known")
    if isinstance(value, bool):
        return e.t("yes") if value else e.t("no")
    return e.t.number(round(value, digits) if digits else round(value))
