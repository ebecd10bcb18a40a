"""The command line as a person uses it: what it prints, and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Select, func, select

from bot.cli import program
from bot.commands.invite import ROLES
from bot.commands.organization import KINDS
from models.people.invites import find_invite, normal_code
from models.reports.submissions import ReportContent, send_report
from models.tables.agency import Agency, AgencyGroup
from models.tables.holiday import Holiday
from models.tables.obligations import Obligation, Progress, Round
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.people import Invite, Person, Role
from models.tables.plan import Plan
from tests.databases import opened

HEADER = "มาตรการ,ขั้นตอน/วิธีการปฏิบัติ,ผู้รับผิดชอบ,ระยะเวลา\n"
GIFTS = "1.1 ประกาศเจตนารมณ์งดรับของขวัญ,1. จัดทำประกาศ,สำนักงานจังหวัด,ต.ค. 69 - ก.ย. 70\n"
BUDGET = "1.2 เผยแพร่แผนการใช้จ่ายงบประมาณ,1. จัดทำแผน,ส่วนราชการประจำจังหวัดทุกแห่ง,ทุกเดือน\n"
NOW = "2026-10-05T10:00:00+07:00"


class Cli:
    """Runs commands against one database."""

    def __init__(self, url: str, folder: Path) -> None:
        self._environ = {"DATABASE_URL": url, "LINE_CHANNEL_ID": ""}
        self.folder = folder

    def __call__(self, *words: str, **environ: str) -> Result:
        return CliRunner().invoke(program, [*words], env={**self._environ, **environ})

    def well(self, *words: str) -> str:
        """Run a command that has to succeed; return what it printed."""
        result = self(*words)
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result.stdout

    def refused(self, *words: str, **environ: str) -> str:
        """Run a command that has to be refused; return its one line."""
        result = self(*words, **environ)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert len(result.stderr.splitlines()) == 1
        return result.stderr

    def plan(self, *rows: str) -> str:
        """Write a plan of some rows; return its path."""
        path = self.folder / "plan.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return str(path)


@pytest.fixture
def cli(database_url: str, tmp_path: Path) -> Cli:
    """The command line on a migrated database."""
    return Cli(database_url, tmp_path)


@pytest.fixture
def province(cli: Cli) -> str:
    """A province's slug."""
    name = "จังหวัดตัวอย่าง"
    cli.well(
        "organization",
        "add",
        "sample",
        "--name",
        name,
        "--kind",
        "province",
        "--phone",
        "055 000 000",
        "--now",
        NOW,
    )
    return "sample"


def _october_due() -> Select[date]:
    return select(Round.due_on).where(Round.month == date(2026, 10, 1))


def import_words(cli: Cli, *rows: str) -> list[str]:
    return [
        "plan",
        "import",
        cli.plan(*rows),
        "--organization",
        "sample",
        "--fiscal-year",
        "๗๐",
        "--now",
        NOW,
    ]


def test_the_choices_written_out_are_those_of_the_models() -> None:
    assert list(KINDS) == list(OrganizationKind)
    assert list(ROLES) == list(Role)


def test_help_needs_neither_database_library_nor_settings() -> None:
    code = (
        "import sys\nfrom bot.cli import program\n"
        "try: program(['--help'])\nexcept SystemExit as e: assert e.code == 0\n"
        "heavy = {'sqlalchemy', 'linebot', 'docx', 'openpyxl', 'flask', 'alembic'} & "
        "set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    root = Path(__file__).resolve().parents[3]
    environ = {"DATABASE_URL": "nonsense", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"plan" in done.stdout


def test_every_command_explains_itself() -> None:
    for words in (
        ["plan"],
        ["plan", "import"],
        ["agency", "add"],
        ["organization", "set"],
        ["invite"],
        ["tick"],
        ["db"],
    ):
        result = CliRunner().invoke(program, [*words, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.stdout


def test_an_empty_database_is_refused_until_it_is_upgraded(
    empty_database_url: str, tmp_path: Path
) -> None:
    cli = Cli(empty_database_url, tmp_path)
    for words in (["organization", "list"], ["tick"]):
        assert "kaona db upgrade" in cli.refused(*words)
    assert "up to date" in cli.well("db", "upgrade")
    assert "up to date" in cli.well("db", "upgrade")
    assert cli.well("organization", "list") == ""


def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    cli: Cli, tmp_path: Path
) -> None:
    nowhere = "postgresql://kaona:hemlig@127.0.0.1:1/kaona"
    line = cli.refused("organization", "list", DATABASE_URL=nowhere)
    assert "does not answer" in line
    assert "hemlig" not in line
    no_database = tmp_path / "text.db"
    no_database.write_text("this is no database, but long enough to be looked at" * 20)
    assert "does not answer" in cli.refused(
        "organization", "list", DATABASE_URL=f"sqlite:///{no_database}"
    )
    assert "DATABASE_URL" in cli.refused("organization", "list", DATABASE_URL="mysql://x")
    assert "PORT" in cli.refused("organization", "list", PORT="many")


def test_wrong_usage_is_told_apart_from_a_refusal(cli: Cli, province: str) -> None:
    wrong = [
        ["nonsense"],
        ["organization", "add", "Has Spaces", "--name", "ก", "--kind", "province"],
        ["organization", "add", "ok", "--name", "ก", "--kind", "kingdom"],
        ["organization", "add", "ok", "--name", " \u200b ", "--kind", "province"],
        ["organization", "set", province],
        ["plan", "import", "x", "--organization", province, "--fiscal-year", "12345"],
        ["plan", "template", "out.docx"],
        ["invite", "--organization", province],
        ["invite", "--organization", province, "--role", "officer"],
        ["invite", "--organization", province, "--role", "executive", "--agency", "ก"],
        ["invite", "--organization", province, "--role", "executive", "--group"],
        ["invite", "--organization", province, "--role", "executive", "--qr", "out.gif"],
        ["holiday", "add", "someday", "x"],
        ["tick", "--now", "tomorrow"],
    ]
    assert {tuple(words): cli(*words).exit_code for words in wrong} == {
        tuple(words): 2 for words in wrong
    }


def test_an_organization_is_added_once_listed_and_set(
    cli: Cli, province: str, database_url: str
) -> None:
    assert "already" in cli.refused(
        "organization", "add", province, "--name", "อื่น", "--kind", "province"
    )
    cli.well(
        "organization",
        "set",
        province,
        "--phone",
        "055 111 111",
        "--late-names-in-group",
        "--send-hour",
        "10",
    )
    listed = cli.well("organization", "list")
    assert "sample\tprovince\tจังหวัดตัวอย่าง\tphone 055 111 111" in listed
    assert "late_names_in_group=True" in listed
    assert "quiet hours" in cli.refused("organization", "set", province, "--send-hour", "20")
    assert "no organization" in cli.refused("organization", "set", "nobody", "--phone", "1")
    with opened(database_url) as database, database.read() as session:
        found = session.scalars(select(Organization)).one()
        assert (found.policy.send_hour, found.policy.late_names_in_group) == (10, True)
        assert found.channel.line_channel_id == "local"


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


def test_agencies_fill_a_group_and_owe_at_once(cli: Cli, province: str, database_url: str) -> None:
    cli.well(*import_words(cli, BUDGET))
    group = "ส่วนราชการประจำจังหวัดทุกแห่ง"
    name = "สำนักงานสาธารณสุขจังหวัด"
    words = [
        "agency",
        "add",
        name,
        "--organization",
        province,
        "--alias",
        "สสจ.",
        "--group",
        group,
        "--now",
        NOW,
    ]
    assert "1 new reports are expected" in cli.well(*words)
    assert "Nothing to add" in cli.well(*words)
    assert "is also called สสจ. ตัวอย่าง" in cli.well(
        "agency", "add", "สสจ.", "--organization", province, "--alias", "สสจ. ตัวอย่าง", "--now", NOW
    )
    assert "already a name" in cli.refused(
        "agency", "add", "กองช่าง", "--organization", province, "--alias", "ส.ส.จ"
    )
    assert "is a group" in cli.refused("agency", "add", group, "--organization", province)
    listed = cli.well("agency", "list", "--organization", province)
    assert listed.splitlines() == [
        f"{name}\talias สสจ.\talias สสจ. ตัวอย่าง\tgroup {group}\tno officer yet"
    ]
    with opened(database_url) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 1
        assert session.scalar(select(func.count()).select_from(AgencyGroup)) == 1


def test_an_invite_prints_a_code_that_works_and_a_link_when_the_bot_is_known(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--alias", "คลัง")
    words = [
        "invite",
        "--organization",
        province,
        "--role",
        "officer",
        "--agency",
        "คลัง",
        "--name",
        "สมหญิง ใจดี",
    ]
    (code,) = cli.well(*words, "--now", NOW).splitlines()
    with opened(database_url) as database, database.begin() as session:
        invite = find_invite(
            session, normal_code(code) or "", "U1", session.scalars(select(Invite.created_at)).one()
        )
        assert invite.agency is not None
        assert (invite.role, invite.agency.name, invite.full_name) == (
            Role.OFFICER,
            "กองคลัง",
            "สมหญิง ใจดี",
        )
        session.scalars(select(Channel)).one().basic_id = "@000kaona"
    code, link = cli.well(*words).splitlines()
    assert link == f"https://line.me/R/oaMessage/%40000kaona/?{code}"
    assert "no agency" in cli.refused(
        "invite", "--organization", province, "--role", "officer", "--agency", "กองใหม่"
    )


def test_a_group_invite_prints_what_to_type_in_the_group(cli: Cli, province: str) -> None:
    code, typed = cli.well("invite", "--organization", province, "--group").splitlines()
    assert typed == f"/ผูกกลุ่ม {code}"


def test_the_qr_code_is_a_picture_and_without_it_there_is_no_invite(
    cli: Cli, province: str, database_url: str
) -> None:
    words = ["invite", "--organization", province, "--role", "secretariat", "--qr"]
    cli.well(*words, str(cli.folder / "qr.png"))
    cli.well(*words, str(cli.folder / "qr.svg"))
    assert (cli.folder / "qr.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.parse(cli.folder / "qr.svg").getroot().tag.endswith("svg")
    cli.refused(*words, str(cli.folder / "missing" / "qr.png"))
    with opened(database_url) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Invite)) == 2


def test_holidays_are_listed_and_edited_and_due_dates_follow(
    cli: Cli, province: str, database_url: str
) -> None:
    cli.well("agency", "add", "กองคลัง", "--organization", province, "--now", NOW)
    listed = cli.well("holiday", "list", "--fiscal-year", "2570")
    assert "2026-12-05\t" in listed
    with opened(database_url) as database, database.read() as session:
        before = session.scalars(_october_due()).one()
    cli.well("holiday", "add", before.isoformat(), "วันหยุดพิเศษ", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() < before
        assert session.get_one(Holiday, before).name == "วันหยุดพิเศษ"
    cli.well("holiday", "remove", f"{before.day}/{before.month}/{before.year + 543}", "--now", NOW)
    with opened(database_url) as database, database.read() as session:
        assert session.scalars(_october_due()).one() == before
    assert "no day off" in cli.refused("holiday", "remove", before.isoformat())


def test_the_workbook_is_written_once_and_reads_back(cli: Cli) -> None:
    path = str(cli.folder / "plan.xlsx")
    cli.well("plan", "template", path)
    assert "there already" in cli.refused("plan", "template", path)
    assert json.loads(cli.well("plan", "read", path, "--json"))["measures"]


def test_the_module_runs_as_a_program_without_a_traceback(
    database_url: str, tmp_path: Path
) -> None:
    root = Path(__file__).resolve().parents[3]
    words = [sys.executable, "-m", "bot.cli", "plan", "read", str(tmp_path / "ไม่มี.docx")]
    done = subprocess.run(
        words,
        cwd=root,
        capture_output=True,
        check=False,
        env={"DATABASE_URL": database_url, "LC_ALL": "C"},
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith("Error: there is no file")
    assert "ไม่มี.docx" in done.stderr.decode()
