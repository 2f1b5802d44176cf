"""A section while it is being built."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.language.headings import Heading
from reviewer.language.numbering import Family


@dataclass(slots=True)
class Node:
    """A section while it is being built; `first` and `last` are indexes of lines.

    `style` is the depth that the heading's own style names, 0 where it names none.
    """

    family: Family
    value: int
    number: str
    heading: Heading
    first: int
    last: int = 0
    style: int = 0
    children: list[Node] = field(default_factory=list)
