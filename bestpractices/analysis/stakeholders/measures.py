"""All measures under one name, for notebooks: ``from ...stakeholders import measures``."""

from __future__ import annotations

from bestpractices.analysis.stakeholders.before_after import before_after
from bestpractices.analysis.stakeholders.brokerage import brokerage_roles
from bestpractices.analysis.stakeholders.communities import communities
from bestpractices.analysis.stakeholders.core_periphery import core_periphery
from bestpractices.analysis.stakeholders.dated_ties import in_year
from bestpractices.analysis.stakeholders.dialogue_ties import dialogue_ties
from bestpractices.analysis.stakeholders.e_i import e_i
from bestpractices.analysis.stakeholders.explanations import KEY_PLAYERS, NETWORK, NODES
from bestpractices.analysis.stakeholders.group_ties import brokers_between, ties_between
from bestpractices.analysis.stakeholders.key_players import fragmentation, key_players, reach
from bestpractices.analysis.stakeholders.layout import layout
from bestpractices.analysis.stakeholders.next_ties import as_table, propose_ties
from bestpractices.analysis.stakeholders.organisation_network import organisation_network
from bestpractices.analysis.stakeholders.qap import qap_correlation
from bestpractices.analysis.stakeholders.report import report
from bestpractices.analysis.stakeholders.second_opinion import (
    as_networkx_has_it,
    nearness_between,
)
from bestpractices.analysis.stakeholders.structural_holes import structural_holes

__all__ = [
    "KEY_PLAYERS", "NETWORK", "NODES", "as_networkx_has_it", "as_table", "before_after",
    "brokerage_roles", "brokers_between", "communities", "core_periphery", "dialogue_ties", "e_i",
    "fragmentation", "in_year", "key_players", "layout", "nearness_between",
    "organisation_network", "propose_ties", "qap_correlation", "reach", "report",
    "structural_holes", "ties_between",
]  # fmt: skip
