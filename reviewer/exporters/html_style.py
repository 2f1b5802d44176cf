"""The looks of the HTML: one style sheet, with the categories' own colours and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reviewer.model.records import Category, Pattern

_LINES: Final = {
    Pattern.SOLID: "solid",
    Pattern.DASHED: "dashed",
    Pattern.DOTTED: "dotted",
    Pattern.DOUBLE: "double",
    Pattern.DASH_DOT: "dashed",
    Pattern.WAVY: "wavy",
}
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")

_SHEET: Final = """\
:root { --page: #fff; --text: #1d2126; --soft: #5b636d; --hair: #d9dde2; --accent: #1f5fa8;
  --fill: #fce7a9; --line: #8f6b00; color-scheme: light dark }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1.0625rem/1.75 "Noto Serif SC", "Source Han Serif SC", "Songti SC", SimSun, serif }
a { color: var(--accent) }
nav, aside, .sum, .line, table { font-family: "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  font-size: .875rem; line-height: 1.55 }
nav ul { list-style: none; margin: 0; padding-left: 1em }
nav a { text-decoration: none }
h1 { text-align: center; font-size: 1.5rem; line-height: 1.4 }
h2, h3, h4, h5, h6 { font-size: 1.125rem; margin: 1.2em 0 .4em }
p { margin: .4em 0; overflow-wrap: anywhere }
p.body, p.list-item { text-indent: 2em; text-align: justify }
p.subtitle, p.author, p.document-number, p.dateline, p.caption, p.web-title { text-align: center }
p.signature { text-align: right }
:target { outline: 2px solid var(--accent); outline-offset: 2px }
mark, del { color: inherit; background: none; text-decoration: none }
mark.fill { background: var(--fill); border-bottom: 1px solid var(--line) }
.line { text-decoration: underline 2px var(--line) }
p.line { text-decoration: none; margin: .2em 0 }
mark.strike, del { text-decoration: line-through var(--line) }
ins { text-decoration: underline double #1a7f37; color: #1a7f37 }
sup { line-height: 0; font-size: .7em } sup a { text-decoration: none }
.note { border-left: 4px solid var(--line); margin: .4rem 0; padding: .3rem .6rem;
  border-radius: 3px; background: color-mix(in srgb, var(--fill) 35%, var(--page)) }
.note p { margin: .2em 0; text-indent: 0 } .by { color: var(--soft); font-size: .8125rem }
.note blockquote { margin: .2em 0; padding-left: .6em; border-left: 2px solid var(--hair) }
.note .reply { padding-left: 1em; border-left: 2px solid var(--hair) }
summary { cursor: pointer; min-height: 1.6em }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
.cards { table-layout: fixed; min-width: 68rem }
th, td { border: 1px solid var(--hair); padding: .3em .5em; text-align: left; vertical-align: top }
@media screen and (max-width: 60rem) { nav { max-height: 45vh; overflow: auto } }
@media screen and (max-width: 45rem) {
  .cards, .cards tbody, .cards tr, .cards td, .cards tbody th { display: block; min-width: 0; width: auto }
  .cards thead, .cards colgroup, .cards td:empty { display: none }
  .cards tr { border: 1px solid var(--hair); border-radius: 6px; margin: .6rem 0; padding: .3rem .6rem }
  .cards td, .cards tbody th { border: 0; padding: .15rem 0 }
  .cards td { padding-left: 6.5em; position: relative }
  .cards td::before { content: attr(data-label); position: absolute; left: 0; color: var(--soft) }
}
@media (min-width: 60rem) {
  .row { display: grid; grid-template-columns: minmax(0, 42rem) minmax(0, 1fr); column-gap: 1.5rem;
    grid-template-rows: repeat(var(--blocks, 1), auto) 1fr; align-items: start }
  .row > * { grid-column: 1 } .row > aside { grid-column: 2; grid-row: 1 / -1 }
}
@media screen and (min-width: 80rem) {
  body { display: grid; grid-template-columns: 15rem minmax(0, 1fr); column-gap: 2rem;
    align-items: start; max-width: 92rem }
  nav { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto }
  main { grid-column: 2 } main:only-child { grid-column: 1 / -1 }
}
@media (prefers-color-scheme: dark) {
  :root { --page: #16181b; --text: #e2e4e7; --soft: #a2a9b2; --hair: #3a4048; --accent: #8ab4f0;
    --fill: #5a4a15; --line: #d3a93c }
  ins { color: #6fce86; text-decoration-color: #6fce86 }
}
@media print {
  :root { --page: #fff; --text: #000; --soft: #444; --accent: #000 }
  body { max-width: none; padding: 0; font-size: 11pt } nav { break-after: page }
  .cards { min-width: 0; font-size: 8pt }
  .row { display: grid; grid-template-columns: 66% 1fr; column-gap: 4mm;
    grid-template-rows: repeat(var(--blocks, 1), auto) 1fr; align-items: start }
  .row > * { grid-column: 1 } .row > aside { grid-column: 2; grid-row: 1 / -1; font-size: 8pt } .note, tr { break-inside: avoid }
  h1, h2, h3, h4, h5, h6 { break-after: avoid }
  mark, .note { -webkit-print-color-adjust: exact; print-color-adjust: exact }
}
"""


def style_sheet(categories: Iterable[Category]) -> str:
    """Return the sheet; a category's line tells it apart where colours cannot be seen."""
    rules: list[str] = []
    dark: list[str] = []
    for category in categories:
        colours = (category.light, category.dark, category.line)
        if not _NAME.fullmatch(category.id) or not all(map(_COLOUR.fullmatch, colours)):
            continue
        name, line = f".k-{category.id}", _LINES[category.pattern]
        rules.append(f"{name} {{ --fill: {category.light}; --line: {category.line} }}")
        rules.append(f"mark{name}.fill {{ border-bottom-style: {_border(line)} }}")
        rules.append(f"mark{name}.line {{ text-decoration-style: {line} }}")
        dark.append(f"{name} {{ --fill: {category.dark} }}")
    folded = "@media screen and (prefers-color-scheme: dark) {\n" + "\n".join(dark) + "\n}\n"
    return _SHEET + "\n".join(rules) + "\n" + (folded if dark else "")


def _border(line: str) -> str:
    return "dotted" if line == "wavy" else line
