"""The workbook of scores: what is written reads back the same, hostile cells stay text, what is no
score is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.tables.year.score import Heading, NoteDraft
from plans.document import Unreadable, WarningKind
from plans.workbooks.score_files import ScoreFile, read_score_file
from plans.workbooks.score_workbook import write_score_workbook
from scores.ledger import Entry
from scores.rules import Rule
from scores.shipped_rules import shipped_rule

RULE = shipped_rule(2567)
ENTRIES = (
    Entry("overall", 0, Decimal("72.84")),
    Entry("1", 0, Decimal("93.50")),
    Entry("e1", 1, Decimal("91.47")),
    Entry("e1", 2, Decimal("0.00")),
    Entry("o34", 0, Decimal("100.00")),
)
HOSTILE = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "http://example.org",
    "\t=1",
)
TOP = 6
"""The row of the heading, from 1."""


def written(folder: Path, rule: Rule = RULE, **more: object) -> Path:
    path = folder / "scores.xlsx"
    write_score_workbook(path, rule, "องค์การบริหารส่วนตำบลตัวอย่าง", ENTRIES, **more)  # type: ignore[arg-type]
    return path


def edited(
    folder: Path, cells: Mapping[str, str | float], sheet: int = 0, **more: object
) -> ScoreFile:
    """Fill in some cells as an office would, save, and read the workbook back."""
    path = written(folder, **more)  # type: ignore[arg-type]
    workbook = load_workbook(path)
    for place, value in cells.items():
        workbook.worksheets[sheet][place] = value
    workbook.save(path)
    return read_score_file(path)


def row_of(path: Path, code: str) -> int:
    sheet = load_workbook(path).worksheets[0]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    found = read_score_file(written(tmp_path))
    assert (found.organization, found.fiscal_year) == ("องค์การบริหารส่วนตำบลตัวอย่าง", 2567)
    assert found.entries == {2567: ENTRIES}
    assert found.warnings == ()


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.dictionaries(st.sampled_from(RULE.questions), st.decimals(0, 100, places=2), min_size=1))
def test_any_scores_read_back_the_same(tmp_path: Path, scores: dict[str, Decimal]) -> None:
    path = tmp_path / "any.xlsx"
    write_score_workbook(
        path, RULE, "อบต.", [Entry(code, 0, value) for code, value in scores.items()]
    )
    assert {entry.code: entry.value for entry in read_score_file(path).entries[2567]} == scores


def test_last_years_scores_are_there_to_look_at_and_are_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, before={"i1": Decimal("89.52"), "o43": Decimal(100)})
    sheet = load_workbook(path).worksheets[0]
    assert sheet.cell(row_of(path, "i1"), 6).value == 89.52
    assert read_score_file(path).entries == {2567: ENTRIES}


def test_scores_typed_into_the_workbook_are_taken_thai_digits_too(tmp_path: Path) -> None:
    row, free = row_of(written(tmp_path), "i2"), row_of(written(tmp_path), "o35") + 3
    found = edited(
        tmp_path, {f"C{row}": 88.57, f"C{row + 1}": "๙๙.๕", f"A{free}": "O ๓๖", f"C{free}": 100}
    )
    scores = {entry.code: entry.value for entry in found.entries[2567]}
    assert (scores["i2"], scores["i3"], scores["o36"]) == (
        Decimal("88.57"),
        Decimal("99.50"),
        Decimal(100),
    )


def test_more_than_two_decimals_are_rounded_and_said(tmp_path: Path) -> None:
    row = row_of(written(tmp_path), "i2")
    found = edited(tmp_path, {f"C{row}": "93.5233333"})
    assert Entry("i2", 0, Decimal("93.52")) in found.entries[2567]
    assert [warning.kind for warning in found.warnings] == [WarningKind.ARITHMETIC]


@pytest.mark.parametrize(
    "value", [100.01, -1, "เก้าสิบ", "=1+1", "+90", "-", "1e2", "90,5", "1" * 400, "90 คะแนน"]
)
def test_what_is_no_score_is_refused_by_row(tmp_path: Path, value: str | float) -> None:
    row = row_of(written(tmp_path), "i2")
    with pytest.raises(Unreadable, match=f"row {row}: .*i2"):
        edited(tmp_path, {f"C{row}": value})


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    free = row_of(written(tmp_path), "o35") + 1
    with pytest.raises(Unreadable, match="no code"):
        edited(tmp_path, {f"A{free}": "z9", f"C{free}": 1})
    with pytest.raises(Unreadable, match="no code"):
        edited(tmp_path, {f"A{free}": "=1+1", f"C{free}": 1})
    with pytest.raises(Unreadable, match="stands twice"):
        edited(tmp_path, {f"A{free}": "o34", f"C{free}": 1})
    with pytest.raises(Unreadable, match="only questions have parts"):
        edited(tmp_path, {f"A{free}": "9.1", f"D{free}": 1})
    with pytest.raises(Unreadable, match="and 2 more"):
        edited(tmp_path, {f"C{row}": "x" for row in range(TOP + 2, TOP + 9)})


def test_the_fiscal_year_given_wins_with_a_warning(tmp_path: Path) -> None:
    found = read_score_file(written(tmp_path), 2566)
    assert (found.fiscal_year, list(found.entries)) == (2566, [2566])
    assert [warning.kind for warning in found.warnings] == [WarningKind.CONTRADICTION]


def test_an_empty_workbook_and_one_without_a_year_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_score_workbook(path, RULE, "อบต.")
    with pytest.raises(Unreadable, match="no score filled in"):
        read_score_file(path)
    with pytest.raises(Unreadable, match="fiscal year"):
        edited(tmp_path, {"A3": "ปีงบประมาณ พ.ศ.:"})


def test_a_csv_of_the_sheet_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "รหัส,รายการ,คะแนน,ส่วนที่ 1,ส่วนที่ 2\ni1,ก,๙๒.๐๐,,\ne1,ข,,90,80\n", encoding="utf-8-sig"
    )
    assert read_score_file(path, 2567).entries[2567] == (
        Entry("i1", 0, Decimal("92.00")),
        Entry("e1", 1, Decimal("90.00")),
        Entry("e1", 2, Decimal("80.00")),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path, text: str) -> None:
    rule = Rule(2570, titles={"i1": text})
    drafts = [NoteDraft("1", text, Heading.SHORTCOMING, text, text)]
    path = tmp_path / "hostile.xlsx"
    write_score_workbook(path, rule, text, ENTRIES, {}, drafts)
    cells = [
        cell
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell for cell in cells if cell.value == text.strip("\t") or cell.value == text]


def test_texts_of_the_analysis_go_out_and_come_back(tmp_path: Path) -> None:
    drafts = [
        NoteDraft("1", "กระบวนการ", Heading.SHORTCOMING, "ร่าง", ""),
        NoteDraft("1", "กระบวนการ", Heading.DEVELOPMENT, "ร่าง", "ของเดิม"),
        NoteDraft("7", "กลไก", Heading.KEEPING, "ร่าง", "ของเดิม"),
    ]
    found = edited(tmp_path, {"E6": "=แก้ไขแล้ว\nบรรทัดที่สอง", "E7": "-"}, 1, drafts=drafts)
    assert found.notes == {
        ("1", Heading.SHORTCOMING): "=แก้ไขแล้ว\nบรรทัดที่สอง",
        ("1", Heading.DEVELOPMENT): "",
        ("7", Heading.KEEPING): "ของเดิม",
    }


def test_a_text_whose_number_was_typed_anew_is_taken_and_one_without_is_refused(
    tmp_path: Path,
) -> None:
    drafts = [NoteDraft("1", "กระบวนการ", heading, "ร่าง", "") for heading in Heading]
    found = edited(tmp_path, {"A6": 1.1, "E6": "แก้ไขแล้ว"}, 1, drafts=drafts)
    assert found.notes == {("1", Heading.SHORTCOMING): "แก้ไขแล้ว"}
    for number, message in (
        (None, "row 6: 'nothing' is no number of a text"),
        ("1.4", "'1.4'"),
        ("1.2", "stands twice"),
    ):
        with pytest.raises(Unreadable, match=message):
            edited(tmp_path, {"A6": number, "E6": "ก", "E7": "ข"}, 1, drafts=drafts)  # type: ignore[dict-item]
