"""Page and styles of an official paper, on a cleaned copy of python-docx's template."""

from __future__ import annotations

from typing import Any, Final

import docx
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph as DocxParagraph

from reviewer.exporters import official
from reviewer.exporters.official import FAMILIES, Face

_LATIN: Final = "Times New Roman"
_AFTER_RULES: Final = ("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
_AFTER_SPACING: Final = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:shd", "w:lang")


def official_document(title: str) -> DocxDocument:
    """Return an empty document with the page, styles and page numbers of GB/T 9704-2012."""
    document = docx.Document()
    _clean(document)
    _page(document)
    _styles(document)
    _page_numbers(document)
    properties = document.core_properties
    properties.title = title
    properties.author = ""
    properties.comments = ""
    properties.language = "zh-CN"
    return document


def _clean(document: DocxDocument) -> None:
    """Take out what makes Word repair or rewrite python-docx's own template."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del relations[key]


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(official.TOP_MM), Mm(official.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(official.LEFT_MM), Mm(official.RIGHT_MM)
    # -- the line of the number reaches 3 mm below its dash
    section.footer_distance = Mm(official.BOTTOM_MM - official.PAGE_NUMBER_BELOW_MM - 3)
    properties = section._sectPr  # noqa: SLF001
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    # -- type "linesAndChars" makes LibreOffice set 14 characters a line
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(official.LINE_PITCH * 20)))


def _styles(document: DocxDocument) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _face(normal, Face.FANG, official.BODY_SIZE)
    normal.font.color.rgb = None
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(official.CHARACTER_SPACING * 20)))
    normal.element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)
    _language(normal)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(official.LINE_PITCH)
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.widow_control = False
    _line_rules(normal)
    _indent(normal, 2)
    for level in range(1, 10):
        heading = styles[f"Heading {level}"]
        _face(heading, official.heading_face(level), official.BODY_SIZE)
        heading.font.bold = False
        heading.font.italic = False
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        _black(heading)
    for name, setting in (
        ("RvTitle", official.Setting(Face.TITLE, 22.0, centred=True, indent=0)),
        ("RvSubtitle", official.Setting(Face.KAI, centred=True, indent=0)),
        ("RvAddressee", official.Setting(indent=0, line_before=True)),
        ("RvNote", official.Setting(Face.FANG, 10.5, indent=0)),
        ("RvCell", official.Setting(Face.FANG, 12.0, indent=0)),
        ("RvTable", official.Setting(Face.FANG, 9.0, indent=0)),
        ("RvTableHead", official.Setting(Face.HEI, 9.0, centred=True, indent=0)),
    ):
        _paragraph_style(document, name, setting)
    _comment_styles(document)


def _paragraph_style(document: DocxDocument, name: str, setting: official.Setting) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _face(style, setting.face, setting.size)
    layout = style.paragraph_format
    _indent(style, setting.indent)
    if setting.centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if setting.line_before:
        layout.space_before = Pt(official.LINE_PITCH)
    if setting.size > official.BODY_SIZE:
        layout.line_spacing = Pt(setting.size * 1.6)
        layout.keep_with_next = True
    if setting.size < official.BODY_SIZE:
        layout.line_spacing = Pt(setting.size * 1.45)
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if setting.centred else WD_ALIGN_PARAGRAPH.LEFT


def _comment_styles(document: DocxDocument) -> None:
    """Every comment refers to these two, which the template lacks."""
    reference = document.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(qn("w:styleId"), "CommentReference")
    reference.font.size = Pt(10.5)
    text = document.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qn("w:styleId"), "CommentText")
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(10.5)
    _indent(text, 0)
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    text.paragraph_format.line_spacing = Pt(16)


def _face(style: CharacterStyle, face: Face, size: float) -> None:
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    # -- a theme font would win over the family named beside it
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:ascii"), _LATIN)
    fonts.set(qn("w:hAnsi"), _LATIN)
    fonts.set(qn("w:eastAsia"), FAMILIES[face])
    fonts.set(qn("w:cs"), _LATIN)


def _black(style: CharacterStyle) -> None:
    properties = style.element.get_or_add_rPr()
    for hue in properties.findall(qn("w:color")):
        properties.remove(hue)


def _language(style: CharacterStyle) -> None:
    properties = style.element.get_or_add_rPr()
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")


def _line_rules(style: ParagraphStyle) -> None:
    """Say how lines are broken and filled, whatever the person's own Word is set to.

    避头尾 holds and a mark may hang behind the 28th character; no blanks are put between Chinese
    and Latin characters or digits, which would push characters off the grid (5.2.3).
    """
    properties = style.element.get_or_add_pPr()
    for name, value in (
        ("w:kinsoku", "1"),
        ("w:overflowPunct", "1"),
        ("w:autoSpaceDE", "0"),
        ("w:autoSpaceDN", "0"),
    ):
        rule = OxmlElement(name)
        rule.set(qn("w:val"), value)
        properties.insert_element_before(rule, *_AFTER_RULES)


def _indent(style: ParagraphStyle, characters: int) -> None:
    """Indent the first line by characters, in points too for programs that know no characters."""
    pitch = official.BODY_SIZE + official.CHARACTER_SPACING
    style.paragraph_format.first_line_indent = Pt(pitch * characters)
    indent = style.element.get_or_add_pPr().find(qn("w:ind"))
    if indent is not None:
        indent.set(qn("w:firstLineChars"), str(100 * characters))


def _page_numbers(document: DocxDocument) -> None:
    """Put — 1 — at the outer edge, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.even_page_footer.is_linked_to_previous = False
    page_number_right(section.footer)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def page_number_right(footer: _Footer) -> None:
    """Put the number of an odd page into a footer."""
    footer.is_linked_to_previous = False
    _page_number(footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)


def _page_number(paragraph: DocxParagraph, alignment: WD_ALIGN_PARAGRAPH) -> None:
    layout = paragraph.paragraph_format
    layout.alignment = alignment
    layout.first_line_indent = Pt(0)
    if alignment is WD_ALIGN_PARAGRAPH.RIGHT:
        layout.right_indent = Pt(official.PAGE_NUMBER_SIZE)
    else:
        layout.left_indent = Pt(official.PAGE_NUMBER_SIZE)
    for text, field in (
        ("— ", ""),
        ("", "begin"),
        (" PAGE ", "instr"),
        ("", "separate"),
        ("1", ""),
        ("", "end"),
        (" —", ""),
    ):
        _field_run(paragraph, text, field)


def _field_run(paragraph: DocxParagraph, text: str, field: str) -> None:
    run = paragraph.add_run(text if field != "instr" else "")
    run.font.size = Pt(official.PAGE_NUMBER_SIZE)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FAMILIES[Face.SONG])
    if field == "instr":
        _append(run._r, "w:instrText", {"xml:space": "preserve"}).text = text  # noqa: SLF001
    elif field:
        _append(run._r, "w:fldChar", {"w:fldCharType": field})  # noqa: SLF001


def _append(parent: BaseOxmlElement, tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)
    return element
