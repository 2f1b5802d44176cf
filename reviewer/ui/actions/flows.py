"""What the commands set going, and the menus they stand in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from reviewer.ui.appearance import Appearance
from reviewer.ui.navigation import Navigation
from reviewer.ui.opening import Opening
from reviewer.ui.parts import Parts
from reviewer.ui.settings import PLAIN_READING
from reviewer.ui.sides import FINDINGS, SideArea
from reviewer.ui.steps import Step

if TYPE_CHECKING:
    from pathlib import Path

    from reviewer.model.records import Reviewer
    from reviewer.ui.annotating import Annotating
    from reviewer.ui.bringing import Bringing
    from reviewer.ui.checking import Checking
    from reviewer.ui.commands import CommandTable
    from reviewer.ui.dictionary import Dictionary
    from reviewer.ui.following import Following
    from reviewer.ui.guide import Guide
    from reviewer.ui.handing_in import HandingIn
    from reviewer.ui.originals import Originals
    from reviewer.ui.outlining import Outlining
    from reviewer.ui.plain_reading import PlainReading
    from reviewer.ui.printing import Printing
    from reviewer.ui.searching import Searching

FILE: Final = "文件"
EDIT: Final = "编辑"
ANNOTATE: Final = "批注"
VIEW: Final = "视图"
GO: Final = "前往"
HELP: Final = "帮助"
ENCODING: Final = "编码"
BASE: Final = "带修订的正文"
GROUPS: Final = (FILE, EDIT, ANNOTATE, VIEW, GO, HELP)
"""The menus, in order."""

_Flow = TypeVar("_Flow", bound=QObject)


class WindowDoings(NamedTuple):
    """What the window does itself.

    `say` shows a sentence in the status bar, `identify` says who speaks, None where nobody does.
    """

    say: Callable[[str], None]
    identify: Callable[[], Reviewer | None]
    change_identity: Callable[[], None]
    toggle_focus: Callable[[], None]
    toggle_outline: Callable[[], None]
    toggle_cards: Callable[[], None]
    outline_shown: Callable[[], bool]
    cards_shown: Callable[[], bool]
    quit: Callable[[], object]


class Flows(QObject):
    """What the commands set going.

    What the first frame needs is there at once; the others are made after it, in `steps`, or when
    they are asked for before. `folder` is the one for the user's own files.
    """

    def __init__(
        self,
        parts: Parts,
        appearance: Appearance,
        sides: SideArea,
        doings: WindowDoings,
        folder: Path,
    ) -> None:
        super().__init__(parts)
        self._parts = parts
        self._folder = folder
        self.appearance = appearance
        self.sides = sides
        self.doings = doings
        self.commands: CommandTable | None = None
        """The table that is made of all this."""
        self.opening = self._heard(Opening(parts, self))
        self.navigation = self._heard(Navigation(parts, self))
        self.opening.earlier_wanted.connect(lambda path: self.bringing.bring_in(path))
        parts.dictionary_wanted.connect(lambda: self.dictionary.manage())
        parts.phrases.manage_wanted.connect(lambda: self.guide.change_phrases())

    @cached_property
    def annotating(self) -> Annotating:
        """What is said about the report."""
        from reviewer.ui.annotating import Annotating  # noqa: PLC0415

        return self._heard(Annotating(self._parts, self))

    @cached_property
    def bringing(self) -> Bringing:
        """What another copy of the review says."""
        from reviewer.ui.bringing import Bringing  # noqa: PLC0415

        return self._heard(Bringing(self._parts, self.doings.identify, self))

    @cached_property
    def checking(self) -> Checking:
        """Proof-reading of its own accord."""
        from reviewer.ui.checking import Checking  # noqa: PLC0415

        made = Checking(self._parts, self)
        made.counted.connect(partial(self.sides.show_count, FINDINGS))
        return made

    @cached_property
    def dictionary(self) -> Dictionary:
        """The user's own words."""
        from reviewer.ui.dictionary import Dictionary  # noqa: PLC0415

        return self._heard(Dictionary(self._parts, self._folder, self))

    @cached_property
    def searching(self) -> Searching:
        """The search in the report."""
        from reviewer.ui.searching import Searching  # noqa: PLC0415

        return Searching(self._parts, self)

    @cached_property
    def following(self) -> Following:
        """Where links and notes lead."""
        from reviewer.ui.following import Following  # noqa: PLC0415

        return self._heard(Following(self._parts, self))

    @cached_property
    def guide(self) -> Guide:
        """The palette and the help."""
        from reviewer.ui.guide import Guide  # noqa: PLC0415

        made = Guide(self._parts, self.navigation.go_to, self)
        made.commands = self.commands
        return made

    @cached_property
    def handing_in(self) -> HandingIn:
        """Exports."""
        from reviewer.ui.handing_in import HandingIn  # noqa: PLC0415

        return HandingIn(self._parts, self)

    @cached_property
    def originals(self) -> Originals:
        """The pages a report came on."""
        from reviewer.ui.originals import Originals  # noqa: PLC0415

        return Originals(self._parts, self)

    @cached_property
    def outlining(self) -> Outlining:
        """Corrections of the section tree."""
        from reviewer.ui.outlining import Outlining  # noqa: PLC0415

        return self._heard(Outlining(self._parts, self))

    @cached_property
    def plain(self) -> PlainReading:
        """The text in an ordinary field."""
        from reviewer.ui.plain_reading import PlainReading  # noqa: PLC0415

        made = self._heard(PlainReading(self._parts, self))
        if self._parts.session.document is not None:
            made.show_anew()
        return made

    @cached_property
    def printing(self) -> Printing:
        """Printing."""
        from reviewer.ui.printing import Printing  # noqa: PLC0415

        return Printing(self._parts, self)

    def steps(self) -> list[Step]:
        """Return what makes those that were not asked for yet: they hear of what happens."""
        names = [name for name, kind in vars(Flows).items() if isinstance(kind, cached_property)]
        return [Step(name, partial(getattr, self, name)) for name in names]

    def _heard(self, flow: _Flow) -> _Flow:
        """Let what a flow says be read in the status bar."""
        said: Any = getattr(flow, "said", None)
        if said is not None:
            said.connect(self.doings.say)
        return flow

    def show_plain(self) -> None:
        """Show the report that was opened as plain text where that was chosen: at once."""
        if "plain" in vars(self):
            self.plain.show_anew()
        elif self._parts.settings.number(PLAIN_READING, 0) == 1:
            _ = self.plain


def tr(text: str) -> str:
    """Translate the words of a command."""
    return QCoreApplication.translate("actions", text)
