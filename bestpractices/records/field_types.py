"""What the fields of records are made of: their types, and the base of everything in a record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from bestpractices.records.marks import Reference, SourceKey, Word

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
Region: TypeAlias = Annotated[str, Word("regions")]
OrganisationId: TypeAlias = Annotated[str, Reference("organisations")]
PracticeId: TypeAlias = Annotated[str, Reference("practices")]
NeedId: TypeAlias = Annotated[str, Reference("needs")]
ContextId: TypeAlias = Annotated[str, Reference("contexts")]
SourceId: TypeAlias = Annotated[str, SourceKey()]
Latitude: TypeAlias = Annotated[float, Field(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, Field(ge=-180, le=180)]


class Part(BaseModel):
    """Base of everything in a record: frozen, no unknown field, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
