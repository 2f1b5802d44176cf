"""What a person may choose about an export: plain values, which travel to another process."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """Which paper is written.

    REPORT is the report with its annotations; the others are papers about them: 意见汇总表,
    修改对照表, 问题—建议对应表, the draft of 审议意见, and the page of statistics.
    """

    REPORT = "report"
    OPINIONS = "opinions"
    CHANGES = "changes"
    CORRESPONDENCE = "correspondence"
    DELIBERATION = "deliberation"
    STATISTICS = "statistics"


class Base(StrEnum):
    """What the annotations are put onto: the file the report came in, or the official layout.

    AUTOMATIC is the original where the report came in the format that is written and its bytes
    are at hand, else the official layout.
    """

    AUTOMATIC = "automatic"
    ORIGINAL = "original"
    OFFICIAL = "official"


class Remarks(StrEnum):
    """How a PDF shows what was said; any number of them together."""

    NATIVE = "native"
    MARGIN = "margin"
    LIST = "list"


class Grouping(StrEnum):
    """Under which headings the rows of a table stand."""

    NONE = "none"
    SECTION = "section"
    CATEGORY = "category"
    REVIEWER = "reviewer"
    DISPOSITION = "disposition"
