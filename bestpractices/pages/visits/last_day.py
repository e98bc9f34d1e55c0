"""The last day of a study visit: eight questions, and what the cards and records say to each.

The questions are worded by us after section 5 of the field guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions import history
from bestpractices.pages.visits.contents import (
    Blot,
    as_it_is,
    block_name,
    cards,
    chosen,
    host_name,
    questions,
)
from bestpractices.texts import N_
from bestpractices.workshop import (
    ActionSet,
    AdaptationDecided,
    ExpectationSet,
    SessionState,
    VisitAnalysed,
)
from bestpractices.workshop.visit import hosts

# By their number in the store.
QUESTIONS: Final = {
    1: N_("What struck us?"),
    2: N_("Block by block: what do we keep, adapt or drop?"),
    3: N_("What stands in the way at home?"),
    4: N_("Who must be won over?"),
    5: N_("Women and men: who was present, who spoke, whom does it serve?"),
    6: N_("With whom could we make a project?"),
    7: N_("Three steps: what, who, until when?"),
    8: N_("What do we promise our hosts?"),
}

Data = dict[str, Any]
# What stands beside a question: of what it speaks, and the words with their language if not ours.
Said = tuple[str, str, str]


def last_day(e: Edition, state: SessionState, team: str, *, blot: Blot = as_it_is) -> list[Data]:
    """The eight questions with the team's answers, and beside each what is known already.

    Returns
    -------
    list of dict
        ``number``, ``question``, ``text`` (empty: not answered) and ``said``: of what it speaks,
        the words, and their language where they are not the team's own.
    """
    rows = []
    for number, question in QUESTIONS.items():
        answer = state.get(VisitAnalysed, team, str(number))
        said = [(about, blot(words), lang) for about, words, lang in _SAID[number](e, state, team)]
        rows.append({
            "number": number,
            "question": e.t(question),
            "text": blot(answer.text) if answer else "",
            "said": list(dict.fromkeys(said)),
        })  # fmt: skip
    return rows


def _of_cards(*fields: str) -> Callable[[Edition, SessionState, str], Iterator[Said]]:
    def said(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
        for card in cards(e, state, team):
            for field in fields:
                if words := card["by_field"][field]:
                    yield card["name"].text, words, ""

    return said


def _decisions(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
    """What was decided so far, then what the cards would change."""
    for one in state.of(AdaptationDecided):
        if one.team == team:
            decision = e.t(history.DECISIONS[one.decision])
            words = f"{decision}: {one.what}" if one.what else decision
            yield block_name(e, f"{one.practice}/{one.block}").text, words, ""
    yield from _of_cards("worked", "change")(e, state, team)


def _in_the_way(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
    for one in questions(e, state, team):
        if one["blocking"]:
            yield one["name"].text, one["text"], ""
    yield from _of_cards("needs")(e, state, team)


def _gender(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
    """What the records say; the cards do not ask for it."""
    for name in dict.fromkeys(one.partition("/")[0] for one in chosen(state, team)):
        practice = e.kb.practices.get(name)
        if practice and practice.gender:
            yield e.passage(practice.title).text, practice.gender.text, "en"


def _hosts(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
    for one in hosts(state, e.kb, team=team):
        told = e.t("our counterpart") if one.paired else e.t("host")
        yield host_name(e, one.organisation).text, told, ""


def _steps(_: Edition, state: SessionState, team: str) -> Iterator[Said]:
    for one in state.of(ActionSet):
        if one.team == team:
            yield one.person or "", one.what, ""


def _hopes(e: Edition, state: SessionState, team: str) -> Iterator[Said]:
    for one in state.of(ExpectationSet):
        if one.team == team:
            yield host_name(e, one.host).text, one.text, ""


_SAID: Final[dict[int, Callable[[Edition, SessionState, str], Iterator[Said]]]] = {
    1: _of_cards("saw"),
    2: _decisions,
    3: _in_the_way,
    4: _of_cards("question", "who_answers"),
    5: _gender,
    6: _hosts,
    7: _steps,
    8: _hopes,
}
