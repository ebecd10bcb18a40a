"""Which level of the assessment to expect, as far as the stored scores tell."""

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from papers.analysis.drafted_texts import score_text
from papers.analysis.score_analysis import Analysis, load_analysis
from scores.codes import OVERALL, is_indicator
from scores.store import latest_scored_year


def forecast(session: Session, organization: Organization, fiscal_year: int) -> tuple[str, ...]:
    """Return which level to expect and what stands in the way, as far as scores tell; what is not
    known is said.
    """
    year = latest_scored_year(session, organization.id)
    if year is None:
        return ("ยังไม่ทราบ เพราะยังไม่มีคะแนน ITA ของปีใดในระบบ",)
    analysis = load_analysis(session, organization, year)
    standing, value = analysis.ledger.standing, analysis.ledger.values.get(OVERALL)
    lines = []
    if year == fiscal_year:
        lines.append(f"คำนวณจากคะแนนของปีงบประมาณ พ.ศ. {year} ที่มีในระบบ")
    else:
        lines.append(
            f"ยังไม่มีคะแนนของปีงบประมาณ พ.ศ. {fiscal_year} หากได้คะแนนเท่ากับปีล่าสุดที่มี (พ.ศ. {year})"
        )
    overall = f"คะแนนภาพรวม {score_text(value)} คะแนน " if value is not None else ""
    if standing.level:
        lines.append(f"{overall}ระดับ{standing.level}")
    else:
        lines.append(f"{overall}ระดับยังไม่ทราบ ({_unknown(analysis)})")
    for unmet in standing.unmet[:3]:
        needed = f" จาก {score_text(unmet.value)} เป็น {score_text(unmet.needed)} คะแนนขึ้นไป"
        lines.append(f"ต้องเพิ่ม{_code(unmet.code)}{needed} จึงจะถึงระดับ{standing.next_level}")
    if held := standing.held_down_by:
        lines.append(
            f"คะแนนที่เป็นข้อจำกัดมากที่สุด: {_code(held)} {score_text(analysis.ledger.values[held])} คะแนน"
        )
    if analysis.ledger.contradictions:
        lines.append("มีคะแนนในระบบที่ยังไม่สอดคล้องกัน โปรดตรวจสอบก่อนใช้อ้างอิง")
    return tuple(lines)


def _unknown(analysis: Analysis) -> str:
    unknown = analysis.ledger.standing.unknown
    if unknown == ("levels",):
        return f"ไม่พบเกณฑ์ระดับของปีงบประมาณ พ.ศ. {analysis.fiscal_year}"
    return "ยังไม่มีคะแนนของ" + " ".join(map(_code, unknown)) if unknown else "คะแนนต่ำกว่าทุกระดับ"


def _code(code: str) -> str:
    if code == OVERALL:
        return "คะแนนภาพรวม"
    return f"ตัวชี้วัดที่ {code}" if is_indicator(code) else f"เครื่องมือ {code}"
