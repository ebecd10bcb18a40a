"""The sentences on ITA scores: computed from stored scores, worded as provinces word them, never
typed.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from papers.print.document import PaperLine
from scores.rounding import two_decimals
from thai.numbers import to_arabic_digits

Ledger = Mapping[tuple[str, int], Decimal]
"""Stored scores of an organization: (code, fiscal year) -> 0 to 100."""

INDICATORS = {
    "1": "การปฏิบัติหน้าที่",
    "2": "การใช้งบประมาณ",
    "3": "การใช้อำนาจ",
    "4": "การใช้ทรัพย์สินของราชการ",
    "5": "การแก้ไขปัญหาการทุจริต",
    "6": "คุณภาพการดำเนินงาน",
    "7": "ประสิทธิภาพการสื่อสาร",
    "8": "การปรับปรุงระบบการทำงาน",
    "9": "การเปิดเผยข้อมูล",
    "10": "การป้องกันการทุจริต",
}
"""The ten indicators as the documents of 2567 print them (Sukhothai, Tak)."""

# Which indicators a result report speaks of under which issue: as Sukhothai province did for 2567.
# An office changes it measure by
# measure in the workbook ("indicators"); issues are known by a word of their title, because their
# numbers differ between plans.
_BY_ISSUE = (
    ("ปฏิบัติงานที่โปร่งใส", ("2", "3", "8")),
    ("E-Service", ("6", "7")),
    ("ประชาสัมพันธ์", ("7", "9")),
    ("ทรัพย์สิน", ("4",)),
    ("งบประมาณ", ("2", "10")),
    ("บริหารงานบุคคล", ("5", "6")),
)


def usual_indicators(issue_title: str) -> tuple[str, ...]:
    """Return the indicators usually spoken of under an issue; none for an issue that is not
    known.
    """
    plain = re.sub(r"\s", "", issue_title.replace("–", "-"))
    return next((codes for word, codes in _BY_ISSUE if word in plain), ())


def read_indicators(text: str) -> tuple[str, ...]:
    """Return the indicators somebody typed ("2, 8"); ValueError for anything but numbers of
    indicators.
    """
    words = [word for word in re.split(r"[\s,;/]+", to_arabic_digits(text)) if word and word != "-"]
    if unknown := [word for word in words if word not in INDICATORS]:
        raise ValueError(f"not an indicator (1 to 10): {', '.join(unknown)}")
    return tuple(dict.fromkeys(words))


def score_lines(
    ledger: Ledger, organization: str, fiscal_year: int, indicators: Sequence[str]
) -> tuple[PaperLine, ...]:
    """Return the sentence on some indicators and the one on the whole, each with the scores it
    comes from.
    """
    known = [code for code in indicators if (code, fiscal_year) in ledger]
    lines: list[PaperLine] = []
    if known:
        texts = [_indicator(ledger, code, fiscal_year) for code in known]
        joined = " ".join(texts[:-1]) + " และ" + texts[-1] if len(texts) > 1 else texts[0]
        sources = [source for code in known for source in _sources(ledger, code, fiscal_year)]
        lines.append(PaperLine(f"คะแนนการประเมิน ITA ตาม{joined}", tuple(sources)))
    if ("overall", fiscal_year) in ledger:
        overall = _overall(ledger, organization, fiscal_year)
        lines.append(PaperLine(overall, tuple(_sources(ledger, "overall", fiscal_year))))
    return tuple(lines)


def score_text(value: Decimal) -> str:
    """Return a score as papers print it: two decimals, a full hundred without."""
    return "100" if value == 100 else str(two_decimals(value))


def _indicator(ledger: Ledger, code: str, year: int) -> str:
    value, before = ledger[code, year], ledger.get((code, year - 1))
    head = f"ตัวชี้วัดที่ {code} {INDICATORS[code]} {score_text(value)} คะแนน"
    if before is None:
        return head
    if value == before:
        return f"{head} เท่ากับปี {year - 1}"
    word = "เพิ่มขึ้น" if value > before else "ลดลง"
    return (
        f"{head} {word}จากปี {year - 1} ({score_text(before)} คะแนน) "
        f"{two_decimals(abs(value - before))} คะแนน"
    )


def _overall(ledger: Ledger, organization: str, year: int) -> str:
    value, before = ledger["overall", year], ledger.get(("overall", year - 1))
    head = (
        f"ผลการประเมิน ITA ในภาพรวมของ{organization} ในปี {year} มีผลคะแนน {score_text(value)} คะแนน"
    )
    if before is None:
        return head
    if value == before:
        return f"{head} เท่ากับปีงบประมาณ พ.ศ. {year - 1}"
    rate = (
        f"คิดเป็นอัตราที่{'เพิ่มขึ้น' if value > before else 'ลดลง'} ร้อยละ "
        f"{two_decimals(abs(value - before) / before * 100)}"
    )
    word = "เพิ่มขึ้น" if value > before else "ลดลง"
    change = f"{word}จากปีงบประมาณ พ.ศ. {year - 1} จำนวน {two_decimals(abs(value - before))} คะแนน"
    return f"{head} {change} {rate}" if before else f"{head} {change}"


def _sources(ledger: Ledger, code: str, year: int) -> list[str]:
    return [f"score:{code}:{each}" for each in (year, year - 1) if (code, each) in ledger]
