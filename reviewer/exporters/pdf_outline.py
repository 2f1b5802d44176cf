"""Bookmarks (ISO 32000-1, 12.3.3): a tree that stands open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.exporters.pdf_file import Objects, Ref, dictionary, string


@dataclass(slots=True)
class Bookmark:
    """A bookmark; `level` counts from 1, `page` from 0, `top` is in points."""

    label: str
    level: int
    page: int
    top: float
    below: list[Bookmark] = field(default_factory=list)


def outline(objects: Objects, bookmarks: Sequence[Bookmark], pages: Sequence[Ref]) -> Ref:
    """Write bookmarks, which come in reading order, and return the tree of them."""
    root = Bookmark("", 0, 0, 0.0)
    path = [root]
    for bookmark in bookmarks:
        while path[-1].level >= bookmark.level:
            path.pop()
        path[-1].below.append(bookmark)
        path.append(bookmark)
    ref = objects.reserve()
    objects.put(ref, dictionary({"Type": "/Outlines", **_below(objects, root, ref, pages)[0]}))
    return ref


def _below(
    objects: Objects, parent: Bookmark, ref: Ref, pages: Sequence[Ref]
) -> tuple[dict[str, str], int]:
    """Write what is below a bookmark; return what that says of it, and how many there are."""
    if not parent.below:
        return {}, 0
    refs = [objects.reserve() for _ in parent.below]
    total = 0
    for at, (own, bookmark) in enumerate(zip(refs, parent.below, strict=True)):
        entries, count = _below(objects, bookmark, own, pages)
        total += 1 + count
        entries |= {
            "Title": string(bookmark.label),
            "Parent": ref,
            "Dest": f"[{pages[bookmark.page]} /XYZ 0 {bookmark.top:.2f} 0]",
        }
        if at > 0:
            entries["Prev"] = refs[at - 1]
        if at + 1 < len(refs):
            entries["Next"] = refs[at + 1]
        objects.put(own, dictionary(entries))
    return {"First": refs[0], "Last": refs[-1], "Count": str(total)}, total
