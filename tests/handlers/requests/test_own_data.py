"""What a person may ask about what is kept of them: no more messages, and being erased."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Enum, LargeBinary, String, Text, cast, select

from bot.outbox.delivery import drain
from bot.retention import erase_persons
from models.audit import check_chain
from models.people.personal_data.stored import stored_of
from models.people.personal_data.traces import OFFICE, OFFICE_TABLES
from models.tables.all import metadata
from models.tables.announcement import Circular
from models.tables.audit import AuditEntry
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.organization import Organization
from models.tables.outbox import Delivery
from models.tables.people import Membership, Person, Role
from models.tables.work import Work
from models.tables.year.result_report import ReportVersion
from models.tables.year.score import Score
from tests.handlers.cast import (
    SLUG,
    START,
    ask,
    begin_month,
    fills,
    nothing_failed,
    officer,
    opens,
    reports,
    secretary,
    sends_report,
)
from tests.stage import Actor, Stage, words_of
from tests.web.browser import Browser, signed_in

NAME = "นายสมชาย ใจดี"
LINE_NAME = 'สมชาย\u200b "สุโขทัย"'
"""As JSON writes it otherwise than Python does."""


def leave_traces(stage: Stage) -> tuple[Actor, Actor]:
    """An officer who has done all that leaves something stored, and a secretary who saw it."""
    actor, reviewer = officer(stage, NAME), secretary(stage)
    begin_month(stage, START)
    sends_report(actor)
    opens(actor, "1.2")
    fills(actor, f"ผู้ประสานงาน {NAME}")
    actor.sends()
    stage.go_to(stage.now() + timedelta(minutes=1))
    actor.says("พักไว้")
    actor.says("KN-AAAA-BBBB-CCCC")
    stage.invite(SLUG, Role.EXECUTIVE, name=NAME)
    signed_in(stage, actor)
    Browser(stage).open("/sign-in")
    reviewer.says("ตรวจรายงาน")
    reviewer.says("รายงานไม่ถึง")
    with stage.program.database.begin() as session:
        person = session.scalars(select(Person).where(Person.line_user_id == actor.user_id)).one()
        person.display_name = LINE_NAME
        owner = session.scalars(select(Organization).where(Organization.slug == SLUG)).one()
        session.add_all(
            [
                Score(
                    organization_id=owner.id,
                    fiscal_year=2569,
                    code="o1",
                    value=90,
                    entered_by=f"command line: {NAME}",
                    entered_at=stage.now(),
                ),
                ReportVersion(
                    organization_id=owner.id,
                    fiscal_year=2569,
                    number=1,
                    document={},
                    origins=[{"sent_by": NAME}, [LINE_NAME]],
                    digest="",
                    despite=[],
                    published_at=stage.now(),
                    published_by=NAME,
                ),
                Work(
                    organization_id=owner.id,
                    kind="x",
                    key=actor.user_id,
                    given={"people": [NAME], actor.user_id: LINE_NAME + "\ud83d"},
                    asked_at=stage.now(),
                ),
                Delivery(
                    channel_id=person.channel_id,
                    organization_id=owner.id,
                    recipient=reviewer.user_id,
                    purpose="reminder",
                    messages=[{"type": "text", "text": f"{LINE_NAME} ยังไม่ส่ง"}],
                    dedupe_key=f"x:{actor.user_id}",
                    next_try_at=stage.now() + timedelta(days=1),
                    created_at=stage.now(),
                ),
                Circular(
                    organization_id=owner.id,
                    key="x",
                    title=NAME,
                    body=f"{NAME} ย้าย",
                    sent_at=stage.now(),
                    sent_by_id=person.id,
                ),
                Evidence(
                    kind=EvidenceKind.NOTE,
                    person_id=person.id,
                    name=f"หนังสือของ {NAME}",
                    received_at=stage.now(),
                ),
            ]
        )
    return actor, reviewer


def where_stands(stage: Stage, *words: str) -> set[str]:
    """The columns of all tables in which one of the words stands."""

    spelled = {
        json.dumps(word, ensure_ascii=escaped)[1:-1] for word in words for escaped in (False, True)
    }

    def found(session: Any) -> set[str]:
        places = set()
        for table in metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, LargeBinary) or not isinstance(
                    column.type, String | Text | JSON | Enum
                ):
                    continue
                for value in session.scalars(select(cast(column, Text))):
                    if value and any(word in value for word in spelled):
                        places.add(f"{table.name}.{column.name}")
        return places

    return ask(stage, found)


def test_after_an_erasure_nothing_stored_tells_who_it_was(any_stage: Stage) -> None:
    actor, reviewer = leave_traces(any_stage)
    before = where_stands(any_stage, NAME, LINE_NAME, actor.user_id)
    assert {"person.full_name", "inbox_event.payload", "delivery.recipient"} < before
    assert {"draft.answers", "invite.used_by", "conversation.key", "invite_attempt.who"} < before
    stored = ask(any_stage, lambda s: stored_of(s, s.get_one(Person, 1)))
    assert set(stored) >= {place.split(".")[0] for place in before - {"audit_text.body"}}
    assert '"digest"' not in str(stored)
    actor.says("ลบข้อมูลของฉัน")
    assert "ภายในไม่กี่นาที" in words_of(actor.taps("ยืนยันลบข้อมูลของฉัน"))
    assert erase_persons(any_stage.program) == 0, "the answer is on its way"
    any_stage.go_to(any_stage.now() + timedelta(minutes=3))
    assert erase_persons(any_stage.program) == 1
    assert where_stands(any_stage, NAME, LINE_NAME, actor.user_id) == set()
    assert reports(any_stage) == 1
    with any_stage.program.database.read() as session:
        person = session.get_one(Person, 1)
        assert (person.name, person.line_user_id) == ("(ลบข้อมูลแล้ว)", "erased:1")
        assert check_chain(session, 1).broken is None
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions[-1] == "person.erased"
    nothing_failed(any_stage)
    assert "ขึ้นต้นด้วย KN" in words_of(actor.says("รายงาน")), "a stranger again"
    assert reviewer.says("ตรวจรายงาน")


def test_the_words_left_alone_are_columns_that_exist() -> None:
    columns = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns}
    assert columns >= OFFICE
    assert set(metadata.tables) >= OFFICE_TABLES


def test_who_takes_the_consent_back_gets_no_message_until_they_give_it_again(
    stage: Stage,
) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert "ไม่ส่งข้อความ" in words_of(actor.says("ถอนความยินยอม"))
    actor.taps("ยืนยันถอนความยินยอม")
    assert ask(stage, lambda s: s.get_one(Person, 1).withdrawn_at) is not None
    stage.tick(START.replace(day=20))
    stage.tick(START.replace(day=30))
    drain(stage.program)
    assert "ถอนความยินยอมแล้ว" in words_of(actor.messages()[-1])
    assert "ถอนความยินยอมแล้ว" in words_of(actor.says("รายงาน"))
    assert ask(stage, lambda s: s.get_one(Membership, 1).ended_at) is None
    actor.taps("ยินยอมอีกครั้ง")
    assert "มาตรการ" in words_of(actor.says("รายงาน"))
