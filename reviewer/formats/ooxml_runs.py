"""What stands in a DOCX run: text, tabs, breaks, symbols, pictures, signs of notes and comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from reviewer.formats.ooxml import MC, VAL, Element, Package, W
from reviewer.formats.ooxml_objects import drawn_in
from reviewer.formats.ooxml_styles import Styles, read_look
from reviewer.formats.ooxml_symbols import combined, symbol, ticked
from reviewer.formats.ooxml_texts import WHITE, Taken, Texts, bearers, shown, speaks, taken_out
from reviewer.formats.walked import PLAIN, By, Line, Lines, Look, Plain

_PPR: Final = W + "pPr"
_R: Final = W + "r"
_T: Final = W + "t"
_RPR: Final = W + "rPr"
_QUIET: Final = frozenset({_R, _PPR, W + "proofErr"})
"""What may stand in a paragraph of plain text."""
_DRAWN: Final = W + "lastRenderedPageBreak"
_FIXED: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\u2028",
    W + "cr": "\u2028",
    W + "noBreakHyphen": "\u2011",
}
_MAX_INSTRUCTION: Final = 4000


Properties = Mapping[str, Element]
"""The entries of a w:pPr by their tags."""
NO_PROPERTIES: Final[Properties] = {}


class Field:
    """A complex field (17.16.18): an instruction, then perhaps its result."""

    __slots__ = ("in_instruction", "words")

    def __init__(self) -> None:
        self.in_instruction = True
        self.words = ""

    def link(self) -> str:
        """The target of a HYPERLINK field, empty for others."""
        return link_of(self.words)


@dataclass(slots=True)
class State:
    """Where a walk stands. `inserted` and `deleted` are the tracked changes around it.

    `source` is the part whose relationships count, `inline` walks over what stands in a paragraph,
    `texts` are those of plain runs that were taken out of the part that is walked over.
    `boxes` are text boxes that wait for the end of their line, `notes` the notes that were referred
    to: kind of part and id.
    """

    package: Package
    styles: Styles
    original: bool
    inline: Callable[[State, Element], None]
    source: str = ""
    texts: Texts = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    line: Line | None = None
    inserted: By | None = None
    deleted: By | None = None
    link: str = ""
    fields: list[Field] = field(default_factory=list)
    boxes: list[tuple[Element, By | None, By | None]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)

    @property
    def is_calm(self) -> bool:
        """Whether nothing around what is read now has to do with its text."""
        return self.inserted is None and self.deleted is None and not (self.fields or self.link)

    @property
    def is_absent(self) -> bool:
        """Whether what is read now is not in the base."""
        return (self.inserted if self.original else self.deleted) is not None


def at_a_glance(paragraph: Element, texts: Texts) -> tuple[Properties, str | None]:
    """The properties of a paragraph by their tags; its text if that is all, unmarked: mostly so."""
    where = paragraph.text if texts else None
    if where is not None and where in texts and not len(paragraph):
        return NO_PROPERTIES, texts[where]
    properties, parts = _glanced(paragraph, texts, where)
    if parts is None:
        return properties, None
    return properties, parts[0] if len(parts) == 1 else "".join(parts)


def _glanced(
    paragraph: Element, texts: Texts, where: str | None
) -> tuple[Properties, list[str] | None]:
    """The same, the text run by run; `where` is the text of the element itself."""
    properties = NO_PROPERTIES
    parts: list[str] = []
    for child in paragraph:
        tag = child.tag
        if tag not in _QUIET:
            return properties, None
        if where is not None:
            parts += taken_out(texts, where)
        if tag == _PPR:
            properties = {entry.tag: entry for entry in child}
        elif tag == _R and not _is_plain(child, parts):
            return properties, None
        where = child.tail if texts else None
    if where is not None:
        parts += taken_out(texts, where)
    return properties, parts


def _is_plain(element: Element, parts: list[str]) -> bool:
    """Whether a run is text and no more; its texts are added to the `parts`."""
    for node in element:
        tag = node.tag
        if tag == _T:
            parts.append(shown(node))
        elif (tag != _RPR or speaks(node)) and tag != _DRAWN:
            return False
    return True


def plain_pieces(texts: Texts, paragraph: Element) -> Plain:
    """Yield the pieces that make the text seen `at_a_glance`, with what bears them."""
    if texts and paragraph.text is not None:
        for text, bearer in bearers(texts, paragraph.text, paragraph):
            yield text, bearer, bearer
    for child in paragraph:
        if child.tag == _R:
            for node in child.iterchildren(_T):
                yield shown(node), child, node
        if texts and child.tail is not None:
            for text, bearer in bearers(texts, child.tail, paragraph):
                yield text, bearer, bearer


def run(state: State, element: Element) -> None:
    """Walk over a w:r."""
    look = PLAIN
    for node in element:
        tag = node.tag
        if tag == _T:
            text = shown(node)
            if text:
                say(state, text, element, node, look)
        elif tag == _RPR:
            if speaks(node):
                look = _look(state, node)
        else:
            _part(state, element, node, look)


def say(
    state: State, text: str, element: Element | Taken, node: Element | Taken, look: Look
) -> None:
    """Put characters where they belong: in the text, into a change, or nowhere."""
    line = state.line
    if not text or line is None or (state.fields and any(f.in_instruction for f in state.fields)):
        return
    if look.hidden:
        state.lines.hidden += 1
    elif state.inserted is None and state.deleted is None:
        line.put(text, element, node, look, state.link)
    elif not state.is_absent:
        start = line.length
        line.put(text, element, node, look, state.link)
        mark_deleted(state, start)
    elif state.original and state.deleted is None and state.inserted is not None:
        state.lines.insert(line, text, state.inserted)


def mark_deleted(state: State, start: int) -> None:
    """Note that what the line has from `start` on was deleted, where it was."""
    if state.original and state.deleted is not None and state.line is not None:
        state.lines.delete(state.line, start, state.deleted)


def link_of(instruction: str) -> str:
    """Return the target that a field's instruction names: HYPERLINK "…", HYPERLINK \\l "…"."""
    words = instruction.split('"')
    if len(words) > 1 and words[0].strip().upper().startswith("HYPERLINK"):
        return ("#" if "\\l" in words[0] else "") + words[1]
    return ""


def _part(state: State, element: Element, node: Element, look: Look) -> None:
    text = _FIXED.get(node.tag)
    if text is not None:
        say(state, text, element, node, look)
        return
    handler = _PARTS.get(node.tag)
    if handler is not None:
        handler(state, element, node, look)


def _look(state: State, properties: Element) -> Look:
    look = read_look(properties)
    style = properties.find(W + "rStyle")
    if style is None:
        return look
    named = state.styles.run(style.get(VAL) or "")
    return Look(look.marks | named.marks, look.hidden or named.hidden)


def _deleted_text(state: State, element: Element, node: Element, look: Look) -> None:
    if node.text:
        say(state, node.text.translate(WHITE), element, node, look)


def _comment_sign(state: State, _element: Element, node: Element, _look: Look) -> None:
    state.lines.point(f"comment {node.get(W + 'id')}", state.line)


def _field_mark(state: State, element: Element, node: Element, look: Look) -> None:
    kind = node.get(W + "fldCharType")
    if kind == "begin":
        say(state, ticked(node), element, node, look)
        state.fields.append(Field())
    elif kind == "separate" and state.fields:
        state.fields[-1].in_instruction = False
        state.link = state.fields[-1].link() or state.link
    elif kind == "end" and state.fields:
        ended = state.fields.pop()
        if ended.link():
            state.link = ""
        if ended.in_instruction:
            say(state, combined(ended.words), element, node, look)


def _instruction(state: State, _element: Element, node: Element, _look: Look) -> None:
    if state.fields and len(state.fields[-1].words) < _MAX_INSTRUCTION:
        state.fields[-1].words += (node.text or "")[:_MAX_INSTRUCTION]


def _symbol(state: State, element: Element, node: Element, look: Look) -> None:
    text = symbol(node)
    if text:
        say(state, text, element, node, look)


def _ruby(state: State, _element: Element, node: Element, _look: Look) -> None:
    base = node.find(W + "rubyBase")
    if base is not None:
        state.inline(state, base)


def _note_sign(state: State, element: Element, node: Element, _look: Look) -> None:
    if state.is_absent or state.line is None:
        return
    kind = "footnotes" if node.tag == W + "footnoteReference" else "endnotes"
    start = state.line.length
    state.lines.note(state.line, element, node)
    state.notes.append((kind, node.get(W + "id") or ""))
    mark_deleted(state, start)


def _drawing(state: State, element: Element, node: Element, look: Look) -> None:
    for drawn in drawn_in(node):
        if drawn.box is not None:
            state.boxes.append((drawn.box, state.inserted, state.deleted))
        elif drawn.words:
            say(state, drawn.words.translate(WHITE), element, node, look)
        elif state.line is not None and not state.is_absent:
            found = state.package.relation(state.source, drawn.relation)
            outside = drawn.external or (found is not None and found.external)
            state.lines.external += outside
            state.lines.diagrams += not drawn.relation and not outside
            start = state.line.length
            target = found.target if found is not None and not outside else ""
            state.lines.picture(state.line, target, element, node)
            mark_deleted(state, start)


def _alternate(state: State, element: Element, node: Element, look: Look) -> None:
    for branch in node:
        known = [child for child in branch if child.tag in _KNOWN]
        for child in known:
            _part(state, element, child, look)
        if known:
            return


_PARTS: Final[dict[str, Callable[[State, Element, Element, Look], None]]] = {
    _T: _deleted_text,
    W + "delText": _deleted_text,
    W + "commentReference": _comment_sign,
    W + "footnoteReference": _note_sign,
    W + "endnoteReference": _note_sign,
    W + "fldChar": _field_mark,
    W + "instrText": _instruction,
    W + "sym": _symbol,
    W + "ruby": _ruby,
    W + "drawing": _drawing,
    W + "pict": _drawing,
    W + "object": _drawing,
    MC + "AlternateContent": _alternate,
}
_KNOWN: Final = frozenset({*_PARTS, *_FIXED})
