"""The workbook to edit the report in: out, changed, and back in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import object_session

from models.database import Database
from models.tables.organization import Organization
from models.tables.year.result_report import PersonalData
from papers.drawn.telling import Telling
from papers.result.checks.checking import FindingKind, check_paper, shown_files
from papers.result.composing import compose
from papers.result.composition import ComposedPaper
from papers.result.layout import PaperLayout as Look
from papers.workbook import words
from papers.workbook.belonging import LABELS, Belonging, belonging_of
from papers.workbook.reading import BadWorkbook, ReadBack, read_workbook
from papers.workbook.taking import StaleEdits, apply_edits
from papers.workbook.writing import write_workbook
from tests.papers.office import IMPORTED, NOVEMBER, NOW, YEAR, Office, published, small_office
from tests.papers.result.printed import PrintedReport, of_a_province


def whose(composition: ComposedPaper) -> Belonging:
    session = object_session(composition.plan)
    assert session is not None
    owner = session.get_one(Organization, composition.plan.organization_id)
    return belonging_of(session, owner, composition.plan.fiscal_year)


class Form:
    """A workbook on disk, edited as a person would."""

    def __init__(
        self, composition: ComposedPaper, path: Path, office: Office | None = None
    ) -> None:
        self.path = path
        files = shown_files(office.session, composition) if office else []
        path.write_bytes(write_workbook(composition, files, whose(composition)))

    def types(self, key: str, text: str | None) -> None:
        book = openpyxl.load_workbook(self.path)
        for name in (words.CELLS, words.PARTS):
            for row in book[name].iter_rows(min_row=2):
                if row[0].value == key:
                    row[words.TEXT].value = text
        book.save(self.path)

    def text(self, key: str) -> str:
        book = openpyxl.load_workbook(self.path)
        rows = [
            row
            for name in (words.CELLS, words.PARTS)
            for row in book[name].iter_rows(min_row=2, values_only=True)
        ]
        return str(next(row[words.TEXT] for row in rows if row[0] == key))


def opened(office: Office, tmp_path: Path) -> Form:
    return Form(
        compose(office.session, office.organization, YEAR, NOW), tmp_path / "form.xlsx", office
    )


def read(office: Office, form: Form) -> ReadBack:
    composition = compose(office.session, office.organization, YEAR, NOW)
    files = shown_files(office.session, composition)
    return read_workbook(form.path, composition, files, whose(composition))


def take(office: Office, form: Form, *, replace: bool = False) -> None:
    composition = compose(office.session, office.organization, YEAR, NOW)
    files = shown_files(office.session, composition)
    found = read_workbook(form.path, composition, files, whose(composition), any_version=replace)
    apply_edits(office.session, office.organization, composition, found, now=NOW, replace=replace)


def said(office: Office, key: str) -> list[str]:
    document = compose(office.session, office.organization, YEAR, NOW).document
    return [line.text for cell in document.cells() if cell.key == key for line in cell.lines]


def test_another_form_of_the_paper_is_no_change_of_the_reports(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, agencies=5)
        office.scores(y2570_8="88.17")
        for number in (1, 2):
            office.sends(f"สำนักงานที่ 0{number}", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        form = opened(office, tmp_path)
        form.types("1.1/summary", "เขียนใหม่")
        form.types("1.1/outcome", "ผลใหม่")
        take(office, form)
        for chosen in (Look(), Look(agencies=Telling.EACH), Look(scores=False)):
            composition = compose(session, office.organization, YEAR, NOW, chosen)
            assert [cell.key for cell in composition.document.cells() if cell.note] == []
            keys = [state.key for state in composition.states]
            assert len(set(keys)) == len(keys)
        office.sends("สำนักงานที่ 03", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        composition = compose(session, office.organization, YEAR, NOW, Look(agencies=Telling.EACH))
        assert [cell.key for cell in composition.document.cells() if cell.note] == [
            "1.1/summary",
            "1.1/outcome",
        ]


def test_a_workbook_nobody_touched_changes_nothing(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", photos=1)
        assert read(office, opened(office, tmp_path)) == ReadBack((), {})


def test_texts_indicators_parts_and_looks_come_back(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.scores(y2570_4="85.81", y2570_8="88.17")
        sent = office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ", photos=1)
        sent.evidence[0].path = "2026/11/a.jpg"
        session.flush()
        form = opened(office, tmp_path)
        form.types("1.1/summary", "1. ข้อแรก\n2. =SUM(A1)")
        form.types("1.1/indicators", "๔")
        form.types("remarks", "หมายเหตุ\nควรติดตาม")
        book = openpyxl.load_workbook(form.path)
        assert book[words.FILES].cell(2, words.FOUND + 2).value == "2026/11/a.jpg"
        book[words.FILES].cell(2, words.FOUND + 1).value = words.PERSONAL_DATA[PersonalData.MASKED]
        book.save(form.path)
        take(office, form)
        assert said(office, "1.1/summary") == ["ข้อแรก", "=SUM(A1)"]
        assert "ตัวชี้วัดที่ 4" in said(office, "1.1/outcome")[-1]
        assert compose(session, office.organization, YEAR, NOW).document.remarks == (
            "หมายเหตุ",
            "ควรติดตาม",
        )
        (file,) = shown_files(session, compose(session, office.organization, YEAR, NOW))
        assert file.found is PersonalData.MASKED
        form.types("1.1/summary", None)
        take(office, opened_again := form, replace=True)
        assert said(office, "1.1/summary") == ["ชี้แจงแล้ว"]
        assert opened_again.path.exists()


def test_a_place_somebody_else_changed_meanwhile_is_not_overwritten_silently(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว")
        mine, theirs = (
            opened(office, tmp_path),
            Form(compose(session, office.organization, YEAR, NOW), tmp_path / "other.xlsx", office),
        )
        mine.types("1.1/summary", "ของฉัน")
        theirs.types("1.1/summary", "ของเขา")
        take(office, theirs)
        with pytest.raises(StaleEdits, match=r"1\.1/summary"):
            take(office, mine)
        assert said(office, "1.1/summary") == ["ของเขา"]
        take(office, mine, replace=True)
        assert said(office, "1.1/summary") == ["ของฉัน"]


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [("1.1/indicators", "11", "not an indicator"), ("1.1/summary", "=1+1", "formula")],
)
def test_what_cannot_be_taken_is_refused(
    database: Database, tmp_path: Path, key: str, text: str, why: str
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        form.types(key, text)
        with pytest.raises(BadWorkbook, match=why):
            read(office, form)


def test_other_files_are_refused(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        for content in (b"", b"not a workbook", b"PK\x05\x06" + b"\0" * 18):
            form.path.write_bytes(content)
            with pytest.raises(BadWorkbook):
                read(office, form)
        with zipfile.ZipFile(form.path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", bytes(41_000_000))
        with pytest.raises(BadWorkbook, match="unpacks"):
            read(office, form)
        openpyxl.Workbook().save(form.path)
        with pytest.raises(BadWorkbook, match="not the workbook"):
            read(office, form)


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        (1, "sukhothai2", "workbook of sukhothai2, not of sukhothai"),
        (2, str(YEAR - 1), f"fiscal year {YEAR - 1}, not of {YEAR}"),
        (3, "1", "after version 1, and version 0 is the newest"),
        (2, None, "does not say whose"),
    ],
)
def test_the_workbook_of_another_organization_year_or_version_is_refused(
    database: Database, tmp_path: Path, place: int, value: str | None, why: str
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        book = openpyxl.load_workbook(form.path)
        sheet = book[words.BELONGING]
        assert [row[0].value for row in sheet.iter_rows()] == list(LABELS)
        sheet.cell(place + 1, 2).value = value
        book.save(form.path)
        form.types("1.1/summary", "ของปีก่อน")
        with pytest.raises(BadWorkbook, match=why):
            read(office, form)
        if place == 3:
            take(office, form, replace=True)
            assert said(office, "1.1/summary") == ["ของปีก่อน"]


def test_a_workbook_without_the_sheet_that_says_whose_it_is_is_refused(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        book = openpyxl.load_workbook(form.path)
        del book[words.BELONGING]
        book.save(form.path)
        with pytest.raises(BadWorkbook, match="does not say whose"):
            read(office, form)


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write an archive again with some of its parts changed, or (None) left out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: (
            content[: len(content) // 2] if name.endswith("sheet1.xml") else content
        ),
        lambda name, content: None if name == "xl/workbook.xml" else content,
        lambda name, content: None if name.endswith("sheet1.xml") else content,
        lambda name, content: b"<a" if name.endswith("sharedStrings.xml") else content,
        lambda name, content: (
            content.replace(b'<c r="A2"', b'<c r="?"') if name.endswith("sheet1.xml") else content
        ),
        lambda name, content: (
            content.replace(b"<v>", b"<v>9") if name.endswith("sheet1.xml") else content
        ),
    ],
)
def test_a_damaged_workbook_is_refused_in_one_sentence(
    database: Database, tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        repacked(form.path, change)
        with pytest.raises(BadWorkbook) as refused:
            read(office, form)
        assert "\n" not in str(refused.value)


def test_a_workbook_whose_columns_were_moved_or_rows_doubled_is_refused(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        book = openpyxl.load_workbook(form.path)
        sheet = book[words.CELLS]
        sheet.delete_cols(3)
        book.save(form.path)
        with pytest.raises(BadWorkbook, match="headings"):
            read(office, form)
        form = opened(office, tmp_path)
        book = openpyxl.load_workbook(form.path)
        sheet = book[words.CELLS]
        sheet.cell(2, words.TEXT + 1).value = "ก"
        sheet.append([cell.value if cell.column != words.TEXT + 1 else "ข" for cell in sheet[2]])
        book.save(form.path)
        with pytest.raises(BadWorkbook, match=r"twice: 1\.1/measure"):
            read(office, form)


def test_a_date_that_excel_made_of_a_text_is_written_as_papers_write_it(
    database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, _ = small_office(session)
        form = opened(office, tmp_path)
        book = openpyxl.load_workbook(form.path)
        book[words.CELLS].cell(2, words.TEXT + 1).value = date(2024, 3, 8)
        book.save(form.path)
        (typed,) = read(office, form).edits
        assert typed.text == "8 มีนาคม 2567"


def test_every_row_is_high_enough_for_its_text(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจง " * 60)
        form = opened(office, tmp_path)
    sheet = openpyxl.load_workbook(form.path)[words.CELLS]
    keys = [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    heights = {key: sheet.row_dimensions[number].height or 0 for number, key in enumerate(keys, 2)}
    assert heights["1.1/summary"] > 150
    assert heights["1.1/measure"] >= 20
    assert sheet.page_setup.orientation == "landscape"


@of_a_province
def test_the_wrong_differences_of_a_report_are_mended_and_it_is_published(
    database: Database, tmp_path: Path, report: PrintedReport
) -> None:
    with database.begin() as session:
        organization = report.imported(session)
        composition = compose(session, organization, 2567, IMPORTED)
        form = Form(composition, tmp_path / "form.xlsx")
        for key in ("1.1/outcome", "1.2/outcome"):
            form.types(key, report.mended(form.text(key)))
        found = read_workbook(form.path, composition, [], whose(composition))
        assert [typed.key for typed in found.edits] == ["1.1/outcome", "1.2/outcome"]
        apply_edits(session, organization, composition, found, now=IMPORTED)
        mended = compose(session, organization, 2567, IMPORTED)
        assert FindingKind.ARITHMETIC not in {
            each.kind for each in check_paper(session, mended, None)
        }
        assert published(session, organization, 2567, now=IMPORTED, ask=None).number == 1
