"""The papers of the month and the year by command: letters, the brief, an agency's form, the plan's
paper, the next plan.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.bot.commands.driver import BUDGET, GIFTS, NOW, Cli, import_words
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
LATER = "2026-12-16T10:00:00+07:00"
NAMES = ("สำนักงานคลังจังหวัด", "เรือนจำจังหวัด")


@pytest.fixture
def cli(database_url: str, tmp_path: Path) -> Cli:
    """The command line on a database with a plan for which two agencies and the provincial office
    answer.
    """
    made = Cli(database_url, tmp_path)
    made.well(
        "organization", "add", "sample", "--name", "จังหวัดตัวอย่าง", "--kind", "province", "--now", NOW
    )
    made.well(*import_words(made, GIFTS, BUDGET))
    for name in NAMES:
        words = ["--organization", "sample", "--group", "ส่วนราชการประจำจังหวัดทุกแห่ง", "--now", NOW]
        made.well("agency", "add", name, *words)
    return made


def of(*words: str) -> list[str]:
    return [*words, "--organization", "sample", "--now", LATER]


def test_a_letter_goes_to_each_agency_that_is_overdue_once(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    told = cli.well(*of("letters", str(folder), "--month", "2026-10"))
    assert len(told.splitlines()) == 3
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{name}.docx" for name in (*NAMES, "สำนักงานจังหวัด")
    )
    assert "there already" in cli.refused(*of("letters", str(folder), "--month", "10/2569"))
    assert "no letter was written" in cli.well(
        *of("letters", str(tmp_path / "none"), "--month", "ต.ค. 69", "--days", "300")
    )
    assert not (tmp_path / "none").exists()
    assert cli(*of("letters", str(folder), "--month", "ตุลา")).exit_code == 2


def test_the_brief_is_a_page_or_a_picture_or_refused(cli: Cli, tmp_path: Path) -> None:
    cli.well(*of("brief", str(tmp_path / "brief.pdf"), "--month", "2026-10"))
    cli.well(*of("brief", str(tmp_path / "brief.png"), "--month", "2026-10"))
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "brief.png").read_bytes().startswith(b"\x89PNG")
    assert "no round" in cli.refused(
        *of("brief", str(tmp_path / "brief.pdf"), "--month", "2028-01")
    )
    assert "no folder" in cli.refused(
        *of("brief", str(tmp_path / "no" / "brief.pdf"), "--month", "2026-10")
    )
    assert cli(*of("brief", str(tmp_path / "brief.gif"), "--month", "2026-10")).exit_code == 2


def test_an_agencys_form_goes_out_and_comes_back(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    cli.well(*of("agency", "workbook", str(path), "--agency", NAMES[0]))
    assert "no agency" in cli.refused(
        *of("agency", "workbook", str(tmp_path / "x.xlsx"), "--agency", "ไม่มี")
    )
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["G7"], sheet["I7"] = "อยู่ระหว่างดำเนินการ", "=เผยแพร่แล้ว"
    book.save(path)
    shown = cli.well(*of("agency", "import", str(path), "--preview"))
    assert shown.startswith("+ 2026-1")
    assert shown.endswith("Nothing was stored.\n")
    assert "nobody is called" in cli.refused(*of("agency", "import", str(path), "--by", "ใครก็ไม่รู้"))
    assert cli.well(*of("agency", "import", str(path))).endswith("Stored 1 reports.\n")
    assert cli.well(*of("agency", "import", str(path))).endswith("Nothing to store.\n")
    sheet["I7"] = None
    book.save(path)
    result = cli(*of("agency", "import", str(path)))
    assert result.exit_code == 1
    assert "! row 7" in result.stdout
    assert result.stderr == "Error: 1 rows cannot be taken; nothing was stored\n"


def test_the_next_plan_is_carried_edited_printed_and_adopted(cli: Cli, tmp_path: Path) -> None:
    book = tmp_path / "draft.xlsx"
    told = cli.well(*of("plan", "carry", "--to", "2571", "--workbook", str(book)))
    assert "FY2570 to FY2571: 0 kept, 2 changed, 0 dropped, 0 new." in told
    assert "no scores are known" in told
    assert "--replace" in cli.refused(*of("plan", "carry", "--to", "71"))
    nowhere = str(tmp_path / "none" / "draft.xlsx")
    assert "no folder" in cli.refused(*of("plan", "carry", "--to", "72", "--workbook", nowhere))
    assert "2571 is not before 2570" in cli.refused(
        *of("plan", "carry", "--to", "70", "--from", "71")
    )
    assert cli.well(*of("plan", "import", str(book))).startswith("No difference")
    for name in ("plan.docx", "plan.pdf", "plan.xlsx", "plan.html"):
        cli.well(*of("plan", "paper", str(tmp_path / name), "--fiscal-year", "2571"))
        assert (tmp_path / name).stat().st_size > 1000
    assert cli.well(*of("plan", "adopt", "--fiscal-year", "2571")).startswith(
        "Adopted the plan of FY2571"
    )
    assert "adopted already" in cli.refused(*of("plan", "adopt"))
    assert "no plan" in cli.refused(*of("plan", "adopt", "--fiscal-year", "2580"))
    assert "no plan" in cli.refused(
        *of("plan", "paper", str(tmp_path / "x.pdf"), "--fiscal-year", "2580")
    )


def test_of_several_drafts_the_one_to_adopt_has_to_be_named(cli: Cli) -> None:
    assert "no plan of FY2571" in cli.well(*of("plan", "carry", "--to", "2572"))
    assert "drafts of FY2571" not in cli.well(*of("plan", "carry", "--to", "2571"))
    assert "drafts of FY2571, FY2572: give --fiscal-year" in cli.refused(*of("plan", "adopt"))
    cli.well(*of("plan", "adopt", "--fiscal-year", "2571"))
    assert cli.well(*of("plan", "adopt")).startswith("Adopted the plan of FY2572")


@pytest.mark.parametrize(("answer", "stored"), [("n", False), ("y", True)])
def test_on_a_terminal_an_import_is_shown_and_asked_for(
    cli: Cli, database_url: str, tmp_path: Path, answer: str, stored: bool
) -> None:
    path = cli.plan(GIFTS, BUDGET.replace("เผยแพร่", "เปิดเผย"))
    words = [
        "plan",
        "import",
        path,
        "--organization",
        "sample",
        "--fiscal-year",
        "70",
        "--now",
        NOW,
    ]
    ours, theirs = pty.openpty()
    environ = {**os.environ, "DATABASE_URL": database_url, "LINE_CHANNEL_ID": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=ROOT,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    heard = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end was closed: the command has ended
            break
        if not piece:
            break
        heard += piece
    os.close(ours)
    assert process.wait(timeout=PATIENCE) == 0
    text = heard.decode()
    assert "~ 1.2" in text
    assert "Store this plan for sample?" in text
    assert ("Nothing was stored." in text) is not stored
    again = cli.well(*words, "--preview")
    assert again.startswith("No difference") is stored


def test_a_preview_stores_nothing_and_yes_does_not_ask(cli: Cli) -> None:
    path = cli.plan(GIFTS)
    words = of("plan", "import", path, "--fiscal-year", "70")
    assert cli.well(*words, "--preview").endswith("Nothing was stored.\n")
    assert "- 1.2" in cli.well(*words, "--yes")
    assert cli.well(*words).startswith("No difference")
