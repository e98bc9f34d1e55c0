"""A new record is a file that passes the checks."""

import shutil
from datetime import UTC, date, datetime

import pytest

from bestpractices.errors import (
    BestPracticesError,
    NewRecordError,
    NotAKnowledgeBaseError,
    RecordExistsError,
    Severity,
)
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import check_folder, load
from bestpractices.records.models import ReviewState
from bestpractices.records.templates import new_record
from bestpractices.shipped import shipped

TODAY = date(2026, 6, 1)
KIND_NAMES = list(KINDS)


@pytest.fixture
def real(tmp_path):
    """The registers of the real base, with whose words the templates are written."""
    for name in ("vocabulary", "places", "indicators"):
        shutil.copy(shipped("kb") / f"{name}.yaml", tmp_path / f"{name}.yaml")
    text = (tmp_path / "places.yaml").read_text("utf-8")
    (tmp_path / "places.yaml").write_text(
        text[: text.index("places:\n")] + "places: []\nsources: []\n"
    )
    return tmp_path


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_new_record_passes_the_checks_and_loads_as_a_draft(real, kind):
    path = new_record(kind, "my-new-record-2", real, today=TODAY)
    errors = [f for f in check_folder(real, today=TODAY) if f.severity is Severity.ERROR]
    assert errors == []
    _, record = load(real).find("my-new-record-2")
    assert path == real / KINDS[kind].folder / f"my-new-record-2{KINDS[kind].suffix}"
    assert (record.kind, record.review.state) == (kind, ReviewState.DRAFT)
    assert record.checked == TODAY


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_template_itself_passes_the_checks_once_it_is_checked(real, kind):
    found = KINDS[kind]
    (real / found.folder).mkdir()
    shutil.copy(
        shipped("kb") / "templates" / f"{kind}{found.suffix}",
        real / found.folder / f"{kind}{found.suffix}",
    )
    findings = check_folder(real, today=TODAY)
    assert {f.code for f in findings if f.file.startswith(found.folder)} <= {"KB022", "KB026"}


@pytest.mark.parametrize("kind", [k.name for k in KINDS.values() if k.suffix == ".yaml"])
def test_a_yaml_template_leads_editors_to_its_schema(real, kind):
    path = new_record(kind, "a", real)
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
    assert (shipped("kb") / KINDS[kind].folder / first.partition("=")[2]).resolve().is_file()


def test_every_kind_has_a_template_and_no_other_is_there():
    names = {path.name for path in (shipped("kb") / "templates").iterdir()}
    assert names == {f"{kind.name}{kind.suffix}" for kind in KINDS.values()}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_template_names_every_field_of_its_kind(kind):
    found = KINDS[kind]
    text = (shipped("kb") / "templates" / f"{kind}{found.suffix}").read_text("utf-8")
    # Organisations and contexts have names only, which need no state of translation.
    names_only = set() if "title" in found.model.model_fields else {"translation"}
    fields = set(found.model.model_fields) - {"body"} - names_only
    assert [name for name in sorted(fields) if f"\n{name}:" not in text] == []


def test_checked_is_today_unless_a_day_is_given(real):
    before = datetime.now(tz=UTC).date()
    text = new_record("need", "a", real).read_text("utf-8")
    assert any(f"\nchecked: {day}  #" in text for day in (before, datetime.now(tz=UTC).date()))


def test_a_base_with_its_own_templates_uses_them(folder):
    template = (shipped("kb") / "templates/organisation.yaml").read_text("utf-8")
    (folder / "templates").mkdir()
    (folder / "templates/organisation.yaml").write_text(template + "# ours\n", encoding="utf-8")
    assert new_record("organisation", "a", folder).read_text("utf-8").endswith("# ours\n")


@pytest.mark.parametrize("name", ["sound", "again"])
def test_a_record_that_exists_is_left_as_it_is(folder, name):
    (folder / "practices/later").mkdir()
    (folder / "practices/later/again.md").write_text("broken", encoding="utf-8")
    before = files(folder)
    with pytest.raises(RecordExistsError, match="exists; edit it, or take another id"):
        new_record("practice", name, folder)
    assert files(folder) == before


def test_a_file_that_differs_only_in_case_counts_as_existing(folder):
    (folder / "practices/Duo.md").write_text("broken", encoding="utf-8")
    with pytest.raises(RecordExistsError, match=r"practices/Duo\.md exists"):
        new_record("practice", "duo", folder)


def test_an_id_may_be_in_two_kinds(folder):
    assert new_record("need", "sound", folder).name == "sound.md"


def test_a_dangling_link_is_not_written_through(folder, tmp_path):
    (folder / "needs").mkdir()
    (folder / "needs/new.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(BestPracticesError):
        new_record("need", "new", folder)
    assert not (tmp_path / "elsewhere.md").exists()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Duo",
        "duo_for",
        "duo--for",
        "-duo",
        "duo-",
        "a/b",
        "../up",
        "işkur",
        "a b",
        "a\n",
        "a" * 101,
    ],
)
def test_a_bad_id_is_refused_in_one_sentence_and_nothing_is_written(folder, name):
    before = files(folder)
    with pytest.raises(NewRecordError, match="use "):
        new_record("practice", name, folder)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("kind", "mend"),
    [
        ("practise", 'did you mean "practice"?'),
        ("", "take one of practice, need"),
        ("Need", '"need"'),
    ],
)
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(folder, kind, mend):
    with pytest.raises(NewRecordError) as caught:
        new_record(kind, "a", folder)
    assert mend in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_knowledge_base_is_refused(tmp_path):
    with pytest.raises(NotAKnowledgeBaseError):
        new_record("need", "a", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(folder):
    (folder / "needs").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(NewRecordError, match=r"cannot be written: .*; give a folder that you may"):
        new_record("need", "a", folder)


def test_the_error_of_an_existing_record_is_a_file_exists_error(folder):
    with pytest.raises(FileExistsError) as caught:
        new_record("practice", "sound", folder)
    assert str(caught.value) == "practices/sound.md exists; edit it, or take another id"
