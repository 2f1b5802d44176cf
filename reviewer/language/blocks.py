"""What an importer hands over: paragraphs of text with what the format knows about them."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.document import ParagraphKind


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: no white space around it, no line end in it (U+2028 for a line break).

    `origin` is the offset of its first character in the decoded source, in code points. `kind` is
    set where the format itself says what the paragraph is; else the outline finds out.
    """

    text: str
    origin: int = 0
    kind: ParagraphKind | None = None
