"""Teams and organisations of a session as the page on counterparts shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from bestpractices.analysis.counterparts.fit import Fit, Fits
from bestpractices.analysis.counterparts.pairing import Counterparts
from bestpractices.analysis.counterparts.teams import Team
from bestpractices.analysis.counterparts.wishes import WishError
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.pages.cards import KINDS
from bestpractices.pages.edition import Edition
from bestpractices.pages.pairing.words import party_name
from bestpractices.pages.sessions.needs import shown_needs
from bestpractices.records.kinds import KINDS as RECORDS
from bestpractices.records.languages import Passage
from bestpractices.texts import N_
from bestpractices.workshop import CapacitySet, CounterpartDecided, SessionState, TeamAdded, WishSet
from bestpractices.workshop.sides import NobodyToPairError, hosts_of, teams_of

SIDES: Final = (
    (Side.FOR, "for", N_("Speaks for it")),
    (Side.AGAINST, "against", N_("Speaks against it")),
    (Side.UNKNOWN, "ask", N_("Not known: ask them")),
)
# So many are shown with their reasons at once; more is not talked about in a session.
_AT_ONCE: Final = 4
_FOLDERS: Final = {kind.folder: name for name, kind in RECORDS.items()}

Data = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """Both sides of a session, as far as they can be paired.

    Parameters
    ----------
    found
        Fits and ways to pair; without teams or organisations it has none.
    flaw
        Which wishes cannot be meant, in English with the mend; then they are left out of `found`.
    """

    e: Edition
    state: SessionState
    found: Counterparts
    flaw: str = ""

    def name(self, party: str) -> Passage:
        """Name of a team or an organisation; the id of one that is not there."""
        return party_name(self.e, self.state, party)

    def named(self, parties: Iterable[str]) -> list[Data]:
        """Ids with their names."""
        return [{"id": one, "name": self.name(one)} for one in parties]

    def decided(self, decision: str, *, team: str = "", host: str = "") -> list[CounterpartDecided]:
        """What the people decided, of all or of one side."""
        return [
            one
            for one in self.state.of(CounterpartDecided)
            if one.decision == decision
            and team in ("", one.team)
            and host in ("", one.organisation)
        ]


def room(e: Edition, state: SessionState) -> Room:
    """Both sides of a session; wishes that cannot be meant are told and left out."""
    try:
        teams = teams_of(state, e.kb)
    except NobodyToPairError:
        teams = []
    hosts, fits = hosts_of(state, e.kb), fits_of(e)
    try:
        return Room(e, state, Counterparts(e.kb, teams, hosts=hosts, fits=fits))
    except WishError as error:
        found = Counterparts(
            e.kb,
            [replace(team, wishes=(), refuses=()) for team in teams],
            hosts=[replace(host, wishes=(), refuses=()) for host in hosts],
            fits=fits,
        )
        return Room(e, state, found, str(error))


def fits_of(e: Edition) -> Fits:
    """What is prepared once for all pairs of an edition."""
    return e.once("counterpart fits", lambda: Fits(e.kb))


def team_card(at: Room, team: TeamAdded) -> Data:
    """A team with its needs, languages, seats, wishes and refusals."""
    e = at.e
    body = e.title("organisations", team.organisation) if team.organisation else None
    return {
        **party(at, team.team),
        "kicker": " · ".join(filter(None, [
            body.text if body and body.text != team.name else "",
            e.place(team.place) if team.place else "",
            e.t.joined(map(e.t.language_name, team.languages)),
        ])),
        "needs": [one.title for one in shown_needs(e, at.state, team.team)],
        "ready": team.team in at.found.teams,
        "pairs": at.named(one.organisation for one in at.decided("paired", team=team.team)),
    }  # fmt: skip


def party(at: Room, name: str) -> Data:
    """What a team or an organisation can take, wishes and rules out."""
    wish, held = at.state.get(WishSet, name), at.state.get(CapacitySet, name)
    return {
        "id": name,
        "name": at.name(name),
        "seats": 1 if held is None else held.seats,
        "wishes": at.named(wish.ranked if wish else ()),
        "refused": at.named(wish.refused if wish else ()),
    }


def others(at: Room, name: str) -> list[Data]:
    """Whom a party can wish or rule out, by name, with all that it has named so far."""
    is_team = at.state.get(TeamAdded, name) is not None
    there = at.found.hosts if is_team else [one.team for one in at.state.of(TeamAdded)]
    wish = at.state.get(WishSet, name)
    known = {*there, *(wish.ranked if wish else ()), *(wish.refused if wish else ())} - {name}
    return sorted(at.named(known), key=lambda one: (at.e.t.order(one["name"].text), one["id"]))


def host_cards(at: Room, team: Team) -> list[Data]:
    """Every organisation with its reasons for one team: pairs, wishes, then by fit.

    Those that cannot become a pair come last, and say why.
    """
    wished = at.found.team_wishes[team.id]
    rest = sorted(set(at.found.hosts) - set(wished), key=lambda one: (_order(at, team, one), one))
    paired = {one.organisation for one in at.decided("paired", team=team.id)}
    cards = [_host_card(at, team, host) for host in [*wished, *rest]]
    cards.sort(key=lambda card: (card["id"] not in paired, bool(card["barred"])))
    first = max(_AT_ONCE, sum(card["id"] in paired or card["wish"] > 0 for card in cards))
    return [{**card, "at_once": number < first} for number, card in enumerate(cards)]


def _order(at: Room, team: Team, host: str) -> float:
    return -at.found.fits[team.id, host].for_team


def _host_card(at: Room, team: Team, host: str) -> Data:
    e, fit = at.e, at.found.fits[team.id, host]
    body = e.kb.organisations[host]
    decided = at.state.get(CounterpartDecided, team.id, host)
    return {
        **party(at, host),
        "href": e.url(f"organisations/{host}"),
        "kicker": " · ".join(filter(None, [
            e.label("organisation_types", body.type),
            e.place(body.place) if body.place else "",
            e.t.joined(map(e.t.language_name, body.languages)),
        ])),
        "practices": _practices(e, host),
        "wish": team.wishes.index(host) + 1 if host in team.wishes else 0,
        "ruled_out": _rules_out(at, team.id, host),
        "barred": list(_bars(at, team, host)),
        "pairs": at.named(one.team for one in at.decided("paired", host=host)),
        "decided": decided,
        "sides": [
            {"id": sign, "label": e.t(label),
             "reasons": [_reason(at, team, one) for one in fit.on(side)]}
            for side, sign, label in SIDES
        ],
        "score": _score(e, fit),
    }  # fmt: skip


def _practices(e: Edition, host: str) -> list[Data]:
    run = e.sorted_by_title(one for one in e.kb.practices.values() if one.organisation == host)
    return [{"href": e.url(f"practices/{one.id}"), "title": e.passage(one.title)} for one in run]


def _bars(at: Room, team: Team, host: str) -> Iterator[str]:
    """Why the two cannot become a pair, each as a sentence."""
    t, body = at.e.t, at.found.hosts[host]
    if _rules_out(at, team.id, host):
        yield t("The team rules it out.")
    decided = at.state.get(CounterpartDecided, team.id, host)
    if decided and decided.decision == "declined":
        yield t("Decided: no pair. {why}", why=decided.why).strip()
    if _rules_out(at, host, team.id):
        yield t("It rules this team out.")
    others = [one.team for one in at.decided("paired", host=host) if one.team != team.id]
    if not body.places:
        yield t("It takes nobody at present.")
    elif len(others) >= body.places and not (decided and decided.decision == "paired"):
        yield t("All its seats are taken: {names}.",
                names=t.joined(at.name(one).text for one in others))  # fmt: skip


def _rules_out(at: Room, one: str, other: str) -> bool:
    wish = at.state.get(WishSet, one)
    return wish is not None and other in wish.refused


def _reason(at: Room, team: Team, reason: Reason) -> Data:
    """A reason with links to where it stands; the team's own need is known to it."""
    links = []
    for address in dict.fromkeys("/".join(one.split("/")[:2]) for one in reason.sources):
        folder, _, name = address.partition("/")
        title = at.e.title(folder, name) if folder in _FOLDERS else None
        if title and name not in (team.need.id, team.need.raised_by):
            links.append({"href": at.e.url(address), "title": title,
                          "kind": at.e.t(KINDS[_FOLDERS[folder]])})  # fmt: skip
    return {"text": reason.sentence(at.e.lang), "links": links}


def _score(e: Edition, fit: Fit) -> str:
    return e.t(
        "{team} of 100 as the team sees it, {host} as the organisation does.",
        team=round(fit.for_team * 100),
        host=round(fit.for_host * 100),
    )
