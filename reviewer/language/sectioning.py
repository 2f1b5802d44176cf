"""The section tree over the lines of a report: which ordinals open sections, and under which.

An ordinal counts if its place in the sequence is right: 1, the next one under the same parent, or
the next one in the whole report (（一）…（二十三） run on across 一、…六、 in State Council papers).
Items of laws, and 1. or （1） where they number single paragraphs, are no sections.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from reviewer.language import lists
from reviewer.language.headings import Heading, heading_of, tidy
from reviewer.language.headline import ends_like_a_title
from reviewer.language.layout import Layout
from reviewer.language.nodes import Node
from reviewer.language.numbering import Family, Ordinal
from reviewer.language.patterns import pattern
from reviewer.language.tail import tail_start

_GAP: Final = 3
"""How many ordinals may be missing before a heading is taken for something else."""
_MAX_JUMPING: Final = 40
"""A heading out of any sequence stands on a line of its own and is at most that long."""
_MAX_TITLE: Final = 60
_NEAR: Final = 6
"""The first heading of an inner document follows its title within that many lines."""
_ROW: Final = pattern(r"\S\s{2,}\S+\s{2,}\S{2}|\t")
"""What looks like a row of a table is no line of a title."""
_TOP: Final = (
    Family.PART,
    Family.VOLUME,
    Family.SHARE,
    Family.CHAPTER,
    Family.ARTICLE,
    Family.CJK_COMMA,
    Family.DECIMAL_1,
)


def sections(layout: Layout) -> list[Node]:
    """Return the sections of the first level with everything below them."""
    return _Walk(layout).nodes()


class _Walk:
    """One walk over the lines with the stack of open sections."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lines = layout.lines
        self._found = layout.found
        self._root = Node(Family.ATTACHMENT, 0, "", Heading("", 0), -1)
        self._stack = [self._root]
        self._last: dict[Family, int] = {}
        self._listed: dict[Family, tuple[int, int]] = {}
        self._turned: set[tuple[Family, Family]] = set()
        self._bounds: list[int] = []
        self._places: dict[Family, list[int]] = defaultdict(list)
        found = enumerate(layout.found[layout.body :], layout.body)
        self._ordinals = {at: ordinal for at, ordinal in found if ordinal is not None}
        for at, ordinal in self._ordinals.items():
            self._places[ordinal.family].append(at)
        self._openings = sorted([*self._ordinals, *layout.styled])

    def nodes(self) -> list[Node]:
        """Walk, and return the children of the root."""
        before = self._layout.body
        for at in self._openings:
            ordinal = self._ordinals.get(at)
            if ordinal is None:
                self._open_styled(at, self._layout.styled[at])
            else:
                self._open_numbered(at, ordinal, before)
            before = at + 1
        self._close()
        lists.take_out(self._root, self._layout)
        return self._root.children

    def _open_numbered(self, at: int, ordinal: Ordinal, before: int) -> None:
        if before < at and ordinal.value == 1 and ordinal.family in _TOP:
            self._look_for_title(max(before, at - _NEAR), at)
        if ordinal.family is Family.ATTACHMENT:
            self._open_attachment(at, ordinal)
        else:
            self._try(at, ordinal)

    def _open_styled(self, at: int, level: int) -> None:
        """A heading by its style alone; where numbers tell no style, their depth counts."""
        depth = len(self._stack) - 1
        while depth > 0 and (self._stack[depth].style or depth) >= level:
            depth -= 1
        line = self._lines[at]
        heading = Heading(tidy(line), len(line), is_alone=True, is_bare=True)
        node = Node(Family.UNNUMBERED, 0, "", heading, at, style=level)
        del self._stack[depth + 1 :]
        self._stack[depth].children.append(node)
        self._stack.append(node)

    # -- inner documents and attachments

    def _look_for_title(self, first: int, at: int) -> None:
        if len(self._stack) > 1:
            for line in range(first, at):
                if self._opens_document(line, at):
                    self._reset(line)
                    return

    def _opens_document(self, line: int, at: int) -> bool:
        """Say whether a line names an inner document whose first heading is the ordinal `at`.

        The title of what is issued, after the signature of what issues it, or a short line before
        numbering that starts again.
        """
        text = self._lines[line]
        ordinal = self._ordinals[at]
        if len(text) > _MAX_TITLE or any(c in text for c in "。；：:，;") or text[0] in "（(":
            return False
        if self._stack[-1].family is Family.ATTACHMENT and self._stack[-1].first >= line - 3:
            return False
        families = [node.family for node in self._stack[1:]]
        restarts = self._stack[-len(families)].family is ordinal.family
        titled = ends_like_a_title(text)
        return (titled and (restarts or Family.ARTICLE in families or self._signed(line))) or (
            restarts and line == at - 1 and self._layout.starts_paragraph(line)
        )

    def _signed(self, line: int) -> bool:
        start = max(self._layout.body, line - _NEAR)
        return tail_start(self._lines, start, line, self._layout.listed) < line

    def _reset(self, line: int) -> None:
        """Close all sections before a line, but for the attachment around them."""
        self._bounds.append(line)
        inside = len(self._stack) > 1 and self._stack[1].family is Family.ATTACHMENT
        del self._stack[2 if inside else 1 :]
        self._last.clear()

    def _open_attachment(self, at: int, ordinal: Ordinal) -> None:
        """An attachment restarts all numbering; the lines below it are its title."""
        line = self._lines[at]
        title = line[ordinal.length :].strip() or self._title_below(at)
        heading = Heading(title, len(line), is_alone=True, is_bare=True)
        node = Node(ordinal.family, ordinal.value, ordinal.written, heading, at)
        self._bounds.append(at)
        del self._stack[1:]
        self._root.children.append(node)
        self._stack.append(node)
        self._last.clear()

    def _title_below(self, at: int) -> str:
        parts: list[str] = []
        for below in range(at + 1, min(at + 4, len(self._lines))):
            line = self._lines[below]
            if (
                self._found[below]
                or len(line) > _MAX_TITLE
                or line.endswith(("。", "；", "，", "："))
                or _ROW.search(line)
            ):
                break
            parts.append(line)
            if ends_like_a_title(line):
                return "".join(parts)
        return parts[0] if parts else ""

    # -- numbered headings

    def _try(self, at: int, ordinal: Ordinal) -> None:
        if ordinal.family.is_decimal and len(self._places[Family.DECIMAL_2]) < 2:
            return
        heading = heading_of(ordinal, self._layout.paragraph(at))
        style = self._layout.levels[at] if heading.is_headed else 0
        if not style and self._is_item(at, ordinal, heading):
            self._listed[ordinal.family] = (at, ordinal.value)
            return
        depth = self._depth_for(at, ordinal)
        siblings = self._stack[depth].children
        previous = siblings[-1].value if siblings and siblings[-1].family is ordinal.family else 0
        if not style and not self._in_sequence(at, ordinal, previous, heading):
            return
        node = Node(ordinal.family, ordinal.value, ordinal.written, heading, at, style=style)
        del self._stack[depth + 1 :]
        siblings.append(node)
        self._stack.append(node)
        self._last[ordinal.family] = ordinal.value

    def _is_item(self, at: int, ordinal: Ordinal, heading: Heading) -> bool:
        """Say whether it is an item of an article or of a list that a colon announces."""
        family = ordinal.family
        if family.is_division or family is Family.ARTICLE or family.is_enumerating:
            return family.is_enumerating and self._in_article()
        listed, value = self._listed.get(family, (-2, 0))
        # -- a number written twice or left out is the author's slip: the item stays one
        if value <= ordinal.value <= value + _GAP and self._layout.adjoins(listed, at):
            return True
        announced = self._layout.before(at).endswith(("：", ":"))
        if self._in_article():
            return family is not Family.CJK_COMMA or (announced and not self._is_open(family))
        if family is not Family.CJK_BRACKETS or not self._lines[at].endswith(("；", ";")):
            return False
        return announced or not heading.is_headed

    def _in_article(self) -> bool:
        return Family.ARTICLE in self._places and self._is_open(Family.ARTICLE)

    def _is_open(self, family: Family) -> bool:
        return any(node.family is family for node in self._stack[1:])

    def _depth_for(self, at: int, ordinal: Ordinal) -> int:
        """Return the place in the stack under which a section with this ordinal hangs."""
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].family is ordinal.family:
                return depth - 1
        depth = len(self._stack) - 1
        while depth > 0:
            above = self._stack[depth]
            if above.family is Family.UNNUMBERED:
                if not 0 < self._layout.levels[at] <= above.style:
                    break
            elif above.family.rank < ordinal.family.rank or self._encloses(above, at, ordinal):
                break
            depth -= 1
        return depth

    def _encloses(self, above: Node, at: int, ordinal: Ordinal) -> bool:
        """Say whether a report turns the usual ranks: 1. over （一）, 一、 over 第一条.

        It does where the numbering above goes on after the lower one has begun, and from then on.
        """
        pair = (above.family, ordinal.family)
        if pair in self._turned:
            return True
        if ordinal.value != 1 and ordinal.family is not Family.ARTICLE:
            return False
        following = self._next(above.family, at)
        turned = following is not None and following.value == above.value + 1
        if turned:
            self._turned.add(pair)
        return turned

    def _next(self, family: Family, at: int) -> Ordinal | None:
        places = self._places[family]
        index = bisect_right(places, at)
        return self._ordinals[places[index]] if index < len(places) else None

    def _in_sequence(self, at: int, ordinal: Ordinal, previous: int, heading: Heading) -> bool:
        value, family = ordinal.value, ordinal.family
        if value in (1, previous + 1, self._last.get(family, 0) + 1):
            return True
        if family is Family.ARTICLE:
            inserted = value == previous and "之" in ordinal.written
            return inserted or self._articles_jump(ordinal)
        if family.is_enumerating or not heading.is_headed:
            return False
        # -- a number left out or written twice is the author's slip: the heading stays one
        if heading.is_bare and len(heading.title) <= _MAX_JUMPING:
            return True
        following = self._next(family, at)
        goes_on = following is not None and following.value == value + 1
        near = previous > 0 and previous <= value <= previous + _GAP
        brackets = family is Family.CJK_BRACKETS
        return (near and (goes_on or brackets or heading.runs_in)) or (brackets and goes_on)

    def _articles_jump(self, ordinal: Ordinal) -> bool:
        """Opinions on a draft name some of its articles: 第三条　… 第八条　…"""
        spaced = ordinal.length > len(ordinal.written)
        many = len(self._places[Family.ARTICLE]) >= max(3, len(self._places[Family.CJK_BRACKETS]))
        return spaced and many and ordinal.value > self._last.get(Family.ARTICLE, 0)

    # -- ends

    def _close(self) -> None:
        """Tell every section its last line: before the next one begins, before a tail."""
        end = len(self._lines)
        places = self._openings
        cuts: list[int] = []
        ends: list[int] = []
        for bound in [*self._bounds, end]:
            index = bisect_right(places, bound - 1) - 1
            first = max(places[index] + 1, self._layout.body) if index >= 0 else self._layout.body
            cuts.append(tail_start(self._lines, first, bound, self._layout.listed))
            ends.append(bound)
        pending = [(self._root, end - 1)]
        while pending:
            node, last = pending.pop()
            node.last = self._cut(node, last, cuts, ends)
            stops = [child.first - 1 for child in node.children[1:]]
            pending += zip(node.children, [*stops, last], strict=False)

    def _cut(self, node: Node, last: int, cuts: Sequence[int], ends: Sequence[int]) -> int:
        index = bisect_right(cuts, node.first)
        if node.family is Family.ATTACHMENT:
            while index < len(cuts) and ends[index] <= last:
                index += 1
        if index < len(cuts) and cuts[index] <= last:
            return cuts[index] - 1
        return last
