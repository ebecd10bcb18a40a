"""Answers that are the same for everybody, or depend on the calendar alone: what counts as
evidence, limits, dates, who checks, what happens when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu
from messages.asked.things import Thing
from messages.chat.small_talk import Office, phones
from messages.form.questions import OBSTACLE_LIMIT, OUTCOME_LIMIT, SUMMARY_LIMIT
from messages.limits import clip
from messages.parts import LineAction, Message, text_message
from models.people.invites import LIFE
from models.reports.storage import LARGEST_FILE
from models.reports.withdrawing import UNDO_FOR
from thai.dates import long_month, short_date, weekday_date
from thai.labels import PROGRESS_LABELS

_MB = LARGEST_FILE // (1024 * 1024)
_UNDO = int(UNDO_FOR.total_seconds()) // 60
_EVIDENCE = "รูปถ่ายกิจกรรม หนังสือหรือคำสั่ง (ไฟล์ หรือเลขที่และวันที่) บันทึกการประชุม ลิงก์ประกาศบนเว็บไซต์"
_PLAIN = {
    Thing.EVIDENCE: (
        f"ใช้เป็นหลักฐานได้: {_EVIDENCE} ที่แสดงว่าได้ทำตามมาตรการ\n"
        "ไม่มีหลักฐานก็ส่งรายงานได้ แต่ฝ่ายเลขานุการอาจส่งกลับให้แนบเพิ่ม\n"
        "ดูของแต่ละมาตรการ พิมพ์เช่น มาตรการ 1.1 คืออะไร"
    ),
    Thing.FILES: (
        "รับรูปภาพ PDF Word Excel PowerPoint วิดีโอ เสียง ข้อความ และลิงก์ "
        f"ไฟล์ละไม่เกิน {_MB} เมกะไบต์ ไฟล์ใหญ่กว่านั้นส่งเป็นลิงก์ได้"
    ),
    Thing.PHOTOS: (
        "ไม่จำกัดจำนวนรูปและไฟล์ต่อรายงาน ส่งหลายรูปพร้อมกันได้ "
        f"แต่ละไฟล์ไม่เกิน {_MB} เมกะไบต์ รูปที่เห็นกิจกรรมชัดเจน 1-3 รูปก็เพียงพอ ไม่มีรูปก็ส่งรายงานได้"
    ),
    Thing.SIZE: f"ไฟล์ละไม่เกิน {_MB} เมกะไบต์ ไฟล์ที่ใหญ่กว่านั้น โปรดย่อขนาดหรือส่งเป็นลิงก์",
    Thing.NOTHING: (
        "ต้องรายงานทุกรอบที่ถึงกำหนด แม้ไม่มีความคืบหน้า พิมพ์เช่น 1.1 ไม่มีความคืบหน้า "
        "หรือ ไม่มีความคืบหน้าทั้งหมด แล้วพิมพ์ ยืนยัน\n"
        "ทราบล่วงหน้าว่าจะไม่มีการดำเนินการ พิมพ์ ถึงเดือนหน้าไม่มีการดำเนินการ แล้วยืนยันในวันครบกำหนด"
    ),
    Thing.UNDOING: (
        f"ส่งผิด พิมพ์ เลิกส่ง ภายใน {_UNDO} นาทีหลังส่ง (ก่อนตรวจหรือปิดรอบ) รายงานจะกลับเป็นร่าง\n"
        "หลังจากนั้นแก้ไขได้จนกว่าจะปิดรอบ พิมพ์เช่น แก้ไข 1.1"
    ),
    Thing.STANDING_IN: (
        "ให้ผู้อื่นรายงานแทนชั่วคราวได้ พิมพ์วันแรกและวันสุดท้าย เช่น ลาพักร้อน 14-18 ธ.ค. "
        "ระบบจะออกรหัสให้ส่งต่อแก่ผู้รายงานแทน เมื่อครบกำหนดหน้าที่กลับมาที่ท่านเอง\n"
        "กลับก่อนกำหนด พิมพ์ กลับมาแล้ว"
    ),
    Thing.HANDING_OVER: (
        "ย้ายหรือเปลี่ยนผู้รายงาน พิมพ์ ย้ายแล้ว หรือ ทำรหัสผู้รับช่วง แล้วส่งรหัสให้ผู้รับผิดชอบคนใหม่ "
        f"ผู้นั้นเพิ่มบัญชีนี้เป็นเพื่อนแล้วพิมพ์รหัส (ใช้ครั้งเดียวภายใน {LIFE.days} วัน) งานและร่างจะย้ายตาม\n"
        "เพิ่มผู้รายงานอีกคนโดยท่านยังอยู่ ขอรหัสเชิญจากฝ่ายเลขานุการ"
    ),
    Thing.SEEN_BY: (
        "รายงานของท่านเห็นได้โดยผู้รายงานในหน่วยงานเดียวกัน ฝ่ายเลขานุการ และผู้บริหาร "
        "หน่วยงานอื่นไม่เห็น ในกลุ่มไลน์มีเพียงสรุปจำนวน ไม่มีหลักฐานหรือชื่อบุคคล\n"
        "สาธารณะเห็นเมื่อฝ่ายเลขานุการเผยแพร่รายงานผลประจำปี โดยไม่แสดงชื่อผู้รายงาน"
    ),
    Thing.PRIVACY: (
        "ระบบเก็บชื่อและรหัสผู้ใช้ LINE ของท่าน รายงานและหลักฐานที่ส่ง ไว้ในเครื่องแม่ข่ายของหน่วยงานเจ้าของแผน "
        "ข้อความในแชตเก็บ 30 วันแล้วลบ ผู้เข้าถึงได้คือฝ่ายเลขานุการและผู้บริหารของหน่วยงาน\n"
        f"ดูหรือดาวน์โหลด พิมพ์ {menu.OWN_DATA} · เลิกใช้ พิมพ์ {menu.WITHDRAW} · ลบ พิมพ์ {menu.ERASE}"
    ),
    Thing.STATUSES: (
        f"สถานะมี 4 แบบ\n• {PROGRESS_LABELS['not_started']} – ยังไม่ได้เริ่ม\n"
        f"• {PROGRESS_LABELS['in_progress']} – เริ่มแล้ว ยังไม่จบ จะบอกร้อยละด้วยก็ได้\n"
        f"• {PROGRESS_LABELS['done']} – ทำครบตามมาตรการแล้ว\n"
        f"• {PROGRESS_LABELS['not_achieved']} – ทำแล้วแต่ไม่ได้ผลตามที่หวัง ต้องใช้วิธีอื่น และต้องบอกปัญหาอุปสรรค"
    ),
    Thing.HOW: (
        "รายงานได้ 2 วิธี\n• พิมพ์ในข้อความเดียว เช่น 1.1 เสร็จแล้ว ประชุมชี้แจง 6 พ.ย. 69 ผู้เข้าร่วม 45 คน\n"
        f"• พิมพ์ {menu.REPORT} แล้วเลือกมาตรการ ตอบทีละคำถาม\nระบบแสดงรายงานให้ตรวจก่อน พิมพ์ ยืนยัน เพื่อส่ง "
        f"แนบรูปหรือไฟล์ได้ทุกขั้นตอน ฝึกก่อนได้ พิมพ์ {menu.LEARN}"
    ),
    Thing.TOGETHER: (
        "รายงานหลายมาตรการพร้อมกันได้ พิมพ์ในข้อความเดียว เช่น 1.1 1.2 เสร็จแล้ว "
        "หรือ ไม่มีความคืบหน้าทั้งหมด แล้วพิมพ์ ยืนยัน ครั้งเดียว\n"
        f"หรือพิมพ์ {menu.PAGES} แล้วตอบทั้งหมดในหน้าเดียว"
    ),
    Thing.WEB: (
        f"รายงานในคอมพิวเตอร์ได้ พิมพ์ {menu.PAGES} แล้วกดลิงก์ (ใช้ได้ครั้งเดียวภายใน 5 นาที ขอใหม่ได้เสมอ) "
        "หรือใช้ LINE บนคอมพิวเตอร์ พิมพ์คำบนปุ่มแทนการกด"
    ),
    Thing.LENGTH: (
        f"สรุปผลไม่เกิน {SUMMARY_LIMIT:,} ตัวอักษร ผลลัพธ์และปัญหาอุปสรรคช่องละไม่เกิน "
        f"{min(OUTCOME_LIMIT, OBSTACLE_LIMIT):,} ตัวอักษร เขียนสั้นได้ ควรมีวันที่ จำนวน หรือเลขที่หนังสือ"
    ),
    Thing.DONE: (
        "มาตรการที่รายงานว่าดำเนินการแล้วเสร็จ ไม่ต้องรายงานในรอบต่อไป "
        "เว้นแต่มาตรการที่กำหนดให้ทำเป็นประจำ เช่น ทุกเดือนหรือทุกไตรมาส หรือรายงานถูกส่งกลับให้แก้ไข"
    ),
    Thing.EXAMPLE: (
        "ตัวอย่าง: 1.1 เสร็จแล้ว ประชุมชี้แจงบุคลากร 32 คน เมื่อวันที่ 9 พ.ย. 69 ณ ห้องประชุมชั้น 2 "
        "ตามหนังสือ ที่ สท 0017.5/ว 927\nสรุปผลที่ดีบอกว่าทำอะไร เมื่อใด จำนวนเท่าใด และมีหลักฐานอะไร"
    ),
    Thing.OBSTACLE: (
        f"ต้องตอบสถานะและสรุปผล ผลลัพธ์และหลักฐานไม่บังคับ ปัญหาอุปสรรคบังคับเฉพาะสถานะ "
        f"{PROGRESS_LABELS['not_achieved']} ไม่มีให้พิมพ์ ข้าม ได้"
    ),
}


@dataclass(frozen=True)
class RoundFacts:
    """The days (Bangkok) of a running round; ``last_extension`` is the last that may be given."""

    month: date
    opens_on: date
    early_on: date
    due_on: date
    closes_on: date
    last_extension: date
    hour: int


def plain_answer(thing: Thing, quick: Sequence[LineAction]) -> Message | None:
    """Return what is always so; None for a thing whose answer depends on more."""
    said = _PLAIN.get(thing)
    return text_message(said, quick) if said else None


def late(facts: RoundFacts, quick: Sequence[LineAction]) -> Message:
    """Whether what is late is taken."""
    return text_message(
        f"รอบเดือน{long_month(facts.month)} ส่งทันกำหนดถึงเที่ยงคืนของ{weekday_date(facts.due_on)} "
        "หลังจากนั้นยังส่งได้ ระบบบันทึกว่าส่งล่าช้า และฝ่ายเลขานุการเห็นรายชื่อหน่วยงานที่ยังไม่ส่ง\n"
        "ถ้าคาดว่าไม่ทัน ขอก่อนครบกำหนดได้ พิมพ์เช่น ขอขยายเวลา 1.1",
        quick,
    )


def mending(facts: RoundFacts | None, quick: Sequence[LineAction]) -> Message:
    """A sent report may be changed until its round closes."""
    until = f" ({weekday_date(facts.closes_on)} {facts.hour:02d}.00 น.)" if facts else ""
    return text_message(
        f"รายงานที่ส่งแล้วแก้ไขได้จนกว่าจะปิดรอบ{until} พิมพ์ แก้ไข ตามด้วยเลขมาตรการหรือเลขที่รับ เช่น แก้ไข 1.1 "
        f"หรือเลือกจาก {menu.MINE} ภายใน {_UNDO} นาทีหลังส่ง พิมพ์ เลิกส่ง เพื่อถอนรายงานได้\n"
        "หลังปิดรอบ แก้ได้เมื่อฝ่ายเลขานุการส่งกลับหรือเปิดให้แก้ไข",
        quick,
    )


def forgot(facts: RoundFacts | None, quick: Sequence[LineAction]) -> Message:
    """Evidence that was forgotten is added to the report that was sent."""
    until = f" ถึง{weekday_date(facts.closes_on)}" if facts else ""
    return text_message(
        f"แนบเพิ่มในรายงานที่ส่งแล้วได้จนกว่าจะปิดรอบ{until} พิมพ์ แก้ไข ตามด้วยเลขมาตรการ เช่น แก้ไข 1.1 "
        "แล้วส่งรูปหรือไฟล์ จากนั้นพิมพ์ ยืนยัน เพื่อส่งอีกครั้ง\n"
        "เพิ่งส่งรายงานไปไม่เกิน 30 นาที ส่งรูปเข้ามาได้เลย ระบบจะถามว่าเป็นของรายงานใด",
        quick,
    )


def extending(facts: RoundFacts | None, quick: Sequence[LineAction]) -> Message:
    """How more time is asked for, and until when it is given."""
    until = (
        f"รอบเดือน{long_month(facts.month)} ขอได้ถึง{weekday_date(facts.last_extension)} (วันทำการ)\n"
        if facts
        else ""
    )
    return text_message(
        f"ขอขยายเวลา: พิมพ์เลขมาตรการ วันที่ และเหตุผล เช่น ขอขยายเวลา 1.1 "
        f"{'ถึง ' + short_date(facts.last_extension) + ' ' if facts else ''}เพราะรอผลการประชุม "
        f"ฝ่ายเลขานุการจะตอบในแชตนี้ ไม่ต้องทำหนังสือ\n{until}ระหว่างรอคำตอบ กำหนดเดิมยังมีผล",
        quick,
    )


def reminders(facts: RoundFacts, quick: Sequence[LineAction]) -> Message:
    """When somebody is reminded."""
    return text_message(
        f"รอบเดือน{long_month(facts.month)} เตือนล่วงหน้า{weekday_date(facts.early_on)} "
        f"และในวันครบกำหนด{weekday_date(facts.due_on)} เวลา {facts.hour:02d}.00 น. "
        "เฉพาะเมื่อยังมีรายการที่ไม่ได้รายงานหรือถูกส่งกลับ\n"
        "ไม่ต้องการเตือนล่วงหน้า พิมพ์ หยุดแจ้งเตือน",
        quick,
    )


def year(fiscal_year: int, ends: date, months: int, quick: Sequence[LineAction]) -> Message:
    """How long the fiscal year runs; ``months`` are left, the running one among them."""
    return text_message(
        f"ปีงบประมาณ {fiscal_year} สิ้นสุด {short_date(ends)} เหลือรอบรายงานอีก {months} เดือน นับรวมเดือนนี้",
        quick,
    )


def reviewer(offices: Sequence[Office], quick: Sequence[LineAction]) -> Message:
    """Who reads and checks reports."""
    names = " และ".join(f"ฝ่ายเลขานุการของ{clip(each.name, 120)}" for each in offices[:3])
    return text_message(
        f"ผู้ตรวจและรับรองรายงานคือ{names} หากต้องแก้ไข ระบบจะส่งกลับมาในแชตนี้พร้อมเหตุผล{phones(offices)}",
        quick,
    )


def contact(offices: Sequence[Office], quick: Sequence[LineAction]) -> Message:
    """Whom to call."""
    lines = [
        f"• {clip(each.name, 120)} โทร. {each.phone or '(ยังไม่ได้ระบุหมายเลขโทรศัพท์)'}"
        for each in offices[:5]
    ]
    return text_message("ผู้ประสานงานคือฝ่ายเลขานุการ\n" + "\n".join(lines), quick)


def colleagues(places: Sequence[tuple[str, Sequence[str]]], quick: Sequence[LineAction]) -> Message:
    """Who reports for agencies; ``places`` are (agency, names)."""
    lines = [
        f"ผู้รายงานของ{clip(agency, 120)} {len(names):,} คน: "
        + ", ".join(clip(name, 60) for name in names[:20])
        for agency, names in places[:10]
    ]
    return text_message("\n".join(lines) + "\nเพิ่มผู้รายงาน ขอรหัสเชิญจากฝ่ายเลขานุการ", quick)
