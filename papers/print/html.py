"""The paper as one HTML page that stands alone: no outside resources, no script, readable by screen
readers and on paper.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from papers.print import words
from papers.print.document import (
    Document,
    HeadingLine,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperSection,
    Paragraph,
    Part,
)
from papers.print.runs import split_runs

_STYLE = Path(__file__).with_name("page.css")


def write_html(document: Document) -> bytes:
    """Return the page in UTF-8."""
    titles = "".join(f"<span>{escape(text)}</span> " for text in document.titles)
    introduction = "".join(f"<p>{escape(text)}</p>" for text in document.introduction)
    item = f'<p class="item">{escape(document.item)}</p>' if document.item else ""
    parts = "".join(_part(part, document.thai_digits) for part in document.parts)
    bodies = "".join(
        _section(section, len(document.columns), document.thai_digits)
        for section in document.sections
    )
    table = (
        _table(document.caption or words.TABLE, document.columns, bodies)
        if document.columns
        else ""
    )
    return (
        "<!DOCTYPE html>\n"
        '<html lang="th"><head><meta charset="utf-8"><title>'
        f"{escape(' '.join(document.titles))}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style></head>\n"
        f"<body><main><h1>{titles}</h1>{item}{parts}{introduction}\n{table}"
        f"{_remarks(document)}{_signature(document)}</main>"
        f"<footer><p>{escape(document.organization)} · "
        f"{escape(document.state)}</p></footer></body></html>\n"
    ).encode()


def _part(part: Part, thai_digits: bool) -> str:
    if isinstance(part, HeadingLine):
        return f"<h{part.level + 1}>{escape(part.text)}</h{part.level + 1}>\n"
    if isinstance(part, Paragraph):
        lead = f"<strong>{escape(part.lead)}</strong> " if part.lead else ""
        return f"<p>{lead}{escape(part.text)}</p>\n"
    rows = []
    for number, row in enumerate(part.rows):
        opening = '<tr class="strong">' if number in part.strong else "<tr>"
        cells = [
            _cell(cell, place == part.head, thai_digits, place in part.middle)
            for place, cell in enumerate(row.cells)
        ]
        rows.append(f"{opening}{''.join(cells)}</tr>\n")
    return _table(part.caption, part.columns, f'<tbody class="whole">{"".join(rows)}</tbody>\n')


def _table(caption: str, columns: Sequence[PaperColumn], bodies: str) -> str:
    heads = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in columns)
    total = sum(column.weight for column in columns)
    widths = "".join(
        f'<col style="width:{100 * column.weight / total:.2f}%">' for column in columns
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><colgroup>{widths}</colgroup><thead><tr>"
        f"{heads}</tr></thead>\n"
        f"{bodies}</table></div>\n"
    )


def _section(section: PaperSection, width: int, thai_digits: bool) -> str:
    heading = ""
    if section.heading:
        heading = (
            f'<tr><th scope="rowgroup" colspan="{width}">{escape(section.heading)}</th></tr>\n'
        )
    rows = []
    for row in section.rows:
        cells = [_cell(cell, place == 0, thai_digits) for place, cell in enumerate(row.cells)]
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<tbody>{heading}{''.join(rows)}</tbody>\n"


def _cell(cell: PaperCell, is_head: bool, thai_digits: bool, is_middle: bool = False) -> str:
    texts = cell.printed(thai_digits)
    lines = [_line(line, text) for line, text in zip(cell.lines, texts, strict=True)]
    if cell.numbered and len(lines) > 1:
        # The numbers are printed ones, in the digits of the paper; the list tells a screen reader
        # how many there are.
        content = f'<ol role="list">{"".join(f"<li>{line}</li>" for line in lines)}</ol>'
    else:
        content = "".join(f"<p>{line}</p>" for line in lines)
    note = f'<p class="note">{escape(cell.note)}</p>' if cell.note else ""
    if is_head:
        return f'<th scope="row">{content}{note}</th>'
    return f'<td class="middle">{content}{note}</td>' if is_middle else f"<td>{content}{note}</td>"


def _line(line: PaperLine, text: str) -> str:
    parts = [
        f"<mark>{escape(part)}</mark>" if is_marked else escape(part)
        for part, is_marked in split_runs(line, text)
    ]
    notes = "".join(
        f'<br><span class="note">{escape(mark.said)}</span>' for mark in line.marks if mark.said
    )
    return "".join(parts) + notes


def _remarks(document: Document) -> str:
    if not document.remarks:
        return ""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in document.remarks)
    return f'<section aria-label="{words.REMARKS}">{paragraphs}</section>\n'


def _signature(document: Document) -> str:
    lines = "<br>".join(escape(text) for text in document.signature)
    return (
        (f'<section class="signature" aria-label="{words.SIGNATURE}"><p>{lines}</p></section>\n')
        if lines
        else ""
    )
