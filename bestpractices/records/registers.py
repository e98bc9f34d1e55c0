"""Lists kept in one file each: places, the glossary, the programme of the project."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bestpractices.records.field_types import Country, Id, Latitude, Longitude, Part, SourceId
from bestpractices.records.languages import LocalText
from bestpractices.records.marks import Reference, SourceKey, Word
from bestpractices.records.models import Source
from bestpractices.records.vocabulary import States


class Town(Part):
    """A town or province that records name; coordinates are null where no source gave them."""

    id: Id
    name: LocalText
    country: Country
    latitude: Latitude | None
    longitude: Longitude | None
    part_of: Annotated[str, Reference("places")] | None = None
    context: Annotated[str, Reference("contexts")] | None = None
    note: str | None = None
    source: SourceId | None = None


class Places(Part):
    """All places, ``kb/places.yaml``."""

    kind: Annotated[str, Field(pattern="^places$")]
    translation: States
    places: tuple[Town, ...]
    sources: tuple[Source, ...]


class Term(Part):
    """A term of the field in four languages; ``note`` says where they are not equal."""

    id: Id
    en: str
    tr: str
    fr: str
    nl: str
    note: str
    source: SourceId | None
    covers: tuple[str, ...] = Field(default=(), description="languages that the source shows")
    checked: Annotated[str, Field(pattern="^(source|general)$")]


class Glossary(Part):
    """Terms whose translations differ in law or meaning, ``kb/glossary.yaml``."""

    kind: Annotated[str, Field(pattern="^glossary$")]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]


class Body(Part):
    """An organisation in a role of the programme."""

    organisation: Annotated[str, Reference("organisations")]
    country: Country | None = None
    source: SourceId


class Aim(Part):
    """What the programme is for."""

    id: Id
    kind: str
    text: str
    source: SourceId


class Audience(Part):
    """Whom the programme addresses, in which order."""

    id: Id
    order: int
    target_group: Annotated[str, Word("target_groups")]
    text: str
    source: SourceId


class Principle(Part):
    """A rule that holds for several work packages."""

    id: Id
    text: str
    applies_to: tuple[str, ...]
    source: SourceId


class Role(Part):
    """Who does what."""

    id: Id
    name: str
    who: str
    duties: tuple[str, ...]
    work_packages: tuple[str, ...]
    source: SourceId


class Measure(Part):
    """An indicator of the programme; ``value`` is null where the description gives none."""

    id: Id
    what: str
    frequency: str | None = None
    value: int | None
    unit: str | None
    work_package: str
    source: SourceId


class Step(Part):
    """An activity or an output of a work package."""

    id: Id
    text: str
    source: SourceId


class WorkPackage(Part):
    """One of the seven methods."""

    id: Id
    number: int
    title: LocalText
    description: LocalText
    methods: tuple[Annotated[str, Word("methods")], ...]
    target_groups: tuple[str, ...]
    roles: tuple[str, ...]
    activities: tuple[Step, ...]
    outputs: tuple[Step, ...]
    indicators: tuple[str, ...]
    depends_on: tuple[str, ...]
    source: SourceId


class Programme(Part):
    """The seven methods of the project from which all this grew, ``kb/programme.yaml``."""

    id: Id
    kind: Annotated[str, Field(pattern="^programme$")]
    project: Annotated[str, Reference("projects")]
    project_source: Annotated[str, SourceKey()]
    lead: Body
    expert_partner: Body
    title: LocalText
    summary: LocalText
    translation: States
    aims: tuple[Aim, ...]
    target_groups: tuple[Audience, ...]
    principles: tuple[Principle, ...]
    roles: tuple[Role, ...]
    indicators: tuple[Measure, ...]
    work_packages: tuple[WorkPackage, ...]
    sequence: tuple[str, ...]
    not_in_the_text: tuple[str, ...]
    sources: tuple[Source, ...]
