"""What stands in an OpenDocument paragraph: text, spans, links, notes, pictures, changes, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from typing import Final

from reviewer.formats.odf import DRAW, OFFICE, TEXT, XLINK, Element, number
from reviewer.formats.odf_styles import Styles
from reviewer.formats.walked import PLAIN, By, Line, Lines, Look

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_MAX_SPACES: Final = 200
_SHAPES: Final = tuple(
    DRAW + name
    for name in (
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "line",
        "path",
        "polygon",
        "caption",
        "g",
        "text-box",
    )
)
_SILENT: Final = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "hidden-text",
        TEXT + "soft-page-break",
        TEXT + "note-citation",
        TEXT + "ruby-text",
        TEXT + "script",
        TEXT + "variable-set",
        OFFICE + "annotation",
        OFFICE + "forms",
    }
)


class Inline:
    """Fills lines, and remembers what it met: ranges, notes, boxes.

    `whole` walks over a box with paragraphs, `put_back` puts a tracked deletion back into the text.
    """

    def __init__(
        self,
        styles: Styles,
        original: bool,
        whole: Callable[[Iterable[Element]], None],
        put_back: Callable[[str], None],
    ) -> None:
        self._styles = styles
        self._original = original
        self._whole = whole
        self._put_back = put_back
        self._look = PLAIN
        self._link = ""
        self._after_space = True
        self.lines = Lines()
        self.line: Line | None = None
        self.changes: dict[str, By] = {}
        #: The changes that are deletions; some programs leave deleted text where it stood.
        self.deletions: Container[str] = ()
        self._struck_here = False
        self.inserted: By | None = None
        self.deleted: By | None = None
        self.notes: list[Element] = []
        self.boxes: list[Element] = []
        self.remarks: list[tuple[str, Element]] = []
        self._marks: dict[str, Callable[[Element], None]] = {
            TEXT + "change-start": self._begin_change,
            TEXT + "change-end": self._end_change,
            TEXT + "change": self._change,
            OFFICE + "annotation": self._annotation,
            OFFICE + "annotation-end": self._end_annotation,
            TEXT + "bookmark": self._open_bookmark,
            TEXT + "bookmark-start": self._open_bookmark,
            TEXT + "bookmark-end": self._close_bookmark,
        }
        self._handlers: dict[str, Callable[[Element], None]] = {
            TEXT + "span": self._span,
            TEXT + "a": self._anchor,
            TEXT + "s": self._spaces,
            TEXT + "tab": lambda element: self._say("\t", element),
            TEXT + "line-break": lambda element: self._say("\u2028", element),
            TEXT + "note": self._note,
            DRAW + "frame": self._frame,
            DRAW + "a": self._content,
            **dict.fromkeys(_SHAPES, self._box),
        }

    @property
    def is_absent(self) -> bool:
        """Whether what is read now is not in the base."""
        return (self.inserted if self._original else self.deleted) is not None

    def begin(self, line: Line) -> None:
        """Go on with a new line."""
        self.line = line
        self._after_space = True

    def paragraph(self, paragraph: Element, *, hidden: bool) -> None:
        """Put a paragraph's text on the open line."""
        before, self._look = self._look, Look(hidden=True) if hidden else PLAIN
        self._content(paragraph)
        self._look = before

    def between(self, element: Element) -> None:
        """Take note of what stands between paragraphs."""
        if element.tag.startswith(DRAW) and element.tag in self._handlers:
            self._handlers[element.tag](element)
        else:
            self._mark(element)

    def lacks_mark(self) -> bool:
        """Note that a paragraph ends here; say whether the base has no end here."""
        if self._original and self.line is not None and self.inserted is not None:
            self.lines.insert(self.line, "\n", self.inserted)
            return True
        if not self._struck_here or self.line is None or self.deleted is None:
            return False
        if self._original:
            self.lines.delete(self.line, self.line.length, self.deleted, mark=True)
        return not self._original

    # text

    def _content(self, element: Element) -> None:
        self._text(element.text, element)
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child)
            elif tag not in _SILENT and not self._mark(child):
                # -- fields, metadata, ruby: what they show is their content
                self._content(child)
            elif tag == OFFICE + "annotation":
                self._mark(child)
            self._text(child.tail, element)

    def _text(self, text: str | None, node: Element) -> None:
        if not text:
            return
        text = _WHITE.sub(" ", text)
        if self._after_space:
            text = text.lstrip(" ")
        if text:
            self._after_space = text.endswith(" ")
            self._say(text.replace("\x85", " ").replace("\u2029", " "), node)

    def _say(self, text: str, node: Element) -> None:
        """Put characters where they belong: in the text, into a change, or nowhere."""
        line = self.line
        if line is None:
            return
        if self._look.hidden:
            self.lines.hidden += 1
        elif self._original and self.inserted is not None:
            # -- what was inserted and then deleted never stood in the original
            if self.deleted is None:
                self.lines.insert(line, text, self.inserted)
        elif not self.is_absent:
            start = line.length
            line.put(text, node, node, self._look, self._link)
            if self.deleted is not None:
                self.lines.delete(line, start, self.deleted)

    def _span(self, span: Element) -> None:
        look = self._styles.text(span.get(TEXT + "style-name") or "")
        before = self._look
        self._look = Look(before.marks | look.marks, before.hidden or look.hidden)
        self._content(span)
        self._look = before

    def _anchor(self, anchor: Element) -> None:
        before, self._link = self._link, anchor.get(XLINK + "href") or ""
        self._content(anchor)
        self._link = before

    def _spaces(self, element: Element) -> None:
        self._say(" " * min(number(element, TEXT + "c"), _MAX_SPACES), element)

    # notes, pictures, boxes

    def _note(self, note: Element) -> None:
        body = note.find(TEXT + "note-body")
        if body is None or self.line is None or self.is_absent:
            return
        start = self.line.length
        self.lines.note(self.line, note, note)
        self.notes.append(body)
        if self.deleted is not None:
            self.lines.delete(self.line, start, self.deleted)

    def _frame(self, frame: Element) -> None:
        boxes = list(frame.iterchildren(DRAW + "text-box"))
        self.boxes += boxes
        image = frame.find(DRAW + "image")
        if boxes or (image is None and frame.find(DRAW + "object") is None) or self.is_absent:
            return
        target = (image.get(XLINK + "href") or "") if image is not None else ""
        if "://" in target:
            self.lines.external += 1
            target = ""
        line = self.line or Line()
        start = line.length
        self.lines.picture(line, target.removeprefix("./"), frame, frame)
        if self.line is None:
            self.lines.finish(line)
        elif self.deleted is not None:
            self.lines.delete(line, start, self.deleted)

    def _box(self, shape: Element) -> None:
        if shape.tag == DRAW + "g":
            for child in shape:
                handler = self._handlers.get(child.tag)
                if handler is not None:
                    handler(child)
        else:
            self.boxes.append(shape)

    # marks of places

    def _mark(self, element: Element) -> bool:
        """Take note of a mark: where a change, a comment or a bookmark begins or ends."""
        mark = self._marks.get(element.tag)
        if mark is not None:
            mark(element)
        return mark is not None

    def _begin_change(self, element: Element) -> None:
        key = element.get(TEXT + "change-id") or ""
        if key in self.deletions:
            self.deleted, self._struck_here = self.changes[key], True
        else:
            # -- what is said to have changed by nobody's change is text like any other
            self.inserted = self.changes.get(key)

    def _end_change(self, element: Element) -> None:
        if element.get(TEXT + "change-id") in self.deletions:
            self.deleted, self._struck_here = None, False
        else:
            self.inserted = None

    def _change(self, element: Element) -> None:
        # -- what was inserted and then deleted never stood in the original
        if self._original and self.inserted is None:
            self._put_back(element.get(TEXT + "change-id") or "")

    def _annotation(self, element: Element) -> None:
        name = element.get(OFFICE + "name")
        # -- one without a name has no end, and is known by its place in the row of all
        key = f"comment {name or f'#{len(self.remarks)}'}"
        self.remarks.append((key, element))
        if name:
            self.lines.open(key, self.line)
        self.lines.point(key, self.line)

    def _end_annotation(self, element: Element) -> None:
        self.lines.close(f"comment {element.get(OFFICE + 'name')}", self.line)

    def _open_bookmark(self, element: Element) -> None:
        self.lines.open(f"bookmark {element.get(TEXT + 'name')}", self.line)

    def _close_bookmark(self, element: Element) -> None:
        self.lines.close(f"bookmark {element.get(TEXT + 'name')}", self.line)
