"""Commands that only read a report."""

from __future__ import annotations

import re
from typing import Annotated, Final

import typer

from reviewer import importers
from reviewer.cli.arguments import JsonOption, ReportArgument
from reviewer.cli.files import take_user_words
from reviewer.cli.printing import print_json, say
from reviewer.errors import UsageError
from reviewer.language import checks
from reviewer.language.figures import facts_json
from reviewer.language.links import correspondence, links_json
from reviewer.language.outline import outline_json
from reviewer.model.document import Document

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


@commands.command("search", help="查找：不分全角半角、大小写、简繁，跳过标点；字母可作拼音首字母")
def _search(
    report: ReportArgument,
    phrase: Annotated[str, typer.Argument(metavar="词句", show_default=False)],
    as_json: JsonOption = False,
    whole: Annotated[bool, typer.Option("--whole-words", help="只找整词")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="词句是正则表达式")] = False,
) -> None:
    # -- the other commands need not wait for numpy
    from reviewer.language.search import Options, hits_json  # noqa: PLC0415

    if not phrase.strip():
        raise UsageError("没有写要找的词句，请把它写在文件后面。")
    if whole:
        take_user_words()
    document = importers.read(report).document
    hits = hits_json(document, phrase, Options(whole_words=whole, regex=regex))
    if as_json:
        print_json(hits)
        return
    for hit in hits:
        say(f"{hit['start']}-{hit['end']}\t{' › '.join(hit['section'])}\t{hit['context']}")
    say(f"共 {len(hits)} 处。")


@commands.command("check", help="文字核对：错误、疑似、提示；有核对结果时退出码为1")
def _check(
    report: ReportArgument,
    as_json: JsonOption = False,
    select: Annotated[str, typer.Option(help="只用这些规则，如 BD,SZ-03 或 ALL")] = "",
    ignore: Annotated[str, typer.Option(help="不用这些规则")] = "",
) -> None:
    codes = checks.chosen(_codes(select), _codes(ignore))
    imported = importers.read(report)
    found = checks.check(imported.document, codes)
    if as_json:
        print_json([checks.finding_json(finding) for finding in found])
    else:
        lines = _Lines(imported)
        for finding in found:
            line, column = lines.place(finding.span.start)
            advice = "" if finding.suggestion is None else f"（建议{_advice(finding.suggestion)}）"
            say(f"{report}:{line}:{column} {finding.code} {finding.message}{advice}")
    if found:
        raise typer.Exit(1)


@commands.command("facts", help="数据、单位、提法、引用的文件、任务时限")
def _facts(report: ReportArgument, as_json: JsonOption = False) -> None:
    facts = facts_json(importers.read(report).document)
    if as_json:
        print_json(facts)
        return
    for name, words in _FACTS.items():
        say(f"{words}（{len(facts[name])}）")
        for fact in facts[name]:
            more = (str(fact[key]) for key in ("what", "deadline") if key in fact)
            say("  " + "　".join([str(fact["text"]), *more]))


@commands.command("links", help="问题与建议的对应")
def _links(report: ReportArgument, as_json: JsonOption = False) -> None:
    document = importers.read(report).document
    if as_json:
        print_json(links_json(document))
        return
    for problem, answers in correspondence(document):
        say(problem.label)
        for answer in answers:
            evidence = "、".join(answer.evidence)
            say(f"  → {answer.suggestion.label}　{answer.score:.2f}　{evidence}")
        if not answers:
            say("  （没有对应的建议）")


_FACTS: Final = {
    "figures": "数据",
    "bodies": "单位",
    "policy_phrases": "提法",
    "documents": "引用的文件",
    "commitments": "任务时限",
}


def _advice(suggestion: str) -> str:
    return f"改为“{suggestion}”" if suggestion else "删去"


def _codes(given: str) -> list[str]:
    return [code for code in re.split("[,，、 ]+", given) if code]


class _Lines:
    """Lines and columns, from 1: those of a text file itself, else of the imported text."""

    def __init__(self, imported: importers.Imported) -> None:
        self._document: Document = imported.document
        source = imported.document.source
        self._source = ""
        if source.importer == "plain" and source.encoding:
            self._source = imported.data.decode(source.encoding, "replace")
            self._source = self._source.removeprefix("\ufeff")

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in the document's text."""
        place = self._document.locate(offset)
        if not self._source:
            return place.paragraph + 1, place.offset + 1
        at = self._document.paragraphs[place.paragraph].origin + place.offset
        before = self._source[:at].replace("\r\n", "\n").replace("\r", "\n")
        return before.count("\n") + 1, len(before) - before.rfind("\n")
