"""Health and history: figures of the own organization, sending once more, the searchable list."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta

from sqlalchemy import event, select

from models import audit
from models.heartbeat import SCHEDULER, record_heartbeat
from models.tables.audit import AuditText
from models.tables.organization import Channel, Organization, OrganizationKind
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Person
from tests.handlers.cast import SLUG, START, ask, begin_month, officer, secretary, sends_report
from tests.stage import Stage
from tests.web.browser import Browser, signed_in

HEALTH = f"/console/{SLUG}/health/"


def gives_up(stage: Stage, recipient: str, organization_id: int = 1, **more: object) -> None:
    """Store a push that LINE refused."""
    with stage.program.database.begin() as session:
        session.add(
            Delivery(
                channel_id=1,
                organization_id=organization_id,
                recipient=recipient,
                purpose="announcement",
                messages=[{"type": "text", "text": "x"}],
                state=DeliveryState.GIVEN_UP,
                next_try_at=stage.now(),
                created_at=stage.now(),
                failed_at=stage.now(),
                error="400",
                **more,
            )
        )


def waiting(stage: Stage) -> list[int]:
    asked = select(Delivery.id).where(
        Delivery.state == DeliveryState.WAITING, Delivery.purpose == "announcement"
    )
    return ask(stage, lambda s: list(s.scalars(asked)))


def test_the_page_tells_of_its_own_organization_and_sends_once_more(stage: Stage) -> None:
    actor = officer(stage)
    browser = signed_in(stage, secretary(stage))
    begin_month(stage, START)
    with stage.program.database.begin() as session:
        record_heartbeat(session, SCHEDULER, stage.now())
        session.scalars(select(Channel)).one().quota_limit = 300
        other = Organization(
            slug="tak",
            name="จังหวัดตาก",
            kind=OrganizationKind.PROVINCE,
            channel_id=1,
            created_at=stage.now(),
        )
        session.add(other)
        session.flush()
        elsewhere = other.id
    page = browser.open(HEALTH)
    assert "ทำงานอยู่" in page
    assert "จาก 300 ข้อความ" in page
    assert "ยังไม่เคยสำรอง" in page
    gives_up(stage, actor.user_id)
    gives_up(stage, actor.user_id, elsewhere)
    gives_up(stage, actor.user_id, expires_at=stage.now())
    copied = stage.program.settings.data_dir / "last-backup"
    copied.parent.mkdir(exist_ok=True)
    copied.touch()
    long_ago = (stage.now() - timedelta(days=3)).timestamp()
    os.utime(copied, (long_ago, long_ago))
    page = browser.open(HEALTH)
    assert "3 วันก่อน" in page
    assert page.count('name="delivery"') == 1, "one may go again"
    assert "ส่งอีกไม่ได้: เลยเวลาที่ควรส่งแล้ว" in page
    number = re.findall(r'name="delivery" value="(\d+)"', page)[0]
    assert "ใช้ <strong>1 ข้อความ</strong>" in browser.open(
        f"{HEALTH}retry?delivery={number}&delivery={int(number) + 1}"
    )
    assert waiting(stage) == [], "looking sends nothing"
    fields = re.findall(r'name="(delivery|csrf_token)" value="([^"]+)"', browser.page)
    browser.submit("/health/retry")
    assert waiting(stage) == [int(number)]
    browser.post(f"{HEALTH}retry", {name: [value] for name, value in fields})
    assert "มีผู้อื่นกดไปก่อน" in browser.page
    assert "ส่งข้อความที่ส่งไม่สำเร็จอีกครั้ง" in browser.open(f"{HEALTH}history")


def test_the_history_is_found_by_person_action_and_month(stage: Stage) -> None:
    begin_month(stage, START)
    actor, browser = officer(stage), signed_in(stage, secretary(stage))
    sends_report(actor)
    number = ask(
        stage,
        lambda s: s.scalars(select(Person.id).where(Person.line_user_id == actor.user_id)).one(),
    )
    found = browser.open(f"{HEALTH}history?person={number}&action=report.sent&month=2026-11")
    assert "พบ 1 รายการ" in found
    assert actor.name in found.split("<tbody>")[1]
    assert "แชต LINE" in found
    assert "ไม่พบรายการ" in browser.open(f"{HEALTH}history?month=2026-10")
    with stage.program.database.begin() as session:
        for each in range(120):
            body = {"before": {"head": f"ก{each}"}, "after": {"head": f"ข{each}"}, "by": number}
            audit.record(session, 1, "agency.changed", "agency:1", body, stage.now())
    one = queries(stage, browser, f"{HEALTH}history?action=report.sent")
    counted = queries(stage, browser, f"{HEALTH}history?page=2")
    assert counted == one, "as many questions for fifty as for one"
    assert "ก40" in browser.page
    assert browser.page.count("<tr>") == 51
    assert "ประวัติครบถ้วน ไม่มี" in browser.open(f"{HEALTH}history?check=1")
    with stage.program.database.begin() as session:
        text = session.scalars(select(AuditText).order_by(AuditText.entry_id.desc())).first()
        assert text
        text.body = {"after": "x"}
    assert "ประวัติไม่สมบูรณ์ที่รายการ" in browser.open(f"{HEALTH}history?check=1")


def queries(stage: Stage, browser: Browser, address: str) -> int:
    """How many questions a page asks of the database."""
    asked: list[datetime] = []
    engine = stage.program.database.engine

    def note(*_: object) -> None:
        asked.append(stage.now())

    event.listen(engine, "before_cursor_execute", note)
    browser.open(address)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)
