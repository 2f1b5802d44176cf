"""The opinion table (意见汇总表) of a DOCX, on landscape pages."""

from __future__ import annotations

from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import COLUMNS, Remark, opinion_rows, summary
from reviewer.exporters.docx_xml import run

TABLE_TITLE: Final = "意见汇总表"
ORPHANS_TITLE: Final = "未能定位的批注"
SIGNATURES: Final = "审核人：　　　　　　　　复核人：　　　　　　　　日期："

_PAGE_WIDTH: Final = 16838  # twips: A4 landscape
_PAGE_HEIGHT: Final = 11906
_MARGIN: Final = 1134  # 20 mm
_TYPE_WIDTH: Final = _PAGE_WIDTH - 2 * _MARGIN
_SHARES: Final = (10, 22, 44, 54, 26, 14, 14, 22, 14, 18, 13, 17, 24)
"""Relative widths of the columns."""

LANDSCAPE: Final = (
    f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}" w:orient="landscape"/>'
    f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
)


def table_xml(remarks: list[Remark], export: Export) -> list[str]:
    """Return the blocks of the table's pages: heading, summary, table, orphans, signature line."""
    blocks = [
        _paragraph(TABLE_TITLE, "RvTitle"),
        _paragraph(f"报告：{export.document.title}", "RvNote"),
        _paragraph(summary(remarks, export.review), "RvNote"),
        _table(remarks, export),
    ]
    orphans = [remark for remark in remarks if remark.span is None]
    if orphans:
        blocks.append(_paragraph(ORPHANS_TITLE, "RvSubtitle"))
        blocks += [_paragraph(orphan_line(orphan), "RvNote") for orphan in orphans]
    blocks.append(_paragraph(SIGNATURES, "RvNote"))
    return blocks


def orphan_line(remark: Remark) -> str:
    """Say in one line what an annotation was that has lost its place."""
    quote = legal(remark.annotation.quote).replace("\n", " ")
    on = f"原文“{quote}”：" if quote else ""
    answers = "".join(f"（{answer.author}回复：{answer.text}）" for answer in remark.answers)
    return f"{remark.number}. {on}{remark.text}{answers}（{remark.author}）"


def _table(remarks: list[Remark], export: Export) -> str:
    widths = [share * _TYPE_WIDTH // sum(_SHARES) for share in _SHARES]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(column, width, "RvTableHead") for column, width in zip(COLUMNS, widths, strict=True)
    )
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(text, width) for text, width in zip(row, widths, strict=True))
        + "</w:tr>"
        for row in opinion_rows(remarks, export)
    )
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


def _cell(text: str, width: int, style: str = "RvTable") -> str:
    lines = text.split("\n")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + "".join(_paragraph(line, style) for line in lines)
        + "</w:tc>"
    )


def _paragraph(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text) if text else ""}</w:p>'
