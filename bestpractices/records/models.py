"""The records: the one place that says which fields exist, of which type, and what they mean.

The field table in ``kb/README.md`` and the JSON Schemas in ``kb/schema/`` are made from here.
Every model is frozen; a list is read into a tuple. ``None`` means that no source says it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from bestpractices.records.languages import LocalText, TranslationState
from bestpractices.records.marks import Reference, SourceKey, WebAddress, Word

Day: TypeAlias = date  # a field named date would hide the type
Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Country: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Year: TypeAlias = Annotated[int, Field(ge=1800, le=2100)]
Month: TypeAlias = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$")]
LanguageCode: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Theme: TypeAlias = Annotated[str, Word("themes")]
Method: TypeAlias = Annotated[str, Word("methods")]
TargetGroup: TypeAlias = Annotated[str, Word("target_groups")]
Place: TypeAlias = Annotated[str, Reference("places")]
OrganisationId: TypeAlias = Annotated[str, Reference("organisations")]
SourceId: TypeAlias = Annotated[str, SourceKey()]
Latitude: TypeAlias = Annotated[float, Field(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, Field(ge=-180, le=180)]


class Part(BaseModel):
    """Base of everything in a record: frozen, no unknown field, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ReviewState(StrEnum):
    """Where a record stands on its way to the readers; only ``public`` reaches participants."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    PUBLIC = "public"
    REJECTED = "rejected"
    INACTIVE = "inactive"


class Review(Part):
    """Who let the record through, and when."""

    state: ReviewState
    by: str | None = None
    date: Day | None = None


class Source(Part):
    """A text in which a claim was found."""

    id: str = Field(pattern=r"^[a-z]\d+$", description="short key, cited as [s1] in texts")
    title: str
    publisher: str
    year: Year | None = Field(description="year of publication, null when unknown")
    url: Annotated[str, WebAddress()] | None
    language: LanguageCode
    accessed: Day = Field(description="day on which the text was read")


class Figure(Part):
    """A number with what it counts, its unit, its year and its source."""

    what: str
    value: int | float | None
    unit: str
    year: Year | None = Field(description="year to which the figure belongs, null when unknown")
    source: SourceId | None = Field(description="id of the source, null when unknown")


class Statement(Part):
    """A sentence with its source."""

    text: str
    source: SourceId


class Funding(Part):
    """Who paid, how much, when."""

    who: str
    amount: int | float | None
    currency: str
    year: Year | None
    source: SourceId | None


class BuildingBlock(Part):
    """A part of a practice that another organisation could take alone."""

    id: Id
    name: LocalText
    what: str
    requires: tuple[str, ...] = Field(description="people, skill, money, law, space, data, trust")
    source: SourceId


class Transfer(Part):
    """An earlier transfer of the practice to another place."""

    to: str
    year: Year | None
    what: str
    source: SourceId


class Constraint(Part):
    """What limits the receiver, by kind."""

    kind: Annotated[str, Word("constraint_kinds")]
    text: str
    source: SourceId


class Relation(Part):
    """A standing tie of one organisation to another."""

    organisation: OrganisationId
    relation: Annotated[str, Word("relations")]
    source: SourceId


class Budget(Part):
    """Budget of a project."""

    value: int | float | None
    currency: str
    source: SourceId | None


class IndicatorValue(Part):
    """One indicator of a place in one year; ``note`` says how it was counted."""

    indicator: Annotated[str, Word("indicators")]
    value: int | float
    unit: str
    year: Year | None
    source: SourceId | None
    note: str | None = None


class Feature(Part):
    """What is particular about a place, in one sentence."""

    feature: Annotated[str, Word("features")]
    text: str
    source: SourceId


class Record(Part):
    """What all records have."""

    id: Id
    kind: str
    sources: tuple[Source, ...] = ()
    translation: dict[str, dict[str, TranslationState]] = Field(
        default_factory=dict,
        description="state of every text in several languages: field, then language",
    )
    review: Review
    checked: Day | None = Field(description="day on which a person last compared it with its sources")

    @property
    def label(self) -> LocalText:
        """Title or name by which people know the record."""
        text: LocalText = getattr(self, "title", None) or self.name  # type: ignore[attr-defined]
        return text


class Practice(Record):
    """A way of working that an organisation really uses, with people, money and rules."""

    title: LocalText
    summary: LocalText
    organisation: OrganisationId | None = Field(description="organisation that runs it")
    partners: tuple[OrganisationId, ...] = ()
    country: Country
    regions: tuple[Annotated[str, Word("regions")], ...] = ()
    places: tuple[Place, ...] = ()
    level: Annotated[str, Word("levels")]
    themes: tuple[Theme, ...]
    methods: tuple[Method, ...]
    target_groups: tuple[TargetGroup, ...]
    started: Year | None
    ended: Year | None
    status: Annotated[str, Word("statuses")]
    funding: tuple[Funding, ...] = ()
    staff: Statement | None = None
    cost: Statement | None = None
    scale: tuple[Figure, ...] = Field(default=(), description="how big it is")
    results: tuple[Figure, ...] = Field(default=(), description="what came of it")
    evidence: Annotated[str, Word("evidence_levels")]
    building_blocks: tuple[BuildingBlock, ...] = ()
    enabling_factors: tuple[Statement, ...] = ()
    barriers: tuple[Statement, ...] = ()
    legal_framework: tuple[Statement, ...] = ()
    languages: tuple[LanguageCode, ...] = ()
    gender: Statement | None = Field(default=None, description="what it does about gender equality")
    transfers: tuple[Transfer, ...] = ()
    body: str = ""


class Need(Record):
    """The gap between the present and the wished state, as a receiver puts it."""

    title: LocalText
    summary: LocalText
    raised_by: OrganisationId | None
    country: Country
    provinces: tuple[Place, ...] = ()
    themes: tuple[Theme, ...]
    target_groups: tuple[TargetGroup, ...]
    scale: tuple[Figure, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    assets: tuple[Statement, ...] = Field(default=(), description="what the receiver already has")
    priority: Annotated[str, Word("priorities")] | None = None
    body: str = ""


class Organisation(Record):
    """A body that runs practices, raises needs or takes part in projects."""

    name: LocalText
    short_name: str | None = None
    type: Annotated[str, Word("organisation_types")]
    country: Country
    place: Place | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    founded: Year | None = None
    themes: tuple[Theme, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    languages: tuple[LanguageCode, ...] = ()
    capacities: tuple[Statement, ...] = ()
    size: tuple[Figure, ...] = ()
    website: Annotated[str, WebAddress()] | None = None
    related: tuple[Relation, ...] = ()


class Project(Record):
    """A past or running partner project."""

    title: LocalText
    acronym: str | None = None
    summary: LocalText
    programme: str | None = None
    start: Day | Month | None = None
    end: Day | Month | None = None
    budget: Budget | None = None
    coordinator: OrganisationId | None = None
    partners: tuple[OrganisationId, ...] = ()
    themes: tuple[Theme, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    practices: tuple[Annotated[str, Reference("practices")], ...] = Field(
        default=(), description="practices it used or produced"
    )
    needs: tuple[Annotated[str, Reference("needs")], ...] = ()
    results: tuple[Statement, ...] = ()


class Context(Record):
    """A place with what is known of it: indicators and features."""

    name: LocalText
    country: Country
    part_of: Annotated[str, Reference("contexts")] | None = None
    level: Annotated[str, Word("context_levels")]
    indicators: tuple[IndicatorValue, ...] = ()
    features: tuple[Feature, ...] = ()


def title_of(record: Any, lang: str) -> str:
    """Title or name of a record in this language, else in the one that there is."""
    text: str = record.label.passage(lang).text
    return text
