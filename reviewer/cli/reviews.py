"""Commands that make a review, add to it and list what is in it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from reviewer import importers
from reviewer.cli.arguments import JsonOption, ReportArgument, ReviewArgument
from reviewer.cli.files import make_clock, make_id, now, opened
from reviewer.cli.printing import print_json, say, short
from reviewer.errors import UsageError
from reviewer.exporters.listing import listing
from reviewer.importers import placing
from reviewer.language import query as query_language
from reviewer.language.terms import KIND_TERMS, ORPHAN_TERM, RESOLVED_TERMS, WHOLE_REPORT_TERM
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Section
from reviewer.model.query import in_document_order, section_of, select
from reviewer.model.records import Annotation, Origin, Record, Reviewer, Scope
from reviewer.model.review import Review
from reviewer.store import ReviewFile, bringing

commands: Final = typer.Typer()
"""The commands of this module, in the order of the help."""


@commands.command("new", help="为报告新建审阅文件")
def _new(
    report: ReportArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="新审阅文件", show_default=False)],
    author: Annotated[str, typer.Option(help="审阅人姓名")] = "",
    organisation: Annotated[str, typer.Option(help="审阅人单位")] = "",
    accept: Annotated[
        bool, typer.Option("--accept-changes", help="正文取接受全部修订后的文字")
    ] = False,
) -> None:
    if out.suffix.lower() != ".review":
        raise UsageError(f"“{out.name}”不是审阅文件的名字，请写成以 .review 结尾的。")
    imported = importers.read(report, importers.ACCEPTED if accept else "")
    me = Reviewer(id=make_id(), name=author or getpass.getuser(), organisation=organisation)
    records: tuple[Record, ...] = (me, *DEFAULT_CATEGORIES)
    given = placing.brought(imported, Review(records), now())
    ReviewFile.create(out, imported, (*records, *given), make_clock().stamp(me.id))
    for notice in imported.notices:
        sys.stderr.write(notice + "\n")
    kept = f"，带入原文件的批注 {len(imported.given)} 条" if imported.given else ""
    sections = len(imported.document.sections)
    say(f"已新建“{out}”：{len(imported.document.text)} 字，{sections} 节{kept}。")


@commands.command("annotate", help="导入同一报告另一份文件里的批注，或 W3C 网络批注")
def _annotate(
    review: ReviewArgument,
    source: Annotated[
        Path,
        typer.Option("--from", help=".docx、.odt、.review、.jsonld …", show_default=False),
    ],
    as_json: JsonOption = False,
) -> None:
    with opened(review) as file:
        if file.read_only:
            raise UsageError(_held(file))
        author = _own(file)
        given, found, _ = bringing.work_out(source, file.imported_document, file.review, author)
        change = file.review.change("import", *found.records)
        if change:
            clock = make_clock()
            clock.advance(file.latest_time)
            file.save(change, clock.stamp(author.id if author is not None else ""))
    if as_json:
        print_json(
            {
                "given": given,
                "placed": found.placed,
                "moved": found.moved,
                "orphaned": found.orphaned,
                "replies": found.replies,
                "duplicates": found.duplicates,
            }
        )
        return
    moved = f"（其中 {found.moved} 条位置有变，请核对）" if found.moved else ""
    say(
        f"共 {given} 条：定位 {found.placed} 条{moved}，{ORPHAN_TERM} {found.orphaned} 条，"
        f"回复 {found.replies} 条，重复跳过 {found.duplicates} 条。"
    )


@commands.command("list", help="列出批注")
def _list(
    review: ReviewArgument,
    query: Annotated[list[str] | None, typer.Argument(metavar="[查询]", help="查询")] = None,
    as_json: JsonOption = False,
) -> None:
    wanted = query_language.parse(" ".join(query or ()))
    with opened(review) as file:
        annotations = select(file.review, file.document, wanted)
        if as_json:
            print_json(listing(annotations, file.review, file.document))
            return
        _print_table(file, annotations)


def _held(file: ReviewFile) -> str:
    if file.held_by is None:
        return f"“{file.path.name}”是只读的，不能加入批注；请把它复制到可写的文件夹。"
    who = file.held_by.name or "另一个程序"
    return f"“{file.path.name}”正由 {who}（{file.held_by.host}）打开，请等其关闭后再试。"


def _own(file: ReviewFile) -> Reviewer | None:
    own = [person for person in file.review.reviewers() if person.origin is Origin.OWN]
    return min(own, key=lambda person: person.id) if own else None


def _print_table(file: ReviewFile, annotations: list[Annotation]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("序号", "位置", "类型", "类别", "原文", "意见", "审阅人", "状态"):
        table.add_column(heading, overflow="fold")
    for number, annotation in enumerate(in_document_order(annotations), 1):
        person = file.review.reviewer(annotation.author)
        category = file.review.category(annotation.category)
        status = ORPHAN_TERM if annotation.is_orphan else RESOLVED_TERMS[annotation.resolved]
        table.add_row(
            str(number),
            _place(annotation, section_of(annotation, file.document)),
            KIND_TERMS[annotation.kind],
            category.name if category is not None else "",
            short(annotation.quote),
            short(annotation.body or annotation.suggestion),
            person.name if person is not None else "",
            status,
        )
    Console(highlight=False, markup=False).print(table)
    say(f"共 {len(annotations)} 条。")


def _place(annotation: Annotation, path: tuple[Section, ...]) -> str:
    if annotation.target.scope is Scope.DOCUMENT:
        return WHOLE_REPORT_TERM
    return "".join(section.number for section in path)
