"""Where the templates of papers lie: those that come along, and the person's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from reviewer.errors import ExportError
from reviewer.exporters import numbered
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

    `own` is a folder of templates, or the very template that is wanted. Raises ExportError where it
    is not there: a paper in another form than the one wanted must not be handed in unnoticed.
    """
    if own is not None and not own.exists():
        what = "模板" if own.suffix else "模板文件夹"
        raise ExportError(f"{what}“{own}”不在了，请重新选择，或改用程序自带的模板。")
    if own is not None and own.is_file():
        return own
    if own is not None and (own / NAMES[paper]).is_file():
        return own / NAMES[paper]
    return resource(f"templates/{NAMES[paper]}")


def listed(folders: Iterable[Path]) -> list[Path]:
    """Return the templates that lie in folders, by name; a folder that cannot be read has none."""
    found: list[Path] = []
    for folder in folders:
        try:
            inside = sorted(folder.glob("*.docx"))
        except OSError:
            continue
        # -- word processors put a file of that name beside one that is open
        found += [path for path in inside if path.is_file() and not path.name.startswith("~$")]
    return found


def copied(paper: Paper, own: Path | None, folder: Path) -> Path:
    """Copy the template in use (`template_of`) into a folder under a name of its own; return it."""
    source = template_of(paper, own)
    give_guide(folder)
    plain = folder / source.name
    path = next(path for path in chain([plain], numbered(plain)) if not path.exists())
    shutil.copyfile(source, path)
    return path


def give_guide(folder: Path) -> None:
    """Make a folder of templates with the guide in it, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / GUIDE).exists():
        shutil.copyfile(resource(f"templates/{GUIDE}"), folder / GUIDE)


def provide(paper: Paper, own: Path) -> Path:
    """Put the template of a paper and the guide into a folder, unless they are there; return it."""
    if own.is_file():
        return own
    give_guide(own)
    template = own / NAMES[paper]
    if not template.exists():
        shutil.copyfile(resource(f"templates/{NAMES[paper]}"), template)
    return template
