"""Places in running words: what follows "ณ", or "ที่" and a word for a place."""

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_HEADS = (
    "จุดบริการ(?=[ก-ฮเ-ไ])(?!แล้ว|ครบ|เรียบร้อย|ด้วย|นะ|ค่ะ|ครับ)|ฝาย|สหกรณ์|อ่างเก็บน้ำ|เขื่อน|โรงสี|โรงงาน|ด่าน|เคาน์เตอร์|เคาเตอร์|โถง|(?:ลาน)?หน้า(?:เสาธง|สำนักงาน|ห้อง|อาคาร|ศาลากลาง|ที่ว่าการ|โรงเรียน|อำเภอ|เทศบาล|อบต|ตลาด|วัด)|"
    "ทางเข้า|ทางขึ้น|ห้อง|หอ(?:ประชุม|สมุด|ดูดาว)|ศาลา|โรงแรม|อาคาร|ตึก|ลาน|วัด(?!ผล|ความ|ระดับ)|มัสยิด|โบสถ์|โรงเรียน|ร\\.ร\\.|รร\\.|อบต|อบจ|"
    "องค์การบริหาร|เทศบาล|ที่ว่าการ|ที่ทำการ|สำนักงาน|สนง|โรงพยาบาล|รพ\\.|รพ\\.สต|รพ(?=\\s?[ก-ฮ])|สถานี|สภ\\.|ศูนย์|สนาม|"
    "โดม|ตลาด|ชุมชน|หมู่บ้าน|บ้าน(?!เมือง)|มหาวิทยาลัย|วิทยาลัย|ม\\.ราช|กองบังคับการ|ค่าย(?!ยัง|เด็ก|ต้น|เยาว|จัด|เสร็จ|จบ|นี้|คุณธรรม)|สวน|อุทยาน|รีสอร์ท|โรงยิม|"
    "หน้าเสาธง|สโมสร|คลินิก|ห้าง|ริมน้ำ|สมาคม|บึง|เกาะ|หาด|โรงอาหาร|ใต้ถุน"
)
"""What the name of a place begins with."""
_GOES_ON = re.compile(
    rf"(?:{_HEADS}|ชั้น|อำเภอ|อ\.|จังหวัด|จ\.|ตำบล|ต\.|แขวง|เขต|ถนน|หมู่|\(|[A-Za-z]|เมือง|ฝั่ง|ปีก|กลาง|ใหญ่|เล็ก)"
)
"""What the next word of a place's name begins with."""
_NUMBERED = re.compile(
    r"(?:ชั้น(?:ที่)?|ห้อง(?:ประชุม)?[ก-๙]{0,12}|อาคาร(?:เรียน)?|ตึก|หมู่(?:ที่)?|ม\.|เลขที่|โซน|โรงเรียน[ก-๙]{0,24}|เทศบาล|หอประชุม[ก-๙]{0,24}|ศาลา[ก-๙]{0,12}|ศูนย์[ก-๙]{0,24}|สนาม[ก-๙]{0,16})$"
)
_BARE = re.compile(
    r"(?:ห้องประชุม|ห้อง|โรงแรม|(?<!จังห)วัด|อาคาร|หอประชุม|โรงเรียน|ศูนย์|สำนักงาน|ที่ว่าการ|รพ\.?สต\.?|รพ\.|สภ\.|ร\.ร\.|ตึก|อ\.|จ\.|ต\.|เดอะ)$"
)
"""A word for a place whose name comes after it."""
_WHO = (
    r"(?:ครู|บุคลากร|ข้าราชการ|เจ้าหน้าที่|จนท\.?|นักเรียน|เด็กๆ|เด็ก|พนักงาน|ลูกจ้าง|ประชาชน|กรรมการ|ชาวบ้าน|สมาชิก|ผู้นำ|กำนัน|อสม\.?)"
    r"(?=และ|กับ|ทั้ง|ใน|เข้า|ร่วม|มา|\s|\d|$)"
)
_NO_NAME = re.compile(rf"[ก-๙]{{1,12}}?ก็|และ|กับ|ที่|เพื่อ|เช้า|บ่าย|เย็น|ตอน|ช่วง|แจ้ง|ทั้งหมด|{_WHO}")
"""What follows a place and is no part of its name."""
_BY_NAME = (
    r"(?:ห้องประชุม(?!ไม่|ว่าง|เต็ม|ยัง)|หอประชุม(?!ไม่|ว่าง|เต็ม|ยัง)|ศาลากลาง|ศาลาประชา|ศาลาการเปรียญ|ศาลาวัด|ห้องอบรม|"
    r"ห้อง(?=นายอำเภอ|ผอ|ผู้ว่า|ปลัด|นายก)|โรงแรม(?=[ก-๙A-Z\s])|ลาน(?=หน้า|จอดรถ|กิจกรรม|อเนก|วัฒน|คน|ธรรม)|หน้าเสาธง|โดม(?=[ก-๙]))"
)
"""What is a place without a word before it."""
_FRONT = "(?:สำนักงาน|ห้อง|อาคาร|ศาลากลาง|ที่ว่าการ|โรงเรียน|ตลาด|อำเภอ|อบต|เทศบาล)"
_IN_FRONT = (
    rf"(?=หน้าเสาธง)|(?:^|(?<=\s)|(?<=\d)|(?<!ติดไว้)(?<=ไว้))(?=หน้า{_FRONT})|(?:ตั้ง(?:กล่อง|ตู้|โต๊ะ)[ก-๙]{{0,24}}?)(?<!ลาน)(?=หน้า{_FRONT})|"
    rf"(?=ลานหน้า{_FRONT})|(?<=แล้ว)(?=หน้า(?:{_FRONT}|งาน[ก-๙]))|(?<=แล้ว)(?=ทางเข้า)"
)
"""Where something stood or took place before a house; a notice on a door is at no place."""
_BEFORE_COUNT = (
    "(?=(?:ห้อง|หอ|ศาลา|ลาน|อาคาร|ศูนย์|โรงเรียน|วัด)(?!ไม่|ว่าง|เต็ม|ยัง|ละ)[ก-๙]{2,24}"
    r" \d+ ?(?:คน|ราย|ท่าน|นาย))"
)
"""A place with nothing but a number of people after it."""
_PLACE = re.compile(
    rf"(?:(?<![ก-๙])ณ\s*|สถานที่(?:จัด)?\s?:?\s?(?=[ก-๙A-Z])|(?<!ใน)(?<!ตาม)(?<!เจ้าหน้า)(?:ที่|ตรง)\s?(?={_HEADS})|บริเวณ\s?(?=[ก-๙])|"
    rf"(?:^|(?<=\s)|(?<=ใน)|(?<=\d)|(?<=[ก-ฮ]\.))(?={_BY_NAME})|{_IN_FRONT}|(?<=\s){_BEFORE_COUNT}"
    rf"|(?<=\d)\s?(?=รร\.|โรงเรียน[ก-๙]|วัด(?!ผล|ความ|ระดับ)[ก-๙]))(?P<place>[ก-๙A-Za-z(][^\n,;]{{1,90}})"
)
_AFTER_DAY = re.compile(rf"\.? (?P<place>(?:(?:{_HEADS})(?!ดำรง|ราชการ)|ชั้น ?\d)[^\n,;]{{1,90}})")
"""A place that comes after a day or a number of people without a word between."""
_STOPS = re.compile(
    r"มีผู้|มีจนท|มี(?=คน|จำนวน|นักเรียน|เด็ก|ชาวบ้าน|ประชาชน|พนักงาน|ครู)|มีเจ้าหน้าที่|มีข้าราชการ|มีบุคลากร|โดยมี|(?<![ก-๙])มี|ผู้เข้า|ผู้ร่วม|เข้าร่วม|จำนวน|เมื่อ(?:วัน|\s?\d)|วันที่|ลายเซ็น|ตามหนังสือ|"
    r"เรียบร้อย|(?:แล้ว)?เสร็จ|แล้ว(?=\s|$|ครับ|ค่ะ|นะ|เมื่อ|วัน|ตั้งแต่|ตอน|ด้วย|ละ)|ไปแล้ว|ยังไม่|เมื่อ(?=\s|$)|ครบทุก|(?:กับ|และ)(?=ลง|ขึ้น|ติด|แจก|ทาง)|(?:\s|^)ทั้งหมด|(?:\s|^)แจ้ง|อ่ะ|ด้วย(?=\s|$|จ้|ค่|ค[รั])|ครับ|ค่ะ|นะคะ|คนเข้า|คนมา|มากัน|ไปกัน|ได้รับ|จนท\.?(?=เข้า|ร่วม|มา|\s?\d)|เพื่อ(?!น)|"
    r"ตั้งแต่|เวลา|\d{1,2}\s?(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค|พย|ตค|ธค)|โดย(?!สาร)|มา(?=\d|\s?\d+\s?คน|ค่ะ|ครับ|แล้ว|\s|$)"
)
_EDGE = " -,(:/"
_SHORT = re.compile(r"(?:^|[ก-๙])(?:[ก-ฮ]{1,3}\.)+(?:[ก-ฮ]{1,3}\.?)?$")
"""A word of initials: "ก.พ.", "ศปก.สภ."."""


def places(text: str, masked: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Give the places of a cleaned text with their spans; ``masked`` spans are none of theirs."""
    last = 0
    after_days = [found for _, end in masked if (found := _AFTER_DAY.match(text, end))]
    found_all = [*_PLACE.finditer(text), *after_days]
    for match in sorted(found_all, key=lambda found: found.start("place")):
        start, end = match.span("place")
        if start < last or any(left <= start < right for left, right in masked):
            continue
        end = min([end, *(left for left, _ in masked if start < left < end)])
        words = _name(text[start:end])
        if len(words) >= 3 and not words.isdigit():
            last = start + len(words)
            yield (start, last), words


def _name(words: str) -> str:
    stop = _STOPS.search(words)
    parts = (words[: stop.start()] if stop else words).split(" ")
    name = parts[0]
    for part in parts[1:]:
        goes_on = _GOES_ON.match(part) or _BARE.search(name) or _SHORT.match(part)
        if not (goes_on or (part[:1].isdigit() and _NUMBERED.search(name))):
            break
        if _BARE.search(name) and _NO_NAME.match(part):
            break
        name = f"{name} {part}"
    name = name.strip(_EDGE if "(" not in name else _EDGE.replace("(", ""))
    return name if _SHORT.search(name.rsplit(" ", 1)[-1]) else name.rstrip(".")
