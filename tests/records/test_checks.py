"""Every code is found where its file says, and nothing else is found."""

import os
import re
import shutil
import time
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import bestpractices.records.checks as checks_module
from bestpractices.errors import BrokenRecordsError, Finding, NotAKnowledgeBaseError, Severity
from bestpractices.records.knowledge_base import check_folder, load

BROKEN = Path(__file__).parents[1] / "data" / "broken"
KB_README = Path(__file__).parents[2] / "kb" / "README.md"
TODAY = date(2026, 6, 1)
MADE_HERE = {"KB005", "KB006"}  # a large file and a symlink are not kept in the repository
EXPECTED = re.compile(r"(KB\d{3}) (\d+):(\d+)")


def expected_in(path: Path) -> Counter[tuple[str, int, int, str]]:
    comment = re.search(r"# expect: (.*)", path.read_text(encoding="utf-8", errors="replace"))
    file = path.relative_to(BROKEN).as_posix()
    found = EXPECTED.findall(comment[1]) if comment else []
    return Counter((file, int(line), int(column), code) for code, line, column in found)


def places_of(findings: list[Finding]) -> Counter[tuple[str, int, int, str]]:
    return Counter((f.file, f.line, f.column, f.code) for f in findings)


def codes_of(folder: Path) -> list[str]:
    return [finding.code for finding in check_folder(folder, today=TODAY)]


def codes_in_the_source() -> set[str]:
    source = Path(checks_module.__file__).parent.glob("*.py")
    return {code for path in source for code in re.findall(r"KB\d{3}", path.read_text("utf-8"))}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ── The broken files ──


def test_every_finding_stands_where_its_file_says_and_there_is_no_other():
    expected = sum(map(expected_in, filter(Path.is_file, BROKEN.rglob("*.*"))), Counter())
    assert places_of(check_folder(BROKEN, today=TODAY)) == expected


def test_every_code_of_the_source_has_a_broken_file_named_after_it():
    files = list(BROKEN.rglob("kb0*.*"))
    named = {path.name[:5].upper() for path in files}
    shown = {code for path in files for _, _, _, code in expected_in(path)}
    assert codes_in_the_source() - MADE_HERE == named & shown


def test_a_broken_file_shows_no_other_code_than_that_of_its_name():
    for path in BROKEN.rglob("kb0*.*"):
        codes = {code for _, _, _, code in expected_in(path)}
        assert codes <= {path.name[:5].upper()}, path.name


def test_the_readme_lists_every_code_with_its_weight():
    rows = re.findall(r"^\| (KB\d{3}) \| (error|advice) \| .", KB_README.read_text("utf-8"), re.M)
    weights = {f.code: f.severity.value for f in check_folder(BROKEN, today=TODAY)}
    weights |= dict.fromkeys(MADE_HERE, "error")
    assert dict(rows) == weights
    assert len(rows) == len(weights) == len(codes_in_the_source())


def test_every_rule_says_its_code_in_its_first_line():
    found = [re.match(r"KB\d{3}: ", rule.__doc__ or "") for rule in checks_module.RULES]
    assert all(found)
    assert len({match[0] for match in found if match}) == len(checks_module.RULES)


def test_findings_are_sorted_by_file_and_line():
    findings = check_folder(BROKEN, today=TODAY)
    assert findings == sorted(findings, key=lambda f: (f.file, f.line, f.column))


def test_every_finding_has_a_message_and_a_mend_on_one_line_each():
    for finding in check_folder(BROKEN, today=TODAY):
        first, second = str(finding).split("\n")
        assert first.startswith(f"{finding.file}:{finding.line}:{finding.column}: {finding.code} ")
        assert second.startswith("    mend: ")
        assert len(second) > len("    mend: ")


def test_a_word_of_another_list_is_named_with_its_list():
    mends = [f.mend for f in check_folder(BROKEN, today=TODAY) if '"mentoring"' in f.message]
    assert mends == ['"mentoring" is in the list methods: move it there']


def test_a_word_nearly_right_is_named_in_the_mend():
    mends = [f.mend for f in check_folder(BROKEN, today=TODAY) if '"houses"' in f.message]
    assert mends == ['did you mean "housing"?']


# ── A sound base, and one thing changed ──


def test_a_sound_base_has_no_finding(folder):
    assert check_folder(folder, today=TODAY) == []


def test_a_record_is_stale_after_24_months_and_not_before(folder):
    assert check_folder(folder, today=date(2027, 12, 31)) == []
    stale = check_folder(folder, today=date(2028, 1, 1))
    assert {(f.code, f.severity) for f in stale} == {("KB026", Severity.ADVICE)}
    assert len(stale) == 3


def test_two_organisations_that_name_each_other_give_no_advice(folder):
    source = (
        'sources: [{id: s1, title: "Report", publisher: "Sound", year: null, url: null, '
        "language: en, accessed: 2026-01-10}]"
    )
    tie = "related: [{{organisation: {}, relation: works-with, source: s1}}]"
    first, second = folder / "organisations/sound.yaml", folder / "organisations/other.yaml"
    shutil.copy(first, second)
    change(second, "id: sound", "id: other")
    for path, other in ((first, "other"), (second, "sound")):
        change(path, "related: []", tie.format(other))
        change(path, "sources: []", source)
    assert codes_of(folder) == []


def test_a_tie_other_than_works_with_needs_no_second_side(folder):
    change(
        folder / "organisations/sound.yaml",
        "related: []",
        "related: [{organisation: sound, relation: part-of, source: s1}]",
    )
    assert codes_of(folder) == ["KB016"]


def test_a_source_may_be_cited_in_the_body_only(folder):
    path = folder / "practices/sound.md"
    change(path, "source: s1", "source: null")
    assert sorted(codes_of(folder)) == ["KB018", "KB021"]
    path.write_text(path.read_text("utf-8") + "Many came [s1].\n", encoding="utf-8")
    assert codes_of(folder) == ["KB021"]


def test_an_end_in_the_same_month_as_a_start_with_a_day_is_no_error(folder):
    change(folder / "projects/sound.yaml", "start: 2016-09", "start: 2016-09-20")
    change(folder / "projects/sound.yaml", "end: 2018-08", "end: 2016-09")
    assert codes_of(folder) == []


@pytest.mark.parametrize(
    "address", ["http://", "ftp://example.org/a", "https://a b.org", "http://["]
)
def test_an_address_without_scheme_or_host_or_with_a_space_is_an_error(folder, address):
    change(folder / "practices/sound.md", "https://example.org/report", address)
    assert codes_of(folder) == ["KB024"]


def test_a_translation_that_is_outdated_still_has_a_state(folder):
    change(folder / "practices/sound.md", "tr: human}\n  summary", "tr: outdated}\n  summary")
    assert codes_of(folder) == []


# ── Registers that are broken ──


@pytest.mark.parametrize("name", ["vocabulary", "places", "indicators"])
def test_a_broken_register_is_one_finding_and_not_one_for_each_word(folder, name):
    (folder / f"{name}.yaml").write_text("kind: [", encoding="utf-8")
    assert [(f.file, f.code) for f in check_folder(folder, today=TODAY)] == [
        (f"{name}.yaml", "KB002")
    ]


def test_a_base_without_places_finds_the_places_that_records_name(folder):
    (folder / "places.yaml").unlink()
    assert codes_of(folder) == ["KB015", "KB015"]


# ── Bad input ──


def test_an_alias_bomb_is_refused_at_once(folder):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    (folder / "organisations/bomb.yaml").write_text("\n".join(lines), encoding="utf-8")
    begin = time.perf_counter()
    findings = check_folder(folder, today=TODAY)
    assert [(f.code, f.line, f.column) for f in findings] == [("KB004", 1, 5)]
    assert time.perf_counter() - begin < 1


def test_a_file_of_100_megabytes_is_refused_without_being_read(folder):
    path = folder / "practices/huge.md"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    begin = time.perf_counter()
    found = [(f.code, f.line, f.column, f.message) for f in check_folder(folder, today=TODAY)]
    assert found == [("KB005", 1, 1, "is 100.0 MB large")]
    assert time.perf_counter() - begin < 1


def test_a_symlink_out_of_the_folder_is_refused(folder, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: tea", encoding="utf-8")
    (folder / "organisations/linked.yaml").symlink_to(secret)
    findings = check_folder(folder, today=TODAY)
    assert [(f.code, f.file) for f in findings] == [("KB006", "organisations/linked.yaml")]
    assert "tea" not in str(findings)


def test_a_folder_that_leads_out_is_refused_file_by_file(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far.yaml").write_text("id: far", encoding="utf-8")
    (folder / "contexts").symlink_to(elsewhere)
    assert codes_of(folder) == ["KB006"]


def test_a_link_to_itself_is_refused(folder):
    (folder / "practices/loop.md").symlink_to(folder / "practices/loop.md")
    assert codes_of(folder) == ["KB006"]


def test_a_file_that_is_not_utf_8_is_found_at_its_byte(folder):
    (folder / "organisations/old.yaml").write_bytes("id: old\nname: İç ".encode() + b"\xfe\n")
    findings = check_folder(folder, today=TODAY)
    assert [(f.code, f.line, f.column) for f in findings] == [("KB001", 2, 10)]


def test_a_file_name_that_is_not_utf_8_can_be_printed(folder):
    shutil.copy(
        folder / "organisations/sound.yaml", os.fsencode(folder / "organisations") + b"/\xff.yaml"
    )
    findings = check_folder(folder, today=TODAY)
    assert "KB013" in {f.code for f in findings}
    assert "\n".join(map(str, findings)).encode()


def test_a_folder_and_a_pipe_named_like_a_record_are_no_files(folder):
    (folder / "practices/folder.md").mkdir()
    os.mkfifo(folder / "practices/pipe.md")
    assert codes_of(folder) == ["KB001", "KB001"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read_is_one_finding(folder):
    (folder / "practices/sound.md").chmod(0)
    assert "KB001" in codes_of(folder)


def test_a_missing_folder_is_said_in_one_line(tmp_path):
    with pytest.raises(NotAKnowledgeBaseError, match="is no folder; give the folder of"):
        check_folder(tmp_path / "nowhere")


def test_a_folder_without_vocabulary_is_no_knowledge_base(tmp_path):
    with pytest.raises(NotAKnowledgeBaseError, match=r"vocabulary\.yaml is missing"):
        check_folder(tmp_path)


def test_a_file_instead_of_a_folder_is_no_knowledge_base(folder):
    with pytest.raises(NotAKnowledgeBaseError, match="is no folder"):
        check_folder(folder / "vocabulary.yaml")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("id: [a, b", 1, 10),
        ("id: 'a", 1, 7),
        ("id: a: b", 1, 6),
        ("id: a\n\tkind: b", 2, 1),
        ("- a\nid: b", 2, 1),
        ("id: @a", 1, 5),
        ("id: a\x07", 1, 6),
        ("id: a\n---\nid: b", 3, 1),
        ("just words", 1, 1),
        ("", 1, 1),
        ("# only a comment\n", 1, 1),
    ],
)
def test_a_file_that_is_no_yaml_mapping_is_one_finding_at_its_place(folder, text, line, column):
    (folder / "organisations/broken.yaml").write_text(text, encoding="utf-8")
    findings = check_folder(folder, today=TODAY)
    assert [f.code for f in findings] == ["KB002"]
    assert (
        abs(findings[0].line - line) <= 1
    )  # libyaml sees some errors at the end of the line before
    assert findings[0].line != line or findings[0].column == column


@pytest.mark.parametrize("text", ["", "\n", "---\n---\n", "---\nid: a\n", "id: a\n---\n", "\ufeff"])
def test_a_text_without_front_matter_is_one_finding(folder, text):
    (folder / "practices/broken.md").write_text(text, encoding="utf-8")
    assert codes_of(folder) == ["KB002"]


def test_nesting_of_a_hundred_thousand_levels_is_refused_at_once(folder):
    (folder / "organisations/deep.yaml").write_text("id: " + "[" * 100_000, encoding="utf-8")
    begin = time.perf_counter()
    assert codes_of(folder) == ["KB004"]
    assert time.perf_counter() - begin < 1


def test_no_stays_text(folder):
    change(folder / "practices/sound.md", 'what: "guests"', "what: no")
    assert load(folder).practices["sound"].scale[0].what == "no"


def test_equal_keys_are_found_at_the_second(folder):
    text = (folder / "organisations/sound.yaml").read_text("utf-8")
    (folder / "organisations/sound.yaml").write_text(text + "country: TR\n", encoding="utf-8")
    findings = check_folder(folder, today=TODAY)
    assert [(f.code, f.line, f.column) for f in findings] == [("KB003", text.count("\n") + 1, 1)]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder):
    before = load(folder).practices["sound"]
    path = folder / "practices/sound.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_folder(folder, today=TODAY) == []
    assert load(folder).practices["sound"] == before


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_finding_keeps_its_place_whatever_the_line_end(folder, end):
    path = folder / "practices/sound.md"
    change(path, "level: local", "level: lokal")
    expected = places_of(check_folder(folder, today=TODAY))
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    assert places_of(check_folder(folder, today=TODAY)) == expected


def test_turkish_letters_in_two_signs_are_found_in_fields_and_body(folder):
    path = folder / "practices/sound.md"
    body = "Işık, ağaç, İzmir.\n"
    path.write_text(path.read_text("utf-8") + unicodedata.normalize("NFD", body), encoding="utf-8")
    findings = check_folder(folder, today=TODAY)
    number = path.read_text("utf-8").count("\n")
    assert [(f.code, f.line, f.column) for f in findings] == [("KB023", number, 2)]


def test_signs_that_only_some_programs_take_for_line_ends_do_not_shift_a_line(folder):
    path = folder / "practices/sound.md"
    text = path.read_text("utf-8")
    path.write_text(text + "a\x0cb\u2028c\x85d\nI\u0307\n", encoding="utf-8")
    findings = check_folder(folder, today=TODAY)
    assert [(f.code, f.line, f.column) for f in findings] == [("KB023", text.count("\n") + 2, 1)]


def test_turkish_letters_in_one_sign_are_sound(folder):
    path = folder / "practices/sound.md"
    path.write_text(path.read_text("utf-8") + "Işık, ağaç, İzmir, öğüt.\n", encoding="utf-8")
    assert codes_of(folder) == []


def test_an_id_that_differs_only_in_case_is_refused_in_its_file_and_where_it_is_named(folder):
    (folder / "organisations/sound.yaml").rename(folder / "organisations/Sound.yaml")
    found = {(f.file, f.code) for f in check_folder(folder, today=TODAY)}
    assert found == {
        ("organisations/Sound.yaml", "KB013"),
        ("practices/sound.md", "KB015"),
        ("projects/sound.yaml", "KB015"),
    }


def test_an_id_with_a_capital_is_of_the_wrong_form(folder):
    change(folder / "organisations/sound.yaml", "id: sound", "id: Sound")
    assert "KB011" in codes_of(folder)


def test_two_missing_fields_are_two_findings(folder):
    path = folder / "practices/sound.md"
    change(path, "country: BE\n", "")
    change(path, "evidence: none\n", "")
    messages = [f.message for f in check_folder(folder, today=TODAY)]
    assert messages == ['field "country" is missing', 'field "evidence" is missing']


def test_a_value_that_fits_none_of_two_types_is_one_finding(folder):
    change(folder / "projects/sound.yaml", "start: 2016-09", "start: soon")
    assert codes_of(folder) == ["KB011"]


def test_a_number_too_large_for_a_number_stays_text_and_is_refused(folder):
    change(folder / "practices/sound.md", "value: 12", "value: 1e999")
    assert codes_of(folder) == ["KB011"]


def test_thousands_of_unknown_fields_are_all_reported_in_reasonable_time(folder):
    path = folder / "organisations/sound.yaml"
    more = "".join(f"x{n}: 1\n" for n in range(2000))
    path.write_text(path.read_text("utf-8") + more, encoding="utf-8")
    begin = time.perf_counter()
    assert codes_of(folder) == ["KB010"] * 2000
    assert time.perf_counter() - begin < 10


def test_nothing_is_loaded_where_one_record_is_broken(folder):
    change(folder / "practices/sound.md", "level: local", "level: lokal")
    with pytest.raises(BrokenRecordsError, match=r"practices/sound.md:\d+:1: KB012") as caught:
        load(folder)
    assert [f.code for f in caught.value.findings] == ["KB012"]
