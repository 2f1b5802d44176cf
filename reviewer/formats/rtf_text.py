"""What an RTF walk puts together: lines, tables, notes, boxes, tracked changes, comments' ranges."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from reviewer.formats.rtf import when
from reviewer.formats.rtf_tables import CellEnd, TableRow, lay_out
from reviewer.formats.walked import By, Line, Lines, Look, note_sign
from reviewer.model.document import MarkKind, ParagraphKind

MAX_CELLS: Final = 1000
"""Cells of a row that are counted."""


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and forgets at its end.

    `wide`: what follows is said of Chinese characters. `inserted` and `deleted` are tracked changes: the index of the author and a packed time.
    """

    reads: str = "text"
    marks: frozenset[MarkKind] = frozenset()
    hidden: bool = False
    wide: bool = False
    font: int = -1
    skip: int = 1
    link: str = ""
    in_table: bool = False
    style: int = 0
    level: int = 0
    inserted: tuple[int, int] | None = None
    deleted: tuple[int, int] | None = None


@dataclass(slots=True)
class _Table:
    rows: list[TableRow] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)
    inside: list[Line] = field(default_factory=list)
    ends: list[CellEnd] = field(default_factory=list)
    below: bool = False
    after: bool = False


class Text:
    """Takes characters and ends of paragraphs, cells and rows; `people` are the known authors."""

    def __init__(self, original: bool) -> None:
        self._original = original
        self.lines = Lines()
        self.line: Line | None = None
        self.label = ""
        self.people: list[str] = []
        self.styles: dict[int, tuple[int, ParagraphKind | None]] = {}
        self._note = -1
        self._notes: list[list[Line]] = []
        self._outside: list[tuple[Line | None, str, int]] = []
        self._boxed: list[Line] = []
        self._behind_sign = False
        self._table = _Table()

    def whole(self) -> Lines:
        """End the text; the notes follow it."""
        self.end_paragraph(State())
        for note in self._notes:
            for line in note:
                self.lines.finish(line)
        return self.lines

    # characters

    def say(self, text: str, state: State) -> None:
        """Put characters where they belong: in the text, into a change, or nowhere."""
        if state.hidden:
            self.lines.hidden += 1
            return
        inserted, deleted = self._by(state.inserted), self._by(state.deleted)
        if not self._original:
            if deleted is None:
                self._put(text, state)
        elif inserted is None:
            line = self._open()
            start = line.length
            self._put(text, state)
            if deleted is not None:
                self.lines.delete(line, start, deleted)
        elif deleted is None:
            self.lines.insert(self._open(), text, inserted)

    def picture(self, target: str, state: State) -> None:
        """Put a picture, unless it is not in the base."""
        if not state.hidden and (state.inserted is None or not self._original):
            self.lines.picture(self._open(), target, self, self)

    def _put(self, text: str, state: State) -> None:
        if self._behind_sign:
            # -- most programs write a blank of their own behind the sign of a note
            text = text.lstrip(" \t\u3000")
            self._behind_sign = not text
            if text:
                self._open().put(" ")
        self._open().put(text, self, self, Look(state.marks), state.link)

    def _by(self, change: tuple[int, int] | None) -> By | None:
        if change is None:
            return None
        author, date = change
        name = self.people[author] if 0 < author < len(self.people) else ""
        return By(name, when(date))

    def _open(self) -> Line:
        if self.line is None:
            self.line = Line(None, self._note)
        if self.label and not self.line.length:
            self.line.put(self.label)
        self.label = ""
        return self.line

    # paragraphs

    def paragraph(self, state: State) -> None:
        """A paragraph's mark stands here; say what became of it, and end the line if it counts."""
        inserted, deleted = self._by(state.inserted), self._by(state.deleted)
        if not self._original:
            if deleted is None:
                self.end_paragraph(state)
        elif inserted is None:
            if deleted is not None and self.line is not None:
                self.lines.delete(self.line, self.line.length, deleted, mark=True)
            self.end_paragraph(state)
        elif deleted is None and self.line is not None:
            self.lines.insert(self.line, "\n", inserted)

    def end_paragraph(self, state: State) -> None:
        """End the open line, and the table above it where it is in none."""
        line, self.line, self.label = self.line, None, ""
        in_table = state.in_table and not self._outside
        if not in_table and not self._outside:
            self._close_table()
        if line is not None:
            level, kind = self.styles.get(state.style, (0, None))
            line.level, line.kind = state.level or level, kind
            if line.note >= 0:
                self._notes[line.note].append(line)
            elif self._outside:
                self._boxed.append(line)
            else:
                self.lines.finish(line)
                if in_table:
                    self._table.inside.append(line)
        if not self._outside:
            # -- boxes that hang on a line follow it
            boxed, self._boxed = self._boxed, []
            for line in boxed:
                self.lines.finish(line)

    # what stands in the middle of a line and belongs to another

    def open_note(self) -> None:
        """A footnote or endnote begins; its sign stands in the line."""
        self.lines.note(self._open(), self, self)
        self._notes.append([])
        note = len(self._notes) - 1
        self.open_box(note)
        self.line = Line(None, note)
        self.line.put(note_sign(note))
        self._behind_sign = True

    def open_box(self, note: int = -1) -> None:
        """A box with paragraphs of its own begins."""
        self._outside.append((self.line, self.label, self._note))
        self.line, self.label, self._note = None, "", note

    def close_box(self) -> None:
        """What was opened last ends."""
        self.end_paragraph(State())
        self._behind_sign = False
        self.line, self.label, self._note = self._outside.pop()

    # tables

    def end_cell(self, state: State) -> None:
        """A cell ends here, with the line in it."""
        if self._outside:
            self.end_paragraph(state)
            return
        self.end_paragraph(replace(state, in_table=True))
        table = self._table
        if len(table.cells) < MAX_CELLS:
            table.cells.append(table.inside)
        table.inside = []

    def end_row(self) -> None:
        """A row ends here."""
        table = self._table
        if not self._outside and table.cells:
            table.rows.append(TableRow(table.cells, table.ends))
            table.cells, table.inside = [], []

    def begin_row(self) -> None:
        """A row's properties begin here."""
        if not self._outside:
            self._table.ends = []
            self._table.below = self._table.after = False

    def merge(self, *, below: bool) -> None:
        """The cell described next goes on the one above it, else the one before it."""
        self._table.below |= below
        self._table.after |= not below

    def end_of_cell(self, right: int) -> None:
        """A cell of the row ends so many twips from the left."""
        table = self._table
        if not self._outside and len(table.ends) < MAX_CELLS:
            table.ends.append(CellEnd(right, table.below, table.after))
        table.below = table.after = False

    def _close_table(self) -> None:
        self.end_row()
        rows, self._table = self._table.rows, _Table()
        if rows:
            lay_out(rows, self.lines)
