"""Tagged PDF (ISO 32000-1, 14.8): what is a heading, a paragraph, a table cell, and in what order.

While a page is drawn, marked content is opened and closed around each line; afterwards the
structure tree is written, with the parent tree that leads back from a page to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from reviewer.exporters.pdf_canvas import Canvas, Page
from reviewer.exporters.pdf_file import Objects, Ref

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
    def marked(self, canvas: Canvas, node: Node, entry: str = "") -> Iterator[None]:
        """Draw content of an element on the present page; `entry` as for `artifact`."""
        canvas.write(self.begin(node, entry))
        yield
        canvas.write("EMC")

    def begin(self, node: Node, entry: str = "", value: int = 1) -> str:
        """Return the operator that begins content of an element; EMC ends it."""
        owners = self._marked[self.page]
        number = len(owners)
        owners.append(node)
        node.kids.append((self.page, number))
        more = f"/{entry} {value}" if entry else ""
        return f"/{node.kind} <</MCID {number}{more}>> BDC"

    @contextmanager
    def artifact(self, canvas: Canvas, entry: str = "") -> Iterator[None]:
        """Draw what is no part of the text: page numbers, rules, repeated heads.

        `entry` is one that the artifact gets, with the value 1.
        """
        canvas.write(f"/Artifact <</{entry} 1>> BDC" if entry else "/Artifact BMC")
        yield
        canvas.write("EMC")

    def hang(self, objects: Objects, pages: Sequence[Page]) -> Ref:
        """Write the structure tree and return it; the pages learn where they are in it."""
        elements: dict[Node, Ref] = {}
        tree = objects.reserve()
        top = _element(objects, self.root, tree, pages, elements)
        numbers: list[str] = []
        for at, owners in sorted(self._marked.items()):
            pages[at].entries |= {"StructParents": str(at), "Tabs": "/S"}
            listed = " ".join([elements[node] for node in owners])
            numbers.append(f"{at} {objects.add(f'[{listed}]')}")
        parents = objects.add(f"<</Nums[{' '.join(numbers)}]>>")
        objects.put(
            tree,
            f"<</Type/StructTreeRoot/K {top}/ParentTree {parents}/ParentTreeNextKey {len(pages)}>>",
        )
        return tree


def _element(
    objects: Objects, node: Node, parent: Ref, pages: Sequence[Page], elements: dict[Node, Ref]
) -> Ref:
    made = elements[node] = objects.reserve()
    first = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
    kids: list[str] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_element(objects, kid, made, pages, elements))
        elif kid[0] == first:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid[0]].ref}/MCID {kid[1]}>>")
    page = f"/Pg {pages[first].ref}" if first is not None else ""
    below = f"/K[{' '.join(kids)}]" if kids else ""
    objects.put(made, f"<</Type/StructElem/S/{node.kind}/P {parent}{page}{below}>>")
    return made
