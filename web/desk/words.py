"""The words that the code of the desk's pages says."""

from datetime import date

from messages.moments import format_moment
from models.reports.extensions import NoExtension
from models.reports.settling import NotTaken
from models.tables.evidence import Evidence
from models.tables.obligations import Obligation, ObligationState, ReviewDecision, Revision
from thai.dates import long_month, weekday_date
from web.words import ACCEPTED, ShownState

EXTENDED = ShownState("◷", "ขยายเวลา", "sent")
"""How a report is shown that is not sent and has a later date of its own."""
FILTERS = {
    "all": "ทั้งหมด",
    "waiting": "รอตรวจ",
    "missing": "ยังไม่รายงาน",
    "returned": "ส่งกลับแก้ไข",
}
NO_ISSUE = "มาตรการที่ไม่อยู่ในประเด็นใด"
NOT_ASKED = "ไม่ต้องรายงาน"
LATE = "ล่าช้า"
NONE_WAITS = "ไม่มีรายงานที่รอตรวจแล้ว"
ENTERED = "บันทึกรายงานแทนหน่วยงานแล้ว เลขที่รับ {}"
EXTENDED_TO = "ขยายเวลาถึง{}แล้ว"
REQUEST_REFUSED = "ตอบไม่ขยายเวลาแล้ว"
KEPT = "เก็บเหตุผลไว้ใช้อีกแล้ว"
DROPPED = "นำเหตุผลออกจากรายการแล้ว"
DAY_PLEASE = "โปรดเลือกวันที่"
SUMMARY_PLEASE = "โปรดเลือกสถานะ และพิมพ์สรุปผล"
OBSTACLE_PLEASE = "ผลที่ไม่บรรลุต้องระบุปัญหาอุปสรรค"
PERCENT_PLEASE = "ร้อยละต้องเป็นจำนวนเต็ม 0 ถึง 100"
DAYS_CONFIRMED = "ยืนยันวันหยุดของปีงบประมาณ {} แล้ว"
NOTES_DONE = "เก็บข้อความฝาก {} เรื่องแล้ว"
NOBODY_CHOSEN = "ยังไม่ได้เลือกรายงาน"
NO_EXTENSION = {
    NoExtension.NOT_ASKED: "รายการนี้ไม่ได้รอรายงานแล้ว จึงขยายเวลาไม่ได้",
    NoExtension.NOT_LATER: "วันที่เลือกไม่หลังกำหนดเดิม หรือผ่านไปแล้ว โปรดเลือกวันอื่น",
    NoExtension.DAY_OFF: "วันที่เลือกเป็นวันหยุด โปรดเลือกวันทำการ",
    NoExtension.PAST_CLOSE: "วันที่เลือกอยู่หลังวันปิดรอบ โปรดเลือกวันก่อนปิดรอบ",
    NoExtension.CHANGED: "มีผู้เปลี่ยนกำหนดของรายการนี้ไปแล้ว โปรดดูกำหนดล่าสุดแล้วกดอีกครั้ง",
    NoExtension.ANSWERED: "คำขอนี้มีผู้ตอบแล้ว",
}
NOT_ENTERED = {
    NotTaken.TOO_EARLY: "ยังไม่ถึงเดือนของรอบนี้",
    NotTaken.CLOSED: "รอบนี้ปิดรับการแก้ไขแล้ว ให้เปิดให้แก้ไขอีกครั้งก่อน",
    NotTaken.ENDED: "รายการนี้แล้วเสร็จหรือนำออกจากแผนแล้ว จึงไม่ต้องรายงาน",
    NotTaken.EXCUSED: "รายการนี้ได้รับการยกเว้นแล้ว",
    NotTaken.CHANGED_SINCE: "มีรายงานฉบับใหม่เข้ามาหลังจากที่ท่านเปิดหน้านี้ "
    "ข้อความที่ท่านพิมพ์ยังอยู่ด้านล่าง โปรดตรวจกับฉบับล่าสุดแล้วกดบันทึกอีกครั้ง",
}
NOT_ENTERED_AT_ALL = "ขณะนี้บันทึกรายงานของรายการนี้ไม่ได้"
_DECIDED = {ReviewDecision.ACCEPTED: "รับรอง", ReviewDecision.RETURNED: "ส่งกลับแก้ไข"}
_STATE = {
    ObligationState.EXCUSED: "รายการนี้มีผู้ยกเว้นแล้ว",
    ObligationState.OWED: "รายการนี้กลับมารอรายงานแล้ว",
    ObligationState.ENDED: "รายการนี้แล้วเสร็จไปแล้ว",
    ObligationState.MISSED: "หน่วยงานรายงานรอบหลังจากนี้แล้ว",
}


def changed_meanwhile(obligation: Obligation, due_on: date) -> str:
    """Return what somebody did to a report since a page was opened: who, what, when."""
    kept = "สิ่งที่ท่านพิมพ์ยังอยู่ในหน้านี้ และยังไม่ได้บันทึก"
    current = obligation.report.current if obligation.report is not None else None
    if current is None:
        said = _STATE.get(obligation.state, "รายการนี้เปลี่ยนไปแล้ว")
        return f"{said} กำหนดส่งขณะนี้คือ{weekday_date(due_on)} {kept}"
    if current.review is not None:
        review = current.review
        return (
            f"รายงานฉบับนี้มีผู้ตรวจแล้ว: {review.decided_by.name} {_DECIDED[review.decision]} "
            f"เมื่อ {format_moment(review.decided_at)} {kept}"
        )
    return (
        f"หน่วยงานส่งรายงานฉบับใหม่เข้ามา: ฉบับที่ {current.number} โดย {current.sent_by.name} "
        f"เมื่อ {format_moment(current.sent_at)} {kept}"
    )


def accepted_many(accepted: int, left: int, changed: int) -> str:
    """What is said after many were accepted: ``left`` still wait, of them or beside them
    ``changed`` became others while they were looked at, or were reviewed by somebody else.
    """
    rest = f" · ยังไม่ได้รับรอง {left} รายการ" if left else ""
    other = (
        f" · {changed} รายการเปลี่ยนไปหรือมีผู้อื่นตรวจแล้วหลังจากที่ท่านเปิดหน้า จึงไม่ได้รับรอง" if changed else ""
    )
    return f"{ACCEPTED} {accepted} รายการ{rest}{other}"


def nudged(agencies: int, messages: int, passed_over: int, when: str | None) -> str:
    """What came of a nudge."""
    if not agencies:
        return "ไม่ได้ส่งข้อความ: วันนี้ติดตามแล้ว ไม่มีรายการค้าง หรือไม่มีผู้รายงานที่ติดต่อทาง LINE ได้"
    rest = f" · ข้าม {passed_over} หน่วยงาน" if passed_over else ""
    later = f" จะถึงผู้รับในเวลาราชการ ({when})" if when else ""
    return f"ส่งข้อความติดตาม {agencies} หน่วยงาน ใช้ {messages} ข้อความ{later}{rest}"


def sheet_title(organization: str, month: date) -> str:
    """The title of a month's workbook."""
    return f"สถานะการรายงานรอบเดือน{long_month(month)} {organization}"


def evidence_title(evidence: Evidence, number: int) -> str:
    """What a viewer of evidence is called."""
    return f"หลักฐานที่ {number}: {evidence.name}"


def by_whom(revision: Revision) -> str:
    """Who sent a revision, and when."""
    return f"{revision.sent_by.name} · {format_moment(revision.sent_at)}"
