"""Documents that a DOCX embeds in its text (w:altChunk, 17.17.2.1): web page, text, RTF, DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reviewer.errors import ReportError
from reviewer.formats.guards import MAX_UNPACKED
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_walk import walk
from reviewer.formats.walked import Line, Walked
from reviewer.importers import importer_for

_MOST: Final = 50
"""Embedded documents of one report; what follows is counted, not read."""


class Embedded:
    """Reads the documents that one report embeds, as long as they are few and cost little.

    What they embed themselves is not read.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._read = self._unpacked = 0

    def __call__(self, package: Package, path: str) -> Walked | None:
        """Walk over the document at a path of the package; None where it cannot be read."""
        self._read += 1
        if self._read > _MOST or self._unpacked > MAX_UNPACKED:
            return None
        try:
            data = package.bytes_of(path)
            return self._walked(path, data, package.media_type(path)) if data else None
        except (ReportError, RecursionError):
            # -- a report is not closed to its reader because something in it is broken
            return None

    def _walked(self, path: str, data: bytes, media_type: str) -> Walked | None:
        module = importer_for(path, data).module
        if module == "docx":
            inner = Package(path, data)
            walked = walk(inner, self._base)
            self._unpacked += inner.unpacked
            return walked
        if module == "rtf":
            from reviewer.formats import rtf_walk  # noqa: PLC0415 - embedded by few reports

            return rtf_walk.walk(path, data, self._base).walked
        if module == "html" or "html" in media_type:
            from reviewer.importers import html  # noqa: PLC0415 - embedded by few reports

            return html.whole(path, html.WebPage(data))
        if module == "plain":
            return _with_lines(_plain(path, data))
        return None


def _plain(path: str, data: bytes) -> Iterator[Line]:
    from reviewer.importers import plain  # noqa: PLC0415 - embedded by few reports

    for block in plain.paragraphs(plain.decode(path, data)[0]):
        line = Line()
        line.replace(block.text)
        yield line


def _with_lines(lines: Iterator[Line]) -> Walked:
    return Walked(list(lines), [], [], {}, [], [], 0)
