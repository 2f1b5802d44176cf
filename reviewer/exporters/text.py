"""Plain text: the annotations as a numbered list, to be pasted into a mail or a message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, lost_place, place_of, remarks, summary
from reviewer.exporters.grouping import label_of
from reviewer.exporters.sheets import chinese_date
from reviewer.language import paper_terms as terms
from reviewer.language.comment_words import quoted


def write(export: Export, path: Path, progress: Progress) -> None:
    """Write a heading, the sentence that sums up, and an entry for each annotation."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in _lines(export))
    progress(1.0)


def _lines(export: Export) -> Iterator[str]:
    found = remarks(export)
    if export.heading:
        yield legal(export.heading)
    yield legal(export.title or terms.LIST_TITLE)
    yield legal(terms.REPORT_LINE.format(title=export.document.title))
    yield summary(found, export.review)
    groups: dict[str, list[Remark]] = {}
    for remark in found:
        groups.setdefault(label_of(export.grouping, remark, export), []).append(remark)
    for label, inside in groups.items():
        if label:
            yield ""
            yield f"【{legal(label)}】"
        for remark in inside:
            yield ""
            yield from _entry(remark, export)


def _entry(remark: Remark, export: Export) -> Iterator[str]:
    annotation = remark.annotation
    place = place_of(annotation, export.document) or lost_place(annotation)
    quote = annotation.quote.replace("\n", " ").replace("\u2028", " ")
    yield legal(f"{remark.number}. {place}{f'：{quoted(quote)}' if quote else ''}")
    for line in remark.text.split("\n"):
        yield f"   {line}"
    for answer in remark.answers:
        yield legal(f"   {answer.author}回复：{answer.text}".replace("\n", "\n   "))
    yield f"   ——{remark.author}，{chinese_date(annotation.created)}"
