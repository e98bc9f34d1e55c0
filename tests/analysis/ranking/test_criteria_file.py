import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.ranking.criteria_file import MOST_OPTIONS, criteria_table
from bestpractices.analysis.ranking.flaws import FlawedFileError

TEXT = "option,reach,cost\nA,1.0,0.2\nB,0.5,\n"


def read(text, name="table.csv"):
    return criteria_table(text if isinstance(text, bytes) else text.encode(), name)


def flaws_of(text):
    with pytest.raises(FlawedFileError) as told:
        read(text)
    return str(told.value).splitlines()


def test_a_table_is_read_and_an_empty_cell_is_unknown():
    table, advice = read(TEXT)
    assert table.options == ("A", "B")
    assert table.criteria == ("reach", "cost")
    assert table.values == ((1.0, 0.2), (0.5, None))
    assert advice == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", ";").replace(".", ",").encode(),
        ("sep=;\r\n" + TEXT.replace(",", ";").replace(".", ",")).encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        (TEXT + ",,\n\n,,\n").encode(),
        TEXT.replace("\n", ",,\n").encode(),
        TEXT.rstrip("\n").encode(),
        b'"option","reach","cost"\n"A","1,0",".2"\nB , 5e-1 ,""\n',
    ],
    ids=["mark", "crlf", "semicolons", "hint", "utf16", "empty rows", "empty columns", "no end",
         "quoted"],
)  # fmt: skip
def test_whatever_a_spreadsheet_writes_is_the_same_table(data):
    assert read(data)[0] == read(TEXT)[0]


def test_the_letters_of_windows_are_read_as_turkish_and_that_is_told():
    table, advice = read("seçenek;erişim\nIşık;0,5\nĞ;0,1\n".encode("cp1254"))
    assert table.options == ("Işık", "Ğ")
    assert table.criteria == ("erişim",)
    assert str(advice[0]).startswith("table.csv:1:3: not UTF-8")


def test_names_are_composed_so_that_weights_from_elsewhere_find_them():
    table, _ = read("option,erişim\nA,0.1\nB,0.2\n")
    assert table.criteria == ("erişim",)


def test_a_name_may_hold_the_separator_a_quotation_mark_and_a_line_end():
    table, _ = read('option,"a, b"\n"say ""hi""",0.1\n"two\nlines",0.2\n'.replace("two\n", "two "))
    assert table.criteria == ("a, b",)
    assert table.options == ('say "hi"', "two lines")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 'table.csv:1:1: the file is empty; write "option"'),
        (" \n\n", "table.csv:1:1: the file is empty"),
        ("option,cost\n", "table.csv:2:1: no options"),
        ("option\nA\n", "table.csv:1:1: only one column"),
        ("option,cost,cost\nA,1,1\n", 'table.csv:1:13: criterion "cost" stands already at 1:8'),
        ("option,,time\nA,1,1\n", "table.csv:1:8: criterion without a name"),
        ("option,cost\nA,1\nA,0\n", 'table.csv:3:1: option "A" stands already at 2:1'),
        ("option,cost\n,1\n", "table.csv:2:1: option without a name"),
        ("option,cost\nA,1.5\n", 'table.csv:2:3: 1.5 in column "cost" is not within 0 and 1'),
        ("option,cost\nA,-0.1\n", "table.csv:2:3: -0.1 in column"),
        ("option,cost\nA,1e999\n", "table.csv:2:3: 1e999 in column"),
        ("option,cost\nAbc,much\n", 'table.csv:2:5: "much" in column "cost" is no number'),
        ("option,cost\nA,nan\n", '"nan" in column "cost" is no number'),
        ("option,cost\nA,inf\n", '"inf" in column'),
        ("option,cost\nA,50%\n", '"50%" in column "cost" is no number; write a number from 0'),
        ("option,cost\nA,\u0660\n", "is no number"),
        ("option,cost,time\nA,1\n", "table.csv:2:3: 2 cells, but 3 columns have a name"),
        ("option,cost\nA,0,5\n", "3 cells, but 2 columns have a name; leave a cell empty"),
        ("option,cost\nA,0,5\n", "put ; between cells if , is decimal"),
        ('option,cost\n"A,1\n', "table.csv:2:1: a quotation mark that is not closed"),
        ('option,cost\n"A"x,1\n', "table.csv:2:1: a quotation mark that is not closed"),
        ('"two\nlines",cost\nA,2\n', "table.csv:3:3: 2 in column"),
        ("option,cost\nA\x1b[2J,1\n", 'table.csv:2:1: option "A�[2J" has a control sign'),
        (b"PK\x03\x04 and so on", "table.csv:1:1: this is a workbook"),
        (b"\xd0\xcf\x11\xe0 and so on", "table.csv:1:1: this is a workbook"),
        (b"option,cost\nA\0,1\n", "table.csv:1:1: this is no text"),
        (b"option,cost\n\x81\x8d,1\n", "table.csv:1:1: this is no text in UTF-8"),
    ],
)
def test_a_flaw_is_one_line_with_its_place_and_mend(text, line):
    (told,) = flaws_of(text)
    assert line in told
    assert "; " in told


def test_all_flaws_of_all_cells_are_told_in_the_order_of_their_places():
    told = flaws_of("option,a,b\nA,2,x\nA,0.5\n")
    assert [line.split(" ")[0] for line in told] == [
        "table.csv:2:3:", "table.csv:2:5:", "table.csv:3:1:", "table.csv:3:3:"
    ]  # fmt: skip


def test_more_flaws_than_a_screen_holds_are_counted():
    told = flaws_of("option,a\n" + "".join(f"o{n},2\n" for n in range(30)))
    assert len(told) == 21
    assert told[-1].startswith("30 flaws in all")


@pytest.mark.parametrize("sign", ["\u2028", "\x1c", "\x85", "\x1b"])
def test_no_sign_of_a_name_breaks_the_line_of_its_message(sign):
    told = flaws_of(f"option,a{sign}b\nA,2\n")
    assert len(told) == 2
    assert sign not in "".join(told)


def test_a_long_cell_is_cut_in_the_message():
    (told,) = flaws_of("option,a\nA," + "x" * 10_000 + "\n")
    assert len(told) < 200


def test_more_options_than_anybody_reads_are_refused():
    (told,) = flaws_of("option,a\n" + "".join(f"o{n},1\n" for n in range(MOST_OPTIONS + 1)))
    assert f"{MOST_OPTIONS + 1} options; at most {MOST_OPTIONS}" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("option,a\nA,0.5\n", "table.csv:2:1: only one option, so it is first; add another one"),
        ("option,a,b\nA,0.5,1\nB,0.5,0\n", 'table.csv:1:8: criterion "a" is 0.5 for all options'),
        ("option,a,b\nA,,1\nB,,0\n", 'table.csv:1:8: no value of criterion "a" is known'),
    ],
)
def test_what_does_not_keep_a_table_from_being_ranked_is_advice(text, line):
    _, advice = read(text)
    assert [str(flaw)[: len(line)] for flaw in advice] == [line]


def test_a_column_with_one_known_value_is_not_constant():
    assert read("option,a\nA,0.5\nB,\n")[1] == []


@settings(deadline=None)
@given(st.text() | st.binary())
def test_whatever_is_in_a_file_it_is_a_table_or_has_flaws_with_places(content):
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    told = None
    try:
        read(data)
    except FlawedFileError as error:
        told = error
    if told:
        assert all(flaw.line >= 1 and flaw.column >= 1 for flaw in told.flaws)
        assert len(str(told).splitlines()) == len(told.flaws)
