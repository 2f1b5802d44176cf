"""How the report is set for reading: family, size, pitch, measure and indent, as the user likes."""

from __future__ import annotations

from typing import Final, NamedTuple

from reviewer.ui.look import Look
from reviewer.ui.settings import Settings

SIZES: Final = (12, 36)
"""The smallest and the largest body type, in logical pixels at 100 %."""
PITCHES: Final = (120, 260)
"""The distance of lines in per cent of the body type."""
COLUMNS: Final = (28, 60)
"""Characters in a line, where there is room."""
INDENTS: Final = (0, 4)
"""Characters before the first line of a paragraph."""


class Typography(NamedTuple):
    """What can be chosen; the defaults are those of a printed report.

    `family` is one of the installed ones, empty for the packaged one; `pitch` is in per cent of
    `size`, `column` and `indent` count characters; `numbered` shows reference numbers in the
    margin, `lanes` the categories of remarks.
    """

    family: str = ""
    size: int = 18
    pitch: int = 175
    column: int = 40
    indent: int = 2
    numbered: bool = False
    lanes: bool = True

    def applied(self, look: Look) -> Look:
        """Return the look with these measures."""
        families = look.families
        if self.family:
            serif = (self.family, *families.serif)
            families = families._replace(serif=serif)
        return look._replace(
            families=families,
            size=self.size,
            line_height=self.pitch / 100,
            column=self.column,
            narrowest_column=min(look.narrowest_column, self.column),
            indent=self.indent,
            numbered=self.numbered,
            lanes=self.lanes,
        )


def remembered(settings: Settings) -> Typography:
    """Return what was chosen last; what is out of range counts as not chosen."""
    usual = Typography()

    def number(key: str, limits: tuple[int, int], default: int) -> int:
        value = settings.number(f"typography/{key}", default)
        return value if limits[0] <= value <= limits[1] else default

    return Typography(
        settings.text("typography/family"),
        number("size", SIZES, usual.size),
        number("pitch", PITCHES, usual.pitch),
        number("column", COLUMNS, usual.column),
        number("indent", INDENTS, usual.indent),
        number("numbered", (0, 1), 0) == 1,
        number("lanes", (0, 1), 1) == 1,
    )


def remember(settings: Settings, typography: Typography) -> None:
    """Keep what was chosen."""
    for key in typography._fields:
        value = getattr(typography, key)
        settings.put(f"typography/{key}", int(value) if isinstance(value, bool) else value)
