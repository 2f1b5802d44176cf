"""The same without a window: one command a line of the table in the README.

Results go to stdout; errors and usage errors are one Chinese sentence on stderr. Exit code 0 is
done (orphans, duplicates and no hits included: they are reported), 2 bad use or bad input.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import secrets
import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from reviewer import __version__, exporters, importers
from reviewer.errors import ReviewerError, UsageError
from reviewer.exporters.listing import listing
from reviewer.exporters.options import Base, Grouping, Paper, Remarks
from reviewer.importers import copies, placing
from reviewer.language import query as query_language
from reviewer.language.outline import outline_json
from reviewer.language.terms import KIND_TERMS, ORPHAN_TERM, RESOLVED_TERMS, WHOLE_REPORT_TERM
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Section
from reviewer.model.ids import HybridClock, new_id
from reviewer.model.query import in_document_order, section_of, select
from reviewer.model.records import Annotation, Origin, Record, Reviewer, Scope
from reviewer.model.review import Review
from reviewer.store import Holder, ReviewFile, looking

_application: Final = typer.Typer(
    name="reviewer",
    help="审阅：打开公文报告，逐节批注，导出 DOCX 或 PDF。不带命令时打开窗口。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_Report = Annotated[Path, typer.Argument(metavar="报告", help="报告文件", show_default=False)]
_Review = Annotated[
    Path, typer.Argument(metavar="审阅文件", help="审阅文件（.review）", show_default=False)
]
_Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def main(argv: list[str]) -> int:  # noqa: PLR0911
    """Run one command and return its exit code; nothing but our own faults raises."""
    if argv[:1] == ["--version"]:
        _print(f"reviewer {__version__}")
        return 0
    command = typer.main.get_command(_application)
    try:
        command.main(args=argv, prog_name="reviewer", standalone_mode=False)
    except ReviewerError as error:
        return _fail(str(error))
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return _fail("已取消。")
    except BrokenPipeError:
        # -- the reader of our output has gone (reviewer text … | head): nothing is wrong
        sys.stdout = None
        return 0
    except Exception as error:
        # -- typer carries its own copy of click, whose usage errors have no common public name
        if not hasattr(error, "format_message"):
            raise
        return _fail(_usage_sentence(error))
    return 0


@_application.command("outline", help="章节树")
def _outline(report: _Report, as_json: _Json = False) -> None:
    document = importers.read(report).document
    if as_json:
        _print_json(outline_json(document))
        return
    for section in document.sections:
        _print("  " * (section.level - 1) + section.label)


@_application.command("text", help="导入后的正文")
def _text(report: _Report) -> None:
    _print(importers.read(report).document.text)


@_application.command("new", help="为报告新建审阅文件")
def _new(
    report: _Report,
    out: Annotated[Path, typer.Option("-o", "--out", help="新审阅文件", show_default=False)],
    author: Annotated[str, typer.Option(help="审阅人姓名")] = "",
    organisation: Annotated[str, typer.Option(help="审阅人单位")] = "",
    accept: Annotated[
        bool, typer.Option("--accept-changes", help="正文取接受全部修订后的文字")
    ] = False,
) -> None:
    imported = importers.read(report, importers.ACCEPTED if accept else "")
    me = Reviewer(id=_new_id(), name=author or getpass.getuser(), organisation=organisation)
    records: tuple[Record, ...] = (me, *DEFAULT_CATEGORIES)
    given = placing.brought(imported, Review(records), _now())
    ReviewFile.create(out, imported, (*records, *given), _clock().stamp(me.id))
    for notice in imported.notices:
        sys.stderr.write(notice + "\n")
    kept = f"，带入原文件的批注 {len(imported.given)} 条" if imported.given else ""
    sections = len(imported.document.sections)
    _print(f"已新建“{out}”：{len(imported.document.text)} 字，{sections} 节{kept}。")


@_application.command("annotate", help="导入同一报告另一份文件里的批注，或 W3C 网络批注")
def _annotate(
    review: _Review,
    source: Annotated[
        Path,
        typer.Option("--from", help=".docx、.odt、.review、.jsonld …", show_default=False),
    ],
    as_json: _Json = False,
) -> None:
    remarks = _remarks(source)
    with _opened(review) as file:
        if file.read_only:
            raise UsageError(_held(file))
        author = _own(file)
        given = copies.carried_over(remarks, file.document)
        # -- what is not signed is mine in a file of annotations, and a stranger's in a report
        signer = author if remarks.document is None else None
        found = placing.place(given, file.document, file.review, signer, _now(), _new_id)
        change = file.review.change("import", *found.records)
        if change:
            clock = _clock()
            clock.advance(file.latest_time)
            file.save(change, clock.stamp(author.id if author is not None else ""))
    if as_json:
        _print_json(
            {
                "given": len(given),
                "placed": found.placed,
                "moved": found.moved,
                "orphaned": found.orphaned,
                "replies": found.replies,
                "duplicates": found.duplicates,
            }
        )
        return
    moved = f"（其中 {found.moved} 条位置有变，请核对）" if found.moved else ""
    _print(
        f"共 {len(given)} 条：定位 {found.placed} 条{moved}，{ORPHAN_TERM} {found.orphaned} 条，"
        f"回复 {found.replies} 条，重复跳过 {found.duplicates} 条。"
    )


@_application.command("list", help="列出批注")
def _list(
    review: _Review,
    query: Annotated[list[str] | None, typer.Argument(metavar="[查询]", help="查询")] = None,
    as_json: _Json = False,
) -> None:
    wanted = query_language.parse(" ".join(query or ()))
    with _opened(review) as file:
        annotations = select(file.review, file.document, wanted)
        if as_json:
            _print_json(listing(annotations, file.review, file.document))
            return
        _print_table(file, annotations)


@_application.command(
    "export", help="导出 DOCX、PDF、XLSX、CSV、HTML、Markdown、JSON-LD 或文本清单"
)
def _export(  # noqa: PLR0913  an option each
    *,
    reviews: Annotated[
        list[Path],
        typer.Argument(metavar="审阅文件…", help="一个或几个审阅文件", show_default=False),
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="导出文件；几个审阅文件时是文件夹", show_default=False),
    ],
    query: Annotated[str, typer.Option("--query", help="只导出符合查询的批注")] = "",
    table: Annotated[bool, typer.Option("--table/--no-table", help="附意见汇总表")] = True,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件")] = False,
    kind: Annotated[Paper, typer.Option("--kind", help="文件种类")] = Paper.REPORT,
    layout: Annotated[Base, typer.Option("--layout", help="原件或公文版式")] = Base.AUTOMATIC,
    remarks: Annotated[list[Remarks] | None, typer.Option("--remarks", help="PDF 批注方式")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="附统计页")] = False,
    columns: Annotated[str, typer.Option("--columns", help="表格的栏，用逗号分开")] = "",
    group: Annotated[Grouping, typer.Option("--group", help="表格分组")] = Grouping.NONE,
    title: Annotated[str, typer.Option("--title", help="标题")] = "",
    heading: Annotated[str, typer.Option("--heading", help="标题上方的一行，如填报单位")] = "",
    templates: Annotated[
        Path | None, typer.Option("--templates", help="自己的模板文件夹", show_default=False)
    ] = None,
    suffix: Annotated[str, typer.Option("--format", help="导出到文件夹时的格式")] = "docx",
) -> None:
    targets = exporters.targets(reviews, out, suffix)
    for target in targets:
        if target.exists() and not force:
            raise UsageError(f"“{target}”已经存在，没有覆盖；请换一个文件名，或加上 --force。")
    for review, target in zip(reviews, targets, strict=True):
        with _opened(review) as file:
            export = exporters.Export(
                document=file.document,
                review=file.review,
                query=query,
                exported_at=_now(),
                opinion_table=table,
                paper=kind,
                base=layout,
                remarks=frozenset(remarks or [Remarks.NATIVE]),
                statistics=statistics,
                columns=tuple(name for name in re.split("[,，、 ]+", columns) if name),
                grouping=group,
                title=title,
                heading=heading,
                source_data=file.source_bytes(),
                page_map=tuple(file.page_map(page) for page in range(file.pages())),
                templates=templates,
            )
        exporters.write(export, target)
        _print(f"已导出“{target}”：{len(export.annotations())} 条批注。")


def _remarks(source: Path) -> copies.Remarks:
    """Read what another file says of a report; the file is left as it is."""
    if looking.is_review(source):
        return copies.remarks_of(*looking.look(source))
    return copies.read(source)


def _opened(path: Path) -> ReviewFile:
    holder = Holder(getpass.getuser(), socket.gethostname(), os.getpid(), int(time.time()))
    return ReviewFile.open(path, holder)


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
            _short(annotation.quote),
            _short(annotation.body or annotation.suggestion),
            person.name if person is not None else "",
            status,
        )
    Console(highlight=False, markup=False).print(table)
    _print(f"共 {len(annotations)} 条。")


def _place(annotation: Annotation, path: tuple[Section, ...]) -> str:
    if annotation.target.scope is Scope.DOCUMENT:
        return WHOLE_REPORT_TERM
    return "".join(section.number for section in path)


def _short(text: str, length: int = 24) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length] + "…"


def _usage_sentence(error: Exception) -> str:
    kind = type(error).__name__
    hint = "请用 reviewer --help 查看用法。"
    name = getattr(error, "option_name", "") or getattr(getattr(error, "param", None), "name", "")
    if kind == "NoSuchOption":
        return f"没有选项“{name}”，{hint}"
    if kind == "MissingParameter":
        return f"缺少参数“{name}”，{hint}"
    return f"命令用法不对（{error.format_message()}），{hint}"  # type: ignore[attr-defined]


def _fail(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


def _print(text: str) -> None:
    # -- a terminal of another encoding shows ? for what it cannot say, and never a traceback
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=1))


def _now() -> datetime:
    return datetime.now(UTC)


def _milliseconds() -> int:
    return int(time.time() * 1000)


def _clock() -> HybridClock:
    return HybridClock(_milliseconds)


def _new_id() -> str:
    return new_id(_milliseconds(), secrets.token_bytes(10))
