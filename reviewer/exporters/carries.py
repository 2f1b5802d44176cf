"""What each format cannot carry: said before a file is written, so that nobody is surprised.

What a reader of the file does not get back is a `Loss`, which a round trip can measure; what is
only shown another way has a sentence too.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from reviewer.exporters.options import Base, Remarks

COMES_BACK: Final = (".docx", ".pdf", ".jsonld")
"""Formats from which annotations can be taken into a review again."""


class Loss(StrEnum):
    """What does not come back when a file is read again.

    TEXT: the report's text alone. REMARKS: the annotations. CATEGORIES: categories of the person's
    own, which become tags. RECORDS: sections marked as read, confirmed links, ignored findings,
    corrections of the outline.
    """

    TEXT = "text"
    REMARKS = "remarks"
    CATEGORIES = "categories"
    RECORDS = "records"


_SENTENCES: Final = {
    Loss.CATEGORIES: "自建的类别读回时，那份审阅里没有同名的类别就成为标签。",
    Loss.RECORDS: "“已审”标记、目录改动、确认过的对应、忽略的核对结果和修改历史只在审阅文件里。",
}
_READ_ONLY: Final = "只供阅读：批注不能再从这种文件读回，读入时批注的文字混在正文里。"
_TABLE: Final = "只有表格，没有报告全文；批注不能再从这种文件读回。"
_DOCX: Final = (
    "互相重叠的修改建议，只有最先的一条显示为修订，其余写在批注里。",
    "同一处文字有几种高亮时，显示最后一种颜色。",
    "章节和全文的批注挂在标题上；类别、理由、标签、重要程度和处理情况写在批注文字里。",
    "批注和回复最多 32767 条，再多 Word 打不开，请分几次导出。",
    "处理理由和最终文本 Word 里不显示，但保存在文件中，读回时不丢失。",
)
_DOCX_OFFICIAL: Final = (
    "失去定位的批注列在意见汇总表里；不附汇总表时挂在全文末尾。读回时仍是失去定位。",
    "红头在首页的页眉里，汇总表和统计页在报告后面，读回时都不算报告正文。",
)
_DOCX_ORIGINAL: Final = (
    "脚注、文本框、嵌入的文档、公式和自动编号里的批注，挂在离它最近的正文文字上。",
    "失去定位的批注挂在全文末尾；意见汇总表、统计页和红头不加进原件，请另行导出。",
    "原件里已有的修订保持原样。",
)
_PDF: Final = (
    "章节和全文的批注挂在标题上；类别以外的事项写在批注文字里。",
    "跨页的批注分成相连的几段。",
)
_PDF_OFFICIAL: Final = (
    "失去定位的批注列在文末。读回时仍是失去定位。",
    "红头、页边的批注和文末附的各页，读回时都不算报告正文。",
)
_PDF_ORIGINAL: Final = (
    "失去定位的批注列在第一页的页顶；红头不加进原件。意见汇总表和统计页加在原件后面，不算报告正文。",
    "限制了修改、不允许添加批注的原件，或有损坏的原件，自动改用公文版式。",
)
_NOT_NATIVE: Final = "没有选“原生批注”，批注只印在纸面上，不能再从这个文件读回。"
_CANNOT: Final = {
    ".docx": _DOCX,
    ".pdf": _PDF,
    ".jsonld": ("没有报告全文，只有批注和所引的原文。",),
    ".html": (_READ_ONLY,),
    ".md": (_READ_ONLY, "没有颜色，各条批注是编了号的脚注。"),
    ".txt": ("只有批注清单，没有报告全文；批注不能再从这种文件读回。",),
    ".xlsx": (_TABLE,),
    ".csv": (_TABLE, "没有版式。"),
}
_BASES: Final = {
    ".docx": (_DOCX_OFFICIAL, _DOCX_ORIGINAL),
    ".pdf": (_PDF_OFFICIAL, _PDF_ORIGINAL),
}


def losses(suffix: str, ways: Collection[Remarks] = (Remarks.NATIVE,)) -> frozenset[Loss]:
    """Return what does not come back from a file of a format; `ways` are those of a PDF."""
    if suffix not in COMES_BACK:
        return frozenset(Loss)
    if suffix == ".jsonld":
        return frozenset(Loss) - {Loss.REMARKS}
    if suffix == ".pdf" and Remarks.NATIVE not in ways:
        return frozenset(Loss) - {Loss.TEXT}
    return frozenset({Loss.CATEGORIES, Loss.RECORDS})


def cannot_carry(
    suffix: str, base: Base = Base.OFFICIAL, ways: Collection[Remarks] = (Remarks.NATIVE,)
) -> tuple[str, ...]:
    """Return a sentence for each thing that a format cannot carry or shows another way.

    `suffix` is that of `exporters.WRITERS`; `base` is what the annotations are put onto, AUTOMATIC
    counts as the original; `ways` is how a PDF shows annotations.
    """
    official, original = _BASES.get(suffix, ((), ()))
    sentences = [*_CANNOT.get(suffix, ()), *(official if base is Base.OFFICIAL else original)]
    lost = losses(suffix, ways)
    if suffix == ".pdf" and Loss.REMARKS in lost:
        sentences.insert(0, _NOT_NATIVE)
    elif Loss.REMARKS not in lost:
        sentences += [_SENTENCES[loss] for loss in Loss if loss in lost and loss in _SENTENCES]
    return tuple(sentences)
