"""ส่งไม่ถึง: what the secretariat reads first about what did not arrive."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from messages import menu
from messages.limits import TEXT, clip
from messages.moments import format_moment
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack
from models.outbox.undelivered import GROUP_LEFT, Loss, NotArrived
from models.tables.outbox import OVER_QUOTA, TOO_LATE, UNKNOWN
from thai.dates import long_month, weekday_date

_NAMES = 10
_WHAT = {
    "open_reminder": "การ์ดเปิดรอบรายงาน",
    "early_reminder": "การเตือนล่วงหน้า",
    "due_reminder": "การเตือนวันครบกำหนด",
    "extended_due": "การเตือนวันครบกำหนดที่ขยายแล้ว",
    "missing_list": "รายชื่อหน่วยงานที่ยังไม่รายงาน",
    "close_round": "สรุปผลของรอบ",
    "returned": "การแจ้งส่งกลับแก้ไข",
    "reopened": "การแจ้งเปิดรายการอีกครั้ง",
    "excused": "การแจ้งยกเว้นการรายงาน",
    "announcement": "ประกาศ",
    "note_answer": "คำตอบข้อความฝาก",
    "extended": "การแจ้งเรื่องขยายเวลา",
    "nudge": "การติดตามรายงาน",
    "forecast": "การแจ้งโควตาข้อความของเดือน",
    "state": "การยืนยันสิ่งที่บันทึกไว้แล้ว",
}
_WHY = {
    OVER_QUOTA: "โควตาข้อความของเดือนนี้ไม่พอ",
    TOO_LATE: "เลยเวลาที่ควรส่งแล้ว",
    UNKNOWN: "LINE ขัดข้อง จึงไม่ทราบว่าถึงหรือไม่",
}
_Kind = tuple[Loss, str | None, str | None, str | None]


UNBIND = "เลิกผูกกลุ่ม"


def several_groups(quick: Sequence[LineAction]) -> Message:
    """Several groups cannot be reached; which one is to be unbound is chosen by its button."""
    return text_message(f"มีหลายกลุ่มไลน์ที่ส่งไม่ถึง ยังไม่ได้เลิกผูก โปรดเลือกในหน้าเว็บ พิมพ์ {menu.PAGES}", quick)


def what_was_sent(purpose: str | None) -> str:
    """What a push of a purpose is called."""
    return _WHAT.get(purpose or "", "ข้อความ")


def why_undelivered(why: str | None) -> str:
    """Why a delivery did not arrive, from what is stored of it."""
    return _WHY.get(why or "", "LINE ไม่รับข้อความ")


def undelivered(found: Sequence[NotArrived], quick: Sequence[LineAction] = ()) -> Message:
    """List what did not arrive, alike things together."""
    lines = [f"• {line}" for line in undelivered_lines(found)]
    unbind = [tap(UNBIND, pack(Action.UNBIND, g=each.group_id)) for each in found if each.group_id]
    tail = [f"หากไม่ใช้กลุ่มไลน์นั้นแล้ว พิมพ์ {UNBIND}"] if unbind and quick else []
    quick = [*unbind, *quick] if quick else ()  # under another message LINE would not show them
    listed = clip("\n".join([f"ส่งไม่ถึง {len(found):,} รายการ", *lines]), TEXT - 100)
    return text_message("\n".join([listed, *tail]), quick)


def undelivered_lines(found: Sequence[NotArrived]) -> list[str]:
    """Return what did not arrive in words, alike things in one line."""
    alike: dict[_Kind, list[str]] = {}
    for each in found:
        month = long_month(each.month) if each.month else None
        names = alike.setdefault((each.kind, each.purpose, each.why, month), [])
        who = each.who or "กลุ่มไลน์"
        if who not in names:
            names.append(who)
    return [_line(kind, _names(names)) for kind, names in alike.items()]


def unbound(quick: Sequence[LineAction]) -> Message:
    """A group was unbound by the secretariat."""
    return text_message("เลิกผูกกลุ่มไลน์นั้นแล้ว ระบบจะไม่ส่งข้อความเข้ากลุ่มอีกจนกว่าจะผูกใหม่", quick)


def nothing_undelivered(quick: Sequence[LineAction]) -> Message:
    """Everything arrived, as far as we know."""
    return text_message("เท่าที่ระบบทราบ ไม่มีข้อความที่ส่งไม่ถึงในสามสิบวันที่ผ่านมา", quick)


def while_away(since: datetime, lines: Iterable[str]) -> Message:
    """To somebody who has unblocked the account: nothing was sent meanwhile; what came."""
    listed = "\n".join(f"• {line}" for line in lines)
    return text_message(
        f"ท่านปิดรับข้อความจากบัญชีนี้ตั้งแต่ {format_moment(since)} ระหว่างนั้นระบบส่งข้อความถึงท่านไม่ได้\n"
        + (listed or "ไม่มีเรื่องที่ท่านต้องดำเนินการ")
    )


def roles_ended(since: datetime, places: Sequence[tuple[str, str]]) -> Message:
    """To somebody who has unblocked the account and holds no role any more; ``places`` are (role,
    of what).
    """
    listed = "\n".join(f"• {role}ของ{place}" for role, place in places[:_NAMES])
    return text_message(
        f"ท่านปิดรับข้อความจากบัญชีนี้ตั้งแต่ {format_moment(since)} ระหว่างนั้นหน้าที่ของท่านสิ้นสุดแล้ว\n{listed}\n"
        "รายงานที่ท่านส่งไว้ยังอยู่ครบ ขอบคุณ"
    )


def returned_line(number: str, name: str, reason: str) -> str:
    """A report that was returned meanwhile."""
    return f"ส่งกลับแก้ไขรายงานเลขที่ {number} {clip(name, 120)}: {clip(reason, 200)}"


def excused_line(name: str, month: str) -> str:
    """A report that was excused meanwhile."""
    return f"ยกเว้นการรายงาน {clip(name, 120)} รอบเดือน{month}"


def reopened_line(name: str, month: str) -> str:
    """A sent report that may be changed once more."""
    return f"เปิดให้แก้ไขรายงานอีกครั้ง {clip(name, 120)} รอบเดือน{month}"


def extension_line(name: str, due: str, *, granted: bool) -> str:
    """A request for more time that was answered meanwhile; ``due`` is the due date now."""
    return f"{'ขยายเวลาแล้ว' if granted else 'ไม่ได้ขยายเวลา'} {clip(name, 120)} กำหนดส่ง {due}"


def announced_line(title: str, body: str) -> str:
    """An announcement that came meanwhile."""
    return f"ประกาศ: {clip(title, 60)} – {clip(body, 200)}"


def due_line(count: int, first: date) -> str:
    """How many reports are due now, and the ``first`` due date (a Bangkok day)."""
    return (
        f"รายการที่ถึงกำหนดรายงาน {count:,} รายการ กำหนดส่งแรก{weekday_date(first)} "
        f"พิมพ์ {menu.REPORT} เพื่อดู"
    )


def waiting_line(count: int) -> str:
    """How many reports wait for review now."""
    return f"รายงานรอตรวจ {count:,} รายการ พิมพ์ {menu.REVIEW} เพื่อดู"


def summary_line(month: str, words: str) -> str:
    """A round was summed up meanwhile."""
    return f"สรุปผลรอบเดือน{month} พิมพ์ {words} เพื่อดู"


def _line(kind: _Kind, names: str) -> str:
    loss, purpose, why, month = kind
    if loss is Loss.BLOCKED:
        return f"ปิดรับข้อความจากบัญชีนี้ (บล็อก): {names} โปรดแจ้งทางโทรศัพท์"
    if loss is Loss.GROUP:
        again = (
            "แล้วผูกกลุ่มใหม่"
            if why == GROUP_LEFT
            else f" หากไม่ใช้กลุ่มนั้นแล้ว พิมพ์ {menu.UNDELIVERED} แล้วกดหรือพิมพ์ {UNBIND}"
        )
        return f"บัญชีนี้ไม่อยู่ในกลุ่มไลน์ที่ผูกไว้แล้ว จึงส่งเข้ากลุ่มไม่ได้ โปรดเชิญเข้ากลุ่มอีกครั้ง{again}"
    if loss is Loss.MEMBER:
        return f"ออกจากกลุ่มไลน์แล้ว: {names} จึงไม่เห็นการ์ดในกลุ่ม (การเตือนส่วนตัวยังส่งตามปกติ)"
    if loss is Loss.EVENT:
        return f"ระบบดำเนินการข้อความที่ได้รับไม่สำเร็จ: {names} โปรดขอให้ส่งใหม่"
    if loss is Loss.SUMMARY:
        return f"สรุปผลรอบเดือน{month}: เลยเวลาที่ควรส่งแล้ว จึงไม่ได้ส่ง"
    return f"{what_was_sent(purpose)}: {names} ({why_undelivered(why)})"


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(clip(name, 120) for name in names[:_NAMES])
    return f"{shown} และอีก {len(names) - _NAMES:,} ราย" if len(names) > _NAMES else shown
