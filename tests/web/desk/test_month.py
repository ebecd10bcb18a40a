"""The month on the desk: differences, extensions, nudges, many at once, two secretaries at once."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import event, select

from bot.app import create_app
from bot.outbox.delivery import drain
from messages.nudging import nudge_parts
from models import schema
from models.database import Database
from models.month.calendar import at
from models.people.memberships import give_role
from models.tables.agency import Agency
from models.tables.files import FileToErase
from models.tables.obligations import Nudge, Obligation, Revision
from models.tables.organization import Organization
from models.tables.people import Person, Role
from tests.benchmarks import bench_desk
from tests.handlers.cast import (
    DECEMBER,
    DONE,
    HEALTH,
    LAND,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    evidence,
    officer,
    revisions,
    secretary,
    sends_report,
    states,
    tap_on_card,
)
from tests.stage import PNG, Stage, words_of
from tests.web.browser import signed_in
from web.access import COOKIE

DESK = f"/console/{SLUG}"
NOVEMBER, IN_DECEMBER = f"{DESK}/month/2026-11", f"{DESK}/month/2026-12"


def number_of(stage: Stage, state: str, month: int = 11) -> int:
    return ask(
        stage,
        lambda s: next(
            each.id
            for each in s.scalars(select(Obligation).order_by(Obligation.id))
            if each.state == state
            and each.round.month.month == month
            and (each.agency.name, each.assignment.measure.code) == (TREASURY, "1.1")
        ),
    )


def other_report(stage: Stage) -> int:
    return ask(
        stage,
        lambda s: next(each.id for each in s.scalars(select(Obligation)) if each.state == "owed"),
    )


def test_an_extension_is_told_and_what_comes_by_then_is_not_late(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    begin_month(any_stage, START)
    browser, owed = signed_in(any_stage, reviewer), number_of(any_stage, "owed")
    browser.open(f"{DESK}/report/{owed}")
    day = re.findall(r'<option value="([\d-]+)"', browser.page)[-1]
    browser.submit("/extend", day=day)
    assert "โปรดเลือกหรือพิมพ์เหตุผล" in browser.page
    browser.submit("/extend", day=day, own="รอผลสำรวจ")
    assert "ขยายเวลาถึง" in browser.page
    drain(any_stage.program)
    assert "รอผลสำรวจ" in words_of(actor.messages())
    assert "◷ ขยายเวลา" in browser.open(NOVEMBER)
    any_stage.go_to(at(ask(any_stage, lambda s: s.get_one(Obligation, owed).round.due_on), 34))
    sends_report(actor)
    late = ask(any_stage, lambda s: [r.late for r in [s.get_one(Obligation, owed).report] if r])
    assert late == [False]


def test_what_was_typed_stays_when_somebody_else_was_faster(stage: Stage) -> None:
    actor, first, second = officer(stage), secretary(stage), secretary(stage, "นายวิชัย รองเลขา")
    begin_month(stage, START)
    sends_report(actor)
    here, there = signed_in(stage, first), signed_in(stage, second)
    path = f"{DESK}/report/{number_of(stage, 'sent')}"
    there.open(path)
    here.open(path)
    here.submit("/accept")
    there.submit("/return", own="โปรดแนบบัญชีรายชื่อ")
    assert there.status == 422
    assert "โปรดแนบบัญชีรายชื่อ" in there.page
    assert "นางสาวอรุณี เลขา รับรอง" in there.page
    owed = f"{DESK}/report/{other_report(stage)}"
    there.open(owed)
    here.open(owed)
    here.submit("/excuse", own="ยุบเลิกแล้ว")
    there.submit("/excuse", own="เหตุผลของอีกคน")
    assert there.status == 422
    assert "ยกเว้นเพราะ ยุบเลิกแล้ว" in there.page
    assert "เหตุผลของอีกคน" in there.page


def test_a_correction_is_shown_as_a_difference(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    sends_report(actor, summary="ประชุม 85 คน")
    browser = signed_in(stage, reviewer)
    path = f"{DESK}/report/{number_of(stage, 'sent')}"
    browser.open(path)
    browser.submit("/return", own="ขอจำนวนที่ถูกต้อง", keep="1")
    behalf = f"{path}/behalf"
    browser.open(behalf)
    browser.submit("/behalf", progress="not_achieved", summary="ประชุม 92 คน")
    assert "ต้องระบุปัญหาอุปสรรค" in browser.page
    assert "ประชุม 92 คน" in browser.page
    browser.submit("/behalf", progress="in_progress", summary="ประชุม 92 คน")
    assert "บันทึกรายงานแทนหน่วยงานแล้ว" in browser.page
    assert re.search("<del>.*85.*</del><ins>.*92.*</ins>", browser.page)
    assert "ขอจำนวนที่ถูกต้อง" in browser.page.split('id="decide"')[1]  # kept for use again
    browser.submit("/reasons/drop", text="ขอจำนวนที่ถูกต้อง")
    assert 'value="ขอจำนวนที่ถูกต้อง"' not in browser.page
    assert ask(stage, lambda s: [r.on_behalf for r in s.scalars(select(Revision))]) == [False, True]


def test_a_form_on_behalf_replaces_nobodys_report_unseen(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    begin_month(stage, START)
    browser = signed_in(stage, reviewer)
    browser.open(f"{DESK}/report/{number_of(stage, 'owed')}/behalf")
    sends_report(actor)
    browser.submit("/behalf", progress="done", summary="พิมพ์ไว้นานแล้ว")
    assert browser.status == 422
    assert "พิมพ์ไว้นานแล้ว" in browser.page
    assert DONE in browser.page
    assert [each[3] for each in revisions(stage)] == [DONE]


def test_a_report_on_behalf_takes_files_and_a_refused_one_leaves_none(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    browser, number = signed_in(stage, reviewer), number_of(stage, "owed")
    page = f"{DESK}/report/{number}/behalf"
    for progress, status in (("not_achieved", 422), ("done", 200), ("in_progress", 422)):
        token = re.search('name="csrf_token" value="([^"]+)"', browser.open(page))
        assert token is not None
        answer = browser.client.post(
            page,
            data={
                **{"csrf_token": token[1], "progress": progress, "summary": DONE, "seen": ""},
                "file": [(BytesIO(PNG), "ภาพ.png"), (BytesIO(b"<html>"), "x.html")],
            },
            base_url=browser.base,
            headers={"Referer": f"{browser.base}{page}"},
            follow_redirects=True,
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
    assert ask(stage, lambda s: [each.on_behalf for each in s.scalars(select(Revision))]) == [True]
    pieces = evidence(stage)
    assert [(each.kind.value, each.media_type) for each in pieces] == [
        ("image", "image/png"),
        ("file", "text/plain"),
    ], "what may run in a browser is text"
    assert ask(stage, lambda s: len(s.scalars(select(FileToErase)).all())) == 2, "of the refused"


def test_what_did_not_change_is_accepted_together_after_a_look(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    begin_month(any_stage, START)
    sends_report(actor)
    browser = signed_in(any_stage, reviewer)
    browser.open(f"{DESK}/report/{number_of(any_stage, 'sent')}")
    browser.submit("/accept")
    begin_month(any_stage, DECEMBER)
    cards = actor.says("รายงาน")
    tap_on_card(actor, cards, "มาตรการ 1.1", "ไม่มีความคืบหน้าเพิ่มเติม")
    browser = signed_in(any_stage, reviewer)
    assert "1 รายการ จาก 1 หน่วยงาน" in browser.open(f"{IN_DECEMBER}/unchanged")
    browser.submit("/unchanged/accept")
    assert "รับรองรายงานแล้ว 1 รายการ" in browser.page
    assert states(any_stage)["1.1", TREASURY, 12] == "accepted"


def test_an_agency_is_nudged_once_a_day_and_the_cost_is_said(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    begin_month(any_stage, START)
    browser, seen = signed_in(any_stage, reviewer), len(actor.messages())
    assert "ติดตาม (1 ข้อความ)" in browser.open(f"{DESK}/")
    agency = ask(any_stage, lambda s: s.scalar(select(Agency.id).where(Agency.name == TREASURY)))
    for said in ("ส่งข้อความติดตาม 1 หน่วยงาน ใช้ 1 ข้อความ", "ไม่ได้ส่งข้อความ"):
        browser.open("/sessions")
        token = re.search('name="csrf_token" value="([^"]+)"', browser.page)
        assert token is not None
        browser.post(f"{DESK}/nudge", {"csrf_token": [token[1]], "agency": [str(agency)]})
        assert said in browser.page
    assert "ติดตามแล้ววันนี้" in browser.page
    drain(any_stage.program)
    told = actor.messages()[seen:]
    assert words_of(told).count("ขอติดตามรายงาน") == 1
    assert ask(any_stage, lambda s: len(s.scalars(select(Nudge)).all())) == 1


def test_all_are_nudged_by_one_piece_of_work_and_nobody_twice(any_stage: Stage) -> None:
    actor, reviewer = officer(any_stage), secretary(any_stage)
    both = officer(any_stage, "นางสาวกานดา ดีงาม", HEALTH)
    with any_stage.program.database.begin() as session:
        here = session.scalars(select(Agency).where(Agency.name == TREASURY)).one()
        kanda = session.scalars(select(Person).where(Person.full_name == both.name)).one()
        owner = session.scalars(select(Organization)).one()
        give_role(session, owner, kanda, Role.OFFICER, here, any_stage.now())
    any_stage.work()  # the menu of who got a role
    begin_month(any_stage, START)
    browser, seen = signed_in(any_stage, reviewer), [len(each.messages()) for each in (actor, both)]
    browser.open(f"{DESK}/")
    for _ in range(2):
        browser.open(f"{DESK}/")
        page = browser.submit("/nudge/all")
        assert "รอคิว" in page
    assert any_stage.work() == 1
    assert "ส่งข้อความติดตาม 2 หน่วยงาน ใช้ 2 ข้อความ" in browser.open(browser.path)
    drain(any_stage.program)
    for each, before in zip((actor, both), seen, strict=True):
        assert words_of(each.messages()[before:]).count("ขอติดตามรายงาน") == 1
    token = re.search('name="csrf_token" value="([^"]+)"', browser.open("/sessions"))
    assert token is not None
    browser.post(f"{DESK}/nudge/all", {"csrf_token": [token[1]]})
    assert "ไม่ได้ส่งข้อความ" in browser.page


def test_who_reports_for_several_agencies_is_in_one_part_of_a_nudge(stage: Stage) -> None:
    officer(stage)
    officer(stage, "นางสาวกานดา ดีงาม", HEALTH)
    with stage.program.database.begin() as session:
        ids = {name: number for number, name in session.execute(select(Agency.id, Agency.name))}
        owner = session.scalars(select(Organization)).one()
        first = session.get_one(Person, 1)
        give_role(
            session, owner, first, Role.OFFICER, session.get_one(Agency, ids[LAND]), stage.now()
        )
        parts = nudge_parts(session, owner.id, sorted(ids.values()), stage.now(), most=1)
    shared = {ids[TREASURY], ids[LAND]}
    assert sorted(map(set, parts), key=len)[-1] == shared
    assert sorted(each for part in parts for each in part) == sorted(ids.values())


def test_the_workbook_says_what_the_page_says_and_runs_no_formula(stage: Stage) -> None:
    reviewer = secretary(stage)
    begin_month(stage, START)
    sends_report(officer(stage))
    with stage.program.database.begin() as session:
        agency = session.scalars(select(Agency).where(Agency.name == TREASURY)).one()
        agency.name = '=HYPERLINK("http://x","y")'
    browser = signed_in(stage, reviewer)
    browser.open(f"{NOVEMBER}/excel")
    sheet = load_workbook(BytesIO(browser.answer.get_data())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4))
    cell = next(row[0] for row in rows if str(row[0].value).startswith("="))
    assert cell.data_type == "s"
    on_page = browser.open(NOVEMBER)
    words = [str(each.value) for row in rows for each in row[4:] if each.value != "–"]
    assert words.count("◐ รอตรวจ") == on_page.count("◐ รอตรวจ</a>") == 1
    assert words.count("○ ยังไม่รายงาน") == on_page.count("○ ยังไม่รายงาน</a>")


def test_pages_ask_the_database_as_often_however_much_there_is(tmp_path: Path) -> None:
    def queries(size: int) -> list[int]:
        url = f"sqlite:///{tmp_path / f'{size}.db'}"
        database = Database(url)
        schema.upgrade(database)
        secret = bench_desk.fill(database, size, size)
        database.close()
        program = bench_desk.program_on(url, tmp_path)
        client = create_app(program, lambda _id: None).test_client()
        client.set_cookie(COOKIE, secret, domain="bench.example.go.th", secure=True)
        counts = []
        month = f"/console/bench/month/{bench_desk.THIS_MONTH:%Y-%m}"
        for path in ("/console/bench/", month, f"{month}/agency/1", f"{month}/unchanged"):
            asked: list[str] = []

            def note(_c: object, _k: object, statement: str, *_: object) -> None:
                asked.append(statement)  # noqa: B023 -- removed before the next page

            client.get(path, base_url="https://bench.example.go.th")
            event.listen(program.database.engine, "before_cursor_execute", note)
            answer = client.get(path, base_url="https://bench.example.go.th")
            event.remove(program.database.engine, "before_cursor_execute", note)
            assert answer.status_code == 200
            counts.append(len(asked))
        program.close()
        return counts

    assert queries(3) == queries(9)
