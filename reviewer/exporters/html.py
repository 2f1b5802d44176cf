"""HTML: one file with everything in it, readable offline, on a phone and on paper.

No scripts: the outline and the marks are links, notes open and close with `details`. The markup is
well-formed XML too. A note stands beside its paragraph, and runs on beside those that
follow, where there is room, else below it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.deliberation import as_report
from reviewer.exporters.digest import Remark, remarks, summary, words_of
from reviewer.exporters.html_style import style_sheet
from reviewer.exporters.options import Paper
from reviewer.exporters.sheets import TABLES, Sheet, chinese_date, sheet
from reviewer.language import paper_terms as terms
from reviewer.language.comment_words import written
from reviewer.language.terms import DISPOSITION_TERMS, KIND_TERMS, RESOLVED_TERMS, SEVERITY_TERMS
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.records import Disposition, Kind, Scope, Severity
from reviewer.model.spans import Span, sweep

_BATCH: Final = 500
_FIT_A_PHONE: Final = 3
"""A table of so many columns stays one on a narrow screen; rows of others become cards."""
_RUN_ON: Final = 30
"""Beside so many paragraphs without notes of their own the notes before them may stand."""
Block = tuple[str, str]
"""A paragraph or table, and the notes on it."""
_CLASSES: Final = {
    Kind.HIGHLIGHT: "fill",
    Kind.COMMENT: "fill",
    Kind.UNDERLINE: "line",
    Kind.STRIKEOUT: "strike",
    Kind.REPLACE: "old",
    Kind.DELETE: "old",
}


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the paper that is asked for."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        if export.paper in (*TABLES, Paper.STATISTICS):
            table = sheet(export)
            stream.write(_head(table.title, export))
            stream.writelines(_table_page(table, export))
        else:
            if export.paper is Paper.DELIBERATION:
                export = as_report(export)
            page = _Page(export)
            stream.write(_head(legal(export.title or export.document.title), export))
            for at, part in enumerate(page.parts()):
                stream.write(part)
                if at % _BATCH == 0:
                    progress(min(1.0, at / (1 + len(export.document.paragraphs))))
        stream.write("</body>\n</html>\n")
    progress(1.0)


def _head(title: str, export: Export) -> str:
    style = style_sheet(export.review.categories())
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN" xml:lang="zh-CN" xmlns="http://www.w3.org/1999/xhtml">\n'
        '<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="generator" content="Reviewer"/>\n'
        f"<title>{_escaped(title) or '报告'}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )


def _table_page(table: Sheet, export: Export) -> Iterator[str]:
    yield f'<main class="wide">\n{_lines([legal(export.heading)])}<h1>{_escaped(table.title)}</h1>\n'
    yield _lines(table.notes)
    look = ' class="cards"' if len(table.columns) > _FIT_A_PHONE else ""
    yield f'<div class="scroll"><table{look}>\n<colgroup>'
    for width in table.widths:
        yield f'<col style="width:{100 * width / sum(table.widths):.2f}%"/>'
    yield "</colgroup>\n<thead><tr>"
    yield "".join(f'<th scope="col">{_escaped(name)}</th>' for name in table.columns)
    yield "</tr></thead>\n"
    for group in table.groups:
        yield "<tbody>\n"
        if group.label:
            span = len(table.columns)
            yield f'<tr><th scope="rowgroup" colspan="{span}">{_escaped(group.label)}</th></tr>\n'
        for row in group.rows:
            named = zip(table.columns, row, strict=True)
            cells = (f'<td data-label="{_escaped(n)}">{_broken(cell)}</td>' for n, cell in named)
            yield f"<tr>{''.join(cells)}</tr>\n"
        yield "</tbody>\n"
    yield f"</table></div>\n{_lines(table.tail)}</main>\n"


class _Page:
    """The report with its outline, marks and notes."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._document = export.document
        self._remarks = remarks(export)
        self._headings = {section.heading.start: section for section in self._document.sections}
        self._marks: dict[int, list[tuple[Span, Remark]]] = defaultdict(list)
        self._ends: dict[int, list[Remark]] = defaultdict(list)
        self._notes: dict[int, list[Remark]] = defaultdict(list)
        for remark in self._remarks:
            if remark.span is not None and not self._is_whole(remark):
                self._place(remark, remark.span)
        self._stops = sorted(self._ends)

    def parts(self) -> Iterator[str]:
        """Yield the body piece by piece."""
        yield from self._outline()
        yield "<main>\n"
        if self._export.paper is Paper.REPORT:
            yield f'<p class="sum">{_escaped(summary(self._remarks, self._export.review))}</p>\n'
        whole = [remark for remark in self._remarks if self._is_whole(remark)]
        yield self._asides(whole, "对全文的意见")
        yield from _rows(self._blocks())
        yield self._asides([r for r in self._remarks if r.span is None], terms.ORPHANS_TITLE)
        yield "</main>\n"

    def _blocks(self) -> Iterator[Block]:
        """Yield paragraphs and tables, each with the notes on it."""
        at, paragraphs = 0, self._document.paragraphs
        while at < len(paragraphs):
            if paragraphs[at].cell is not None:
                stop = _end_of_table(self._document, at)
                yield self._table(range(at, stop))
                at = stop
            else:
                yield self._paragraph(at, paragraphs[at])
                at += 1

    # what goes where

    @staticmethod
    def _is_whole(remark: Remark) -> bool:
        return remark.annotation.target.scope is Scope.DOCUMENT

    def _place(self, remark: Remark, span: Span) -> None:
        touched = self._document.paragraphs_in(span)
        self._notes[touched[-1]].append(remark)
        self._ends[max(span.start, span.end)].append(remark)
        if remark.annotation.target.scope is Scope.RANGE and not span.is_empty:
            for index in touched:
                self._marks[index].append((span, remark))

    # writing

    def _outline(self) -> Iterator[str]:
        if not self._document.sections:
            return
        yield '<nav aria-label="目录"><details open="open"><summary>目录</summary>\n'
        yield self._items(self._document.root.children)
        yield "</details></nav>\n"

    def _items(self, sections: tuple[Section, ...]) -> str:
        items = (
            f'<li><a href="#s{section.span.start}">{_escaped(section.label)}</a>'
            f"{self._items(section.children)}</li>\n"
            for section in sections
        )
        return f"<ul>\n{''.join(items)}</ul>" if sections else ""

    def _paragraph(self, index: int, paragraph: Paragraph) -> Block:
        section = self._headings.get(paragraph.span.start)
        identity = f' id="s{section.span.start}"' if section is not None else ""
        words = self._words(index, paragraph)
        match paragraph.kind:
            case ParagraphKind.TITLE:
                tag, look = "h1", ""
            case ParagraphKind.HEADING:
                tag, look = f"h{min(6, max(1, paragraph.level) + 1)}", ""
            case kind:
                tag, look = "p", f' class="{kind.value.replace("_", "-")}"'
        notes = self._asides(self._notes.get(index, ()), "")
        return f"<{tag}{identity}{look}>{words}</{tag}>\n", notes

    def _table(self, indexes: range) -> Block:
        rows: dict[int, list[str]] = {}
        cells: dict[tuple[int, int], list[int]] = {}
        for index in indexes:
            cell = self._document.paragraphs[index].cell
            if cell is not None:
                cells.setdefault((cell.row, cell.column), []).append(index)
        for (row, _), inside in sorted(cells.items()):
            cell = self._document.paragraphs[inside[0]].cell
            spans = f' rowspan="{cell.row_span}"' if cell and cell.row_span > 1 else ""
            spans += f' colspan="{cell.column_span}"' if cell and cell.column_span > 1 else ""
            words = "<br/>".join(
                self._words(index, self._document.paragraphs[index]) for index in inside
            )
            rows.setdefault(row, []).append(f"<td{spans}>{words}</td>")
        body = "".join(f"<tr>{''.join(found)}</tr>\n" for _, found in sorted(rows.items()))
        notes = self._asides([n for i in indexes for n in self._notes.get(i, ())], "")
        return f'<div class="scroll"><table><tbody>\n{body}</tbody></table></div>\n', notes

    def _words(self, index: int, paragraph: Paragraph) -> str:
        """The text of a paragraph with its marks, and a number where a range ends."""
        span = paragraph.span
        pieces = [self._at(span.start)]
        for run, over in sweep(self._marks.get(index, ()), span):
            for cut in self._cuts(run):
                pieces.append(_marked(cut.cut(self._document.text), over))
                pieces.append(self._at(cut.end))
        return "".join(pieces)

    def _cuts(self, run: Span) -> Iterator[Span]:
        at = run.start
        low, high = bisect_right(self._stops, run.start), bisect_left(self._stops, run.end)
        for stop in (*self._stops[low:high], run.end):
            yield Span(at, stop)
            at = stop

    def _at(self, offset: int) -> str:
        return "".join(_reference(remark) for remark in self._ends.get(offset, ()))

    def _asides(self, found: Sequence[Remark], title: str) -> str:
        if not found:
            return ""
        label = title or "批注"
        notes = "".join(self._note(remark) for remark in found)
        head = f"<h2>{title}</h2>\n" if title else ""
        kind = "list" if title else "notes"
        return f'<aside class="{kind}" aria-label="{label}">\n{head}{notes}</aside>\n'

    def _note(self, remark: Remark) -> str:
        annotation = remark.annotation
        body = [f'<p class="said">{_broken(_said(remark))}</p>\n']
        if remark.span is None and annotation.quote:
            body.insert(0, f"<blockquote><p>{_broken(legal(annotation.quote))}</p></blockquote>\n")
        body += [
            f'<p class="reply"><b>{_escaped(answer.author)}</b>：{_broken(answer.text)}</p>\n'
            for answer in remark.answers
        ]
        look = f"note k-{annotation.category}" if remark.category else "note"
        back = "" if remark.span is None or self._is_whole(remark) else f'href="#r{remark.number}"'
        number = f"<a {back}>{remark.number}</a>" if back else f"{remark.number}"
        day = annotation.created.astimezone().date().isoformat()
        when = f'<time datetime="{day}">{chinese_date(annotation.created)}</time>'
        return (
            f'<details open="open" class="{_escaped(look)}" id="n{remark.number}">'
            f"<summary>{number} {_escaped(' · '.join(_particulars(remark)))} "
            f'<span class="by">{_escaped(remark.author)} {when}</span></summary>\n'
            f"{''.join(body)}</details>\n"
        )


def _rows(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield rows: a block with its notes, and those after it beside which the notes may run on."""
    parts: list[str] = []
    for block, notes in blocks:
        # -- a heading is not parted from what it stands over
        if parts and (notes or block.startswith("<h") or len(parts) > _RUN_ON):
            yield _row(parts)
            parts = []
        parts.append(block)
        if notes:
            # -- who reads on a phone has the notes where they belong: before what follows
            parts.append(notes)
    if parts:
        yield _row(parts)


def _row(parts: list[str]) -> str:
    count = sum(not part.startswith("<aside") for part in parts)
    return f'<div class="row" style="--blocks:{count}">\n{"".join(parts)}</div>\n'


def _said(remark: Remark) -> str:
    """What a note says below its head, which has the particulars."""
    words = words_of(remark.annotation, remark.category)
    plain = words._replace(severity=Severity.NORMAL, disposition=Disposition.PENDING)
    return legal(written(plain))


def _particulars(remark: Remark) -> list[str]:
    annotation = remark.annotation
    parts = [KIND_TERMS[annotation.kind]]
    if annotation.severity is not Severity.NORMAL:
        parts.append(SEVERITY_TERMS[annotation.severity])
    if annotation.resolved:
        parts.append(RESOLVED_TERMS[True])
    if annotation.disposition is not Disposition.PENDING:
        parts.append(DISPOSITION_TERMS[annotation.disposition])
    return parts


def _marked(text: str, over: tuple[Remark, ...]) -> str:
    """Characters under their marks; struck characters are `del` for every reader."""
    words = _broken(legal(text))
    looks: list[str] = []
    for remark in over:
        kind = _CLASSES.get(remark.annotation.kind, "fill")
        category = f" k-{remark.annotation.category}" if remark.category else ""
        looks.append(f"{kind}{category}")
    classes = " ".join(dict.fromkeys(" ".join(looks).split()))
    if not classes:
        return words
    tag = "del" if "old" in classes.split() else "mark"
    return f'<{tag} class="{_escaped(classes)}">{words}</{tag}>'


def _reference(remark: Remark) -> str:
    """What stands after a range: the wording suggested, and a number that leads to the note."""
    suggestion = legal(remark.annotation.suggestion)
    new = f"<ins>{_broken(suggestion)}</ins>" if suggestion else ""
    number = remark.number
    return f'{new}<sup><a id="r{number}" href="#n{number}">[{number}]</a></sup>'


def _end_of_table(document: Document, at: int) -> int:
    cell = document.paragraphs[at].cell
    stop = at
    while stop < len(document.paragraphs):
        other = document.paragraphs[stop].cell
        if cell is None or other is None or other.table != cell.table:
            break
        stop += 1
    return stop


def _lines(lines: Iterable[str]) -> str:
    return "".join(f'<p class="line">{_escaped(line)}</p>\n' for line in lines if line)


def _escaped(text: str) -> str:
    return escape(text, quote=True)


def _broken(text: str) -> str:
    """Escaped text; line breaks become elements."""
    return _escaped(text).replace("\u2028", "<br/>").replace("\n", "<br/>")
