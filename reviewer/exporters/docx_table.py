"""The tables of a DOCX, on landscape pages."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_xml import NAMESPACES, run
from reviewer.exporters.sheets import NUMBERED, Group, Sheet
from reviewer.language.comment_words import quoted

_PAGE_WIDTH: Final = 16838  # twips: A4 landscape
_PAGE_HEIGHT: Final = 11906
_MARGIN: Final = 1134  # 20 mm
_TYPE_WIDTH: Final = _PAGE_WIDTH - 2 * _MARGIN

LANDSCAPE: Final = (
    f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}" w:orient="landscape"/>'
    f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
)


def table_xml(sheet: Sheet, heading: str = "") -> list[str]:
    """Return the blocks of a table's pages: heading line, title, notes, table, tail."""
    blocks = [paragraph_xml(heading, "RvNote")] if heading else []
    blocks.append(paragraph_xml(sheet.title, "RvTitle"))
    blocks += [paragraph_xml(note, "RvNote") for note in sheet.notes]
    blocks.append(grid_xml(sheet))
    return blocks + tail_xml(sheet)


def put_before(place: Any, source: str) -> None:
    """Put blocks, as XML, before an element.

    Rows follow their table one by one: libxml2 takes quadratic time to move a large element into
    another document (290 s for 5,000 rows, 0.1 s so).
    """
    for block in list(parse_xml(f"<w:body {NAMESPACES}>{source}</w:body>")):
        rows = block.findall(qn("w:tr"))
        for row in rows:
            block.remove(row)
        place.addprevious(block)
        for row in rows:
            block.append(row)


def tail_xml(sheet: Sheet) -> list[str]:
    """Return the lines below a table."""
    return [paragraph_xml(line, "RvNote") for line in sheet.tail]


def orphans_xml(title: str, orphans: list[Remark]) -> list[str]:
    """Return the blocks that list the remarks which have lost their place."""
    if not orphans:
        return []
    lines = [paragraph_xml(orphan_line(orphan), "RvNote") for orphan in orphans]
    return [paragraph_xml(title, "RvSubtitle"), *lines]


def orphan_line(remark: Remark) -> str:
    """Say in one line what an annotation was that has lost its place."""
    quote = legal(remark.annotation.quote).replace("\n", " ")
    on = f"原文{quoted(quote)}：" if quote else ""
    answers = "".join(f"（{answer.author}回复：{answer.text}）" for answer in remark.answers)
    return f"{remark.number}. {on}{remark.text}{answers}（{remark.author}）"


def grid_xml(sheet: Sheet) -> str:
    """Return the table alone."""
    total = sum(sheet.widths)
    widths = [width * _TYPE_WIDTH // total for width in sheet.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(column, width, "RvTableHead")
        for column, width in zip(sheet.columns, widths, strict=True)
    )
    numbers = next((at for at, name in enumerate(sheet.columns) if name == NUMBERED), -1)
    rows = "".join(_group(group, widths, numbers) for group in sheet.groups)
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _group(group: Group, widths: list[int], numbers: int) -> str:
    rows = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(text, width, centred=at == numbers)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        + "</w:tr>"
        for row in group.rows
    ]
    if group.label:
        label = (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:gridSpan w:val="{len(widths)}"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
            f"{paragraph_xml(group.label, 'RvTableHead', keep=True)}</w:tc>"
        )
        rows.insert(0, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{label}</w:tr>")
    return "".join(rows)


def _cell(text: str, width: int, style: str = "RvTable", *, centred: bool = False) -> str:
    lines = text.split("\n")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + "".join(paragraph_xml(line, style, centred=centred) for line in lines)
        + "</w:tc>"
    )


def paragraph_xml(text: str, style: str, *, keep: bool = False, centred: bool = False) -> str:
    """Return a paragraph of a style; without one it has the document's usual look."""
    kept = ("<w:keepNext/>" if keep else "") + ('<w:jc w:val="center"/>' if centred else "")
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks = f"<w:pPr>{named}{kept}</w:pPr>" if named or kept else ""
    return f"<w:p>{looks}{run(text) if text else ''}</w:p>"
