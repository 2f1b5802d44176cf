"""What runs of a DOCX body consist of, in the text of its part; runs taken out are as good as others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from reviewer.exporters.docx_elements import Elements, Run
from reviewer.exporters.docx_places import TEXTS
from reviewer.formats.ooxml import W
from reviewer.formats.ooxml_texts import BLANK, Taken

_RPR: Final = W + "rPr"
_TEXT: Final = W + "t"
PRESERVE: Final = ' xml:space="preserve"'
_SPACE: Final = re.compile(r"\sxml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TAGS: Final = re.compile(
    r"(?P<head><w:r\b[^<>]*>)(?P<looks><w:rPr/>|<w:rPr>.*</w:rPr>)?(?P<drawn><[^<>]*>)?<w:t\b[^<>]*>"
)
"""The tags before the text of a run that was taken out."""
_ENTRY: Final = re.compile(r"<(?:w:)?([\w:]+)")


def keeps_edges(tag: str) -> bool:
    """Whether a start tag says that white space at the edges of its text counts."""
    return "xml:space" in tag and re.search("xml:space\\s*=\\s*[\"']preserve", tag) is not None


class Child(NamedTuple):
    """Something in a run: its start tag begins at `start`, its content at `inside`."""

    is_text: bool
    start: int
    inside: int
    closing: int
    end: int


class RunText(NamedTuple):
    """A run: its tags, its w:rPr with the entries in that (name, place), and what follows.

    Entries that are not WordprocessingML's own have their namespaces or prefixes in their names.
    """

    start: int
    closing: int
    end: int
    head: str
    tail: str
    looks: str
    entries: tuple[tuple[str, int], ...]
    inside: int
    children: tuple[Child, ...]

    def atoms(
        self, text: str, cuts: set[int], removed: dict[int, int], *, deleted: bool
    ) -> Iterator[tuple[int, str]]:
        """Yield the content with its places, texts cut; blanks go with the element behind."""
        at = self.inside
        for child in self.children:
            if child.start in removed:
                at = child.end
                continue
            inner = (
                sorted(cut for cut in cuts if child.inside < cut < child.closing)
                if child.is_text
                else []
            )
            blank = text[at : child.start]
            tag = text[child.start : child.inside]
            # -- of deleted text every blank counts
            if inner or (deleted and child.is_text and not keeps_edges(tag)):
                for place, xml in _cut(text, child, inner):
                    yield place, blank + xml
                    blank = ""
            else:
                yield child.start, blank + text[child.start : child.end]
            at = child.end
        yield at, text[at : self.closing]


def run_text(elements: Elements, run: Run) -> RunText:
    """Return what a run consists of."""
    source = elements.source
    if isinstance(run, Taken):
        return _taken(source.text, run)
    number = elements.number(run)
    properties = run.find(_RPR)
    looks, entries = "", list[tuple[str, int]]()
    if properties is not None:
        at = elements.number(properties)
        looks = source.whole(at)
        entries = [
            (entry.tag.removeprefix(W), elements.start_of(entry) - source.starts[at])
            for entry in properties
        ]
    children = [
        Child(
            child.tag in TEXTS,
            source.starts[n],
            source.insides[n],
            source.closing(n),
            source.ends[n],
        )
        for child in run
        if child is not properties
        for n in [elements.number(child)]
    ]
    inside = source.insides[number] if properties is None else elements.end_of(properties)
    return RunText(
        source.starts[number],
        source.closing(number),
        source.ends[number],
        source.tag(number),
        source.text[source.closing(number) : source.ends[number]] or "</w:r>",
        looks,
        tuple(entries),
        inside,
        tuple(children),
    )


def _taken(text: str, run: Taken) -> RunText:
    found = _TAGS.fullmatch(text, run.start, run.inside)
    if found is None:
        raise AssertionError("a run of other tags than were taken out")
    looks = found["looks"] or ""
    inside = found.end("looks") if looks else found.end("head")
    words = inside + len(found["drawn"] or "")
    closing = text.rindex("</", 0, run.end)
    children = [Child(True, words, run.inside, run.high, closing)]
    if words > inside:
        children.insert(0, Child(False, inside, words, words, words))
    entries = tuple((entry[1], entry.start()) for entry in _ENTRY.finditer(looks, 1))
    return RunText(
        run.start,
        closing,
        run.end,
        found["head"],
        "</w:r>",
        looks,
        entries,
        inside,
        tuple(children),
    )


def _cut(text: str, child: Child, cuts: list[int]) -> Iterator[tuple[int, str]]:
    tag, low, high = text[child.start : child.inside], child.inside, child.closing
    closing = text[high : child.end]
    if not keeps_edges(tag):
        # -- what was invisible at the edges must not show now
        raw = text[low:high]
        low += len(raw) - len(raw.lstrip(BLANK))
        high -= len(raw) - len(raw.rstrip(BLANK))
        tag = f"{_SPACE.sub('', tag)[:-1]}{PRESERVE}>"
    edges = [low, *cuts, high]
    for place, (start, end) in zip([child.start, *cuts], pairwise(edges), strict=True):
        yield place, f"{tag}{text[start:end]}{closing}"
