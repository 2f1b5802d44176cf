"""What is drawn in a DOCX run: pictures, and boxes with text of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.formats.ooxml import MC, A, Element, R, V, W

_CHART: Final = ("/chart", "/diagram", "/chartex")


class Drawn(NamedTuple):
    """One thing drawn: a `box` of paragraphs, `words` in a shape, else a picture by its relation.

    A chart or diagram is a picture without an id. `external` pictures are not in the file.
    """

    box: Element | None = None
    relation: str = ""
    external: bool = False
    words: str = ""


def drawn_in(element: Element) -> Iterator[Drawn]:
    """Yield what a w:drawing, w:pict or w:object shows, outermost things only."""
    for child in element:
        tag = child.tag
        if tag == W + "txbxContent":
            yield Drawn(box=child)
        elif tag == A + "blip":
            relation, link = child.get(R + "embed"), child.get(R + "link")
            yield Drawn(relation=relation or "", external=not relation and bool(link))
        elif tag == V + "textpath":
            yield from _said(child)
        elif tag == V + "imagedata":
            yield Drawn(relation=child.get(R + "id") or "", external=False)
        elif tag == A + "graphicData" and (child.get("uri") or "").endswith(_CHART):
            yield Drawn()
        elif tag == MC + "AlternateContent":
            yield from _chosen(child)
        else:
            yield from drawn_in(child)


def _said(path: Element) -> list[Drawn]:
    words = path.get("string")
    return [Drawn(words=words)] if words else []


def _chosen(alternate: Element) -> list[Drawn]:
    for branch in alternate:
        found = list(drawn_in(branch))
        if found:
            return found
    return []
