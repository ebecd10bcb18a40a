"""A part of the manual as PDF: Markdown of our own, with its pictures, on pages for the office's
file. Also a worker process (``rendering.run_worker``).
"""

import json
import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import typst
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from papers.print.letters_shown import showable
from papers.print.rendering import run_worker
from papers.print.typeface import write_fonts
from thai.fonts import FAMILY

_SOURCE = Path(__file__).with_name("manual.typ")
_TEXTS = ("text", "code_inline", "softbreak", "hardbreak")


def manual_pdf(text: str, pictures: Path) -> bytes:
    """Return a text in Markdown as PDF, with the pictures that lie in a folder; those that do not
    are left out. CannotRender when it fails.
    """
    return run_worker(__name__, [], {"text": text, "pictures": str(pictures)})


def _blocks(text: str) -> list[dict[str, Any]]:
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    return [block for node in tree.children for block in _block(node)]


def _block(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    match node.type:
        case "heading":
            return [{"kind": "heading", "level": int(node.tag[1:]), "runs": _runs(node)}]
        case "bullet_list" | "ordered_list":
            items = [_runs(item) for item in node.children]
            return [{"kind": node.type, "items": items}]
        case "table":
            rows = [row for part in node.children for row in part.children]
            return [
                {"kind": "table", "rows": [[_runs(cell) for cell in row.children] for row in rows]}
            ]
        case "code_block" | "fence":
            return [{"kind": "code", "text": node.content.rstrip()}]
    shown = [
        {"name": Path(str(each.attrs["src"])).name, "alt": each.content}
        for each in node.walk()
        if each.type == "image"
    ]
    if shown:
        return [{"kind": "pictures", "pictures": shown}]
    return [{"kind": "paragraph", "runs": _runs(node)}]


def _runs(node: SyntaxTreeNode) -> list[list[Any]]:
    """Return the texts within a node, each with whether it is bold."""
    return [
        [each.content or " ", _is_within(each, "strong")]
        for each in node.walk()
        if each.type in _TEXTS and not _is_within(each, "image")
    ]


def _is_within(node: SyntaxTreeNode, kind: str) -> bool:
    above = node.parent
    while above is not None:
        if above.type == kind:
            return True
        above = above.parent
    return False


def _copied(pictures: list[dict[str, str]], origin: Path, folder: Path) -> list[dict[str, str]]:
    """Bring the pictures that are there to where they are set."""
    there = [each for each in pictures if (origin / each["name"]).is_file()]
    for each in there:
        copy(origin / each["name"], folder)
    return there


def main() -> None:
    """Make the PDF of the text on stdin, and end."""
    asked = json.load(sys.stdin.buffer)
    blocks = _blocks(asked["text"])
    with TemporaryDirectory(prefix="kaona-manual-") as name:
        folder = Path(name)
        write_fonts(folder)
        copy(_SOURCE, folder)
        for block in blocks:
            if block["kind"] == "pictures":
                block["pictures"] = _copied(block["pictures"], Path(asked["pictures"]), folder)
        told = {"font": FAMILY, "blocks": blocks}
        made: bytes = typst.compile(
            folder / _SOURCE.name,
            format="pdf",
            font_paths=[folder],
            ignore_system_fonts=True,
            sys_inputs={"manual": showable(json.dumps(told, ensure_ascii=False))},
            pdf_standards="a-2b",
        )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
