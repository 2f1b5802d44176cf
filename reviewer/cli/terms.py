"""The command that says what a report is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from reviewer import importers
from reviewer.cli.arguments import JsonOption, ReportArgument
from reviewer.cli.files import take_user_words
from reviewer.cli.printing import print_json, say
from reviewer.language import keywords
from reviewer.language.keywords import Keyword, Terms
from reviewer.language.references import reference

commands: Final = typer.Typer()
"""The command of this module."""


@commands.command("keywords", help="关键词：权重、次数、首次出现的位置；可以逐节列出")
def _keywords(
    report: ReportArgument,
    as_json: JsonOption = False,
    most: Annotated[
        int, typer.Option("-n", min=1, metavar="个数", help="最多列出多少个")
    ] = keywords.USUAL,
    by_section: Annotated[bool, typer.Option("--by-section", help="逐节列出")] = False,
) -> None:
    take_user_words()
    document = importers.read(report).document
    terms = Terms(document)

    def table(found: Sequence[Keyword]) -> None:
        for each in found:
            place = reference(document, each.first.start)
            say(f"{each.word}\t{each.weight:.3f}\t{each.count} 次\t{place}")

    if not by_section:
        found = terms.keywords(most=most)
        if as_json:
            print_json(keywords.keywords_json(found))
        else:
            table(found)
        return
    sections = terms.by_section(most)
    if as_json:
        print_json(keywords.sections_json(sections))
        return
    for section, found in sections:
        say(section.label)
        table(found)
        say("")
