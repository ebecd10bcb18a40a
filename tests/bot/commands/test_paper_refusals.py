"""What the commands of the month's papers refuse, each in one line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.bot.commands.driver import BUDGET, GIFTS, NOW, Cli, import_words

NAMES = ("สำนักงานคลังจังหวัด", "เรือนจำจังหวัด")


@pytest.fixture
def cli(database_url: str, tmp_path: Path) -> Cli:
    """The command line on a database with a plan for which agencies answer."""
    made = Cli(database_url, tmp_path)
    made.well(
        "organization", "add", "sample", "--name", "จังหวัดตัวอย่าง", "--kind", "province", "--now", NOW
    )
    made.well(*import_words(made, GIFTS, BUDGET))
    for name in NAMES:
        group = ["--group", "ส่วนราชการประจำจังหวัดทุกแห่ง", "--now", NOW]
        made.well("agency", "add", name, "--organization", "sample", *group)
    return made


def of(*words: str) -> list[str]:
    return [*words, "--organization", "sample", "--now", "2026-12-16T10:00:00+07:00"]


def test_letters_want_a_month_that_had_a_round_and_a_day_that_comes(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    assert "no round in 2028-11" in cli.refused(*of("letters", str(folder), "--month", "2028-11"))
    early = ["--month", "2026-10", "--answer-by", "2026-12-01"]
    assert "before the day of the letter" in cli.refused(*of("letters", str(folder), *early))
    assert not folder.exists()


def test_a_form_whose_rows_were_mixed_up_is_refused_and_hidden_rows_are_told(
    cli: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    cli.well(*of("agency", "workbook", str(path), "--agency", NAMES[0]))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    measure, sheet["C7"] = sheet["C7"].value, "มาตรการของแถวอื่น"
    sheet["G7"], sheet["I7"] = "ดำเนินการแล้วเสร็จ", "ทำแล้ว"
    book.save(path)
    result = cli(*of("agency", "import", str(path)))
    assert result.exit_code == 1
    assert "! row 7" in result.stdout
    assert "write a new form" in result.stdout
    assert result.stderr == "Error: 1 rows cannot be taken; nothing was stored\n"
    sheet["C7"] = measure
    book.save(path)
    assert cli.well(*of("agency", "import", str(path), "--preview")).startswith("+ 2026-1")
    sheet.row_dimensions[7].hidden = True
    book.save(path)
    shown = cli.well(*of("agency", "import", str(path), "--preview"))
    assert shown.startswith("0 reports to store")
    assert "\n? " in shown


def test_what_is_no_workbook_is_refused_by_both_readers(cli: Cli, tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("text", b"x"), ("zip", b"PK\x05\x06" + b"\0" * 18)):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        cli.refused(*of("agency", "import", str(path)))
        cli.refused(*of("report", "edit", str(path), "--fiscal-year", "2570"))
