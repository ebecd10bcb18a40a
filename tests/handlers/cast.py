"""The people and doings that the stories of the conversation share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import BANGKOK
from models.month.rounds import ensure_obligations
from models.tables.conversation import InboxEvent
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, Report, Revision
from models.tables.organization import Organization
from models.tables.people import Role
from tests.stage import Actor, Stage, words_of

START = datetime(2026, 11, 10, 9, 30, tzinfo=BANGKOK)
DECEMBER = datetime(2026, 12, 8, 9, 30, tzinfo=BANGKOK)
SLUG = "sukhothai"
TREASURY = "สำนักงานคลังจังหวัด"
HEALTH = "สำนักงานสาธารณสุขจังหวัด"
LAND = "สำนักงานที่ดินจังหวัด"
DONE = "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน"
Found = TypeVar("Found")


def officer(stage: Stage, name: str = "นายสมชาย ใจดี", agency: str = TREASURY) -> Actor:
    """An officer who entered by a code."""
    return stage.registered(name, SLUG, Role.OFFICER, agency)


def secretary(stage: Stage, name: str = "นางสาวอรุณี เลขา") -> Actor:
    """Somebody of the secretariat."""
    return stage.registered(name, SLUG, Role.SECRETARIAT)


def opens(actor: Actor, code: str = "1.1") -> list[dict[str, Any]]:
    """Ask what is due and open the report form of a measure."""
    cards = actor.says("รายงาน")
    return tap_on_card(actor, cards, f"มาตรการ {code}", "รายงานผล")


def fills(actor: Actor, summary: str = DONE) -> list[dict[str, Any]]:
    """Answer what the form that is open asks, up to the last look before sending."""
    actor.taps("◐")
    return actor.says(summary)


def sends_report(actor: Actor, code: str = "1.1", summary: str = DONE) -> list[dict[str, Any]]:
    """Report on a measure from the card to the receipt."""
    opens(actor, code)
    fills(actor, summary)
    return actor.says("ยืนยัน")


def reopens(
    reviewer: Actor, listed: list[dict[str, Any]], reason: str = "ตัวเลขไม่ตรงกับประกาศ"
) -> list[dict[str, Any]]:
    """Open a sent report once more: the button, the reason, the second tap."""
    reviewer.taps("เปิดให้แก้ไขอีกครั้ง", of=listed)
    return reviewer.taps("ยืนยันเปิดให้แก้ไข", of=reviewer.says(reason))


def decides(reviewer: Actor, reason: str = "1") -> list[dict[str, Any]]:
    """Give the reason that is asked for, and confirm it after the second look."""
    looked = reviewer.says(reason)
    assert "ยังไม่ได้" in words_of(looked)
    return reviewer.says("ยืนยัน")


def tap_on_card(
    actor: Actor, messages: list[dict[str, Any]], words: str, label: str
) -> list[dict[str, Any]]:
    """Tap a button of the card that holds some words."""
    for message in messages:
        for card in _cards(message):
            if words in words_of(card):
                return actor.taps(label, of=[card])
    raise AssertionError(f"no card with {words!r} in {words_of(messages)}")


def _cards(message: dict[str, Any]) -> list[dict[str, Any]]:
    contents = message.get("contents", {})
    return list(contents["contents"]) if contents.get("type") == "carousel" else [contents]


def ask(stage: Stage, question: Callable[[Session], Found]) -> Found:
    """Ask the database something."""
    with stage.program.database.read() as session:
        return question(session)


def revisions(stage: Stage) -> list[tuple[int, int, str, str]]:
    """Every revision sent: report, number, status, summary; oldest first."""
    return ask(
        stage,
        lambda s: [
            (r.report_id, r.number, r.progress.value, r.summary)
            for r in s.scalars(select(Revision).order_by(Revision.id))
        ],
    )


def reports(stage: Stage) -> int:
    """How many reports there are."""
    return ask(stage, lambda s: len(s.scalars(select(Report)).all()))


def evidence(stage: Stage) -> list[Evidence]:
    """All that was handed in, oldest first."""

    def found(session: Session) -> list[Evidence]:
        rows = list(session.scalars(select(Evidence).order_by(Evidence.id)))
        session.expunge_all()
        return rows

    return ask(stage, found)


def states(stage: Stage) -> dict[tuple[str | None, str, int], str]:
    """The state of every obligation, by measure, agency and month."""
    return ask(
        stage,
        lambda s: {
            (o.assignment.measure.code, o.agency.name, o.round.month.month): o.state.value
            for o in s.scalars(select(Obligation))
        },
    )


def begin_month(stage: Stage, moment: datetime) -> None:
    """Go to a moment and make what is owed by then."""
    stage.go_to(moment)
    with stage.program.database.begin() as session:
        for organization in session.scalars(select(Organization)):
            ensure_obligations(session, organization, stage.now())


def nothing_failed(stage: Stage) -> None:
    """Assert that every event was handled and LINE refused nothing."""
    failed = ask(stage, lambda s: s.scalars(select(InboxEvent.id).where(InboxEvent.failed)).all())
    assert failed == []
    sent = [
        r
        for r in stage.line.world.requests()
        if "/message/" in r["path"] and "/content" not in r["path"]
    ]
    # A token dies while the clock is moved, and is asked for anew: 401 says nothing about the
    # message.
    refused = [
        (r["path"], r["status"], r.get("error")) for r in sent if r["status"] not in (200, 401)
    ]
    assert refused == [], refused
