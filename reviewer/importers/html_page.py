"""Where on a web page its text stands.

A known id or class of a content management system decides, where most of the page's sentences are
inside. Else one goes down from the body as long as a single part holds the sentences and whatever
stands beside it is furniture: links, buttons, site names. What is furniture is told by links,
punctuation and words, and only with these by the names of ids and classes; prose is never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import add
from typing import Final, NamedTuple

from lxml import etree

from reviewer.importers.html_words import (
    AROUND,
    ATTACHED,
    DOCUMENT_LINK,
    FURNITURE,
    KNOWN_CLASSES,
    KNOWN_IDS,
    LABEL,
    ONLY_TOOLS,
)

Element = etree._Element  # noqa: SLF001  lxml has no public name for it

SKIPPED: Final = frozenset(
    "script style noscript template iframe frame object embed applet svg canvas audio video map"
    " select option button textarea input datalist head meta link base title rt rp".split()
)
"""Elements of which nothing is read."""
_HOLDERS: Final = frozenset(
    "html body div td article section main table tbody tr form center font span dl ul dd li".split()
)
_LISTS: Final = frozenset({"dl", "ul", "dd", "li", "font", "span"})
_STOPS: Final = frozenset("，。；,;！？")
_HIDDEN: Final = ("display:none", "visibility:hidden")


class Weight(NamedTuple):
    """What an element holds: characters outside and inside links, punctuation outside links.

    And how many links and pictures there are.
    """

    words: int = 0
    linked: int = 0
    stops: int = 0
    links: int = 0
    pictures: int = 0

    def plus(self, other: Weight) -> Weight:
        """Add another part's."""
        return Weight(*map(add, self, other))


_NOTHING: Final = Weight()


class Page:
    """A parsed page, every element weighed."""

    def __init__(self, root: Element) -> None:
        found = root.find("body") if root.tag == "html" else None
        self.root = root
        self.body: Element = root if found is None else found
        self._weights: dict[Element, Weight] = {}
        self._weigh()
        self.total = self.weight(self.body).stops
        known = self._known()
        self.core: Element = known if known is not None else self._descended()

    def weight(self, element: Element) -> Weight:
        """What an element holds."""
        return self._weights.get(element, _NOTHING)

    def is_hidden(self, element: Element) -> bool:
        """Whether the page does not show an element, and what it shows is at least as much."""
        style = (element.get("style") or "").replace(" ", "").lower()
        hidden = element.get("hidden") is not None or any(h in style for h in _HIDDEN)
        return hidden and self.weight(element).stops * 2 <= self.total

    def is_around(self, element: Element) -> bool:
        """Whether an element is furniture: nothing of it belongs to the text."""
        weight = self.weight(element)
        if not weight.words and not weight.linked:
            return not weight.pictures
        if self._is_attachment(element):
            return False
        return self._leads_away(element, weight) or self._is_thin(element, weight)

    def _leads_away(self, element: Element, weight: Weight) -> bool:
        """Whether an element is there for its links, or named like what is around a text."""
        if weight.linked * 10 > weight.words * 7 and weight.stops * 10 <= self.total:
            return True
        # -- the beginnings of other texts, each with a link to the rest
        blurbs = weight.links >= 3 and weight.words < 60 * weight.links
        if blurbs and weight.stops * 3 <= self.total:
            return True
        if not _is_named_around(element) or weight.stops * 5 > self.total:
            return False
        return weight.linked > 0 or weight.words < 200 or "。" not in text_of(element)

    def _is_thin(self, element: Element, weight: Weight) -> bool:
        """Whether an element holds no more than labels, buttons or the name of a site."""
        if is_data_table(element):
            return LABEL.search(text_of(element)) is not None and weight.stops * 10 <= self.total
        if weight.words > 400:
            return False
        text = text_of(element)
        if FURNITURE.search(text) and weight.stops * 10 <= self.total:
            return True
        return weight.stops <= 2 and "。" not in text and len(text) < 120

    def is_rubbish(self, element: Element) -> bool:
        """Whether an element inside the text is none of it: buttons, lists of links."""
        weight = self.weight(element)
        if weight.stops or element.tag == "header" or self._is_attachment(element):
            return False
        if element.tag in ("nav", "aside") or _is_named_around(element):
            if not 0 < weight.words + weight.linked < 200 or weight.pictures:
                return False
            text = text_of(element)
            return weight.linked > 0 or bool(FURNITURE.search(text) or ONLY_TOOLS.match(text))
        return element.tag in _HOLDERS and weight.links >= 3 and weight.linked > 2 * weight.words

    def _is_attachment(self, element: Element) -> bool:
        weight = self.weight(element)
        if not weight.links or weight.words + weight.linked > 1000:
            return False
        links = [a for a in element.iter("a") if DOCUMENT_LINK.search(a.get("href") or "")]
        return bool(links) and ATTACHED.match(text_of(element)) is not None

    def _weigh(self) -> None:
        walker = etree.iterwalk(self.body, events=("start", "end"))
        open_now: list[Weight] = [_NOTHING]
        links: list[Element] = []
        for event, element in walker:
            if event == "start":
                if element.tag in SKIPPED or not isinstance(element.tag, str):
                    walker.skip_subtree()
                    open_now.append(_NOTHING)
                    continue
                is_link = element.tag == "a" and _leads_somewhere(element)
                if is_link:
                    links.append(element)
                own = Weight(links=int(is_link), pictures=int(element.tag == "img"))
                open_now.append(_weight(element.text, linked=bool(links)).plus(own))
                continue
            weight = open_now.pop()
            if links and links[-1] is element:
                links.pop()
            self._weights[element] = weight
            tail = (
                _weight(element.tail, linked=bool(links)) if element is not self.body else _NOTHING
            )
            open_now[-1] = open_now[-1].plus(weight).plus(tail)

    def _known(self) -> Element | None:
        """The innermost element of a known name that holds most of the sentences."""
        best: Element | None = None
        for element in self.body.iter("div", "td", "section", "article", "table", "span"):
            names = set((element.get("class") or "").lower().split())
            known = (element.get("id") or "").lower() in KNOWN_IDS or names & KNOWN_CLASSES
            stops = self.weight(element).stops
            if not known or stops * 2 < self.total or not stops:
                continue
            if best is None or stops * 20 >= self.weight(best).stops * 19:
                best = element
        return best

    def _descended(self) -> Element:
        element = self.body
        while True:
            inner = self._next(element)
            if inner is None:
                return element
            element = inner

    def _next(self, element: Element) -> Element | None:
        """The one part that holds everything; None where `element` is the innermost such."""
        parts = [child for child in element if child in self._weights]
        best = max(parts, key=lambda part: self.weight(part).stops, default=None)
        if best is None or best.tag not in _HOLDERS or is_data_table(best):
            return None
        weight, whole = self.weight(best), self.weight(element)
        if weight.stops * 5 < whole.stops * 3 or not weight.stops:
            return None
        if best.tag in _LISTS and weight.stops * 20 < self.total * 19:
            return None
        beside = [element.text, *(part.tail for part in element)]
        if any(_weight(text, linked=False).words > 20 for text in beside):
            return None
        if all(part is best or self.is_around(part) for part in parts):
            return best
        return None


def text_of(element: Element) -> str:
    """Return an element's text without white space, scripts and the like left out."""
    return "".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        skipped = part.tag in SKIPPED or not isinstance(part.tag, str)
        if event == "start":
            if skipped:
                walker.skip_subtree()
            else:
                yield part.text or ""
        elif part is not element:
            yield part.tail or ""


def is_data_table(element: Element) -> bool:
    """Whether a table shows data; others only place things on the page."""
    if element.tag != "table" or element.find(".//table") is not None:
        return False
    rows = [
        [len(text_of(cell)) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")
    ]
    # -- cells that only keep a distance hold nothing
    if len(rows) < 2 or max(sum(map(bool, row)) for row in rows) < 2:
        return False
    texts = [length for row in rows for length in row]
    return max(texts) < 400 or max(texts) * 2 < sum(texts)


def _is_named_around(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("nav", "header", "footer", "aside") or AROUND.search(names) is not None


def _leads_somewhere(link: Element) -> bool:
    href = (link.get("href") or "").strip()
    return bool(href) and not href.startswith("#")


def _weight(text: str | None, *, linked: bool) -> Weight:
    if not text:
        return _NOTHING
    count = sum(not char.isspace() for char in text)
    if linked:
        return Weight(0, count, 0)
    return Weight(count, 0, sum(char in _STOPS for char in text))
