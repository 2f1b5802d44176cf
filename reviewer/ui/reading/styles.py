"""How each kind of paragraph is set on screen, made once for a look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextOption

from reviewer.model.document import Paragraph, ParagraphKind
from reviewer.ui.look import Look


@dataclass(frozen=True)
class Style:
    """Fonts and measures of one kind of paragraph, in logical pixels."""

    font: QFont
    colour: QColor
    link: QColor
    option: QTextOption
    pixels: int
    pitch: int
    above: int
    below: int
    indent: int
    left: int

    @cached_property
    def ascent(self) -> float:
        """The ascent of the first family; asked for where a line of this kind is first drawn."""
        return QFontMetricsF(self.font).ascent()

    @cached_property
    def height(self) -> float:
        """The height of the first family."""
        return QFontMetricsF(self.font).height()


class Styles:
    """The styles of a look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        px = look.pixels
        serif, sans = look.families.serif, look.families.sans
        small = max(6, round(px * 0.72))
        self._body = self._style(serif, px, indent=look.indent * px, below=round(px * 0.3))
        self._continued = self._style(serif, px, below=round(px * 0.3))
        left = Qt.AlignmentFlag.AlignLeft
        centre = Qt.AlignmentFlag.AlignHCenter
        self._by_kind = {
            ParagraphKind.TITLE: self._style(
                serif, round(px * 1.5), bold=True, align=centre, above=px, below=round(px * 0.7)
            ),
            ParagraphKind.SUBTITLE: self._style(
                look.families.kai, px, align=centre, secondary=True
            ),
            ParagraphKind.DOCUMENT_NUMBER: self._style(serif, px, align=centre, secondary=True),
            ParagraphKind.AUTHOR: self._style(
                look.families.kai, px, align=centre, secondary=True, below=px // 2
            ),
            ParagraphKind.CAPTION: self._style(sans, small, align=centre, secondary=True),
            ParagraphKind.WEB_TITLE: self._style(sans, small, align=left, secondary=True),
            ParagraphKind.DATELINE: self._style(sans, small, align=left, secondary=True),
            ParagraphKind.NOTE: self._style(serif, small, align=left, secondary=True),
            ParagraphKind.ADDRESSEE: self._style(serif, px, align=left, above=px // 2),
            ParagraphKind.SIGNATURE: self._style(
                serif, px, align=Qt.AlignmentFlag.AlignRight, above=px // 4
            ),
        }
        self._headings = {
            1: self._style(
                sans, round(px * 1.12), bold=True, align=left, above=px, below=round(px * 0.4)
            ),
            2: self._style(look.families.kai, px, bold=True, align=left, above=px // 2),
        }
        cell = max(6, round(px * 0.86))
        self.cell = self._style(serif, cell, align=left)
        self._lower_heading = self._style(serif, px, bold=True, align=left, above=px // 4)

    def of(self, paragraph: Paragraph, *, continued: bool) -> Style:
        """Return the style of a paragraph; `continued` is a later part of an over-long one."""
        if paragraph.kind is ParagraphKind.HEADING:
            return self._headings.get(paragraph.level, self._lower_heading)
        style = self._by_kind.get(paragraph.kind)
        if style is not None:
            return style
        return self._continued if continued else self._body

    def _style(  # noqa: PLR0913
        self,
        families: tuple[str, ...],
        pixels: int,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify,
        secondary: bool = False,
        above: int = 0,
        below: int = 0,
        indent: int = 0,
    ) -> Style:
        font = QFont(list(families))
        font.setPixelSize(pixels)
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        ratio = self.look.line_height if pixels <= self.look.pixels * 1.2 else 1.5
        return Style(
            font=font,
            colour=self.look.secondary if secondary else self.look.text,
            link=self.look.accent,
            option=option,
            pixels=pixels,
            pitch=round(pixels * ratio),
            above=above,
            below=below,
            indent=indent,
            left=0,
        )
