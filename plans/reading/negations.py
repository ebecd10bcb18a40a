"""Rules turned into their opposite: a "ไม่" lost by a scanner or a typist is one syllable, and what
is left still reads well.
"""

import re
from collections.abc import Iterable, Sequence

from plans.document import MeasureEntry, Warning, WarningKind
from plans.tables import solid
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_NEGATION = re.compile(
    "ไม่|มิ(?=ให้|ได้|ควร|พึง|ชอบ)|งดเว้น|ละเว้น|งด|ห้าม|ปราศจาก|ต่อต้าน|ป้องกัน|ปราบปราม|ยกเลิก|ขจัด|ลด|"
    "เลิก|กรณี|หรือ"
)
_QUESTION = re.compile("หรือไม่|ไม่ว่า|ไม่เพียง|ไม่น้อยกว่า|ไม่เกิน|ไม่ต่ำกว่า|มากน้อยเพียงใด|ทำไม่")
_NOT = re.compile("ไม่|มิ(?=ให้|ได้|ควร|พึง)")
# What integrity plans only ever forbid or refuse: the rule, and the words that may stand before it
# and do so.
_REFUSED = (
    re.compile(r"(?:ยอม)?ทนต่อ(?:การ)?(?:ทุจริต|คอร์รัปชัน|ประพฤติมิชอบ)"),
    re.compile(r"(?:นโยบาย|เจตนารมณ์|เจตจำนง|มาตรการ)(?:การ)?รับของขวัญ"),
    re.compile(r"โดย(?:เลือกปฏิบัติ|เห็นแก่ประโยชน์ส่วนตน|เลือกที่รักมักที่ชัง)"),
    re.compile(
        r"(?:ต้อง|พึง|ให้)(?:เรียกรับ|รับสินบน|รับของขวัญ|ทุจริต|เลือกปฏิบัติ|เปิดเผยความลับ|ใช้ตำแหน่งหน้าที่แสวงหา)"
    ),
)
_GIFT_POLICY = re.compile(r"no\s*gift\s*policy", re.IGNORECASE)
_GIFT = re.compile(r"รับของขวัญ|รับของกำนัล")
_AROUND = 14
"""Letters on both sides by which two printings of one sentence are known, without spaces."""


def check_negations(measures: Sequence[MeasureEntry], texts: Iterable[str]) -> list[Warning]:
    """Warn of rules that may have lost their "ไม่".

    Two signs: words that such plans only ever forbid stand without anything that forbids them; and
    a sentence that is printed twice, once with "ไม่" and once without.
    """
    places = [(where, _solid(text)) for where, text in _places(measures)]
    warnings = [
        Warning(
            WarningKind.OCR,
            where,
            f"“…{found}…” อาจตกคำว่า “ไม่” หรือ “งด” ซึ่งทำให้ความหมายกลับกัน โปรดเทียบกับต้นฉบับ",
            grave=True,
        )
        for where, text in places
        for found in _lost(text)
    ]
    everything = "\n".join(dict.fromkeys([*(text for _, text in places), *map(_solid, texts)]))
    known = {
        affirmed: denied
        for affirmed, denied in _denied(everything).items()
        if affirmed in everything
    }
    for where, text in places:
        for affirmed, denied in known.items():
            if affirmed in text and denied not in text:
                message = (
                    f"พิมพ์ว่า “…{affirmed}…” แต่ที่อื่นในเอกสารพิมพ์ว่า “…{denied}…” ความหมายตรงข้ามกัน "
                    "โปรดเทียบกับต้นฉบับ"
                )
                warnings.append(Warning(WarningKind.CONTRADICTION, where, message, grave=True))
    return list(dict.fromkeys(warnings))


def turned(before: str, after: str) -> bool:
    """Tell whether two wordings differ in nothing but a negation: one says the opposite of the
    other.
    """
    one, other = _solid(before), _solid(after)
    return one != other and _NOT.sub("", one) == _NOT.sub("", other)


def _places(measures: Sequence[MeasureEntry]) -> Iterable[tuple[str, str]]:
    for measure in measures:
        where = f"มาตรการ {measure.code}" if measure.code else f"มาตรการ “{measure.title[:60]}”"
        for text in (
            measure.title,
            *measure.steps,
            *measure.results,
            *measure.outcomes,
            measure.followup or "",
        ):
            yield where, text


def _lost(text: str) -> Iterable[str]:
    for pattern in _REFUSED:
        for match in pattern.finditer(text):
            if not _NEGATION.search(text, max(0, match.start() - 24), match.end()):
                yield text[max(0, match.start() - 8) : match.end() + 8]
    gift = _GIFT.search(text)
    if gift and _GIFT_POLICY.search(text) and not _NEGATION.search(text):
        yield text[max(0, gift.start() - 8) : gift.end() + 8]


def _denied(everything: str) -> dict[str, str]:
    """Return what each negated sentence would say without its negation (a piece of it), and what it
    says.
    """
    found: dict[str, str] = {}
    for line in everything.split("\n"):
        skipped = {match.start() + match[0].find("ไม่") for match in _QUESTION.finditer(line)}
        for match in _NOT.finditer(line):
            before, after = (
                line[max(0, match.start() - _AROUND) : match.start()],
                line[match.end() : match.end() + _AROUND],
            )
            if match.start() not in skipped and len(before) >= 6 and len(after) >= 10:
                found.setdefault(before + after, before + match[0] + after)
        if len(found) > 2_000:
            break
    return found


def _solid(text: str) -> str:
    return solid(to_arabic_digits(clean(text)))
