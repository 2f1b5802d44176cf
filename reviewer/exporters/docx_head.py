"""The red head of an official paper in DOCX: 发文机关标志, 发文字号 and the red rule.

It stands in the header of the first page, so that the report's text stays as it is.
"""

from __future__ import annotations

from typing import Final

from docx.document import Document as DocxDocument
from docx.shared import Mm

from reviewer.exporters import official
from reviewer.exporters.clean import legal
from reviewer.exporters.docx_styles import page_number_right
from reviewer.exporters.docx_table import put_before
from reviewer.exporters.docx_xml import colour, run
from reviewer.exporters.official import FAMILIES, HEAD_LINES, LINE_PITCH, Face

_FROM_EDGE_MM: Final = 15.0
_TWIPS_A_MM: Final = 1440 / 25.4


def put_head(document: DocxDocument, mark: str, number: str) -> None:
    """Put the red head on the first page; the rest of the page begins below it."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(_FROM_EDGE_MM)
    page_number_right(section.first_page_footer)
    header = section.first_page_header
    header.is_linked_to_previous = False
    place = header.paragraphs[0]._p  # noqa: SLF001
    size = official.head_size(mark)
    down = official.TOP_MM + official.HEAD_DOWN_MM - _FROM_EDGE_MM
    red = colour(official.HEAD_COLOUR)
    looks = (
        f'<w:rFonts w:hint="eastAsia" w:eastAsia="{FAMILIES[Face.TITLE]}"/>'
        f'<w:color w:val="{red}"/><w:spacing w:val="0"/><w:sz w:val="{round(size * 2)}"/>'
    )
    blank = round(HEAD_LINES * LINE_PITCH * 20)
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{round(official.HEAD_RULE * 8)}" '
        f'w:space="{round(official.HEAD_RULE_MM * 72 / 25.4)}" w:color="{red}"/></w:pBdr>'
    )
    centred = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    above = f'<w:spacing w:before="{round(down * _TWIPS_A_MM)}" w:after="{blank}"'
    above += f' w:line="{round(size * 20)}" w:lineRule="exact"/>'
    below = f'<w:spacing w:line="{blank}" w:lineRule="exact"/>'
    words = run(legal(number)) if number else ""
    parts = [
        f"<w:p><w:pPr>{above}{centred}</w:pPr>{run(legal(mark), looks)}</w:p>",
        f"<w:p><w:pPr>{rule}{centred}</w:pPr>{words}</w:p>",
        f"<w:p><w:pPr>{below}</w:pPr></w:p>",
    ]
    put_before(place, "".join(parts))
    place.getparent().remove(place)
