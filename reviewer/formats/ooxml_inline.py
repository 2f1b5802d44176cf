"""What stands in a DOCX paragraph: runs, links, content controls, tracked changes, ranges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reviewer.formats.ooxml import MC, Element, M, R, W, by
from reviewer.formats.ooxml_runs import State, link_of, run, say
from reviewer.formats.ooxml_texts import WHITE, bearers, is_filled
from reviewer.formats.walked import PLAIN, By

_R: Final = W + "r"
_ID: Final = W + "id"


def inline(state: State, parent: Element) -> None:
    """Walk over what stands in a paragraph, or in something inside it."""
    texts = state.texts
    where = parent.text if texts else None
    if where is not None:
        for text, bearer in bearers(texts, where, parent):
            say(state, text, bearer, bearer, PLAIN)
    for child in parent:
        tag = child.tag
        if tag == _R:
            run(state, child)
        else:
            handler = _INLINE.get(tag)
            if handler is not None:
                handler(state, child)
        where = child.tail if texts else None
        if where is not None:
            for text, bearer in bearers(texts, where, parent):
                say(state, text, bearer, bearer, PLAIN)


def changed(
    state: State, inside: Callable[[], None], inserted: By | None, deleted: By | None
) -> None:
    """Walk over something of which tracked changes speak."""
    before = state.inserted, state.deleted
    state.inserted, state.deleted = inserted, deleted
    inside()
    state.inserted, state.deleted = before


def _insertion(state: State, element: Element) -> None:
    changed(state, lambda: inline(state, element), by(element), state.deleted)


def _deletion(state: State, element: Element) -> None:
    changed(state, lambda: inline(state, element), state.inserted, by(element))


def _hyperlink(state: State, element: Element) -> None:
    found = state.package.relation(state.source, element.get(R + "id") or "")
    anchor = element.get(W + "anchor") or ""
    address = found.target if found is not None and found.external else ""
    _linked(state, element, address + (f"#{anchor}" if anchor else ""))


def _simple_field(state: State, element: Element) -> None:
    _linked(state, element, link_of(element.get(W + "instr") or "") or state.link)


def _linked(state: State, element: Element, target: str) -> None:
    before, state.link = state.link, target
    inline(state, element)
    state.link = before


def _control(state: State, element: Element) -> None:
    content = element.find(W + "sdtContent")
    if content is not None:
        inline(state, content)


def _alternate(state: State, element: Element) -> None:
    for branch in element:
        if is_filled(branch):
            inline(state, branch)
            return


def _formula(state: State, element: Element) -> None:
    """A formula's characters in a row: what is above or below a line stands beside it."""
    for part in element.iter(M + "r"):
        for node in part.iterchildren(M + "t"):
            if node.text:
                say(state, node.text.translate(WHITE), part, node, PLAIN)


def _open_comment(state: State, element: Element) -> None:
    state.lines.open(f"comment {element.get(_ID)}", state.line)


def _close_comment(state: State, element: Element) -> None:
    state.lines.close(f"comment {element.get(_ID)}", state.line)


def _open_bookmark(state: State, element: Element) -> None:
    name = element.get(W + "name") or ""
    # -- the end of a bookmark knows only its number
    state.bookmarks[element.get(W + "id") or ""] = name
    state.lines.open(f"bookmark {name}", state.line)


def _close_bookmark(state: State, element: Element) -> None:
    name = state.bookmarks.get(element.get(W + "id") or "")
    if name is not None:
        state.lines.close(f"bookmark {name}", state.line)


MARKERS: Final[dict[str, Callable[[State, Element], None]]] = {
    W + "commentRangeStart": _open_comment,
    W + "commentRangeEnd": _close_comment,
    W + "bookmarkStart": _open_bookmark,
    W + "bookmarkEnd": _close_bookmark,
}
"""What marks a place and may also stand between paragraphs."""

_INLINE: Final[dict[str, Callable[[State, Element], None]]] = {
    **MARKERS,
    W + "hyperlink": _hyperlink,
    W + "ins": _insertion,
    W + "moveTo": _insertion,
    W + "del": _deletion,
    W + "moveFrom": _deletion,
    W + "sdt": _control,
    W + "smartTag": inline,
    W + "customXml": inline,
    W + "dir": inline,
    W + "bdo": inline,
    W + "fldSimple": _simple_field,
    M + "oMath": _formula,
    M + "oMathPara": _formula,
    MC + "AlternateContent": _alternate,
}
