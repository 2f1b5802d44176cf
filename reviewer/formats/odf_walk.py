"""The one walk over an OpenDocument text, with the same result as the walk over a DOCX body.

Tracked deletions stand apart, in text:tracked-changes: in the base ORIGINAL they are put back where
their sign stands; their first and last paragraph join what is around the sign (ODF 1.3, 5.5.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reviewer.formats.odf import (
    DC,
    OFFICE,
    TABLE,
    TEXT,
    XML_ID,
    Element,
    Package,
    number,
)
from reviewer.formats.odf_inline import Inline
from reviewer.formats.odf_styles import Counter, Lists, ParagraphStyle, Styles
from reviewer.formats.odf_tables import grid
from reviewer.formats.walked import ORIGINAL, By, Line, Walked, note_sign
from reviewer.model.document import Cell

_PARAGRAPHS: Final = (TEXT + "p", TEXT + "h")
_PASSED: Final = tuple(
    TEXT + name
    for name in (
        "index-body",
        "numbered-paragraph",
        "list-header",
        "index-title",
        "page-sequence",
    )
)
_CONTENTS: Final = tuple(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "object-index")
)


def walk(package: Package, base: str = ORIGINAL) -> Walked:
    """Walk over the body of a text. Raises ReportError where there is none."""
    return _Walk(package, base).whole()


class _Walk:
    """One pass, depth first; elements nest at most 256 deep (`guards`), so recursion is safe."""

    def __init__(self, package: Package, base: str) -> None:
        self._body = package.body()
        self._styles = Styles(package)
        self._lists = Lists(package)
        self._inline = Inline(self._styles, base == ORIGINAL, self._whole, self._deletion)
        self._inline.changes = {}
        self._deletions: dict[str, Element] = {}
        for key, change in _changes(self._body):
            self._inline.changes[key] = _by(change)
            if change.tag == TEXT + "deletion":
                self._deletions[key] = change
        self._inline.deletions = self._deletions
        self._cell: Cell | None = None
        self._note = -1
        self._in_contents = False
        self._counter: Counter | None = None
        self._label = ""
        self._handlers: dict[str, Callable[[Element], None]] = {
            TABLE + "table": self._table,
            TEXT + "list": self._list,
            **dict.fromkeys(_PARAGRAPHS, self._paragraph),
            TEXT + "section": self._section,
            **dict.fromkeys(_PASSED, self._blocks),
            **dict.fromkeys(_CONTENTS, self._contents),
        }

    def whole(self) -> Walked:
        """Walk the body, then the notes that stood in it."""
        self._whole(self._body)
        for at, body in enumerate(self._inline.notes):
            self._note, self._cell = at, None
            line = Line(None, at)
            line.put(note_sign(at) + ("" if _begins_with_a_blank(body) else " "))
            self._inline.begin(line)
            self._whole(body)
        walked = self._inline.lines.walked()
        walked.remarks = list(self._inline.remarks)
        return walked

    def _blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child)
            else:
                self._inline.between(child)

    def _whole(self, parent: Iterable[Element]) -> None:
        """Walk over something whose last line ends with it."""
        self._blocks(parent)
        self._finish()

    # lines

    def _paragraph(self, paragraph: Element) -> None:
        self._fill(paragraph)
        line = self._inline.line
        if line is not None:
            # -- deleted paragraphs put back before the mark have not changed what it belongs to
            line.level, line.kind = self._depth(paragraph), self._style_of(paragraph).kind
        if not (self._inline.lacks_mark() and _is_followed(paragraph)):
            self._finish()

    def _fill(self, paragraph: Element) -> None:
        """Put a paragraph's text on the open line, or on a new one."""
        style = self._style_of(paragraph)
        line = self._inline.line
        if line is None:
            line = Line(self._cell, self._note)
            self._inline.begin(line)
            label = self._label or self._heading_label(paragraph)
            if label:
                line.put(label)
            line.level, line.kind = self._depth(paragraph), style.kind
            line.in_contents = self._in_contents
        self._label = ""
        line.elements.append(paragraph)
        self._inline.paragraph(paragraph, hidden=style.hidden)

    def _style_of(self, paragraph: Element) -> ParagraphStyle:
        return self._styles.paragraph(paragraph.get(TEXT + "style-name") or "")

    def _depth(self, paragraph: Element) -> int:
        if paragraph.tag == TEXT + "h":
            return number(paragraph, TEXT + "outline-level")
        return self._style_of(paragraph).level

    def _heading_label(self, paragraph: Element) -> str:
        """The number of a heading that the file's outline numbers; those in lists have theirs."""
        in_list = self._counter is not None or paragraph.get(TEXT + "is-list-header") == "true"
        if in_list or paragraph.tag != TEXT + "h":
            return ""
        return self._lists.heading_label(self._depth(paragraph))

    def _finish(self) -> None:
        inline = self._inline
        if inline.line is not None:
            line, inline.line = inline.line, None
            inline.lines.finish(line)
        boxes, inline.boxes = inline.boxes, []
        for box in boxes:
            self._whole(box)

    def _deletion(self, change_id: str) -> None:
        """Put deleted text back where its sign stands."""
        content = self._deletions.get(change_id)
        if content is None:
            return
        inline = self._inline
        by = inline.changes[change_id]
        before, inline.deleted = inline.deleted, by
        children = [child for child in content if child.tag != OFFICE + "change-info"]
        for at, child in enumerate(children):
            if child.tag not in _PARAGRAPHS:
                self._blocks([child])
                continue
            self._fill(child)
            if at + 1 < len(children) and inline.line is not None:
                inline.lines.delete(inline.line, inline.line.length, by, mark=True)
                self._finish()
        inline.deleted = before

    # lists

    def _list(self, element: Element) -> None:
        style = element.get(TEXT + "style-name") or ""
        outer = self._counter
        if outer is None:
            self._counter = self._lists.begin(
                style,
                element.get(XML_ID) or "",
                element.get(TEXT + "continue-list") or "",
                goes_on=element.get(TEXT + "continue-numbering") == "true",
            )
        self._items(element, style or self._counter_style(), 1)
        self._counter = outer

    def _counter_style(self) -> str:
        return self._counter.style if self._counter is not None else ""

    def _items(self, element: Element, style: str, level: int) -> None:
        for item in element:
            if item.tag == TEXT + "list-item":
                self._item(item, style, level)
            elif item.tag == TEXT + "list-header":
                self._blocks(item)
            else:
                self._inline.between(item)

    def _item(self, item: Element, style: str, level: int) -> None:
        first = next((child for child in item if child.tag in (*_PARAGRAPHS, TEXT + "list")), None)
        counted = first is not None and first.tag in _PARAGRAPHS
        if counted and self._counter is not None and not self._inline.is_absent:
            start = item.get(TEXT + "start-value")
            given = number(item, TEXT + "start-value") if start is not None else None
            self._label = self._lists.label(self._counter, style, level, given)
        for child in item:
            if child.tag == TEXT + "list":
                self._items(child, child.get(TEXT + "style-name") or style, level + 1)
            else:
                self._blocks([child])
        self._label = ""

    def _section(self, section: Element) -> None:
        if section.get(TEXT + "display") == "none":
            self._inline.lines.hidden += 1
        else:
            self._blocks(section)

    def _contents(self, element: Element) -> None:
        before, self._in_contents = self._in_contents, True
        body = element.find(TEXT + "index-body")
        if body is not None:
            self._whole(body)
        self._in_contents = before

    # tables

    def _table(self, table: Element) -> None:
        self._finish()
        lines = self._inline.lines
        laid_out = grid(table, len(lines.tables))
        counter, self._counter = self._counter, None
        # -- a frame is no table, and a table inside a cell is more lines of that cell
        in_cells = self._cell is None and not laid_out.is_frame
        if in_cells:
            lines.add_table(laid_out.height, laid_out.width)
        for element, cell in laid_out.cells:
            if in_cells:
                self._cell = cell
            self._whole(element)
        if in_cells:
            self._cell = None
        self._counter = counter


def _changes(body: Element) -> Iterator[tuple[str, Element]]:
    """Yield the tracked insertions and deletions by id."""
    for region in body.iterfind(f"{TEXT}tracked-changes/{TEXT}changed-region"):
        key = region.get(TEXT + "id") or region.get(XML_ID) or ""
        for change in region:
            if change.tag in (TEXT + "insertion", TEXT + "deletion"):
                yield key, change


def _by(change: Element) -> By:
    info = change.find(OFFICE + "change-info")
    if info is None:
        return By()
    return By(
        author=(info.findtext(DC + "creator") or "").strip(), date=info.findtext(DC + "date") or ""
    )


def _is_followed(paragraph: Element) -> bool:
    """Whether the next thing in the same place is another paragraph."""
    after = next(paragraph.itersiblings(), None)
    return after is not None and after.tag in _PARAGRAPHS


def _begins_with_a_blank(note: Element) -> bool:
    """Whether a note begins with a blank of its own, as most programs write one."""
    for element in note.iter():
        if element.tag == TEXT + "s" or (element.text or "").strip():
            return element.tag == TEXT + "s"
    return False
