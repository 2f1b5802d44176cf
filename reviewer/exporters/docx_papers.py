"""The papers about a report as DOCX: templates filled in with what the review says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from docx.document import Document as DocxDocument

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.deliberation import Draft, draft
from reviewer.exporters.docx_charts import bars_xml
from reviewer.exporters.docx_table import grid_xml, paragraph_xml
from reviewer.exporters.docx_template import Template
from reviewer.exporters.options import Paper
from reviewer.exporters.sheets import columns_of, sheet
from reviewer.exporters.statistics import statistics
from reviewer.exporters.templates import template_of

TABLE: Final = "表格"
OPINIONS: Final = "审议意见"
CHARTS: Final = "图表"


def paper(export: Export) -> DocxDocument:
    """Return the paper asked for. Raises ExportError where its template cannot be used."""
    path = template_of(export.paper, export.templates)
    match export.paper:
        case Paper.DELIBERATION:
            made = draft(export)
            template = Template(path, made.title)
            words = {"总体评价": made.praise, "说明": made.note}
            template.fill(_words(export, made.title) | words, {OPINIONS: _opinions(made)})
        case Paper.STATISTICS:
            figures = statistics(export)
            template = Template(path, figures.title)
            template.fill(
                _words(export, figures.title) | {"小结": figures.sentence},
                {CHARTS: bars_xml(figures, template.document)},
            )
        case _:
            template = _table(export, Template(path, ""))
    return template.document


def _table(export: Export, template: Template) -> Template:
    table = sheet(export)
    whole = sheet(replace(export, columns=columns_of(export.paper)))
    words = {"小结": "".join(table.notes[1:])}
    template.document.core_properties.title = table.title
    template.fill(_words(export, table.title) | words, {TABLE: [grid_xml(table)]}, whole)
    return template


def _words(export: Export, title: str) -> dict[str, str]:
    day = export.exported_at.astimezone()
    return {
        "标题": title,
        "报告标题": legal(export.document.title),
        "填报单位": legal(export.heading),
        "日期": f"{day.year}年{day.month}月{day.day}日",
    }


def _opinions(made: Draft) -> list[str]:
    return [
        paragraph_xml(line.text, f"Heading{line.level}" if line.level else "")
        for line in made.opinions
    ]
