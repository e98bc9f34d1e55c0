"""Hand-outs as PDF and Word: they say what they are given, whatever it is, and nothing else."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bestpractices.exports.handout import (
    Boxes,
    Break,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Table,
    plain,
)
from bestpractices.exports.handout_pdf import handout_pdf
from bestpractices.exports.handout_word import handout_word

HOSTILE = (
    '#read("/etc/passwd")', "$x^2$ and $", "*b* _i_ `c` ~ -- ---", "\\ \\# \\u{41}", "@ref <label>",
    "// not a comment", "/* nor this */", "= no heading", "- no item", "#panic()", "{1+1} [x]",
    "<w:p>&amp;</w:p>", "{page} of {pages}",
)  # fmt: skip
LETTERS = "İI ıi ğĞ şŞ ë geïntegreerd « œuvre » Українська Ελληνικά €"
# Sizes in points of ISO 216 sheets: 210 and 148 mm are 595.3 and 419.5.
WIDTHS = {"a4": 595.3, "a5": 419.5}


def every_part(text):
    return (
        Heading(text, 2), Paragraph(text), Paragraph(text, "stop"), Paragraph(text, "lead", "en"),
        Bullets((text, text)), Fields(((text, text), (text, ""))), Table((text, ""), ((text,),)),
        Lines(text, 2), Boxes((text,)), Break(),
    )  # fmt: skip


def pdf(handout):
    return PdfReader(io.BytesIO(handout_pdf(handout)))


def said(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def word(handout):
    return docx.Document(io.BytesIO(handout_word(handout)))


def test_a_pdf_knows_its_title_its_language_its_size_and_its_structure():
    for page, width in WIDTHS.items():
        found = pdf(Handout("Uyarlama planı", "tr", every_part("bir"), "Konak", page))
        assert found.metadata.title == "Uyarlama planı"
        assert found.root_object["/Lang"] == "tr"
        assert found.root_object["/MarkInfo"]["/Marked"]
        assert b"pdfuaid" in found.root_object["/Metadata"].get_data()
        assert float(found.pages[0].mediabox.width) == pytest.approx(width, abs=0.1)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_means_nothing_but_itself(text):
    made = Handout(text, "en", every_part(text), text, foot=text)
    plainly = " ".join(text.split())
    assert said(pdf(made)).count(plainly) >= 10
    assert "root:" not in said(pdf(made))
    found = word(made)
    lines = [
        *found.paragraphs,
        *(p for row in found.tables[0].rows for p in row.cells[0].paragraphs),
    ]
    assert sum(text in line.text for line in lines) >= 10
    assert text in found.sections[0].footer.paragraphs[0].text


# Halves of letters and control characters too, which neither file can hold.
@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_gives_two_files_and_the_same_text_the_same_bytes(text):
    made = Handout(text, "tr", every_part(text), foot=text)
    for make in (handout_pdf, handout_word):
        assert make(made) == make(made)


def test_letters_of_the_readers_are_there_and_missing_ones_are_told():
    told = Handout("t", "tr", (Paragraph(LETTERS),), unset="no font")
    assert LETTERS in said(pdf(told))
    assert "no font" not in said(pdf(told))
    # U+0378 is no letter of any script.
    assert "no font" in said(pdf(Handout("t", "tr", (Paragraph("\u0378"),), unset="no font")))


def test_a_long_table_goes_on_under_its_head_and_numbers_its_pages():
    rows = tuple((f"row {number}", "x" * 30) for number in range(120))
    made = Handout(
        "t", "en", (Table(("first", "second"), rows, (1, 2)),), folio="{page} of {pages}"
    )
    found = pdf(made)
    assert len(found.pages) > 2
    for number, page in enumerate(found.pages, 1):
        assert "first second" in page.extract_text().replace("\n", " ")
        assert f"{number} of {len(found.pages)}" in page.extract_text()
    words = said(found)
    assert all(f"row {number}" in words for number in range(120))
    head, *others = word(made).tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(others) == 120
    first, second = (cell.width for cell in head.cells)
    assert second == pytest.approx(2 * first, rel=0.01)


def test_a_word_without_end_is_broken_and_an_address_is_a_link_as_it_was():
    address = "https://example.org/" + "a" * 60
    found = pdf(Handout("t", "en", (Paragraph("x" * 10_000), Paragraph(f"See {address}."))))
    assert len(found.pages) > 1
    assert said(found).count("x") >= 10_000
    links = [a.get_object()["/A"]["/URI"] for page in found.pages for a in page.get("/Annots", ())]
    assert set(links) == {address}


def test_an_address_that_no_browser_opens_is_read_as_words_and_the_file_is_made():
    endless = "https://example.org/" + "a" * 9_000
    found = pdf(Handout("t", "en", (Paragraph(endless), Table(("a",), ((endless,),)))))
    assert not [a for page in found.pages for a in page.get("/Annots", ())]
    assert "https://example.org/" in said(found)


def test_a_hand_out_without_parts_is_one_page_with_its_title():
    found = pdf(Handout("Only this", "en", (Bullets(()), Fields(()))))
    assert (len(found.pages), "Only this" in said(found)) == (1, True)
    assert [line.text for line in word(Handout("Only this", "en")).paragraphs] == ["Only this"]


def test_a_level_that_was_left_out_is_closed_up_and_control_characters_are_spaces():
    made = plain(Handout("a\x00b", "en", (Heading("x", 3), Heading("y", 3), Heading("z"))))
    assert [part.level for part in made.parts] == [1, 2, 1]
    assert (made.title, plain(Handout("a\r\nb\tc\ud800", "en")).title) == ("a b", "a\nb c ")


def test_a_table_without_columns_or_with_too_few_widths_is_refused():
    for head, widths in (((), ()), (("a", "b"), (1,))):
        with pytest.raises(ValueError, match="give one for each"):
            Table(head, (), widths)
    assert Table(("a", "b"), (("1",), ("1", "2", "3"))).cells() == (("1", ""), ("1", "2"))


def test_a_word_document_has_styles_language_and_page_and_no_macro():
    parts = (Heading("Bir"), Heading("İki", 2), Paragraph("in English", lang="en"),
             Paragraph("Yasa?\nHayır", "stop"), Lines("Yaz", 3), Boxes(("evet",)))  # fmt: skip
    data = handout_word(Handout("Başlık" * 60, "tr", parts, page="a5"))
    found = docx.Document(io.BytesIO(data))
    styles = [line.style.name for line in found.paragraphs]
    assert styles == [
        "Title",
        "Heading 1",
        "Heading 2",
        "Normal",
        "Stop",
        "Normal",
        *["Line"] * 3,
        "Box",
    ]
    languages = {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))}
    assert languages == {"tr-TR"}
    assert found.paragraphs[3].runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
    assert [run.bold for run in found.paragraphs[4].runs if run.text] == [True, None]
    assert round(found.sections[0].page_width.mm) == 148
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "vba" in name.lower()]
    fields = re.findall(r'w:instr="(\w+)"', found.sections[0].footer._element.xml)
    assert fields == ["PAGE", "NUMPAGES"]
