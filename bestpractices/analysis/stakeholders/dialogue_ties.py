"""The ties to make next between organisations of two countries, as the knowledge base has them."""

from __future__ import annotations

from typing import Final

from bestpractices.analysis.stakeholders.next_ties import NextTie, propose_ties
from bestpractices.analysis.stakeholders.ties import Graph
from bestpractices.records.knowledge_base import KnowledgeBase

# Who belongs to many countries is no partner of the one and the other.
INTERNATIONAL: Final = "international"


def dialogue_ties(
    kb: KnowledgeBase, graph: Graph, *, between: tuple[str, str], number: int = 3
) -> list[NextTie]:
    """Proposals between two countries: among those with a tie already, and a theme in common.

    Parameters
    ----------
    graph
        Network of the organisations of the base, see ``organisation_network``.
    between
        Codes of the two countries.
    number
        Most proposals.

    Returns
    -------
    list of NextTie
        As ``propose_ties``; ``shared`` has ``themes`` and ``languages``. None where nobody of one
        of the countries has a tie.
    """
    records = {address: kb.organisations[address.partition("/")[2]] for address in graph}
    return propose_ties(
        graph,
        between,
        group={address: one.country for address, one in records.items()},
        candidates=[
            address
            for address, one in records.items()
            if graph.degree(address) and one.type != INTERNATIONAL
        ],
        traits={
            "themes": {address: one.themes for address, one in records.items()},
            "languages": {address: one.languages for address, one in records.items()},
        },
        needed=("themes",),
        number=number,
    )
