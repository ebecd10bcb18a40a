"""Scores into the ledger and out again: from a workbook, from a CSV, one by one; looked at first;
listed with their sources.
"""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.bot.clerk import NOW, Clerk, filled, new_clerk


@pytest.fixture
def score(database_url: str) -> Clerk:
    """An organization without scores."""
    return new_clerk(database_url)


def test_what_is_stored_is_listed_with_its_source_and_who_entered_it(
    score: Clerk, tmp_path: Path
) -> None:
    score(
        "import",
        filled(tmp_path, {"overall": "73.21"}),
        "--fiscal-year",
        "2567",
        "--by",
        "สมหญิง",
        "--now",
        NOW,
    )
    score("set", "e1", "90", "--part", "2", "--fiscal-year", "2566", "--by", "สมชาย", "--now", NOW)
    first, second = score("list").splitlines()
    assert first.startswith("2567 overall: 73.21 (scores.csv, by command line")
    assert first.endswith("สมหญิง, 2026-11-20 09:00)")
    assert second.startswith("2566 e1 part 2: 90.00 (entered one by one, by command line")
    assert score("list", "--fiscal-year", "2566").splitlines() == [second]
    assert "no score of sample is stored for FY2565" in score.refused(
        "list", "--fiscal-year", "2565"
    )


def test_an_import_can_be_looked_at_first(score: Clerk, tmp_path: Path) -> None:
    path = filled(tmp_path)
    shown = score("import", path, "--fiscal-year", "2567", "--preview", "--now", NOW)
    assert "+ score 2567 overall: 73.21" in shown
    assert shown.endswith("Nothing was stored.\n")
    assert "no score" in score.refused("list")
    assert "14 scores new" in score("import", path, "--fiscal-year", "2567", "--yes", "--now", NOW)


def test_the_workbook_of_another_organization_is_refused(score: Clerk, tmp_path: Path) -> None:
    other = [
        "organization",
        "add",
        "other",
        "--name",
        "จังหวัดอื่น",
        "--kind",
        "province",
        "--now",
        NOW,
    ]
    assert score.run(*other).exit_code == 0
    score("import", filled(tmp_path), "--fiscal-year", "2567", "--now", NOW)
    book = tmp_path / "book.xlsx"
    score("template", str(book))
    result = score.run("score", "import", str(book), "--organization", "other", "--now", NOW)
    assert result.exit_code == 1
    assert "is the workbook of อบต.ตัวอย่าง, not of จังหวัดอื่น" in result.stderr
    workbook = load_workbook(book)
    for sheet in workbook.worksheets:
        sheet["A2"] = "หน่วยงาน:"
    workbook.save(book)
    result = score.run("score", "import", str(book), "--organization", "other", "--now", NOW)
    assert (result.exit_code, "14 scores new" in result.stdout) == (0, True)


def test_a_text_for_an_issue_that_is_not_there_is_refused_and_nothing_stored(
    score: Clerk, tmp_path: Path
) -> None:
    book = tmp_path / "book.xlsx"
    score("template", str(book), "--fiscal-year", "2567")
    workbook = load_workbook(book)
    workbook.worksheets[0]["C7"] = 90
    workbook.worksheets[1]["A40"], workbook.worksheets[1]["E40"] = (
        "ประเด็นที่ยาวเกินกว่าจะเป็นเลขประเด็น.1",
        "ข้อความ",
    )
    workbook.save(book)
    assert "there is no issue" in score.refused("import", str(book), "--now", NOW)
    assert "no score" in score.refused("list")


def test_parts_are_entered_one_by_one_and_taken_out_again(score: Clerk) -> None:
    score("set", "e1", "91.47", "--part", "1", "--fiscal-year", "2566", "--now", NOW)
    score("set", "e1", "83.5", "--part", "2", "--fiscal-year", "2566", "--now", NOW)
    (figure,) = score.check()["figures"]
    assert (figure["code"], figure["computed"], figure["printed"]) == ("e1", 87.49, None)
    out = score("unset", "e1", "--part", "2", "--fiscal-year", "2566", "--now", NOW)
    assert out.strip() == "- score 2566 e1 part 2: 83.50"
    assert "no score of e1 part 2" in score.refused(
        "unset", "e1", "--part", "2", "--fiscal-year", "2566", "--now", NOW
    )
    assert "only questions" in score.misused(
        "set", "9", "1", "--part", "1", "--fiscal-year", "2566"
    )


def test_the_template_goes_out_filled_and_comes_back_with_texts(
    score: Clerk, tmp_path: Path
) -> None:
    score("import", filled(tmp_path), "--fiscal-year", "2567", "--now", NOW)
    book = tmp_path / "book.xlsx"
    assert "14 scores are filled in" in score("template", str(book))
    assert "there already" in score.refused("template", str(book))
    workbook = load_workbook(book)
    assert workbook.worksheets[1]["B6"].value.startswith("1. กระบวนการ")
    workbook.worksheets[1]["E6"] = "=ข้อความที่แก้ไขแล้ว"
    workbook.save(book)
    assert "0 scores new or changed, 14 as stored, 1 texts" in score(
        "import", str(book), "--now", NOW
    )
    score("analysis", str(tmp_path / "out.docx"), "--threshold", "90")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert "ข้อบกพร่อง/ข้อปรับปรุง : =ข้อความที่แก้ไขแล้ว" in texts
    assert any("ต่ำกว่า 90 คะแนน" in text for text in texts)
    assert "there already" in score.refused("analysis", str(tmp_path / "out.docx"))
    score("analysis", str(tmp_path / "thai.docx"), "--digits", "thai")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "thai.docx")).paragraphs]
    assert any("ต่ำกว่า ๘๕ คะแนน" in text for text in texts)
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE")):
        score("analysis", str(tmp_path / f"out.{kind}"))
        assert (tmp_path / f"out.{kind}").read_bytes().startswith(start)
    assert "end in one of .docx" in score.misused("analysis", str(tmp_path / "out.odt"))


PLAN = (
    "รายงานผลการดำเนินการ จังหวัดตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570\n"
    "มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลาดำเนินการ,สรุปผลการดำเนินการ,ผลลัพธ์\n"
    '1.1 งดรับของขวัญ,ประกาศ,สำนักงานจังหวัด,ทุกเดือน,ประกาศแล้ว,"ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ 90.00 '
    "คะแนน "
    'เพิ่มขึ้นจากปี 2569 (85.00 คะแนน) 5.00 คะแนน"\n'
)


def test_scores_that_come_with_a_plan_say_who_imported_it(score: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    words = ["plan", "import", str(path), "--organization", "sample", "--now", NOW]
    score("set", "4", "85", "--fiscal-year", "2569", "--by", "สมชาย", "--now", NOW)
    result = score.run(*words, "--by", "สมหญิง")
    assert result.exit_code == 0, result.output
    listed = {line.partition(":")[0]: line for line in score("list").splitlines()}
    assert "plan.csv, by command line" in listed["2570 4"]
    assert "สมหญิง" in listed["2570 4"]
    assert "สมชาย" in listed["2569 4"]  # the plan prints what was stored already
    path.write_text(
        PLAN.replace("90.00", "91.00").replace("5.00 คะแนน", "6.00 คะแนน"), encoding="utf-8"
    )
    assert score.run(*words).exit_code == 0
    (changed,) = [line for line in score("list").splitlines() if line.startswith("2570 4")]
    assert "91.00 (plan.csv, by command line" in changed
    assert "สมหญิง" not in changed


def test_a_code_that_the_rule_of_its_year_does_not_know_is_refused(
    score: Clerk, tmp_path: Path
) -> None:
    said = score.refused("set", "i90", "90", "--fiscal-year", "2567", "--now", NOW)
    assert "the rule of FY2567 knows no i90" in said
    file = filled(tmp_path, {"overall": "73.21", "i90": "80"})
    assert "i90" in score.refused("import", file, "--fiscal-year", "2567", "--yes", "--now", NOW)
    assert "no score" in score.refused("list")
