"""DOC and WPS: what Word 97 files hold is what the DOCX held that they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.formats import doc
from reviewer.formats.apart import Unreadable
from reviewer.model.document import MarkKind
from reviewer.model.records import Kind
from tests.exporters.checks import needs_office, through_office
from tests.helpers import tree
from tests.importers.making import all_sorts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A DOCX, and the same as LibreOffice writes it as DOC."""
    folder = tmp_path_factory.mktemp("doc")
    path = folder / "报告.docx"
    path.write_bytes(all_sorts())
    return path, through_office(path, "doc", folder)


@needs_office
def test_what_libreoffice_writes_is_what_stood_in_the_docx(made: tuple[Path, Path]) -> None:
    before, after = (importers.read(path) for path in made)
    assert after.document.source.importer == "doc"
    assert after.document.text == before.document.text
    assert tree(after.document) == tree(before.document)
    assert after.document.tables == before.document.tables
    assert [q.cell for q in after.document.paragraphs] == [
        q.cell for q in before.document.paragraphs
    ]
    for kind in (MarkKind.BOLD, MarkKind.ITALIC, MarkKind.SUPERSCRIPT, MarkKind.NOTE):
        assert [m.span for m in after.document.marks if m.kind is kind] == [
            m.span for m in before.document.marks if m.kind is kind
        ]
    # -- the converter loses who changed and when
    assert [(g.kind, g.quote, g.suggestion, g.body, g.creator) for g in after.given] == [
        (Kind.REPLACE, "丙", "乙", "", ""),
        (Kind.COMMENT, "有批注的字", "", "批注内容", "Zhang"),
    ]
    assert "作者" in after.notices[0]


@needs_office
def test_a_wps_file_is_a_doc_file(made: tuple[Path, Path], tmp_path: Path) -> None:
    data = made[1].read_bytes()
    assert importers.read_bytes("报告.wps", data).document.text.startswith("关于法治的报告")
    accepted = importers.read_bytes("报告.wps", data, importers.ACCEPTED)
    assert "甲乙丁" in accepted.document.text


@needs_office
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_gets_a_sentence(made: tuple[Path, Path], share: float) -> None:
    data = made[1].read_bytes()
    with pytest.raises(ReportError, match=r"报告\.doc.*读不出来"):
        importers.read_bytes("报告.doc", data[: int(share * len(data))])


@pytest.mark.parametrize("data", [OLE, OLE + bytes(4096), OLE + b"\xff" * 4096])
def test_what_only_begins_like_a_doc_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(ReportError, match=r"报告\.doc.*另存为"):
        importers.read_bytes("报告.doc", data)


def test_whatever_a_converter_raises_the_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / doc.OLD).write_bytes(b"no")
    with pytest.raises(Unreadable):
        doc.make_docx(str(tmp_path))
