"""Tagged PDF (ISO 32000-1, 14.8): what is a heading, a paragraph, a table cell, and in what order.

While a page is drawn, marked content is opened and closed around each line; afterwards the
structure tree is hung into the file, with the parent tree that leads back from a page to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfgen.canvas import Canvas

_MOST_HEADINGS: Final = 6


@dataclass(slots=True, eq=False)
class Node:
    """A structure element; its kids are elements and marked content: page and number on it."""

    kind: str
    kids: list[Node | tuple[int, int]] = field(default_factory=list)

    def child(self, kind: str) -> Node:
        """Add an element below this one."""
        node = Node(kind)
        self.kids.append(node)
        return node


def heading_kind(level: int) -> str:
    """Return the element of a heading; the title of the report is H1."""
    return f"H{min(_MOST_HEADINGS, max(1, level))}"


class Tags:
    """The structure of a document being drawn; pages count from 0."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.page = 0
        self._marked: dict[int, list[Node]] = defaultdict(list)

    @contextmanager
    def marked(self, canvas: Canvas, node: Node) -> Iterator[None]:
        """Draw content of an element on the present page."""
        owners = self._marked[self.page]
        number = len(owners)
        owners.append(node)
        node.kids.append((self.page, number))
        _write(canvas, f"/{node.kind} <</MCID {number}>> BDC")
        yield
        _write(canvas, "EMC")

    @contextmanager
    def artifact(self, canvas: Canvas, entry: str = "") -> Iterator[None]:
        """Draw what is no part of the text: page numbers, rules, repeated heads.

        `entry` is one that the artifact gets, with the value 1.
        """
        _write(canvas, f"/Artifact <</{entry} 1>> BDC" if entry else "/Artifact BMC")
        yield
        _write(canvas, "EMC")

    def hang(self, pdf: Pdf) -> None:
        """Put the structure tree into the finished file."""
        pages = [page.obj for page in pdf.pages]
        elements: dict[Node, pikepdf.Object] = {}
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(pdf, self.root, tree, pages, elements)
        numbers: list[Any] = []
        for page, owners in sorted(self._marked.items()):
            pages[page].StructParents = page
            pages[page].Tabs = Name.S
            numbers += [page, pdf.make_indirect(Array([elements[node] for node in owners]))]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(pages)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(
        self,
        pdf: Pdf,
        node: Node,
        parent: pikepdf.Object,
        pages: Sequence[pikepdf.Object],
        elements: dict[Node, pikepdf.Object],
    ) -> pikepdf.Object:
        made = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        elements[node] = made
        first = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        if first is not None:
            made.Pg = pages[first]
        kids: list[Any] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(pdf, kid, made, pages, elements))
            elif kid[0] == first:
                kids.append(kid[1])
            else:
                kids.append(Dictionary(Type=Name.MCR, Pg=pages[kid[0]], MCID=kid[1]))
        if kids:
            made.K = Array(kids)
        return made


class _Operator:
    """An operator of the content stream, drawn as reportlab draws a text object."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802  reportlab asks for it
        """Return the operator."""
        return self._code


def _write(canvas: Any, operator: str) -> None:
    canvas.drawText(_Operator(operator))
