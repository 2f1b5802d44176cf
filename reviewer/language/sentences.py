"""Where sentences begin and end in a paragraph."""

from __future__ import annotations

import re
from typing import Final

from reviewer.model.spans import Span

# -- a sentence takes its closing quotes and brackets with it
_SENTENCE: Final = re.compile(
    r"[^。！？!?；;\u2028]*(?:[。！？!?；;\u2028]+[”’」』）)》]*|$)", re.DOTALL
)


def sentences(text: str) -> list[Span]:
    """Cut a paragraph into sentences, which end with 。！？ or ；; the spans tile the text."""
    return [
        Span(found.start(), found.end())
        for found in _SENTENCE.finditer(text)
        if found.end() > found.start()
    ]


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence that holds an offset; at the end of the text the last one."""
    found = sentences(text)
    for sentence in found:
        if offset in sentence:
            return sentence
    return found[-1] if found else Span(0, 0)
