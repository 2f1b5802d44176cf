"""The draft of 审议意见: what was said, put into the customary form, for a clerk to go on with.

What is praised makes the overall assessment; everything else stands under the parts of the report
and, inside them, under the categories (or the other way round). 北京市人民代表大会常务委员会听取和
审议专项工作报告办法 (2007), 8 names the contents: 总体评价、主要问题、建议、办理期限.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import (
    Remark,
    abbreviated,
    place_of,
    remarks,
    short_suggestion,
    suggestion_text,
)
from reviewer.exporters.options import Grouping
from reviewer.language import paper_terms as terms
from reviewer.language.comment_words import quoted
from reviewer.language.numbering import chinese_numeral
from reviewer.model.categories import PRAISE
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.records import Annotation, Disposition, Scope
from reviewer.model.review import Review
from reviewer.model.spans import Span

_NUMERALS: Final = 1000
_OTHERS: Final = terms.DELIBERATION_HEADS[""]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the draft; `level` counts headings from 1, 0 is body."""

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft in its parts: a template puts them where its owner wants them."""

    heading: str
    title: str
    heard: str
    praise: str
    opinions: tuple[Line, ...]
    note: str

    def lines(self) -> Iterator[Line]:
        """Yield the paragraphs in their customary order."""
        if self.heading:
            yield Line(self.heading, ParagraphKind.WEB_TITLE)
        yield Line(self.title, ParagraphKind.TITLE)
        yield Line(self.heard + self.praise + terms.LEAD_IN)
        yield from self.opinions
        yield Line(terms.CLOSING)
        yield Line(self.note, ParagraphKind.WEB_TITLE)


def draft(export: Export) -> Draft:
    """Put the wanted annotations into the form of 审议意见.

    What was not adopted and marks without a word are left out, and the note says how many.
    """
    found = [remark for remark in remarks(export) if _says_something(remark)]
    kept = [r for r in found if r.annotation.disposition is not Disposition.REJECTED]
    praised = [remark for remark in kept if _only_praises(remark.annotation)]
    others = [remark for remark in kept if not _only_praises(remark.annotation)]
    title = _inside_marks(legal(export.document.title))
    return Draft(
        legal(export.heading),
        legal(export.title) or terms.DELIBERATION_TITLE.format(title=title),
        terms.HEARD.format(title=title),
        terms.PRAISED.format(praise=_joined(praised) or terms.MISSING),
        tuple(_grouped(others, export)) or (Line(terms.MISSING),),
        _note(len(found) - len(kept), len(remarks(export)) - len(found)),
    )


def _inside_marks(title: str) -> str:
    """Return a title as it stands in 《》 (GB/T 15834-2011, 4.15): 关于检查〈监督法〉实施情况的报告."""
    return title.translate(str.maketrans("《》", "〈〉"))


def as_report(export: Export) -> Export:
    """Return the export of the draft as a report of its own without annotations."""
    return replace(
        export,
        document=document_of(list(draft(export).lines())),
        review=Review(),
        opinion_table=False,
        statistics=False,
        query="",
        ids=None,
        title="",
        heading="",
        remarks=frozenset(),
        source_data=None,
    )


def document_of(lines: list[Line]) -> Document:
    """Return lines as a document with the sections that their headings open."""
    paragraphs: list[Paragraph] = []
    at = 0
    lines = [replace(line, text=line.text.replace("\n", "\u2028")) for line in lines]
    for line in lines:
        span = Span(at, at + len(line.text))
        heading = span if line.level else None
        paragraphs.append(Paragraph(span, line.kind, line.level, heading))
        at = span.end + 1
    text = "\n".join(line.text for line in lines)
    title = next(line.text for line in lines if line.kind is ParagraphKind.TITLE)
    whole = Span(0, len(text))
    root = Section(0, "", "", title, whole, Span(0, 0), _sections(text, paragraphs, 1, whole))
    return Document(title, text, tuple(paragraphs), root)


def _sections(
    text: str, paragraphs: list[Paragraph], level: int, inside: Span
) -> tuple[Section, ...]:
    heads = [p.span for p in paragraphs if p.level == level and inside.encloses(p.span)]
    ends = [*(head.start - 1 for head in heads[1:]), inside.end]
    found: list[Section] = []
    for head, end in zip(heads, ends, strict=False):
        span = Span(head.start, end)
        number, _, title = head.cut(text).partition("、" if level == 1 else "）")
        mark = "、" if level == 1 else "）"
        children = _sections(text, paragraphs, level + 1, span) if level == 1 else ()
        found.append(Section(level, "", number + mark, title, span, head, children))
    return tuple(found)


def _says_something(remark: Remark) -> bool:
    annotation = remark.annotation
    return bool(annotation.body or annotation.reason or suggestion_text(annotation))


def _only_praises(annotation: Annotation) -> bool:
    is_more = annotation.kind.is_suggestion or not annotation.body or annotation.reason
    return annotation.category == PRAISE and not is_more


def _joined(praised: list[Remark]) -> str:
    said = [legal(remark.annotation.body).strip().rstrip("。；;") for remark in praised]
    # -- what several people praise alike is said once
    return _ended("；".join(dict.fromkeys(filter(None, said))))


def _grouped(found: list[Remark], export: Export) -> Iterator[Line]:
    """Put headings over the opinions; what stands alone has neither heading nor number."""
    outer, inner = _part_of, _category_of
    if export.grouping is Grouping.CATEGORY:
        outer, inner = inner, outer
    for number, (head, inside) in enumerate(_by(outer, found, export), 1):
        groups = _by(inner, inside, export)
        # -- the heading of the only category goes on in that of the part
        is_said = export.grouping is Grouping.CATEGORY or groups[0][0] == _OTHERS
        more = "" if is_said or len(groups) > 1 else groups[0][0]
        yield Line(f"{chinese_numeral(number)}、{head}{more}", ParagraphKind.HEADING, 1)
        if len(groups) == 1:
            yield from _items(inside, "（{}）", chinese_numeral, export)
            continue
        for second, (below, items) in enumerate(groups, 1):
            yield Line(f"（{chinese_numeral(second)}）{below}", ParagraphKind.HEADING, 2)
            yield from _items(items, "{}.", str, export)


def _items(
    found: list[Remark], form: str, numeral: Callable[[int], str], export: Export
) -> Iterator[Line]:
    for number, remark in enumerate(found, 1):
        # -- numerals of headings end somewhere; nobody counts that far
        written = form.format(numeral(number) if number < _NUMERALS else number)
        yield Line(f"{written if len(found) > 1 else ''}{_item(remark, export)}")


def _by(
    of: Callable[[Remark, Export], tuple[int, str]], found: list[Remark], export: Export
) -> list[tuple[str, list[Remark]]]:
    groups: dict[tuple[int, str], list[Remark]] = {}
    for remark in found:
        groups.setdefault(of(remark, export), []).append(remark)
    return [(key[1], inside) for key, inside in sorted(groups.items(), key=lambda one: one[0][0])]


def _part_of(remark: Remark, export: Export) -> tuple[int, str]:
    """The part of the report a remark is about, and where it stands."""
    annotation = remark.annotation
    if annotation.target.scope is Scope.DOCUMENT:
        return -2, terms.ON_THE_WHOLE
    if annotation.span is None:
        return len(export.document.text), terms.ON_LOST
    path = export.document.path_at(annotation.span.start)
    if not path:
        return -1, terms.ON_THE_HEAD
    part = path[0]
    if not part.title:
        return part.span.start, terms.ON_ARTICLE.format(number=legal(part.number))
    return part.span.start, terms.ON_SECTION.format(title=quoted(legal(part.title)))


def _category_of(remark: Remark, export: Export) -> tuple[int, str]:
    """The heading of a remark's category; those without one come last."""
    category = export.review.category(remark.annotation.category)
    if category is None:
        return 1_000_000, terms.DELIBERATION_HEADS[""]
    return category.order, terms.DELIBERATION_HEADS.get(category.id, legal(category.name))


def _item(remark: Remark, export: Export) -> str:
    annotation = remark.annotation
    said = short_suggestion(annotation)
    quote = annotation.quote.replace("\n", "").replace("\u2028", "")
    if not said and quote and annotation.target.scope is Scope.RANGE:
        said = terms.ON_QUOTE.format(quote=quoted(abbreviated(quote)))
    said += annotation.body
    if annotation.reason:
        # -- "关于……：" goes on with the reason where there is nothing else
        lead = "" if said.endswith("：") else "理由："
        said = f"{_ended(said)}{lead}{annotation.reason}"
    place = place_of(annotation, export.document)
    by = "，".join(part for part in (place, remark.author) if part)
    return legal(f"{_ended(said)}（{by}）").replace("\n", "\u2028")


def _ended(text: str) -> str:
    return text if not text or text[-1] in "。！？；：……" else text + "。"


def _note(rejected: int, silent: int) -> str:
    parts = []
    if rejected:
        parts.append(terms.LEFT_OUT_REJECTED.format(count=rejected))
    if silent:
        parts.append(terms.LEFT_OUT_SILENT.format(count=silent))
    return terms.LEFT_OUT.format(parts="和".join(parts)) if parts else terms.COMPILED
