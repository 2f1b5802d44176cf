"""The line joiner: lines of pages become paragraphs, across lines, columns and page breaks.

For any source of lines with boxes (PDF, OFD): make a `Glyph` of each character that is drawn, lines
of them with `page_lines`, and give the pages to `joined`. What it returns keeps for each piece of a
paragraph the line it came from, so that `map_pages` can say where every character stands.

How lines are told apart: in a running paragraph a line is full, that is, the first word of the next
one would not have fitted on it, and the next one is not indented. Running heads and page numbers
are set apart: what stands at the edge of many pages at one height, digits aside.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from reviewer.formats.page_line import GAP, PageLine
from reviewer.formats.page_lines import PageText
from reviewer.formats.page_map import MappedLine, MappedPage
from reviewer.formats.page_paragraph import LARGE, Paragraph, Piece, mark_headings, tally
from reviewer.language.asides import is_page_number
from reviewer.language.headline import ends_like_a_title
from reviewer.language.numbering import attachment_at_start, ordinal_at_start

_LEFT, _RIGHT, _SIZE = map(attrgetter, ("left", "right", "size"))
_DIGITS: Final = re.compile(r"\d+")
_ROMAN: Final = re.compile("[ivxl]{1,7}|[IVXL]{1,7}")
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_EDGE_LINES: Final = 2
"""Running heads are among that many lines at the top and at the bottom of a page."""
_SHARE: Final = 0.3
"""And on at least that share of the pages: left and right pages may have their own."""
_FEW: Final = 6
"""On fewer pages they must be on all but one."""
_INDENT: Final = 0.8
"""A line that begins that far to the right, in em, is indented."""
_MAX_HUNG: Final = 6.0
_FEWEST_HUNG: Final = 3
"""Paragraphs show a hanging indent if there are so many of them; it is at most that wide, in em."""
_BULLET: Final = re.compile(r"[•●▪■□◆◇○➢✓·–—-]\s+")
_BELOW: Final = 1.5
"""What stands below a word begins with it, give or take so many points."""
_SMALL: Final = 0.88
"""Notes are at most that large beside most text."""
_NOTE: Final = re.compile(
    r"\d{1,2}(?![\d年月日%％.．、个项])|[①-⑳*＊※]|[\[〔【（(]\d{1,2}[\]〕】）)]|注\s*\d?[：:]"
)
_SPREAD: Final = 1.9
"""A line that takes so much room for each character, in em, was spread out."""
_LOOSE: Final = 1.4
"""Lines that many times their usual distance apart belong to two paragraphs."""
_CLOSING: Final = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·％‰℃,.;:?!)]}%~～々")
_OPENING: Final = frozenset("（《〈「『【〔［｛“‘([{〖￥$#＃")
_STOPS: Final = ("。", "！", "？", "；", "：", ":", ";")


@dataclass(slots=True)
class Joined:
    """What a paged source says, and what was set apart: running heads, and page numbers."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    page_numbers: int = 0


def joined(pages: Sequence[PageText]) -> Joined:
    """Join the lines of all pages to paragraphs."""
    result = Joined()
    aside = _set_apart(pages, result)
    body = [
        (number, line)
        for number, page in enumerate(pages)
        for line in page.lines
        if id(line) not in aside
    ]
    if not body:
        return result
    result.paragraphs = _Joining(pages, body).paragraphs()
    mark_headings(result.paragraphs)
    return result


def map_pages(
    pages: Sequence[PageText], paragraphs: Sequence[Paragraph], starts: Sequence[int]
) -> tuple[MappedPage, ...]:
    """Return where the characters stand; `starts` are the offsets of the paragraphs' first ones."""
    lines: list[list[MappedLine]] = [[] for _ in pages]
    for paragraph, start in zip(paragraphs, starts, strict=True):
        for page, line, at in paragraph.pieces:
            lines[page].append(
                MappedLine(start + at, line.bottom, line.top, line.lefts, line.rights)
            )
    return tuple(
        MappedPage(page.space, tuple(found)) for page, found in zip(pages, lines, strict=True)
    )


# running heads and page numbers


def _set_apart(pages: Sequence[PageText], result: Joined) -> set[int]:
    """Find running heads and page numbers; return the ids of their lines."""
    edges = [_at_the_edges(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        seen.update({key for line in edge for key in _keys(line)})
    least = max(2, len(pages) - 1 if len(pages) < _FEW else _SHARE * len(pages))
    numbers = _plain_numbers(edges)
    apart: set[int] = set()
    heads: dict[str, None] = {}
    for edge in edges:
        for line in edge:
            if id(line) in numbers or (_is_signed_number(line.text)):
                result.page_numbers += 1
                apart.add(id(line))
            elif any(seen[key] >= least for key in _keys(line)) and len(pages) > 1:
                apart.add(id(line))
                if is_page_number(line.text.strip()):
                    result.page_numbers += 1
                else:
                    heads.setdefault(_DIGITS.sub("…", line.text))
    result.heads = list(heads)
    return apart


def _at_the_edges(page: PageText) -> list[PageLine]:
    lines = sorted((line for line in page.lines if not line.row), key=lambda line: -line.middle)
    if len(lines) <= 2 * _EDGE_LINES:
        return lines
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _keys(line: PageLine) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a running head has in common with itself on other pages, whose height may vary a little."""
    words = _DIGITS.sub("#", "".join(line.text.split()))
    height = line.middle / 6
    return (words, int(height)), (words, int(height + 0.5) + 1_000_000)


def _is_signed_number(text: str) -> bool:
    """Whether a line is a page number by its own looks: — 3 —, 第3页."""
    return not text.strip().isdecimal() and "/" not in text and is_page_number(text.strip())


def _plain_numbers(edges: Sequence[Sequence[PageLine]]) -> set[int]:
    """The lines at the edges that are numbers and count the pages: 3, 3/9, iv."""
    found: dict[tuple[bool, int], list[tuple[int, PageLine]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for line in edge:
            value = _number_of(line.text.strip())
            if value is not None:
                found[line.text[0].isdecimal(), value - number].append((number, line))
    numbers: set[int] = set()
    for (_, shift), lines in found.items():
        pages = {page for page, _ in lines}
        several = len(pages) >= max(2, 0.4 * len(edges))
        # -- a part of the report may be counted by itself, a preface with Roman numbers
        running = any({page + 1, page + 2} <= pages for page in pages)
        alone = len(edges) == 1 and shift == 1
        if several or running or alone:
            numbers |= {id(line) for _, line in lines}
    return numbers


def _number_of(text: str) -> int | None:
    """Return what a page number without signs counts; None where it is none."""
    if is_page_number(text) and not _is_signed_number(text):
        first = _DIGITS.match(text)
        return int(first.group()) if first is not None else None
    if _ROMAN.fullmatch(text) is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


# paragraphs


_Distances = Counter[tuple[int, int]]
"""How often lines of a size are so far below the line above."""


class _Edges(NamedTuple):
    """What the lines of one kind of column have in common: their edges, and how far apart they are.

    `hung` is where all lines of a paragraph but its first begin, where these are set in.
    """

    left: float
    right: float
    pitch: float
    hung: float | None


_NOWHERE: Final = _Edges(0.0, 0.0, 0.0, None)
_Placed = tuple[int, PageLine, _Edges]
"""A line with its page, and the edges of its kind of column."""


class _Joining:
    """Walks over the lines of the body and starts a paragraph where one begins."""

    def __init__(self, pages: Sequence[PageText], body: list[tuple[int, PageLine]]) -> None:
        self._body = body
        # -- the same for all lines of a page
        sizes_of = [
            (round(wide / 10), round(high / 10))
            for wide, high in (page.space.size for page in pages)
        ]
        self._sizes_of = sizes_of
        self._kinds = [(*sizes_of[page], line.column, line.columns) for page, line in body]
        self._edges = self._measured()
        sizes: Counter[float] = Counter()
        exact: defaultdict[float, int] = defaultdict(int)
        for _, line in body:
            exact[line.size] += len(line.text)
        for size, count in exact.items():
            sizes[round(size, 1)] += count
        self._usual = sizes.most_common(1)[0][0]

    def paragraphs(self) -> list[Paragraph]:
        """Return all paragraphs, in reading order."""
        found: list[Paragraph] = []
        before: _Placed | None = None
        for (page, line), kind in zip(self._body, self._kinds, strict=True):
            # -- rows of tables measure nothing, and nothing is asked of them
            placed = page, line, self._edges.get(kind, _NOWHERE)
            if before is not None and self._goes_on(before, placed, found[-1]):
                paragraph = found[-1]
                other = before[1].row and before[1].cell != line.cell
                paragraph.text += GAP if other else _between(paragraph.text, line.text)
            else:
                paragraph = Paragraph("", [])
                found.append(paragraph)
            paragraph.pieces.append(Piece(page, line, len(paragraph.text)))
            paragraph.text += line.text
            before = placed
        return list(self._over_notes(found))

    def _over_notes(self, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Join what the notes at the foot of a page tore apart; they follow it."""
        last: Paragraph | None = None
        notes: list[Paragraph] = []
        for paragraph in paragraphs:
            if last is not None and self._is_note(paragraph.pieces[0].line):
                notes.append(paragraph)
            elif last is not None and notes and self._runs_over(last, paragraph):
                last.text += _between(last.text, paragraph.text)
                at = len(last.text)
                last.text += paragraph.text
                last.pieces += [piece._replace(at=piece.at + at) for piece in paragraph.pieces]
            else:
                if last is not None:
                    yield last
                yield from notes
                last, notes = paragraph, []
        yield from [] if last is None else [last, *notes]

    def _runs_over(self, above: Paragraph, below: Paragraph) -> bool:
        """Whether a paragraph goes on at the top of the next page."""
        end, start = above.pieces[-1], below.pieces[0]
        return start.page == end.page + 1 and self._goes_on(
            self._placed(end), self._placed(start), above
        )

    def _placed(self, piece: Piece) -> _Placed:
        line = piece.line
        kind = (*self._sizes_of[piece.page], line.column, line.columns)
        return piece.page, line, self._edges.get(kind, _NOWHERE)

    def _is_note(self, line: PageLine) -> bool:
        """Whether a line begins a note at the foot of a page: small, with its sign."""
        return line.size < _SMALL * self._usual and _NOTE.match(line.text) is not None

    def _measured(self) -> dict[tuple[int, int, int, int], _Edges]:
        lines: dict[tuple[int, int, int, int], list[PageLine]] = defaultdict(list)
        pitches: dict[tuple[int, int, int, int], _Distances] = defaultdict(Counter)
        pairs: dict[tuple[int, int, int, int], list[tuple[PageLine, PageLine]]] = defaultdict(list)
        before: tuple[int, PageLine] | None = None
        for (page, line), kind in zip(self._body, self._kinds, strict=True):
            if not line.is_row:
                lines[kind].append(line)
            if before is not None and before[0] == page and before[1].column == line.column:
                down = before[1].middle - line.middle
                if down > 0 and not line.row:
                    pitches[kind][round(line.size), round(down)] += 1
                    pairs[kind].append((before[1], line))
            before = (page, line)
        found: dict[tuple[int, int, int, int], _Edges] = {}
        for kind, own in lines.items():
            right = _right_edge(own)
            hung = _hung(pairs[kind], right)
            found[kind] = _Edges(_left_edge(own), right, _pitch(pitches[kind]), hung)
        return found

    def _goes_on(self, before: _Placed, now: _Placed, paragraph: Paragraph) -> bool:
        """Whether a line belongs to the paragraph of the line before it."""
        (page, above, one), (number, line, other) = before, now
        if line.row and line.row == above.row and page == number:
            return True
        if (
            self._is_note(line)
            or above.is_row
            or line.is_row
            or abs(above.size - line.size) > 0.06 * max(self._usual, 1)
        ):
            return False
        together = page == number and line.middle < above.middle
        if together and above.middle - line.middle > _LOOSE * max(other.pitch, line.size * 1.1):
            return False
        is_title = self._is_title(above, line, (one, other), paragraph)
        if is_title is not None:
            return is_title
        if other.hung is not None:
            goes_on = line.left > other.hung - _INDENT * line.size
        else:
            goes_on = len(paragraph.pieces) == 1 and _hangs_on_number(above, line)
            goes_on = goes_on or not self._begins(
                above.left - one.left, line.left - other.left, line, paragraph
            )
        return goes_on and _is_full(above, line, one.right)

    def _is_title(
        self, above: PageLine, line: PageLine, edges: tuple[_Edges, _Edges], paragraph: Paragraph
    ) -> bool | None:
        """Whether a line in the middle belongs to the one above; None where it stands elsewhere."""
        one, other = edges
        if self._is_display(above, one) and self._is_display(line, other):
            return _one_title(above, line, paragraph)
        if not _is_set_apart(line, other):
            return None
        if _is_set_apart(above, one):
            # -- what is set in the middle is broken by sense, but only where it must be
            wide = above.right - above.left + line.right - line.left
            return wide > other.right - other.left and _one_title(above, line, paragraph)
        if len(paragraph.pieces) > 1 or not _is_centred(above, one):
            return None
        return _is_full(above, line, one.right) and _one_title(above, line, paragraph)

    def _is_display(self, line: PageLine, edges: _Edges) -> bool:
        """Whether a line is large and stands in the middle."""
        off = (line.left - edges.left) - (edges.right - line.right)
        return line.size > LARGE * self._usual and abs(off) < 2.5 * line.size

    def _begins(
        self, indent_above: float, indent: float, line: PageLine, paragraph: Paragraph
    ) -> bool:
        """Whether a line begins a paragraph although the line above is full."""
        em = line.size
        first = len(paragraph.pieces) == 1
        if indent > _INDENT * em:
            if indent > indent_above + _INDENT * em:
                return True
            # -- the same indent: the first lines of two paragraphs, or a paragraph set in
            alike = abs(indent - indent_above) <= _INDENT * em
            return alike and first and 1.4 * em < indent < 2.7 * em
        if abs(indent - indent_above) <= _INDENT * em and paragraph.text.endswith(_STOPS):
            # -- a text without indents: only its numbers tell
            return _is_numbered(line.text)
        return False


def _is_full(above: PageLine, line: PageLine, right: float) -> bool:
    """Whether the first word of a line would not have fitted on the line above."""
    if _first_word(line) <= right - above.right - 0.35 * line.size:
        return False
    # -- a line is spread so widely only where nothing follows on it
    return above.right - above.left < _SPREAD * above.size * len(above.text)


def _hung(pairs: Sequence[tuple[PageLine, PageLine]], right: float) -> float | None:
    """Return where the lines of paragraphs go on that are set in behind their first; None if none.

    Elsewhere what is set in begins a paragraph, and the line above it is seldom full.
    """
    set_in = [
        (above, line)
        for above, line in pairs
        if _INDENT * line.size < line.left - above.left < _MAX_HUNG * line.size
    ]
    full = [line for above, line in set_in if _is_full(above, line, right)]
    if len(full) < _FEWEST_HUNG or len(full) * 5 < len(set_in) * 4:
        return None
    return float(Counter(round(line.left) for line in full).most_common(1)[0][0])


def _hangs_on_number(above: PageLine, line: PageLine) -> bool:
    """Whether a line begins below the first word behind the number of the line above."""
    ordinal, bullet = ordinal_at_start(above.text), _BULLET.match(above.text)
    length = ordinal.length if ordinal is not None else bullet.end() if bullet is not None else 0
    if not 0 < length < len(above.text):
        return False
    behind = above.lefts[length]
    return line.left > above.left + _INDENT * line.size and abs(behind - line.left) < _BELOW


def _is_set_apart(line: PageLine, edges: _Edges) -> bool:
    """Whether a line stands in the middle, further in than any indent."""
    before, after = line.left - edges.left, edges.right - line.right
    return before > 2.7 * line.size and abs(before - after) < 1.2 * line.size


def _is_centred(line: PageLine, edges: _Edges) -> bool:
    """Whether a line has as much room before it as behind it, which may be none."""
    return abs((line.left - edges.left) - (edges.right - line.right)) < _INDENT * line.size


def _one_title(above: PageLine, line: PageLine, paragraph: Paragraph) -> bool:
    """Whether two large lines in the middle of the page are one title that was broken."""
    if ends_like_a_title(above.text) or paragraph.text.endswith((*_STOPS, "）")):
        return False
    opens = line.text.startswith(("—", "（", "(")) or _is_numbered(line.text)
    return not opens and not _is_numbered(paragraph.text)


def _is_numbered(text: str) -> bool:
    return ordinal_at_start(text) is not None or attachment_at_start(text) is not None


def _between(text: str, more: str) -> str:
    """What stands between two lines: a space between Latin words."""
    before, after = text[-1], more[0]
    closes = before.isascii() and (before.isalpha() or before in ",.;:!?)]%")
    return " " if closes and after.isascii() and (after.isalpha() or after in "([") else ""


def _first_word(line: PageLine) -> float:
    """Return how wide the beginning of a line is that must stay on one line (避头尾)."""
    text = line.text
    end = 1
    while end < len(text):
        before, after = text[end - 1], text[end]
        narrow = before.isascii() and after.isascii() and not (before + after).count(" ")
        if not (after in _CLOSING or before in _OPENING or narrow):
            break
        end += 1
    # -- words longer than that are broken anyway
    return min(line.rights[end - 1] - line.left, 12 * line.size)


def _left_edge(lines: Sequence[PageLine]) -> float:
    """Return where lines begin that are not indented: most do, or some do two em before most."""
    lefts = tally(map(_LEFT, lines))
    usual, _ = lefts.most_common(1)[0]
    em = tally(map(_SIZE, lines), 1).most_common(1)[0][0]
    before = [
        left
        for left, count in lefts.items()
        if 1.4 * em < usual - left < 2.7 * em and count >= max(2, len(lines) // 12)
    ]
    left = min(before, default=usual)
    near = [line.left for line in lines if abs(line.left - left) <= 1]
    return sum(near) / len(near)


def _right_edge(lines: Sequence[PageLine]) -> float:
    """Return where full lines end: where many do, else where the longest do."""
    rights = tally(map(_RIGHT, lines))
    shares = {right: rights[right - 1] + rights[right] + rights[right + 1] for right in rights}
    usual = max(shares, key=lambda right: (shares[right], right))
    ordered: list[float] = sorted(map(_RIGHT, lines))
    longest = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    if shares[usual] * 5 >= len(lines) and usual > longest - 3 * lines[0].size:
        near = [line.right for line in lines if abs(line.right - usual) <= 1]
        return max(near)
    return longest


def _pitch(distances: _Distances) -> float:
    """Return how far apart the lines of one paragraph are: the smallest distance that is frequent.

    Where most paragraphs have one line, most distances are those between paragraphs.
    """
    if not distances:
        return 0.0
    (size, _), most = distances.most_common(1)[0]
    often = [down for (own, down), count in distances.items() if own == size and count * 5 >= most]
    return float(min(often))
