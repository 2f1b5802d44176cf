"""One walk over a web page: its lines, with looks, headings, list numbers, tables and pictures.

White space is read as a browser shows it (CSS Text 3, 4.1): runs of it are one space, a line end
between two Chinese characters is nothing. A br ends a line: on government pages it stands between
paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from reviewer.formats.walked import OBJECT, PLAIN, Line, Look
from reviewer.importers.html_page import SKIPPED, Element, Page, is_data_table
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table

MAX_COLUMNS: Final = 1000
_BLOCKS: Final = frozenset(
    "html body p div table tbody thead tfoot tr td th section article main header footer nav aside"
    " ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre center form fieldset legend address hr"
    " caption figure figcaption details summary listing xmp plaintext marquee".split()
)
_LOOKS: Final = {
    "b": MarkKind.BOLD,
    "strong": MarkKind.BOLD,
    "th": MarkKind.BOLD,
    "i": MarkKind.ITALIC,
    "em": MarkKind.ITALIC,
    "u": MarkKind.UNDERLINE,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
_STYLES: Final = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), MarkKind.BOLD),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), MarkKind.ITALIC),
    (re.compile(r"text-decoration[^;]*:[^;]*underline", re.IGNORECASE), MarkKind.UNDERLINE),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), MarkKind.SUPERSCRIPT),
    (re.compile(r"vertical-align\s*:\s*sub", re.IGNORECASE), MarkKind.SUBSCRIPT),
)
_PRE_STYLE: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_LAZY: Final = ("data-src", "data-original", "data-lazy-src")
_NO_NUMBER: Final = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone", re.IGNORECASE)
_NUMBER: Final = re.compile("第[〇零一二三四五六七八九十百千0-9]{1,7}[条章节编款]")
"""A space follows it, also where the line ends there in the source."""
_LONGEST: Final = 16
_WHITE: Final = re.compile(r"[ \t\r\n\f]+")
_EXPORTED: Final = re.compile("^(?:header|footer)$")
_WIDE: Final = "\u2e80"
_MOST_TAKEN: Final = 200_000
"""Places in a table that cells over several rows or columns may take."""


@dataclass(slots=True)
class Found:
    """A line with what the page says of it: inside the text or around it, all in a link or not."""

    line: Line
    in_core: bool
    linked: bool
    element: Element


@dataclass(slots=True)
class Walk:
    """What a walk found, in the order of the page."""

    lines: list[Found] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[tuple[Line, int, str]] = field(default_factory=list)
    external: int = 0
    dropped: int = 0


class _State(NamedTuple):
    look: Look = PLAIN
    link: str = ""
    level: int = 0
    kind: ParagraphKind | None = None
    pre: bool = False
    in_core: bool = False
    cell: Cell | None = None


def walk(page: Page, pictures: frozenset[str] = frozenset()) -> Walk:
    """Walk over a page; `pictures` are the addresses of those that came with it."""
    return _Walker(page, pictures).whole()


class _Walker:
    def __init__(self, page: Page, pictures: frozenset[str]) -> None:
        self._page = page
        self._pictures = pictures
        self._found = Walk()
        self._line: Line | None = None
        self._words = 0
        self._linked = 0
        self._first: Element = page.body
        self._space = ""
        self._last = ""
        self._label = ""
        self._state = _State()
        self._states: list[_State] = []
        self._cells: dict[Element, Cell] = {}
        self._counts: list[int | None] = []
        self._left_out: Element | None = None

    def whole(self) -> Walk:
        """Walk from the body to the last element, without recursion: pages nest deeply."""
        walker = etree.iterwalk(self._page.body, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                self._states.append(self._state)
                if self._is_left_out(element):
                    # -- its end comes all the same
                    walker.skip_subtree()
                    self._left_out = element
                else:
                    self._open(element)
                    self._say(element.text, element)
                continue
            self._close(element)
            self._state = self._states.pop()
            if element is not self._page.body:
                self._say(element.tail, element)
        self._flush()
        return self._found

    def _is_left_out(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return True
        page = self._page
        if element is page.core:
            return False
        printed = element.tag == "div" and _EXPORTED.match(element.get("title") or "") is not None
        signs = "MsoCommentReference" in (element.get("class") or "")
        left_out = printed or signs or page.is_hidden(element)
        left_out = left_out or (self._state.in_core and page.is_rubbish(element))
        if left_out:
            weight = page.weight(element)
            self._found.dropped += weight.words + weight.linked
        return left_out

    def _open(self, element: Element) -> None:
        tag = element.tag
        state = self._state
        if element is self._page.core:
            state = state._replace(in_core=True)
        if tag in _BLOCKS:
            self._flush()
            state = self._block(element, tag, state)
        elif tag == "br":
            self._flush()
        elif tag == "img":
            self._picture(element, state)
        elif tag == "a":
            href = (element.get("href") or "").strip()
            state = state._replace(link=href if not _is_local(href) else state.link)
        self._state = state._replace(look=_looked(element, tag, state.look))

    def _block(self, element: Element, tag: str, state: _State) -> _State:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            return state._replace(level=int(tag[1]))
        style = element.get("style") or ""
        if tag in ("pre", "listing", "xmp", "plaintext") or _PRE_STYLE.search(style):
            return state._replace(pre=True)
        if tag in ("ol", "ul", "dl"):
            numbered = tag == "ol" and not _NO_NUMBER.search(style)
            self._counts.append(_number(element.get("start"), 1) if numbered else None)
        elif tag == "li":
            self._count(element, state)
        elif tag == "table" and is_data_table(element):
            self._lay_out(element)
        elif element in self._cells:
            return state._replace(cell=self._cells[element])
        elif tag in ("caption", "figcaption"):
            return state._replace(kind=ParagraphKind.CAPTION)
        return state

    def _close(self, element: Element) -> None:
        if self._left_out is element:
            self._left_out = None
            if element.tag in _BLOCKS:
                self._flush()
            return
        if element.tag in _BLOCKS:
            self._flush()
        if element.tag in ("ol", "ul", "dl"):
            self._counts.pop()

    # text

    def _say(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if self._state.pre:
            for at, part in enumerate(re.split("\r\n|[\r\n]", text)):
                if at:
                    self._flush()
                self._put(part, element)
            return
        at = 0
        for white in _WHITE.finditer(text):
            self._put(text[at : white.start()], element)
            self._space = "\n" if "\n" in self._space + white[0] else " "
            at = white.end()
        self._put(text[at:], element)

    def _put(self, text: str, element: Element) -> None:
        if not text:
            return
        line = self._line
        if line is None:
            self._first = element
            line = self._begin()
        elif self._space and self._last:
            broken = self._space == "\n" and self._last >= _WIDE and text[0] >= _WIDE
            if not broken or _is_number(line):
                line.put(" ", element, element, self._state.look, self._state.link)
        self._space, self._last = "", text[-1]
        line.put(text, element, element, self._state.look, self._state.link)
        count = len(text) - text.count(" ")
        self._words += count
        self._linked += count if self._state.link else 0

    def _begin(self) -> Line:
        state = self._state
        line = self._line = Line(state.cell)
        line.level = 0 if state.cell is not None else state.level
        line.kind = state.kind
        self._words = self._linked = 0
        self._last = ""
        if self._label:
            line.put(self._label)
            self._label = ""
        return line

    def _flush(self) -> None:
        line, self._line, self._space = self._line, None, ""
        if line is None:
            return
        line.finish(0)
        if not line.is_blank:
            linked = self._linked * 10 > self._words * 7
            self._found.lines.append(Found(line, self._state.in_core, linked, self._first))

    def _picture(self, element: Element, state: _State) -> None:
        address = (element.get("src") or "").strip()
        if address.startswith("data:") and any(element.get(name) for name in _LAZY):
            # -- what is shown until a script fetches the picture
            address = ""
        if address not in self._pictures and not address.startswith("data:image/"):
            self._found.external += state.in_core
            return
        line = self._line
        if line is None:
            self._first = element
            line = self._begin()
        self._found.pictures.append((line, line.length, address))
        line.put(OBJECT, element, element)
        self._space, self._last = "", OBJECT

    # lists and tables

    def _count(self, item: Element, state: _State) -> None:
        if not self._counts or self._counts[-1] is None:
            return
        number = _number(item.get("value"), self._counts[-1])
        self._counts[-1] = number + 1
        self._label = f"{number}. " if state.in_core else ""

    def _lay_out(self, table: Element) -> None:
        """Say which cell of a data table stands where (HTML, 4.9.12.1)."""
        index = len(self._found.tables)
        taken: set[tuple[int, int]] = set()
        rows = list(table.iter("tr"))
        width = 0
        for at, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while (at, column) in taken:
                    column += 1
                if column >= MAX_COLUMNS:
                    column = MAX_COLUMNS - 1
                across = min(max(_number(cell.get("colspan"), 1), 1), MAX_COLUMNS - column)
                down = _number(cell.get("rowspan"), 1) or len(rows)
                down = min(max(down, 1), len(rows) - at)
                if across * down > 1:
                    taken.update(
                        (at + y, column + x)
                        for y in range(down)
                        for x in range(across)
                        if len(taken) < _MOST_TAKEN
                    )
                self._cells[cell] = Cell(index, at, column, down, across)
                column += across
            width = max(width, column)
        self._found.tables.append(Table(len(rows), width))


def _looked(element: Element, tag: str, look: Look) -> Look:
    marks = look.marks
    if tag in _LOOKS:
        marks |= {_LOOKS[tag]}
    style = element.get("style")
    if style:
        marks |= {mark for pattern, mark in _STYLES if pattern.search(style)}
    return look if marks == look.marks else look._replace(marks=marks)


def _is_local(href: str) -> bool:
    return not href or href.startswith("#") or href.lower().startswith("javascript:")


def _number(written: str | None, default: int) -> int:
    try:
        number = int((written or "").strip())
    except ValueError:
        return default
    return number if 0 <= number <= 100_000 else default


def _is_number(line: Line) -> bool:
    """Whether a line so far is the number of an article."""
    if line.length > _LONGEST:
        return False
    return _NUMBER.fullmatch("".join(piece.text for piece in line.pieces).strip()) is not None
