"""The network of organisations as a page shows it: its nodes, ties, figures and groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import networkx as nx
import pandas as pd

from bestpractices.analysis.stakeholders.cohesion import isolates
from bestpractices.analysis.stakeholders.dated_ties import span
from bestpractices.analysis.stakeholders.explanations import NODES, Explanation
from bestpractices.analysis.stakeholders.layout import layout
from bestpractices.analysis.stakeholders.organisation_network import organisation_network
from bestpractices.analysis.stakeholders.report import Report, report
from bestpractices.pages.edition import Edition
from bestpractices.texts import N_

BETWEEN: Final = ("BE", "TR")
OTHERS: Final = "others"
# What size can show; one for each question that a reader may have.
SIZES: Final = ("degree", "betweenness", "harmonic", "brokerage_total", "constraint")
KINDS: Final = {
    "works_with": N_("work together"),
    "funds": N_("one funds the other"),
    "supervises": N_("one supervises the other"),
    "part_of": N_("one is part of the other"),
    "member_of": N_("one is a member of the other"),
    "shares_practice": N_("in the same practice"),
    "shares_project": N_("in the same project"),
}
_SEED: Final = 7  # of the picture; any other would do as well


@dataclass(frozen=True, eq=False)
class OrganisationNetwork:
    """The network of one edition; everything is computed when it is first asked for."""

    e: Edition

    @cached_property
    def graph(self) -> nx.MultiGraph[str]:
        """Organisations with their ties, as ``bestpractices network kb`` measures them."""
        return organisation_network(self.e.kb)

    @cached_property
    def country(self) -> Mapping[str, str]:
        """Country of every organisation."""
        return {node: data["country"] for node, data in self.graph.nodes(data=True)}

    @cached_property
    def alone(self) -> int:
        """Organisations without any tie."""
        return len(isolates(self.graph))

    @cached_property
    def tied(self) -> nx.MultiGraph[str]:
        """The same without those who have no tie."""
        return nx.MultiGraph(self.graph.subgraph([n for n in self.graph if self.graph.degree(n)]))

    @cached_property
    def report(self) -> Report:
        """All measures."""
        return report(self.graph, group="country")

    def name(self, address: str) -> str:
        """Name of an organisation as readers of this language know it."""
        return self.e.passage(self.record(address).name).text

    def record(self, address: str) -> Any:
        """Record of an organisation."""
        return self.e.kb.organisations[address.partition("/")[2]]

    def nodes(self) -> list[dict[str, Any]]:
        """Nodes of the picture, in the alphabet."""
        places: pd.DataFrame = layout(self.tied, seed=_SEED)
        made = [
            {
                "id": address,
                "label": self.name(address),
                "x": places.at[address, "x"],
                "y": places.at[address, "y"],
                "group": self.group(address),
                "kind": self.record(address).type,
                "href": self.e.url(address),
            }
            for address in self.tied
        ]
        return sorted(made, key=lambda node: (self.e.t.order(node["label"]), node["id"]))

    def ties(self) -> list[dict[str, Any]]:
        """Ties of the picture, one for each pair with all its kinds; those across are marked.

        A pair has years if each of its ties has: what has no date may have been there always.
        """
        told = defaultdict(list)
        for start, end, data in self.tied.edges(data=True):
            told[min(start, end), max(start, end)].append(data)
        return [
            {
                "from": start,
                "to": end,
                "kinds": sorted(one["kind"] for one in found),
                "marked": self.crosses(start, end),
                **span(found),
            }
            for (start, end), found in sorted(told.items())
        ]

    def group(self, address: str) -> str:
        """One of the two countries, or all others together: they are too few each."""
        country = self.country[address]
        return country if country in BETWEEN else OTHERS

    def crosses(self, start: str, end: str) -> bool:
        """Whether a tie leads from the one country to the other."""
        return {self.country[start], self.country[end]} == set(BETWEEN)

    def groups(self) -> dict[str, str]:
        """Labels of the groups that have members, in the order of the legend."""
        labels = {name: self.e.t.territory_name(name) for name in BETWEEN}
        labels[OTHERS] = self.e.t("Other countries")
        used = {self.group(address) for address in self.tied}
        return {name: label for name, label in labels.items() if name in used}

    def measures(self) -> list[dict[str, Any]]:
        """What size can show, with its explanation and its values."""
        return [
            {"id": name, **explained(self.e, NODES[name]), "values": self.values(name)}
            for name in SIZES
        ]

    def values(self, name: str) -> dict[str, float | None]:
        """A measure of every organisation, by address; None where it is not defined."""
        column = self.report.nodes[name]
        return {
            str(node): None if pd.isna(value) else round(float(value), 4)
            for node, value in column.items()
        }


def network_of(e: Edition) -> OrganisationNetwork:
    """The network of an edition, made once."""
    return e.once("network", lambda: OrganisationNetwork(e))


def explained(e: Edition, one: Explanation) -> dict[str, str]:
    """An explanation in the language of the edition."""
    parts = ("label", "sentence", "high", "low", "limit")
    return {part: e.t(getattr(one, part)) for part in parts}
