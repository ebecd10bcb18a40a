"""The same table in every file form; and files that are no plan."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.document import PlanDocument, Unreadable
from plans.files.forms import read_form
from plans.files.opening import MAX_BYTES
from plans.reading.read_plan import read_blocks_as_plan, read_plan

MHT = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
TITLE = "แผนส่งเสริมคุณธรรมและความโปร่งใส จังหวัดตาก ประจำปีงบประมาณ พ.ศ. 2570"
TABLE = [
    ["มาตรการ/แนวทาง", "ขั้นตอน/วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ"],
    ["1. การให้บริการประชาชน", "", "", ""],
    [
        "1.1 จัดคิว",
        "1. สำรวจ\n2. เปิดระบบ",
        "สำนักงานจังหวัด\nส่วนราชการประจำจังหวัด",
        "ต.ค. 69\nพ.ย. 69 - ก.ย. 70",
    ],
    ["", "3. ติดตามผล", "สำนักงานจังหวัด", "ทุกไตรมาส"],
    ["2. การจัดซื้อ", "", "", ""],
    ["1) เปิดเผยแผน", "ลงประกาศ", "กองคลัง", "ภายใน 31 มี.ค. 70"],
    ["=SUM(A1:A9)", "+ทดสอบ", "กองคลัง", "ทุกเดือน"],
]


def as_text(path: Path) -> None:
    lines = ["\t".join(cell.replace("\n", "<br>") for cell in row) for row in TABLE]
    path.write_text(TITLE + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def as_pipes(path: Path) -> None:
    rows = [TABLE[0], ["---"] * 4, *TABLE[1:]]
    lines = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in rows]
    path.write_text(TITLE + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def as_csv(path: Path, encoding: str, delimiter: str = ",") -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([TITLE])
    writer.writerows(TABLE)
    path.write_bytes(text.getvalue().encode(encoding))


def as_word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=4)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def as_workbook(path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in [[TITLE], *TABLE]:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.value else cell.data_type  # text, whatever it begins with
    workbook.save(path)


def read(tmp_path: Path, name: str) -> PlanDocument:
    return read_plan(tmp_path / name)


def read_here(data: bytes, name: str) -> PlanDocument:
    """Read a file in this process, where hundreds are read."""
    source = read_form(data, Path(name).suffix, name)
    return read_blocks_as_plan(source.blocks, name, None, source.notes)


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_plan(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    return message


def test_one_table_reads_alike_in_every_form(tmp_path: Path) -> None:
    as_text(tmp_path / "plan.txt")
    as_pipes(tmp_path / "plan.md")
    as_csv(tmp_path / "utf8.csv", "utf-8-sig")
    as_csv(tmp_path / "thai.csv", "cp874")
    as_csv(tmp_path / "semicolon.csv", "utf-16", ";")
    as_word(tmp_path / "plan.docx")
    as_workbook(tmp_path / "plan.xlsx")
    first = read(tmp_path, "plan.txt")
    assert [measure.code for measure in first.measures] == ["1.1", "2.1", None]
    assert [one.steps for one in first.measures[0].assignments] == [(0,), (1,), (2,)]
    assert first.measures[2].title == "=SUM(A1:A9)"
    for name in ("plan.md", "utf8.csv", "thai.csv", "semicolon.csv", "plan.docx", "plan.xlsx"):
        assert read(tmp_path, name).to_json() == first.to_json(), name


def test_cells_merged_down_in_word_and_excel_are_shared(tmp_path: Path) -> None:
    rows = [TABLE[0], ["1.1 ก", "ทำ", "กองคลัง", "ทุกเดือน"], ["1.2 ข", "ตาม", "", ""]]
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for index, row in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    for column in (2, 3):
        table.cell(1, column).merge(table.cell(2, column))
    document.save(str(tmp_path / "merged.docx"))
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("D2:D3")
    workbook.save(tmp_path / "merged.xlsx")
    for name in ("merged.docx", "merged.xlsx"):
        measures = read(tmp_path, name).measures
        assert measures[0].assignments == measures[1].assignments
        assert measures[1].assignments[0].parties == ("กองคลัง",)


def test_an_issue_merged_across_the_row_is_one_issue(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for index, row in enumerate([TABLE[0], TABLE[1], ["1) ก", "ทำ", "กองคลัง", "ทุกเดือน"]]):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    document.save(str(tmp_path / "plan.docx"))
    plan = read(tmp_path, "plan.docx")
    assert [issue.title for issue in plan.issues] == ["การให้บริการประชาชน"]
    assert plan.measures[0].code == "1.1"


def test_lists_numbered_by_word_itself_are_steps(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, TABLE[0], strict=True):
        cell.text = text
    table.cell(1, 0).text = "ก"
    steps = table.cell(1, 1)
    steps.paragraphs[0].text = "สำรวจ"
    steps.paragraphs[0].style = "List Number"
    steps.add_paragraph("เปิดระบบ", style="List Number")
    document.save(str(tmp_path / "plan.docx"))
    assert read(tmp_path, "plan.docx").measures[0].steps == ("สำรวจ", "เปิดระบบ")


def test_real_dates_and_numbers_in_excel_are_read_as_printed(tmp_path: Path) -> None:
    from datetime import datetime

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"])
    sheet.append([1.1, "ก", "ทำ", "กองคลัง", datetime(2570, 3, 31)])  # noqa: DTZ001 (a workbook has no zones)
    workbook.save(tmp_path / "plan.xlsx")
    (measure,) = read(tmp_path, "plan.xlsx").measures
    assert measure.code == "1.1"
    assert measure.assignments[0].period_text == "31 มีนาคม 2570"
    assert str(measure.assignments[0].end) == "2027-03-31"


def test_an_unknown_year_takes_the_given_one_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    as_text(path)
    assert read_plan(path, fiscal_year=2571).fiscal_year == 2571
    assert any("2571" in warning.message for warning in read_plan(path, fiscal_year=2571).warnings)
    path.write_text(path.read_text(encoding="utf-8").replace(TITLE, ""), encoding="utf-8")
    assert read_plan(path).fiscal_year is None
    assert read_plan(path).organization is None


def test_files_that_are_no_plan_are_refused_with_a_reason(tmp_path: Path) -> None:
    for content, reason in (
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xd0\xcf\x11\xe0 old", "docx"),
        (b"\x00\x01\x02\x03", "not text"),
        (b"\xa0\xff\xfe\xe9\xe8 no letters of ours", "not text that can be read"),
        (b"caf\xe9 and some more Latin text", "not Thai text"),
        ("เรื่อง แจ้งเพื่อทราบ\n".encode(), "no table"),
        ("ชื่อ\tอายุ\nก\t1\n".encode(), "no table of measures"),
        (("\t".join(TABLE[0]) + "\n").encode(), "no measure"),
        ("แผน".encode()[:-1], "cut off"),
        (
            (
                "\t".join(TABLE[0]) + "\n" + "\t".join(TABLE[2]).replace("\n", " ") + "\nก\tทำ"
            ).encode(),
            "cut off",
        ),
        (("\t".join(TABLE[0]) + "\nก\t<p>ทำ</p>\tกองคลัง\t<p>ต.ค.").encode(), "cut off"),
    ):
        path = tmp_path / "some.txt"
        path.write_bytes(content)
        assert reason in refusal(path)
    assert "no file" in refusal(tmp_path / "absent.txt")
    (tmp_path / "folder").mkdir()
    assert "folder" in refusal(tmp_path / "folder")


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "50 MB" in refusal(path)
    assert MAX_BYTES < 50 * 1024 * 1024


def test_text_far_longer_than_any_plan_is_refused(tmp_path: Path) -> None:
    as_text(tmp_path / "plan.txt")
    (tmp_path / "long.txt").write_bytes((tmp_path / "plan.txt").read_bytes() * 8000)
    assert "MB of text" in refusal(tmp_path / "long.txt")


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("quoted.csv", '"ก","ทำ ต่อ'),
        ("ragged.csv", "ก"),
        ("page.html", "<table><tr><td>มาตรการ</td><td>ขั้นตอน</td></tr><tr><td>ก</td><td>ทำ"),
        ("pipes.md", "| ก ที่ยังไม่จบ"),
    ],
)
def test_a_table_that_ends_in_its_middle_is_refused(tmp_path: Path, name: str, end: str) -> None:
    rows = [["มาตรการ", "ขั้นตอน"], ["1.1 ก", "ทำ"], ["1.2 ข", "ทำ"]]
    whole = "".join(",".join(row) + "\n" for row in rows)
    whole = "".join(f"| {' | '.join(row)} |\n" for row in rows) if name.endswith(".md") else whole
    (tmp_path / name).write_text(end if name.endswith(".html") else whole + end, encoding="utf-8")
    assert "cut off" in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_a_cut_off_office_file_is_refused(tmp_path: Path, name: str) -> None:
    (as_word if name.endswith("docx") else as_workbook)(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        (tmp_path / name).write_bytes(whole[: int(len(whole) * share)])
        assert "cut off or damaged" in refusal(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "member"), [("bomb.docx", "word/document.xml"), ("bomb.xlsx", "xl/workbook.xml")]
)
def test_a_zip_bomb_is_refused_by_the_size_it_declares(
    tmp_path: Path, name: str, member: str
) -> None:
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b" " * (40 * 1024 * 1024))
    assert "unpacks to far more" in refusal(tmp_path / name)


def test_an_archive_of_another_kind_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photo.jpg", b"...")
    assert "neither Word nor Excel" in refusal(tmp_path / "photos.zip")


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"not xml at all"])
def test_a_broken_office_file_is_refused(tmp_path: Path, member: str, content: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as archive:
        archive.writestr(member, content)
        archive.writestr("[Content_Types].xml", b"<Types/>")
    assert "damaged" in refusal(tmp_path / "broken.zip")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=150,
    deadline=None,
)
@given(
    st.lists(
        st.lists(
            st.text(alphabet="ก1.2)( ๑-\nน<b>/|ข้อทุกเดือน=", max_size=25), min_size=1, max_size=5
        ),
        max_size=6,
    )
)
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([TABLE[0], *rows])
    try:
        plan = read_here(text.getvalue().encode(), "any.csv")
    except Unreadable:
        return
    assert plan.measures
    plan.to_json()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=100,
    deadline=None,
)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xd0\xcf\x11\xe0", MHT]),
)
def test_any_bytes_are_refused_or_read(data: bytes, head: bytes) -> None:
    for name in ("any.txt", "any.csv", "any.docx", "any.mht"):
        with pytest.raises(Unreadable):
            read_here(head + data, name)
