"""The tables about a review as plain rows: 意见汇总表, 修改对照表, 问题—建议对应表.

DOCX, PDF, XLSX and CSV write what stands here, so that they cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reviewer.errors import UsageError
from reviewer.exporters import Export
from reviewer.exporters.changes import change_row, changes, is_change
from reviewer.exporters.clean import legal
from reviewer.exporters.correspondence import (
    correspondence_rows,
    correspondence_summary,
    pairs_of,
)
from reviewer.exporters.digest import (
    Remark,
    lost_place,
    name_of,
    place_of,
    remarks,
    short_suggestion,
    suggestion_text,
    summary,
)
from reviewer.exporters.grouping import label_of, signed
from reviewer.exporters.options import Paper
from reviewer.exporters.statistics import Statistics, statistics
from reviewer.language import paper_terms as terms
from reviewer.language.terms import DISPOSITION_TERMS, KIND_TERMS, SEVERITY_TERMS
from reviewer.model.records import Annotation, Disposition

Row = tuple[str, ...]
_ENDS: Final = re.compile("\r\n|[\r\u2028\u2029]")
"""Ends of lines that spreadsheet programs do not take for one."""
NUMBERED: Final = "序号"
"""The column of numbers, in the middle of its width."""
DATES: Final = frozenset({"提出时间", "处理日期"})
"""The columns of dates."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without grouping there is one group without a label."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be written: title, lines below it, columns, rows, lines at the end."""

    title: str
    notes: Sequence[str]
    columns: Sequence[str]
    groups: Sequence[Group]
    tail: Sequence[str] = (terms.SIGNATURES,)

    @property
    def widths(self) -> list[int]:
        """Relative widths of the columns."""
        return [terms.COLUMN_WIDTHS.get(name, 20) for name in self.columns]

    @property
    def tells_of_lost(self) -> bool:
        """Whether its rows say all there is to say of remarks that have lost their place."""
        return {"原文位置", "原文内容", "修改意见"} <= set(self.columns)

    @property
    def rows(self) -> Iterator[Row]:
        """All rows in order."""
        return (row for group in self.groups for row in group.rows)


def chinese_date(time: datetime) -> str:
    """Return the local day as papers write it: full year, no zeros (GB/T 9704-2012, 7.3.5.4)."""
    day = time.astimezone()
    return f"{day.year}年{day.month}月{day.day}日"


TABLES: Final = (Paper.OPINIONS, Paper.CHANGES, Paper.CORRESPONDENCE)
"""The papers that are tables."""


def sheet(export: Export) -> Sheet:
    """Return the table an export asks for; the report itself gives 意见汇总表.

    Raises UsageError where a column was chosen that the table does not have.
    """
    match export.paper:
        case Paper.CHANGES:
            return _changes(export)
        case Paper.CORRESPONDENCE:
            return _correspondence(export)
        case Paper.STATISTICS:
            return _figures(statistics(export), export)
        case _:
            return opinions(export, remarks(export))


def columns_of(paper: Paper) -> tuple[str, ...]:
    """Return every column a table may have."""
    match paper:
        case Paper.CHANGES:
            return terms.CHANGE_COLUMNS
        case Paper.CORRESPONDENCE:
            return terms.CORRESPONDENCE_COLUMNS
        case Paper.STATISTICS:
            return terms.STATISTICS_COLUMNS
        case _:
            return terms.OPINION_COLUMNS


def opinions(export: Export, found: list[Remark]) -> Sheet:
    """Return 意见汇总表: a row for each remark, with the sentence that sums it up."""
    columns = _chosen(export, terms.USUAL_OPINION_COLUMNS, Paper.OPINIONS)
    # -- a long quote need not stand in a row twice
    say = short_suggestion if "原文内容" in columns else suggestion_text
    notes = [summary(found, export.review)]
    lost = sum(remark.annotation.is_orphan for remark in found)
    if lost:
        notes.append(terms.LOST_OPINIONS.format(count=lost))
    return _sheet(
        export,
        terms.OPINIONS_TITLE,
        notes,
        columns,
        [(remark, _opinion(remark, export, say)) for remark in found],
    )


def _changes(export: Export) -> Sheet:
    found = changes(export)
    rejected = sum(is_change(r.annotation) for r in remarks(export)) - sum(map(len, found))
    made = sum(map(len, found))
    notes = [terms.CHANGES_MADE.format(count=made) if made else terms.NO_CHANGES]
    lost = sum(change.remark.annotation.is_orphan for row in found for change in row)
    if lost:
        notes[0] += terms.LOST_CHANGES.format(count=lost)
    if rejected:
        notes[0] += terms.CHANGES_REJECTED.format(count=rejected)
    return _sheet(
        export,
        terms.CHANGES_TITLE,
        notes,
        _chosen(export, terms.USUAL_CHANGE_COLUMNS, Paper.CHANGES),
        [(row[0].remark, change_row(at, row, export)) for at, row in enumerate(found, 1)],
    )


def _correspondence(export: Export) -> Sheet:
    columns = _chosen(export, terms.CORRESPONDENCE_COLUMNS, Paper.CORRESPONDENCE)
    pairs = pairs_of(export)
    rows = correspondence_rows(pairs, export)
    return Sheet(
        legal(export.title or terms.CORRESPONDENCE_TITLE),
        [
            terms.REPORT_LINE.format(title=legal(export.document.title)),
            correspondence_summary(pairs),
        ],
        columns,
        [Group("", [_cells(row, columns) for row in rows])],
    )


def _figures(figures: Statistics, export: Export) -> Sheet:
    columns = _chosen(export, terms.STATISTICS_COLUMNS, Paper.STATISTICS)
    groups = [
        Group(
            counted.title, [_cells(_bar(label, number), columns) for label, number in counted.bars]
        )
        for counted in figures.counts
    ]
    notes = [line for line in (figures.report, figures.sentence) if line]
    return Sheet(figures.title, notes, columns, groups, ())


def _bar(label: str, number: int) -> dict[str, str]:
    return dict(zip(terms.STATISTICS_COLUMNS, (label, str(number)), strict=True))


def _sheet(
    export: Export,
    title: str,
    notes: list[str],
    columns: Sequence[str],
    rows: Sequence[tuple[Remark, Mapping[str, str]]],
) -> Sheet:
    groups: dict[str, list[Row]] = {}
    for remark, row in rows:
        groups.setdefault(label_of(export.grouping, remark, export), []).append(
            _cells(row, columns)
        )
    return Sheet(
        legal(export.title or title),
        [terms.REPORT_LINE.format(title=legal(export.document.title)), *notes],
        columns,
        [Group(legal(name), found) for name, found in groups.items()] or [Group("", [])],
    )


def _chosen(export: Export, usual: Sequence[str], paper: Paper) -> Sequence[str]:
    known = columns_of(paper)
    for name in export.columns:
        if name not in known:
            raise UsageError(f"没有“{name}”这一栏，可以选：{'、'.join(known)}。")
    return export.columns or usual


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> Row:
    return tuple(legal(_ENDS.sub("\n", row[name])) for name in columns)


# 意见汇总表

_ANSWERED: Final = frozenset(
    {Disposition.REJECTED, Disposition.PARTLY_ADOPTED, Disposition.UNDER_STUDY}
)


def _opinion(remark: Remark, export: Export, say: Callable[[Annotation], str]) -> dict[str, str]:
    annotation, ruling = remark.annotation, remark.annotation.ruling
    handler = export.review.reviewer(ruling.by) if ruling is not None and ruling.by else None
    at = ruling.at if ruling is not None else None
    answered = annotation.disposition in _ANSWERED
    return {
        "序号": str(remark.number),
        "原文位置": place_of(annotation, export.document) or lost_place(annotation),
        "原文内容": annotation.quote.replace("\n", " ").replace("\u2028", " "),
        "修改意见": _said(remark, say),
        "理由依据": annotation.reason,
        "意见类型": remark.category or KIND_TERMS[annotation.kind],
        "重要程度": SEVERITY_TERMS[annotation.severity],
        "提出单位/人": signed(remark, export),
        "提出时间": chinese_date(annotation.created),
        "采纳情况": DISPOSITION_TERMS[annotation.disposition],
        "未采纳理由": ruling.reason if ruling is not None and answered else "",
        "处理人": name_of(handler) if handler is not None else "",
        "处理日期": chinese_date(at) if at is not None else "",
        "修改后文本": ruling.wording if ruling is not None else "",
    }


def _said(remark: Remark, say: Callable[[Annotation], str]) -> str:
    annotation = remark.annotation
    parts = [say(annotation), annotation.body]
    parts += [f"（{answer.author}回复：{answer.text}）" for answer in remark.answers]
    said = "\n".join(part for part in parts if part)
    return said or f"（{KIND_TERMS[annotation.kind]}）"
