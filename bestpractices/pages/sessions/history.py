"""What happened in a session, entry by entry, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bestpractices.analysis.transferability.criteria import CRITERIA
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.pages.maps.words import SENTENCES as NET_MAP_SENTENCES
from bestpractices.pages.maps.words import net_map_words
from bestpractices.pages.pairing.words import SENTENCES as COUNTERPART_SENTENCES
from bestpractices.pages.pairing.words import counterpart_words
from bestpractices.texts import N_
from bestpractices.workshop import Entry, SessionState, Store, TeamAdded

ANSWERS: Final = {
    "helps": N_("helps"),
    "neutral": N_("neutral"),
    "hinders": N_("hinders"),
    "unknown": N_("unknown"),
}
DECISIONS: Final = {"keep": N_("keep"), "adapt": N_("adapt"), "drop": N_("drop")}
_SENTENCES: Final = {
    "session_created": N_("The session began."),
    "session_changed": N_("The session was described anew."),
    "team_added": N_("Team {team} joined."),
    "team_changed": N_("Team {team} was described anew."),
    "person_added": N_("{person} takes part."),
    "person_changed": N_("{person} was described anew."),
    "agenda_set": N_("The agenda was set."),
    "agenda_reached": N_("The agenda went on to part {number}."),
    "step_reached": N_("Team {team} marked a step."),
    "note": N_("A note: {text}"),
    "need_drafted": N_("{team} wrote its own need “{title}”."),
    "need_chosen": N_("{team} works on the need “{need}”."),
    "practice_chosen": N_("{team} chose the practice “{practice}”."),
    "block_chosen": N_("{team} chose the block “{block}”."),
    "answer_given": N_("{team}, “{block}”: {criterion} – {answer}."),
    "adaptation_decided": N_("{team}, “{block}”: {decision}."),
    "expectation_set": N_("{team} wrote what it hopes to see at a host."),
    "visit_part_set": N_("The programme of the visit: {what}"),
    "observation_made": N_("{team} filled in a card on “{block}”."),
    "visit_analysed": N_("{team} answered a question of the last day."),
    "action_set": N_("Next step: {what}"),
    "action_done": N_("A next step is done."),
    "coaching_note": N_("{team}, coaching talk: {goal}"),
    "reuse_recorded": N_("{team} told what became of “{practice}”."),
    "draft_begun": N_("A talk of the write-shop began, or changed its language."),
    "draft_part": N_("The write-shop went on: one part more."),
    "draft_ordered": N_("The write-shop went on: parts stand in another order."),
    "draft_answered": N_("The write-shop went on: an answer was written."),
    "withdrawn": N_("Something was taken away."),
    "undone": N_("Entry {target} was taken back."),
    "redone": N_("Entry {target} was brought back."),
    "person_erased": N_("All about a person was erased."),
    **NET_MAP_SENTENCES,
    **COUNTERPART_SENTENCES,
}
# These are about other entries, or cannot be taken back.
_SIDEWAYS: Final = frozenset({"undone", "redone", "person_erased"})
_LOOKED_BACK: Final = 60  # entries; more where none of these can be taken back


@dataclass(frozen=True)
class Line:
    """An entry in words."""

    seq: int
    moment: str
    by: str
    text: str
    undone: bool


def lines(e: Edition, entries: Sequence[Entry], state: SessionState) -> tuple[Line, ...]:
    """Entries in words, the newest first."""
    return tuple(
        Line(one.seq, one.at.astimezone().strftime("%H:%M"), one.by, sentence(e, one, state),
             one.seq in state.undone)
        for one in reversed(entries)
    )  # fmt: skip


def sentence(e: Edition, entry: Entry, state: SessionState) -> str:
    """One entry as a sentence in the reader's language; of a kind unknown here its name."""
    message = _SENTENCES.get(entry.kind)
    if message is None:
        return entry.kind.replace("_", " ")
    return e.t(message, **_values(e, entry, state))


def last_entries(store: Store, state: SessionState) -> Sequence[Entry]:
    """The last entries of a session, as far back as there is something to take back."""
    seq, far = store.seq(state.session), _LOOKED_BACK
    found = store.events(state.session, max(0, seq - far))
    while far < seq and to_undo(found, state) is None:
        far *= 4
        found = store.events(state.session, max(0, seq - far))
    return found


def to_undo(entries: Sequence[Entry], state: SessionState) -> int | None:
    """The last entry in effect that may be taken back."""
    stays = _SIDEWAYS | {"session_created"}
    found = (one.seq for one in reversed(entries) if one.kind not in stays)
    return next((seq for seq in found if seq not in state.undone), None)


def to_redo(entries: Sequence[Entry], state: SessionState) -> int | None:
    """The entry that was taken back last, if nothing new came after it."""
    for one in reversed(entries):
        if one.kind == "undone" and one.target in state.undone:
            return one.target
        if one.kind not in _SIDEWAYS:
            return None
    return None


def _values(e: Edition, entry: Entry, state: SessionState) -> dict[str, Any]:
    told = entry.fields
    block = block_of(e, f"{told.get('practice')}/{told.get('block')}")
    practice = _title(e, "practices", told.get("practice"))
    return {
        "team": e.t(team_name(state, str(told.get("team", "")))),
        "person": told.get("person", ""),
        "number": int(told.get("item") or 0) + 1,
        "text": told.get("text", ""),
        "what": told.get("what", ""),
        "goal": told.get("goal", ""),
        "title": told.get("title", ""),
        "need": need_title(e, str(told.get("need", "")), str(told.get("why", ""))),
        "practice": practice,
        "block": e.passage(block[1].name).text if block else practice,
        "criterion": criterion_text(e, str(told.get("criterion", ""))),
        "answer": e.t(ANSWERS.get(str(told.get("answer")), "")),
        "decision": e.t(DECISIONS.get(str(told.get("decision")), "")),
        "target": entry.target,
        **net_map_words(e, told, state),
        **counterpart_words(e, told, state),
    }


def team_name(state: SessionState, team: str) -> str:
    """Name of a team; its id where it has gone."""
    found = state.get(TeamAdded, team)
    return found.name if found else team


def need_title(e: Edition, need: str, why: str = "") -> str:
    """Title of a need of the base; of a need of the team's own its words."""
    return _title(e, "needs", need) if need in e.kb.needs else why or need


def criterion_text(e: Edition, name: str) -> str:
    """The question of a criterion."""
    return next((e.t(one.question) for one in CRITERIA if one.id == name), name)


def _title(e: Edition, folder: str, name: str | None) -> str:
    found = e.title(folder, name) if name else None
    return found.text if found else name or ""
