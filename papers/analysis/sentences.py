"""The sentences on the whole of a year's scores: the overall score, the level and why, figures that
do not add up.
"""

from decimal import Decimal

from papers.analysis.drafted_texts import line_text, score_text
from papers.analysis.score_analysis import Analysis
from scores.codes import INSTRUMENTS, OVERALL, is_question
from scores.ledger import Figure
from scores.rounding import two_decimals


def overall_words(analysis: Analysis) -> str:
    """Return the overall score, its change and its level in one sentence."""
    year = analysis.fiscal_year
    value = analysis.ledger.values.get(OVERALL)
    if value is None:
        return f"ยังไม่มีคะแนนภาพรวมของปีงบประมาณ พ.ศ. {year}"
    text = (
        f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year} ของ{analysis.organization} ได้คะแนนภาพรวม "
        f"{score_text(value)} คะแนน"
    )
    change = analysis.changes.get(OVERALL)
    if change and change.difference:
        word = "เพิ่มขึ้น" if change.difference > 0 else "ลดลง"
        text += (
            f" {word}จากปีงบประมาณ พ.ศ. {year - 1} ({score_text(change.before)} คะแนน) "
            f"{score_text(abs(change.difference))} คะแนน"
        )
        if change.per_cent is not None:
            text += f" คิดเป็นร้อยละ {score_text(abs(change.per_cent))}"
    elif change:
        text += f" เท่ากับปีงบประมาณ พ.ศ. {year - 1}"
    level = analysis.ledger.standing.level
    return f"{text} อยู่ในระดับ{level}" if level else text


def standing_words(analysis: Analysis) -> list[str]:
    """Return why the level is what it is and which number stands in the way of a better one; what
    is not known is said.
    """
    standing = analysis.ledger.standing
    texts = []
    if standing.unknown == ("levels",):
        texts.append(
            f"ไม่พบเกณฑ์ระดับผลการประเมินของปีงบประมาณ พ.ศ. {analysis.fiscal_year} "
            "จึงไม่ได้ระบุระดับจากการคำนวณ"
        )
    elif standing.unknown:
        names = " ".join(_name(analysis, code) for code in standing.unknown)
        texts.append(f"ยังระบุระดับไม่ได้ เพราะยังไม่มีคะแนนของ{names}")
    if standing.unmet and standing.next_level:
        unmet = " ".join(
            (
                f"{_name(analysis, each.code)} {score_text(each.value)} คะแนน (ต้องได้ "
                f"{line_text(each.needed)} คะแนนขึ้นไป)"
            )
            for each in standing.unmet
        )
        texts.append(f"สิ่งที่ยังไม่ถึงเกณฑ์ระดับ{standing.next_level} ได้แก่ {unmet}")
    if held := standing.held_down_by:
        value = score_text(analysis.ledger.values[held])
        is_short = any(each.code == held for each in standing.unmet)
        lead = "คะแนนที่ห่างจากเกณฑ์มากที่สุดคือ" if is_short else "ตัวชี้วัดที่มีผลให้คะแนนภาพรวมลดลงมากที่สุดคือ"
        texts.append(f"{lead} {_name(analysis, held)} {value} คะแนน")
    return texts


def figure_words(figure: Figure) -> str:
    """Return what is printed, what follows, and the sum."""
    printed = "-" if figure.printed is None else score_text(figure.printed)
    return (
        f"{_kind(figure.code)} พิมพ์ว่า {printed} คะแนน แต่คำนวณได้ {figure.computed} คะแนน "
        f"({figure.step.sum_text(_NOTES)})"
    )


def changed_words(difference: Decimal) -> str:
    """Return a difference with its sign: "+1.33", "−0.50", "0.00"."""
    rounded = two_decimals(difference)
    return (
        f"+{rounded}" if rounded > 0 else f"−{abs(rounded)}" if rounded < 0 else f"{abs(rounded)}"
    )


_NOTES = {
    "as printed": "ตามที่พิมพ์",
    "any average of equal scores": "ค่าเฉลี่ยของคะแนนที่เท่ากัน",
    "part": "ส่วนที่",
}


def _name(analysis: Analysis, code: str) -> str:
    return f"{_kind(code)} {analysis.rule.titles.get(code, '') if code != OVERALL else ''}".strip()


def _kind(code: str) -> str:
    if code == OVERALL:
        return "คะแนนภาพรวม"
    if is_question(code):
        return f"ข้อ {code}"
    return f"เครื่องมือ {code}" if code in INSTRUMENTS else f"ตัวชี้วัดที่ {code}"
