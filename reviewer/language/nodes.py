"""A section while it is being built."""

from __future__ import annotations

from reviewer.language.headings import Heading
from reviewer.language.numbering import Family


class Node:
    """A section while it is being built; `first` and `last` are indexes of lines.

    `style` is the depth that the heading's own style names, 0 where it names none.
    """

    __slots__ = ("children", "family", "first", "heading", "last", "number", "style", "value")

    def __init__(
        self,
        family: Family,
        value: int,
        number: str,
        heading: Heading,
        first: int,
        *,
        style: int = 0,
    ) -> None:
        self.family = family
        self.value = value
        self.number = number
        self.heading = heading
        self.first = first
        self.last = 0
        self.style = style
        self.children: list[Node] = []
