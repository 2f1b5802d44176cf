"""The command that writes reviews as files for others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from reviewer import exporters
from reviewer.cli.files import now, opened
from reviewer.cli.printing import say
from reviewer.errors import UsageError
from reviewer.exporters.options import Base, Grouping, Paper, Remarks

commands: Final = typer.Typer()
"""The commands of this module, in the order of the help."""


@commands.command("export", help="导出 DOCX、PDF、XLSX、CSV、HTML、Markdown、JSON-LD 或文本清单")
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
    issuer: Annotated[
        str, typer.Option("--issuer", help="公文版式的发文机关标志（红头），如“某某市人民政府文件”")
    ] = "",
    number: Annotated[str, typer.Option("--number", help="红头下的发文字号")] = "",
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            "--template",
            help="自己的模板文件夹，或一个模板文件",
            show_default=False,
        ),
    ] = None,
    suffix: Annotated[str, typer.Option("--format", help="导出到文件夹时的格式")] = "docx",
) -> None:
    targets = exporters.targets(reviews, out, suffix)
    for target in targets:
        if target.exists() and not force:
            raise UsageError(f"“{target}”已经存在，没有覆盖；请换一个文件名，或加上 --force。")
    for review, target in zip(reviews, targets, strict=True):
        with opened(review) as file:
            export = exporters.Export(
                document=file.document,
                review=file.review,
                query=query,
                exported_at=now(),
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
                issuer=issuer,
                issue_number=number,
            )
        exporters.write(export, target)
        say(f"已导出“{target}”：{len(export.annotations())} 条批注。")
