"""Under which heading a remark stands in a grouped paper, and who signed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviewer.exporters import Export
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark
from reviewer.exporters.options import Grouping
from reviewer.language import paper_terms as terms
from reviewer.language.tally import section_label, signature
from reviewer.language.terms import DISPOSITION_TERMS


def label_of(grouping: Grouping, remark: Remark, export: Export) -> str:
    """Return the heading that a remark stands under."""
    return _LABELS[grouping](remark, export)


def signed(remark: Remark, export: Export) -> str:
    """Return who says it: organisation/name."""
    return legal(signature(export.review.reviewer(remark.annotation.author)))


_LABELS: Final[Mapping[Grouping, Callable[[Remark, Export], str]]] = {
    Grouping.NONE: lambda _remark, _export: "",
    Grouping.SECTION: lambda remark, export: section_label(remark.annotation, export.document),
    Grouping.CATEGORY: lambda remark, _: remark.category or terms.NO_CATEGORY,
    Grouping.REVIEWER: signed,
    Grouping.DISPOSITION: lambda remark, _: DISPOSITION_TERMS[remark.annotation.disposition],
}
