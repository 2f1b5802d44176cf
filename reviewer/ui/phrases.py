"""Phrases that a reviewer writes again and again (常用语), each with an abbreviation."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from reviewer.ui.settings import Settings

_KEY: Final = "phrases"


class Phrase(NamedTuple):
    """What is written, and the abbreviation that stands for it."""

    short: str
    text: str


USUAL: Final = (
    Phrase("sj", "请核实数据，并注明来源和统计口径。"),
    Phrase("jt", "表述较为笼统，建议列明具体单位、数量和时限。"),
    Phrase("yj", "请注明依据的法律法规或文件名称、文号和条款。"),
    Phrase("zr", "建议明确责任单位和完成时限。"),
    Phrase("cf", "与前文重复，建议合并或删减。"),
)
"""What there is before anybody has written phrases."""


class Phrases(QObject):
    """The user's phrases, kept in the settings."""

    #: The person wants to see and change the phrases.
    manage_wanted = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def all(self) -> list[Phrase]:
        """Return the phrases in the user's order; what cannot be read counts as none written."""
        import json  # noqa: PLC0415 -- nothing of this is shown in the first frame

        try:
            found = json.loads(self._settings.text(_KEY, "null"))
        except ValueError:
            return list(USUAL)
        if not isinstance(found, list):
            return list(USUAL)
        pairs = (each for each in found if isinstance(each, list) and len(each) == 2)
        return [Phrase(str(short), str(text)) for short, text in pairs]

    def put(self, phrases: list[Phrase]) -> None:
        """Keep these phrases and no others; those without words are dropped."""
        import json  # noqa: PLC0415

        kept = [[p.short.strip(), p.text.strip()] for p in phrases if p.text.strip()]
        self._settings.put(_KEY, json.dumps(kept, ensure_ascii=False))

    def before(self, text: str) -> Phrase | None:
        """Return the phrase whose abbreviation a text ends with, the longest one.

        An abbreviation of letters does not end a longer word: "sj" is not in "Xsj".
        """
        found: Phrase | None = None
        for phrase in self.all():
            short = phrase.short
            if not short or not text.lower().endswith(short.lower()):
                continue
            rest = text[: len(text) - len(short)]
            if _is_letter(short[0]) and rest and _is_letter(rest[-1]):
                continue
            if found is None or len(short) > len(found.short):
                found = phrase
        return found


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
