"""What an importer hands over: paragraphs of text with what the format knows about them."""

from __future__ import annotations

from typing import Final, NamedTuple

from reviewer.model.document import Cell, Mark, ParagraphKind

EDGE: Final = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u202f\u205f\u3000\ufeff\0"
    "\u00ad\u180e\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
)
"""What a paragraph loses on either side, as characters for `str.strip`: white space, unseen signs."""


class Block(NamedTuple):
    """One paragraph: no white space around it, no line end in it (U+2028 for a line break).

    `origin` is the offset of its first character in the decoded source, in code points. `kind` is
    set where the format itself says what the paragraph is; else the outline finds out. `level` is
    the depth of a heading by the format's own styles (Heading 1 …), 0 where it says nothing.
    Blocks with a `cell` belong to a table; they and blocks of kind NOTE, which stand after all
    others, never open sections. `marks` are inline looks, in code points of the block's text.
    `in_contents` says that the block is a line of a table of contents: it opens none either.
    """

    text: str
    origin: int = 0
    kind: ParagraphKind | None = None
    level: int = 0
    cell: Cell | None = None
    marks: tuple[Mark, ...] = ()
    in_contents: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether the block runs with the text, so that it may be a heading."""
        return self.cell is None and self.kind is not ParagraphKind.NOTE and not self.in_contents
