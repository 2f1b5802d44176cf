"""Reading long DOCX files."""

from __future__ import annotations

import gc
import io
from functools import partial

import docx as python_docx

from reviewer import importers
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_walk import walk
from tests.benchmarks.harness import Figure, at_least, bounded, interleaved, timed
from tests.benchmarks.reading import long_document
from tests.importers import making

_COMMENTS = 5000


def long_docx(text: str) -> bytes:
    """A text as the body of a DOCX."""
    return making.docx("".join(making.p(line) for line in text.split("\n")))


def commented() -> bytes:
    """A DOCX with a comment on each of 5,000 paragraphs."""
    body, comments = [], []
    for number in range(_COMMENTS):
        mark = f'w:id="{number}"/>'
        body.append(
            making.p(
                "全市各级各部门",
                f"<w:commentRangeStart {mark}",
                "认真贯彻落实",
                f"<w:commentRangeEnd {mark}",
                f"<w:r><w:commentReference {mark}</w:r>",
                "上级决策部署。",
            )
        )
        comments.append(
            f'<w:comment w:id="{number}" w:author="审阅人甲" w:date="2024-03-01T10:00:00Z">'
            f"{making.p(f'第 {number} 条意见')}</w:comment>"
        )
    return making.docx("".join(body), {"comments": "".join(comments)})


def _paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in python_docx.Document(io.BytesIO(data)).paragraphs]


def _walked(data: bytes) -> None:
    """Read as the importer does, which looks for no rubbish meanwhile."""
    gc.disable()
    walk(Package("长.docx", data))
    gc.enable()


def measure() -> list[Figure]:
    """A million characters against python-docx's paragraphs; 5,000 comments."""
    data, remarks = long_docx(long_document(1_000_000).text), commented()
    ours, theirs, whole, read = interleaved(
        5,
        lambda: timed(partial(_walked, data)),
        lambda: timed(partial(_paragraphs, data)),
        lambda: timed(partial(importers.read_bytes, "长.docx", data)),
        lambda: timed(partial(importers.read_bytes, "批注.docx", remarks)),
    )
    return [
        at_least("百万字的 DOCX：正文与 python-docx 比", ours, theirs, "ms", 5.0),
        bounded("百万字的 DOCX：读入，连同目录", whole, "ms", 1000),
        bounded("5000 条批注的 DOCX：读入", read, "ms", 500),
    ]
