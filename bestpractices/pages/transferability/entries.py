"""What the forms of the page on transferability enter, as events of the store."""

from __future__ import annotations

from typing import Any, Final

from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.texts import N_
from bestpractices.workshop import event

_NO_ANSWER: Final = N_("Choose an answer; “unknown” is one.")
_NO_DECISION: Final = N_("Choose keep, adapt or drop.")
_NO_CHANGE: Final = N_("Say what changes.")
_NO_REASON: Final = N_("A core element is touched: say why.")


def _answer(desk: Desk, entered: Entered) -> None:
    told = {
        "criterion": entered.text("criterion"),
        "person": entered.some("person"),
        "answer": entered.needed("answer", _NO_ANSWER),
        "why": entered.text("why"),
        "settle": entered.text("settle"),
    }
    desk.write(entered, event("answer_given", _about(entered) | told))


def _adapt(desk: Desk, entered: Entered) -> None:
    decision, core = entered.needed("decision", _NO_DECISION), bool(entered.text("core"))
    if decision == "adapt":
        entered.needed("what", _NO_CHANGE)
    if core and decision != "keep" and not entered.text("why"):
        raise EntryError(_NO_REASON)
    told = {
        "decision": decision,
        "core": core,
        "what": entered.text("what"),
        "why": entered.text("why"),
        "person": entered.some("person"),
    }
    desk.write(entered, event("adaptation_decided", _about(entered) | told))


def _about(entered: Entered) -> dict[str, Any]:
    return {
        "team": entered.text("team"),
        "practice": entered.text("practice"),
        "block": entered.some("block"),
    }


ACTIONS: Final[dict[str, Action]] = {"answer": _answer, "adapt": _adapt}
