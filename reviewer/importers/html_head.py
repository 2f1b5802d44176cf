"""The title and the dateline of a page, where they stand above the element with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from reviewer.formats.walked import Line
from reviewer.importers.html_page import Element, Page, text_of
from reviewer.importers.html_walk import Found, Walk
from reviewer.importers.html_words import (
    DATE,
    FURNITURE,
    LABEL,
    ONLY_TOOLS,
    TITLE_NAME,
    TITLE_SUFFIX,
    TOOLS,
)
from reviewer.language.asides import squeezed
from reviewer.language.headline import ends_like_a_title
from reviewer.model.document import ParagraphKind

_DATED: Final = re.compile(rf"{DATE.pattern[:-1]}(?:\s+{LABEL.pattern}.*)?$")
"""A date, perhaps a source, perhaps more with labels."""
_SHORTEST: Final = 6
_LONGEST: Final = 120
_LOOK_BACK: Final = 40
"""Lines above the text in which its dateline may stand."""
_DATELINE_IN_TEXT: Final = 8
"""Lines at the top of the text among which a dateline may stand."""
_META_DATES: Final = ("pubdate", "publishdate", "date", "article:published_time")


def head(page: Page, found: Walk) -> list[Line]:
    """Return the lines to set before the text: title, what stands below it, dateline.

    A dateline inside the text is freed from its buttons where it stands.
    """
    first = next((at for at, line in enumerate(found.lines) if line.in_core), len(found.lines))
    inside = [line for line in found.lines[first:] if line.in_core]
    for line in inside[:_DATELINE_IN_TEXT]:
        if _is_dateline(line.line.text) and line.line.cell is None:
            _free(line.line)
    above = list(_rows(found.lines[max(0, first - _LOOK_BACK) : first]))
    lines = list(_above(_title(page), above, inside))
    shown = [*(line.text for line in lines), *(line.line.text for line in inside[:8])]
    if not any(map(_is_dateline, shown)):
        lines += _from_meta(page)
    return lines


def _above(title: str, above: list[Found], inside: list[Found]) -> Iterator[Line]:
    """The lines above the text that belong to it, its title first."""
    start = _line_of(title, above) if title else -1
    if not title or _is_in(title, squeezed("".join(line.line.text for line in inside[:12]))):
        _entitle(title, inside)
        yield from _datelines(above[start + 1 :], squeezed(title) or "\n")
    elif start < 0:
        yield _made(title, ParagraphKind.TITLE)
        yield from _datelines(above, squeezed(title))
    else:
        stop = _end_of(title, above, start)
        for found in above[start:stop]:
            found.line.kind, found.line.level = ParagraphKind.TITLE, 0
            yield found.line
        yield from _below(above[stop:])


def _title(page: Page) -> str:
    """What the page calls its text: a meta element, a heading, an element so named, its <title>."""
    metas = _metas(page)
    whole = " ".join((page.root.findtext(".//title") or "").split())
    if len(metas.get("articletitle", "")) >= 2:
        return metas["articletitle"]
    shown = list(_shown_titles(page))
    for text in shown:
        if squeezed(whole).startswith(squeezed(text)) or squeezed(text) in squeezed(whole):
            return text
    own = TITLE_SUFFIX.sub("", whole)
    good = [text for text in [*shown, own, whole] if ends_like_a_title(text)]
    if good:
        return good[0]
    return own if len(own) >= _SHORTEST * 2 and page.total else ""


def _shown_titles(page: Page) -> Iterator[str]:
    """Headings, then elements named like titles, outside what is around the text."""
    named = (
        element
        for element in page.body.iter("div", "p", "span", "td", "strong", "b", "font")
        if TITLE_NAME.search(f"{element.get('class') or ''}") or _has_title_id(element)
    )
    for element in [*page.body.iter("h1"), *page.body.iter("h2"), *named]:
        weight = page.weight(element)
        if not _SHORTEST <= weight.words <= _LONGEST or weight.linked > weight.words:
            continue
        text = text_of(element)
        if not FURNITURE.search(text) and not LABEL.search(text):
            yield text


def _has_title_id(element: Element) -> bool:
    return TITLE_NAME.search(element.get("id") or "") is not None


def _metas(page: Page) -> dict[str, str]:
    return {
        (meta.get("name") or meta.get("property") or "").lower(): " ".join(
            (meta.get("content") or "").split()
        )
        for meta in page.root.iter("meta")
    }


def _is_in(title: str, opening: str) -> bool:
    wanted = squeezed(title).rstrip(".…")
    return bool(wanted) and wanted in opening


def _line_of(title: str, above: list[Found]) -> int:
    """The last line above the text at which the title begins; -1 for none."""
    wanted = squeezed(title).rstrip(".…")
    for at in range(len(above) - 1, -1, -1):
        text = squeezed(above[at].line.text)
        if len(text) >= 4 and not above[at].linked:
            if wanted.startswith(text) and wanted in squeezed(
                "".join(line.line.text for line in above[at : at + 4])
            ):
                return at
            if text.startswith(wanted) and len(text) <= len(wanted) + 10:
                return at
    return -1


def _end_of(title: str, above: list[Found], start: int) -> int:
    wanted = len(squeezed(title).rstrip(".…"))
    stop, length = start, 0
    while 0 <= stop < len(above) and length < wanted:
        length += len(squeezed(above[stop].line.text))
        stop += 1
    return stop


def _rows(above: list[Found]) -> Iterator[Found]:
    """Join the cells of each row: tables above the text hold labels and what they are of."""
    for _, group in groupby(above, _row):
        cells = list(group)
        if cells[0].line.cell is not None:
            _set(cells[0].line, " ".join(cell.line.text for cell in cells))
        yield cells[0]


def _row(found: Found) -> object:
    return found.line.cell[:2] if found.line.cell is not None else id(found)


def _below(above: list[Found]) -> Iterator[Line]:
    """What stands between the title and the text, buttons and links left out."""
    for found in above:
        text = found.line.text
        if _is_dateline(text):
            _free(found.line)
            if found.line.text:
                yield found.line
        elif found.linked or ONLY_TOOLS.match(text) or FURNITURE.search(text) or len(text) < 2:
            continue
        elif found.line.cell is None:
            yield found.line


def _entitle(title: str, inside: list[Found]) -> None:
    """Say of the lines at the top of the text that are the title that they are."""
    wanted = squeezed(title)
    for at, first in enumerate(inside[:12] if wanted else ()):
        if not wanted.startswith(squeezed(first.line.text)):
            continue
        for stop in range(at + 1, at + 5):
            if squeezed("".join(line.line.text for line in inside[at:stop])) == wanted:
                for line in inside[at:stop]:
                    line.line.kind, line.line.level = ParagraphKind.TITLE, 0
                return


def _datelines(above: list[Found], title: str) -> Iterator[Line]:
    """The lines above the text that say when and by whom; not the one that repeats the title."""
    for found in above:
        text = found.line.text
        if _is_dateline(text) and not found.linked and title not in squeezed(text):
            _free(found.line)
            if found.line.text:
                yield found.line


def _is_dateline(text: str) -> bool:
    if len(text) > 160 or "。" in text:
        return False
    text = _freed(text).lstrip("【[（( ")
    return LABEL.match(text) is not None or _DATED.match(text) is not None


def _free(line: Line) -> None:
    """Take the buttons out of a dateline."""
    text = _freed(line.text)
    if text != " ".join(line.text.split()):
        _set(line, text)
    line.cell, line.kind, line.level = None, ParagraphKind.DATELINE, 0


def _freed(text: str) -> str:
    parts = TOOLS.sub(" ", text).split()
    return " ".join(part for part in parts if part.strip("|｜丨[]【】（）()：:"))


def _from_meta(page: Page) -> Iterator[Line]:
    """The dateline that a script would have filled in."""
    metas = _metas(page)
    date = next((metas[name] for name in _META_DATES if metas.get(name)), "")
    source = metas.get("contentsource", "")
    if DATE.match(date):
        said = [f"发布时间：{date}", *([f"来源：{source}"] if 0 < len(source) < 40 else [])]
        yield _made("　".join(said), ParagraphKind.DATELINE)


def _made(text: str, kind: ParagraphKind) -> Line:
    line = Line()
    line.kind = kind
    _set(line, text)
    return line


def _set(line: Line, text: str) -> None:
    line.replace(text)
    line.finish(0)
