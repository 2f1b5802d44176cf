"""OFD pages (GB/T 33190-2016) as characters with boxes; runs in a process of its own (`apart`).

ofdkit reads the package; it says where each piece of text begins and how wide it is, in millimetres
from the upper left corner, and its characters share that width. Only XML is handed to it, unpacked
and counted by `guards`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reviewer.errors import ReportError
from reviewer.formats.apart import Unreadable
from reviewer.formats.guards import MAX_CHARACTERS, MAX_NODES, MAX_PAGES, Archive
from reviewer.formats.page_lines import Glyph, PageText, page_lines
from reviewer.formats.page_map import Space

if TYPE_CHECKING:
    from ofdkit import Page, TextRun

_POINTS: Final = 72 / 25.4
"""Points of a millimetre."""
_ASCENT: Final = 0.88
_DESCENT: Final = 0.12
"""How far a character reaches over and under its base line, in em."""
_LARGEST: Final = 14_400.0
"""Points: a page that claims to be larger is taken for one of A4."""
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_SAME: Final = 0.35
"""Text that is drawn again so near, in millimetres, is drawn to look bold."""


def xml_parts(name: str, data: bytes) -> bytes:
    """Return the XML of a package as an archive that is not packed. Raises ReportError."""
    archive = Archive(name, data)
    stream = io.BytesIO()
    nodes = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as plain:
        for path in archive.names:
            if path.lower().endswith(".xml"):
                part = archive.read(path)
                nodes += part.count(b"<")
                if nodes > MAX_NODES:
                    raise ReportError(f"“{name}”内容过多，超出了能打开的上限，请拆分后再打开。")
                plain.writestr(_as_written(path), part)
    return stream.getvalue()


def _as_written(path: str) -> str:
    """A path in the characters of who packed it: zip reads what is not marked as cp437."""
    try:
        raw = path.encode("cp437")
    except UnicodeEncodeError:
        return path
    for codec in ("ascii", "utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return path


def read_pages(package: bytes) -> list[PageText]:
    """Return the pages with their lines. Raises Unreadable."""
    import ofdkit  # noqa: PLC0415  loaded for OFD only

    try:
        with ofdkit.open(package) as document:
            pages = document.pages[:MAX_PAGES]
            found: list[PageText] = []
            left = MAX_CHARACTERS
            for page in pages:
                runs = _runs(page)
                left -= sum(len(run.text) for run in runs)
                if left < 0:
                    raise MemoryError
                found.append(_page(page, runs))
            return found
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable from error


def _runs(page: Page) -> list[TextRun]:
    """The pieces of text of a page, those that are drawn twice once."""
    seen: set[tuple[str, int, int]] = set()
    runs = []
    for run in page.runs:
        key = (run.text, round(run.x / _SAME), round(run.y / _SAME))
        if key not in seen:
            seen.add(key)
            runs.append(run)
    return runs


def _page(page: Page, runs: list[TextRun]) -> PageText:
    left, top, width, height = page.box
    if not (0 < width * _POINTS <= _LARGEST and 0 < height * _POINTS <= _LARGEST):
        left, top, width, height = _A4
    space = Space(0, 0, width * _POINTS, height * _POINTS)
    glyphs = [
        glyph
        for run in runs
        for glyph in _glyphs(run, left, top + height)
        if glyph.right > 0
        and glyph.left < space.right
        and glyph.top > 0
        and glyph.bottom < space.top
    ]
    return PageText(space, page_lines(glyphs))


def _glyphs(run: TextRun, left: float, bottom: float) -> Iterator[Glyph]:
    """Part a run's width among its characters: wide ones take twice as much."""
    text = run.text
    size = run.size * _POINTS
    if not 0 < size < _LARGEST:
        return
    shares = [2 if char > "\u2e7f" or char in "—…“”‘’" else 1 for char in text]
    unit = run.width * _POINTS / sum(shares)
    base = (bottom - run.y) * _POINTS
    at = (run.x - left) * _POINTS
    for char, share in zip(text, shares, strict=True):
        after = at + share * unit
        if not char.isspace():
            yield Glyph(char, at, base - _DESCENT * size, after, base + _ASCENT * size, size)
        at = after
