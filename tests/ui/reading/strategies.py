"""Random reports as they come from files: rare characters, tables with bridged cells, pictures."""

from __future__ import annotations

from hypothesis import strategies as st

from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.model.document import NO_SOURCE, Cell, Document, Mark, MarkKind, Table
from reviewer.model.spans import Span

_words = st.text("法治政府建设情况，。“”𠮷𰻝a1 ", min_size=1, max_size=30).map(str.strip)
_paragraphs = st.tuples(_words, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])
_cells = st.one_of(st.just(""), _words)
_picture = Block("\ufffc", marks=(Mark(Span(0, 1), MarkKind.IMAGE, "p1"),))


@st.composite
def documents(draw: st.DrawFn, most: int = 8) -> Document:
    """A report of up to `most` parts: paragraphs, headings, tables of up to 3 × 3, pictures."""
    blocks = [Block("某市情况的报告"), Block(draw(_paragraphs) or "正文。")]
    tables: list[Table] = []
    for kind in draw(st.lists(st.sampled_from("pphti"), max_size=most)):
        if kind == "p":
            blocks.append(Block(draw(_paragraphs) or "正文。"))
        elif kind == "h":
            blocks.append(Block("一、𠮷县情况"))
        elif kind == "i":
            blocks.append(_picture)
        else:
            # -- the text between keeps two tables apart
            blocks += [Block("表："), *draw(_table(len(tables)))]
            tables.append(Table(3, 3))
    return outline.build(blocks, NO_SOURCE._replace(name="某市情况的报告"), tables)


@st.composite
def _table(draw: st.DrawFn, number: int) -> list[Block]:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    blocks: list[Block] = []
    bridged = rows > 1 and draw(st.booleans())
    for row in range(rows):
        for column in range(columns):
            if bridged and column == 0:
                if row == 0:
                    blocks.append(Block(draw(_cells), cell=Cell(number, 0, 0, rows, 1)))
                continue
            blocks.append(Block(draw(_cells), cell=Cell(number, row, column)))
    return blocks
