"""The layout of official papers: figures of GB/T 9704-2012, with their clauses.

Lengths in millimetres (`_MM`) or points. The standard is consistent only with a 三号 of 15.75 pt;
word processors set 16 pt, so 28 characters fit the type area with the spacing given here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviewer.model.document import Paragraph, ParagraphKind

PAGE_WIDTH_MM: Final = 210.0  # 5.1: A4
PAGE_HEIGHT_MM: Final = 297.0
TOP_MM: Final = 37.0  # 5.2.1: 天头
LEFT_MM: Final = 28.0  # 5.2.1: 订口
TYPE_WIDTH_MM: Final = 156.0  # 5.2.1: 版心
TYPE_HEIGHT_MM: Final = 225.0
RIGHT_MM: Final = PAGE_WIDTH_MM - LEFT_MM - TYPE_WIDTH_MM
BOTTOM_MM: Final = PAGE_HEIGHT_MM - TOP_MM - TYPE_HEIGHT_MM
LINE_PITCH: Final = 28.95  # points; 5.2.3: 22 lines in 225 mm
BODY_SIZE: Final = 16.0  # 5.2.2: 三号
CHARACTER_SPACING: Final = -0.25  # points; 5.2.3: 28 characters of 16 pt in 156 mm
PAGE_NUMBER_SIZE: Final = 14.0  # 7.5: 四号
PAGE_NUMBER_BELOW_MM: Final = 7.0  # 7.5: the dash stands 7 mm below the type area
HEAD_DOWN_MM: Final = 35.0  # 7.2.4: 发文机关标志 below the top of the type area
HEAD_RULE_MM: Final = 4.0  # 7.2.7: the red rule below 发文字号
HEAD_COLOUR: Final = "#FF0000"
HEAD_RULE: Final = 1.5  # points; its strength is not in the standard
_HEAD_LARGEST: Final = 48.0
"""Points; the standard leaves the size free, as long as the mark stays on one line."""
HEAD_LINES: Final = 2
"""Empty lines between mark and number (7.2.5), and between the rule and the title (7.3.1)."""


def head_size(mark: str) -> float:
    """Return the size in points of 发文机关标志, so that it fits one line of the type area."""
    return min(_HEAD_LARGEST, TYPE_WIDTH_MM * 72 / 25.4 / max(1, len(mark)))


class Face(StrEnum):
    """The type classes the standard names."""

    TITLE = "title"  # 小标宋
    HEI = "hei"
    KAI = "kai"
    FANG = "fang"  # 仿宋
    SONG = "song"


FAMILIES: Final = {
    Face.TITLE: "方正小标宋简体",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.FANG: "仿宋_GB2312",
    Face.SONG: "宋体",
}
"""The families usual for each class; practice, not in the standard."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; `indent` counts characters, `heading` is a run-in heading's face."""

    face: Face = Face.FANG
    size: float = BODY_SIZE
    centred: bool = False
    indent: int = 2
    line_before: bool = False
    heading: Face | None = None


_HEADING_FACES: Final = {1: Face.HEI, 2: Face.KAI}  # 7.3.3


def heading_face(level: int) -> Face:
    """Return the face of a heading: 黑体, 楷体, below that 仿宋 (7.3.3)."""
    return _HEADING_FACES.get(level, Face.FANG)


_SETTINGS: Final = {
    ParagraphKind.TITLE: Setting(Face.TITLE, 22.0, centred=True, indent=0),  # 7.3.1: 二号
    ParagraphKind.WEB_TITLE: Setting(Face.FANG, 12.0, indent=0),
    ParagraphKind.DATELINE: Setting(Face.FANG, 12.0, indent=0),
    ParagraphKind.SUBTITLE: Setting(Face.KAI, centred=True, indent=0),
    ParagraphKind.DOCUMENT_NUMBER: Setting(centred=True, indent=0),
    ParagraphKind.AUTHOR: Setting(Face.KAI, centred=True, indent=0),
    ParagraphKind.ADDRESSEE: Setting(indent=0, line_before=True),  # 7.3.2
    ParagraphKind.CAPTION: Setting(Face.HEI, centred=True, indent=0),
}


def setting_of(paragraph: Paragraph) -> Setting:
    """Return how a paragraph is set."""
    if paragraph.kind is ParagraphKind.HEADING:
        return Setting(heading_face(paragraph.level))
    if paragraph.heading is not None:
        return Setting(heading=heading_face(paragraph.level))
    return _SETTINGS.get(paragraph.kind, Setting())
