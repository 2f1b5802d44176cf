"""Small words of WordprocessingML: escaped text, runs, marks of ranges."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reviewer.exporters.clean import legal

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
W16CID: Final = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
W16CEX: Final = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'

_BREAKS: Final = re.compile("(\t|\r\n|[\n\r\u2028\u2029])")
# -- marks that Word sets in the Latin face unless told that they are East Asian
_EAST_ASIAN: Final = re.compile("[“”‘’—…·]")


@lru_cache(maxsize=4096)
def attribute(value: str) -> str:
    """Return a quoted attribute value."""
    return quoteattr(legal(value))


def run(text: str, properties: str = "", *, deleted: bool = False, with_hint: bool = True) -> str:
    """Return a run; tabs and line breaks become elements, so that no character is lost.

    `with_hint` lets quotes and dashes be set in the East Asian face.
    """
    tag = "w:delText" if deleted else "w:t"
    if with_hint and _EAST_ASIAN.search(text):
        properties = _with_hint(properties)
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if text and text.isprintable():
        return f'<w:r>{looks}<{tag} xml:space="preserve">{escape(text)}</{tag}></w:r>'
    parts = [f"<w:r>{looks}"]
    for piece in _BREAKS.split(legal(text)):
        if piece == "\t":
            parts.append("<w:tab/>")
        elif _BREAKS.fullmatch(piece):
            parts.append("<w:br/>")
        elif piece:
            parts.append(f'<{tag} xml:space="preserve">{escape(piece)}</{tag}>')
    parts.append("</w:r>")
    return "".join(parts)


def _with_hint(properties: str) -> str:
    if properties.startswith("<w:rFonts"):
        return properties.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"', 1)
    return '<w:rFonts w:hint="eastAsia"/>' + properties


@lru_cache(maxsize=4096)
def local_time(time: datetime) -> str:
    """Return the wall clock with a Z: what Word itself writes, and shows unshifted."""
    return f"{time.astimezone():%Y-%m-%dT%H:%M:%S}Z"


@lru_cache(maxsize=4096)
def utc_time(time: datetime) -> str:
    """Return the true time in UTC."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def colour(value: str) -> str:
    """Return "#RRGGBB" as Word writes it."""
    return value.removeprefix("#").upper()
