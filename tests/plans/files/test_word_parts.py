"""Text boxes, content controls and whole files that stand in a Word file: read once each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from plans.document import PlanDocument
from plans.files.opening import read_source
from plans.reading.read_plan import read_plan
from plans.tables import Prose, Row
from tests.plans.office import HEADINGS, MEASURE, WORD, archive, paragraph, table, word

VML = "urn:schemas-microsoft-com:vml"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAN = paragraph("แผน ประจำปีงบประมาณ พ.ศ. 2570 เทศบาลตำบลบ้านร่มเย็น") + table(HEADINGS, MEASURE)
PAGE = (
    '<html><head><meta charset="utf-8"></head><body><p>แผน ประจำปีงบประมาณ พ.ศ. 2570</p><table>'
    + "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in (HEADINGS, MEASURE)
    )
    + "</table></body></html>"
)


def drawing(content: str) -> str:
    return f"<w:drawing><a><w:txbxContent>{content}</w:txbxContent></a></w:drawing>"


def picture(content: str) -> str:
    return (
        f'<w:pict><v:shape xmlns:v="{VML}"><v:textbox><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def both(newer: str, older: str) -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice Requires="wps">{newer}'
        f"</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )


def check(plan: PlanDocument) -> None:
    assert [(measure.code, measure.steps) for measure in plan.measures] == [("1.1", ("ทำ",))]
    assert plan.fiscal_year == 2570


@pytest.mark.parametrize(
    "run",
    [
        drawing(PLAN),
        picture(PLAN),
        both(drawing(PLAN), picture(PLAN)),
        both("<w:drawing/>", picture(PLAN)),
        drawing(f"<w:p><w:r>{both(drawing(PLAN), picture(PLAN))}</w:r></w:p>"),
    ],
    ids=["drawing", "vml", "both", "only older", "box in a box"],
)
def test_a_table_in_a_text_box_is_read_once(tmp_path: Path, run: str) -> None:
    body = f"<w:p><w:r><w:t>ก่อน</w:t></w:r><w:r>{run}</w:r></w:p>"
    source = read_source(word(tmp_path / "plan.docx", body))
    rows = [block for block in source.blocks if isinstance(block, Row)]
    assert [row.cells[0].text for row in rows] == [HEADINGS[0], MEASURE[0]]
    prose = [block.text for block in source.blocks if isinstance(block, Prose)]
    assert prose == ["ก่อน", "แผน ประจำปีงบประมาณ พ.ศ. 2570 เทศบาลตำบลบ้านร่มเย็น"]
    check(read_plan(tmp_path / "plan.docx"))


def test_a_text_box_in_a_cell_is_of_the_cell(tmp_path: Path) -> None:
    box = both(drawing(paragraph("ทำในกรอบ")), picture(paragraph("ทำในกรอบ")))
    cell = f"<w:p><w:r><w:t>ทำ</w:t></w:r><w:r>{box}</w:r></w:p>"
    body = table(HEADINGS, ("1.1 ก", cell, "กองคลัง", "ทุกเดือน"))
    (measure,) = read_plan(word(tmp_path / "plan.docx", body)).measures
    assert measure.steps == ("ทำ", "ทำในกรอบ")


def test_what_a_content_control_asks_for_is_nobodys_text(tmp_path: Path) -> None:
    asked = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    run = "<w:r><w:t>คลิกเพื่อใส่ข้อความ</w:t></w:r>"
    given = f"<w:sdt><w:sdtContent>{PLAN}</w:sdtContent></w:sdt>"
    body = (
        f"<w:p><w:sdt>{asked}<w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>"
        f"<w:sdt>{asked}<w:sdtContent><w:p>{run}</w:p></w:sdtContent></w:sdt>{given}"
    )
    source = read_source(word(tmp_path / "plan.docx", body))
    assert "คลิก" not in str(source.blocks)
    check(read_plan(tmp_path / "plan.docx"))


CHUNK = f'<w:altChunk xmlns:r="{RELATION}" r:id="c"/>'


def chunk(path: Path, name: str, data: bytes, body: str = CHUNK) -> Path:
    """Write a Word file that holds a whole file (altChunk)."""
    word(path, body)
    with zipfile.ZipFile(path) as opened:
        parts: dict[str, str | bytes] = {part: opened.read(part) for part in opened.namelist()}
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c" Type="{RELATION}/aFChunk" Target="/word/{name}"/></Relationships>'
    )
    return archive(path, {**parts, f"word/{name}": data})


def as_mht(page: str) -> bytes:
    return (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page}\r\n--b--\r\n"
    ).encode()


def test_a_whole_file_in_a_word_file_is_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner.docx"
    word(inner, PLAN)
    chunks = (
        ("page.html", PAGE.encode()),
        ("page.mht", as_mht(PAGE)),
        ("inner.docx", inner.read_bytes()),
        ("outer.docx", chunk(tmp_path / "outer.docx", "page.htm", PAGE.encode()).read_bytes()),
    )
    for name, data in chunks:
        check(read_plan(chunk(tmp_path / "plan.docx", name, data)))


def test_a_whole_file_in_a_cell_is_of_the_cell(tmp_path: Path) -> None:
    body = table(HEADINGS, ("1.1 ก", f"{paragraph('ดังนี้')}{CHUNK}", "กองคลัง", "ทุกเดือน"))
    page = '<meta charset="utf-8"><ol><li>ประชุม</li><li>ติดตาม</li></ol>'
    plan = read_plan(chunk(tmp_path / "plan.docx", "page.html", page.encode(), body))
    (measure,) = plan.measures
    assert [step for step in measure.steps if step != "ดังนี้"] == ["ประชุม", "ติดตาม"]


@pytest.mark.parametrize("has_title", [False, True])
def test_a_title_at_the_head_of_every_page_is_read_where_the_text_has_none(
    tmp_path: Path, has_title: bool
) -> None:
    title = paragraph("แผน ประจำปีงบประมาณ พ.ศ. 2570 เทศบาลตำบลบ้านร่มเย็น")
    head = f"<w:p><w:r>{both(drawing(title), picture(title))}</w:r></w:p>{paragraph('หน้า 1')}"
    path = word(tmp_path / "plan.docx", (title if has_title else "") + table(HEADINGS, MEASURE))
    with zipfile.ZipFile(path) as opened:
        parts: dict[str, str | bytes] = {part: opened.read(part) for part in opened.namelist()}
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="h" Type="{RELATION}/header" Target="header1.xml"/></Relationships>'
    )
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{WORD}">{head}</w:hdr>'
    source = read_source(archive(path, parts))
    prose = [block.text for block in source.blocks if isinstance(block, Prose)]
    assert [text for text in prose if text != "หน้า 1"] == [
        "แผน ประจำปีงบประมาณ พ.ศ. 2570 เทศบาลตำบลบ้านร่มเย็น"
    ]
    plan = read_plan(path)
    check(plan)
    assert plan.organization == "เทศบาลตำบลบ้านร่มเย็น"


def test_a_file_in_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = chunk(tmp_path / "plan.docx", "old.rtf", rb"{\rtf1 x}")
    assert "ฝังอยู่" in read_source(path).notes[0].message
    deep = chunk(tmp_path / "0.docx", "page.html", PAGE.encode())
    for depth in range(1, 6):
        deep = chunk(tmp_path / f"{depth}.docx", "inner.docx", deep.read_bytes())
    source = read_source(deep)
    assert not source.blocks
    assert "ฝังอยู่" in source.notes[0].message


def test_symbols_are_ticks_and_struck_text_is_nobodys(tmp_path: Path) -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>กองช่าง</w:t></w:r><w:r><w:t> กองคลัง</w:t></w:r>"
    struck += '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1/</w:t></w:r>'
    ticked = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    headings = ("มาตรการ", "ผู้รับผิดชอบ", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3")
    body = table(headings, ("1. ก", f"<w:p>{struck}</w:p>", "", ticked, "•"))
    title = paragraph("แผน ประจำปีงบประมาณ พ.ศ. 2570 เทศบาลตำบลบ้านร่มเย็น")
    plan = read_plan(word(tmp_path / "plan.docx", title + body))
    (one,) = plan.measures[0].assignments
    assert (one.parties, str(one.start), str(one.end)) == (("กองคลัง",), "2027-01-01", "2027-06-30")
    assert any("ขีดฆ่า" in warning.message for warning in plan.warnings)
