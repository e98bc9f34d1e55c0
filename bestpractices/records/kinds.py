"""The kinds of record and the files in which they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bestpractices.records.field_types import Part
from bestpractices.records.models import (
    Context,
    Need,
    Organisation,
    Practice,
    Project,
    Record,
)
from bestpractices.records.registers import Glossary, Places, Programme
from bestpractices.records.vocabulary import Indicators, Vocabulary


@dataclass(frozen=True)
class Kind:
    """One kind of record: its name, its folder, the ending of its files and its model."""

    name: str
    folder: str
    suffix: str
    model: type[Record]


# The order is that of the graph, of the checks and of every listing.
KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("practice", "practices", ".md", Practice),
        Kind("need", "needs", ".md", Need),
        Kind("organisation", "organisations", ".yaml", Organisation),
        Kind("project", "projects", ".yaml", Project),
        Kind("context", "contexts", ".yaml", Context),
    )
}
FOLDERS: Final = {kind.folder: kind for kind in KINDS.values()}

# Lists that are looked up as a whole live in one file each.
REGISTERS: Final[dict[str, type[Part]]] = {
    "vocabulary": Vocabulary,
    "places": Places,
    "indicators": Indicators,
    "glossary": Glossary,
    "programme": Programme,
}
