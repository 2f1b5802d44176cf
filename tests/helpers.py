"""Short ways to say what a test is about."""

from __future__ import annotations

from reviewer.model.document import Document, Paragraph, ParagraphKind, Section
from reviewer.model.spans import Span


def document_of(*paragraphs: str, title: str = "") -> Document:
    """A flat document: each argument is one body paragraph."""
    spans: list[Paragraph] = []
    at = 0
    for text in paragraphs:
        spans.append(Paragraph(Span(at, at + len(text)), ParagraphKind.BODY))
        at += len(text) + 1
    text = "\n".join(paragraphs)
    root = Section(0, "", "", title, Span(0, len(text)), Span(0, 0))
    return Document(title, text, tuple(spans), root)


def marked(text: str) -> tuple[Document, Span]:
    """A document from text with one range between « and »; paragraphs end at line ends."""
    start = text.index("«")
    end = text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    return document_of(*plain.split("\n")), Span(start, end)
