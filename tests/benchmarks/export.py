"""Exports of a long report."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import docx
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from reviewer import exporters, importers
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_fonts import FontShop
from reviewer.model.document import Document
from reviewer.model.review import Review
from tests.benchmarks.harness import Figure, at_least, bounded, child, interleaved, timed
from tests.benchmarks.reading import long_document
from tests.helpers import NOON, annotation_on

SERIF: Final = "PlatypusSerif"
_COMMENTS = 5000
_PEAK = """
import gc, sys
from pathlib import Path
from reviewer import exporters
from tests.benchmarks.export import on_original
export = on_original(Path(sys.argv[1]).read_bytes())
exporters.write(export, Path(sys.argv[2]))  # once, so that all modules are loaded
def status(name):
    return next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith(name)) / 1024
gc.collect()
Path("/proc/self/clear_refs").write_text("5")
before = status("VmRSS")
exporters.write(export, Path(sys.argv[2]))
print(status("VmHWM") - before, flush=True)
"""


def on_original(data: bytes, comments: int = _COMMENTS) -> exporters.Export:
    """Return so many comments on a report that came as DOCX."""
    document = importers.read_bytes("long.docx", data).document
    places = random.Random(3).sample(range(len(document.text) - 50), comments)
    remarks = [
        annotation_on(document, at, at + 12, id=f"a{n:05d}", body="意见")
        for n, at in enumerate(places)
    ]
    return exporters.Export(
        document=document,
        review=Review(remarks),
        exported_at=NOON,
        opinion_table=False,
        source_data=data,
    )


def docx_of(lines: Iterable[str]) -> bytes:
    """Return a DOCX file of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _badly_compressing() -> Iterator[str]:
    chance = random.Random(4)
    for _ in range(5000):
        yield "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(200))


def _slow_way(data: bytes, path: Path) -> None:
    """What a program does that adds comments with python-docx, whole runs at a time."""
    document = docx.Document(io.BytesIO(data))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    chance = random.Random(3)
    for _ in range(_COMMENTS):
        document.add_comment([chance.choice(runs)], text="意见", author="审阅人", initials="审")
    document.save(str(path))


_WHOLE: Final = (
    (".docx", "DOCX", 3000),
    (".pdf", "PDF", 3000),
    (".html", "HTML", 1000),
    (".xlsx", "XLSX 意见汇总表", 1500),
)
"""Which formats a long report is written in, and in how many milliseconds at most."""


def _onto_the_original(folder: Path) -> list[Figure]:
    text = long_document(1_000_000).text
    data, path = docx_of(text.split("\n")), folder / "out.docx"
    export = on_original(data)
    exporters.write(export, path)
    # -- the slow way takes as long as hundreds of ours: before and behind it the machine may differ
    ours = [timed(lambda: exporters.write(export, path)) for _ in range(5)]
    theirs = [timed(lambda: _slow_way(data, folder / "slow.docx"))]
    ours += [timed(lambda: exporters.write(export, path)) for _ in range(5)]
    hard = folder / "hard.docx"
    hard.write_bytes(docx_of(_badly_compressing()))
    _, peak = child(_PEAK, str(hard), str(path))
    return [
        at_least("百万字 DOCX 原件加五千条批注", ours, theirs, "ms", 60),
        bounded("同上，难压缩的文字：多占内存", [float(peak[0])], "MB", 80),
    ]


_PLATYPUS_PART: Final = 100_000
"""How many characters platypus sets; its time grows with them."""


def _platypus_time(lines: Sequence[str], path: Path) -> float:
    """Milliseconds that reportlab's own paragraphs take for a million characters, as drawn on."""
    if SERIF not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(SERIF, str(path.with_name("serif.ttf"))))
    style = ParagraphStyle("body", fontName=SERIF, fontSize=16, leading=29, wordWrap="CJK")

    def build() -> None:
        page = SimpleDocTemplate(
            str(path), leftMargin=79, rightMargin=74, topMargin=105, bottomMargin=99
        )
        page.build([Paragraph(escape(line), style) for line in lines])

    return timed(build) * 1_000_000 / sum(map(len, lines))


def _beside_platypus(document: Document, export: exporters.Export, folder: Path) -> Figure:
    lines: list[str] = []
    for line in document.text.split("\n"):
        if sum(map(len, lines)) > _PLATYPUS_PART:
            break
        lines.append(line)
    shop = FontShop(folder / "fonts")
    made = shop.make(Face.FANG, set(document.text) - {"\n"})
    shop.close()
    (folder / "serif.ttf").write_bytes(made.path.read_bytes())
    ours, theirs = interleaved(
        3,
        lambda: timed(lambda: exporters.write(export, folder / "plain.pdf")),
        lambda: _platypus_time(lines, folder / "platypus.pdf"),
    )
    name = "百万字排版为 PDF：与 platypus 按字断行相比（基线按十分之一推算）"
    return at_least(name, ours, theirs, "ms", 3)


def measure() -> list[Figure]:
    """A million characters with five thousand annotations, once each with fonts at hand."""
    document = long_document(1_000_000)
    chance = random.Random(3)
    places = chance.sample(range(len(document.text) - 50), 5000)
    remarks = [
        annotation_on(document, at, at + 12, id=f"a{n:05d}", body="意见")
        for n, at in enumerate(places)
    ]
    with tempfile.TemporaryDirectory() as folder:
        figures = _onto_the_original(Path(folder))
        export = exporters.Export(
            document=document,
            review=Review(remarks),
            exported_at=NOON,
            opinion_table=False,
            font_cache=Path(folder) / "fonts",
        )
        exporters.write(export, Path(folder) / "warm.pdf")
        for suffix, what, most in _WHOLE:
            path = Path(folder) / f"out{suffix}"
            values = [timed(lambda p=path: exporters.write(export, p))]  # type: ignore[misc]
            figures.append(bounded(f"百万字、五千条批注：导出 {what}", values, "ms", most))
        bare = replace(export, review=Review())
        figures.append(_beside_platypus(document, bare, Path(folder)))
    return figures
