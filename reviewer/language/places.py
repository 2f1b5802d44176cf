"""How papers cite the place of a remark: 二、（三）第1段, 第三条第一款第（二）项, 表1第2行第3列.

Numbers stand in full-width brackets whatever the report has. Paragraphs are counted below a heading
that has a line of its own; an article is cited by 款 and 项, without its chapter, since articles
are counted through.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from reviewer.language.headline import MAX_LINES
from reviewer.language.numbering import Family, chinese_numeral, ordinal_at_start
from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.spans import Span

_LONGEST_TITLE: Final = 20
_MOST: Final = 999
_WIDE: Final = str.maketrans("()", "（）")
_ITEMS: Final = (Family.CJK_BRACKETS, Family.ARABIC_BRACKETS)
_DECIMAL: Final = (Family.DECIMAL_1, Family.DECIMAL_2, Family.DECIMAL_3)
_HEAD_TERMS: Final = {
    ParagraphKind.TITLE: "标题",
    ParagraphKind.WEB_TITLE: "网页标题",
    ParagraphKind.SUBTITLE: "副标题",
    ParagraphKind.DATELINE: "时间来源行",
    ParagraphKind.AUTHOR: "署名",
    ParagraphKind.ADDRESSEE: "主送机关",
    ParagraphKind.DOCUMENT_NUMBER: "发文字号",
}


def section_place(document: Document, offset: int) -> str:
    """Cite the section around an offset by numbers, and by its title where that is short."""
    path = document.path_at(offset)
    if not path:
        return "章节"
    title, numbers = path[-1].title, numbers_of(path)
    if not title or len(title) > _LONGEST_TITLE:
        return numbers.strip() or "章节"
    # -- 第一章 总则, but 一、基本情况
    return numbers + "\u3000" * (numbers[-1:].isalnum()) + title


def range_place(document: Document, span: Span) -> str:
    """Cite the paragraph in which a range begins."""
    path = document.path_at(span.start)
    index = document.paragraph_at(span.start)
    paragraph = document.paragraphs[index]
    cell = paragraph.cell
    if cell is not None:
        return f"{numbers_of(path)}表{cell.table + 1}第{cell.row + 1}行第{cell.column + 1}列"
    if not path:
        return _in_head(document, index)
    first = document.paragraph_at(path[-1].span.start)
    if path[-1].family == Family.ARTICLE:
        return numbers_of(path) + _in_article(document, path[-1], index)
    if index == first and _is_alone(document.paragraphs[first]):
        return f"{numbers_of(path)}标题"
    number = index - first + (not _is_alone(document.paragraphs[first]))
    if document.tables:
        number -= sum(p.cell is not None for p in document.paragraphs[first:index])
    return f"{numbers_of(path)}第{number}段"


def numbers_of(path: tuple[Section, ...]) -> str:
    """Cite sections by their numbers, outermost first; 1.1.1 says itself what it stands under."""
    if path and path[-1].family == Family.ARTICLE:
        path = path[-1:]
    inner = [
        section
        for section, below in pairwise(path)
        if section.family not in _DECIMAL or below.family not in _DECIMAL
    ]
    words = "".join(section.number for section in (*inner, *path[-1:])).translate(_WIDE)
    return words + " " * words[-1:].isdecimal()


def _is_alone(paragraph: Paragraph) -> bool:
    return paragraph.kind is ParagraphKind.HEADING or paragraph.heading == paragraph.span


def _in_head(document: Document, index: int) -> str:
    """What stands before the first section: a line of the title block, or a paragraph of text."""
    kind = document.paragraphs[index].kind
    if kind in _HEAD_TERMS:
        return _HEAD_TERMS[kind]
    number = index + 1 - sum(p.kind in _HEAD_TERMS for p in document.paragraphs[:MAX_LINES])
    if not document.sections:
        return f"第{number}段"
    first = document.paragraph_at(document.sections[0].span.start)
    is_only = number == 1 and index == first - 1
    return "引言" if is_only else f"引言第{number}段"


def _in_article(document: Document, article: Section, index: int) -> str:
    """Which 款 and 项 of its article a paragraph is; nothing where the article has only one."""
    first, last = (document.paragraph_at(at) for at in (article.span.start, article.span.end))
    items = [_item(document, at) for at in range(first, last + 1)]
    clause = sum(not item for item in items[: index - first + 1])
    is_one = sum(not item for item in items) == 1
    words = "" if is_one or not 1 <= clause <= _MOST else f"第{chinese_numeral(clause)}款"
    item = items[index - first]
    return f"{words}第{item}项" if item else words


def _item(document: Document, index: int) -> str:
    found = ordinal_at_start(document.paragraphs[index].span.cut(document.text))
    written = found.written if found is not None and found.family in _ITEMS else ""
    return written.strip().translate(_WIDE)
