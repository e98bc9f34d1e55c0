"""Hand-outs by the step of the thread that they belong to, for buttons and the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from bestpractices.exports.handout import Handout
from bestpractices.pages.desk import Desk, EntryError, File
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts import (
    adaptation,
    coaching,
    counterpart_choice,
    need,
    net_map,
    session,
    study_visit,
    transfer,
)
from bestpractices.pages.handouts.file import handout_file
from bestpractices.pages.handouts.frame import in_language, language_for
from bestpractices.texts import N_
from bestpractices.workshop import SessionState, TeamAdded

# From the edition in the language of its readers, the session, and a team by its id.
Maker: TypeAlias = Callable[[Edition, SessionState, str], Handout]

STEPS: Final[dict[str, Maker]] = {
    "need": need.handout,
    "transfer": transfer.handout,
    "adaptation": adaptation.handout,
    "counterpart": counterpart_choice.handout,
    "partner-request": counterpart_choice.request_handout,
    "visit-programme": study_visit.programme_handout,
    "visit-cards": study_visit.cards_handout,
    "visit-analysis": study_visit.analysis_handout,
    "net-map": net_map.handout,
    "coaching": coaching.handout,
    "reminders": coaching.reminder_handout,
    "session": session.handout,
}
# These speak of all teams where none is named.
OF_ALL: Final = ("reminders", "session")
_NO_TEAM: Final = N_("This team is not there any more.")
_NO_STEP: Final = N_("Such a file is not made here.")


def step_file(desk: Desk, asked: str) -> File:
    """The hand-out that a button asks for, such as ``transfer/pdf/team-1``.

    In the language that is chosen beside it (``lang``), else the team's, else the page's.

    Raises
    ------
    EntryError
        If there is no such step, form or team.
    """
    step, _, rest = asked.partition("/")
    form, _, team = rest.partition("/")
    if step not in STEPS:
        raise EntryError(_NO_STEP)
    state = desk.state()
    if state.get(TeamAdded, team) is None and (team or step not in OF_ALL):
        raise EntryError(_NO_TEAM)
    lang = language_for(desk.e, state, team, wished=desk.wished("lang"))
    made = STEPS[step](in_language(desk.e, lang), state, team)
    return handout_file(made, form, name="-".join(filter(None, (desk.session, team, step, lang))))
