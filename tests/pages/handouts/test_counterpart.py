"""The partner request: what stands in the letter, in which languages, and what is never there."""

from __future__ import annotations

from datetime import date

import pytest

from bestpractices.analysis.counterparts.fit import Fits
from bestpractices.analysis.counterparts.teams import Team
from bestpractices.exports.handout import Break, Bullets, Fields, Lines, Paragraph
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.counterpart import letter, request
from bestpractices.pages.handouts.counterpart_asking import (
    asking,
    languages_of_host,
    languages_of_team,
)
from bestpractices.records.languages import LocalText, TranslationState
from bestpractices.records.models import BuildingBlock
from bestpractices.workshop import (
    BlockChosen,
    NeedChosen,
    PersonAdded,
    PracticeChosen,
    Store,
    TeamAdded,
)

TEAM = TeamAdded(team="a", name="İSMEK ekibi", languages=("tr", "nl"))


@pytest.fixture
def base(small):
    block = BuildingBlock(id="pairs", name=LocalText(en="Pairs", nl="Duo's"), what="Two meet.",
                          requires=(), source="s2")  # fmt: skip
    sources = (small.source(), small.source(id="s2", title="Guide", url="https://example.org/g"))
    summary = LocalText(en="Young people wait. They ask at 9.30 a.m. for work. Nobody answers.",
                        nl="Jongeren wachten.")  # fmt: skip
    machine = {"summary": {"en": TranslationState.ORIGINAL, "nl": TranslationState.MACHINE}}
    return small.base(
        small.need("work", summary=summary, translation=machine),
        small.organisation("x", themes=("employment",), languages=("de", "nl")),
        small.organisation("z"),
        small.practice("mentors", organisation="x", building_blocks=(block,), sources=sources),
        small.practice("other", organisation="x"),
    )


@pytest.fixture
def told(base, tmp_path):
    """What a team asks of an organisation, after some events of its session."""

    def made(*events, team=TEAM, host="x", kb=base):
        name = f"room-{len(list(tmp_path.iterdir()))}"
        with Store.open(str(tmp_path / f"{name}.sqlite")) as store:
            store.new(name)
            store.append_all(name, [team, NeedChosen(team="a", need="work"), *events])
            state = store.state(name)
        need = kb.needs["work"]
        fit = Fits(kb).fit(Team("a", need, languages=team.languages), host)
        return asking(Edition(kb, "en"), state, team, need=need, fit=fit)

    return made


def under(parts, heading):
    """The part that follows a heading."""
    at = next(n for n, part in enumerate(parts) if getattr(part, "text", "") == heading)
    return parts[at + 1]


def test_the_need_has_two_sentences_and_is_marked_where_a_machine_translated_it(base, told):
    asked = told()
    need = under(letter(Edition(base, "en"), asked), "What we need")
    assert need == Paragraph("work. Young people wait. They ask at 9.30 a.m. for work.")
    french = Edition(base, "fr")
    need = under(letter(french, asked), french.t("What we need"))
    assert need.text.startswith("work. Young people wait.")
    assert (need.text[-13:], need.lang) == (" (en anglais)", "en")
    need = under(letter(Edition(base, "nl"), asked), Edition(base, "nl").t("What we need"))
    assert need.text == "work. Jongeren wachten. (machinevertaling)"


def test_the_practice_that_was_chosen_stands_with_its_blocks_and_their_source(base, told):
    chosen = PracticeChosen(team="a", practice="mentors", need="work")
    block = BlockChosen(team="a", practice="mentors", block="pairs")
    looked = under(letter(Edition(base, "en"), told(chosen, block)),
                   "What we look at in your work")  # fmt: skip
    assert looked == Bullets(("mentors: Pairs. Source: Guide, https://example.org/g",))
    # Without a choice it is the practice that answers the need best; equal ones by their id.
    looked = under(letter(Edition(base, "en"), told()), "What we look at in your work")
    assert looked == Bullets(("mentors. Source: Report",))
    asked = told(host="z")
    looked = under(letter(Edition(base, "en"), asked), "What we look at in your work")
    assert looked.text.startswith("Which of your practices")


def test_a_language_in_common_is_named_and_else_the_team_sees_to_interpreting(base, told):
    e = Edition(base, "en")
    assert "Languages in common: Dutch." in under(letter(e, told()), "What we have in common").items
    french = TEAM.model_copy(update={"languages": ("fr",)})
    said = [one.text for one in letter(e, told(team=french)) if isinstance(one, Paragraph)]
    assert any("we see to interpreting" in one for one in said)


def test_each_language_has_its_page_and_the_contact_is_left_to_fill_in(base, told):
    asked = told()
    assert languages_of_team(Edition(base, "en"), TEAM) == ("tr", "nl")
    nobody = TEAM.model_copy(update={"languages": ("ar",)})
    assert languages_of_team(Edition(base, "fr"), nobody) == ("fr",)
    assert languages_of_host(asked.host) == ("nl", "en")  # German is none that is written here
    made = request(Edition(base, "en"), asked, langs=["tr", "nl"])
    assert made.lang == "tr"
    assert sum(isinstance(one, Break) for one in made.parts) == 1
    assert sum(isinstance(one, Lines) for one in made.parts) == 2
    spoken = [one.lang for one in made.parts if isinstance(one, Bullets)]
    assert set(spoken) == {"", "nl"}
    assert Break() not in request(Edition(base, "en"), asked, langs=["nl", "nl"]).parts


def test_the_sender_is_named_once_where_team_and_organisation_have_one_name(base, small, told):
    named = small.base(*dict(base.records()).values(), small.organisation("ismek", name="İSMEK"))
    same = TEAM.model_copy(update={"name": "İSMEK", "organisation": "ismek"})
    (fields,) = [one for one in letter(Edition(named, "en"), told(team=same, kb=named))
                 if isinstance(one, Fields)]  # fmt: skip
    assert dict(fields.pairs)["From"] == "İSMEK"


def test_no_pseudonym_goes_out_with_a_letter(base, told):
    kestrel = PersonAdded(person="kestrel", consent="oral", consent_on=date(2026, 11, 22))
    named = TEAM.model_copy(update={"name": "Kestrel ekibi"})
    parts = letter(Edition(base, "en"), told(kestrel, team=named))
    assert "kestrel" not in str(parts).lower()
    assert "… ekibi" in str(parts)
