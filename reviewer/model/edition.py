"""Which text a position counts in: the identity of an edition."""

from __future__ import annotations

import hashlib

from reviewer.model.document import Document


def edition_id(document: Document) -> str:
    """Return 32 hex digits that are equal exactly where text and structure are equal.

    The file it came from does not matter: one member has the docx, another the pdf.
    """
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass"))
    for paragraph in document.paragraphs:
        span = paragraph.span
        digest.update(
            f"\0{span.start},{span.end},{paragraph.kind},{paragraph.level},{paragraph.cell}".encode()
        )
    for section in document.sections:
        span = section.span
        digest.update(f"\0{section.level},{section.number},{span.start},{span.end}".encode())
    return digest.hexdigest()[:32]
