"""What a group said: a log of events a session, its state as a fold, in SQLite or PostgreSQL.

    from datetime import UTC, datetime
    from bestpractices.workshop import Note, Store, TeamAdded

    store = Store.open("rooms.sqlite")                    # or "postgresql://user@host/database"
    store.new("izmir-2026")
    store.append("izmir-2026", TeamAdded(team="konak", name="Konak belediyesi"))
    seq = store.append("izmir-2026", Note(text="Which languages?", team="konak"), by="coach-2")
    store.append("izmir-2026", Note(text="Two"), expected_seq=seq)  # else ConflictError
    store.state("izmir-2026").of(TeamAdded)               # frozen; .entries(...) has who and when
    store.undo("izmir-2026")                              # and redo
    store.state("izmir-2026", at=datetime.now(UTC))       # as it was; or an entry's number
    store.erase("kestrel")                                # a person, and the bytes
    room = Store.open("rooms.sqlite", read_only=True)     # for pages of participants

A kind of event is a class: see `bestpractices.workshop.event` for how to add one.
"""

from __future__ import annotations

from bestpractices.workshop.coaching_events import ActionDone, ActionSet, CoachingNote, Option
from bestpractices.workshop.event import KINDS, Entry, Event, Kind, Refers, event
from bestpractices.workshop.faults import (
    ConflictError,
    NewerStoreError,
    NoSessionError,
    NoStoreError,
    OlderStoreError,
    ReadOnlyStoreError,
    RefusedEventError,
    SessionExistsError,
    SessionFileError,
    StoreError,
    TransientStoreError,
    UnknownKindError,
    UnknownPersonError,
    WorkshopError,
)
from bestpractices.workshop.need_events import Limit, NeedDrafted
from bestpractices.workshop.net_map_events import LinkType, NetMapActor, NetMapLink, NetMapSet
from bestpractices.workshop.partner_events import CapacitySet, CounterpartDecided, WishSet
from bestpractices.workshop.session_events import (
    AgendaItem,
    AgendaReached,
    AgendaSet,
    Note,
    PersonAdded,
    PersonChanged,
    SessionChanged,
    SessionCreated,
    StepReached,
    TeamAdded,
    TeamChanged,
    Withdrawn,
)
from bestpractices.workshop.session_list import SessionLine
from bestpractices.workshop.state import SessionState, state
from bestpractices.workshop.store import Store
from bestpractices.workshop.transfer_events import (
    AdaptationDecided,
    AnswerGiven,
    Asked,
    BlockChosen,
    ExpectationSet,
    NeedChosen,
    ObservationMade,
    PracticeChosen,
    ReuseRecorded,
    VisitAnalysed,
)
from bestpractices.workshop.visit_events import VisitPartSet
from bestpractices.workshop.write_shop_events import (
    DraftAnswered,
    DraftBegun,
    DraftOrdered,
    DraftPart,
)

__all__ = [
    "KINDS", "ActionDone", "ActionSet", "AdaptationDecided", "AgendaItem", "AgendaReached",
    "AgendaSet", "AnswerGiven", "Asked", "BlockChosen", "CapacitySet", "CoachingNote",
    "ConflictError", "CounterpartDecided", "DraftAnswered", "DraftBegun", "DraftOrdered",
    "DraftPart", "Entry", "Event", "ExpectationSet", "Kind", "Limit",
    "LinkType", "NeedChosen", "NeedDrafted", "NetMapActor", "NetMapLink", "NetMapSet",
    "NewerStoreError", "NoSessionError", "NoStoreError", "Note", "ObservationMade",
    "OlderStoreError", "Option", "PersonAdded", "PersonChanged", "PracticeChosen",
    "ReadOnlyStoreError", "Refers", "RefusedEventError", "ReuseRecorded", "SessionChanged",
    "SessionCreated", "SessionExistsError", "SessionFileError", "SessionLine", "SessionState",
    "StepReached", "Store", "StoreError", "TeamAdded", "TeamChanged", "TransientStoreError",
    "UnknownKindError", "UnknownPersonError", "VisitAnalysed", "VisitPartSet", "WishSet",
    "Withdrawn", "WorkshopError", "event", "state",
]  # fmt: skip
