"""Web pages in a single file, as browsers, Word and Excel save them."""

from __future__ import annotations

import quopri
from base64 import encodebytes
from pathlib import Path

import pytest

from plans.document import Unreadable
from plans.files.forms import MAX_TEXT_BYTES
from plans.files.opening import read_source
from plans.reading.read_plan import read_plan
from tests.plans.files.test_word_parts import PAGE, check

EXCEL = """<html xmlns:x="urn:x"><head><xml><x:ExcelWorkbook><x:ExcelWorksheets>
<x:ExcelWorksheet><x:Name>แผน</x:Name><x:WorksheetSource HRef="book_files/sheet001.htm"/>
</x:ExcelWorksheet><x:ExcelWorksheet><x:Name>รายชื่อ</x:Name>
<x:WorksheetSource HRef="book_files/sheet002.htm"/></x:ExcelWorksheet></x:ExcelWorksheets>
</x:ExcelWorkbook></xml></head><frameset><frame src="book_files/sheet001.htm"></frameset></html>"""


def single_file(*pages: tuple[str, str, str, str]) -> bytes:
    """Return the file; a page is its place, charset, way of writing and text."""
    text = b"From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
    text += b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--=next"\r\n'
    for place, charset, way, page in pages:
        data = page.encode(charset)
        written = quopri.encodestring(data) if way == "quoted-printable" else encodebytes(data)
        text += (
            f"\r\n----=next\r\nContent-Type: text/html; charset={charset}\r\n"
            f"Content-Transfer-Encoding: {way}\r\nContent-Location: {place}\r\n\r\n"
        ).encode()
        text += written
    text += (
        b"\r\n----=next\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA"
    )
    return text + b"\r\n----=next--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "tis-620"])
@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["plan.mht", "plan.doc"])
def test_a_page_in_a_single_file(tmp_path: Path, charset: str, way: str, name: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{charset}"')
    (tmp_path / name).write_bytes(single_file(("http://a/plan", charset, way, page)))
    check(read_plan(tmp_path / name))


def test_a_workbook_in_a_single_file_names_its_sheets(tmp_path: Path) -> None:
    path = tmp_path / "plan.mhtml"
    pages = (
        ("file:///book.htm", EXCEL),
        ("file:///book_files/sheet001.htm", PAGE),
        ("file:///book_files/sheet002.htm", "<table><tr><td>รายชื่อคณะกรรมการ</td></tr></table>"),
        ("file:///book_files/tabstrip.htm", "<table><tr><td>แท็บ</td></tr></table>"),
    )
    path.write_bytes(single_file(*((place, "utf-8", "base64", page) for place, page in pages)))
    source = read_source(path)
    assert list(dict.fromkeys(block.sheet for block in source.blocks)) == ["แผน", "รายชื่อ"]
    check(read_plan(path))


def test_a_single_file_without_a_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.mht").write_bytes(single_file())
    with pytest.raises(Unreadable, match="holds no web page"):
        read_plan(tmp_path / "plan.mht")


def test_pictures_in_a_page_are_no_text(tmp_path: Path) -> None:
    for letters in (40_000, MAX_TEXT_BYTES):
        picture = f'<img src="data:image/png;base64,{"A" * letters}">'
        page = PAGE.replace("<table>", f"{picture}<table>")
        (tmp_path / "plan.html").write_text(page, encoding="utf-8")
        check(read_plan(tmp_path / "plan.html"))
    (tmp_path / "plan.mht").write_bytes(single_file(("http://a", "utf-8", "base64", page)))
    check(read_plan(tmp_path / "plan.mht"))
