"""``kaona report`` as a person uses it."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import click
import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from bot.cli import program
from bot.commands.report.publishing import publish
from models.database import Database
from papers.print.rendering import PaperFormat
from papers.result.checks.checking import NEVER_LET_STAND, NEVER_STOPS, FindingKind
from papers.workbook import words
from tests.papers.office import NOVEMBER, small_office
from tests.papers.result.printed import PrintedReport, of_a_province

APRIL = date(2027, 4, 1)
YEAR = ("--organization", "office", "--fiscal-year", "2567")
SMALL = ("--organization", "sukhothai", "--fiscal-year", "2570")
NOW = ("--now", "2027-10-15T10:00:00+07:00")
STAND = ("--no-links", "--despite", "dead_link")


class Kaona:
    """Runs report commands against one database."""

    def __init__(self, url: str) -> None:
        self._environ = {"DATABASE_URL": url, "LINE_CHANNEL_ID": ""}

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(program, ["report", *words], env=self._environ)

    def well(self, *words: str) -> str:
        result = self(*words)
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused(self, *words: str) -> str:
        result = self(*words)
        assert result.exit_code == 1, result.output
        assert len(result.stderr.splitlines()) == 1
        return result.stderr


@pytest.fixture
def kaona(database_url: str) -> Kaona:
    return Kaona(database_url)


@pytest.fixture
def small(kaona: Kaona, database: Database) -> Kaona:
    """A small office with one accepted report."""
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ", photos=1)
    return kaona


def test_every_finding_but_a_wrong_sum_can_be_let_stand() -> None:
    (despite,) = [option for option in publish.params if option.name == "despite"]
    assert isinstance(despite.type, click.Choice)
    assert set(despite.type.choices) == {kind.value for kind in FindingKind} - {
        kind.value for kind in NEVER_LET_STAND
    }


def test_every_kind_of_file_is_made(small: Kaona, tmp_path: Path) -> None:
    for kind in PaperFormat:
        file = tmp_path / f"out.{kind}"
        assert "Wrote" in small.well(str(file), *SMALL, *NOW)
        assert file.stat().st_size > 1000


def test_options_may_stand_before_the_file(small: Kaona, tmp_path: Path) -> None:
    small.well(*SMALL, "--digits", "thai", "--columns", "four", str(tmp_path / "out.docx"))
    table = docx.Document(BytesIO((tmp_path / "out.docx").read_bytes())).tables[0]
    assert len(table.columns) == 4
    assert "๑.๑" in table.rows[2].cells[0].text


def test_wrong_use_is_told(small: Kaona, tmp_path: Path) -> None:
    assert small("out.doc", *SMALL).exit_code == 2
    assert small("out.docx", "--organization", "sukhothai").exit_code == 2
    assert "no plan of fiscal year 2571" in small.refused(
        str(tmp_path / "o.pdf"), "--organization", "sukhothai", "--fiscal-year", "2571"
    )
    assert "no folder" in small.refused(str(tmp_path / "no" / "o.pdf"), *SMALL)
    assert "no cell '9.9/summary'" in small.refused("origin", *SMALL, "--cell", "9.9/summary")
    assert "no version 3" in small.refused(str(tmp_path / "o.pdf"), *SMALL, "--version", "3")
    assert small("--help").exit_code == 0


@of_a_province
def test_a_report_with_wrong_figures_cannot_be_published_until_it_is_mended(
    kaona: Kaona, database: Database, report: PrintedReport, tmp_path: Path
) -> None:
    with database.begin() as session:
        report.imported(session)
    told = json.loads(kaona.well("check", *YEAR, "--no-links", "--json"))
    kinds = [each["kind"] for each in told["findings"]]
    assert [kind for kind in kinds if kind not in NEVER_STOPS] == ["arithmetic"] * 3
    assert "arithmetic" in kaona.refused("publish", *YEAR, *STAND)
    form = tmp_path / "form.xlsx"
    assert "edit it" in kaona.well("edit", str(form), *YEAR)
    book = openpyxl.load_workbook(form)
    for row in book[words.CELLS].iter_rows(min_row=2):
        if row[0].value in ("1.1/outcome", "1.2/outcome"):
            row[words.TEXT].value = report.mended(str(row[words.TEXT].value))
    book.save(form)
    assert "1.1/outcome" in kaona.well("edit", str(form), *YEAR, "--dry-run")
    assert "arithmetic" in kaona.refused("publish", *YEAR, *STAND)
    kaona.well("edit", str(form), *YEAR, "--by", "เลขานุการ")
    assert "0 of which nobody can let stand" in kaona.well("check", *YEAR, "--no-links")
    assert "Published version 1" in kaona.well("publish", *YEAR, *STAND, "--by", "เลขานุการ")
    assert "nothing changed" in kaona.refused("publish", *YEAR, *STAND)
    assert kaona.well("versions", *YEAR).startswith("1\t")
    kaona.well(str(tmp_path / "v1.html"), *YEAR, "--version", "1")
    assert report.difference[1] in (tmp_path / "v1.html").read_text(encoding="utf-8")
    for version in ((), ("--version", "1")):
        assert "by เลขานุการ" in kaona.well("origin", *YEAR, "--cell", "1.1/outcome", *version)
        assert report.file.name in kaona.well("origin", *YEAR, "--cell", "remarks", *version)
    assert "no version 2" in kaona.refused("origin", *YEAR, "--cell", "remarks", "--version", "2")


def test_an_old_version_gives_the_same_bytes_after_the_next_one(
    small: Kaona, tmp_path: Path
) -> None:
    stand = [
        word
        for kind in ("dead_link", "empty_cell", "personal_data")
        for word in ("--despite", kind)
    ]
    small.well("publish", *SMALL, *NOW, "--no-links", *stand)

    def made(name: str, *version: str) -> dict[str, bytes]:
        for kind in PaperFormat:
            small.well(str(tmp_path / f"{name}.{kind}"), *SMALL, *version, *NOW)
        return {kind: (tmp_path / f"{name}.{kind}").read_bytes() for kind in PaperFormat}

    first = made("first", "--version", "1")
    form = tmp_path / "form.xlsx"
    small.well("edit", str(form), *SMALL, *NOW)
    book = openpyxl.load_workbook(form)
    for row in book[words.CELLS].iter_rows(min_row=2):
        if row[0].value == "1.1/summary":
            row[words.TEXT].value = "ชี้แจงแล้วทุกหน่วยงาน"
    book.save(form)
    small.well("edit", str(form), *SMALL, *NOW)
    assert "version 2" in small.well("publish", *SMALL, *NOW, "--no-links", *stand)
    assert made("again", "--version", "1") == first
    second = made("second", "--version", "2")
    assert all(second[kind] != first[kind] for kind in PaperFormat)


def test_an_origin_names_reports_and_who_accepted_them(small: Kaona) -> None:
    told = small.well("origin", *SMALL, "--cell", "1.1/summary")
    assert "report 2570-000001-1" in told
    assert "by เลขา" in told
    raw = json.loads(small.well("origin", *SMALL, "--cell", "1.1/summary", "--json"))
    assert raw["lines"][0]["reports"][0]["evidence"][0]["kind"] == "image"


def test_the_form_is_kept(small: Kaona, tmp_path: Path) -> None:
    small.well(
        "set",
        "--organization",
        "sukhothai",
        "--columns",
        "followup",
        "--signer-name",
        "นายสมชาย ใจดี",
    )
    small.well(str(tmp_path / "out.docx"), *SMALL)
    file = docx.Document(BytesIO((tmp_path / "out.docx").read_bytes()))
    assert len(file.tables[0].columns) == 7
    assert "(นายสมชาย ใจดี)" in [paragraph.text for paragraph in file.paragraphs]
    assert small("set", "--organization", "sukhothai").exit_code == 2


def test_links_unseen_are_let_stand_knowingly(small: Kaona) -> None:
    assert small("publish", *SMALL, "--no-links").exit_code == 2
    assert "personal_data" in small.refused("publish", *SMALL, *STAND, "--despite", "empty_cell")


def test_a_figure_that_nothing_stored_tells_blocks_nothing_and_is_confirmed_by_name(
    kaona: Kaona, database: Database
) -> None:
    text = "ความพึงพอใจเพิ่มขึ้นจากร้อยละ 80 เป็นร้อยละ 85 จากผู้ตอบ 120 คน"
    with database.begin() as session:
        office, measure = small_office(session)
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome=text)
    cell = ("--cell", "1.1/outcome")
    told = json.loads(kaona.well("check", *SMALL, "--no-links", "--json"))["findings"]
    assert ("unchecked", "1.1/outcome") in [(each["kind"], each["where"]) for each in told]
    assert kaona("confirm", *SMALL, *cell).exit_code == 2
    assert "no cell" in kaona.refused("confirm", *SMALL, "--cell", "9/x", "--by", "ก")
    assert "120" in kaona.refused("confirm", *SMALL, *cell, "--figure", "120", "--by", "ก")
    assert "85\tconfirmed by นางสาวสมมติ" in kaona.well(
        "confirm", *SMALL, *cell, "--figure", "๘๕", "--by", "นางสาวสมมติ"
    )
    assert "confirmed\t85" in kaona.well("origin", *SMALL, *cell)
    assert "ตัวเลข 80 " in kaona.well("check", *SMALL, "--no-links")
    kaona.well("confirm", *SMALL, *cell, "--by", "นางสาวสมมติ")
    assert "unchecked" not in kaona.well("check", *SMALL, "--no-links")
    kaona.well("publish", *SMALL, *STAND, "--despite", "empty_cell")
    assert "by นางสาวสมมติ" in kaona.well("origin", *SMALL, *cell, "--version", "1")


def test_a_score_said_otherwise_than_stored_is_refused_and_nobody_can_confirm_it(
    kaona: Kaona, database: Database
) -> None:
    with database.begin() as session:
        office, measure = small_office(session)
        office.scores(y2570_5="92.82")
        said = "ตัวชี้วัดที่ 5 ได้ 99.99"
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome=said)
    assert "arithmetic" in kaona.refused("publish", *SMALL, *STAND, "--despite", "empty_cell")
    confirm = ("confirm", *SMALL, "--cell", "1.1/outcome", "--by", "นางสาวสมมติ")
    assert "differs from what is stored" in kaona.refused(*confirm, "--figure", "99.99")
    assert "waits to be confirmed" in kaona.refused(*confirm)


def test_the_six_month_paper_says_that_it_is_interim_and_leaves_later_rounds_out(
    kaona: Kaona, database: Database, tmp_path: Path
) -> None:
    with database.begin() as session:
        office, measure = small_office(session, months=(NOVEMBER, APRIL))
        office.sends("สำนักงานที่ 01", measure, NOVEMBER, "ชี้แจงแล้ว", outcome="รับทราบ")
        office.sends("สำนักงานที่ 01", measure, APRIL, "ติดตามผลแล้ว", outcome="ถือปฏิบัติ")
    until = ("--until", "มี.ค. 70")
    assert "six-รอบ-6-เดือน.html" in kaona.well(str(tmp_path / "six.html"), *SMALL, *NOW, *until)
    page = (tmp_path / "six-รอบ-6-เดือน.html").read_text(encoding="utf-8")
    assert "ฉบับระหว่างปี รอบ 6 เดือน (ตุลาคม 2569 - มีนาคม 2570)" in page
    assert "มิใช่ฉบับเผยแพร่" in page
    assert "ชี้แจงแล้ว" in page
    assert "ติดตามผลแล้ว" not in page
    assert "ติดตามผลแล้ว" not in kaona.well("origin", *SMALL, "--cell", "1.1/summary", *until)
    assert "ติดตามผลแล้ว" in kaona.well("origin", *SMALL, "--cell", "1.1/summary")
    kaona.well(str(tmp_path / "interim.html"), *SMALL, *until)
    assert (tmp_path / "interim.html").exists()
    for wrong in (("x.pdf", *SMALL, "--until", "2027-10"), ("publish", *SMALL, *STAND, *until)):
        assert kaona(*wrong).exit_code == 2
    assert kaona("x.pdf", *SMALL, *until, "--version", "1").exit_code == 2
