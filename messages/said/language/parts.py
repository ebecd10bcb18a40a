"""The parts of a report that its writer names: "ผลลัพธ์ …", "ปัญหา: …"."""

import re
from dataclasses import dataclass, replace

_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:"
    r"(?P<came>(?:เกิด)?ผล(?:ที่ได้(?:รับ)?|ที่เกิดขึ้น)?\s?คือ\s*(?=\S))|"
    r"(?P<outcome>(?:ผลลัพธ์/ความสำเร็จ|ผลลัพธ์และความสำเร็จ|ผลลัพธ์|ความสำเร็จ)(?:ที่ได้รับ|ที่ได้)?)"
    r"(?:\s?[:：=]\s*|\s?คือ\s*|\s+)(?!ของ|ตาม|และ|ใน|ที่|จาก|ไม่มี|ยังไม่มี)(?=\S)"
    r"|(?P<obstacle>ปัญหา/อุปสรรค|ปัญหาและอุปสรรค|ปัญหาอุปสรรค|ปัญหา|อุปสรรค)\s?(?:[:：=]|คือ)\s*"
    r"(?!ไม่มี|-)(?=\S))"
)

_PARTS = {"came": "outcome"}


_TROUBLE = re.compile(
    r"(?:^|\s|(?<=แล้ว))แต่(?:ว่า|ยัง|ก็)?\s?(?P<trouble>(?:(?:มี|พบ|เจอ)\s?(?:ปัญหา|อุปสรรค)|ติด(?:ขัด|ปัญหา|เรื่อง|ที่)|"
    r"ขาด|ปัญหา|อุปสรรค)(?!แล้ว)[^\n]{3,}+)$"
)


@dataclass(frozen=True)
class ToldParts:
    """What stands before the first name of a part (``own``), and after each."""

    own: str
    outcome: str = ""
    obstacle: str = ""


def parts_told(text: str) -> ToldParts:
    """Return the parts that words name. Named first, or twice, a part is none: all stays
    together.
    """
    labels = list(_LABEL.finditer(text))
    names = [_PARTS.get(str(each.lastgroup), str(each.lastgroup)) for each in labels]
    own = text[: labels[0].start()].strip() if labels else ""
    if not own or len(set(names)) < len(names):
        return ToldParts(text.strip())
    ends = [*(each.start() for each in labels[1:]), len(text)]
    said = {
        name: text[each.end() : end].strip()
        for name, each, end in zip(names, labels, ends, strict=True)
    }
    return ToldParts(own, said.get("outcome", ""), said.get("obstacle", ""))


def trouble_apart(parts: ToldParts) -> ToldParts:
    """Return the parts with what stood in the way as one of its own, where that ends what was done
    and no part was named for it: "ออกหนังสือแล้ว แต่ติดปัญหางบไม่พอ".
    """
    found = _TROUBLE.search(parts.own)
    if found is None or parts.obstacle or not parts.own[: found.start()].strip():
        return parts
    return replace(parts, own=parts.own[: found.start()].strip(), obstacle=found["trouble"].strip())
