"""A prepared index in a file: the same as the one built, and never a broken one."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from bestpractices.analysis.search import Finder, prepared
from bestpractices.analysis.search.building import build, stamp
from bestpractices.analysis.search.saved import save, saved
from bestpractices.analysis.search.strings import Strings
from bestpractices.records.languages import LocalText


@pytest.fixture
def small(base):
    return base(one={"title": LocalText(en="Garden", tr="Bahçe")}, two={"themes": ("sport",)})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "search.index"


def same(one, other):
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            if mine.dtype != theirs.dtype or not np.array_equal(mine, theirs):
                return False
        elif isinstance(mine, Strings) and list(mine) != list(theirs):
            return False
    return all(
        np.array_equal(facet.records, other.facets[name].records)
        and np.array_equal(facet.starts, other.facets[name].starts)
        and list(facet.values) == list(other.facets[name].values)
        for name, facet in one.facets.items()
    )


def test_what_is_read_again_is_what_was_written(small, path):
    built = build(small)
    save(built, path)
    again = saved(path, built.stamp)
    assert again is not None
    assert same(built, again)
    answers = [Finder(small, index).answer("bahçe", lang="tr") for index in (built, again)]
    assert answers[0] == answers[1]
    assert answers[0].total == 1


def test_the_same_records_give_the_same_bytes(small, path, tmp_path):
    save(build(small), path)
    save(build(small), tmp_path / "other")
    assert path.read_bytes() == (tmp_path / "other").read_bytes()


def test_a_prepared_index_is_made_once(small, path):
    prepared(small, path)
    before = path.stat().st_mtime_ns
    prepared(small, path)
    assert path.stat().st_mtime_ns == before


def test_an_index_of_other_records_is_made_anew(small, path):
    prepared(small, path)
    changed = replace(small, version="another")
    assert saved(path, stamp(changed)) is None
    assert prepared(changed, path).stamp == stamp(changed)
    assert prepared(small.public(), path).stamp == stamp(small)


def test_a_flipped_bit_anywhere_is_seen(small, path):
    built = prepared(small, path)
    data = path.read_bytes()
    for place in range(0, len(data), 61):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        again = saved(path, built.stamp)
        assert again is None or same(built, again), place  # between two arrays nothing is read


def test_a_damaged_file_is_made_anew(small, path):
    built = prepared(small, path)
    path.write_bytes(path.read_bytes().replace(b"garden", b"gardem"))
    assert saved(path, built.stamp) is None
    assert same(prepared(small, path), built)
    assert saved(path, built.stamp) is not None


@pytest.mark.parametrize("content", [b"", b"x", b"bestpractices index 1\n", b"\xff" * 5000])
def test_a_file_that_is_something_else_is_made_anew(small, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert saved(path, stamp(small)) is None
    assert prepared(small, path).stamp == stamp(small)


def test_a_file_cut_short_is_made_anew(small, path):
    prepared(small, path)
    data = path.read_bytes()
    for end in (10, 200, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:end])
        assert saved(path, stamp(small)) is None


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(small, path, monkeypatch):
    prepared(small, path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "no space left")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="no space"):
        save(build(small), path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
