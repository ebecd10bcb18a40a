"""Words of the secretariat that name an agency: รับรอง 1.1 คลังจังหวัด, ติดตาม สสจ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messages import menu
from messages.limits import clip
from messages.parts import LineAction, Message, text_message
from thai.numbers import to_arabic_digits

_VERBS = {
    "extend": r"ขยาย(?:เวลา|กำหนด)?ให้",
    "deny": r"ไม่(?:ให้|อนุญาต|อนุมัติ)(?:ขยายเวลา)?",
    "allow": r"(?:อนุมัติ|อนุญาต)(?:ให้)?(?:ขยายเวลา|คำขอ)?|ให้ขยายเวลา",
    "accept": r"รับรอง(?:รายงาน)?(?:ทั้งหมด)?",
    "back": r"ส่งกลับแก้ไข|ส่งกลับ|ส่งคืน",
    "open": r"เปิด(?:ให้)?แก้(?:ไข)?(?:อีกครั้ง)?",
    "nudge": r"ติดตาม|ทวงรายงาน|ทวง|แจ้งเตือน|เตือน",
    "excuse": r"ยกเว้น(?:ให้)?",
    "report": r"รายงานแทน",
    "look": r"ตรวจรายงาน|ตรวจ|ดูรายงาน|ดูของ|ดู",
}
_VERB = re.compile(
    rf"(?:ขอ|ช่วย)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _VERBS.items())})"
    r"(?:รายงาน|หน่วยงาน|ของ|ให้|แก่|มาตรการ(?:ที่)?|ข้อ|\s)*(?P<rest>.+)",
    re.DOTALL,
)
_WHY = re.compile(r"\s*(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?)[\s:]*(?P<why>\S.*)", re.DOTALL)
_UNTIL = re.compile(r"\s*(?:จน)?ถึง(?:วันที่|\s)*(?P<day>\d.*)", re.DOTALL)
_CODE = re.compile(
    r"(?:มาตรการ(?:ที่)?|ข้อ|\s)*(?<![\d.\-])(?P<code>\d{1,2}(?:\.\d{1,2}){1,2})(?![\d.\-])"
)
_AROUND = re.compile(r"^(?:ของ|ให้|แก่|\s)+|(?:หน่อย|ด้วย|เลย|ที|\s)+$")
_SENT = re.compile(
    r"(?:ขอ|ช่วย)?(?P<agency>.{2,100}?)\s*(?:ส่ง|รายงาน)(?:มาตรการ|ข้อ|\s)*"
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){1,2})\s*(?:มา|แล้ว)*(?:หรือยัง|รึยัง|ยัง|ไหม|มั้ย|\?|\s)+"
)


@dataclass(frozen=True)
class AgencyRequest:
    """What is to be done (a key of the verbs above) for what may be an ``agency``'s name; ``code``
    of a measure, ``until`` a day as it was typed and ``why``, where they were told.
    """

    what: str
    agency: str
    code: str | None = None
    until: str = ""
    why: str = ""


def asked_of_agency(text: str) -> AgencyRequest | None:
    """Return what words ask to be done for an agency; None for other words. Whether there is an
    agency of that name is not known here.
    """
    words = to_arabic_digits(menu.plain(text))
    sent = _SENT.fullmatch(words)
    if sent is not None:
        return AgencyRequest("look", sent["agency"].strip(), sent["code"])
    found = _VERB.fullmatch(words)
    if found is None:
        return None
    what, rest = next(each for each in _VERBS if found[each]), found["rest"]
    why, until = _WHY.search(rest), None
    rest = rest[: why.start()] if why else rest
    if what == "extend":
        until = _UNTIL.search(rest)
        rest = rest[: until.start()] if until else rest
    code = _CODE.search(rest)
    rest = f"{rest[: code.start()]} {rest[code.end() :]}" if code else rest
    agency = _AROUND.sub("", rest).strip()
    if not agency:
        return None
    return AgencyRequest(
        what,
        agency,
        code["code"] if code else None,
        f"ถึง {until['day']}" if until else "",
        why["why"].strip() if why else "",
    )


def nothing_such(agency: str, code: str | None, quick: Sequence[LineAction]) -> Message:
    """The agency has nothing of the measure to which that could be done."""
    of = f"มาตรการ {code} " if code else ""
    return text_message(f"{clip(agency, 160)} ไม่มีรายการ{of}ที่ดำเนินการเช่นนี้ได้ในขณะนี้", quick)


def which_measure(agency: str, codes: Sequence[str], quick: Sequence[LineAction]) -> Message:
    """Of which measure of the agency."""
    known = ", ".join(codes[:20])
    return text_message(
        f"{clip(agency, 160)} มีหลายมาตรการ ({known}) จึงยังไม่ได้ดำเนินการ "
        "โปรดพิมพ์อีกครั้งพร้อมหมายเลขมาตรการ",
        quick,
    )


def how_to_extend(agency: str, code: str, quick: Sequence[LineAction]) -> Message:
    """The day or the reason of an extension lacks."""
    return text_message(
        "ยังไม่ได้ขยายเวลา โปรดบอกวันและเหตุผล เช่น "
        f"ขยายเวลาให้ {clip(agency, 160)} {code} ถึง 2 ธ.ค. เพราะ รอผลการประชุม",
        quick,
    )
