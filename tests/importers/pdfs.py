"""PDFs made to read: by reportlab as offices would have them, by hand as nobody should."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reviewer.exporters.official import Face
from reviewer.exporters.pdf_fonts import FontShop

FONT = "STSong-Light"
"""A font that is not embedded: quick, but pdfium loses its characters where a page is turned."""
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

LINES = (
    "关于法治政府建设情况的视察报告",
    "一、基本情况",
    "按照工作安排，视察组对全市情况进行了视察，听取了有关部门的汇报，查阅有关资",
    "料，实地察看了服务窗口。",
    "二、意见建议",
    "要持续深入学习，严格规范公正文明执法。",
)
TEXT = "\n".join((*LINES[:2], LINES[2] + LINES[3], *LINES[4:]))


@cache
def embedded() -> str:
    """The name of an embedded font with the characters of `LINES`."""
    shop = FontShop(None)
    made = shop.make(Face.FANG, set("".join(LINES)))
    pdfmetrics.registerFont(TTFont(made.name, str(made.path)))
    shop.close()
    return made.name


def typeset(lines: Sequence[str] = LINES, size: float = 12.0, turn: int = 0) -> bytes:
    """A page of lines; `turn` draws them turned by quarter turns and says so in /Rotate."""
    stream = io.BytesIO()
    wide, high = 595, 842
    box = (high, wide) if turn % 2 else (wide, high)
    canvas = Canvas(stream, pagesize=box, pageCompression=0)
    if turn:
        canvas.translate(*[(0, 0), (high, 0), (wide, high), (0, wide)][turn])
        canvas.rotate(90 * turn)
    for row, line in enumerate(lines):
        canvas.setFont(embedded() if turn else FONT, size)
        canvas.drawString(60, 760 - 24 * row, line)
    canvas.showPage()
    canvas.save()
    if not turn:
        return stream.getvalue()
    with pikepdf.open(stream) as pdf:
        pdf.pages[0].Rotate = 90 * turn
        turned = io.BytesIO()
        pdf.save(turned)
    return turned.getvalue()


def place(words: str, lines: Sequence[str] = LINES, size: float = 12.0) -> list[float]:
    """Left, bottom, right, top of words in `typeset`, where every character is one em wide."""
    row = next(at for at, line in enumerate(lines) if words in line)
    left = 60 + size * lines[row].index(words)
    low = 760 - 24 * row - 0.12 * size
    return [left, low, left + size * len(words), low + size]


def quad(box: Sequence[float]) -> list[float]:
    """The quad of a box in the order that Acrobat writes."""
    left, low, right, high = box
    return [left, high, right, high, left, low, right, low]


def annotated(data: bytes, *annotations: dict[str, Any], page: int = 0) -> bytes:
    """The file with annotations; values are as pikepdf takes them, `IRT` an index among them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        made = []
        for entries in annotations:
            said = {f"/{key}": value for key, value in entries.items() if key != "IRT"}
            made.append(
                pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, **said}))
            )
        for annotation, entries in zip(made, annotations, strict=True):
            if "IRT" in entries:
                annotation.IRT = made[entries["IRT"]]
        pdf.pages[page].Annots = pikepdf.Array(made)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def markup(kind: str, words: str, **entries: Any) -> dict[str, Any]:
    """A text markup annotation on words of `typeset`."""
    box = place(words)
    return {
        "Subtype": pikepdf.Name(f"/{kind}"),
        "Rect": pikepdf.Array(box),
        "QuadPoints": pikepdf.Array(quad(box)),
        **entries,
    }


def note(kind: str, left: float, bottom: float, **entries: Any) -> dict[str, Any]:
    """An annotation with a place of its own."""
    return {
        "Subtype": pikepdf.Name(f"/{kind}"),
        "Rect": pikepdf.Array([left, bottom, left + 18, bottom + 18]),
        **entries,
    }


def raw(content: bytes, box: str = "[0 0 595 842]", kids: str = "[3 0 R]") -> bytes:
    """A file written by hand, around the object of the page's content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids{kids}/Count 1>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R/Resources<<>>>>".encode(),
        content,
    ]
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def packed(unit: bytes, count: int) -> bytes:
    """A content stream of `count` units, packed."""
    packer = zlib.compressobj(1)
    block = unit * 10_000
    data = b"".join(packer.compress(block) for _ in range(count // 10_000)) + packer.flush()
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)


def scanned() -> bytes:
    """A page that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
