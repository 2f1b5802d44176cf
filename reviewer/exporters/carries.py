"""What each format cannot carry: said before a file is written, so that nobody is surprised."""

from __future__ import annotations

from typing import Final

from reviewer.exporters.options import Base

COMES_BACK: Final = (".docx", ".pdf", ".jsonld")
"""Formats from which annotations can be taken into a review again."""

_READ_ONLY: Final = "只供阅读：批注不能再从这种文件读回。"
_TABLE: Final = "只有表格，没有报告全文；批注不能再从这种文件读回。"
_DOCX: Final = (
    "互相重叠的修改建议，只有最先的一条显示为修订，其余写在批注里。",
    "同一处文字有几种高亮时，显示最后一种颜色。",
    "章节和全文的批注挂在标题上；类别、理由、标签、重要程度和处理情况写在批注文字里。",
    "批注和回复最多 32767 条，再多 Word 打不开，请分几次导出。",
    "处理理由和最终文本 Word 里不显示，但保存在文件中，读回时不丢失。",
)
_DOCX_ORIGINAL: Final = (
    "脚注、文本框、公式和自动编号里的批注，挂在离它最近的正文文字上。",
    "失去定位的批注挂在全文末尾；意见汇总表和统计页不加进原件，请另行导出。",
    "原件里已有的修订保持原样。",
)
_PDF_ORIGINAL: Final = (
    "失去定位的批注列在第一页的页顶；意见汇总表和统计页不加进原件，请另行导出。",
    "加了密码或有损坏的原件不能追加批注，自动改用公文版式。",
)
_CANNOT: Final = {
    ".docx": _DOCX,
    ".pdf": (
        "章节和全文的批注挂在标题上；类别以外的事项写在批注文字里。",
        "跨页的批注分成相连的几段。",
    ),
    ".jsonld": ("没有报告全文，只有批注和所引的原文。",),
    ".html": (_READ_ONLY,),
    ".md": (_READ_ONLY, "没有颜色，各条批注是编了号的脚注。"),
    ".txt": ("只有批注清单，没有报告全文；批注不能再从这种文件读回。",),
    ".xlsx": (_TABLE,),
    ".csv": (_TABLE, "没有版式。"),
}

_ONTO: Final = {".docx": _DOCX_ORIGINAL, ".pdf": _PDF_ORIGINAL}


def cannot_carry(suffix: str, base: Base = Base.OFFICIAL) -> tuple[str, ...]:
    """Return a sentence for each thing that a format cannot carry or shows another way.

    `suffix` is that of `exporters.WRITERS`; `base` is what the annotations are put onto, AUTOMATIC
    counts as the original.
    """
    onto = _ONTO.get(suffix, ()) if base is not Base.OFFICIAL else ()
    return (*_CANNOT.get(suffix, ()), *onto)
