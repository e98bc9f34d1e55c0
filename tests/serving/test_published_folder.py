"""A folder that is published into: what is written, what is left alone, what is refused."""

import errno
import json
from pathlib import Path

import pytest

from bestpractices.serving.published_folder import (
    MANIFEST,
    PublishedFolder,
    PublishingError,
    Tally,
)

FIRST = {"index.html": b"home", "en/index.html": b"English", "en/needs/index.html": b"needs"}


def publish(root, files):
    folder = PublishedFolder(root)
    folder.begin(files)
    for name, content in files.items():
        folder.write(name, content)
    return folder.end()


def there(root):
    """Files of a folder but for the manifest, with their bytes."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in found.items() if name != MANIFEST}


@pytest.fixture
def root(tmp_path):
    """A folder that was published once."""
    publish(tmp_path / "www", FIRST)
    return tmp_path / "www"


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    tally = publish(tmp_path / "a" / "b", FIRST)

    assert tally == Tally(written=3, unchanged=0, removed=0)
    assert str(tally) == "3 files written, 0 unchanged, 0 removed"
    assert there(tmp_path / "a" / "b") == FIRST


def test_an_empty_folder_is_taken(tmp_path):
    assert publish(tmp_path, FIRST).written == 3


def test_the_same_again_touches_nothing_not_even_the_manifest(root):
    before = {path: path.stat() for path in root.rglob("*")}

    tally = publish(root, FIRST)

    assert tally == Tally(written=0, unchanged=3, removed=0)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == {
        path: state.st_mtime_ns for path, state in before.items()
    }
    assert {path.stat().st_ino for path in root.rglob("*")} == {s.st_ino for s in before.values()}


def test_only_the_changed_file_is_written(root):
    kept = (root / "index.html").stat().st_mtime_ns

    tally = publish(root, {**FIRST, "en/index.html": b"more English"})

    assert tally == Tally(written=1, unchanged=2, removed=0)
    assert (root / "en/index.html").read_bytes() == b"more English"
    assert (root / "index.html").stat().st_mtime_ns == kept


def test_a_file_that_was_spoilt_is_mended(root):
    (root / "index.html").write_bytes(b"hom")

    assert publish(root, FIRST).written == 1
    assert there(root) == FIRST


def test_what_is_no_longer_published_goes_with_the_folders_that_it_leaves_empty(root):
    tally = publish(root, {"index.html": b"home"})

    assert tally == Tally(written=0, unchanged=1, removed=2)
    assert sorted(path.name for path in root.iterdir()) == [MANIFEST, "index.html"]


def test_files_that_somebody_put_there_stay(root):
    own = {"CNAME": b"example.org", "en/needs/notes.txt": b"mine"}
    for name, content in own.items():
        (root / name).write_bytes(content)

    publish(root, {"index.html": b"home"})

    assert there(root) == {"index.html": b"home", **own}


def test_a_file_of_somebody_else_under_a_name_of_ours_is_not_overwritten(root):
    (root / "robots.txt").write_bytes(b"mine")
    before = there(root)

    with pytest.raises(PublishingError, match=r"robots\.txt.* was not published by us"):
        publish(root, {"robots.txt": b"ours", "index.html": b"new"})

    assert there(root) == before


def test_a_folder_of_somebody_else_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "thesis.txt").write_bytes(b"years of work")

    with pytest.raises(PublishingError, match="new or an empty folder"):
        publish(tmp_path, FIRST)

    assert there(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "www").write_bytes(b"")

    with pytest.raises(PublishingError, match="is a file; give a folder"):
        publish(tmp_path / "www", FIRST)


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", "{}", '{"files": 3}', '{"files": [3]}', "\udcff", '"files"']
)
def test_a_damaged_manifest_is_refused(root, manifest):
    (root / MANIFEST).write_bytes(manifest.encode(errors="surrogateescape"))

    with pytest.raises(PublishingError, match="cannot be read"):
        publish(root, {"index.html": b"new"})

    assert there(root) == FIRST


@pytest.mark.parametrize("name", ["../precious.txt", "en/../../precious.txt", "/etc/hostname"])
def test_a_manifest_that_names_files_elsewhere_is_refused(root, name):
    precious = root.parent / "precious.txt"
    precious.write_bytes(b"mine")
    (root / MANIFEST).write_text(json.dumps({"files": [name]}), encoding="utf-8")

    with pytest.raises(PublishingError, match="outside its folder"):
        publish(root, {"index.html": b"new"})

    assert precious.read_bytes() == b"mine"


def test_nothing_is_removed_behind_a_link_that_leads_out(root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (root / "en" / "needs").rename(elsewhere)
    (root / "en" / "needs").symlink_to(elsewhere)

    tally = publish(root, {"index.html": b"home"})

    assert tally.removed == 1
    assert there(elsewhere) == {"index.html": b"needs"}


def test_after_an_interruption_every_file_is_whole_and_a_new_run_does_the_rest(root):
    changed = {"index.html": b"new home", "tr/index.html": b"Turkish"}
    folder = PublishedFolder(root)
    folder.begin(changed)
    folder.write("index.html", b"new home")
    # Nobody calls end: the program was killed here, in the middle of a file.
    (root / "tr").mkdir()
    (root / "tr" / ".index.html.part").write_bytes(b"Tur")
    (root / "en" / ".index.html.part").write_bytes(b"Eng")

    tally = publish(root, changed)

    assert tally == Tally(written=1, unchanged=1, removed=2)
    assert there(root) == changed
    assert json.loads((root / MANIFEST).read_bytes())["files"] == sorted(changed)


def test_the_same_files_give_the_same_manifest_whatever_came_before(root, tmp_path):
    files = {"index.html": b"a", "x/index.html": b"b"}
    publish(root, files)
    publish(tmp_path / "fresh", dict(reversed(files.items())))

    assert (root / MANIFEST).read_bytes() == (tmp_path / "fresh" / MANIFEST).read_bytes()


def test_a_full_disk_leaves_whole_files_and_says_how_many(root, monkeypatch):
    write = Path.write_bytes
    changed = {name: content * 1000 for name, content in FIRST.items()}

    def no_room_for_english(path, content):
        if content.startswith(b"English"):
            write(path, content[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", no_room_for_english)
    with pytest.raises(PublishingError) as caught:
        publish(root, changed)
    monkeypatch.undo()

    assert "No space left on device; 1 of 3 files are in place" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert there(root) == {**FIRST, "index.html": b"home" * 1000}
    assert publish(root, changed) == Tally(written=2, unchanged=1, removed=0)
    assert there(root) == changed


def test_a_place_that_cannot_be_written_is_named(root):
    (root / "tr").write_bytes(b"a file where a folder has to be")

    with pytest.raises(PublishingError, match=r"tr.*cannot be written: "):
        publish(root, {"tr/needs/index.html": b"needs"})
