"""How a remark holds on to its place in the text.

Decision: inside one edition a position is simply true, and it is verified by its quote. Between two
texts positions are mapped by alignment; a quote alone is only searched where no position was ever
known (annotations given from outside), and then it must occur with its context. What fits nowhere
is an orphan: kept, listed, to be placed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewer.model.document import Document
from reviewer.model.spans import Span

CONTEXT = 32
"""Code points of context kept on either side of a quote."""


class How(StrEnum):
    """How a placement came about."""

    EXACT = "exact"
    MOVED = "moved"
    APPROXIMATE = "approximate"
    BY_HAND = "by_hand"


class Anchor(NamedTuple):
    """A range as it was when the remark was made; never overwritten.

    `edition` names the edition the span counts in. Where an annotation came from outside with a
    quote that was not found, `span` is None.
    """

    edition: str
    span: Span | None
    quote: str
    prefix: str = ""
    suffix: str = ""


class Placement(NamedTuple):
    """Where an annotation stands in one edition; no span: an orphan.

    `score` is 1.0 for a true position and less for a proposal; `confirmed` is False as long as a
    person should look at it.
    """

    edition: str
    span: Span | None
    how: How = How.EXACT
    score: float = 1.0
    confirmed: bool = True


def describe(document: Document, span: Span, edition: str = "") -> Anchor:
    """Return the anchor of `span`: its quote and up to 32 code points either side."""
    text = document.text
    return Anchor(
        edition=edition,
        span=span,
        quote=span.cut(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def resolve(document: Document, anchor: Anchor) -> Placement:
    """Find an anchor's place in `document`.

    The position counts where the quote stands there. Else an exact occurrence of the quote is
    taken: the one whose context fits, or the only one; several that fit equally well are decided by
    nearness to the claimed position if there is one, and are otherwise a proposal to confirm.
    A quote that does not occur is an orphan, never a guess.
    """
    text = document.text
    if anchor.span is not None and _stands_at(text, anchor, anchor.span.start):
        return Placement(anchor.edition, anchor.span)
    if not anchor.quote and not (anchor.prefix or anchor.suffix):
        return Placement(anchor.edition, None, How.APPROXIMATE, 0.0, confirmed=False)
    starts = list(_occurrences(text, anchor))
    if not starts:
        return Placement(anchor.edition, None, How.APPROXIMATE, 0.0, confirmed=False)
    claimed = anchor.span.start if anchor.span is not None else None
    scores = {start: _context_score(text, anchor, start) for start in starts}
    fits = max(scores.values())
    twins = [start for start in starts if scores[start] == fits]
    best = min(twins, key=lambda start: abs(start - claimed)) if claimed is not None else twins[0]
    span = Span(best, best + len(anchor.quote))
    wanted = len(anchor.prefix) + len(anchor.suffix)
    if len(twins) == 1 and (fits == wanted or len(starts) == 1):
        how = How.EXACT if claimed in (None, best) else How.MOVED
        return Placement(anchor.edition, span, how, 1.0 if fits == wanted else 0.9)
    score = 0.8 if len(twins) == 1 else 0.5
    return Placement(anchor.edition, span, How.APPROXIMATE, score, confirmed=False)


def _stands_at(text: str, anchor: Anchor, start: int) -> bool:
    if start + len(anchor.quote) > len(text):
        return False
    if anchor.quote:
        return text.startswith(anchor.quote, start)
    # -- an insertion point quotes nothing: its neighbours speak for it
    return _context_score(text, anchor, start) == len(anchor.prefix) + len(anchor.suffix)


def _occurrences(text: str, anchor: Anchor) -> Iterator[int]:
    """Every start, overlapping ones too, of the quote, or of a point between its neighbours."""
    needle = anchor.quote or anchor.prefix + anchor.suffix
    skip = 0 if anchor.quote else len(anchor.prefix)
    at = text.find(needle)
    while at >= 0:
        yield at + skip
        at = text.find(needle, at + 1)


def _context_score(text: str, anchor: Anchor, start: int) -> int:
    """How many characters of the stored context stand around `start`, counted outwards."""
    end = start + len(anchor.quote)
    before = _common(anchor.prefix[::-1], text[max(0, start - len(anchor.prefix)) : start][::-1])
    after = _common(anchor.suffix, text[end : end + len(anchor.suffix)])
    return before + after


def _common(one: str, other: str) -> int:
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))
