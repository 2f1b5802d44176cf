"""What a format cannot carry is said for every format, and a round trip loses just that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer import exporters, importers
from reviewer.errors import ReviewerError
from reviewer.exporters import FORMATS, WRITERS
from reviewer.exporters.carries import COMES_BACK, Loss, cannot_carry, losses
from reviewer.exporters.options import Base, Paper, Remarks
from reviewer.importers import Imported, jsonld
from reviewer.importers.placing import brought
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.query import entries
from reviewer.model.records import Entry, EntryKind, Record
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, at, everything, export_of, said
from tests.helpers import NOON, annotation_on

OWN = DEFAULT_CATEGORIES[0]._replace(id="own", name="自建的类别")
ORPHAN = "找不到的原文"


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


def whole() -> Review:
    """A review with everything in it that might get lost."""
    own = annotation_on(DOCUMENT, *at("现报告如下"), id="b1", category="own", body="自建")
    marks = [Entry(id=f"e{at}", kind=kind, key=str(at)) for at, kind in enumerate(EntryKind)]
    return Review([*everything().records, OWN, own, *marks])


def as_read(review: Review) -> list[str]:
    """What a review says but for the categories; characters that no file holds are replaced."""
    plain = [a._replace(category="", tags=frozenset()) for a in review.annotations()]
    rest = [record for record in review.records if not hasattr(record, "target")]
    return [repr(item).replace("\\ud800", "\ufffd") for item in said(Review([*rest, *plain]))]


def read(path: Path) -> Imported | None:
    """What is read from a file; None where it is of no kind that can be read."""
    try:
        if path.suffix == ".jsonld":
            return Imported(DOCUMENT, b"", given=tuple(jsonld.read(path)))
        return importers.read(path)
    except ReviewerError:
        return None


def lost(path: Path) -> set[Loss]:
    """Measure what does not come back from a file."""
    found: set[Loss] = set()
    imported = read(path)
    if imported is None or path.suffix == ".jsonld" or imported.document.text != DOCUMENT.text:
        found.add(Loss.TEXT)
    known: list[Record] = [*DEFAULT_CATEGORIES]
    if imported is not None:
        known += brought(imported, Review(known), NOON)
    back = Review(known)
    if as_read(back) != as_read(whole()):
        found.add(Loss.REMARKS)
    names = {category.name for category in back.categories()}
    if OWN.name not in names:
        found.add(Loss.CATEGORIES)
    if not any(list(entries(back, kind)) for kind in EntryKind):
        found.add(Loss.RECORDS)
    return found


ONTO_PAPER = frozenset({Remarks.MARGIN, Remarks.LIST})
WAYS: list[tuple[str, dict[str, Any]]] = [
    *((suffix, {}) for suffix in FORMATS[Paper.REPORT]),
    (".docx", {"statistics": True, "issuer": "某某市人民政府文件", "issue_number": "一号"}),
    (".docx", {"opinion_table": False}),
    (".pdf", {"statistics": True, "issuer": "某某市人民政府文件", "issue_number": "一号"}),
    (".pdf", {"opinion_table": False}),
    (".pdf", {"remarks": frozenset(Remarks)}),
    (".pdf", {"remarks": ONTO_PAPER}),
]


@pytest.mark.parametrize(("suffix", "fields"), WAYS)
def test_a_round_trip_loses_what_is_said_and_nothing_else(
    suffix: str, fields: dict[str, Any], tmp_path: Path, fonts: Path
) -> None:
    path = tmp_path / f"out{suffix}"
    exporters.write(export_of(whole(), font_cache=fonts, **fields), path)
    assert lost(path) == losses(suffix, fields.get("remarks", {Remarks.NATIVE}))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_original_loses_what_is_said_and_nothing_else(
    suffix: str, tmp_path: Path, fonts: Path
) -> None:
    original, path = tmp_path / f"original{suffix}", tmp_path / f"out{suffix}"
    exporters.write(export_of(Review(), font_cache=fonts, opinion_table=False), original)
    imported = importers.read(original)
    export = export_of(
        whole(),
        imported.document,
        source_data=imported.data,
        page_map=imported.page_map,
        base=Base.ORIGINAL,
        font_cache=fonts,
        statistics=True,
    )
    exporters.write(export, path)
    assert lost(path) == losses(suffix)


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_what_lost_its_place_has_none_when_it_comes_back(
    suffix: str, tmp_path: Path, fonts: Path
) -> None:
    for at_, fields in enumerate(({}, {"opinion_table": False}, {"statistics": True})):
        path = tmp_path / f"{at_}{suffix}"
        exporters.write(export_of(whole(), font_cache=fonts, **fields), path)
        imported = importers.read(path)
        (orphan,) = (each for each in imported.given if each.quote == ORPHAN)
        assert orphan.start is None
    assert any("仍是失去定位" in sentence for sentence in cannot_carry(suffix))


def test_every_loss_of_what_comes_back_has_a_sentence() -> None:
    for suffix in COMES_BACK:
        sentences = "".join(cannot_carry(suffix))
        assert "自建的类别" in sentences
        assert "只在审阅文件里" in sentences
        assert ("没有报告全文" in sentences) == (Loss.TEXT in losses(suffix))
    assert "不能再从这个文件读回" in "".join(cannot_carry(".pdf", ways=ONTO_PAPER))


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_says_what_it_cannot_carry(suffix: str) -> None:
    sentences = cannot_carry(suffix)
    assert sentences
    assert all(sentence.endswith("。") for sentence in sentences)
    assert any("不能再从" in s for s in sentences) == (Loss.REMARKS in losses(suffix))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_original_and_the_official_layout_say_their_own(suffix: str) -> None:
    official = set(cannot_carry(suffix, Base.OFFICIAL))
    original = set(cannot_carry(suffix, Base.AUTOMATIC))
    assert "红头" in "".join(official - original)
    assert "红头" in "".join(original - official)
    assert official & original
