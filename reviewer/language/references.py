"""How a place in a report is cited: "二(三)2 ¶14", and how such words lead back to the place.

¶ counts the paragraphs of the whole report from 1, headings and title included, as the margin
shows them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reviewer.model.document import Document, Section
from reviewer.model.spans import Span

_PARAGRAPH: Final = re.compile(r"[¶#段]?第?(\d{1,6})(?:段|自然段)?")
_DROPPED: Final = re.compile(r"[\s、.，,：:]")


def section_reference(path: tuple[Section, ...]) -> str:
    """Return the numbers of a path put together: 二(三)2; empty in the title block."""
    return "".join(_bare(section.number) for section in path)


def reference(document: Document, offset: int) -> str:
    """Return the reference of a place, as a citation or a table has it."""
    numbers = section_reference(document.path_at(offset))
    paragraph = f"¶{document.paragraph_at(offset) + 1}"
    return f"{numbers} {paragraph}" if numbers else paragraph


def citation(document: Document, span: Span) -> str:
    """Return the quoted characters with their reference: “……”（二(三) ¶14）."""
    quote = span.cut(document.text).replace("\n", "")
    return f"“{quote}”（{reference(document, span.start)}）"


def find_reference(document: Document, words: str) -> Span | None:
    """Return what a reference names: a section's heading or a paragraph; None where nothing is.

    Full and half width, spaces and 、 do not matter: 二（三）, 二(三)2, 第十二条, ¶14, 14.
    """
    wanted = _bare(unicodedata.normalize("NFKC", words))
    if not wanted:
        return None
    own: Span | None = None
    for section in document.sections:
        if section_reference(document.path_at(section.span.start)) == wanted:
            return section.heading
        if own is None and _bare(section.number) == wanted:
            own = section.heading
    if own is not None:
        return own
    found = _PARAGRAPH.fullmatch(wanted)
    if found is None or not 1 <= int(found.group(1)) <= len(document.paragraphs):
        return None
    return document.paragraphs[int(found.group(1)) - 1].span


def _bare(number: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", number))
