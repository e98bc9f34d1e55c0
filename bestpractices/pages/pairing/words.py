"""Words for what both sides wish and what the people decide, in what happened in a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bestpractices.pages.edition import Edition
from bestpractices.records.languages import Passage
from bestpractices.texts import N_
from bestpractices.workshop import SessionState, TeamAdded

SENTENCES: Final = {
    "capacity_set": N_("{party} can take so many counterparts: {seats}."),
    "wish_set": N_("{party} set its wishes. First: {first}. Ruled out: {ruled_out}."),
    "counterpart_decided": N_("{team} and {host}: {pairing}."),
}
DECISIONS: Final = {"paired": N_("a pair"), "declined": N_("no pair")}


def counterpart_words(e: Edition, told: Mapping[str, Any], state: SessionState) -> dict[str, str]:
    """What stands for the names in such a sentence; nobody is a dash.

    Parameters
    ----------
    told
        Payload of an entry; of one that is about no party or organisation there are no words.
    """
    if "party" not in told and "organisation" not in told:
        return {}

    def names(parties: Iterable[str]) -> str:
        return e.t.joined(party_name(e, state, one).text for one in parties) or "–"

    return {
        "party": names([str(told.get("party", ""))]),
        "host": names([str(told.get("organisation") or "")]),
        "seats": str(told.get("seats", "")),
        "first": names((told.get("ranked") or [])[:1]),
        "ruled_out": names(told.get("refused") or []),
        "pairing": e.t(DECISIONS.get(str(told.get("decision")), "")),
    }


def party_name(e: Edition, state: SessionState, party: str) -> Passage:
    """Name of a team or an organisation; the id of one that is not there."""
    team = state.get(TeamAdded, party)
    if team is not None:
        return Passage(e.t(team.name), e.lang)
    return e.title("organisations", party) or Passage(party, e.lang)
