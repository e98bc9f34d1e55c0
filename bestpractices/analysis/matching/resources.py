"""What the building blocks require, read from their own words: one resource a phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.words import bare_words
from bestpractices.records.models import BuildingBlock

# Words by the kind of constraint (kb/vocabulary.yaml, constraint_kinds) that makes them hard to
# get. The kinds stand in the order in which they are looked for: "salary for a worker" is money
# first, "psychologists with interpreters" language. English, as the phrases are.
_WORDS: Final[Mapping[str, str]] = {
    "legal": """law laws legal basis licence permit permits mandate exemption exemptions authority
        rule rules decision decisions approval recognised agreement agreements contract contracts
        protocol right insurance""",
    "space": """building buildings house houses flat flats dwelling dwellings property room rooms
        space spaces office offices venue venues place places storeroom""",
    "money": """money budget budgets fund funds funding funded grant grants salary salaries paid
        pays capital guarantee loan loans subsidy subsidies cost costs""",
    "data": "data database register registers file files records statistics survey indicators",
    "language": """interpreter interpreters interpreting translation translations translated
        multilingual bilingual language languages""",
    "trust": "trust consent confidentiality commitment",
    "staff": """staff team teams worker workers coordinator coordinators officer officers teacher
        teachers trainer trainers coach coaches psychologist psychologists mediator mediators
        educator educators adviser advisers moderator moderators facilitator facilitators guide
        guides volunteer volunteers mentor mentors hours person people supervisor interviewers""",
    "skills": """trained training knowledge experience experienced expert experts skill skills
        curriculum syllabus material materials manual handbook""",
}
_PEOPLE: Final = ("staff", "skills")
# What an organisation cannot get by its own work. If the need says that this kind is short, the
# block is blocked; everything else can be found, shared or adapted.
_HARD: Final = """law laws basis licence permit permits mandate exemption exemptions
    building buildings house houses flat flats dwelling dwellings property
    funding capital subsidy subsidies guarantee"""


@dataclass(frozen=True)
class Resource:
    """A thing that a block requires.

    Parameters
    ----------
    term
        Its stem: one for *room* and *rooms*.
    kind
        Kind of constraint that makes it hard to get.
    hard
        Whether it cannot be got by own work.
    """

    term: str
    kind: str
    hard: bool


@dataclass(frozen=True)
class Requirement:
    """One phrase of a block with the resource it asks for."""

    block: BuildingBlock
    phrase: str
    resource: Resource


@cache
def resources() -> dict[str, Resource]:
    """Every resource by the words for it, in the order of the kinds."""
    hard = set(_HARD.split())
    return {
        word: Resource(stem(word, "en"), kind, word in hard)
        for kind, words in _WORDS.items()
        for word in words.split()
    }


@cache
def terms() -> dict[str, str]:
    """Stem of every resource with its kind."""
    return {one.term: one.kind for one in resources().values()}


@cache
def resource(phrase: str) -> Resource | None:
    """The resource that a phrase asks for; None if it names none that is known.

    Examples
    --------
    >>> found = resource("a legal basis for placement")
    >>> found.kind, resource("a housing worker").kind
    ('legal', 'staff')
    """
    words = set(bare_words(phrase))
    found = [one for word, one in resources().items() if word in words]
    # "a housing law expert" is a person
    if found and found[-1].kind in _PEOPLE and found[0].hard:
        return found[-1]
    return next((one for one in found if one.hard), found[0] if found else None)


def required(blocks: tuple[BuildingBlock, ...]) -> Iterator[Requirement]:
    """What some blocks require, as far as it is understood."""
    for block in blocks:
        for phrase in block.requires:
            if found := resource(phrase):
                yield Requirement(block, phrase, found)


@cache
def named(text: str) -> frozenset[str]:
    """Stems of the resources that a text names.

    Examples
    --------
    >>> sorted(named("Community centres with rooms and Arabic interpreters."))
    ['interpret', 'room']
    """
    words = set(bare_words(text))
    return frozenset(one.term for word, one in resources().items() if word in words)
