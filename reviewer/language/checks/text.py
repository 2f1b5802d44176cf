"""A report as the rules look at it: what is prose, what is quoted, what kind of paper it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from reviewer.language import words
from reviewer.language.asides import broken
from reviewer.language.numbering import Family
from reviewer.model.document import Document, Paragraph, ParagraphKind
from reviewer.model.spans import Span

HAN: Final = "[\u4e00-\u9fff〇]"
"""A Chinese character, as part of a regular expression."""

ASIDE: Final = frozenset({ParagraphKind.WEB_TITLE, ParagraphKind.DATELINE})
"""Paragraphs that are no words of the report."""

NOT_PROSE: Final = ASIDE | {
    ParagraphKind.CELL,
    ParagraphKind.CAPTION,
    ParagraphKind.TITLE,
    ParagraphKind.SUBTITLE,
    ParagraphKind.DOCUMENT_NUMBER,
    ParagraphKind.AUTHOR,
    ParagraphKind.SIGNATURE,
}
"""Paragraphs that are no sentences either."""

_HALF: Final = ",;:?!()"
_WIDE: Final = str.maketrans(_HALF, "，；：？！（）")
# -- between two Latin letters or digits a half-width mark is right: 09:18 1,000 http:
_NARROW: Final = re.compile(r"(?<![A-Za-z0-9])[,;:?!]|[,;:?!](?![A-Za-z0-9/])|[()]")
_TITLES: Final = re.compile("《[^》\n]{1,80}》")
_MARKUP: Final = re.compile(r"<[A-Za-z/!][^<>\n]*>|&[a-z]{2,6};|https?://\S{80}")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_MANY_ARTICLES: Final = 5


class CheckedText:
    """A document with the views that several rules need, each made when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._edges: dict[Span, set[int]] = {}

    @cached_property
    def plain(self) -> str:
        """The text with half-width punctuation widened; every position stays what it was."""
        return _NARROW.sub(lambda found: found.group().translate(_WIDE), self.text)

    @cached_property
    def _markup(self) -> frozenset[int]:
        """Paragraphs with left-overs of a web page's markup: no rule looks at them."""
        places = (self.document.paragraph_at(f.start()) for f in _MARKUP.finditer(self.text))
        return frozenset(places)

    def kind_at(self, offset: int) -> ParagraphKind:
        """Return what the paragraph at an offset is."""
        return self.document.paragraphs[self.document.paragraph_at(offset)].kind

    def matches(
        self,
        expression: re.Pattern[str],
        *,
        raw: bool = False,
        skip: frozenset[ParagraphKind] = ASIDE,
    ) -> Iterator[re.Match[str]]:
        """Yield the matches in paragraphs of all kinds but those to skip."""
        for found in expression.finditer(self.text if raw else self.plain):
            index = self.document.paragraph_at(found.start())
            if self.document.paragraphs[index].kind not in skip and index not in self._markup:
                yield found

    def paragraphs(
        self, skip: frozenset[ParagraphKind] = NOT_PROSE
    ) -> Iterator[tuple[int, Paragraph]]:
        """Yield the paragraphs of all kinds but those to skip, with their indexes."""
        for index, paragraph in enumerate(self.document.paragraphs):
            if paragraph.kind not in skip and index not in self._markup:
                yield index, paragraph

    def words(self, paragraph: Paragraph) -> str:
        """Return the words of a paragraph, with punctuation widened."""
        return paragraph.span.cut(self.plain)

    @cached_property
    def joined(self) -> list[Span]:
        """The paragraphs, with the lines of a broken one put together; asides and cells left out."""
        kept = list(self.paragraphs(ASIDE | {ParagraphKind.CELL}))
        lines = [paragraph.span.cut(self.text) or " " for _, paragraph in kept]
        spans: list[Span] = []
        goes_on = False
        for (_, paragraph), more in zip(kept, broken(lines), strict=True):
            wrapped = goes_on or (
                bool(spans)
                and paragraph.kind in (ParagraphKind.TITLE, ParagraphKind.SUBTITLE)
                and self.kind_at(spans[-1].start) is paragraph.kind
            )
            if wrapped:
                spans[-1] = Span(spans[-1].start, paragraph.span.end)
            else:
                spans.append(paragraph.span)
            goes_on = more
        return spans

    @cached_property
    def _titles(self) -> list[Span]:
        return [Span(*found.span()) for found in _TITLES.finditer(self.text)]

    def is_in_title(self, offset: int) -> bool:
        """Whether a place stands in a title between 《 and 》."""
        index = bisect_right(self._titles, offset, key=lambda span: span.start) - 1
        return index >= 0 and offset in self._titles[index]

    def sentence_around(self, offset: int) -> Span:
        """Return the sentence that holds an offset, between two of 。；！ or line ends."""
        start = max(self.plain.rfind(mark, 0, offset) for mark in "。；！\n") + 1
        ends = [end for end in (self.plain.find(mark, offset) for mark in "。；！\n") if end >= 0]
        return Span(start, max(start, min(ends, default=len(self.plain))))

    @cached_property
    def is_law(self) -> bool:
        """Whether it is a legislative text: several of its parts are articles."""
        articles = sum(s.family == Family.ARTICLE for s in self.document.sections)
        return articles >= _MANY_ARTICLES

    @cached_property
    def is_report(self) -> bool:
        """Whether its title says that it is a 报告."""
        return re.search("报告(?:[（(].{1,12}[）)])?$", self.document.title.strip()) is not None

    @cached_property
    def years(self) -> list[int]:
        """Every year named, in the order of the text."""
        return [int(found.group(1)) for found in _YEAR.finditer(self.text)]

    @cached_property
    def year(self) -> int | None:
        """The latest year the report speaks of, None where it names none."""
        return max(self.years, default=None)

    def word_edges(self, span: Span) -> set[int]:
        """Return where words begin and end in a range of one paragraph, in offsets of the text."""
        if span not in self._edges:
            words.load()
            cut = words.cut(span.cut(self.text))
            # -- rules ask for one paragraph after the other
            self._edges = {span: {span.start} | {span.start + word.end for word in cut}}
        return self._edges[span]
