"""A Word file of ours as a plain page to look at before it is made: its paragraphs, tables and
pictures in order. Where a page ends, only Word knows.
"""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length

_STYLE = (
    "body{font:17px/1.6 Sarabun,'TH Sarabun New','TH SarabunPSK',sans-serif;margin:1rem auto;"
    "max-width:21cm;padding:0 1rem;color:#1d2430}p{margin:.2rem 0;white-space:pre-wrap}"
    "table{border-collapse:collapse;width:100%}td{border:1px solid #666;padding:.2rem .4rem;"
    "vertical-align:top;overflow-wrap:anywhere}img{max-width:100%;height:auto}"
)
_ALIGNED = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
_USUAL = 16
"""Points of the text of our papers."""


def word_page(content: bytes, title: str) -> bytes:
    """Return a .docx file as an HTML page that stands alone, pictures inside, in UTF-8."""
    file = Document(BytesIO(content))
    body = "".join(_block(file.part, each) for each in file.iter_inner_content())
    return (
        f'<!DOCTYPE html>\n<html lang="th"><head><meta charset="utf-8"><title>{escape(title)}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>\n{body}"
        "</main></body></html>\n"
    ).encode()


def _block(part: Any, block: Any) -> str:
    if hasattr(block, "rows"):
        rows = "".join(
            f"<tr>{''.join(f'<td>{_inside(part, cell)}</td>' for cell in row.cells)}</tr>"
            for row in block.rows
        )
        return f"<table>{rows}</table>\n"
    return _paragraph(part, block)


def _inside(part: Any, cell: Any) -> str:
    return "".join(_block(part, each) for each in cell.iter_inner_content())


def _paragraph(part: Any, paragraph: Any) -> str:
    words = "".join(_run(part, run) for run in paragraph.runs)
    style = _ALIGNED.get(paragraph.alignment)
    first: Length | None = paragraph.paragraph_format.first_line_indent
    styles = [f"text-align:{style}"] if style else []
    styles += [f"text-indent:{first.cm:.1f}cm"] if first and first > 0 else []
    held = f' style="{";".join(styles)}"' if styles else ""
    return f"<p{held}>{words or '&nbsp;'}</p>\n"


def _run(part: Any, run: Any) -> str:
    pictures = "".join(_pictures(part, run))
    text = escape(run.text).replace("\n", "<br>")
    if text and run.bold:
        text = f"<strong>{text}</strong>"
    size = run.font.size.pt if run.font.size else _USUAL
    if text and size != _USUAL:
        text = f'<span style="font-size:{size / _USUAL:.2f}em">{text}</span>'
    return text + pictures


def _pictures(part: Any, run: Any) -> Iterator[str]:
    for blip in run._r.iter(qn("a:blip")):  # python-docx has no name for a run's pictures
        found = part.related_parts.get(blip.get(qn("r:embed")))
        if found is not None:
            data = b64encode(found.blob).decode()
            yield f'<img alt="" src="data:{escape(found.content_type)};base64,{data}">'
