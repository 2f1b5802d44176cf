"""Commands that only read a report."""

from __future__ import annotations

from typing import Final

import typer

from reviewer import importers
from reviewer.cli.arguments import JsonOption, ReportArgument
from reviewer.cli.printing import print_json, say
from reviewer.language.outline import outline_json

commands: Final = typer.Typer()
"""The commands of this module, in the order of the help."""


@commands.command("outline", help="章节树")
def _outline(report: ReportArgument, as_json: JsonOption = False) -> None:
    document = importers.read(report).document
    if as_json:
        print_json(outline_json(document))
        return
    for section in document.sections:
        say("  " * (section.level - 1) + section.label)


@commands.command("text", help="导入后的正文")
def _text(report: ReportArgument) -> None:
    say(importers.read(report).document.text)
