"""What a room may see of its session: where it is, what was chosen, asked and decided; no person.

Nothing here names who said what. A pseudonym that somebody wrote into a text is blotted out too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.analysis.transferability.judgement import Opinion, judgement
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.maps.view import net_map_view
from bestpractices.pages.sessions import history
from bestpractices.pages.sessions.agenda import Slot, slots
from bestpractices.pages.sessions.needs import shown_needs
from bestpractices.pages.sessions.progress import MARKS, THREAD, progress, teams
from bestpractices.pages.visits.view import visit_view
from bestpractices.workshop import (
    ActionDone,
    ActionSet,
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
    CounterpartDecided,
    NetMapActor,
    PersonAdded,
    PracticeChosen,
    SessionCreated,
    SessionState,
    TeamAdded,
)

# Whoever looks for a name looks for it with and without the dots of its capitals.
_DOTS: Final = re.compile("[iıIİ]\u0307?")
_DOTTED: Final = "[iıIİ]\u0307?"
# What Turkish hangs on a word without a sign between (of, to, from, in, with), and a plural s.
_ENDING: Final = (
    "(?:s|(?:l[ae]r)?(?:[yns]?[aeıiİuü]|n?[ıiİuü]n|n?[dt][ae]n?|y?l[ae]|c[ae])?(?:ki)?)"
)
_LONG_NAME: Final = 4  # a shorter one with letters behind it is most often another word
_OF_ALL: Final = "main"  # the Net-Map that belongs to no team

Data = dict[str, Any]


def session_view(e: Edition, state: SessionState) -> Html:
    """Main part of the page of a session."""
    return render("session_view.html", e, **room_parts(e, state, blot=blotting(state)))


def room_parts(e: Edition, state: SessionState, *, blot: Callable[[str], str]) -> Data:
    """What the page of a session is made of; texts of people go through ``blot``."""
    return {
        "title": shown_title(e, state),
        "slots": [_slot(e, one, blot) for one in slots(state)],
        "coach": False,
        "thread": THREAD,
        "marks": MARKS,
        "decisions": history.DECISIONS,
        "teams": [_team(e, state, one, blot) for one in teams(state)],
        "map": net_map_view(e, state, _OF_ALL, blot) if _is_of_all(state) else None,
        "blot": blot,
    }


def _slot(e: Edition, slot: Slot, blot: Callable[[str], str]) -> Slot:
    """A part of the agenda; a title of ours is translated before anything is taken out of it."""
    title = blot(e.t(slot.item.title))
    return replace(slot, item=slot.item.model_copy(update={"title": title}))


def shown_title(e: Edition, state: SessionState) -> str:
    """Title of the session without pseudonyms; the demo has one in each language."""
    created = state.of(SessionCreated)
    if created and created[0].template == created[0].title == DEMO:
        return e.t("A session to try things out")
    return blotting(state)(state.title)


def blotting(state: SessionState) -> Callable[[str], str]:
    """Takes out of a text every pseudonym of the session, whatever its capitals and its ending.

    Examples
    --------
    >>> blotting(SessionState())("Kestrel asks")
    'Kestrel asks'
    """
    names = sorted(_names(state), key=len, reverse=True)
    if not names:
        return lambda text: text
    either = "|".join(
        _DOTS.sub(_DOTTED, re.escape(name)) + _ENDING * (len(name) >= _LONG_NAME) for name in names
    )
    found = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub("…", text)


def _names(state: SessionState) -> set[str]:
    """What persons are called: their pseudonyms, and on a Net-Map the names that they agreed to.

    Also of those whose team was taken back: what others said of them still stands.
    """
    mapped = [one for one in state.held(NetMapActor) if one.person is not None]
    called = {name.strip() for one in mapped for name in (one.person or "", one.name)}
    return ({one.person for one in state.held(PersonAdded)} | called) - {""}


def _is_of_all(state: SessionState) -> bool:
    return all(one.team != _OF_ALL for one in teams(state))


def _team(e: Edition, state: SessionState, team: TeamAdded, blot: Callable[[str], str]) -> Data:
    actions = [one for one in state.of(ActionSet) if one.team == team.team]
    done = {one.action for one in state.of(ActionDone)}
    return {
        "name": blot(e.t(team.name)),
        "place": blot(e.place(team.place)) if team.place else "",
        "needs": shown_needs(e, state, team.team),
        "steps": progress(state, team.team),
        "practices": [_practice(e, state, one) for one in state.of(PracticeChosen)
                      if one.team == team.team and one.practice in e.kb.practices],
        "questions": _questions(e, state, team.team, blot),
        "decisions": _decisions(e, state, team.team, blot),
        "counterparts": _counterparts(e, state, team.team),
        "actions": [{"what": blot(one.what), "due": one.due, "done": one.action in done}
                    for one in actions],
        "map": net_map_view(e, state, team.team, blot),
        "visit": visit_view(e, state, team.team, blot),
    }  # fmt: skip


def _practice(e: Edition, state: SessionState, chosen: PracticeChosen) -> Data:
    names = [
        e.passage(pair[1].name)
        for one in state.of(BlockChosen)
        if (one.team, one.practice) == (chosen.team, chosen.practice)
        and (pair := block_of(e, f"{one.practice}/{one.block}"))
    ]
    return {
        "href": e.url(f"practices/{chosen.practice}"),
        "title": e.passage(e.kb.practices[chosen.practice].title),
        "blocks": names,
    }


def _questions(
    e: Edition, state: SessionState, team: str, blot: Callable[[str], str]
) -> list[Data]:
    """What stands in the way, then what nobody knows, block by block."""
    by_block: dict[str, list[Opinion]] = {}
    for one in state.of(AnswerGiven):
        if one.team == team:
            said = Opinion(one.criterion, one.answer, one.person, one.why, one.settle)
            by_block.setdefault(f"{one.practice}/{one.block}", []).append(said)
    rows = []
    for name, opinions in by_block.items():
        pair = block_of(e, name)
        found = judgement(opinions, criteria())
        for blocking, some in ((True, found.blocking), (False, found.unknown)):
            rows += [
                {
                    "blocking": blocking,
                    "block": e.passage(pair[1].name) if pair else _whole(e, name),
                    "question": e.t(one.criterion.question),
                    "settle": [blot(o.settle) for o in one.opinions if o.settle],
                }
                for one in some
            ]
    return sorted(rows, key=lambda row: not row["blocking"])


def _whole(e: Edition, name: str) -> Any:
    """Title of a practice that was asked about as a whole; None where the base has it no more."""
    practice = e.kb.practices.get(name.partition("/")[0])
    return e.passage(practice.title) if practice else None


def _counterparts(e: Edition, state: SessionState, team: str) -> list[Data]:
    """Organisations with which a team is a pair; of these the room knows the pages."""
    return [
        {"href": e.url(f"organisations/{one.organisation}"), "title": title}
        for one in state.of(CounterpartDecided)
        if (one.team, one.decision) == (team, "paired")
        and (title := e.title("organisations", one.organisation))
    ]


def _decisions(
    e: Edition, state: SessionState, team: str, blot: Callable[[str], str]
) -> list[Data]:
    return [
        {
            "block": e.passage(pair[1].name),
            "decision": one.decision,
            "core": one.core,
            "what": blot(one.what),
        }
        for one in state.of(AdaptationDecided)
        if one.team == team and (pair := block_of(e, f"{one.practice}/{one.block}"))
    ]
