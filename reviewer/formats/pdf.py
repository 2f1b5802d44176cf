"""What pdfium says of a PDF: characters with their boxes, annotations, pictures of pages.

Everything here runs in a `formats.child`: pdfium aborts on some files, and is not thread-safe.
Its functions are called without the classes of pypdfium2, which take longer to load than it does.
`open_file` comes first; the file stays open until another one is, or the process ends.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, repeat
from math import atan2, hypot, pi
from operator import eq, gt
from statistics import median
from typing import Any, Final, NamedTuple

import pypdfium2_raw.bindings as pdfium

from reviewer.formats.apart import Unreadable
from reviewer.formats.guards import MAX_PAGES, MAX_PIXELS
from reviewer.formats.page_line import PageLine
from reviewer.formats.page_lines import PageText, Stretch, lines_of
from reviewer.formats.page_map import Space
from reviewer.formats.pdf_cells import with_cells
from reviewer.formats.pdf_keys import ADDED, BESIDE, CREATOR
from reviewer.formats.pdf_remarks import PdfRemark, remarks_on
from reviewer.formats.radicals import FOLDED

_LONG_DASH: Final = "\u2e3a"  # one glyph for ——
_UNKNOWN: Final = re.compile("[\ue000-\uf8ff\ufffd\uffff]")
_LONE: Final = re.compile("[\ud800-\udfff]")
_LINE_ENDS: Final = "\x7f\x85\u2028\u2029"
_ODD: Final = re.compile(f"[\0-\x1f{_LINE_ENDS}{_LONG_DASH}]")
_SAMPLES: Final = 12
_QUARTER: Final = pi / 2
_ENOUGH: Final = 60
"""Characters that show whether a page is written vertically, those of line ends among them;"""
_FEWEST: Final = 12
"""so many must be seen,"""
_MOSTLY: Final = 0.7
"""and that share of them stand below the one before:"""
_ASIDE: Final = 0.6
"""not aside by that share of their height,"""
_LOWER: Final = 0.25
"""but lower by more than this,"""
_FAR_BELOW: Final = 2.5
"""and no further than the next character."""
_DESCENT: Final = 0.12
"""How far a Chinese character reaches below the line it stands on, in em."""
_BOX: Final = 16
"""Bytes of a FS_RECTF: left, top, right, bottom."""

_PAIR: Final = 8
_HEIGHTS: Final = re.compile(rb"(.{8})\1*", re.DOTALL)
"""Bottom and top of a character, as long as those that follow have the same."""
_FOLDABLE: Final = re.compile(f"[{''.join(map(chr, FOLDED))}]")

# -- called for each character: plain integers are three times quicker to hand over than pointers,
# and it is over sooner than the interpreter's lock could be handed to anybody
_loose_box: Final = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


@dataclass(slots=True)
class PdfPage:
    """A page: its lines, its annotations, and what is not among the lines.

    `hidden` counts characters outside the visible page, `slanted` those that stand at another angle
    than most, `unknown` those without a meaning; `filled` counts fields of a form that are filled in; `is_picture` says that there is an image, `is_added`
    that this program added the page to a report: nothing on it is read.
    """

    text: PageText
    remarks: list[PdfRemark] = field(default_factory=list)
    hidden: int = 0
    slanted: int = 0
    unknown: int = 0
    shown: int = 0
    filled: int = 0
    is_picture: bool = False
    is_added: bool = False


class Picture(NamedTuple):
    """A picture of a part of a page: 4 bytes a pixel, blue, green, red, unused."""

    width: int
    height: int
    data: bytes


_open: list[Any] = []


def open_file(data: bytes) -> int:
    """Open a file and return how many pages it has. Raises Unreadable."""
    pdfium.FPDF_InitLibrary()
    if _open:
        pdfium.FPDF_CloseDocument(_open[0])
        _open.clear()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Unreadable(pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD)
    _open[:] = [document, data, _creator(document) == CREATOR]
    return min(int(pdfium.FPDF_GetPageCount(document)), MAX_PAGES + 1)


def read_pages(first: int, last: int) -> list[PdfPage]:
    """Read the pages `[first, last)`."""
    return [_read_page(number) for number in range(first, last)]


def page_spaces(first: int, last: int) -> list[Space]:
    """Return how the pages `[first, last)` lie, without reading them."""
    found: list[Space] = []
    for number in range(first, last):
        page = pdfium.FPDF_LoadPage(_open[0], number)
        found.append(_space(page))
        if page:
            pdfium.FPDF_ClosePage(page)
    return found


def draw(  # noqa: PLR0913  a part of a page has four edges
    number: int,
    scale: float,
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    annotated: bool = False,
) -> Picture:
    """Draw a part of a page as a viewer shows it, annotations only where they are asked for.

    `scale` is in pixels to the point; the part is in pixels from the page's upper left corner.
    Raises ValueError where it would be too large.
    """
    if not 0 < width * height <= MAX_PIXELS:
        raise ValueError("too many pixels")
    page = pdfium.FPDF_LoadPage(_open[0], number)
    if not page:
        return Picture(width, height, b"\xff" * (width * height * 4))
    whole_width = max(1, round(pdfium.FPDF_GetPageWidthF(page) * scale))
    whole_height = max(1, round(pdfium.FPDF_GetPageHeightF(page) * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    flags = pdfium.FPDF_ANNOT if annotated else 0
    pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, whole_width, whole_height, 0, flags)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    if stride != width * 4:
        data = b"".join(data[at * stride : at * stride + width * 4] for at in range(height))
    return Picture(width, height, data)


def _read_page(number: int) -> PdfPage:
    page = pdfium.FPDF_LoadPage(_open[0], number)
    space = _space(page)
    if not page:
        return PdfPage(PageText(space))
    found = PdfPage(PageText(space), is_added=_is_added(page))
    if found.is_added:
        pdfium.FPDF_ClosePage(page)
        return found
    if _open[2]:
        _take_away_beside(page)

    def read() -> list[PageLine]:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return []
        reading = _Reading(text, space, found)
        found.text.space = reading.space
        lines = lines_of(reading.stretches())
        pdfium.FPDFText_ClosePage(text)
        return lines

    found.text.lines = with_cells(page, read) if _open[2] else read()
    if not found.shown:
        kinds = (
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at))
            for at in range(min(1000, pdfium.FPDFPage_CountObjects(page)))
        )
        found.is_picture = pdfium.FPDF_PAGEOBJ_IMAGE in kinds
    found.remarks, found.filled = remarks_on(page)
    pdfium.FPDF_ClosePage(page)
    return found


def _is_added(page: Any) -> bool:
    """Whether what was drawn last is marked as the number of a page that was added."""
    count = pdfium.FPDFPage_CountObjects(page)
    last = pdfium.FPDFPage_GetObject(page, count - 1) if count > 0 else None
    if not last or pdfium.FPDFPageObj_CountMarks(last) < 1:
        return False
    return _has(pdfium.FPDFPageObj_GetMark(last, 0), ADDED)


def _creator(document: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDF_GetMetaText(document, b"Creator", buffer, len(buffer))
    return buffer.raw[: min(length, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")


def _take_away_beside(page: Any) -> None:
    """Take what this program wrote beside the report's text off the page, as far as it is read."""
    objects = [
        pdfium.FPDFPage_GetObject(page, at)
        for at in range(max(0, pdfium.FPDFPage_CountObjects(page)))
    ]
    for each in objects:
        marked = pdfium.FPDFPageObj_CountMarks(each) > 0
        if marked and _has(pdfium.FPDFPageObj_GetMark(each, 0), BESIDE):
            pdfium.FPDFPage_RemoveObject(page, each)
            pdfium.FPDFPageObj_Destroy(each)


def _has(mark: Any, entry: str) -> bool:
    value = ctypes.c_int()
    found = pdfium.FPDFPageObjMark_GetParamIntValue(mark, entry.encode("ascii"), value)
    return bool(found) and value.value == 1


def _space(page: Any) -> Space:
    box = pdfium.FS_RECTF()
    if not page or not pdfium.FPDF_GetPageBoundingBox(page, box):
        return Space(0, 0, 595, 842)
    rotation = max(0, pdfium.FPDFPage_GetRotation(page)) % 4
    return Space(box.left, box.bottom, box.right, box.top, rotation, rotation)


class _Reading:
    """The characters of one page; `space` is the one in which most of them stand upright."""

    def __init__(self, text: Any, space: Space, page: PdfPage) -> None:
        self._text = text
        self._page = page
        self._count = max(0, pdfium.FPDFText_CountChars(text))
        self._chars = self._characters()
        self._looks: dict[float, tuple[float, int]] = {}
        turns = Counter(
            self._look(at)[1]
            for at in range(0, self._count, max(1, self._count // _SAMPLES))
            if not self._chars[at].isspace()
        )
        del turns[-1]
        self._turn = turns.most_common(1)[0][0] if turns else space.turn
        self._values = self._boxes()
        self._turns = {self._turn}
        self.space = space._replace(turn=self._turn)
        if self._turn == 0 and _is_vertical(self._values):
            # -- lines that run downwards from right to left stand upright on a page turned left;
            # figures and Latin letters lie on their side among them
            self._turns.add(3)
            self.space = space._replace(turn=3)

    def stretches(self) -> Iterator[Stretch]:
        """Yield the characters that are seen, on the upright page."""
        space = self.space
        values = self._values
        lefts, tops, rights, bottoms = (values[side::4] for side in range(4))
        split = _ligatures(values, self._chars)
        # -- a million characters pass here: those that stand beside each other go together
        alike = [
            (start, stop, bottoms[start], tops[start]) for start, stop in _alike(bottoms, tops)
        ]
        plain = not split and space.turn == 0 and _all_inside(lefts, rights, alike, space)
        if plain:
            lefts, rights = _shifted(lefts, space.left), _shifted(rights, space.left)
        for start, stop, bottom, top in alike:
            # -- what pdfium itself put in (line ends, spaces) takes no room
            if top <= bottom:
                continue
            chars = self._chars[start:stop]
            if plain and _ODD.search("".join(chars)) is None:
                size, turn = self._look_at(start, top - bottom)
                if turn == 0:
                    self._page.shown += stop - start
                    yield Stretch(
                        chars,
                        lefts[start:stop],
                        rights[start:stop],
                        bottom - space.bottom,
                        top - space.bottom,
                        size,
                    )
                else:
                    self._page.slanted += stop - start
            else:
                for at in range(start, stop):
                    yield from self._single(at, values[4 * at : 4 * at + 4], split.get(at))

    def _single(
        self, at: int, sides: Sequence[float], part: tuple[int, int] | None
    ) -> Iterator[Stretch]:
        """Yield a character by itself; `part` says which of how many of one glyph it is."""
        char = self._chars[at]
        left, top, right, bottom = sides
        box = (left, bottom, right, top)
        if char < " " or char in _LINE_ENDS or not self._is_visible(box):
            return
        size, turn = self._look_at(at, top - bottom)
        if turn not in self._turns:
            self._page.slanted += 1
            return
        self._page.shown += 1
        if len(self._turns) > 1 and turn == self._turn:
            box = self._cell(at, size)
        left, bottom, right, top = self._upright(box)
        if part is not None:
            number, count = part
            step = (right - left) / count
            left, right = left + number * step, left + (number + 1) * step
        if char == _LONG_DASH:
            middle = (left + right) / 2
            yield Stretch("——", (left, middle), (middle, right), bottom, top, size)
        else:
            yield Stretch(char, (left,), (right,), bottom, top, size)

    def _cell(self, at: int, size: float) -> tuple[float, float, float, float]:
        """The square that a character of vertical writing stands in, whatever ink there is."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text, at, x, y)
        bottom = y.value - _DESCENT * size
        return x.value, bottom, x.value + size, bottom + size

    def _look_at(self, at: int, tall: float) -> tuple[float, int]:
        """The look of a character; as tall as another means the same look."""
        look = self._looks.get(tall)
        if look is None:
            look = self._looks[tall] = self._look(at)
        return look

    def _is_visible(self, box: Sequence[float]) -> bool:
        space = self.space
        left, bottom, right, top = box
        if right > space.left and left < space.right and top > space.bottom and bottom < space.top:
            return True
        self._page.hidden += 1
        return False

    def _upright(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        left, bottom, right, top = box
        found = self.space.upright_box(0, ((left, bottom), (right, top)))
        return found.left, found.bottom, found.right, found.top

    def _characters(self) -> list[str] | str:
        """Return one string for each of pdfium's characters; of a pair, the second is U+0000."""
        units = (ctypes.c_ushort * (self._count + 1))()
        got = pdfium.FPDFText_GetText(self._text, 0, self._count, units) if self._count else 1
        if got - 1 == self._count:
            text = bytes(units)[: 2 * self._count].decode("utf-16-le", "surrogatepass")
            if len(text) == self._count:
                self._page.unknown = len(_UNKNOWN.findall(text))
                text = text.translate(FOLDED) if _FOLDABLE.search(text) is not None else text
                return _LONE.sub("\ufffd", text)
            codes = list(units[: self._count])
        else:
            codes = [pdfium.FPDFText_GetUnicode(self._text, at) for at in range(self._count)]
        chars = [chr(code) if code < 0x110000 else "\ufffd" for code in codes]
        for at, (one, other) in enumerate(pairwise(chars)):
            if "\ud800" <= one <= "\udbff" and "\udc00" <= other <= "\udfff":
                pair = (one + other).encode("utf-16-le", "surrogatepass")
                chars[at : at + 2] = [pair.decode("utf-16-le"), "\0"]
        self._page.unknown = sum(len(_UNKNOWN.findall(char)) for char in chars)
        return [_LONE.sub("\ufffd", char.translate(FOLDED)) for char in chars]

    def _boxes(self) -> array[float]:
        count = self._count
        values = array("f", bytes(_BOX * count))
        text = ctypes.cast(self._text, ctypes.c_void_p).value
        base, _ = values.buffer_info()
        places = range(base, base + _BOX * count, _BOX)
        # -- a loop of the interpreter's own would take longer than the calls
        deque(map(_loose_box, repeat(text), range(count), places), maxlen=0)
        return values

    def _look(self, at: int) -> tuple[float, int]:
        """Return a character's size in points, and by how many quarter turns it is turned, or -1."""
        matrix = pdfium.FS_MATRIX()
        size = pdfium.FPDFText_GetFontSize(self._text, at)
        if not pdfium.FPDFText_GetMatrix(self._text, at, matrix):
            return size, 0
        # -- many programs write a size of 1 and put the true one into the matrix
        size *= hypot(matrix.c, matrix.d) or 1.0
        quarters = atan2(matrix.b, matrix.a) / _QUARTER
        turn = round(quarters)
        return round(size, 2), turn % 4 if abs(quarters - turn) < 0.05 else -1


def _shifted(values: array[float], by: float) -> array[float]:
    return array("f", [value - by for value in values]) if by else values


def _alike(bottoms: array[float], tops: array[float]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of characters that follow each other and are as high as each other."""
    heights = array("f", bytes(2 * bottoms.itemsize * len(bottoms)))
    heights[0::2], heights[1::2] = bottoms, tops
    for found in _HEIGHTS.finditer(heights.tobytes()):
        yield found.start() // _PAIR, found.end() // _PAIR


def _all_inside(
    lefts: Sequence[float],
    rights: Sequence[float],
    heights: Sequence[tuple[int, int, float, float]],
    space: Space,
) -> bool:
    """Whether every character is on the visible page; `heights` end with bottoms and tops."""
    return bool(lefts) and (
        min(rights) > space.left
        and max(lefts) < space.right
        and min(top for *_, top in heights) > space.bottom
        and max(bottom for *_, bottom, _ in heights) < space.top
    )


def _is_vertical(values: array[float]) -> bool:
    """Whether the first characters on a page stand below each other, as in vertical writing."""
    boxes = (values[at : at + 4] for at in range(0, min(len(values), 4 * _ENOUGH), 4))
    # -- left, top, right, bottom; what pdfium put in takes no room
    seen = [box for box in boxes if box[1] > box[3]]
    if len(seen) < _FEWEST:
        return False
    tops = [box[1] for box in seen]
    if sum(map(gt, tops, tops[1:])) <= _MOSTLY * len(seen):
        return False
    # -- some programs tell the box of the ink alone, which for a comma is small
    em = median(box[1] - box[3] for box in seen)
    down = sum(
        abs(one[0] + one[2] - other[0] - other[2]) < 2 * _ASIDE * em
        and _LOWER * em < one[1] - other[1] < _FAR_BELOW * em
        for one, other in pairwise(seen)
    )
    return down > _MOSTLY * len(seen)


def _ligatures(values: array[float], chars: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Say of characters that share one glyph which of how many they are: —— may be one."""
    found: dict[int, tuple[int, int]] = {}
    lefts = values[0::4]
    first = -1
    for at in compress(range(len(lefts)), map(eq, lefts, lefts[1:])):
        if chars[at + 1] == "\0":  # -- the second half of one character
            continue
        box = values[4 * at : 4 * at + 4]
        if box != values[4 * at + 4 : 4 * at + 8] or box[1] <= box[3]:
            continue
        first = first if at in found else at
        for place in range(first, at + 2):
            found[place] = (place - first, at + 2 - first)
    return found
