"""Where an offset of the report stands in the text of a DOCX body.

A spot is a place in the XML text where marks may be put: before or after an element, or inside a
run, which is then cut. Some characters stand where Word allows no comment (notes, text boxes,
embedded documents, formulas, automatic numbers): they are led to the nearest place in the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from reviewer.exporters.docx_elements import Elements, Run
from reviewer.formats.ooxml import Element, M, W
from reviewer.formats.ooxml_texts import BLANK, Taken
from reviewer.formats.walked import Line, Piece, Walked
from reviewer.formats.xml_source import XmlSource, unit
from reviewer.model.spans import Span

TEXTS: Final = (W + "t", W + "delText")
CHANGES: Final = frozenset({W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
_BOX: Final = W + "txbxContent"
_ATOMS: Final = frozenset({W + "r", M + "oMath", M + "oMathPara"})
_UNSEEN: Final = (W + "rPr", W + "lastRenderedPageBreak")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Spot(NamedTuple):
    """A place in the XML text: the run it lies in where it lies in one, and the offset it means.

    `beside` is the run or other element that it lies in or beside.
    """

    at: int
    run: Run | None
    means: int
    beside: Run | None = None


def is_embedded(line: Line) -> bool:
    """Whether a line belongs to a document that stands in the file as a part of its own."""
    return bool(line.elements[0].tag == W + "altChunk")


def takes_marks(line: Line) -> bool:
    """Whether Word allows marks in a line: not in a note, a text box, an embedded document."""
    box = next(line.elements[0].iterancestors(_BOX), None)
    return line.note < 0 and not is_embedded(line) and box is None


class Places(Elements):
    """Leads offsets of the report to spots; `spans` and `marks` are all that are asked for."""

    def __init__(
        self,
        source: XmlSource,
        root: Element,
        walked: Walked,
        spans: Iterable[Span],
        marks: Iterable[Element] = (),
    ) -> None:
        super().__init__(source, root)
        self._walked = walked
        self._starts = [line.start for line in walked.lines]
        self._kept: tuple[Line | None, list[Piece]] = None, []
        self._outsides: dict[int, bool] = {}
        self._holders: dict[Run, Run] = {}
        self._firsts: dict[Element, tuple[int, bool]] = {}
        self._signs = {sign.note: Span(sign.start, sign.end) for sign in walked.notes}
        self._is_open = not (walked.embedded or self.has(_BOX))
        self._spans = spans
        self._marks = marks

    def _wanted(self) -> set[Element]:
        touched = {at for span in self._spans for at in self.lines_in(span)}
        wanted = {p for at in touched for p in self._paragraphs(self._walked.lines[at])}
        for mark in self._marks:
            parent = mark.getparent()
            wanted.add(parent if parent is not None and parent.tag == W + "r" else mark)
        return wanted

    def _paragraphs(self, line: Line) -> Iterator[Element]:
        if is_embedded(line):
            line = self._beside(line)
        yield from line.elements
        for element in line.elements:
            yield from element.iterancestors(W + "p")
        if line.note >= 0 and line.note in self._signs:
            for at in self.lines_in(self._signs[line.note]):
                if self._walked.lines[at].note < 0:
                    yield from self._paragraphs(self._walked.lines[at])

    def lines_in(self, span: Span) -> range:
        """Return the indices of the lines that a span touches."""
        starts = self._starts
        first = max(0, bisect_right(starts, span.start) - 1)
        behind = first + 1
        while behind < len(starts) and starts[behind] < span.end:
            behind += 1
        return range(first, behind)

    def line(self, index: int) -> Line:
        """Return a line."""
        return self._walked.lines[index]

    def spots(self, span: Span) -> tuple[Spot, Spot]:
        """Return where a range begins and ends; twice the same for a point."""
        first, last = span.start, span.end
        line = self._line_at(first)
        if first < last <= line.end and not self.is_outside(line):
            pieces = self._pieces(line)
            start = self._inside(pieces, first) or self._before(line, first)
            end = self._inside(pieces, last) or self._after(line, last)
            return (start, end) if start.at < end.at else (start, start)
        outside = self._outside(span.start)
        start = outside[0] if outside is not None else self.before(span.start)
        if span.is_empty and outside is None:
            return start, start
        outside = self._outside(max(span.start, span.end - 1))
        end = outside[1] if outside is not None else self.after(span.end)
        return (start, end) if start.at < end.at else (start, start)

    def is_outside(self, line: Line) -> bool:
        """Whether Word allows no marks in a line."""
        if self._is_open:
            return line.note >= 0
        known = self._outsides.get(line.start)
        if known is None:
            known = self._outsides[line.start] = not takes_marks(line)
        return known

    def before(self, offset: int) -> Spot:
        """Return the spot before the character at an offset; at a line's end the one after it."""
        return self._before(self._line_at(offset), offset)

    def after(self, offset: int) -> Spot:
        """Return the spot after the character before an offset."""
        return self._after(self._line_at(max(0, offset - 1)), offset)

    def _inside(self, pieces: list[Piece], offset: int) -> Spot | None:
        """The spot at an offset inside a text that may be cut anywhere, as most are; else None."""
        for start, text, run, node, _, _ in pieces:
            if start < offset < start + len(text):
                if node.__class__ is Taken:
                    return Spot(node.low + offset - start, node, offset, node)
                if node is None or node.tag not in TEXTS:
                    return None
                known = self._firsts.get(node)
                first, is_plain = known or self._first(run, node, self._index[node])
                return Spot(first + offset - start, run, offset, run) if is_plain else None
        return None

    def _before(self, line: Line, offset: int) -> Spot:
        if offset >= line.end > line.start:
            return self.after(line.end)
        for piece in self._pieces(line):
            if piece.start + len(piece.text) > offset and piece.run is not None:
                return self._spot(piece, max(0, offset - piece.start), after=False)
        return self.after(line.end)

    def _after(self, line: Line, offset: int) -> Spot:
        last: Piece | None = None
        for piece in self._pieces(line):
            if piece.run is None:
                continue
            if piece.start >= offset and last is not None:
                break
            last = piece
            if piece.start >= offset:
                return self._spot(piece, 0, after=False)
        if last is None:
            raise AssertionError("a line without characters")
        return self._spot(last, min(len(last.text), offset - last.start), after=True)

    def runs(self, index: int, span: Span) -> Iterator[tuple[Run, int, int]]:
        """Yield the runs of a line whose characters a span covers, with the range in the text."""
        for piece in self._pieces(self._walked.lines[index]):
            start = max(span.start, piece.start)
            end = min(span.end, piece.start + len(piece.text))
            if start < end and piece.run is not None and self._holder(piece.run) is piece.run:
                yield (
                    piece.run,
                    self._within(piece, start - piece.start, after=False)[0],
                    self._within(piece, end - piece.start, after=True)[0],
                )

    def pieces_in(self, index: int, span: Span) -> Iterator[Piece]:
        """Yield the pieces of a line that a span covers."""
        for piece in self._pieces(self._walked.lines[index]):
            if piece.start < span.end and span.start < piece.start + len(piece.text):
                yield piece

    # inside

    def _line_at(self, offset: int) -> Line:
        kept = self._kept[0]
        if kept is not None and kept.start <= offset <= kept.end:
            return kept
        return self._walked.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def _pieces(self, line: Line) -> list[Piece]:
        """The pieces of a line; those asked for last are kept, for ranges come in order."""
        if self._kept[0] is not line:
            self._kept = line, list(line.pieces)
        return self._kept[1]

    def _outside(self, offset: int) -> tuple[Spot, Spot] | None:
        """The spots around what stands in the body for a note or a text box."""
        line = self._line_at(offset)
        if not self.is_outside(line):
            return None
        sign = self._signs.get(line.note)
        if sign is not None:
            return self.spots(sign)
        if is_embedded(line):
            beside = self._beside(line)
            is_behind = beside.start < line.start
            spot = self.after(beside.end) if is_behind else self.before(beside.start)
            return spot._replace(means=-1), spot._replace(means=-1)
        # -- a note that nothing refers to is not walked over; a box hangs in a run
        holder = self._holder(line.elements[0])
        return self._edge(holder, -1, after=False), self._edge(holder, -1, after=True)

    def _beside(self, line: Line) -> Line:
        """The line of the document itself that an embedded one stands behind, or before."""
        lines = self._walked.lines
        at = bisect_right(self._starts, line.start) - 1
        around = (lines[i] for i in chain(range(at - 1, -1, -1), range(at + 1, len(lines))))
        return next(other for other in around if not self.is_outside(other))

    def _holder(self, run: Run) -> Run:
        """The outermost run or formula around an element: nothing may be put inside it."""
        holder = self._holders.get(run)
        if holder is None:
            holder = run
            for parent in run.iterancestors(*_ATOMS):
                holder = parent
            self._holders[run] = holder
        return holder

    def _edge(self, element: Run, means: int, *, after: bool) -> Spot:
        """The spot beside an element, outside of the tracked changes that begin or end there."""
        if isinstance(element, Taken):
            return Spot(element.end if after else element.start, None, means, element)
        parent = element.getparent()
        while parent is not None and parent.tag in CHANGES:
            beside = element.getnext() if after else element.getprevious()
            if beside is not None:
                break
            element, parent = parent, parent.getparent()
        return Spot(self.end_of(element) if after else self.start_of(element), None, means, element)

    def _spot(self, piece: Piece, characters: int, *, after: bool) -> Spot:
        holder = self._holder(piece.run)
        if holder is not piece.run:
            # -- a formula may be many pieces, and a mark beside it stands beside them all
            held = [
                p for p in self._kept[1] if p.run is not None and self._holder(p.run) is holder
            ] or [piece]
            means = held[-1].start + len(held[-1].text) if after else held[0].start
            return self._edge(holder, means, after=after)
        at, exact = self._within(piece, characters, after=after)
        means = piece.start + (characters if exact else len(piece.text) if after else 0)
        if at == self.end_of(piece.run):
            return self._edge(piece.run, means, after=True)
        if at == self.start_of(piece.run):
            return self._edge(piece.run, means, after=False)
        return Spot(at, piece.run, means, piece.run)

    def _first(self, run: Element, node: Element, number: int) -> tuple[int, bool]:
        """Where the first visible character of a text stands; whether every character is one place.

        Only a run in no other may be cut there without another look.
        """
        low = self.source.insides[number]
        raw = self.source.text[low : self.source.closing(number)]
        lead = 0 if node.get(_SPACE) == "preserve" else len(raw) - len(raw.lstrip(BLANK))
        is_plain = self._holder(run) is run and not ("<" in raw or "&" in raw or "\r" in raw)
        found = self._firsts[node] = low + lead, is_plain
        return found

    def _within(self, piece: Piece, characters: int, *, after: bool) -> tuple[int, bool]:
        """The place in the text, and whether it is exactly there; the edges are those of the run."""
        node, whole = piece.node, len(piece.text)
        if 0 < characters < whole:
            at = self._at(piece, characters)
            if at is not None:
                return at, True
        exact = characters in (0, whole)
        at_end = characters > 0 and (exact or after)
        if isinstance(node, Taken):
            return node.end if at_end else node.start, exact
        beside = node.getnext() if at_end else _before(node)
        if beside is None:
            return self.end_of(piece.run) if at_end else self.start_of(piece.run), exact
        return self.start_of(beside if at_end else node), exact

    def _at(self, piece: Piece, characters: int) -> int | None:
        """The place behind some of a piece's characters; None where they are no text."""
        node = piece.node
        if isinstance(node, Taken):
            return node.low + characters
        if node.tag not in TEXTS:
            return None
        number = self._index[node]
        first, _ = self._firsts.get(node) or self._first(piece.run, node, number)
        raw = self.source.text[first : self.source.closing(number)]
        return first + unit(raw, characters) if "<" not in raw else None


def _before(node: Element) -> Element | None:
    """What stands in a run before an element, other than its looks and where a page once ended."""
    before = node.getprevious()
    while before is not None and before.tag in _UNSEEN:
        before = before.getprevious()
    return before
