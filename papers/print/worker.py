"""The worker process of ``papers.print.rendering``: a paper as JSON on stdin, its file on
stdout.
"""

import json
import sys
from collections.abc import Callable

from papers.print.document import Document


def main(kind: str) -> None:
    """Make one file and end."""
    document = Document.from_json(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(_writer(kind)(document))


def _writer(kind: str) -> Callable[[Document], bytes]:
    """Return the maker of a kind of file; each loads only its own library."""
    if kind == "docx":
        from papers.print.office.word import write_word

        return write_word
    if kind == "pdf":
        from papers.print.pdf import write_pdf

        return write_pdf
    if kind == "xlsx":
        from papers.print.office.excel import write_excel

        return write_excel
    if kind == "html":
        from papers.print.html import write_html

        return write_html
    raise ValueError(f"no kind of paper: {kind}")


if __name__ == "__main__":
    main(sys.argv[1])
