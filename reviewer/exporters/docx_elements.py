"""Where the elements of a DOCX body stand in the text of its part."""

from __future__ import annotations

from functools import cached_property

from reviewer.formats.ooxml import Element
from reviewer.formats.ooxml_texts import Taken
from reviewer.formats.xml_source import XmlSource

Run = Element | Taken
"""A run that is there, or one that was taken out before the part was parsed."""


class Elements:
    """The elements of one part; they are counted when one of them is first asked for."""

    def __init__(self, source: XmlSource, root: Element) -> None:
        self.source = source
        self._root = root

    def has(self, tag: str) -> bool:
        """Whether there is any element of a tag."""
        return next(self._root.iter(tag), None) is not None

    def number(self, element: Element) -> int:
        """Return the number of an element in the part."""
        return self._index[element]

    def start_of(self, element: Run) -> int:
        """Return where an element begins in the text."""
        if isinstance(element, Taken):
            return element.start
        return self.source.starts[self._index[element]]

    def end_of(self, element: Run) -> int:
        """Return where an element ends in the text."""
        if isinstance(element, Taken):
            return element.end
        return self.source.ends[self._index[element]]

    def _wanted(self) -> set[Element]:
        """The elements that may be asked for, with all that is in them."""
        return {self._root}

    @cached_property
    def _index(self) -> dict[Element, int]:
        """The numbers of the elements that may be asked for."""
        wanted = self._wanted()
        found: dict[Element, int] = {}
        inside = 0
        for number, element in enumerate(self._root.iter()):
            if not inside and element in wanted:
                inside = sum(1 for _ in element.iter())
            if inside:
                found[element] = number
                inside -= 1
        return found
