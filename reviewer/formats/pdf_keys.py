"""Names that this program writes into a PDF and looks for when it reads one."""

from __future__ import annotations

from typing import Final

ITEM: Final = "RVItem"
"""The key under which an annotation carries what PDF cannot say, as JSON in ASCII."""

ADDED: Final = "RVAdded"
"""The entry of the artifact (ISO 32000-1, 14.8.2.2) around the number of a page that is no part of
the report: one with a table of opinions, a list of remarks or statistics. Where such a page was added
to an original it has the key itself too."""

BESIDE: Final = "RVBeside"
"""The entry of marked content that stands beside the report's text on its pages: notes in the
margin, their numbers, the red head. It is looked for in files of the creator below."""

CELL: Final = "RVCell"
"""The entry of marked content of a table's cell: which paragraph of the report it is, from 0."""

CREATOR: Final = "审阅 Reviewer"
