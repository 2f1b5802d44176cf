"""What a walk over a word processor's file yields: lines, and what stands where on them.

A line becomes one paragraph of the document: it has no white space around it, blank lines are left
out, and one line end stands between two. All offsets that leave this module are code points of the
document's text. While a line is being put together places on it are counted from its raw start;
where white space is cut off they move to the edge, and places on blank lines to the next line
(ranges that begin there) or the line before (ranges that end there).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from reviewer.formats.breaks import BREAK, part_paragraphs, segments
from reviewer.language.blocks import EDGE
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table

ORIGINAL: Final = "original"
"""The base before tracked changes: insertions are reported, deletions are in the text."""
ACCEPTED: Final = "accepted"
"""The base after tracked changes: nothing is reported."""
OBJECT: Final = "\ufffc"
"""The one character that stands for a picture."""

_MOST_COLUMNS: Final = 1000
"""Tables are not wider, whatever a file claims."""


class By(NamedTuple):
    """Who made a tracked change and when, as written in the file."""

    author: str = ""
    date: str = ""
    moved: bool = False


class Look(NamedTuple):
    """How a piece of text looks; `hidden` text is not shown by the program it came from."""

    marks: frozenset[MarkKind] = frozenset()
    hidden: bool = False


PLAIN: Final = Look()


class Piece(NamedTuple):
    """Characters that one element of the file bears; `start` counts in the document's text.

    White space that the line lost may reach over its edges: clip with the line's range. `run` is
    the element to cut when only some of the characters are meant, `node` the one that holds them;
    both are None for automatic numbers and note signs, which stand in no element.
    """

    start: int
    text: str
    run: Any
    node: Any
    look: Look
    link: str


_Raw = tuple[int, str, Any, Any, Look, str]
Plain = Iterator[tuple[str, Any, Any]]
"""Pieces without looks and links: characters, run, node."""


class Line:
    """One line while it is put together, and afterwards.

    After `finish`: `text`, `start`, `end` (in the document's text), `is_blank`. `elements` are the
    paragraphs of the file that make the line: more than one where a paragraph mark is not in the
    base. `note` is the index of the note the line belongs to, -1 outside notes. `level` is the
    depth of a heading by its style, 0 for none.
    """

    level = 0
    kind: ParagraphKind | None = None
    in_contents = False
    length = 0
    text = ""
    start = end = 0
    is_blank = True
    _shift = 0
    _whole = ""
    _is_bare = False
    _is_marked = False
    _again: Callable[[Any], Plain] | None = None
    _parts: Sequence[Line] = ()
    _firsts: Sequence[int] = ()

    def __init__(self, cell: Cell | None = None, note: int = -1) -> None:
        # -- the rest is where the class has it until it is another: most lines are plain
        self.cell = cell
        self.note = note
        self.elements: list[Any] = []
        self._raw: list[_Raw] = []

    def put(
        self, text: str, run: Any = None, node: Any = None, look: Look = PLAIN, link: str = ""
    ) -> None:
        """Add characters at the end."""
        self._raw.append((self.length, text, run, node, look, link))
        self.length += len(text)
        if node is None:
            self._is_bare = True
        if look is not PLAIN or link:
            self._is_marked = True

    def put_whole(self, text: str, again: Callable[[Any], Plain]) -> None:
        """Have the plain text of a paragraph; `again` finds its pieces if they are asked for.

        Most lines are like that, and a reader asks none of them. Before `put` call `unfold`.
        """
        self._whole, self._again = text, again
        self.length = len(text)

    def unfold(self) -> list[_Raw]:
        """Find the pieces of what was put as a whole; return all."""
        if self._again is not None:
            again, self._again, self.length = self._again, None, 0
            for text, run, node in again(self.elements[0]):
                self.put(text, run, node)
        return self._raw

    def replace(self, text: str) -> None:
        """Have other characters instead, that no element of the file bears alone."""
        self._again = None
        self._raw = [(0, text, None, self, PLAIN, "")]
        self.length = len(text)

    def finish(self, at: int) -> None:
        """Cut off the white space around the line; `at` is where its text begins."""
        raw = self._raw
        text = "".join([piece[1] for piece in raw]) if self._again is None else self._whole
        text = text.rstrip(EDGE)
        shown = text.lstrip(EDGE)
        # -- an automatic number alone is nothing
        if self._is_bare and not any(p[3] is not None and p[1].strip(EDGE) for p in raw):
            shown = ""
        self.is_blank = not shown
        self.text = shown
        self.start, self.end = at, at + len(shown)
        self._shift = self.end - len(text)

    def parted(self) -> list[Line]:
        """Return the lines that this one is where its breaks part paragraphs, else itself.

        Places on this line then lead to them.
        """
        is_prose = self.cell is None and self.note < 0 and not (self.level or self.in_contents)
        if BREAK not in self.text or not is_prose or self.kind or not part_paragraphs(self.text):
            return [self]
        raw = self.unfold()
        at = self.start
        parts: list[Line] = []
        firsts: list[int] = []
        for first, last in segments([piece[1] for piece in raw]):
            part = Line()
            part.elements = self.elements
            for piece in raw[first:last]:
                part.put(*piece[1:])
            part.finish(at)
            at += 0 if part.is_blank else len(part.text) + 1
            parts.append(part)
            firsts.append(raw[first][0] if first < len(raw) else self.length)
        self.end = at - 1
        self._parts, self._firsts = parts, firsts
        return [part for part in self._parts if not part.is_blank]

    def offset(self, raw: int) -> int:
        """Lead a raw place to the document's text."""
        if self._parts:
            at = max(bisect_right(self._firsts, raw) - 1, 0)
            return self._parts[at].offset(raw - self._firsts[at])
        return min(max(raw + self._shift, self.start), self.end)

    @property
    def pieces(self) -> Iterator[Piece]:
        """The characters with the elements that bear them, in order."""
        for at, text, run, node, look, link in self.unfold():
            yield Piece(at + self._shift, text, run, node, look, link)

    def looks(self) -> Iterable[tuple[int, int, MarkKind, str]]:
        """Return the ranges that look alike, in code points of the line's own text."""
        return self._ranges() if self._is_marked else ()

    def _ranges(self) -> Iterator[tuple[int, int, MarkKind, str]]:
        open_at: dict[tuple[MarkKind, str], int] = {}
        now: set[tuple[MarkKind, str]] = set()
        for at, _, _, _, look, link in self.unfold():
            if not look.marks and not link and not now:
                continue
            wanted = {(mark, "") for mark in look.marks}
            if link:
                wanted.add((MarkKind.LINK, link))
            yield from self._closed(open_at, now - wanted, at)
            open_at.update(dict.fromkeys(wanted - now, at))
            now = wanted
        yield from self._closed(open_at, now, self.length)

    def _closed(
        self,
        open_at: dict[tuple[MarkKind, str], int],
        ended: set[tuple[MarkKind, str]],
        raw: int,
    ) -> Iterator[tuple[int, int, MarkKind, str]]:
        for kind, value in sorted(ended):
            start, end = self.offset(open_at[kind, value]), self.offset(raw)
            if start < end:
                yield start - self.start, end - self.start, kind, value


_Spot = tuple[Line | None, int]
"""A place that will be known when its line is finished; between lines there is none."""


def _opening(spot: _Spot, end: int) -> int:
    """The place as the beginning of a range; `end` is that of the text."""
    line, raw = spot
    return min(raw if line is None else line.offset(raw), end)


def _closing(spot: _Spot, end: int) -> int:
    """The place as the end of a range."""
    line, raw = spot
    if line is None or line.is_blank:
        return min(max((raw if line is None else line.start) - 1, 0), end)
    return line.offset(raw)


class Edit(NamedTuple):
    """A tracked change in the document's text.

    An insertion has a point and its `text`; a deletion has a range. A replacement is a range with
    a text.
    """

    start: int
    end: int
    text: str
    by: By
    last_date: str = ""


class Picture(NamedTuple):
    """A picture at one offset; `target` is its path in the file, empty where there is none."""

    start: int
    target: str


class NoteSign(NamedTuple):
    """The sign that refers to a note, by the note's index."""

    start: int
    end: int
    note: int


@dataclass(slots=True)
class _Change:
    inserted: bool
    line: Line
    raw: int
    raw_end: int
    text: str
    by: By
    mark: bool = False


@dataclass(slots=True)
class Walked:
    """Everything a walk found.

    `ranges` are those of comments and bookmarks by their key; `remarks` are the elements of
    comments that stand in the text itself, with the key of their range. `taken` is what was taken
    out of the body before it was walked over (`ooxml_thinned`).
    """

    lines: list[Line]
    tables: list[Table]
    edits: list[Edit]
    ranges: dict[str, tuple[int, int]]
    pictures: list[Picture]
    notes: list[NoteSign]
    length: int
    remarks: list[tuple[str, Any]] = field(default_factory=list)
    hidden: int = 0
    external: int = 0
    diagrams: int = 0
    left_out: int = 0
    embedded: int = 0
    taken: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Lines:
    """Collects lines in the order of the document, and places on them."""

    all: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: int = 0
    external: int = 0
    diagrams: int = 0
    left_out: int = 0
    embedded: int = 0
    _at: int = 0
    _changes: list[_Change] = field(default_factory=list)
    _opened: dict[str, _Spot] = field(default_factory=dict)
    _closed: dict[str, _Spot] = field(default_factory=dict)
    _points: dict[str, _Spot] = field(default_factory=dict)
    _pictures: list[tuple[Line, int, str]] = field(default_factory=list)
    _notes: list[tuple[Line, int, int]] = field(default_factory=list)
    _edits: list[Edit] = field(default_factory=list)

    def finish(self, line: Line) -> None:
        """Take a line in, unless it is blank."""
        line.finish(self._at)
        if not line.is_blank:
            for part in line.parted() if BREAK in line.text else (line,):
                self.all.append(part)
                self._at += len(part.text) + 1

    def add_table(self, rows: int, columns: int) -> None:
        """Take in a table whose cells follow."""
        self.tables.append(Table(rows, min(columns, _MOST_COLUMNS)))

    def embed(self, walked: Walked, element: Any, cell: Cell | None) -> None:
        """Take in the lines of a document that stands in this one, with its tables and edits.

        `element` stands for it in the file. In a cell its tables are more lines of that cell.
        """
        self.embedded += 1
        self.left_out += walked.left_out
        start, tables = self._at, len(self.tables)
        if cell is None:
            self.tables += walked.tables
        for line in walked.lines:
            own = line.cell
            shifted = own._replace(table=own.table + tables) if own is not None else None
            self.finish(_embedded(line, element, cell or shifted))
        self._edits += [e._replace(start=e.start + start, end=e.end + start) for e in walked.edits]

    def insert(self, line: Line, text: str, by: By) -> None:
        """Note characters that are not in the text but were inserted at the end of a line."""
        self._changes.append(_Change(True, line, line.length, line.length, text, by))

    def delete(self, line: Line, raw: int, by: By, *, mark: bool = False) -> None:
        """Note that a line's characters from `raw` on (and its end, the `mark`) were deleted."""
        self._changes.append(_Change(False, line, raw, line.length, "", by, mark))

    def open(self, key: str, line: Line | None) -> None:
        """A range begins here; the first of that key counts."""
        if key not in self._opened:
            self._opened[key] = self._spot(line)

    def close(self, key: str, line: Line | None) -> None:
        """A range ends here."""
        self._closed[key] = self._spot(line)

    def point(self, key: str, line: Line | None) -> None:
        """The sign of a range that may have neither beginning nor end stands here."""
        if key not in self._points:
            self._points[key] = self._spot(line)

    def picture(self, line: Line, target: str, run: Any, node: Any) -> None:
        """Add a picture to a line."""
        self._pictures.append((line, line.length, target))
        line.put(OBJECT, run, node)

    def note(self, line: Line, run: Any, node: Any) -> str:
        """Add a note's sign to a line and return it; notes count in the order of their signs."""
        sign = note_sign(len(self._notes))
        self._notes.append((line, line.length, len(self._notes)))
        line.put(sign, run, node, Look(frozenset({MarkKind.SUPERSCRIPT})))
        return sign

    def walked(self) -> Walked:
        """Say where everything is, now that all lines are known."""
        end = max(self._at - 1, 0)
        return Walked(
            lines=self.all,
            tables=self.tables,
            edits=[*_joined(self._edit(c, end) for c in self._changes), *self._edits],
            ranges=dict(self._ranges(end)),
            pictures=[Picture(line.offset(raw), target) for line, raw, target in self._pictures],
            notes=[
                NoteSign(line.offset(raw), line.offset(raw + len(note_sign(index))), index)
                for line, raw, index in self._notes
            ],
            length=end,
            hidden=self.hidden,
            external=self.external,
            diagrams=self.diagrams,
            left_out=self.left_out,
            embedded=self.embedded,
        )

    def _spot(self, line: Line | None) -> _Spot:
        return line, self._at if line is None else line.length

    def _ranges(self, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
        for key in dict.fromkeys([*self._opened, *self._closed, *self._points]):
            point = self._points.get(key)
            opened = self._opened.get(key) or point or self._closed[key]
            closed = self._closed.get(key) or point or opened
            start = _opening(opened, end)
            yield key, (start, max(start, _closing(closed, end)))

    def _edit(self, change: _Change, end: int) -> Edit:
        line = change.line
        if not change.inserted:
            start = line.offset(change.raw)
            stop = line.offset(change.raw_end) + (change.mark and not line.is_blank)
            return Edit(min(start, end), min(stop, end), "", change.by)
        if not line.is_blank:
            at = line.offset(change.raw)
            return Edit(at, at, change.text, change.by)
        # -- a paragraph that is wholly inserted stands after the one before it, or before all
        text = change.text.strip("\n")
        at = min(max(line.start - 1, 0), end)
        text = ("\n" + text if line.start else text + "\n") if text else ""
        return Edit(at, at, text, change.by)


def _embedded(line: Line, element: Any, cell: Cell | None) -> Line:
    """A line of another document: no element of this one bears its characters."""
    copy = Line(cell)
    copy.elements = [element]
    copy.level, copy.kind, copy.in_contents = line.level, line.kind, line.in_contents
    for piece in line.pieces:
        bearer = copy if piece.node is not None else None
        copy.put(piece.text, None, bearer, piece.look, piece.link)
    return copy


def note_sign(note: int) -> str:
    """The sign of a note by its index: [1], [2] …"""
    return f"[{note + 1}]"


def _joined(edits: Iterator[Edit]) -> list[Edit]:
    """Join what one person did in one place; an insertion beside a deletion replaces it."""
    joined: list[Edit] = []
    for edit in edits:
        if edit.start == edit.end and not edit.text:
            continue
        before = joined[-1] if joined else None
        if before is not None and _go_together(before, edit):
            joined[-1] = before._replace(
                end=max(before.end, edit.end),
                text=before.text + edit.text,
                last_date=edit.by.date,
            )
        else:
            joined.append(edit)
    return joined


def _go_together(before: Edit, edit: Edit) -> bool:
    if before.by.author != edit.by.author or before.by.moved != edit.by.moved:
        return False
    if before.end != edit.start:
        return False
    return not before.by.moved or bool(before.text) == bool(edit.text)
