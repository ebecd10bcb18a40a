"""What stands around a writer's own words: a reminder pasted before the answer, marks of quoting,
numbers of a list, what was typed wrongly before, and a colleague's report that is passed on.
"""

import re
from collections.abc import Sequence
from itertools import count

from messages.said.language.days import DAY
from messages.said.language.spelling import as_meant
from messages.said.measures import DueMeasure, measure_in_words, plain_code
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_QUOTING = re.compile(r"(?:^|(?<=\n))[>»|][>»| ]*")
_CARD = re.compile(
    r"[\"“”«']?(?:การแจ้งเตือน|แจ้งเตือน|เตือน)?\s?:?\s?(?P<named>(?:มาตรการ|ข้อ)(?:ที่)?\s?(?P<code>\d[\d.]*))"
    r"(?P<title>[^\d\"“”»]{0,160}?)(?:ครบกำหนด|ถึงกำหนด|กำหนด(?:ส่ง|รายงาน))(?:ส่ง|รายงาน)*\s?:?\s?"
    r"(?:ใน)?(?:วัน[ก-๙]{0,10}\s?)?(?=\d)"
)
"""A reminder: the measure's number and title, and until when it is to be reported."""
_CARD_ENDS = re.compile(r"[^\n\"”»]{0,40}[\"”»']|\s?[.,\-–:]")
_SAME = 8
"""Letters by which the title of a card is known for the measure's own."""
_LISTED = re.compile(
    r"(?:(?:^|(?<=\n)|(?<= ))\(?\d{1,2}[.)] ?|(?:^|(?<=\n))\d{1,2} ?[\-–] ?)"
    r"(?=(?:มาตรการ|ข้อ)(?:ที่)? ?\d|(?<= )\d\.\d)"
)
"""The number of a line in a list, before the number of a measure."""
_LINE_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)](?!\d) ?")
_ITEM = re.compile(
    r"\n|(?<!ข้อ)(?<!มาตรการ)(?<!ที่)(?<!ชั้น)(?<!ม\.) (?=\(?\d{1,2}[.)] ?[ก-๙A-Za-z](?!\.))"
)
"""Before an item of a list, whose items may stand in one line."""
_HAS_CODE = re.compile(r"\d\.\d|(?:ข้อ|มาตรการ)(?:ที่)? ?\d")
_OF_THE_OFFICE = (
    r"(?:พี่|น้อง|งาน|กลุ่มงาน|กลุ่ม|ฝ่าย|กอง|ป้า|ลุง|อา|ครู|หัวหน้า|ผอ|คุณ|เจ้าหน้าที่|จนท|ทีม|หมอ|ปลัด|นิติกร|พัสดุ|"
    r"นักวิชาการ|หมวด|ดาบ|จ่า)"
)
_PASSED_ON = re.compile(
    r"^[\[(]?(?:fwd?|forward(?:ed)?|ส่งต่อ)(?:ข้อความ)?[\])]?\s?[:.]?\s?"
    rf"(?P<who>(?:ข้อความ|รายงาน)?(?:ของ|จาก)?\s?{_OF_THE_OFFICE}[^\n:\"“]{{0,40}})[:\n\"“]\s?[\"“]?",
    re.I,
)
"""A colleague's words that are passed on as they were written."""
_LEFT_WITH = re.compile(
    rf"^(?P<who>{_OF_THE_OFFICE}[^\n:\"“]{{0,40}}?(?:แจ้ง|บอก|รายงาน|ฝาก|ส่ง)[^\n:\"“]{{0,16}})[:\n]?\s?[\"“]"
)
_LEFT_BY = re.compile(
    rf"^{_OF_THE_OFFICE}[^\s\d:\"“]{{0,24}}ฝาก(?:ส่ง|รายงาน|แจ้ง)(?:มา|ว่า|ค่ะ|ครับ|นะคะ)*"
    r" ?:? ?(?=\d\.\d|(?:ข้อ|มาตรการ)(?:ที่)? ?\d)"
)
_LEAVES = re.compile(r"ฝาก(?:ส่ง|รายงาน|แจ้ง|ลง|บันทึก|มา)")
_LETTER_ITSELF = re.compile(r"(?:ด่วน(?:ที่สุด)?\s?)?(?:หนังสือ|ประกาศ|คำสั่ง|ขอ(?!รายงาน|ส่ง)|เรียน)")
_OF_OTHERS = re.compile(
    r"อื่น|อำเภอ|จังหวัด|เทศบาล|อบต|อบจ|กรม|กระทรวง|ส่วนกลาง|ข้าง|เพื่อน|ไลน์|โรงเรียน|รพ|สภ\.|เมือง|สำนักงาน"
)
_STATUS_QUOTED = re.compile(r"(สถานะ(?:คือ|เป็น|ว่า)?\s?:?\s?)[\"“«]([^\"“”»\n]{2,40})[\"”»]")
_BEFORE = (
    r"(?:เมื่อกี้นี้|เมื่อกี้|เมื่อกี๊|ตะกี้|เมื่อเช้า|เมื่อวาน|เมื่อครู่|เมื่อสักครู่|ก่อนหน้านี้|อันเดิม|ตอนแรก|"
    r"(?:เดือน|รอบ|ครั้ง)(?:ก่อน|ที่แล้ว))"
)
_TYPED = r"(?:พิมพ์|ส่ง|บอก|แจ้ง|รายงาน|กรอก|กด|เขียน|ใส่)"
_SAID_BEFORE = re.compile(
    rf"(?:จาก)?ที่(?:หนู|ผม|เรา|พี่)?(?:เคย)?{_TYPED}(?:ไป|มา|ไว้)?{_BEFORE}?(?:ว่า|เป็น)(?P<what>[^\n]{{1,40}}?)"
    r"(?:นั้น)?(?:ผิด(?:นะ|ครับ|ค่ะ|คะ)*)?\s?(?=จริงๆ|(?:ความ|ที่)จริง|แท้จริง|ที่ถูก|ขอแก้|ขอเปลี่ยน|"
    r"ตอนนี้|ขณะนี้|วันนี้|ล่าสุด|เป็น(?:กำลัง|อยู่|เสร็จ|แล้วเสร็จ|ยังไม่))"
    rf"|(?<![ก-๙]){_BEFORE}(?:หนู|ผม|เรา)?{_TYPED}(?:ไป|ไว้)?ว่า(?P<then>[^\n]{{1,40}}?)\s"
    r"(?:แต่)?(?=วันนี้|ตอนนี้|ขณะนี้|ล่าสุด|เดือนนี้|รอบนี้)"
    r"|(?<![ก-๙])(?:เมื่อ)?(?:เดือน|รอบ|ครั้ง|ตอน)(?:ก่อน|ที่แล้ว|แรก)(?P<was>(?:ยัง|กำลัง|อยู่ระหว่าง)[^\n]{1,30}?)\s"
    r"(?:แต่)?(?=วันนี้|ตอนนี้|ขณะนี้|ล่าสุด|เดือนนี้|รอบนี้)"
)
"""What was said before, and is now told otherwise."""
_NUMBER_OF_MEASURE = re.compile(r"(?:ข้อ|มาตรการ)(?:ที่)?\s?\d[\d.]*|\d\.\d")
_COUNT = r"\d[\d.,]*(?:\s?(?:คน|ราย|ท่าน|%))?"
_SLIPPED = re.compile("ผิด|พลาด|ตก|เกิน")
_MISTYPED = re.compile(
    rf"(?:{_BEFORE}\s?)?(?:หนู|ผม)?{_TYPED}(?:เลข|จำนวน|วันที่)?(?:ผิด|พลาด|ตก|เกิน)(?:ไป)?(?:เป็น|ว่า)\s?{_COUNT}"
    rf"|ที่{_TYPED}(?:ไป|มา|ไว้)?{_BEFORE}?(?:ว่า|เป็น)?\s?(?:{_COUNT}|{DAY.pattern})\s?(?:นั้น)?(?:{_TYPED})?ผิด"
)


_TASK_LED = r"(?:ตาม)?(?:มาตรการ|ข้อ)(?:ที่)? ?\d[\d.]* ?"
_THE_TASK = re.compile(
    rf"(?:ตามที่|(?:{_TASK_LED})?(?:ซึ่ง|ที่)(?:ได้)?(?:กำหนด|ระบุ|มอบหมาย|แจ้ง)(?:ไว้)?(?:ให้|ว่า))"
    r"[^\n]{1,220}?\s?นั้น(?=\s)"
)
"""How an official letter says first what was to be done."""
_ORDERED = re.compile(
    r"(?:ขอ)?ให้|(?:แล้ว)?เสร็จ(?:สิ้น)?|ภายใน(?=\s?\d|\s?(?:วันที่|เดือน|สิ้น|ปี|กำหนด|ไตรมาส))[^\n]{0,24}|โปรด|กรุณา"
)
_SO = "นั้น"
_LETTERHEAD = re.compile(
    r"\A(?:บันทึกข้อความ|ส่วนราชการ|(?:ที่|เรื่อง) (?=[^\n]{2,90}\n?[^\n]{0,200}(?:^|\s)เรียน ))"
    r"[\s\S]{0,400}?(?:^|\s)เรียน ?[^\d\n]{2,70}?(?:\n|\s(?=ตาม|ด้วย|อ้างถึง|ขอ|บัดนี้|สำนักงาน|หน่วยงาน|"
    r"โรงเรียน|เทศบาล|ที่ทำการ|กลุ่ม))",
    re.MULTILINE,
)
"""From the head of an official letter to the one it is written to."""
_CLOSING = re.compile(r"(?:^|\s)(?:จึงเรียนมาเพื่อ|จึงเรียนมา(?=\s|$))[^\n\d]{0,60}(?:\n[^\d]{0,160})?$")
"""The closing formula of a letter, and who signed it."""
_BOX = re.compile(r"(?P<empty>[(\[]\s*[)\]]|[☐□])|(?P<ticked>[(\[]\s*[xX✓✔✗/√]\s*[)\]]|[☑☒])")
_TO_NEXT_BOX = re.compile(r"[^\n(\[☐□☑☒]*")
_BLANK = re.compile(r"\.{4,}|…{2,}|_{4,}")
"""What a form leaves to be filled in."""
_CHOICES = re.compile(r"\([^()\n]{1,60}/[^()\n]{1,60}\)\s?(?=\.{4,}|…{2,}|_{4,})")
"""What might be filled in, before a blank."""
_ANSWER = re.compile(r"(?:^|(?<=\n))(?:re|ตอบ(?:กลับ)?) ?: ?", re.I)
_WHEN_DUE = re.compile(
    rf"ที่(?:ครบกำหนด|ถึงกำหนด|ต้องส่ง|ต้องรายงาน)(?:ภายใน)?(?:วัน[ก-๙]{{0,10}})?\s?"
    rf"(?:{DAY.pattern})(?: ?นี้)?"
)


def own_words(text: str, due: Sequence[DueMeasure]) -> str:
    """Return a cleaned message (lines apart, Arabic digits) without what is not its writer's own:
    of a reminder the measure's number stays, of words passed on the words.
    """
    text = without_frame(_filled_in(text))
    text = _STATUS_QUOTED.sub(r"\1\2 ", _ANSWER.sub("", _QUOTING.sub("", text)))
    text = _passed_on(text)
    # plain looks first: most messages have nothing of the kind
    if "กำหนด" in text:
        text = _without_cards(text, due)
    text = _LISTED.sub("", _without_line_numbers(text, due))
    if "นั้น" in text:
        text = _THE_TASK.sub(lambda task: _task_named(task[0], due), text)
    text = _SAID_BEFORE.sub(_numbers_of, text)
    if _SLIPPED.search(text):
        text = _MISTYPED.sub(" ", text)
    return _WHEN_DUE.sub(" ", text)


def without_frame(text: str) -> str:
    """Return an official letter that was pasted without its head, greeting and closing formula."""
    if "เรียน" not in text:
        return text
    return _CLOSING.sub("", _LETTERHEAD.sub("", text, count=1)).strip() or text


def _filled_in(text: str) -> str:
    """Return a form without its blanks and the choices that nobody ticked."""
    text = _BLANK.sub(" ", _CHOICES.sub(" ", text))
    if not any(match["empty"] for match in _BOX.finditer(text)):
        return text
    kept, last = [], 0
    for box in _BOX.finditer(text):
        kept.append(text[last : box.start()])
        choice = _TO_NEXT_BOX.match(text, box.end())
        last = box.end() if box["ticked"] or choice is None else choice.end()
    return "".join([*kept, text[last:]])


def answer_alone(text: str, asked: DueMeasure) -> str:
    """Return an answer to a form's question as it was typed, without a reminder of the measure that
    is ``asked``, marks of quoting, or the name of the colleague whose words they are; "" where
    nothing else was pasted.
    """
    lines = [to_arabic_digits(clean(line)) for line in text.splitlines()]
    plain = "\n".join(line for line in lines if line)
    plainer = without_frame(_ANSWER.sub("", _QUOTING.sub("", plain)))
    alone = _without_cards(_passed_on(plainer), [asked])
    if alone == plain:
        return text
    named = _NUMBER_OF_MEASURE.match(alone)
    code = plain_code(re.sub(r"[^\d.]", "", named[0])) if named else ""
    return alone[named.end() :].strip() if named and code == plain_code(asked.code or "") else alone


def _passed_on(text: str) -> str:
    text = _LEFT_BY.sub("", text)
    found = _PASSED_ON.match(text)
    if found is None and _LEAVES.search(text):
        found = _LEFT_WITH.match(text)
    if found is None or _OF_OTHERS.search(found["who"]):
        return text
    words = re.sub(r"[\"“”]", " ", text[found.end() :]).strip()
    return text if _LETTER_ITSELF.match(words) else words


def _without_cards(text: str, due: Sequence[DueMeasure]) -> str:
    kept, last = "", 0
    titles: dict[str, str] = {}
    for match in _CARD.finditer(text):
        day = DAY.match(text, match.end())
        titles = titles or {plain_code(each.code): each.title for each in due if each.code}
        title = titles.get(plain_code(match["code"]), "")
        if day is None or not _is_title(match["title"], title):
            continue
        end = day.end()
        quoted = match[0][0] in "\"“”«'"
        closing = _CARD_ENDS.match(text, end) if quoted else None
        end = closing.end() if closing else end
        kept += f"{text[last : match.start()]}{match['named']}\n"
        last = end + len(text[end:]) - len(text[end:].lstrip(" \n>»|"))
    return kept + text[last:] if last else text


def _is_title(words: str, title: str) -> bool:
    """Whether words are a measure's title, or the beginning of it, or none."""
    said = re.sub(r"[\s:\-–…]", "", words)
    own = re.sub(r"[\s:\-–…]", "", as_meant(to_arabic_digits(clean(title))))
    return not said or (said[:_SAME] == own[:_SAME] and len(said) <= len(own) + _SAME)


def _without_line_numbers(text: str, due: Sequence[DueMeasure]) -> str:
    """Return a text without the numbers 1, 2, 3 … of its lines, where they cannot be measures: 1 is
    none, and measures are named otherwise.
    """
    lines = _ITEM.split(text)
    numbers = [_LINE_NUMBER.match(line) for line in lines]
    found = [int(each["number"]) for each in numbers if each]
    if len(found) < 2 or any(number != at for number, at in zip(found, count(1), strict=False)):
        return text
    if any(plain_code(each.code) == "1" for each in due if each.code):
        return text
    bare = [line[each.end() :] if each else line for each, line in zip(numbers, lines, strict=True)]
    in_words = {
        measure_in_words(line, due) for line, each in zip(bare, numbers, strict=True) if each
    }
    if not _HAS_CODE.search(text) and len(in_words - {None}) < 2 and len(due) > 1:
        return text
    return "\n".join(bare)


def _numbers_of(match: re.Match[str]) -> str:
    said = match["what"] or match["then"] or match["was"]
    return " ".join(["", *_NUMBER_OF_MEASURE.findall(said), ""])


def _task_named(task: str, due: Sequence[DueMeasure]) -> str:
    """Return the measures of a task by their numbers; where it has none, its words as no order,
    behind the number of the measure whose whole title they say.
    """
    numbers = _NUMBER_OF_MEASURE.findall(task)
    if numbers:
        return " ".join(numbers)
    said = task.replace(" ", "")
    titles = [(each.code, each.title.replace(" ", "").removeprefix("มาตรการ")) for each in due]
    codes = [code for code, title in titles if code and len(title) > _SAME and title in said]
    words = _ORDERED.sub(" ", task[: -len(_SO)]) + _SO
    return f"{codes[0]} {words}" if len(codes) == 1 else words
