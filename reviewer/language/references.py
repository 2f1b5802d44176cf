"""How a place in a report is cited: "二(三)2 ¶14", and how such words lead back to the place.

¶ counts the paragraphs of the whole report from 1, headings and title included, as the margin
shows them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reviewer.language.numbering import numeral_value
from reviewer.model.document import Document, Section
from reviewer.model.spans import Span

_PARAGRAPH: Final = re.compile(r"[¶#段]?第?(\d{1,6})(?:段|自然段)?")
_NUMERAL: Final = re.compile(r"[零〇一二三四五六七八九十百千]+")
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

    Full and half width, spaces and 、 do not matter, nor do digits for Chinese numerals where they
    cannot be a paragraph's number: 二（三）, 二(三)2, 2(3), 第十二条, 第12条, ¶14, 14.
    """
    wanted = _bare(unicodedata.normalize("NFKC", words))
    if not wanted:
        return None
    if not wanted.isdecimal():
        wanted = _in_digits(wanted)
    own: Span | None = None
    for section in document.sections:
        path = document.path_at(section.span.start)
        if wanted in (numbers := section_reference(path), _in_digits(numbers)):
            return section.heading
        if own is None and wanted in (number := _bare(section.number), _in_digits(number)):
            own = section.heading
    if own is not None:
        return own
    found = _PARAGRAPH.fullmatch(wanted)
    if found is None or not 1 <= int(found.group(1)) <= len(document.paragraphs):
        return None
    return document.paragraphs[int(found.group(1)) - 1].span


def _in_digits(numbers: str) -> str:
    """Write Chinese numerals in digits; a plain one stays, since digits alone are a paragraph."""
    if _NUMERAL.fullmatch(numbers):
        return numbers
    return _NUMERAL.sub(lambda found: str(numeral_value(found.group()) or found.group()), numbers)


def _bare(number: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", number))
