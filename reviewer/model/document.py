"""A report as a frozen value: one text, and everything else is a range on it.

Decision: every offset below `ui` counts code points of `Document.text`. The text is the paragraphs
joined by `\\n`; each code point of a paragraph is kept as it came (no Unicode normalisation). Only
the byte order mark, line ends, blank lines and the white space around a paragraph are dropped, and
`Paragraph.origin` leads back to the decoded source. A line break inside a paragraph is U+2028; an
image or formula is one U+FFFC. Qt counts UTF-16: `ui/reading/offsets.py` is the one border.
"""

# -- no `annotations` from the future here: a named tuple compiles each that is a string
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

from reviewer.model.spans import Span

_PIECE: Final = 1 << 16
"""Characters of the text that are packed at once."""


class ParagraphKind(StrEnum):
    """What part a paragraph plays in a report."""

    WEB_TITLE = "web_title"
    TITLE = "title"
    SUBTITLE = "subtitle"
    DOCUMENT_NUMBER = "document_number"
    DATELINE = "dateline"
    AUTHOR = "author"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list_item"
    SIGNATURE = "signature"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"


class MarkKind(StrEnum):
    """The inline looks of a source that matter to a reader."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    LINK = "link"
    IMAGE = "image"
    NOTE = "note"


class Mark(NamedTuple):
    """An inline look of the source.

    `value` is the target of a LINK, the resource id of an IMAGE (whose span is one U+FFFC), the
    index of the paragraph of the note that a NOTE, a footnote's reference, leads to; else empty.
    """

    span: Span
    kind: MarkKind
    value: str = ""


class Cell(NamedTuple):
    """Where a table cell's paragraph belongs; `table` indexes `Document.tables`, all from 0."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Table(NamedTuple):
    """The size of a table whose cells are paragraphs of kind CELL."""

    rows: int
    columns: int


class Paragraph(NamedTuple):
    """One paragraph: its range in the text, its part in the report.

    `level` is the depth of the section that a HEADING (or a run-in heading) opens, 0 elsewhere; a
    title that stands below its number on a line of its own is a HEADING of that level too.
    `heading` is the range of the heading itself, number included: the whole paragraph for a
    heading on its own line, up to and with the first 。 for a run-in heading, None elsewhere.
    `origin` is the offset of its first character in the decoded source, in code points.
    """

    span: Span
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    heading: Span | None = None
    cell: Cell | None = None
    origin: int = 0


class Section(NamedTuple):
    """A numbered part of the report with its sub-sections.

    `number` is as written ("(一)", "第十二条"), `title` is the text after it without a final 。 and
    may be empty (articles of law). `family` names the numbering family ("cjk_comma", "article" …)
    and `level` is the depth in the tree, from 1; the root has level 0 and covers the whole text.
    `heading` runs from the number to the end of the title. `span` starts at the number and ends
    after the section's last visible character, sub-sections included.
    """

    level: int
    family: str
    number: str
    title: str
    span: Span
    heading: Span
    children: "tuple[Section, ...]" = ()

    @property
    def label(self) -> str:
        """The heading as people say it: number and title."""
        return f"{self.number}{self.title}"

    def walk(self) -> "Iterator[Section]":
        """Yield the section and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Source(NamedTuple):
    """The file a document came from; `sha256` is that of its bytes, in hexadecimal."""

    name: str
    media_type: str
    sha256: str
    size: int
    encoding: str = ""
    importer: str = ""
    importer_version: int = 1


class Place(NamedTuple):
    """A position with its context: the paragraph, the offset inside it, the sections around it."""

    paragraph: int
    offset: int
    path: tuple[Section, ...]


NO_SOURCE = Source(name="", media_type="text/plain", sha256="", size=0)


@dataclass(frozen=True)
class Document:
    """A report. Frozen: nobody edits a report in a review, a suggested wording is an annotation."""

    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    root: Section
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    source: Source = field(default=NO_SOURCE)

    def __reduce__(self) -> tuple[object, ...]:
        """Be packed with the text in pieces: whoever waits for one of them waits for a short time."""
        pieces = [self.text[at : at + _PIECE] for at in range(0, len(self.text), _PIECE)]
        structure = (self.paragraphs, self.root, self.marks, self.tables, self.source)
        return _unpacked, (self.title, pieces, structure)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.span.start for paragraph in self.paragraphs]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections in document order, the root left out."""
        return tuple(self.root.walk())[1:]

    @cached_property
    def _paths(self) -> tuple[list[int], list[tuple[Section, ...]]]:
        """Where each section begins, and the sections around its heading with itself."""
        starts: list[int] = []
        paths: list[tuple[Section, ...]] = []
        pending: list[tuple[Section, ...]] = [(child,) for child in reversed(self.root.children)]
        while pending:
            path = pending.pop()
            starts.append(path[-1].span.start)
            paths.append(path)
            pending += [(*path, child) for child in reversed(path[-1].children)]
        return starts, paths

    @property
    def span(self) -> Span:
        """The whole text."""
        return Span(0, len(self.text))

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`; a paragraph holds its own end position."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def paragraphs_in(self, span: Span) -> range:
        """Indexes of the paragraphs that `span` touches; at least the one it starts in."""
        first = self.paragraph_at(span.start)
        last = self.paragraph_at(span.end if span.is_empty else span.end - 1)
        return range(first, max(first, last) + 1)

    def path_at(self, offset: int) -> tuple[Section, ...]:
        """The sections around `offset`, outermost first; empty in the title block."""
        starts, paths = self._paths
        at = bisect_right(starts, offset) - 1
        path = paths[at] if at >= 0 else ()
        # -- what stands between two sections belongs to the one above, what stands behind the
        # -- last one to what is around it
        while path and offset > path[-1].span.end:
            around = path[-2] if len(path) > 1 else self.root
            if around.children[-1] is not path[-1]:
                break
            path = path[:-1]
        return path

    def locate(self, offset: int) -> Place:
        """Give a position its context. Raises IndexError outside the text."""
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} outside 0..{len(self.text)}")
        index = self.paragraph_at(offset)
        start = self.paragraphs[index].span.start if self.paragraphs else 0
        return Place(index, offset - start, self.path_at(offset))


def _unpacked(title: str, pieces: list[str], structure: tuple[Any, ...]) -> Document:
    return Document(title, "".join(pieces), *structure)
