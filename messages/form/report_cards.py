"""How a report is shown to whoever sends it: the review card before sending, and why one is not
taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from messages import menu, parts
from messages.form.questions import (
    ADDS,
    EDITS,
    Subject,
    after_done,
    form_actions,
    progress_word,
    remove_action,
    word_action,
)
from messages.limits import BUBBLE_BYTES, clip, columns, wire_bytes
from messages.parts import (
    Component,
    LineAction,
    Message,
    box,
    bubble,
    button,
    field,
    flex_message,
    muted,
    retype,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from models.reports.settling import NotTaken
from models.reports.submissions import ReportContent

OPEN_COPY = "เปิดสำเนาเพื่อแก้ไข"
# of evidence on a card: with texts as long as they may be it stays within LINE's 30 KB; a test
# keeps it so
_NAMES = 8
_AROUND = 4  # letters for which the space beside a button's label has room


@dataclass(frozen=True)
class ShownReport:
    """A report as it will stand in the result report; ``evidence`` are names."""

    content: ReportContent
    evidence: tuple[str, ...]
    kept: frozenset[str] = frozenset()
    """Parts (their keys) that a correction leaves as they were sent, beside others it changes."""


def report_fields(shown: ShownReport, longest: int = 80) -> list[Component]:
    """What a report says, part by part; names of evidence by so many letters."""
    content = shown.content
    found = [
        field(_label("progress", "สถานะ", shown), progress_word(content.progress), bold=True),
        field(_label("summary", "สรุปผลการดำเนินการ", shown), content.summary),
        field(_label("outcome", "ผลลัพธ์/ความสำเร็จ", shown), content.outcome or "(ไม่ระบุ)"),
    ]
    if content.obstacle:
        found.append(field(_label("obstacle", "ปัญหาอุปสรรค", shown), content.obstacle))
    names = "\n".join(
        f"{number}. {clip(name, longest)}"
        for number, name in enumerate(shown.evidence[:_NAMES], start=1)
    )
    more = f"\nและอีก {len(shown.evidence) - _NAMES} รายการ" if len(shown.evidence) > _NAMES else ""
    count = f" ({len(shown.evidence)} รายการ)" if shown.evidence else ""
    found.append(field(f"หลักฐาน{count}", names + more if names else "(ไม่มี)"))
    return found


def _label(key: str, name: str, shown: ShownReport) -> str:
    return f"{name} (คงเดิมตามฉบับที่ส่งแล้ว)" if key in shown.kept else name


def about(subject: Subject) -> list[Component]:
    """What a report is about, at the head of a card."""
    return [
        words(subject.title, limit=200, lines=4, bold=True),
        words(f"รอบเดือน{subject.month}", bold=True),
        muted(subject.agency),
    ]


CHECKED_AGAIN = "ฝ่ายเลขานุการรับรองรายงานนี้แล้ว หากส่งฉบับแก้ไข ต้องตรวจอีกครั้ง"


def standing(number: str | None, *, was_returned: bool = False) -> str:
    """What was sent, and stands, while a form is open and not sent; ``number`` is its receipt."""
    if number is None:
        return "รายงานยังไม่ได้ส่ง"
    if was_returned:
        return f"รายงานเลขที่รับ {number} ถูกส่งกลับให้แก้ไข ฉบับแก้ไขนี้ยังไม่ได้ส่ง"
    return f"รายงานที่ส่งแล้ว เลขที่รับ {number} ยังมีผลตามเดิม ฉบับแก้ไขนี้ยังไม่ได้ส่ง"


def _changes(draft_id: int, shown: ShownReport) -> list[LineAction]:
    """A button for each part that may be changed or added; one in words opens the keyboard, with
    what it says as far as LINE fills in so much.
    """
    content = shown.content
    said = {key: str(getattr(content, key)) for key in ("summary", "outcome", "obstacle")}
    labels = {**EDITS, **{key: ADDS[key] for key in said if key in ADDS and not said[key]}}
    if not (content.obstacle or content.progress == "in_progress"):
        del labels["obstacle"]
    changes = [
        retype(label, pack(Action.REDO, d=draft_id, q=key), said[key])
        if key in said
        else tap(label, pack(Action.REDO, d=draft_id, q=key))
        for key, label in labels.items()
    ]
    return [*changes, remove_action(draft_id)] if shown.evidence else changes


_LENGTHS = ((None, 80), (80, 30), (20, 8))
"""Letters of the measure's and the agency's names, and of evidence's, on a card that would be too
large otherwise: the report's own words are never cut.
"""


def review_before_sending(
    draft_id: int,
    place: str,
    subject: Subject,
    shown: ShownReport,
    unsent: str,
    *,
    on_behalf: bool = False,
    advice: str = "",
    cautions: Sequence[str] = (),
) -> Message:
    """Everything once more, as it will stand in the report, with a button to send and one for each
    part to edit; ``unsent`` says what stands until then (``standing``), ``cautions`` what to look
    at first, one sentence each.
    """
    changes = _changes(draft_id, shown)
    confirm = word_action(draft_id, "confirm", "ยืนยันส่งรายงาน", place, says=menu.CONFIRM)
    quick = [
        confirm | {"label": "ยืนยันส่ง"},
        parts.camera_roll("แนบรูปถ่าย"),
        *changes,
        *form_actions(draft_id, place, can_back=True),
    ]
    hint = f"{unsent} พิมพ์ {menu.CONFIRM} เพื่อส่ง ส่งรูปหรือไฟล์เพื่อแนบ หรือพิมพ์ " + " ".join(
        action["label"] for action in changes
    )
    buttons = [button(confirm), *_in_pairs(changes)]
    for name, longest in _LENGTHS:
        found = _named_shorter(subject, name) if name else subject
        behalf = f"ฝ่ายเลขานุการรายงานแทน{found.agency}"
        body = [
            *about(found),
            *([words(behalf, size="xs", color=parts.WARN)] if on_behalf else []),
            rule(),
            *report_fields(shown, longest),
            rule(),
            *_if_done(subject, shown.content.progress),
            *(words(f"! {each}", color=parts.WARN, margin="md") for each in cautions),
            *([muted(advice, margin="md")] if advice else []),
            muted(hint, margin="md"),
        ]
        card = bubble("ตรวจข้อความก่อนส่ง", body, buttons, above=found.short)
        if wire_bytes(card) <= BUBBLE_BYTES:
            break
    status = progress_word(shown.content.progress)
    alt = f"ตรวจข้อความก่อนส่ง: {subject.name} {status} พิมพ์ {menu.CONFIRM} เพื่อส่ง"
    return flex_message(alt, card, quick)


def _named_shorter(subject: Subject, longest: int) -> Subject:
    """Return a subject with the beginning of its title and its agency's name."""
    title, agency = clip(subject.title, longest), clip(subject.agency, longest)
    return replace(subject, title=title, agency=agency)


def _in_pairs(actions: Sequence[LineAction]) -> list[Component]:
    """Buttons two on a line, the longer label with more room: unlike quick replies they show on a
    PC.
    """
    rows = [actions[at : at + 2] for at in range(0, len(actions), 2)]
    return [
        box(
            [
                button(action, "secondary", beside=len(row) > 1)
                | {"flex": columns(action["label"]) + _AROUND}
                for action in row
            ],
            layout="horizontal",
            spacing="sm",
        )
        for row in rows
    ]


def _if_done(subject: Subject, progress: str) -> list[Component]:
    return [words(after_done(subject), margin="md")] if progress == "done" else []


def sent_by_colleague(number: str, sent: str) -> str:
    """Somebody of the same agency was faster."""
    return (
        f"ผู้ร่วมรับผิดชอบส่งรายงานนี้แล้ว (เลขที่รับ {number} เมื่อ {sent}) หากยืนยันอีกครั้ง "
        "ฉบับของท่านจะเป็นฉบับแก้ไขล่าสุด"
    )


def same_as(month: str) -> str:
    """The summary of a report that says nothing has changed."""
    return f"ไม่มีความคืบหน้าเพิ่มเติมจากรายงานรอบเดือน{month}"


def no_earlier_report(quick: Sequence[LineAction]) -> Message:
    """There is nothing to carry forward."""
    return text_message("รายการนี้ยังไม่มีรายงานครั้งก่อน โปรดกด รายงานผล แล้วตอบทีละคำถาม", quick)


def return_reason(reason: str) -> str:
    """Why the report whose copy is opened was returned."""
    return f"เหตุผลที่ส่งกลับ: {reason}"


def edit_instead(quick: Sequence[LineAction]) -> Message:
    """A returned report cannot be answered with "nothing new"."""
    return text_message("รายงานนี้ถูกส่งกลับให้แก้ไข โปรดเปิดสำเนาแล้วแก้ไขตามเหตุผลที่แจ้ง", quick)


_REFUSALS = {
    NotTaken.REMOVED: "มาตรการนี้ถูกนำออกจากแผนแล้ว จึงไม่ต้องรายงาน",
    NotTaken.TOO_EARLY: "ยังไม่ถึงรอบรายงานของรายการนี้ โปรดรายงานเมื่อขึ้นเดือนของรอบ",
    NotTaken.CLOSED: "รอบนี้ปิดรับการแก้ไขแล้ว หากจำเป็นต้องแก้ โปรดติดต่อฝ่ายเลขานุการให้เปิดรายการนี้อีกครั้ง",
    NotTaken.ENDED: "มาตรการนี้รายงานว่าดำเนินการแล้วเสร็จไปแล้ว จึงไม่ต้องรายงานอีก",
    NotTaken.EXCUSED: "รายการนี้ได้รับการยกเว้นการรายงานแล้ว",
    NotTaken.ALREADY_REVIEWED: "รายงานฉบับนี้มีผู้ตรวจแล้ว",
    NotTaken.WITHDRAWN: "หน่วยงานเลิกส่งรายงานฉบับนี้แล้ว",
    NotTaken.CHANGED_SINCE: "หน่วยงานส่งฉบับแก้ไขเข้ามาใหม่แล้ว โปรดตรวจฉบับล่าสุด",
    NotTaken.ALREADY_ANSWERED: "รายการนี้มีรายงานแล้ว จึงไม่ต้องยกเว้น",
}


def why_refused(why: NotTaken) -> str:
    """The sentence that says why a report is not taken."""
    return _REFUSALS[why]


def refused(why: NotTaken, quick: Sequence[LineAction] = ()) -> Message:
    """Why a report is not taken."""
    return text_message(why_refused(why), quick)
