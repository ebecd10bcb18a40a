"""From a file on disk to rows and prose, whatever the form; anything that is no plan is refused
early and cheaply.
"""

import re
import stat
from pathlib import Path

from plans.document import Unreadable
from plans.files.archive import Archive
from plans.files.csv_table import read_csv
from plans.files.excel import read_workbook
from plans.files.html import declared_charset, is_html, read_html
from plans.files.pdf import read_pdf
from plans.files.source import MAX_ROWS, Source, check_size
from plans.files.word import read_word
from plans.tables import read_text

MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT_BYTES = 4 * 1024 * 1024
_FORMS = "give a Word (.docx), Excel (.xlsx), CSV, web page (.html), PDF or text file"
_KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (
        b"\xd0\xcf\x11\xe0",
        (
            "an old Word or Excel file (.doc, .xls), or one with a password; save it as .docx or "
            ".xlsx without one"
        ),
    ),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_source(path: Path) -> Source:
    """Return the rows and prose of a file; Unreadable says in one sentence why not."""
    name = shown_name(path)
    data = _bytes(path, name)
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise Unreadable(f"{name} is {kind}; {_FORMS}")
    if data.startswith(b"PK"):
        source = _read_office(path, name)
    elif b"%PDF-" in data[:1024]:
        source = read_pdf(path, name)
    else:
        source = _read_text(data, path.suffix.lower(), name)
    check_size(source.blocks, name)
    return source


def shown_name(path: Path) -> str:
    """Return a file's name as it may be printed: no control characters, not longer than a line."""
    name = "".join(letter if letter.isprintable() else "?" for letter in path.name)
    return name if len(name) <= 100 else f"{name[:60]}…{name[-30:]}"


def _read_text(data: bytes, suffix: str, name: str) -> Source:
    if len(data) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // 1024 // 1024
        raise Unreadable(
            f"{name} has more than {limit} MB of text; a plan has far less, give the plan alone"
        )
    charset = declared_charset(data)
    text = _decode(data, charset, name) if charset == "cp874" else decode(data, name)
    if suffix == ".csv":
        return Source(read_csv(text, name))
    if suffix in (".html", ".htm") or is_html(text):
        return read_html(text, name)
    _refuse_open_tags(text, name)
    return Source(read_text(text, 2 * MAX_ROWS))


def decode(data: bytes, name: str) -> str:
    """Return Thai text from UTF-8, UTF-16 with a byte order mark, or Windows-874."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16", name)
    if b"\0" in data:
        raise Unreadable(f"{name} is not text but some other kind of file; {_FORMS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 1 and error.reason == "unexpected end of data":
            raise Unreadable(
                f"{name} is cut off in the middle of a letter; send the whole file again"
            ) from None
    text = _decode(data, "cp874", name)
    if not sum("ก" <= letter <= "๛" for letter in text) > len(text) // 10:
        raise Unreadable(f"{name} is not Thai text in UTF-8 or Windows-874; {_FORMS}")
    return text


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


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not text that can be read; {_FORMS}") from None


def _bytes(path: Path, name: str) -> bytes:
    try:
        about = path.stat()
        size = about.st_size
        if stat.S_ISDIR(about.st_mode):
            raise Unreadable(f"{name} is a folder; {_FORMS}")
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(f"{name} is no file but a pipe or a device; {_FORMS}")
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise Unreadable(
                f"{name} has {size / 1024 / 1024:.0f} MB; a plan has at most {limit} MB, leave "
                "pictures out"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # some files have more than they say
    except FileNotFoundError:
        raise Unreadable(f"there is no file {name}") from None
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"{name} cannot be opened: {getattr(error, 'strerror', None) or error}"
        ) from None
    if not data.strip():
        raise Unreadable(f"{name} is empty; {_FORMS}")
    return data


def _read_office(path: Path, name: str) -> Source:
    archive = Archive(path, name)
    try:
        main = archive.main or ""
        if main.startswith("word/"):
            return read_word(archive)
        if main.startswith("xl/"):
            return read_workbook(archive)
    finally:
        archive.close()
    raise Unreadable(f"{name} is an archive but neither Word nor Excel; {_FORMS}")
