"""How a hand-out looks in Word: page, styles, foot; and what python-docx has no word for."""

from __future__ import annotations

import re
from typing import Any, Final

_ACCENT: Final = "0B5C5E"
_MUTED: Final = "57626A"
_RULE: Final = "8B8F8E"
_FONT: Final = "Calibri"  # others than Word take one as wide
_REGIONS: Final = {"en": "en-GB", "tr": "tr-TR", "fr": "fr-BE", "nl": "nl-BE"}
_FIELD: Final = re.compile(r"(\{pages?\})")
_NUMBERS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
# Sizes are shares of that of the text.
_HEADINGS: Final = {"Title": 1.9, "Subtitle": 1.1, "Heading 1": 1.4, "Heading 2": 1.15,
                    "Heading 3": 1.0, "Heading 4": 1.0, "Heading 5": 1.0}  # fmt: skip
_OWN: Final = {"Lead": 1.12, "Small": 0.86, "Stop": 1.0, "Ask": 1.0, "Cell": 0.9, "Line": 1.0,
               "Field": 1.0, "Box": 1.0}  # fmt: skip
# Letters and ground of what stands in the way, and of what is asked.
_TONES: Final = {"Stop": ("A3201D", "FDEFEE"), "Ask": ("6B5200", "FDF3CF")}
_HANGING: Final = {"Field": 45, "Box": 8}  # millimetres from the label to the text


def add_styles(document: Any, *, size: float) -> None:
    """Give the document the styles of a hand-out; ``size`` of its text in points."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    styles["Normal"].font.size = Pt(size)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    _set_font(styles["Normal"])
    for name, share in _HEADINGS.items():
        _dress_heading(styles[name], Pt(size * share), _MUTED if name == "Subtitle" else _ACCENT)
    _recolour(styles["Title"])
    for name, share in _OWN.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(size * share)
    for name, (ink, ground) in _TONES.items():
        _dress_tone(styles[name], ink, ground)
    _draw_line(styles["Line"])
    styles["Cell"].paragraph_format.space_after = Pt(2)
    for name, width in _HANGING.items():
        _hang(styles[name], width)


def set_language(document: Any, lang: str) -> None:
    """Say in which language the document is, so that Word breaks and checks its words by it."""
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), _REGIONS.get(lang, lang))


def put(document: Any, text: str, style: str) -> Any:
    """Add a paragraph in a style."""
    return dress(document.add_paragraph(text), style)


def dress(paragraph: Any, style: str) -> Any:
    """Give a paragraph its style."""
    # By its id: to find a style by its name takes python-docx longer than all else.
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def speak(paragraph: Any, lang: str) -> None:
    """Say that a paragraph is in another language than the document; nothing if none is named."""
    for run in paragraph.runs if lang else ():
        run._r.get_or_add_rPr().append(_element("w:lang", val=_REGIONS.get(lang, lang)))


def fit(document: Any, size: tuple[int, int], *, margin: int) -> None:
    """Give the page its width and height, and its margins, in millimetres."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, size)
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin = section.bottom_margin = Mm(margin)


def inside(document: Any) -> int:
    """Width between the margins, in the units of Word."""
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def put_foot(document: Any, text: str, folio: str) -> None:
    """Put a text, and the number of the page, at the foot of each page."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    line = document.sections[0].footer.paragraphs[0]
    line.style = document.styles["Small"]
    line.paragraph_format.tab_stops.add_tab_stop(inside(document), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{text}\t")
    for piece in filter(None, _FIELD.split(folio)):
        if name := _NUMBERS.get(piece):
            line._p.append(_element("w:fldSimple", _element("w:r"), instr=name))
        else:
            line.add_run(piece)


def keep_rows(table: Any) -> None:
    """Let the first row stand at the top of each page, and no row be torn apart."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _dress_heading(style: Any, size: Any, ink: str) -> None:
    from docx.shared import RGBColor

    style.font.size, style.font.color.rgb, style.font.italic = (
        size,
        RGBColor.from_string(ink),
        False,
    )
    style.paragraph_format.keep_with_next = True
    _set_font(style)


def _recolour(style: Any) -> None:
    """The rule under the title in our colour, and not that of the theme."""
    from docx.oxml.ns import qn

    for rule in style.element.iter(qn("w:bottom")):
        rule.attrib.pop(qn("w:themeColor"), None)
        rule.set(qn("w:color"), _ACCENT)


def _dress_tone(style: Any, ink: str, ground: str) -> None:
    from docx.shared import RGBColor

    style.font.color.rgb = RGBColor.from_string(ink)
    edge = _element("w:left", val="single", sz="20", space="6", color=ink)
    style.element.get_or_add_pPr().append(_element("w:pBdr", edge))
    style.element.pPr.append(_element("w:shd", val="clear", color="auto", fill=ground))


def _draw_line(style: Any) -> None:
    """A rule under each paragraph, to write on."""
    from docx.shared import Pt

    rules = [_element(f"w:{side}", val="single", sz="4", space="1", color=_RULE)
             for side in ("bottom", "between")]  # fmt: skip
    # before the spacing, which python-docx puts behind it: Word asks for this order
    style.element.get_or_add_pPr().append(_element("w:pBdr", *rules))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(4)


def _hang(style: Any, width: int) -> None:
    from docx.shared import Mm

    form = style.paragraph_format
    form.left_indent, form.first_line_indent = Mm(width), -Mm(width)
    form.tab_stops.add_tab_stop(Mm(width))


def _set_font(style: Any) -> None:
    """One font, instead of the two of the theme."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for key in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{key}"), _FONT)


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made
