"""The form of a file, told by its bytes, and the reader for it; runs in a process of its own
(``python -m plans.files.forms NAME SUFFIX``), which ``plans.files.opening`` starts and limits.

Given are a file's bytes; printed is what it gave (``Source.to_json``), with exit 4 one sentence why
it was refused.
"""

import io
import re
import sys

from plans.document import Unreadable
from plans.files.archive import Archive
from plans.files.csv_table import read_csv
from plans.files.encodings import decode
from plans.files.html import declared_charset, is_html, read_html, without_pictures
from plans.files.own_process import Limits, confine
from plans.files.sheets.excel import read_workbook
from plans.files.source import FORMS, MAX_ROWS, Source, check_size
from plans.files.word import read_word
from plans.tables import read_text

LIMITS = Limits(seconds=7, megabytes=450, patience=15.0)
"""What reading one file may use: enough for a hundred pages, little enough for a file made to do
harm.
"""
REFUSED, TOO_MUCH = 4, 5
MAX_TEXT_BYTES = 4 * 1024 * 1024
_MOST_CHUNKS = 3
"""How deep files may stand in files (altChunk of Word)."""
_KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "an RTF file"),  # one that stands in another; LibreOffice had the others
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_form(data: bytes, suffix: str, name: str, depth: int = 0) -> Source:
    """Return the rows and prose of a file; Unreadable says in one sentence why not. ``depth`` is in
    how many files it stands.
    """
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise Unreadable(f"{name} is {kind}; {FORMS}")
    if data.startswith(b"PK"):
        return _read_archive(data, name, depth)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from plans.files.sheets.old_excel import read_old_workbook

        return read_old_workbook(data, name)
    if b"%PDF-" in data[:1024]:
        from plans.files.pdf import read_pdf

        return read_pdf(data, name)
    return _read_text(data, suffix, name)


def _read_archive(data: bytes, name: str, depth: int) -> Source:
    archive = Archive(io.BytesIO(data), name)
    main = archive.main or ""
    if main.startswith("word/"):
        return read_word(
            archive,
            (lambda chunk, suffix: read_form(chunk, suffix, name, depth + 1))
            if depth < _MOST_CHUNKS
            else None,
        )
    if main.startswith("xl/"):
        return read_workbook(archive)
    if main == "content.xml":
        from plans.files.sheets.open_sheet import read_open_sheet

        return read_open_sheet(archive)
    raise Unreadable(f"{name} is an archive but neither Word nor Excel; {FORMS}")


def _read_text(data: bytes, suffix: str, name: str) -> Source:
    from plans.files.web_archive import is_web_archive, read_web_archive

    if suffix in (".mht", ".mhtml") or is_web_archive(data):
        return read_web_archive(data, name)
    data = without_pictures(data)
    if len(data) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // 1024 // 1024
        raise Unreadable(
            f"{name} has more than {limit} MB of text; a plan has far less, give the plan alone"
        )
    text, notes = decode(data, name, declared_charset(data))
    if suffix == ".csv":
        source = Source(read_csv(text, name))
    elif suffix in (".html", ".htm") or is_html(text):
        source = read_html(text, name)
    else:
        _refuse_open_tags(text, name)
        source = Source(read_text(text, 2 * MAX_ROWS))
    return Source(source.blocks, source.notes + notes)


def _refuse_open_tags(text: str, name: str) -> None:
    """Refuse OCR text whose last cell opens an inline tag and never closes it: the file was cut
    there.
    """
    last = text.rstrip().rpartition("\n")[2].rpartition("\t")[2]
    if last.startswith("|"):  # a Markdown row, whose missing cells tell
        if not last.endswith("|") and re.search(r"^\|.*\|$", text, re.MULTILINE):
            raise Unreadable(f"{name} is cut off in its last row; send the whole file again")
        return
    for tag in ("p", "b", "li", "ol", "ul"):
        if len(re.findall(rf"<{tag}[ >]", last)) > last.count(f"</{tag}>") or re.search(
            r"</?\w*$", last
        ):
            raise Unreadable(f"{name} is cut off in its last row; send the whole file again")


def main(name: str, suffix: str) -> int:
    """Read the file that is given and print what it gave; return the exit code."""
    confine(LIMITS.seconds, LIMITS.megabytes)
    try:
        source = read_form(sys.stdin.buffer.read(), suffix, name)
        check_size(source.blocks, name)
        sys.stdout.write(source.to_json())
    except Unreadable as refused:
        sys.stdout.write(str(refused))
        return REFUSED
    except (MemoryError, RecursionError):
        return TOO_MUCH
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
