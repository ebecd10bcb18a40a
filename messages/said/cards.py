"""What is answered to a message in a person's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu, parts
from messages.chat.small_talk import Office
from messages.form.questions import Subject, progress_word
from messages.limits import QUICK_LABEL, QUICK_REPLIES, clip, clip_apart
from messages.parts import (
    Component,
    LineAction,
    Message,
    bubble,
    button,
    entry,
    fitting,
    flex_message,
    muted,
    tap,
    text_message,
    words,
)
from messages.said.kinds import Kind
from messages.said.language.facts import Letter
from messages.said.several import names_apart
from messages.taps import Action, pack
from thai.dates import short_date

_SHOWN = 12
_LENGTHS = (200, 140, 90, 60, 35, 20)
"""Letters of each text on a card, the longest that LINE takes of so many reports."""
CHOICES = QUICK_REPLIES - 1
"""Measures among which a report may choose; one button is left for the list of all."""
MISSING = {
    "progress": "ยังไม่ได้บอกสถานะ",
    "summary": "ยังไม่มีสรุปผลการดำเนินการ",
    "obstacle": "ยังไม่ได้บอกปัญหาอุปสรรค",
}
"""What a report still lacks, by question."""
SEND_ALL = "ยืนยันส่งทั้งหมด"
OBSTACLE = "ปัญหาอุปสรรค"


@dataclass(frozen=True)
class ReadyReport:
    """One of several reports that a message told of; ``missing`` is what must still be answered."""

    draft_id: int
    obligation_id: int
    subject: Subject
    progress: str | None
    summary: str
    missing: str = ""
    obstacle: str = ""
    evidence: int = 0
    """Pieces of it that are sent with the report."""
    before: str = ""
    """The summary of the draft, or of the sent report, that the new one took the place of."""
    cautions: tuple[str, ...] = ()
    """What to look at before sending, one sentence each."""
    corrects: str = ""
    """The receipt number of the sent report that it corrects."""
    is_of_draft: bool = False
    """The summary stood in a draft that was put aside: the message told no more than a status."""

    @property
    def mends(self) -> str:
        """What stands beside the round of a report that corrects another."""
        return f" · แก้ไขรายงานที่ส่งแล้ว เลขที่รับ {self.corrects}" if self.corrects else ""


def letter_name(letter: Letter) -> str:
    """An official letter as a piece of evidence."""
    dated = f" ลงวันที่ {short_date(letter.dated)}" if letter.dated else ""
    return f"หนังสือ {letter.number}{dated}"


def which_measure(
    choices: Sequence[tuple[int, Subject]], message_id: str | None, quick: Sequence[LineAction]
) -> Message:
    """A report was told and several measures are due: of which it is, by a tap or by words."""
    shown = [subject for _, subject in choices[:CHOICES]]
    names = [subject.name for subject in shown]
    is_one = len(names) > 1 and len(set(names)) == 1
    short = [
        f"{subject.code or ''} {subject.agency}".strip()
        if names.count(subject.name) > 1
        else subject.name
        for subject in shown
    ]
    apart = names_apart(shown)
    actions = [
        tap(
            label,
            pack(Action.SAID, o=obligation_id, m=message_id or ""),
            says=f"เป็นของมาตรการ {clip(name, 200)}",
        )
        for label, name, (obligation_id, _) in zip(
            clip_apart(short, QUICK_LABEL), apart, choices, strict=False
        )
    ]
    listed = "\n".join(f"• {clip(name, 120)}" for name in apart[:_SHOWN])
    if is_one:
        return text_message(
            "ข้อความนี้เป็นรายงานของหน่วยงานใด ขณะนี้ยังไม่ได้บันทึก โปรดเลือกจากปุ่ม หรือพิมพ์ชื่อหน่วยงาน\n" + listed,
            [*actions, *quick[:1]],
        )
    return text_message(
        "ข้อความนี้เป็นรายงานของมาตรการใด โปรดเลือกจากปุ่ม หรือพิมพ์เลขมาตรการนำหน้าข้อความแล้วส่งอีกครั้ง\n"
        + listed,
        [*actions, *quick[:1]],
    )


def is_it_a_report(
    choices: Sequence[tuple[int, Subject]], message_id: str | None, quick: Sequence[LineAction]
) -> Message:
    """Measures were named, but not surely reported on: nothing is kept until somebody says so."""
    actions = [
        tap(
            clip(f"รายงาน {subject.code or subject.title}", QUICK_LABEL),
            pack(Action.SAID, o=obligation_id, m=message_id or ""),
            says=f"เป็นรายงานของมาตรการ {subject.name}",
        )
        for obligation_id, subject in choices[: QUICK_REPLIES - 1]
    ]
    listed = "\n".join(f"• {clip(subject.name, 90)}" for _, subject in choices[:_SHOWN])
    example = choices[0][1].code or ""
    return text_message(
        f"ข้อความนี้เป็นรายงานใช่หรือไม่ ขณะนี้ยังไม่ได้บันทึก หากใช่ โปรดเลือกมาตรการจากปุ่ม "
        f"หรือพิมพ์เลขมาตรการกับผลที่ดำเนินการแล้ว เช่น “{example} ดำเนินการแล้วเสร็จ”\n{listed}",
        [*actions, *quick[:1]],
    )


def not_due(
    codes: Sequence[str], due: Sequence[Subject], quick: Sequence[LineAction], *, in_plan: bool
) -> Message:
    """A number was named that is none of the measures that are due, or of the plan."""
    named = " ".join(codes)
    listed = "\n".join(f"• {clip(subject.name, 90)}" for subject in due[:_SHOWN])
    of_due = f"รายการที่ถึงกำหนดของท่านคือ\n{listed}" if listed else "ขณะนี้ไม่มีรายการที่ถึงกำหนด"
    why = f"มาตรการ {named} ไม่อยู่ในรายการที่ถึงกำหนดของท่าน" if in_plan else f"ไม่มีมาตรการ {named} ในแผน"
    return text_message(
        f"{why} จึงยังไม่ได้บันทึก {of_due}\nรายงานที่ส่งแล้วดูและแก้ไขได้ที่ {menu.MINE}",
        quick,
    )


def not_yours(codes: str) -> str:
    """Numbers that name no measure that is due, beside a report of others."""
    return f"ไม่ได้บันทึกส่วนของมาตรการ {codes} เพราะไม่อยู่ในรายการที่ถึงกำหนดของท่าน"


def several_before_sending(reports: Sequence[ReadyReport], advice: str = "") -> Message:
    """Several reports once more, as they will stand, with one button to send what is complete;
    ``advice`` is a hint that keeps nobody from sending.
    """
    complete = [each for each in reports if not each.missing]
    hint = (
        f"ยังไม่ได้ส่ง พิมพ์ {menu.CONFIRM} เพื่อส่ง {len(complete)} รายการ"
        if complete
        else "ยังไม่ได้ส่ง โปรดตอบส่วนที่ขาดก่อน"
    ) + f" {menu.CANCEL} เพื่อไม่ส่ง หรือ แก้ไข ตามด้วยเลขมาตรการ"
    data = ".".join(str(each.draft_id) for each in complete)
    send = tap(
        f"{SEND_ALL} {len(complete)} รายการ", pack(Action.SEND_MANY, d=data), says=menu.CONFIRM
    )
    opens = [
        tap(_open_label(each), pack(Action.REPORT, o=each.obligation_id))
        for each in sorted(reports, key=lambda each: not each.missing)
    ]
    card = fitting(
        lambda length: bubble(
            f"ตรวจก่อนส่ง {len(reports)} รายการ",
            [*_ready(reports, length), *map(_apart, filter(None, (advice, hint)))],
            [button(send)] if complete else [],
        ),
        _LENGTHS,
    )
    return flex_message(
        f"ตรวจก่อนส่ง {len(reports)} รายการ พิมพ์ {menu.CONFIRM} เพื่อส่ง",
        card,
        [*([send] if complete else []), *opens][:QUICK_REPLIES],
    )


def _apart(text: str) -> Component:
    return muted(text, margin="md")


def _ready(reports: Sequence[ReadyReport], length: int) -> list[Component]:
    body = [
        entry(
            words(clip(each.subject.name, min(length, 120)), bold=True, lines=3),
            muted(clip(each.subject.agency, length)),
            muted(f"รอบเดือน{each.subject.month}{each.mends}"),
            words(progress_word(each.progress) if each.progress else "! ยังไม่ได้บอกสถานะ"),
            words(clip(each.summary, length), lines=4) if each.summary else muted("(ยังไม่มีสรุปผล)"),
            *_beside(each, length),
            *([words(f"! {each.missing}", color=parts.WARN)] if each.missing else []),
        )
        for each in reports[:_SHOWN]
    ]
    left = len(reports) - _SHOWN
    return [*body, muted(f"และอีก {left} รายการ")] if left > 0 else body


def _beside(each: ReadyReport, length: int) -> list[Component]:
    """What else is sent with a report, and what is not sent any more."""
    shown = [
        muted("สรุปผลจากร่างที่เก็บไว้") if each.is_of_draft else None,
        words(f"{OBSTACLE}: {clip(each.obstacle, length)}", lines=3) if each.obstacle else None,
        muted(f"หลักฐาน {each.evidence} รายการ") if each.evidence else None,
        muted(f"{_replaced(each)}: {clip(each.before, length)}") if each.before else None,
        *(words(f"! {clip(said, length)}", color=parts.WARN) for said in each.cautions),
    ]
    return [line for line in shown if line is not None]


def _replaced(each: ReadyReport) -> str:
    return "สรุปผลเดิมที่ส่งแล้ว" if each.corrects else "ร่างเดิม (ไม่ได้ใช้)"


def _open_label(report: ReadyReport) -> str:
    word = "ตอบต่อ" if report.missing else "แก้ไข"
    return clip(f"{word} {report.subject.code or report.subject.title}", QUICK_LABEL)


def several_received(
    numbers: Sequence[tuple[str, str]], left: int, quick: Sequence[LineAction]
) -> Message:
    """Thanks for several reports at once; ``numbers`` are (receipt number, measure)."""
    listed = "\n".join(f"{number} {clip(name, 120)}" for number, name in numbers)
    rest = f"ที่เหลือ {left} รายการ" if left else "ครบทุกรายการแล้ว"
    return text_message(
        f"✔ ได้รับรายงาน {len(numbers)} รายการเรียบร้อยแล้ว ขอบคุณ\n{listed}\n{rest}\n"
        "ส่งผิด: พิมพ์ เลิกส่ง ภายใน 10 นาที แก้ไข: พิมพ์ แก้ ตามด้วยเลขที่รับ",
        quick,
    )


_REQUESTS = {
    Kind.EXTENSION: "คำขอขยายเวลาต้องให้ฝ่ายเลขานุการพิจารณา โปรดแจ้งมาตรการ วันที่ขอ และเหตุผล",
    Kind.LEAVE: (
        "หากท่านไม่อยู่ในช่วงที่ต้องรายงาน ฝ่ายเลขานุการกำหนดผู้รายงานแทนตามช่วงวันที่ได้ รายงานก่อนวันลาก็ได้เช่นกัน"
    ),
    Kind.MOVED: (
        "หากท่านไม่ได้รับผิดชอบงานนี้แล้ว ฝ่ายเลขานุการส่งมอบงานให้ผู้รับผิดชอบคนใหม่ได้ด้วยรหัสเชิญ รายงานเดิมยังอยู่ครบ"
    ),
    Kind.CONTACT: "ผู้ประสานงานคือฝ่ายเลขานุการ",
    Kind.STOP: (
        "ระบบเตือนเฉพาะรายการที่ยังไม่ได้รายงาน เมื่อรายงานครบแล้วจะไม่เตือนในรอบนั้นอีก "
        "หากไม่ได้รับผิดชอบแล้ว โปรดแจ้งฝ่ายเลขานุการ"
    ),
    Kind.COMPLAINT: "ขออภัยในความไม่สะดวก หากเร่งด่วน โทรศัพท์ถึงฝ่ายเลขานุการได้",
    Kind.QUESTION: f"ระบบตอบคำถามนี้เองไม่ได้ พิมพ์ {menu.HELP} เพื่อดูวิธีใช้ หากเร่งด่วน โทรศัพท์ถึงฝ่ายเลขานุการได้",
}


def answered(kind: Kind, offices: Sequence[Office], quick: Sequence[LineAction]) -> Message | None:
    """The answer to a request, a question or a complaint; None for other kinds."""
    said = _REQUESTS.get(kind)
    if said is None:
        return None
    phones = [
        f"{office.name} โทร. {office.phone}"
        if office.phone
        else f"{office.name} (ยังไม่ได้ระบุหมายเลขโทรศัพท์)"
        for office in offices[:3]
    ]
    return text_message("\n".join([said, *phones]), quick)
