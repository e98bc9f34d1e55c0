"""What ties an organisation to other records, from whichever side it was told."""

from __future__ import annotations

from typing import Final, NamedTuple

from bestpractices.pages.edition import Edition
from bestpractices.texts import N_

_OUT: Final = {
    "runs": N_("Runs these practices"),
    "partners_in": N_("Partner in these practices"),
    "raised": N_("Raised these needs"),
    "coordinates": N_("Coordinates these projects"),
    "takes_part_in": N_("Takes part in these projects"),
    "part_of": N_("Part of"),
    "member_of": N_("Member of"),
    "works_with": N_("Works with"),
    "funds": N_("Funds"),
    "supervises": N_("Supervises"),
}
_BACK: Final = {
    "part_of": N_("Has these parts"),
    "member_of": N_("Has these members"),
    "works_with": N_("Works with"),
    "funds": N_("Funded by"),
    "supervises": N_("Supervised by"),
}


class Tie(NamedTuple):
    """Under which heading another record stands, and its address."""

    heading: str
    other: str


def ties(e: Edition, address: str) -> list[Tie]:
    """Ties of the organisation at an address, each once; words and places are none."""
    out = ((_OUT.get(kind), other) for _, other, kind in e.graph.out_edges(address, keys=True))
    back = ((_BACK.get(kind), other) for other, _, kind in e.graph.in_edges(address, keys=True))
    found = (Tie(heading, other) for heading, other in (*out, *back) if heading)
    return list(dict.fromkeys(found))
