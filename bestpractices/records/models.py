"""The records: the one place that says which fields exist, of which type, and what they mean.

The field table in ``kb/README.md`` and the JSON Schemas in ``kb/schema/`` are made from here.
Every model is frozen; a list is read into a tuple. ``None`` means that no source says it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from bestpractices.records.field_types import (
    ContextId,
    Country,
    Day,
    Id,
    LanguageCode,
    Latitude,
    Longitude,
    Method,
    Month,
    NeedId,
    OrganisationId,
    Part,
    Place,
    PracticeId,
    Region,
    SourceId,
    TargetGroup,
    Theme,
    Year,
)
from bestpractices.records.languages import LocalText, TranslationState
from bestpractices.records.marks import WebAddress, Word
from bestpractices.records.reuse import Reuse


# The states are those of WOCAT's workflow (field guide, section 2).
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

    state: ReviewState = Field(description="see the review states below")
    by: str | None = Field(default=None, description="who judged it")
    date: Day | None = Field(default=None, description="when")


class Source(Part):
    """A text in which a claim was found."""

    id: str = Field(pattern=r"^[a-z]\d+$", description="short key, cited as [s1] in texts")
    title: str = Field(description="title as published")
    publisher: str = Field(description="who published it; a copy or a translation is named as such")
    year: Year | None = Field(description="year of publication, null when unknown")
    url: Annotated[str, WebAddress()] | None = Field(description="where it was read")
    language: LanguageCode = Field(description="language of the text")
    accessed: Day = Field(description="day on which the text was read")


# A key that is missing was forgotten, a null was looked for: hence no defaults here.
class Figure(Part):
    """A number with what it counts, its unit, its year and its source."""

    what: str = Field(description="what is counted")
    value: int | float | None = Field(description="the number, null when unknown")
    unit: str = Field(description="people, percent, euro, …")
    year: Year | None = Field(description="year to which the figure belongs, null when unknown")
    source: SourceId | None = Field(description="id of the source, null when unknown")


class Statement(Part):
    """A sentence with its source."""

    text: str = Field(description="one or two sentences")
    source: SourceId = Field(description="id of the source")


class Funding(Part):
    """Who paid, how much, when."""

    who: str = Field(description="who paid")
    amount: int | float | None = Field(description="how much, null when unknown")
    currency: str = Field(description="three letters, such as EUR")
    year: Year | None = Field(description="year of the payment, null when unknown")
    source: SourceId | None = Field(description="id of the source, null when unknown")


class BuildingBlock(Part):
    """A part of a practice that another organisation could take alone."""

    id: Id = Field(description="short name within the practice")
    name: LocalText = Field(description="name in the four languages")
    what: str = Field(description="what it is")
    requires: tuple[str, ...] = Field(description="people, skill, money, law, space, data, trust")
    source: SourceId = Field(description="id of the source")


class Transfer(Part):
    """An earlier transfer of the practice to another place."""

    to: str = Field(description="country, town or organisation")
    year: Year | None = Field(description="year, null when unknown")
    what: str = Field(description="what was taken over")
    source: SourceId = Field(description="id of the source")


class Constraint(Part):
    """What limits the receiver, by kind."""

    kind: Annotated[str, Word("constraint_kinds")] = Field(description="what is in the way")
    text: str = Field(description="one or two sentences")
    source: SourceId = Field(description="id of the source")


class Relation(Part):
    """A standing tie of one organisation to another."""

    organisation: OrganisationId = Field(description="the other organisation")
    relation: Annotated[str, Word("relations")] = Field(description="what ties the two")
    source: SourceId = Field(description="id of the source")


class Budget(Part):
    """Budget of a project."""

    value: int | float | None = Field(description="total, null when unknown")
    currency: str = Field(description="three letters, such as EUR")
    source: SourceId | None = Field(description="id of the source, null when unknown")


class IndicatorValue(Part):
    """One indicator of a place in one year; ``note`` says how it was counted."""

    indicator: Annotated[str, Word("indicators")] = Field(description="what is measured")
    value: int | float = Field(description="the number")
    unit: str = Field(description="unit of the list of indicators")
    year: Year | None = Field(description="year to which it belongs, null when unknown")
    source: SourceId | None = Field(description="id of the source, null when unknown")
    note: str | None = Field(default=None, description="how it was counted")


class Feature(Part):
    """What is particular about a place, in one sentence."""

    feature: Annotated[str, Word("features")] = Field(description="which side of the place")
    text: str = Field(description="one sentence")
    source: SourceId = Field(description="id of the source")


class Record(Part):
    """What all records have."""

    id: Id = Field(description="equals the file name, never reused")
    kind: str = Field(description="kind of record")
    sources: tuple[Source, ...] = Field(default=(), description="where the claims were found")
    translation: dict[str, dict[str, TranslationState]] = Field(
        default_factory=dict,
        description="state of every text in several languages: field, then language",
    )
    review: Review = Field(description="where it stands on its way to the readers")
    checked: Day | None = Field(description="day of the last comparison with its sources")

    @property
    def label(self) -> LocalText:
        """Title or name by which people know the record."""
        text: LocalText = getattr(self, "title", None) or self.name  # type: ignore[attr-defined]
        return text


class Practice(Record):
    """A way of working that an organisation really uses, with people, money and rules."""

    kind: Literal["practice"]
    title: LocalText = Field(description="what is done, in a few words")
    summary: LocalText = Field(description="two to five sentences")
    organisation: OrganisationId | None = Field(description="organisation that runs it")
    partners: tuple[OrganisationId, ...] = Field(default=(), description="others who take part")
    country: Country = Field(description="two capital letters, such as BE")
    regions: tuple[Region, ...] = Field(default=(), description="regions where it runs")
    places: tuple[Place, ...] = Field(default=(), description="towns where it runs")
    level: Annotated[str, Word("levels")] = Field(description="how far it reaches")
    themes: tuple[Theme, ...] = Field(description="what it is about")
    methods: tuple[Method, ...] = Field(description="how it works")
    target_groups: tuple[TargetGroup, ...] = Field(description="whom it serves")
    started: Year | None = Field(description="first year, null when unknown")
    ended: Year | None = Field(description="last year, null when it runs or unknown")
    status: Annotated[str, Word("statuses")] = Field(description="whether it still runs")
    funding: tuple[Funding, ...] = Field(default=(), description="who pays")
    staff: Statement | None = Field(default=None, description="who does the work")
    cost: Statement | None = Field(default=None, description="what it costs")
    scale: tuple[Figure, ...] = Field(default=(), description="how big it is")
    results: tuple[Figure, ...] = Field(default=(), description="what came of it")
    evidence: Annotated[str, Word("evidence_levels")] = Field(
        description="how sure, not how big an effect"
    )
    building_blocks: tuple[BuildingBlock, ...] = Field(default=(), description="parts to take over")
    enabling_factors: tuple[Statement, ...] = Field(default=(), description="what made it work")
    barriers: tuple[Statement, ...] = Field(default=(), description="what stood in the way")
    legal_framework: tuple[Statement, ...] = Field(default=(), description="laws it rests on")
    languages: tuple[LanguageCode, ...] = Field(default=(), description="languages of its work")
    gender: Statement | None = Field(default=None, description="what it does about gender equality")
    transfers: tuple[Transfer, ...] = Field(default=(), description="earlier transfers")
    reuse: tuple[Reuse, ...] = Field(default=(), description="what teams made of it")
    body: str = Field(default="", description="the text below the fields")


class Need(Record):
    """The gap between the present and the wished state, as a receiver puts it."""

    kind: Literal["need"]
    title: LocalText = Field(description="what lacks, in a few words")
    summary: LocalText = Field(description="two to five sentences")
    raised_by: OrganisationId | None = Field(description="organisation that states it")
    country: Country = Field(description="two capital letters, such as TR")
    provinces: tuple[Place, ...] = Field(default=(), description="provinces concerned")
    themes: tuple[Theme, ...] = Field(description="what it is about")
    target_groups: tuple[TargetGroup, ...] = Field(description="who is concerned")
    scale: tuple[Figure, ...] = Field(default=(), description="how many are concerned")
    constraints: tuple[Constraint, ...] = Field(default=(), description="what limits an answer")
    assets: tuple[Statement, ...] = Field(default=(), description="what the receiver already has")
    priority: Annotated[str, Word("priorities")] | None = Field(
        default=None, description="how urgent it is to those who state it"
    )
    body: str = Field(default="", description="the text below the fields")


class Organisation(Record):
    """A body that runs practices, raises needs or takes part in projects."""

    kind: Literal["organisation"]
    name: LocalText = Field(description="its own names; translations where it has none")
    short_name: str | None = Field(default=None, description="abbreviation by which people know it")
    type: Annotated[str, Word("organisation_types")] = Field(description="what sort of body it is")
    country: Country = Field(description="two capital letters, such as TR")
    place: Place | None = Field(default=None, description="town of its seat")
    latitude: Latitude | None = Field(default=None, description="of the town, in degrees")
    longitude: Longitude | None = Field(default=None, description="of the town, in degrees")
    founded: Year | None = Field(default=None, description="year in which it began")
    themes: tuple[Theme, ...] = Field(default=(), description="what it works on")
    target_groups: tuple[TargetGroup, ...] = Field(default=(), description="for whom it works")
    languages: tuple[LanguageCode, ...] = Field(default=(), description="languages of its work")
    capacities: tuple[Statement, ...] = Field(default=(), description="what it can do")
    size: tuple[Figure, ...] = Field(default=(), description="how big it is")
    website: Annotated[str, WebAddress()] | None = Field(default=None, description="its own pages")
    related: tuple[Relation, ...] = Field(default=(), description="standing ties to others")


class Project(Record):
    """A past or running partner project."""

    kind: Literal["project"]
    title: LocalText = Field(description="published titles as published")
    acronym: str | None = Field(default=None, description="short name")
    summary: LocalText = Field(description="two to five sentences")
    programme: str | None = Field(default=None, description="programme that paid for it")
    start: Day | Month | None = Field(default=None, description="day, month or year")
    end: Day | Month | None = Field(default=None, description="day, month or year")
    budget: Budget | None = Field(default=None, description="total budget")
    coordinator: OrganisationId | None = Field(default=None, description="who leads it")
    partners: tuple[OrganisationId, ...] = Field(default=(), description="who takes part")
    themes: tuple[Theme, ...] = Field(default=(), description="what it is about")
    target_groups: tuple[TargetGroup, ...] = Field(default=(), description="whom it serves")
    practices: tuple[PracticeId, ...] = Field(
        default=(), description="practices it used or produced"
    )
    needs: tuple[NeedId, ...] = Field(default=(), description="needs it answers")
    results: tuple[Statement, ...] = Field(default=(), description="what came of it")


class Context(Record):
    """A place with what is known of it: indicators and features."""

    kind: Literal["context"]
    name: LocalText = Field(description="name of the place")
    country: Country = Field(description="two capital letters, such as BE")
    part_of: ContextId | None = Field(default=None, description="the larger place around it")
    level: Annotated[str, Word("context_levels")] = Field(description="town, region or country")
    indicators: tuple[IndicatorValue, ...] = Field(default=(), description="figures of the place")
    features: tuple[Feature, ...] = Field(default=(), description="what is particular there")


def title_of(record: Any, lang: str) -> str:
    """Title or name of a record in this language, else in the one that there is."""
    text: str = record.label.passage(lang).text
    return text
