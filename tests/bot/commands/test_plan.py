"""``kaona plan``: read, imported, and the workbook to fill in."""

from __future__ import annotations

import json
import re
from datetime import datetime

from sqlalchemy import func, select

from models.reports.submissions import ReportContent, send_report
from models.tables.obligations import Obligation, Progress
from models.tables.people import Person
from models.tables.plan import Plan
from tests.bot.commands.driver import BUDGET, GIFTS, HEADER, NOW, Cli, import_words
from tests.databases import opened


def test_a_plan_is_read_as_json_and_as_text(cli: Cli) -> None:
    path = cli.plan(GIFTS, BUDGET)
    result = cli("plan", "read", path, "--fiscal-year", "70", "--json")
    value = json.loads(result.stdout)
    assert value["fiscal_year"] == 2570
    assert [measure["code"] for measure in value["measures"]] == ["1.1", "1.2"]
    assert "ประกาศเจตนารมณ์งดรับของขวัญ" in result.stdout
    listing = cli.well("plan", "read", path)
    assert "1.1 ประกาศเจตนารมณ์งดรับของขวัญ" in listing
    assert "2 measures" in listing


def test_a_file_that_is_no_plan_is_refused_and_nothing_is_stored(
    cli: Cli, province: str, database_url: str
) -> None:
    empty = cli.folder / "empty.csv"
    empty.touch()
    for path in (empty, cli.folder / "not-there.csv", cli.folder):
        cli.refused("plan", "read", str(path))
        cli.refused(
            "plan", "import", str(path), "--organization", province, "--fiscal-year", "2570"
        )
    assert "--fiscal-year" in cli.refused(
        "plan", "import", cli.plan(GIFTS), "--organization", province
    )
    assert "no organization" in cli.refused(
        "plan", "import", cli.plan(GIFTS), "--organization", "other", "--fiscal-year", "70"
    )
    with opened(database_url) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 0


def test_one_of_several_plans_is_chosen(cli: Cli, province: str) -> None:
    file = cli.folder / "years.csv"
    plans = (f"ปีงบประมาณ พ.ศ. {year}\n{HEADER}{GIFTS}" for year in (2569, 2570))
    file.write_text("".join(plans), encoding="utf-8")
    path = str(file)
    importing = ("plan", "import", path, "--organization", province)
    for words in (("plan", "read", path), importing):
        assert re.search(r"\(1\) .*FY2569; \(2\) .*FY2570", cli.refused(*words))
    read = cli.well("plan", "read", path, "--plan", "2", "--json")
    assert json.loads(read)["fiscal_year"] == 2570
    assert "1 measures added" in cli.well(*importing, "--fiscal-year", "2569")
    assert "no sheet" in cli.refused(*importing, "--sheet", "แผน")
    scores = ("score", "import", path, "--organization", province)
    assert "--plan NUMBER" in cli.refused(*scores)
    assert "prints no score" in cli.refused(*scores, "--plan", "1")


def test_a_draft_without_a_table_is_stored_only_with_yes(cli: Cli, province: str) -> None:
    file = cli.folder / "list.txt"
    file.write_text("แผน ปีงบประมาณ พ.ศ. 2570\n1. จัดคิว\n2. เปิดเผยราคากลาง\n", encoding="utf-8")
    importing = ("plan", "import", str(file), "--organization", province)
    assert "draft" in cli.refused(*importing)
    shown = cli.well(*importing, "--preview")
    assert "Nothing was stored" in shown
    assert shown.count("ยังไม่แน่ใจว่าเป็นมาตรการ") == 2
    assert "2 measures added" in cli.well(*importing, "--yes")
    assert "1 จัดคิว" in cli.well("plan", "read", str(file))


def test_an_import_shows_what_it_did_and_what_to_do_next(cli: Cli, province: str) -> None:
    said = cli.well(*import_words(cli, GIFTS, BUDGET))
    assert "+ 1.1 ประกาศเจตนารมณ์งดรับของขวัญ" in said
    assert "+ agency สำนักงานจังหวัด" in said
    assert "2 measures added, 0 removed, 0 changed, 0 unchanged" in said
    assert 'kaona agency add NAME --organization sample --group "ส่วนราชการประจำจังหวัดทุกแห่ง"' in said
    assert "No difference: 2 measures" in cli.well(*import_words(cli, GIFTS, BUDGET))


def test_a_plan_of_somebody_else_is_doubted(cli: Cli, province: str) -> None:
    path = cli.folder / "other.csv"
    path.write_text(
        f"แผนส่งเสริมคุณธรรม จังหวัดตาก ประจำปีงบประมาณ พ.ศ. 2570\n{HEADER}{GIFTS}", encoding="utf-8"
    )
    said = cli.well("plan", "import", str(path), "--organization", province)
    assert "! the document is of จังหวัดตาก; it was stored for จังหวัดตัวอย่าง" in said


def test_a_measure_with_reports_changes_only_with_replace(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    with opened(database_url) as database, database.begin() as session:
        obligation = session.scalars(select(Obligation)).one()
        now = obligation.round.opens_at
        officer = Person(
            channel_id=obligation.round.organization.channel_id, line_user_id="U1", created_at=now
        )
        session.add(officer)
        send_report(
            session, obligation, ReportContent(Progress.IN_PROGRESS, "ทำแล้ว"), by=officer, now=now
        )
    changed = GIFTS.replace("ของขวัญ", "ของขวัญทุกชนิด")
    result = cli(*import_words(cli, changed, BUDGET))
    assert result.exit_code == 1
    assert "~ 1.1 ประกาศเจตนารมณ์งดรับของขวัญ (has reports): title" in result.stdout
    assert "1.1; --replace" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "1 changed" in cli.well(*import_words(cli, changed, BUDGET), "--replace")


def test_the_workbook_is_written_once_and_reads_back(cli: Cli) -> None:
    path = str(cli.folder / "plan.xlsx")
    cli.well("plan", "template", path)
    assert "there already" in cli.refused("plan", "template", path)
    assert json.loads(cli.well("plan", "read", path, "--json"))["measures"]


def test_a_plan_nobody_reported_on_is_removed_where_somebody_says_so(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well(*import_words(cli, GIFTS))
    words = ["plan", "remove", "--organization", province, "--fiscal-year", "2570", "--now", NOW]
    assert "1 measures and 1 expected reports? Without a terminal" in cli.refused(*words)
    assert "Removed the plan of FY2570" in cli.well(*words, "--yes")
    assert "has no plan" in cli.refused(*words, "--yes")
    cli.well(*import_words(cli, GIFTS))
    with opened(database_url) as database, database.begin() as session:
        owed = session.scalars(select(Obligation)).one()
        by = Person(channel_id=1, line_user_id="U1", created_at=datetime.fromisoformat(NOW))
        session.add(by)
        content = ReportContent(Progress.IN_PROGRESS, "ดำเนินการตามแผน")
        send_report(session, owed, content, by=by, now=datetime.fromisoformat(NOW))
    assert "--replace" in cli.refused(*words, "--yes")


def test_a_new_party_is_shown_beside_the_known_names_it_looks_like(cli: Cli, province: str) -> None:
    cli.well(*import_words(cli, GIFTS, BUDGET))
    slips = GIFTS.replace("สำนักงานจังหวัด", "สำนักงานจังหวด") + BUDGET.replace("ทุกแห่ง", "")
    said = cli.well(*import_words(cli, slips))
    assert "+ agency สำนักงานจังหวด (beside สำนักงานจังหวัด)" in said
    assert "+ group ส่วนราชการประจำจังหวัด (beside ส่วนราชการประจำจังหวัดทุกแห่ง)" in said


def test_a_plan_of_a_year_that_is_over_asks_nobody_and_says_so(cli: Cli, province: str) -> None:
    words = import_words(cli, GIFTS)
    old = ["2568" if word == "๗๐" else word for word in words]
    assert "Fiscal year 2568 is over" in cli.well(*old)
    assert "is over" not in cli.well(*words)
    last = ["plan", "adopt", "--organization", province, "--fiscal-year"]
    carried = cli.well("plan", "carry", "--to", "2569", "--organization", province, "--now", NOW)
    assert "Fiscal year 2569 is over" in carried
    assert "Fiscal year 2569 is over" in cli.well(*last, "2569", "--now", "2026-12-01T10:00")
