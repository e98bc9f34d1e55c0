"""What others made of a practice: a part of its record that a session can give."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bestpractices.records.field_types import Day, OrganisationId, Part, Place, SourceId


class Reuse(Part):
    """What a team says became of the practice after some months; negative ones count as well."""

    by: OrganisationId | None = Field(description="who took it up, null when not in the base")
    place: Place | None = Field(description="where, null when unknown")
    months: int = Field(ge=0, le=600, description="months since it was chosen")
    on: Day = Field(description="day on which it was told")
    use: Literal["in_use", "stopped", "not_begun"] | None = Field(
        description="whether it is used, null when not said"
    )
    kept: str | None = Field(description="what was kept, null when not said")
    changed: str | None = Field(description="what was changed and why, null when not said")
    dropped: str | None = Field(description="what was left out, null when not said")
    obstacles: str | None = Field(description="what stood in the way, null when not said")
    results: str | None = Field(description="what came of it, null when not said")
    source: SourceId = Field(description="id of the source, such as the session")
