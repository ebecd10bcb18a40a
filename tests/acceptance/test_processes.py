"""The processes fit together, in real time: ``kaona web`` under gunicorn, commands beside it, LINE
over HTTP, and a crash in between.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.program import Program
from bot.settings import Settings
from models import audit
from models.month.calendar import fiscal_year_of, local_day
from models.tables.evidence import Evidence
from models.tables.obligations import Report
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState
from simulator import Simulator
from tests.acceptance import talk
from tests.acceptance.office import Office
from tests.acceptance.processes import Patient, Web, free_port, get, serving, until
from tests.patience import PATIENCE
from tests.stage import Stage, words_of
from thai.dates import BUDDHIST_OFFSET

SLUG = "ranong"
AGENCY, OTHER = "สำนักงานเกษตรจังหวัด", "สำนักงานขนส่งจังหวัด"
PARTY = "ทุกส่วนราชการ"
PLAN = (
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใส จังหวัดระนอง ประจำปีงบประมาณ พ.ศ. {year}\n"
    "มาตรการ,ขั้นตอน/วิธีการปฏิบัติ,ผู้รับผิดชอบ,ระยะเวลา\n"
    "1.1 ประกาศงดรับของขวัญ,จัดทำประกาศ,ทุกส่วนราชการ,ต.ค. {first} - ก.ย. {year}\n"
    "1.2 เปิดเผยข้อมูลบนเว็บไซต์,ปรับปรุงเว็บไซต์,สำนักงานจังหวัด,ต.ค. {first} - ก.ย. {year}\n"
)


@pytest.fixture
def town(empty_database_url: str, tmp_path: Path) -> Iterator[Town]:
    """LINE, an empty database, nothing running yet."""
    with Simulator(webhook_seconds=None) as line:
        town = Town(line, empty_database_url, tmp_path)
        yield town
        town.program.close()


class Town:
    """Everything that runs in a test, and the people in it."""

    def __init__(self, line: Simulator, database_url: str, folder: Path) -> None:
        data_dir = folder / "data"
        data_dir.mkdir()
        self.office = Office(line, database_url, data_dir)
        self.port = free_port()
        line.world.change_settings(
            {
                "webhook_url": f"http://127.0.0.1:{self.port}/webhook",
                "redelivery": True,
                "redelivery_seconds": [0.5] * 600,
            }
        )
        # Opened to look at the database alone: the programs at work are other processes.
        self.program = Program(Settings(database_url=database_url, data_dir=data_dir))
        self.stage = Stage(line, self.program, f"http://127.0.0.1:{self.port}")
        self.line = line

    def person(self, name: str, *role: str) -> Patient:
        """Somebody who adds the bot and enters by a code of the command line."""
        user_id = self.line.world.add_person(name)["userId"]
        actor = Patient(self.stage, name, user_id, user_id)
        actor.heard()
        code = self.office.at_once(
            "invite", "--organization", SLUG, "--name", name, "--role", *role
        ).splitlines()[0]
        talk.enter(actor, code)
        return actor


def test_the_processes_carry_a_report_to_the_summary(town: Town, tmp_path: Path) -> None:
    _the_office_begins(town, tmp_path)
    with serving(town.office, town.port) as web:
        assert get(web.port, "/readyz")[0] == 503, "no scheduler has shown itself yet"
        officer = town.person("กมล ใจซื่อ", "officer", "--agency", AGENCY)
        secretary = town.person("สมศรี เลขานุการ", "secretariat")
        group_id = _a_group_is_bound(town, officer, secretary)
        picture = talk.photo(7)
        _half_a_report_and_a_crash(officer, web)
    assert get(town.port, "/healthz")[0] == 0
    town.line.world.send_content(officer.chat_id, officer.user_id, "image", picture)
    with serving(town.office, town.port) as web:
        assert "รวม 1 รายการ" in words_of(officer.heard()), (
            "LINE brings again what nobody was there to take"
        )
        number = _the_report_is_sent(officer)
        _the_evidence_opens(secretary, number, picture, web)
        _the_month_closes(town, group_id)
        assert get(web.port, "/readyz")[0] == 503, "the last tick looked at a time to come"
        town.office.kaona("tick")
        assert get(web.port, "/readyz")[0] == 200
        _nothing_comes_twice(town)
        assert web.stop() == 0
    _all_is_accounted_for(town, picture)


def _the_office_begins(town: Town, folder: Path) -> None:
    """An organization, a plan of this fiscal year as CSV, two agencies in its collective party."""
    year = fiscal_year_of(local_day(town.stage.now()))
    file = folder / "plan.csv"
    file.write_text(PLAN.format(year=year, first=year - 1), encoding="utf-8")
    assert year - BUDDHIST_OFFSET > 2000
    town.office.kaona("db", "upgrade")
    town.office.at_once("organization", "add", SLUG, "--name", "จังหวัดระนอง", "--kind", "province")
    told = town.office.at_once("plan", "import", str(file), "--organization", SLUG)
    assert "2 measures added" in told
    for agency in (AGENCY, OTHER):
        town.office.at_once("agency", "add", agency, "--organization", SLUG, "--group", PARTY)


def _a_group_is_bound(town: Town, officer: Patient, secretary: Patient) -> str:
    group_id = town.stage.group("กลุ่มไลน์จังหวัด", officer, secretary)
    speaker = Patient(town.stage, secretary.name, secretary.user_id, group_id)
    speaker.heard()
    typed = town.office.at_once("invite", "--organization", SLUG, "--group").splitlines()[1]
    assert "จังหวัดระนอง" in words_of(speaker.says(typed))
    return group_id


def _half_a_report_and_a_crash(officer: Patient, web: Web) -> None:
    talk.open_due(officer, "1.1")
    officer.taps("◐")
    officer.says("จัดทำประกาศเจตนารมณ์งดรับของขวัญและปิดประกาศแล้ว")
    assert "หลักฐาน" in words_of(officer.taps("เพิ่มหลักฐาน"))
    officer._mark()
    web.kill()


def _the_report_is_sent(officer: Patient) -> str:
    review = words_of(officer.taps("ไปต่อ"))
    assert "จัดทำประกาศเจตนารมณ์งดรับของขวัญและปิดประกาศแล้ว" in review
    return talk.receipt_in(officer.taps("ยืนยันส่งรายงาน"))


def _the_evidence_opens(secretary: Patient, number: str, picture: bytes, web: Web) -> None:
    heard = secretary.says("ตรวจรายงาน")
    assert number in words_of(heard)
    (address,) = talk.addresses_in(heard, lambda address: "/console/evidence/" in address)
    public, path = (
        address[: len("https://kaona.example.go.th")],
        address[len("https://kaona.example.go.th") :],
    )
    assert public == "https://kaona.example.go.th"
    assert get(web.port, path) == (200, picture)


def _the_month_closes(town: Town, group_id: str) -> None:
    """Two ticks at the same time, told that the report's round closes now: the group gets one
    summary, the secretariat one brief.
    """
    with town.program.database.read() as session:
        report = session.scalars(select(Report)).one()
        found = report.obligation.round
        # Today may be a day between a month's due date and its close.
        told = "ตรงเวลา 0 · ล่าช้า 1" if report.first_sent_at >= found.due_at else "ตรงเวลา 1"
        closes_at: datetime = found.closes_at
        month = f"{found.month:%Y-%m}"
    town.office.now = closes_at
    jobs, sent = town.office.ticks()
    town.office.now = None
    assert (jobs, sent) == ([f"close_round {month}"], 2)
    summary = [m.message for m in town.line.world.messages(group_id) if m.via == "push"]
    lines = words_of(summary)
    assert f"ส่งแล้ว 1 จาก 3 รายการ · {told} · รับรองแล้ว 0" in lines
    assert talk.line_after(summary, "1.1 ").endswith(" 1 จาก 2 หน่วยงาน")


def _nothing_comes_twice(town: Town) -> None:
    """Every event once more: 200, and silence; by the time a later question is answered the silence
    is known to last.
    """
    world = town.line.world
    chats = {actor_id: len(world.messages(actor_id)) for actor_id in list(world.chats.chats)}
    for event_id in {
        event["webhookEventId"] for hook in world.webhooks() for event in hook["events"]
    }:
        (answer,) = world.redeliver(event_id)["events"]
        assert answer["status"] == 200
    stranger = Patient(
        town.stage, "คนแปลกหน้า", user_id := world.add_person("คนแปลกหน้า")["userId"], user_id
    )
    assert "รหัสเชิญ" in words_of(stranger.heard())
    assert {actor_id: len(world.messages(actor_id)) for actor_id in chats} == chats


def _all_is_accounted_for(town: Town, picture: bytes) -> None:
    requests = town.line.world.requests()
    assert [(r["path"], r["status"]) for r in requests if not 200 <= (r["status"] or 0) < 300] == []
    with town.program.database.read() as session:
        (kept,) = session.scalars(select(Evidence))
        assert kept.sha256 == hashlib.sha256(picture).hexdigest()
        rows = list(session.scalars(select(Delivery)))
        # The crash may come between an answer and the record of it: then the row cannot know, and
        # is not sent again.
        unknown = [row for row in rows if row.state is not DeliveryState.SENT]
        assert {(row.purpose, row.error) for row in unknown} <= {
            ("answer", "reply outcome unknown")
        }
        assert len(unknown) <= 1
        sent = Counter(
            r["path"].rpartition("/")[2]
            for r in requests
            if "/message/" in r["path"] and r["method"] == "POST"
        )
        assert Counter(row.sent_by or "reply" for row in rows) == sent
        assert sent["push"] == 2
        paid = sum(row.paid_messages for row in rows)
        assert paid == town.line.world.quota.used(town.stage.now()) == 2 + 1
        organization = session.scalars(select(Organization)).one()
        assert audit.check_chain(session, organization.id).broken is None


def test_the_web_process_says_in_one_line_what_it_lacks(tmp_path: Path) -> None:
    with Simulator(webhook_seconds=None) as line:
        office = Office(line, f"sqlite:///{tmp_path}/kaona.db", tmp_path)
        for missing in ("LINE_CHANNEL_SECRET", "PUBLIC_URL", "SECRET_KEY"):
            process = office.start("web", **{missing: ""})
            out, err = process.communicate(timeout=PATIENCE)
            assert (process.returncode, out, len(err.splitlines())) == (1, "", 1)
            assert missing in err


def test_a_signal_to_a_web_process_that_is_answering_loses_nothing(town: Town) -> None:
    """People write while the process is told to stop: what was answered 200 has its answer, from it
    or from the next one.
    """
    world = town.line.world
    town.office.at_once("db", "upgrade")
    people = [world.add_person(f"คนที่ {number}", friend=False)["userId"] for number in range(12)]
    with serving(town.office, town.port) as web:
        for user_id in people:
            world.follow(user_id)
        assert web.stop() == 0
    with serving(town.office, town.port):
        until(lambda: all(world.heard(user_id) for user_id in people), "an answer to everybody")
    assert {len(world.heard(user_id)) for user_id in people} == {1}
