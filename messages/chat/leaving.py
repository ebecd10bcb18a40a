"""Who moved, and who wants no reminders: what the chat offers them."""

import re
from collections.abc import Sequence
from datetime import date

from messages import menu
from messages.limits import FLEX_LABEL, clip
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack
from models.correcting import Hindrance
from thai.cleaning import clean
from thai.dates import short_date

STOP = "หยุดแจ้งเตือน"
START = "เปิดแจ้งเตือน"
_STARTS = re.compile(
    r"(?:ขอ|ช่วย|อยาก)?\s?(?:เปิด|รับ|เริ่ม)(?:การ|รับ)?(?:แจ้งเตือน|เตือน)(?:อีกครั้ง|อีก|ใหม่|ครับ|ค่ะ|คะ|"
    r"หน่อย|ด้วย|นะ|\s)*+"
)


_SUCCESSOR = "ทำรหัสผู้รับช่วง"
_STAND_IN = "ทำรหัสผู้รายงานแทน"


def wants_successor(text: str) -> bool:
    """Tell whether words ask for the successor's code."""
    return clean(text).startswith(_SUCCESSOR)


def wants_stand_in(text: str) -> bool:
    """Tell whether words ask for the code of who reports meanwhile; the days stand in them."""
    return clean(text).startswith(_STAND_IN)


_RETURNED = (
    r"(?:ขอ|ช่วย)?(?:ยกเลิก|เลิก|ไม่ต้องมี|สิ้นสุด)(?:การ|ให้)?(?:ผู้|คน)?(?:รายงาน|ทำ|ส่ง|ปฏิบัติหน้าที่)แทน"
    r"|(?:ขอ|ช่วย)?(?:ยกเลิก|เลิก)(?:วัน|การ|ใบ)?ลา(?:พักร้อน|พักผ่อน|กิจ|ป่วย)?|ไม่(?:ได้)?ลา(?:พักร้อน|กิจ|ป่วย)?แล้ว"
    r"|(?:ตอนนี้|วันนี้|ผม|ดิฉัน|หนู|\s)*(?:ได้)?กลับมา(?:ทำงาน|จากลา|ปฏิบัติงาน|ปฏิบัติหน้าที่|จากราชการ|จากลาพักร้อน)?แล้ว"
)
_BACK = re.compile(rf"(?:(?:{_RETURNED})(?:แล้ว|ด้วย|หน่อย|ครับ|ค่ะ|คะ|นะ|และ|จึง|ขอ(?=\s)|\s)*)+")
_APPOINTS = re.compile(
    r"(?:จะ|ขอ|ฝาก|ช่วง|ระหว่าง|ที่|ลา|นี้|นั้น|\s)*(?:ให้|มอบหมายให้|มอบหมาย|มอบให้|ฝาก)\s?(?:คุณ|พี่|น้อง)?\s?"
    r"(?P<name>(?!คน|ใคร|เพื่อน|ผู้|ลูกน้อง|หัวหน้า)[ก-๙ .]{2,60}?)\s?(?:เป็นคน|เป็นผู้|มา)?"
    r"(?:ทำ|รายงาน|ส่ง|ดูแล|ปฏิบัติหน้าที่|รับผิดชอบ)(?:งาน|รายงาน)?แทน(?:ผม|ดิฉัน|หนู|ไป|ก่อน|ครับ|ค่ะ|คะ|นะ|\s)*"
)
_TITLES = re.compile(r"^(?:นางสาว|นาง|นาย|น\.ส\.|คุณ|ดร\.)\s*")


def appointed(text: str) -> str | None:
    """Return the name of who shall report meanwhile ("ให้วิไลลักษณ์ทำแทน"), without its title; None
    for other words.
    """
    found = _APPOINTS.fullmatch(menu.plain(text))
    return _TITLES.sub("", found["name"]).strip() or None if found else None


def may_already(name: str, agency: str, quick: Sequence[LineAction]) -> Message:
    """Who shall report meanwhile reports for the agency as it is."""
    return text_message(
        f"{clip(name, 80)} เป็นผู้รายงานของ{clip(agency, 160)}อยู่แล้ว รายงานแทนท่านได้ทันที ไม่ต้องใช้รหัส "
        "และได้รับการเตือนในวันครบกำหนดเช่นเดียวกับท่าน โปรดแจ้งผู้นั้นให้ทราบด้วย",
        quick,
    )


def appoint_by_code(name: str, quick: Sequence[LineAction]) -> Message:
    """Who shall report meanwhile does not report for the agency: by a code for the days."""
    return text_message(
        f"{clip(name, 80)} ยังไม่ใช่ผู้รายงานของหน่วยงานท่าน โปรดพิมพ์ {_STAND_IN} ตามด้วยวันแรกและวันสุดท้าย "
        f"เช่น {_STAND_IN} 14-18 ธ.ค. แล้วส่งรหัสให้ผู้นั้น",
        quick,
    )


def is_back(text: str) -> bool:
    """Tell whether words say that nobody shall stand in any more."""
    return _BACK.fullmatch(menu.plain(text)) is not None


def back(names: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """Nobody stands in any more; ``names`` are those who did."""
    if not names:
        return text_message("ขณะนี้ไม่มีผู้รายงานแทนท่าน ท่านรายงานได้ตามปกติ", quick)
    return text_message(
        f"สิ้นสุดการรายงานแทนแล้ว ({', '.join(clip(name, 80) for name in names)}) "
        "ระบบจะแจ้งเตือนท่านตามเดิม โปรดแจ้งผู้นั้นให้ทราบด้วย",
        quick,
    )


def wants_reminders(text: str) -> bool:
    """Tell whether words ask for reminders again."""
    return _STARTS.fullmatch(clean(text)) is not None


def moved(
    places: Sequence[tuple[int, str]], phone: str | None, quick: Sequence[LineAction]
) -> Message:
    """Offer the successor's code; ``places`` are (membership, agency)."""
    several = len(places) > 1
    called = f" โทร. {phone}" if phone else ""
    actions = [
        tap(
            clip(f"ทำรหัส {agency}" if several else _SUCCESSOR, FLEX_LABEL),
            pack(Action.SUCCESSOR, m=number),
            says=f"{_SUCCESSOR}ของ{agency}",
        )
        for number, agency in places[:6]
    ]
    return text_message(
        f"หากท่านย้ายหรือไม่ได้รับผิดชอบแล้ว ส่งมอบงานได้ทันที กดหรือพิมพ์ {_SUCCESSOR} "
        "แล้วส่งรหัสให้ผู้รับผิดชอบคนใหม่ "
        "เมื่อใช้รหัสแล้ว งานและร่างที่ค้างจะไปอยู่กับคนใหม่ รายงานเดิมยังอยู่ครบ และสิทธิของท่านจะสิ้นสุด\n"
        f"หากยังไม่ทราบว่าเป็นผู้ใด โปรดแจ้งฝ่ายเลขานุการ{called}",
        [*actions, *quick],
    )


def successor_code(agency: str, code: str, days: int) -> Message:
    """The code, to pass on."""
    return text_message(
        f"รหัสสำหรับผู้รับผิดชอบคนใหม่ของ{clip(agency, 160)}\n{code}\n"
        f"ใช้ได้ครั้งเดียวภายใน {days} วัน โปรดส่งให้ผู้นั้นเพิ่มบัญชีนี้เป็นเพื่อนแล้วพิมพ์รหัส "
        "ท่านยังรายงานได้จนกว่าจะมีผู้ใช้รหัสนี้"
    )


def away(
    places: Sequence[tuple[int, str]],
    first: date,
    last: date,
    others: Sequence[str],
    quick: Sequence[LineAction],
) -> Message:
    """Somebody is away from one day (Bangkok) through another: who reports meanwhile? ``places``
    are (membership, agency), ``others`` the names of who reports for them as it is.
    """
    names = ", ".join(clip(each, 60) for each in others[:5])
    already = f"{names} เป็นผู้รายงานของหน่วยงานอยู่แล้ว รายงานแทนได้โดยไม่ต้องใช้รหัส\n" if names else ""
    another = "ให้ผู้อื่นแทน: " if names else ""
    several = len(places) > 1
    days = _days(first, last)
    actions = [
        tap(
            clip(f"ทำรหัส {agency}" if several else _STAND_IN, FLEX_LABEL),
            pack(Action.STAND_IN, m=number, f=f"{first:%Y%m%d}", u=f"{last:%Y%m%d}"),
            says=f"{_STAND_IN} {days}",
        )
        for number, agency in places[:6]
    ]
    return text_message(
        f"ท่านไม่อยู่ {days} ผู้ใดจะรายงานแทน\n{already}"
        f"{another}กดปุ่ม หรือพิมพ์ {_STAND_IN} {days} แล้วส่งรหัสให้ผู้นั้น "
        "ระหว่างนั้นระบบจะเตือนผู้แทนแทนท่าน เมื่อครบกำหนดหน้าที่จะกลับมาที่ท่านเอง\n"
        f"หากไม่มีผู้แทน รายงานก่อนวันลาได้ พิมพ์ {menu.REPORT}",
        [*actions, *quick],
    )


def ask_days(quick: Sequence[LineAction]) -> Message:
    """Somebody will be away, and did not say when."""
    return text_message(
        "หากท่านไม่อยู่ในช่วงที่ต้องรายงาน ให้ผู้อื่นรายงานแทนชั่วคราวได้ โปรดพิมพ์วันแรกและวันสุดท้าย "
        "เช่น ลาพักร้อน 14-18 ธ.ค. หรือรายงานก่อนวันลาก็ได้",
        quick,
    )


def stand_in_code(agency: str, code: str, first: date, last: date, days: int) -> Message:
    """The code for who reports meanwhile, to pass on."""
    return text_message(
        f"รหัสสำหรับผู้รายงานแทนของ{clip(agency, 160)} {_days(first, last)}\n{code}\n"
        f"ใช้ได้ครั้งเดียวภายใน {days} วัน โปรดส่งให้ผู้นั้นเพิ่มบัญชีนี้เป็นเพื่อนแล้วพิมพ์รหัส"
    )


_NO_STAND_IN = {
    Hindrance.AWAY_ALREADY: "มีผู้รายงานแทนท่านในบางวันของช่วงนี้แล้ว",
    Hindrance.BAD_DATES: "วันสุดท้ายต้องไม่ก่อนวันแรก ยังไม่ผ่านไป และไม่เกินหนึ่งปี",
}


def no_stand_in(why: Hindrance | None, quick: Sequence[LineAction]) -> Message:
    """No code for a stand-in was made, and why."""
    said = _NO_STAND_IN.get(why, "โปรดแจ้งฝ่ายเลขานุการ") if why else "โปรดแจ้งฝ่ายเลขานุการ"
    return text_message(f"ทำรหัสผู้รายงานแทนไม่ได้ {said}", quick)


def _days(first: date, last: date) -> str:
    if first == last:
        return f"วันที่ {short_date(first)}"
    return f"{short_date(first)} ถึง {short_date(last)}"


def no_successor(quick: Sequence[LineAction]) -> Message:
    """The role ended, or is a stand-in's."""
    return text_message("ทำรหัสผู้รับช่วงของรายการนี้ไม่ได้ โปรดแจ้งฝ่ายเลขานุการ", quick)


def stopped(quick: Sequence[LineAction]) -> Message:
    """Early reminders will not come any more."""
    return text_message(
        "หยุดการเตือนล่วงหน้าของท่านแล้ว ระบบจะเตือนเฉพาะในวันครบกำหนดเมื่อยังมีรายการที่ไม่ได้รายงาน "
        f"หากต้องการรับทั้งหมดอีกครั้ง พิมพ์ {START}",
        quick,
    )


def started(quick: Sequence[LineAction]) -> Message:
    """They come again."""
    return text_message(f"เปิดการเตือนล่วงหน้าของท่านแล้ว หากต้องการหยุด พิมพ์ {STOP}", quick)
