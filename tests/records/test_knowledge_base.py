"""All records of a folder, by id."""

import re
from datetime import date

import pytest

from bestpractices.errors import BestPracticesError, NotAKnowledgeBaseError, UnknownIdError
from bestpractices.records.knowledge_base import KnowledgeBase, check_folder, load, record_files
from bestpractices.shipped import shipped


@pytest.fixture
def kb(folder) -> KnowledgeBase:
    return load(folder)


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_records_are_found_by_id_in_the_order_of_their_ids(folder):
    text = (folder / "organisations/sound.yaml").read_text("utf-8")
    for name in ("zebra", "ada"):
        path = folder / f"organisations/{name}.yaml"
        path.write_text(text.replace("id: sound", f"id: {name}"), encoding="utf-8")
    assert list(load(folder).organisations) == ["ada", "sound", "zebra"]


def test_a_base_may_have_no_record_at_all(folder):
    for path in list(folder.glob("*/*.*")):
        path.unlink()
    kb = load(folder)
    assert list(kb.records()) == []
    assert kb.checked() is None


def test_registers_that_are_not_there_are_empty(folder):
    change(folder / "practices/sound.md", "places: [ghent]", "places: []")
    change(folder / "organisations/sound.yaml", "place: ghent", "place: null")
    for name in ("places", "indicators"):
        (folder / f"{name}.yaml").unlink()
    kb = load(folder)
    assert (dict(kb.places), kb.place_register.places, kb.indicators.indicators) == ({}, (), ())
    assert kb.glossary is None
    assert kb.programme is None


def test_every_record_comes_with_its_address(kb):
    assert [address for address, _ in kb.records()] == [
        "practices/sound",
        "organisations/sound",
        "projects/sound",
    ]


def test_an_address_finds_its_record(kb):
    assert kb.find("projects/sound") == ("projects/sound", kb.projects["sound"])


def test_an_id_in_one_kind_only_finds_its_record(folder):
    change(folder / "projects/sound.yaml", "id: sound", "id: bridge")
    (folder / "projects/sound.yaml").rename(folder / "projects/bridge.yaml")
    assert load(folder).find("bridge")[0] == "projects/bridge"


def test_an_id_in_several_kinds_names_their_addresses(kb):
    with pytest.raises(UnknownIdError, match="practices/sound or organisations/sound or projects"):
        kb.find("sound")


@pytest.mark.parametrize("name", ["soun", "practices/soun", "practice/sound"])
def test_an_id_nearly_right_is_named(kb, name):
    with pytest.raises(UnknownIdError, match=r'^no record ".*"; did you mean ".*sound"\?$'):
        kb.find(name)


@pytest.mark.parametrize("name", ["", "/", "xyzzy", "../sound", "practices/", "İ", "a" * 10_000])
def test_an_unknown_id_is_one_sentence_and_a_key_error(kb, name):
    with pytest.raises(KeyError) as caught:
        kb.find(name)
    assert isinstance(caught.value, BestPracticesError)
    assert re.match('no record ".*"; ', str(caught.value))


def test_only_public_records_are_public(folder):
    change(folder / "projects/sound.yaml", "state: draft", "state: public")
    kb = load(folder)
    public = kb.public()
    assert [address for address, _ in public.records()] == ["projects/sound"]
    assert len(list(kb.records())) == 3
    assert public.version == kb.version


def test_the_newest_check_is_the_day_of_the_base(folder):
    change(folder / "projects/sound.yaml", "checked: 2026-01-10", "checked: 2026-05-05")
    change(folder / "practices/sound.md", "checked: 2026-01-10", "checked: null")
    assert load(folder).checked() == date(2026, 5, 5)


def test_mappings_cannot_be_changed(kb):
    with pytest.raises(TypeError):
        kb.practices["new"] = kb.practices["sound"]


def test_equal_folders_have_equal_versions_and_a_changed_letter_another(folder):
    version = load(folder).version
    assert load(folder).version == version
    change(folder / "practices/sound.md", "Few people", "Many people")
    assert load(folder).version != version


def test_templates_schemas_and_hidden_files_are_no_records(folder):
    version = load(folder).version
    for name in ("templates/practice.md", "schema/need.yaml", "practices/.sound.md.swp", "a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("no record", encoding="utf-8")
    (folder / "practices/.hidden.md").write_text("no record", encoding="utf-8")
    (folder / "practices/notes.txt").write_text("no record", encoding="utf-8")
    assert load(folder).version == version


def test_files_come_in_a_fixed_order_registers_first(folder):
    names = [path.relative_to(folder).as_posix() for _, path in record_files(folder)]
    assert names == [
        "vocabulary.yaml",
        "places.yaml",
        "indicators.yaml",
        "practices/sound.md",
        "organisations/sound.yaml",
        "projects/sound.yaml",
    ]


def test_a_folder_may_be_given_as_text_and_relative(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert load("kb").version == load(folder).version
    assert check_folder("kb", today=date(2026, 6, 1)) == []


def test_a_folder_may_be_reached_through_a_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert load(tmp_path / "link").version == load(folder).version


def test_no_folder_means_the_shipped_one():
    assert load().folder == shipped("kb")


@pytest.mark.parametrize("name", ["", "nowhere", "\0", "kb/vocabulary.yaml"])
def test_what_is_no_knowledge_base_is_said_in_one_sentence(folder, monkeypatch, name):
    monkeypatch.chdir(folder.parent)
    with pytest.raises(NotAKnowledgeBaseError, match=r"\A[^\n]+\Z"):
        load(name)


def test_advice_does_not_keep_a_base_from_being_loaded(folder):
    change(folder / "practices/sound.md", "year: 2020, source: s1}", "year: null, source: s1}")
    assert [finding.code for finding in load(folder).findings if finding.code != "KB026"] == [
        "KB021"
    ]


def test_a_place_has_its_coordinates_and_its_name(kb):
    assert kb.places["izmir"].name.tr == "İzmir"
    assert (kb.places["ghent"].latitude, kb.places["ghent"].longitude) == (51.05, 3.72)


def test_a_word_has_a_label_and_an_unknown_word_stays_itself(kb):
    assert kb.vocabulary.label("themes", "employment", "tr") == "Employment"
    assert kb.vocabulary.label("themes", "xyzzy", "tr") == "xyzzy"
