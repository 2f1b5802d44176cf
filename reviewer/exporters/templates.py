"""Where the templates of papers lie: those that come along, and the person's own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reviewer.exporters.options import Paper
from reviewer.resources import resource

NAMES: Final[Mapping[Paper, str]] = {
    Paper.OPINIONS: "意见汇总表.docx",
    Paper.CHANGES: "修改对照表.docx",
    Paper.CORRESPONDENCE: "问题建议对应表.docx",
    Paper.DELIBERATION: "审议意见.docx",
    Paper.STATISTICS: "统计页.docx",
}
"""The files of the papers that have one, in either folder."""
GUIDE: Final = "模板说明.txt"
"""What the placeholders mean."""


def template_of(paper: Paper, own: Path | None) -> Path:
    """Return the template of a paper: the person's own where there is one.

    `own` is a folder of templates, or the very template that is wanted.
    """
    if own is not None and own.is_file():
        return own
    if own is not None and (own / NAMES[paper]).is_file():
        return own / NAMES[paper]
    return resource(f"templates/{NAMES[paper]}")


def provide(paper: Paper, own: Path) -> Path:
    """Put the template of a paper and the guide into a folder, unless they are there; return it."""
    if own.is_file():
        return own
    own.mkdir(parents=True, exist_ok=True)
    for name in (GUIDE, NAMES[paper]):
        if not (own / name).exists():
            shutil.copyfile(resource(f"templates/{name}"), own / name)
    return own / NAMES[paper]
