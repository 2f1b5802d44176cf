"""Markdown (CommonMark with tables): headings, lists, tables and looks; its signs are no text.

Numbers of lists stay, as they are how the report counts; bullets go. A line end in a paragraph
joins, as in hard-wrapped text. What stands before the text between two lines of `---` is about the
file, and no part of the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewer.errors import ReportError
from reviewer.formats.apart import apart
from reviewer.importers import Imported
from reviewer.importers.plain import decode, imported
from reviewer.importers.wrapped import between, unmarked
from reviewer.language.blocks import EDGE, Block
from reviewer.language.numbering import Family, ordinal_at_start
from reviewer.model.document import Cell, Mark, MarkKind, ParagraphKind, Source, Table
from reviewer.model.spans import Span

VERSION: Final = 1
"""Raised when the same bytes would give another text or structure."""
MEDIA_TYPE: Final = "text/markdown"

_MAX_CHARACTERS: Final = 3_000_000
"""A report of a million characters is a book."""
_PLAIN: Final = 50_000
_BRACKETS: Final = 500
"""Texts up to there are parsed at once; others could take the parser minutes (200,000 brackets)."""
_REFUSAL: Final = "不能作为 Markdown 文件打开，请把后缀改为 .txt 再打开。"
_END: Final = r"(?:\r\n|\r|\n)"
_ABOUT: Final = re.compile(rf"\A---[ \t]*{_END}(?:[^\r\n]*{_END}){{0,200}}?---[ \t]*(?:{_END}|\Z)")
_NOTE: Final = re.compile(r"^ {0,3}\[\^[^\]\s]{1,40}\]:", re.MULTILINE)
_MAX_NESTING: Final = 100
_LOOKS: Final = {"strong": MarkKind.BOLD, "em": MarkKind.ITALIC, "link": MarkKind.LINK}
_HEADING: Final = (Family.CHAPTER, Family.SECTION, Family.CJK_COMMA, Family.CJK_BRACKETS)
_LINE_ENDS: Final = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read(source: Source, data: bytes) -> Imported:
    """Read a Markdown file. Raises ReportError where it holds no text."""
    name = source.name
    text, used = decode(name, data, source.encoding)
    if len(text) > _MAX_CHARACTERS:
        raise ReportError(f"“{name}”内容过多，超出了 Markdown 文件的上限，请拆分后再打开。")
    try:
        is_plain = len(text) < _PLAIN and text.count("[") < _BRACKETS
        blocks, tables = parse(text) if is_plain else apart(name, _REFUSAL, parse, text)
    except RecursionError:
        raise ReportError(f"“{name}”里的内容嵌套过深，不像正常的报告，没有打开。") from None
    return imported(blocks, source._replace(encoding=used), data, tables)


def parse(text: str) -> tuple[list[Block], list[Table]]:
    """Return the paragraphs and tables. Raises RecursionError where they nest too deep."""
    reading = _Reading(text)
    return reading.blocks, reading.tables


class _Reading:
    """Goes through the tokens of a text; `blocks` and `tables` are what they make."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        lines = re.split(_END, _without_what_is_about(text))
        self._starts = _starts(text)
        self._lists: list[bool] = []
        self._prefix = ""
        self._level = 0
        self._row = self._column = self._columns = -1
        self._takes: dict[str, Callable[[Token], None]] = {
            "heading_open": self._heading,
            "heading_close": self._heading,
            "ordered_list_open": self._list,
            "bullet_list_open": self._list,
            "ordered_list_close": self._list,
            "bullet_list_close": self._list,
            "list_item_open": self._item,
            "inline": self._inline,
            "fence": self._code,
            "html_block": self._html,
        }
        parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
        # -- a note would be taken for the address of a link, and be gone
        passed = ["code", "reference"] if _NOTE.search(text) else ["code"]
        for token in (
            parser.enable("table")
            .disable(passed)
            .parse("\n".join(_LINE_ENDS.sub(" ", line) for line in lines))
        ):
            # -- what is nested deeper is left out by the parser, without a word
            if token.level >= _MAX_NESTING - 1:
                raise RecursionError
            self._takes.get(token.type, self._take_table)(token)

    def _heading(self, token: Token) -> None:
        self._level = int(token.tag[1:]) if token.nesting > 0 else 0

    def _list(self, token: Token) -> None:
        if token.nesting > 0:
            self._lists.append(token.type == "ordered_list_open")
        else:
            self._lists.pop()

    def _item(self, token: Token) -> None:
        """Keep the number of an item as it is written: 1. or 1)."""
        self._prefix = f"{token.info}{token.markup} " if self._lists[-1] else ""

    def _code(self, token: Token) -> None:
        for line in token.content.split("\n"):
            self._add(line, token)

    def _html(self, token: Token) -> None:
        for piece, _ in unmarked([(token.content.replace("\n", " "), 0)]):
            self._add(piece, token)

    def _take_table(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self._row, self._columns = -1, 0
            case "tr_open":
                self._row, self._column = self._row + 1, -1
            case "th_open" | "td_open":
                self._column += 1
                self._columns = max(self._columns, self._column + 1)
            case "table_close":
                self.tables.append(Table(self._row + 1, self._columns))
                self._column = -1
            case "tr_close":
                self._column = -1

    def _inline(self, token: Token) -> None:
        """Put the pieces of a paragraph together; of a picture its description is left."""
        text, self._prefix = self._prefix, ""
        marks: list[Mark] = []
        opened: list[tuple[int, str]] = []
        is_broken = False
        line = first = 0
        for child in token.children or ():
            kind = _LOOKS.get(child.type.rpartition("_")[0])
            line += child.type in ("softbreak", "hardbreak")
            if kind is None:
                shown = _shown(child)
                if is_broken and not opened and _begins_paragraph(shown):
                    self._add(text, token, marks, first)
                    text, marks, first = "", [], line
                if is_broken and text and shown:
                    text += between(text[-1], shown[0])
                text += shown
            elif child.nesting > 0:
                opened.append((len(text), str(child.attrGet("href") or "")))
            elif opened:
                start, value = opened.pop()
                marks.append(Mark(Span(start, len(text)), kind, value))
            is_broken = child.type == "softbreak"
        self._add(text, token, marks, first)

    def _add(self, text: str, token: Token, marks: Sequence[Mark] = (), line: int = 0) -> None:
        shown = text.strip(EDGE)
        if not shown:
            return
        lead = len(text) - len(text.lstrip(EDGE))
        cell = None
        if self._column >= 0:
            cell = Cell(len(self.tables), self._row, self._column)
        self.blocks.append(
            Block(
                shown,
                self._starts[token.map[0] + line] if token.map else 0,
                kind=ParagraphKind.CELL if cell is not None else None,
                level=self._level if cell is None else 0,
                cell=cell,
                marks=tuple(_moved(marks, lead, len(shown))),
            )
        )


def _begins_paragraph(line: str) -> bool:
    """Whether a line begins a paragraph without a blank line above it: indented, or a heading."""
    if line.startswith("\u3000"):
        return True
    ordinal = ordinal_at_start(line)
    return ordinal is not None and ordinal.family in _HEADING


def _shown(child: Token) -> str:
    """What a piece of a paragraph shows."""
    match child.type:
        case "hardbreak":
            return "\u2028"
        case "html_inline":
            return "\u2028" if child.content.lower().startswith("<br") else ""
        case _:
            return child.content.replace("\n", " ")


def _moved(marks: Sequence[Mark], lead: int, length: int) -> Iterator[Mark]:
    """Marks on a text that lost white space at its edges; empty ones are none."""
    for mark in marks:
        start, end = max(0, mark.span.start - lead), min(length, mark.span.end - lead)
        if start < end:
            yield Mark(Span(start, end), mark.kind, mark.value)


def _without_what_is_about(text: str) -> str:
    """Blank the lines before the text that are about the file."""
    found = _ABOUT.match(text)
    if found is None:
        return text
    return "\n" * len(re.findall(_END, found[0])) + text[found.end() :]


def _starts(text: str) -> list[int]:
    """The offset of each line, and that of the end."""
    return [0, *(end.end() for end in re.finditer(_END, text)), len(text)]
