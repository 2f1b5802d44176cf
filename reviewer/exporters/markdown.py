"""Markdown: the report with its annotations as numbered footnotes; the tables as pipe tables.

CommonMark with the footnotes and tables of GitHub and pandoc. What would be taken for markup is
escaped, so that the words stay those of the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.deliberation import as_report
from reviewer.exporters.digest import Remark, remarks, summary
from reviewer.exporters.options import Paper
from reviewer.exporters.sheets import TABLES, Sheet, sheet
from reviewer.language import paper_terms as terms
from reviewer.language.comment_words import quoted
from reviewer.model.document import Paragraph, ParagraphKind

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~$&!^{}])")
_STARTS: Final = re.compile(r"^(\s*)([-+=:]|\d{1,9}[.)])")


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write the paper that is asked for."""
    if export.paper in (*TABLES, Paper.STATISTICS):
        lines = _table(sheet(export), export)
    elif export.paper is Paper.DELIBERATION:
        lines = _report(as_report(export))
    else:
        lines = _report(export)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)
    progress(1.0)


def _report(export: Export) -> Iterator[str]:
    found = remarks(export)
    document = export.document
    ends: dict[int, list[Remark]] = defaultdict(list)
    for remark in found:
        if remark.span is not None:
            ends[remark.span.end].append(remark)
    stops = sorted(ends)
    low = 0
    for paragraph in document.paragraphs:
        words: list[str] = []
        start = paragraph.span.start
        while low < len(stops) and stops[low] <= paragraph.span.end:
            stop = max(start, stops[low])
            words.append(escaped(document.text[start:stop]))
            words += [f"[^{remark.number}]" for remark in ends[stops[low]]]
            start, low = stop, low + 1
        words.append(escaped(document.text[start : paragraph.span.end]))
        yield _line("".join(words), paragraph)
        yield ""
    if export.paper is Paper.REPORT:
        yield f"*{escaped(summary(found, export.review))}*"
        yield ""
    yield from _notes(found)


def _notes(found: list[Remark]) -> Iterator[str]:
    for remark in found:
        if remark.span is not None:
            yield f"[^{remark.number}]: {_note(remark)}"
            yield ""
    lost = [remark for remark in found if remark.span is None]
    if lost:
        yield f"## {terms.ORPHANS_TITLE}"
        yield ""
    for remark in lost:
        quote = escaped(quoted(remark.annotation.quote)) if remark.annotation.quote else ""
        yield f"{remark.number}. {f'{quote} ' if quote else ''}{_note(remark)}"
        yield ""


def _note(remark: Remark) -> str:
    parts = [f"{escaped(remark.text)}（{escaped(remark.author)}）"]
    parts += [f"{escaped(a.author)}回复：{escaped(a.text)}" for a in remark.answers]
    return "\\\n    ".join(parts)


def _line(words: str, paragraph: Paragraph) -> str:
    match paragraph.kind:
        case ParagraphKind.TITLE:
            return f"# {words}"
        case ParagraphKind.HEADING:
            return f"{'#' * min(6, max(1, paragraph.level) + 1)} {words}"
        case _:
            return _STARTS.sub(r"\1\\\2", words) if not words[:1].isdigit() else _listed(words)


def _listed(words: str) -> str:
    """Keep 1. from beginning a list, which would number anew."""
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", words)


def _table(table: Sheet, export: Export) -> Iterator[str]:
    if export.heading:
        yield escaped(legal(export.heading))
        yield ""
    yield f"# {escaped(table.title)}"
    for note in table.notes:
        yield ""
        yield escaped(note)
    yield ""
    yield f"| {' | '.join(map(escaped, table.columns))} |"
    yield f"|{' --- |' * len(table.columns)}"
    empty = " |" * (len(table.columns) - 1)
    for group in table.groups:
        if group.label:
            yield f"| **{escaped(group.label)}** |{empty}"
        for row in group.rows:
            yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    for line in table.tail:
        yield ""
        yield escaped(line)


def _cell(text: str) -> str:
    return escaped(text.replace("\n", "\u2028")).replace("\\\n    ", "<br>")


def escaped(text: str) -> str:
    """Return text that says the same in Markdown; line breaks inside it are hard ones."""
    plain = _MARKUP.sub(r"\\\1", legal(text)).replace("\t", " ")
    return plain.replace("\u2028", "\\\n    ").replace("\n", "\\\n    ")
