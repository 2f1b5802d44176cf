"""What numbers mere lists and no sections: single paragraphs with 1., （1） or ①."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.language.layout import Layout
from reviewer.language.nodes import Node
from reviewer.language.numbering import Family


def take_out(root: Node, layout: Layout) -> None:
    """Replace the sections that number lists by what stands below them, from the leaves up."""
    _Lists(layout).take_out(root)


class _Lists:
    """Knows which families number headed paragraphs all over the report."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._headed: Counter[Family] = Counter()

    def take_out(self, root: Node) -> None:
        nodes = [root]
        for node in nodes:
            nodes += node.children
            for group in _groups(node):
                if len(group) > 1 and (_run_in(group) or self._is_divided(group)):
                    self._headed[group[0].family] += 1
        for node in reversed(nodes):
            kept: list[Node] = []
            for group in _groups(node):
                is_list = self._is_list(group)
                inner = [c for n in group for c in n.children] if is_list else group
                if not inner and kept:
                    _extend(kept[-1], group[-1].last)
                kept += inner
            node.children = kept

    def _is_list(self, group: Sequence[Node]) -> bool:
        family = group[0].family
        if any(node.style for node in group):
            return False
        if family.is_enumerating:
            return not self._are_sections(group)
        if family is not Family.CJK_BRACKETS or any(n.heading.is_headed for n in group):
            return False
        return self._layout.before(group[0].first).endswith(("：", ":"))

    def _are_sections(self, group: Sequence[Node]) -> bool:
        """Say whether they have more than a paragraph each, or are headed all over the report.

        What stands after a list belongs to what the list stands in, so the last one is not asked.
        """
        if not _mostly([n.heading.is_headed for n in group]):
            return False
        everywhere = self._headed[group[0].family] > 1
        if group[0].value > 1 and len(group) > 1 and self._headed[group[0].family]:
            # -- numbers that run on from sections elsewhere
            return True
        if len(group) == 1 and not group[0].heading.is_bare:
            return group[0].heading.runs_in and everywhere
        if self._is_divided(group):
            return True
        return _run_in(group) and everywhere

    def _is_divided(self, group: Sequence[Node]) -> bool:
        """Say whether the headings have more than a paragraph each below them."""
        headed = _mostly([n.heading.is_headed for n in group])
        asked = group[:-1] or group
        return headed and _mostly([self._layout.paragraphs(n.first, n.last) > 1 for n in asked])


def _run_in(group: Sequence[Node]) -> bool:
    return _mostly([node.heading.runs_in for node in group])


def _extend(node: Node, last: int) -> None:
    """Let a section, with what it ends in, go on over the list that stands behind it."""
    node.last = last
    for child in node.children[-1:]:
        _extend(child, last)


def _groups(node: Node) -> Iterator[list[Node]]:
    """Yield the children of a node, together as long as they are of one family."""
    group: list[Node] = []
    for child in node.children:
        if group and group[0].family is not child.family:
            yield group
            group = []
        group.append(child)
    if group:
        yield group


def _mostly(truths: Sequence[bool]) -> bool:
    return sum(truths) * 2 > len(truths) or (len(truths) == 2 and any(truths))
