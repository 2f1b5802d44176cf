"""Reports in traditional characters, read as if they were simplified: every place stays the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reviewer.model.document import Document, Section

_TELLING: Final = frozenset("關於問題議報見實體會與員當從對個們過這進區業務設強導們動開")
"""Characters that no simplified text has and few traditional ones lack."""
_ENOUGH: Final = 5


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    return len(_TELLING.intersection(text)) >= _ENOUGH


def in_simplified(document: Document) -> Document:
    """Return a report for rules to read: in simplified characters, each in its place."""
    if not is_traditional(document.text):
        return document
    from reviewer.language.folding import simplified  # noqa: PLC0415  numpy comes with it

    def read(section: Section) -> Section:
        children = tuple(map(read, section.children))
        return section._replace(title=simplified(section.title), children=children)

    title, text = simplified(document.title), simplified(document.text)
    return replace(document, title=title, text=text, root=read(document.root))
