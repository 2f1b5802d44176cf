"""What proof-reading found in the open report, without what was ignored, taken over, or turned off.

The report is checked once, by every rule, in a process of its own; choosing other rules, ignoring
a place or undoing that only sifts what was found. Whoever wants findings asks for the check; only
where the outline of a checked report is put right, or the user's words are others, it is done anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from reviewer.language import checks, words
from reviewer.language.checks import Finding
from reviewer.model.change import Change, RecordKind
from reviewer.model.document import Document
from reviewer.model.query import entries
from reviewer.model.records import Annotation, EntryKind, Kind
from reviewer.model.spans import Span
from reviewer.ui import errands, tasks
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings

_CHOSEN = "checks/on"
_REFUSED = "checks/off"


class Findings(QObject):
    """The findings to show, and what can be done with one."""

    #: Other findings are to be shown.
    changed = Signal()
    #: The report is being checked: the share that is done, from 0 to 1.
    progressed = Signal(float)
    #: Checking failed, with a sentence.
    failed = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._checked: Document | None = None
        self._words: tuple[str, ...] = ()
        self._found: list[Finding] = []
        self._kept: list[Finding] = []
        self._task: tasks.Task | None = None
        self.shown: list[Finding] = []
        self._was_told: tuple[list[Finding], bool] | None = None
        # -- by annotation, the findings that were made suggestions of
        self._taken: dict[str, frozenset[tuple[Span | None, str]]] = {}
        session.document_opened.connect(self._on_opened)
        session.outline_changed.connect(self._on_outline_changed)
        session.review_changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        """Whether the report is being checked."""
        return self._task is not None

    def check(self) -> None:
        """Check the open report, unless it was checked as it is, or is being checked."""
        document, known = self._session.document, words.user_words()
        if document == self._checked and known == self._words:
            self._sift()
            return
        # -- where only the outline was put right, what was found by words alone stands
        before = None if self.is_busy or known != self._words else self._checked
        same = document is not None and before is not None and document.text == before.text
        codes = checks.BY_OUTLINE if same else frozenset(checks.RULES)
        self._kept = [finding for finding in self._found if finding.code not in codes]
        self._stop()
        self._found, self._checked, self._words = self._kept, document, known
        if document is not None:
            task = self._task = tasks.in_process(
                errands.gently, words.knowing, known, checks.check, document, tuple(codes)
            )
            task.progressed.connect(self.progressed)
            task.failed.connect(self._on_failed)
            task.succeeded.connect(lambda found: self._on_checked(task, found))
        self._sift()

    def is_on(self, code: str) -> bool:
        """Whether a rule is used."""
        return code in self._on()

    def turn(self, code: str, *, on: bool) -> None:
        """Use a rule from now on, or use it no longer; the user's choice for every report."""
        for key, wanted in ((_CHOSEN, on), (_REFUSED, not on)):
            codes = self._codes(key) - {code} | ({code} if wanted else set())
            self._settings.put(key, " ".join(sorted(codes)))
        self._sift()

    def ignore(self, found: Iterable[Finding]) -> None:
        """Ignore these places in this report: a step that can be undone."""
        document = self._session.document
        if document is not None:
            keys = {checks.ignored_key(finding, document): "1" for finding in found}
            self._session.note_all("ignore_finding", EntryKind.IGNORED_FINDING, keys)

    def take_over(self, found: Iterable[Finding]) -> tuple[str, ...]:
        """Make suggestions of findings, as one step; what has no wording becomes a remark."""
        category = next((c.id for c in self._session.review.categories() if c.name == "文字"), "")
        said = []
        for finding in found:
            rule = checks.RULES[finding.code]
            for place in finding.places:
                kind = Kind.COMMENT if place.fix is None else Kind.REPLACE
                fields = {
                    "body": place.said or rule.message,
                    "suggestion": place.fix or "",
                    "reason": rule.source,
                    "category": category,
                    "tags": frozenset({finding.code}),
                }
                said.append((place.span, Kind.DELETE if place.fix == "" else kind, fields))
        return self._session.annotate_all(said)

    def _on(self) -> set[str]:
        """Return the codes of the rules used."""
        usual = {code for code, rule in checks.RULES.items() if rule.is_on}
        return usual - self._codes(_REFUSED) | self._codes(_CHOSEN)

    def _codes(self, key: str) -> set[str]:
        return set(self._settings.text(key).split()) & set(checks.RULES)

    def _on_opened(self) -> None:
        if self._session.document != self._checked:
            self._stop()
            self._found, self._checked = [], None
        # -- who shows them has forgotten them with what was open before
        self._was_told = None
        found = ((a.id, _taken(a)) for a in self._session.review.annotations())
        self._taken = {each: taken for each, taken in found if taken}
        self._sift()

    def _on_changed(self, change: Change) -> None:
        """Sift where what was taken over or ignored is another than before: few edits do that."""
        touched = False
        for each in change.ids(RecordKind.ANNOTATION):
            annotation = self._session.review.annotation(each)
            now = _taken(annotation) if annotation is not None else frozenset()
            if now != self._taken.get(each, frozenset()):
                self._taken[each] = now
                touched = True
        if touched or change.ids(RecordKind.ENTRY):
            self._sift()

    def _on_outline_changed(self) -> None:
        if self._checked is not None:
            self.check()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None

    def _on_checked(self, task: tasks.Task, found: object) -> None:
        if task is self._task and isinstance(found, list):
            self._task = None
            self._found = sorted([*self._kept, *found], key=lambda each: (each.span, each.code))
            self._sift()

    def _on_failed(self, sentence: str) -> None:
        self._task = self._checked = None
        self.changed.emit()
        self.failed.emit(sentence.splitlines()[-1])

    def _sift(self) -> None:
        document = self._session.document
        if document is None or not self._found:
            self.shown = []
        else:
            recorded = entries(self._session.review, EntryKind.IGNORED_FINDING)
            ignored = {entry.key for entry in recorded if entry.value}
            said = set().union(*self._taken.values())
            used = self._on()
            self.shown = [
                finding
                for finding in self._found
                if finding.code in used
                and (finding.span, finding.code) not in said
                and not (ignored and checks.ignored_key(finding, document) in ignored)
            ]
        told = self.shown, self.is_busy
        if told != self._was_told:
            self._was_told = told
            self.changed.emit()

    def places(self) -> list[Span]:
        """Return every place of what is shown."""
        return [place.span for finding in self.shown for place in finding.places]


def _taken(annotation: Annotation) -> frozenset[tuple[Span | None, str]]:
    return frozenset((annotation.span, tag) for tag in annotation.tags if tag in checks.RULES)
