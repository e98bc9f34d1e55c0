"""A base that was read ahead: given out while nothing changed, and never after."""

import os
import shutil
from datetime import datetime, timedelta

import pytest

from bestpractices.errors import BrokenRecordsError, NotAKnowledgeBaseError
from bestpractices.records import kept, knowledge_base
from bestpractices.records.knowledge_base import keep, load, load_or_kept


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(knowledge_base, "_KEPT", kept.Kept())


@pytest.fixture
def forbid_reading(monkeypatch):
    def read(path, *_, **__):
        message = f"{path.name} was read again"
        raise AssertionError(message)

    return lambda: monkeypatch.setattr(knowledge_base, "read", read)


def rename(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_kept_base_is_given_out_without_reading_it_again(folder, forbid_reading):
    fresh = load(folder)
    keep(folder)
    forbid_reading()
    assert load(folder) == fresh


def test_without_keeping_a_base_is_read_every_time(folder, forbid_reading):
    load(folder)
    forbid_reading()
    with pytest.raises(AssertionError, match="was read again"):
        load(folder)


def test_a_kept_base_is_given_out_under_the_path_by_which_it_is_asked(folder, monkeypatch):
    keep(folder)
    monkeypatch.chdir(folder.parent)
    assert str(load("kb").folder) == "kb"


def test_a_change_of_equal_length_with_the_time_set_back_is_seen(folder):
    keep(folder)
    path = folder / "places.yaml"
    before = path.stat()
    rename(path, '"Ghent"', '"Ghant"')
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert load(folder).places["ghent"].name.en == "Ghant"


def test_a_new_and_a_removed_record_are_seen(folder):
    keep(folder)
    text = (folder / "organisations/sound.yaml").read_text("utf-8")
    other = folder / "organisations/other.yaml"
    other.write_text(text.replace("id: sound", "id: other"), encoding="utf-8")
    assert list(load(folder).organisations) == ["other", "sound"]
    keep(folder)
    other.unlink()
    assert list(load(folder).organisations) == ["sound"]


def test_a_change_back_gives_the_kept_base_again(folder, forbid_reading):
    keep(folder)
    text = (folder / "places.yaml").read_text("utf-8")
    rename(folder / "places.yaml", '"Ghent"', '"Gent"')
    assert load(folder).places["ghent"].name.en == "Gent"
    (folder / "places.yaml").write_text(text, encoding="utf-8")
    forbid_reading()
    assert load(folder).places["ghent"].name.en == "Ghent"


def test_a_base_that_broke_says_so_although_its_sound_form_was_kept(folder):
    keep(folder)
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    with pytest.raises(BrokenRecordsError):
        load(folder)
    keep(folder)
    with pytest.raises(BrokenRecordsError):
        load(folder)


def test_a_served_page_gets_the_newest_kept_version_while_the_base_is_broken(folder):
    keep(folder)
    rename(folder / "places.yaml", '"Ghent"', '"Gent"')
    keep(folder)
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    assert load_or_kept(folder).places["ghent"].name.en == "Gent"
    keep(folder)  # what is tried meanwhile takes nothing away
    (folder / "vocabulary.yaml").unlink()
    assert load_or_kept(folder).places["ghent"].name.en == "Gent"


def test_a_mended_base_is_served_at_once(folder):
    keep(folder)
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    keep(folder)
    rename(folder / "organisations/sound.yaml", "place: nowhere", "place: izmir")
    assert load_or_kept(folder).organisations["sound"].place == "izmir"


def test_without_a_kept_version_a_broken_base_says_so_on_a_served_page_too(folder, tmp_path):
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    with pytest.raises(BrokenRecordsError):
        load_or_kept(folder)
    with pytest.raises(NotAKnowledgeBaseError):
        load_or_kept(tmp_path)


def test_what_was_kept_of_one_folder_is_served_for_no_other(folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    keep(folder)
    rename(other / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    with pytest.raises(BrokenRecordsError):
        load_or_kept(other)


def test_a_broken_base_is_tried_once(folder, forbid_reading):
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    keep(folder)
    forbid_reading()
    keep(folder)


def test_a_broken_base_that_was_mended_is_kept(folder, forbid_reading):
    rename(folder / "organisations/sound.yaml", "place: ghent", "place: nowhere")
    keep(folder)
    rename(folder / "organisations/sound.yaml", "place: nowhere", "place: ghent")
    keep(folder)
    forbid_reading()
    assert load(folder).organisations["sound"].place == "ghent"


def test_a_file_that_became_a_link_out_of_the_folder_is_refused_although_it_says_the_same(folder):
    keep(folder)
    path = folder / "places.yaml"
    elsewhere = folder.parent / "elsewhere.yaml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    with pytest.raises(BrokenRecordsError, match="leads out"):
        load(folder)


def test_a_base_that_changes_while_it_is_read_is_not_kept(folder, monkeypatch):
    read = knowledge_base.read

    def read_late(path, model, *, root):
        if path.name == "places.yaml" and '"Ghent"' in path.read_text("utf-8"):
            rename(path, '"Ghent"', '"Gent"')
        return read(path, model, root=root)

    text = (folder / "places.yaml").read_text("utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(knowledge_base, "read", read_late)
        keep(folder)
    assert '"Gent"' in (folder / "places.yaml").read_text("utf-8")
    (folder / "places.yaml").write_text(text, encoding="utf-8")
    assert load(folder).places["ghent"].name.en == "Ghent"


def test_findings_about_age_are_those_of_the_day(folder, monkeypatch, forbid_reading):
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=1)

    keep(folder)
    monkeypatch.setattr(kept, "datetime", Tomorrow)
    forbid_reading()
    with pytest.raises(AssertionError, match="was read again"):
        load(folder)
