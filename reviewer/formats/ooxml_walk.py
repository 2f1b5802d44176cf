"""The one walk over a DOCX body: its lines, and where in the document's text every run stands.

Importer and exporter both use it, so that an offset means the same to them. A line becomes one
paragraph of the document (`walked`). Every piece of a line knows the element that bears it, so that
runs can be cut at offsets.

Decision: the text is that of one *base*. For the base ORIGINAL tracked insertions are not in the
text, but are reported with the place where they would stand; deletions are in the text, and are
reported with their range. A paragraph mark that was inserted joins two paragraphs into one line.
The base ACCEPTED is the other way round and reports nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import takewhile
from typing import Final

from reviewer.formats.carried import ADDED
from reviewer.formats.ooxml import MC, VAL, Element, Package, R, W, by, number
from reviewer.formats.ooxml_inline import MARKERS, changed, inline
from reviewer.formats.ooxml_runs import Properties, State, at_a_glance, plain_pieces
from reviewer.formats.ooxml_styles import (
    PLAIN_STYLE,
    Numbered,
    Numbering,
    ParagraphStyle,
    Styles,
    heading_level,
)
from reviewer.formats.ooxml_tables import Row, cell_changes, grid
from reviewer.formats.ooxml_texts import MARK, Texts, is_filled
from reviewer.formats.ooxml_thinned import thinned_part
from reviewer.formats.walked import ORIGINAL, Line, Plain, Walked, note_sign
from reviewer.model.document import Cell

_P: Final = W + "p"
_RPR: Final = W + "rPr"
_TEXT: Final = W + "t"
_STYLE: Final = W + "pStyle"
_LIST: Final = W + "numPr"
_OUTLINE: Final = W + "outlineLvl"
_INSERTED: Final = (W + "ins", W + "moveTo")
_DELETED: Final = (W + "del", W + "moveFrom")
_MARK_CHANGES: Final = frozenset({*_INSERTED, *_DELETED})
Embedded = Callable[[Package, str], Walked | None]
"""Reads the document at a path of the package; None where it cannot."""
_STEP: Final = 200
"""After so many paragraphs it is told how far the walk is."""


def walk(
    package: Package,
    base: str = ORIGINAL,
    progress: Callable[[float], None] | None = None,
    embedded: Embedded | None = None,
    *,
    whole: bool = False,
    placed: bool = False,
) -> Walked:
    """Walk over the body of a document. Raises ReportError where a part is broken.

    `progress` hears how much of the body is behind, from 0 to 1. `embedded` reads the documents
    that stand in this one; those it cannot read, all where it is None, are counted as left out.
    The usual walk is over a thinned tree (`ooxml_thinned`), which is quicker than one over the
    `whole` tree and finds the same, but does not know which run bears which characters: for that
    ask that they be `placed`.
    """
    return _Walk(package, base, embedded).whole(progress, thins=not whole, placed=placed)


def _told(body: Element, progress: Callable[[float], None]) -> Iterator[Element]:
    count = len(body)
    for at, child in enumerate(body):
        if at % _STEP == 0:
            progress(at / count)
        yield child


def _added(body: Element) -> Element | None:
    """The first block of the pages that this program put behind a report; None without any."""
    for mark in body.iter(W + "bookmarkStart"):
        if mark.get(W + "name") == ADDED:
            return next(each for each in (mark, *mark.iterancestors()) if each.getparent() is body)
    return None


class _Walk:
    """One pass, depth first; elements nest at most 256 deep (`guards`), so recursion is safe."""

    def __init__(self, package: Package, base: str, embedded: Embedded | None) -> None:
        self._base = base
        self._embedded = embedded
        self._package = package
        self._numbering = Numbering(package.related_part("numbering"))
        self._styles = Styles(package.related_part("styles"))
        self._usual = self._styles.paragraph(None)
        self._state = State(package, self._styles, base == ORIGINAL, inline, package.main)
        self._pieces: Callable[[Element], Plain] = partial(plain_pieces, self._state.texts)
        self._cell: Cell | None = None
        self._note = -1
        self._read_notes: dict[str, dict[str, Element]] = {}
        self._handlers: dict[str, Callable[[Element], None]] = {
            W + "tbl": self._table,
            W + "sdt": self._control,
            W + "altChunk": self._embed,
            MC + "AlternateContent": self._alternate,
            **dict.fromkeys((W + "customXml", *_INSERTED, *_DELETED), self._blocks),
        }

    def whole(
        self, progress: Callable[[float], None] | None, *, thins: bool, placed: bool
    ) -> Walked:
        """Walk the body, then the notes it refers to."""
        package = self._package
        root, texts = (
            thinned_part(package, package.main, placed=placed)
            if thins
            else (package.part(package.main), {})
        )
        body = package.body(root)
        self._enter(texts)
        blocks = body if progress is None else _told(body, progress)
        end = _added(body)
        self._blocks(blocks if end is None else takewhile(lambda child: child is not end, blocks))
        self._finish()
        for at, (kind, note_id) in enumerate(self._state.notes):
            self._walk_note(at, kind, note_id)
        walked = self._state.lines.walked()
        walked.taken = texts
        return walked

    def _enter(self, texts: Texts) -> None:
        """Walk over a part from now on that these texts were taken out of."""
        self._state.texts = texts
        self._pieces = partial(plain_pieces, texts)

    def _blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag in MARKERS:
                MARKERS[tag](self._state, child)
            elif tag in self._handlers:
                self._handlers[tag](child)

    # lines

    def _paragraph(self, paragraph: Element) -> None:
        state = self._state
        properties, text = at_a_glance(paragraph, state.texts)
        style = self._style_of(properties) if properties else self._usual
        line = state.line
        # -- what most paragraphs of most reports are, by the shortest way
        is_plain = text is not None and line is None and state.is_calm
        if is_plain and style.numbered is None and (not properties or _keeps_mark(properties)):
            line = Line(self._cell, self._note)
            self._look_up(line, properties, style)
            line.elements.append(paragraph)
            line.put_whole(text or "", self._pieces)
            state.lines.finish(line)
            return
        if line is None:
            line = state.line = Line(self._cell, self._note)
            if style.numbered is not None or _LIST in properties:
                line.put(self._label(properties, style))
        else:
            line.unfold()
        self._look_up(line, properties, style)
        line.elements.append(paragraph)
        inline(state, paragraph)
        for field in state.fields:
            # -- an instruction that never ends swallows no more than its paragraph
            field.in_instruction = False
        is_whole = state.is_calm and _RPR not in properties
        if is_whole or not (self._lacks_mark(properties, line) and _is_followed(paragraph)):
            self._finish()

    def _look_up(self, line: Line, properties: Properties, style: ParagraphStyle) -> None:
        """Say what kind of paragraph a line is."""
        if properties or style is not PLAIN_STYLE:
            own = properties.get(_OUTLINE)
            line.level = heading_level(own) if own is not None else style.level
            line.kind, line.in_contents = style.kind, style.in_contents

    def _finish(self) -> None:
        """End the open line; the text boxes that hang on it follow."""
        state = self._state
        if state.line is not None:
            line, state.line = state.line, None
            state.lines.finish(line)
        if state.boxes:
            boxes, state.boxes = state.boxes, []
            fields, state.fields = state.fields, []
            for box, inserted, deleted in boxes:
                changed(state, lambda box=box: self._whole(box), inserted, deleted)  # type: ignore[misc]
            state.fields = fields

    def _whole(self, parent: Element) -> None:
        """Walk over something whose last line ends with it."""
        self._blocks(parent)
        self._finish()

    def _lacks_mark(self, properties: Properties, line: Line) -> bool:
        """Note what became of the paragraph's mark; say whether the base has none here."""
        state = self._state
        inserted, deleted = state.inserted, state.deleted
        for child in properties.get(_RPR, ()):
            if child.tag in _INSERTED:
                inserted = by(child)
            elif child.tag in _DELETED:
                deleted = by(child)
        if not state.original:
            return deleted is not None
        if inserted is not None and deleted is None:
            state.lines.insert(line, "\n", inserted)
        elif deleted is not None and inserted is None:
            state.lines.delete(line, line.length, deleted, mark=True)
        return inserted is not None

    def _style_of(self, properties: Properties) -> ParagraphStyle:
        style = properties.get(_STYLE)
        return self._styles.paragraph(style.get(VAL) if style is not None else None)

    def _label(self, properties: Properties, style: ParagraphStyle) -> str:
        numbered = style.numbered
        own = properties.get(_LIST)
        if own is not None:
            list_id, level = own.find(W + "numId"), own.find(W + "ilvl")
            base = numbered or Numbered("", 0)
            numbered = Numbered(
                (list_id.get(VAL) or "") if list_id is not None else base.list_id,
                number(level.get(VAL)) if level is not None else base.level,
            )
        return self._numbering.label(numbered) if numbered is not None else ""

    # tables

    def _table(self, table: Element) -> None:
        self._finish()
        lines = self._state.lines
        laid_out = grid(table, len(lines.tables), self._base)
        # -- a frame is no table, and a table inside a cell is more lines of that cell
        in_cells = self._cell is None and not laid_out.is_frame
        if in_cells:
            lines.add_table(laid_out.height, laid_out.width)
        for row in laid_out.rows:
            self._row(row, in_cells=in_cells)
        self._marked(reversed(table))
        if in_cells:
            self._cell = None

    def _row(self, row: Row, *, in_cells: bool) -> None:
        state = self._state
        for at, (element, cell) in enumerate(row.cells):
            if not at:
                self._marked(next(element.iterancestors(W + "tr")).itersiblings(preceding=True))
            self._marked(element.itersiblings(preceding=True))
            if in_cells:
                self._cell = cell
            own_inserted, own_deleted = cell_changes(element)
            inserted = own_inserted or row.inserted or state.inserted
            deleted = own_deleted or row.deleted or state.deleted
            changed(state, lambda cell=element: self._whole(cell), inserted, deleted)  # type: ignore[misc]

    def _marked(self, backwards: Iterable[Element]) -> None:
        """Ranges may also begin and end between cells and between rows."""
        for mark in [*takewhile(_is_marker, backwards)][::-1]:
            MARKERS[mark.tag](self._state, mark)

    # what holds blocks

    def _control(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self._blocks(content)

    def _alternate(self, element: Element) -> None:
        branch = next((branch for branch in element if is_filled(branch)), None)
        if branch is not None:
            self._blocks(branch)

    def _embed(self, element: Element) -> None:
        self._finish()
        state = self._state
        found = state.package.relation(state.source, element.get(R + "id") or "")
        walked = None
        if self._embedded is not None and found is not None and not found.external:
            walked = self._embedded(state.package, found.target)
        if walked is None:
            state.lines.left_out += 1
        else:
            state.lines.embed(walked, element, self._cell)

    def _walk_note(self, at: int, kind: str, note_id: str) -> None:
        path = self._package.related(kind)
        note = self._notes_of(path).get(note_id)
        if note is None:
            return
        state = self._state
        state.source, self._note, self._cell = path, at, None
        self._enter({})
        state.line = Line(None, at)
        # -- most programs write a blank of their own behind the sign
        first = next(note.iter(_TEXT), None)
        spaced = first is not None and (first.text or "").startswith((" ", "\u3000", "\t"))
        state.line.put(note_sign(at) + ("" if spaced else " "))
        self._whole(note)

    def _notes_of(self, path: str) -> dict[str, Element]:
        if path not in self._read_notes:
            root = self._package.part(path) if path else None
            notes = root if root is not None else ()
            self._read_notes[path] = {note.get(W + "id") or "": note for note in notes}
        return self._read_notes[path]


def _keeps_mark(properties: Properties) -> bool:
    """Whether a paragraph without an automatic number of its own has an unchanged mark."""
    if _LIST in properties:
        return False
    mark = properties.get(_RPR)
    return mark is None or not any(entry.tag in _MARK_CHANGES for entry in mark)


def _is_marker(element: Element) -> bool:
    """Whether an element marks a place, and no run was taken out behind it, where none belongs."""
    return element.tag in MARKERS and MARK not in (element.tail or "")


def _is_followed(paragraph: Element) -> bool:
    """Whether the next thing in the same place is another paragraph."""
    if MARK in (paragraph.tail or ""):
        return False
    after = next((e for e in paragraph.itersiblings() if not _is_marker(e)), None)
    return after is not None and after.tag == _P
