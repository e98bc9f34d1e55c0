"""One file into one record; whatever the file holds, findings and never an exception."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestpractices.errors import Finding
from bestpractices.records.knowledge_base import check_folder
from bestpractices.records.models import Organisation, Practice
from bestpractices.records.reading import Reading, read

BROKEN = Path(__file__).parents[1] / "data" / "broken"
SOUND = {
    name: (BROKEN / name).read_text("utf-8")
    for name in (
        "practices/sound.md",
        "organisations/sound.yaml",
        "projects/sound.yaml",
        "vocabulary.yaml",
    )
}
WORDS = """- |[|]|{|}|: |#|&a |*a|!!int |null|no|[]|{}|-1|1e999|0|86400|2026-13-45|'|"|? |% |@|[s1]
[s9, s1]|ı|😀|year: []|http://[|>-|---"""
LINES = [
    "kind: need",
    "id: x",
    "sources: 5",
    "translation: []",
    "related: [1]",
    "body: x",
    "<<: {}",
]
SIGNS = ["", "\n", "\t", "\x00", "\x0c", "\r", "|", "\u2028", "\ufeff", "I\u0307", "9" * 40]
FRAGMENTS = st.sampled_from(
    [*re.split(r"[|\n]", WORDS), *SIGNS, *(f"\n{line}\n" for line in LINES)]
)


@st.composite
def edits(draw) -> tuple[str, str]:
    """A sound file with one to four places overwritten, cut or doubled."""
    name = draw(st.sampled_from(sorted(SOUND)))
    text = SOUND[name]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = at + draw(st.sampled_from([0, 1, 2, 5, 20, 200]))
        text = text[:at] + draw(FRAGMENTS | st.text(max_size=3)) + text[until:]
    return name, text


@given(edits())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_edits_of_a_sound_base_give_findings_with_places_and_no_exception(folder, edit):
    name, text = edit
    path, sound = folder / name, (folder / name).read_bytes()
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    try:
        findings = check_folder(folder, today=date(2026, 6, 1))
    finally:
        path.write_bytes(sound)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        if finding.file == name:
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert str(finding).encode()


@given(st.binary(max_size=200))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_give_a_finding(tmp_path, data):
    for name, model in (("any.md", Practice), ("any.yaml", Organisation)):
        (tmp_path / name).write_bytes(data)
        reading = read(tmp_path / name, model, root=tmp_path)
        assert reading.record is None
        assert reading.findings


def practice(folder: Path, old: str = "", new: str = "") -> Reading:
    path = folder / "practices/sound.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read(path, Practice, root=folder)


def only(reading: Reading) -> Finding:
    assert reading.record is None
    (finding,) = reading.findings
    return finding


def test_a_sound_file_is_a_record_with_its_body(folder):
    reading = practice(folder)
    assert reading.findings == []
    assert reading.record.id == "sound"
    assert reading.record.body.startswith("\n## Problem")
    assert reading.file == "practices/sound.md"


def test_a_field_that_is_not_there_has_the_place_of_what_is_around_it(folder):
    reading = practice(folder)
    assert reading.place(("scale", 0, "value")) == (18, 22)
    assert reading.place(("scale", 0, "nothing")) == reading.place(("scale", 0)) == (18, 5)
    assert reading.place(("nothing", 7)) == (1, 1)


def test_a_field_nearly_right_is_named_in_the_mend(folder):
    finding = only(practice(folder, "level:", "region: []\nlevel:"))
    assert (finding.code, finding.mend) == ("KB010", 'did you mean "regions"?')


def test_a_field_like_no_other_is_to_be_removed(folder):
    finding = only(practice(folder, "level:", "xyzzy: 1\nlevel:"))
    assert finding.mend == "remove it; kb/README.md lists the fields"


def test_a_field_unknown_inside_a_part_is_found_there(folder):
    finding = only(practice(folder, "unit: people", "units: people, unit: people"))
    assert (finding.code, finding.line, finding.mend) == ("KB010", 18, 'did you mean "unit"?')


def test_a_body_among_the_fields_is_refused_and_not_lost_in_silence(folder):
    finding = practice(folder, "level:", "body: lost\nlevel:").findings[0]
    assert (finding.code, finding.mend) == ("KB010", "write it below the second line ---")


def test_a_line_of_hyphens_in_the_body_belongs_to_the_body(folder):
    reading = practice(folder, "## Problem", "one\n\n---\n\ntwo")
    assert "one\n\n---\n\ntwo" in reading.record.body


def test_a_practice_may_have_no_body(folder):
    path = folder / "practices/sound.md"
    path.write_text(path.read_text("utf-8").partition("\n## Problem")[0], encoding="utf-8")
    assert read(path, Practice, root=folder).record.body == ""


@pytest.mark.parametrize("value", ["2015.5", '"2015"', "1799", "2101", "true", "[2015]", "soon"])
def test_a_year_is_a_whole_number_between_1800_and_2100(folder, value):
    assert only(practice(folder, "started: 2015", f"started: {value}")).code == "KB011"


@pytest.mark.parametrize(
    "value", ["2026-13-01", "2026-02-30", "21-11-2026", "2026", "yesterday", "[]"]
)
def test_a_day_is_year_month_and_day(folder, value):
    finding = only(practice(folder, "checked: 2026-01-10", f"checked: {value}"))
    assert (finding.code, finding.line) == ("KB011", 24)


def test_a_kind_that_is_not_the_folders_is_refused(folder):
    assert (
        only(practice(folder, "kind: practice", "kind: need")).mend == "Input should be 'practice'"
    )


def test_a_text_in_an_unknown_language_is_refused(folder):
    finding = only(practice(folder, 'title: {en: "Language café"', 'title: {en: null, xx: "?"'))
    assert (finding.code, finding.message) == ("KB010", 'field "xx" is unknown')


def test_the_value_found_is_shown_in_short(folder):
    finding = only(practice(folder, "started: 2015", "started: " + "very " * 100))
    assert len(finding.message) < 100
    assert finding.message.startswith('started is "very very')
