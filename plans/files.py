"""From a file on disk to rows and prose, whatever the form; anything that is no plan is refused early and cheaply."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from plans.csv_table import read_csv
from plans.document import Unreadable
from plans.excel import read_workbook
from plans.tables import Block, read_text
from plans.word import read_word

MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT_BYTES = 4 * 1024 * 1024
MAX_XML_BYTES = 16 * 1024 * 1024
"""Largest uncompressed XML part of a Word or Excel file: a plan has a hundred kilobytes, a zip bomb gigabytes."""
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
_FORMS = "give a Word (.docx), Excel (.xlsx), CSV or text file"
_KINDS = (
    (b"%PDF", "a PDF, which is not read yet"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls); save it as .docx or .xlsx"),
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_blocks(path: Path) -> list[Block]:
    """Return the rows and prose of a file; Unreadable says in one sentence why not."""
    data = _bytes(path)
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise Unreadable(f"{path.name} is {kind}; {_FORMS}")
    if data.startswith(b"PK"):
        return _read_office(path)
    if len(data) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // 1024 // 1024
        raise Unreadable(f"{path.name} has more than {limit} MB of text; a plan has far less, give the plan alone")
    text = decode(data, path.name)
    if path.suffix.lower() == ".csv":
        return read_csv(text, path.name)
    _refuse_open_tags(text, path.name)
    return read_text(text)


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
            raise Unreadable(f"{name} is cut off in the middle of a letter; send the whole file again") from None
    text = _decode(data, "cp874", name)
    if not sum("ก" <= letter <= "๛" for letter in text) > len(text) // 10:
        raise Unreadable(f"{name} is not Thai text in UTF-8 or Windows-874; {_FORMS}")
    return text


def _refuse_open_tags(text: str, name: str) -> None:
    """Refuse OCR text whose last cell opens an inline tag and never closes it: the file was cut there."""
    last = text.rstrip().rpartition("\n")[2].rpartition("\t")[2]
    if last.startswith("|"):
        return  # a Markdown row, whose missing cells tell
    for tag in ("p", "b", "li", "ol", "ul"):
        if len(re.findall(rf"<{tag}[ >]", last)) > last.count(f"</{tag}>") or re.search(r"</?\w*$", last):
            raise Unreadable(f"{name} is cut off in its last row; send the whole file again")


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not text that can be read; {_FORMS}") from None


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable(f"{path.name} is a folder; {_FORMS}")
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise Unreadable(
                f"{path.name} has {size / 1024 / 1024:.0f} MB; a plan has at most {limit} MB, leave pictures out"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"there is no file {path.name}") from None
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}") from None
    if not data.strip():
        raise Unreadable(f"{path.name} is empty; {_FORMS}")
    return data


def _read_office(path: Path) -> list[Block]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unreadable(f"{path.name} is cut off or damaged; send the whole file again") from None
    # The sizes an archive declares are checked before anything is unpacked; zipfile reads no more than it declares.
    xml = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
    if xml > MAX_XML_BYTES or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES or len(members) > 5_000:
        raise Unreadable(f"{path.name} unpacks to far more than a plan holds; save the plan alone in a new file")
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return read_word(path)
    if "xl/workbook.xml" in names:
        return read_workbook(path)
    raise Unreadable(f"{path.name} is an archive but neither Word nor Excel; {_FORMS}")
