from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bestpractices.workshop import NewerStoreError, NoStoreError, Note, OlderStoreError
from bestpractices.workshop.address import store_address
from bestpractices.workshop.database import Database
from bestpractices.workshop.schema import HEAD, MIGRATIONS, _script, _version, prepare
from bestpractices.workshop.tables import METADATA

NEXT = f'''
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{HEAD}"
def upgrade():
    op.add_column("sessions", sa.Column("colour", sa.Text))
'''
BROKEN = NEXT + "    raise ValueError('half way')\n"


@pytest.fixture
def newer(tmp_path):
    """Folders of the migrations and of one that comes after them all."""

    def with_(text):
        folder = tmp_path / "newer"
        folder.mkdir(exist_ok=True)
        (folder / "m9999_colour.py").write_text(text, encoding="utf-8")
        return [MIGRATIONS, folder]

    return with_


@pytest.fixture
def database(store, url, tmp_path, monkeypatch):
    store.append("room", Note(text="Işık"))
    found = Database(store_address(url))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield found
    found.close()


def test_the_migrations_make_the_tables_that_the_program_uses(database):
    assert _script([MIGRATIONS]).get_current_head() == HEAD
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert [change for change in found if "alembic_version" not in str(change)] == []


def test_an_older_store_is_copied_beside_and_then_brought_up_to_date(
    database, store, newer, opened
):
    held = store.export("room")
    copy = prepare(database, newer(NEXT), head="9999")
    assert copy.is_file()
    assert "Işık".encode() in copy.read_bytes()
    assert prepare(database, newer(NEXT), head="9999") is None
    with database.engine.connect() as connection:
        assert "colour" in {c["name"] for c in sa.inspect(connection).get_columns("sessions")}
    assert store.export("room") == held
    with pytest.raises(NewerStoreError, match=r"version 9999, newer.*update bestpractices"):
        prepare(database)
    if copy.suffix != ".json":
        assert opened(str(copy)).export("room") == held


def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(database, store, newer, opened):
    with pytest.raises(ValueError, match="half way"):
        prepare(database, newer(BROKEN), head="9999")
    assert database.read(_version) == HEAD
    assert store.seq("room") == 2


def test_an_older_store_is_not_changed_by_those_who_only_read(database, url, newer):
    reading = Database(store_address(url), read_only=True)
    with pytest.raises(OlderStoreError, match="open it once for writing"):
        prepare(reading, newer(NEXT), head="9999")
    reading.close()


def test_where_nothing_was_kept_yet_those_who_only_read_are_told_so(url):
    if "://" not in url:
        Path(url).touch()
    reading = Database(store_address(url), read_only=True)
    with pytest.raises(NoStoreError, match=r"no store .* yet; bestpractices session new NAME"):
        prepare(reading)
    reading.close()
