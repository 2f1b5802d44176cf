"""Under which heading a remark stands in a grouped paper, and who signed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.digest import Remark, organisation_of
from reviewer.exporters.options import Grouping
from reviewer.language import paper_terms as terms
from reviewer.language.terms import DISPOSITION_TERMS, WHOLE_REPORT_TERM
from reviewer.model.records import Scope


def label_of(grouping: Grouping, remark: Remark, export: Export) -> str:
    """Return the heading that a remark stands under."""
    return _LABELS[grouping](remark, export)


def signed(remark: Remark, export: Export) -> str:
    """Return who says it: organisation/name."""
    organisation = organisation_of(export.review.reviewer(remark.annotation.author))
    return "/".join(part for part in (organisation, remark.author) if part)


def _section(remark: Remark, export: Export) -> str:
    annotation = remark.annotation
    if annotation.target.scope is Scope.DOCUMENT:
        return WHOLE_REPORT_TERM
    if annotation.span is None:
        return terms.ORPHANS_TITLE
    path = export.document.path_at(annotation.span.start)
    return path[0].label if path else terms.HEAD_OF_REPORT


_LABELS: Final[Mapping[Grouping, Callable[[Remark, Export], str]]] = {
    Grouping.NONE: lambda _remark, _export: "",
    Grouping.SECTION: _section,
    Grouping.CATEGORY: lambda remark, _: remark.category or terms.NO_CATEGORY,
    Grouping.REVIEWER: signed,
    Grouping.DISPOSITION: lambda remark, _: DISPOSITION_TERMS[remark.annotation.disposition],
}
