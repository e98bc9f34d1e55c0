"""Words for the entries of a Net-Map in what happened in a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bestpractices.pages.edition import Edition
from bestpractices.texts import N_
from bestpractices.workshop import NetMapActor, NetMapSet, SessionState

SENTENCES: Final = {
    "net_map_set": N_("Net-Map: its question, links and goals were set."),
    "net_map_actor": N_("Net-Map: the card “{card}” was laid or changed."),
    "net_map_link": N_("Net-Map: “{start}” is linked to “{end}” ({type})."),
}
_GONE: Final = N_("a card that is gone")


def net_map_words(e: Edition, told: Mapping[str, Any], state: SessionState) -> dict[str, str]:
    """What stands for the names in a sentence of a Net-Map; of a person the pseudonym.

    Parameters
    ----------
    told
        Payload of an entry; of one that is about no map there are no words.
    """
    if "map" not in told:
        return {}
    at = str(told["map"])
    frame = state.get(NetMapSet, at)
    types = {one.id: one.name for one in frame.types} if frame else {}
    kind = str(told.get("type", ""))
    return {
        "card": str(told.get("person") or told.get("name") or ""),
        "start": _label(e, state, at, told.get("start")),
        "end": _label(e, state, at, told.get("end")),
        "type": types.get(kind, kind),
    }


def _label(e: Edition, state: SessionState, at: str, actor: Any) -> str:
    found = state.get(NetMapActor, at, str(actor))
    return found.label if found else e.t(_GONE)
