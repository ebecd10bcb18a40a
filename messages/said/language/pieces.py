"""The pieces of what is told of one measure: what was done, what stood in its way, and the bare
status at their ends.
"""

import re
from collections.abc import Iterator

from messages.said.language.places import Span
from thai.dates import SHORT_MONTHS

_OBSTACLE = re.compile(
    r"(?:แต่)?\s?(?:มี|พบ|ติด)?(?:ปัญหา(?:และ|/)?อุปสรรค|ปัญหา|อุปสรรค)\s?(?:คือ|ที่พบ|ว่า|:|"
    r"ได้แก่)*|ติดขัด(?:ที่|เรื่อง|ตรง)?|แต่(?:ติด|ขาด)"
)
_BECAUSE = re.compile(r"เนื่องจาก|เพราะ(?:ว่า)?|ด้วยเหตุ|ติด(?:ที่|เรื่อง|ภารกิจ|งบ|ประชุม|ราชการ)")
_OUTCOME = re.compile(r"(?:^|(?<=\s))(?:ผลลัพธ์|ความสำเร็จ)(?=\s|:|คือ|ที่ได้)")
_WITHOUT_OBSTACLE = ("done", "not_started")
"""Statuses of whose reports no obstacle is asked (``messages.form.form_tables``)."""
LEAD = re.compile(
    r"^(?:\s|[.,:;)(\-–•*]|ครับ|ค่ะ|คะ|นะ|แล้ว(?!เสร็จ)|รายงานว่า|ขอ(?:อนุญาต)?(?:รายงาน|เรียน|แจ้ง)(?:ผล|ว่า)?|"
    r"รายงาน(?=\s)|แจ้งว่า|สวัสดี(?:ครับ|ค่ะ)?|เรียนแจ้ง|เรียนว่า|เรียน|ว่า|ที่(?=\s)|โทษๆ|โทษที|ขอโทษ|ขออภัย|"
    r"พิมพ์ผิด|(?:ขอ)?แก้(?:ไข)?(?=\s)|(?:พี่|น้อง)(?:คะ|ครับ)?(?=\s))+"
)
TAIL = re.compile(r"(?:\s|[.,:;\-–•*]|ครับผม|ครับ|ค่ะ|คะ|คับ|นะ|เจ้า|จ้า|และ|กับ|(?<=\s)ส่วน)++$")


_SHORT_MONTHS = tuple(month.rstrip(".") for month in SHORT_MONTHS)
_COURTESY = re.compile(
    r"(?:นะ)?(?:ครับผม|ครับ|ค่ะ|คะ|จ้ะ|จ๊ะ|เจ้า|(?<!เ)จ้า)(?:พี่|น้อง)?(?=\s|$)|(?:^|(?<=\s))5{3,}\+?(?=\s|$)|"
    r"[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+"
)
_TASK = re.compile(r"(?:^|(?<=\s))ตามที่[^\n]{1,260}?\s?นั้น\s+(?=\S)")
_ANNOUNCES = re.compile(
    r"^[^\d\n]{0,60}?(?:ขอ)?(?:อนุญาต)?(?:รายงาน|ส่ง)(?:ผล)?(?:การ)?(?:ดำเนินการ|ดำเนินงาน|งาน)?"
    r"(?:ตาม|ของ|ว่า|ดังนี้)?\s*:?\s*$"
    r"|^(?:ขอ(?:แก้|แก้ไข|เปลี่ยน)|เปลี่ยนสถานะ|แก้(?:ไข)?(?:ค่ะ|ครับ|\s|$)|[^\d\n]{0,24}(?:กดผิด|พิมพ์ผิด|แจ้งผิด|ส่งผิด|"
    r"ลืมบอก|ลืมส่ง|ขอย้ำ))[^\d\n]{0,30}$"
)


def written(words: str) -> str:
    """Return words as a report is written: without courtesies, faces and laughter, and without the
    task that a letter names first ("ตามที่ … นั้น").
    """
    if "นั้น" in words:
        words = _TASK.sub("", words)
    words = re.sub(r" {2,}", " ", _COURTESY.sub(" ", words))
    return re.sub(r" ?\n ?", "\n", words).strip()


def announces(words: str) -> bool:
    """Whether words only say that a report follows: "สำนักงานขอรายงานผลการดำเนินการตาม"."""
    return bool(_ANNOUNCES.match(words))


def obstacle_apart(words: str, progress: str | None) -> tuple[str, str]:
    """Return what was done, and what stood in its way: after words of trouble; of work not done
    also after a reason. Of work not begun the reason is what was to be told; of work that is done
    no obstacle is asked, and all stays together. What came of it goes back to what was done.
    """
    if progress in _WITHOUT_OBSTACLE:
        return words, ""
    found = next((each for each in _OBSTACLE.finditer(words) if not _denied(words, each)), None)
    if found is None and progress in ("not_achieved", "in_progress"):
        found = _BECAUSE.search(words)
    if found is None:
        return words, ""
    led = found[0] if _BECAUSE.match(found[0]) else ""
    done, rest = words[: found.start()], words[found.end() :]
    came = _OUTCOME.search(rest)
    if came is not None:
        done, rest = f"{done.rstrip()} {rest[came.start() :].strip()}", rest[: came.start()]
    return done, trimmed(led + rest)


def _denied(words: str, found: re.Match[str]) -> bool:
    return re.search(r"ไม่(?:มี|พบ|ติด)?\s?$", words[: found.start()]) is not None


def without_status(words: str) -> str:
    """Return words without a bare status at their head or end; a share of the work beside other
    words stays: nothing else of a report holds the figure.
    """
    words = trimmed(words)
    while True:
        spans = [span for span in _bare(words) if span[0] == 0 or span[1] == len(words)]
        if any(_FIGURE.search(words[slice(*span)]) for span in spans):
            return "" if (0, len(words)) in spans else words
        if not spans:
            return words
        start, end = max(spans, key=lambda span: span[1] - span[0])
        shorter = trimmed(words[end:] if start == 0 else words[:start])
        if not shorter or shorter == words:
            return shorter
        words = shorter


_FIGURE = re.compile(r"\d")
_BARE = re.compile(
    r"(?:สถานะ|ตอนนี้|ขณะนี้|เดือนนี้|รอบนี้)?\s?(?:ดำเนินการ|ทำ|อยู่ระหว่างดำเนินการ|"
    r"ระหว่างดำเนินการ|กำลังดำเนินการ|กำลังทำ|อยู่ระหว่าง(?=\s|$))?\s?"
    r"(?:แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|เสร็จสมบูรณ์|เสร็จ|เรียบร้อย|ครบถ้วน|คืบหน้า(?:ไป)?|"
    r"ก้าวหน้า|ไปแล้ว|ไป)?(?:แล้ว|อยู่|ครับ|ค่ะ)*"
    r"\s?(?:ประมาณ)?\s?(?:ร้อยละ\s?\d{1,3}(?:\.\d+)?|\d{1,3}(?:\.\d+)?\s?(?:%|"
    r"เปอร์เซ็นต์))?(?=\s|$|[.,;])"
)


def _bare(words: str) -> Iterator[Span]:
    head = _BARE.match(words)
    if head and head[0].strip():
        yield head.span()
    for match in re.finditer(r"(?<=\s)\S+$", words):
        tail = _BARE.fullmatch(match[0])
        if tail and match[0].strip():
            yield match.span()


def trimmed(words: str) -> str:
    """Return words without what leads up to them and what trails off after them."""
    words = TAIL.sub("", LEAD.sub("", words)).strip()
    return f"{words}." if words.endswith(_SHORT_MONTHS) else words
