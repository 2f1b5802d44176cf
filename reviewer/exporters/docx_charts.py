"""Bar charts of a DOCX: native ones, whose figures can be changed in a word processor.

A chart is a part of its own (ECMA-376, part 1, 21.2) with the workbook that holds its figures
(15.2.11), and a frame in the text that shows it (20.4.2.8).
"""

from __future__ import annotations

import io
from typing import Final
from xml.sax.saxutils import escape

import xlsxwriter
from docx.document import Document as DocxDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reviewer.exporters.clean import legal
from reviewer.exporters.docx_table import paragraph_xml
from reviewer.exporters.docx_xml import attribute
from reviewer.exporters.official import FAMILIES, Face
from reviewer.exporters.statistics import Counted, Statistics

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH: Final = 5_580_000  # EMU, 155 mm: the type area
_HEAD: Final = 500_000
_BAR: Final = 260_000
_COLOUR: Final = "3E6FA8"


def charts_xml(figures: Statistics, document: DocxDocument, heading: str = "") -> list[str]:
    """Return the blocks of a page of statistics, and add its charts to the document."""
    blocks = [paragraph_xml(heading, "RvNote")] if heading else []
    blocks.append(paragraph_xml(figures.title, "RvTitle"))
    blocks.append(paragraph_xml(figures.sentence, "RvNote"))
    return blocks + bars_xml(figures, document)


def bars_xml(figures: Statistics, document: DocxDocument) -> list[str]:
    """Return the charts alone."""
    counts = [counted for counted in figures.counts if counted.bars]
    return [_frame(counted, number, document) for number, counted in enumerate(counts, 1)]


def _frame(counted: Counted, number: int, document: DocxDocument) -> str:
    package = document.part.package
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(counted), package
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    source = chart.relate_to(book, f"{_RELATIONS}/package")
    chart._blob = _chart(counted, source).encode()  # noqa: SLF001
    relation = document.part.relate_to(chart, f"{_RELATIONS}/chart")
    told = "，".join(f"{label}{count}条" for label, count in counted.bars)
    height = _HEAD + _BAR * len(counted.bars)
    # -- ids of drawings are unique in the document; those of a template are small
    drawing = 90_000 + number
    return (
        '<w:p><w:pPr><w:pStyle w:val="RvNote"/><w:keepLines/><w:spacing w:line="240"'
        ' w:lineRule="auto"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{_WIDTH}" cy="{height}"/>'
        f'<wp:docPr id="{drawing}" name={attribute(counted.title)}'
        f" descr={attribute(f'{counted.title}：{told}')}/>"
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_RELATIONS}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _workbook(counted: Counted) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Sheet1")
    page.write_string(0, 1, counted.title)
    for row, (label, count) in enumerate(counted.bars, 1):
        page.write_string(row, 0, legal(label))
        page.write_number(row, 1, count)
    book.close()
    return data.getvalue()


def _chart(counted: Counted, source: str) -> str:
    last = len(counted.bars) + 1
    labels = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(legal(label))}</c:v></c:pt>'
        for at, (label, _) in enumerate(counted.bars)
    )
    numbers = "".join(
        f'<c:pt idx="{at}"><c:v>{count}</c:v></c:pt>' for at, (_, count) in enumerate(counted.bars)
    )
    many = f'<c:ptCount val="{len(counted.bars)}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"'
        f' xmlns:r="{_RELATIONS}"><c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/>{_look(1200, Face.HEI, counted.caption)}</c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(counted.title)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx><c:spPr><a:solidFill>"
        f'<a:srgbClr val="{_COLOUR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f"<c:dLbls>{_text(900)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{many}{labels}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2:$B${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{many}{numbers}</c:numCache></c:numRef>"
        '</c:val></c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axis('catAx', 1, 2, 'maxMin', 'l', '')}{_axis('valAx', 2, 1, 'minMax', 't', _HIDDEN)}"
        '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:externalData r:id="{source}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


_NO_RUN: Final = '<a:endParaRPr lang="zh-CN"/>'
_HIDDEN: Final = '<c:delete val="1"/>'


def _axis(tag: str, own: int, other: int, order: str, side: str, hidden: str) -> str:
    shown = hidden or '<c:delete val="0"/>'
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'{shown}<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{_text(900)}<c:crossAx val="{other}"/>'
        f'<c:crosses val="autoZero"/></c:{tag}>'
    )


def _text(size: int) -> str:
    return f"<c:txPr><a:bodyPr/>{_look(size, Face.FANG)}</c:txPr>"


def _look(size: int, face: Face, text: str = "") -> str:
    inside = f'sz="{size}" b="0"><a:ea typeface="{FAMILIES[face]}"/>'
    run = f'<a:r><a:rPr lang="zh-CN" {inside}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
    return f"<a:p><a:pPr><a:defRPr {inside}</a:defRPr></a:pPr>{run if text else _NO_RUN}</a:p>"
