"""The DOCX: native comments on exactly their characters, threads, tracked changes, layout."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from reviewer import exporters
from reviewer.errors import ExportError, UsageError
from reviewer.exporters.docx_xml import W14, W15, W
from reviewer.model.records import Kind
from reviewer.model.review import Review
from tests.exporters.checks import agree, needs_office, through_office, validate
from tests.exporters.reviews import DOCUMENT, everything, export_of, random_reviews

NS = {"w": W, "w14": W14, "w15": W15}


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def written(review: Review, folder: Path, **fields: object) -> Path:
    path = folder / "out.docx"
    exporters.write(export_of(review, **fields), path)
    agree(path)
    return path


def anchored(path: Path) -> dict[str, str]:  # noqa: C901
    """The characters between the marks of each comment, paragraphs joined by line ends."""
    found: dict[str, str] = {}
    open_ids: dict[str, list[str]] = {}
    body = part(path, "document").find("w:body", NS)
    assert body is not None
    for number, paragraph in enumerate(body.iterfind("w:p", NS)):
        if number:
            for words in open_ids.values():
                words.append("\n")
        for element in paragraph.iter():
            if element.tag == q("commentRangeStart"):
                open_ids[element.get(q("id"))] = []
            elif element.tag == q("commentRangeEnd"):
                found[element.get(q("id"))] = "".join(open_ids.pop(element.get(q("id"))))
            elif element.tag in (q("t"), q("delText")) and not _inserted(element):
                for words in open_ids.values():
                    words.append(element.text or "")
    assert open_ids == {}
    return found


def _inserted(element: etree._Element) -> bool:
    return any(parent.tag == q("ins") for parent in element.iterancestors())


def report_text(path: Path) -> list[str]:
    """The report's paragraphs without what was suggested to be inserted."""
    body = part(path, "document").find("w:body", NS)
    assert body is not None
    return [
        "".join(t.text or "" for t in p.iter(q("t"), q("delText")) if not _inserted(t))
        for p in body.iterfind("w:p", NS)
    ][: len(DOCUMENT.paragraphs)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(everything(), tmp_path_factory.mktemp("docx"))


def test_the_report_is_in_it_to_the_last_character(full: Path) -> None:
    assert "\n".join(report_text(full)) == DOCUMENT.text


def test_each_annotation_is_a_comment_on_exactly_its_characters(full: Path) -> None:
    ranges = anchored(full)
    remarks = [r for r in exporters_remarks(everything()) if r[1] is not None]
    roots = comment_roots(full)
    assert len(roots) == len(remarks) == 10
    for (annotation_quote, _), root in zip(remarks, roots, strict=True):
        assert ranges[root] == annotation_quote


def exporters_remarks(review: Review) -> list[tuple[str, object]]:
    from reviewer.exporters.digest import remarks

    return [
        (r.span.cut(DOCUMENT.text) if r.span is not None else "", r.span)
        for r in remarks(export_of(review))
    ]


def comment_roots(path: Path) -> list[str]:
    """Ids of the comments that are no replies, in the order of the comments part."""
    comments = part(path, "comments")
    extended = {entry.get(f"{{{W15}}}paraId"): entry for entry in part(path, "commentsExtended")}
    roots = []
    for comment in comments:
        last = comment.findall("w:p", NS)[-1].get(f"{{{W14}}}paraId")
        if extended[last].get(f"{{{W15}}}paraIdParent") is None:
            roots.append(comment.get(q("id")))
    return roots


def test_threads_and_the_resolved_state_are_words_own(full: Path) -> None:
    extended = list(part(full, "commentsExtended"))
    parents = [entry.get(f"{{{W15}}}paraIdParent") for entry in extended]
    done = [entry.get(f"{{{W15}}}done") for entry in extended]
    thread = next(at for at, parent in enumerate(parents) if parent is not None) - 1
    root = extended[thread].get(f"{{{W15}}}paraId")
    assert parents[thread : thread + 3] == [None, root, root]
    assert done[thread : thread + 3] == ["1", "1", "1"]
    assert sum(state == "1" for state in done) == 3


def test_a_reply_bears_the_marks_of_its_root(full: Path) -> None:
    ranges = anchored(full)
    ids = [comment.get(q("id")) for comment in part(full, "comments")]
    thread = ids.index(next(i for i in ids if i not in comment_roots(full))) - 1
    assert len({ranges[each] for each in ids[thread : thread + 3]}) == 1


def test_authors_initials_and_times_are_kept(full: Path) -> None:
    comments = part(full, "comments")
    assert {c.get(q("author")) for c in comments} == {"审阅人甲", "审阅人乙"}
    assert all(c.get(q("date")).endswith("Z") and c.get(q("initials")) for c in comments)
    people = [p.get(f"{{{W15}}}author") for p in part(full, "people")]
    assert sorted(people) == ["审阅人乙", "审阅人甲"]


def test_rare_characters_survive_and_illegal_ones_become_visible(full: Path) -> None:
    words = "".join(part(full, "comments").itertext())
    assert "请补充𠮷县数据" in words
    assert "已核实䶮乡" in words
    assert "总体可行\ufffd\ufffd" in words


def test_suggestions_are_tracked_changes_and_what_overlaps_is_a_comment(full: Path) -> None:
    document = part(full, "document")
    deleted = ["".join(d.itertext()) for d in document.iter(q("del")) if d.get(q("author"))]
    inserted = ["".join(i.itertext()) for i in document.iter(q("ins"))]
    assert "".join(deleted) == "持续深入学习"
    assert inserted == ["持续学习", "深入"]
    assert "建议删去“深入学习,严格”。" in "".join(part(full, "comments").itertext())
    assert {d.get(q("author")) for d in document.iter(q("del"))} == {"审阅人甲"}


def test_highlight_underline_and_strikeout_are_looks_of_the_text(full: Path) -> None:
    document = part(full, "document")
    shaded = [r for r in document.iter(q("r")) if r.find("w:rPr/w:shd", NS) is not None]
    assert "".join("".join(r.itertext()) for r in shaded) == "“党的领导”"
    struck = [r for r in document.iter(q("r")) if r.find("w:rPr/w:strike", NS) is not None]
    assert "".join("".join(r.itertext()) for r in struck) == "𠮷县和䶮乡"
    lined = [r for r in document.iter(q("r")) if r.find("w:rPr/w:u", NS) is not None]
    assert "".join("".join(r.itertext()) for r in lined) == "领导”,落实"


def test_the_opinion_table_ends_the_file_and_says_once_what_lost_its_place(full: Path) -> None:
    opened = docx.Document(str(full))
    table = opened.tables[-1]
    assert len(table.rows) == 12
    assert [cell.text for cell in table.rows[0].cells][:3] == ["序号", "原文位置", "原文内容"]
    last = [cell.text for cell in table.rows[-1].cells]
    assert last[1:4] == ["（未能定位）", "找不到的原文", "原文已删"]
    assert not any("找不到的原文" in paragraph.text for paragraph in opened.paragraphs)
    assert opened.sections[-1].orientation == 1


def test_below_a_table_without_their_columns_orphans_are_listed(tmp_path: Path) -> None:
    export = export_of(everything(), columns=("序号", "意见类型"))
    exporters.write(export, tmp_path / "out.docx")
    below = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert "未能定位的批注" in below
    assert any("找不到的原文" in line for line in below)


def test_the_page_is_that_of_the_standard(full: Path) -> None:
    section = docx.Document(str(full)).sections[0]
    sizes = [section.page_width, section.top_margin, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes if size is not None] == [210, 37, 28, 26]
    assert docx.Document(str(full)).settings.odd_and_even_pages_header_footer


def test_the_navigation_pane_gets_the_section_tree(full: Path) -> None:
    opened = docx.Document(str(full))
    headings = [p.text for p in opened.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == ["一、基本情况", "二、意见建议"]


@pytest.mark.parametrize("tool", ["openxml-audit", "ooxml-integrity"])
def test_the_validators_find_nothing(full: Path, tool: str) -> None:
    validate(full, tool)


def test_what_both_validators_miss_is_right_too(full: Path) -> None:
    _check_by_hand(full)


def _check_by_hand(path: Path) -> None:
    comments = part(path, "comments")
    para_ids = [p.get(f"{{{W14}}}paraId") for c in comments for p in c.findall("w:p", NS)]
    known = {each for each in para_ids if each is not None}
    extended = list(part(path, "commentsExtended"))
    ids = [entry.get(f"{{{W15}}}paraId") for entry in extended]
    parents = {entry.get(f"{{{W15}}}paraIdParent") for entry in extended} - {None}
    roots = {e.get(f"{{{W15}}}paraId") for e in extended if e.get(f"{{{W15}}}paraIdParent") is None}
    assert set(ids) == known
    assert len(ids) == len(set(ids)) == len(comments)
    assert parents <= roots
    assert all(c.find("w:p", NS) is not None for c in comments)
    references = {r.get(q("id")) for r in part(path, "document").iter(q("commentReference"))}
    assert references == {c.get(q("id")) for c in comments} == set(anchored(path))


@settings(max_examples=25)
@given(random_reviews())
def test_random_overlapping_remarks_are_all_there_on_their_characters(
    tmp_path_factory: pytest.TempPathFactory, review: Review
) -> None:
    folder = tmp_path_factory.mktemp("random")
    path = written(review, folder)
    assert "\n".join(report_text(path)) == DOCUMENT.text
    if list(review.annotations()):
        ranges = anchored(path)
        wanted = [quote for quote, _ in exporters_remarks(review)]
        assert [ranges[root] for root in comment_roots(path)] == wanted
        _check_by_hand(path)
        validate(path, "ooxml-integrity")
    ids = [e.get(q("id")) for e in part(path, "document").iter(q("ins"), q("del"))]
    assert len(ids) == len(set(ids))
    shutil.rmtree(folder)


def test_a_query_exports_only_what_it_wants(tmp_path: Path) -> None:
    path = written(everything(), tmp_path, query="状态:已解决")
    assert len(comment_roots(path)) == 1


def test_without_annotations_there_are_no_comment_parts(tmp_path: Path) -> None:
    path = written(Review(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert "word/comments.xml" not in archive.namelist()


@needs_office
def test_libreoffice_opens_it_and_makes_pages(full: Path, tmp_path: Path) -> None:
    assert through_office(full, "pdf", tmp_path).read_bytes().startswith(b"%PDF")


def test_a_format_nobody_knows_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.odt"):
        exporters.write(export_of(Review()), tmp_path / "x.odt")


def test_a_place_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="无法写入"):
        exporters.write(export_of(Review()), tmp_path / "no" / "x.docx")


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_an_export_that_is_cancelled_leaves_nothing_and_the_old_file_alone(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text("old")

    def cancel(_share: float) -> None:
        raise exporters.Cancelled

    with pytest.raises(exporters.Cancelled):
        exporters.write(export_of(everything()), path, cancel)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_every_kind_of_remark_was_in_the_test() -> None:
    assert {annotation.kind for annotation in everything().annotations()} == set(Kind)
