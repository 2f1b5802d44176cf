"""The language of the interface: Chinese is what the source says, English is looked up.

`resources/translations/en.json` leads from each Chinese source string to its English words; one
word has one translation everywhere. What the program writes into exported papers, and the sentences
of the core about files, stay Chinese: they speak of Chinese papers.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from reviewer.resources import resource
from reviewer.ui.settings import Settings

CHINESE: Final = "zh"
ENGLISH: Final = "en"
CHOICES: Final = ((CHINESE, "中文"), (ENGLISH, "English"))
_BETTER: Final = {
    "&Look in:": "位置(&L)：",
    "Files of &type:": "文件类型(&T)：",
    "Press shortcut": "按下按键",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
"""Where Qt's own Chinese says nothing, or more than fits into a menu."""
TRANSLATIONS: Final = "translations/en.json"


class _Dictionary(QTranslator):
    """Looks source strings up, whatever their context."""

    def __init__(self, words: dict[str, str], parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        """Whether there is nothing to look up; Qt drops such a translator."""
        return not self._words

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> Any:
        """Return the words; None for what has none: the next translator is asked."""
        del context, disambiguation, n
        return self._words.get(source_text)


def chosen(settings: Settings) -> str:
    """Return the code of the language that was chosen."""
    code = settings.text("language", CHINESE)
    return code if code in dict(CHOICES) else CHINESE


def choose(settings: Settings, code: str) -> None:
    """Remember a language; it is spoken from the next start."""
    settings.put("language", code)


def speak(application: QCoreApplication, settings: Settings) -> None:
    """Speak the language that was chosen, before the first widget is made."""
    if chosen(settings) == ENGLISH:
        import json  # noqa: PLC0415

        words = json.loads(resource(TRANSLATIONS).read_text(encoding="utf-8"))
        application.installTranslator(_Dictionary(words, application))


def teach_qt(application: QCoreApplication, settings: Settings) -> None:
    """Give Qt's own dialogs and buttons their Chinese words; after the first frame."""
    if chosen(settings) != CHINESE:
        return
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load(QLocale(QLocale.Language.Chinese), "qtbase", "_", folder):
        application.installTranslator(translator)
        # -- what is installed last is asked first
        application.installTranslator(_Dictionary(_BETTER, application))
