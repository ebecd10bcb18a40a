"""The analysis of a year's scores as a paper of its own: the parts that stand in the plan's paper
too, without the measures.
"""

from datetime import datetime

from models.month.calendar import local_day
from papers.analysis.parts import analysis_parts
from papers.analysis.score_analysis import Analysis
from papers.print.digits import with_digits
from papers.print.document import Document
from papers.print.texts import printable
from thai.dates import long_date


def compose_analysis(analysis: Analysis, now: datetime, *, thai_digits: bool = False) -> Document:
    """Return the paper of an analysis as its scores and texts are now."""
    document = Document(
        organization=printable(analysis.organization),
        fiscal_year=analysis.fiscal_year,
        titles=(
            "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส",
            "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)",
            f"ประจำปีงบประมาณ พ.ศ. {analysis.fiscal_year}",
        ),
        introduction=(),
        columns=(),
        sections=(),
        remarks=(),
        signature=(),
        state=f"ข้อมูล ณ วันที่ {long_date(local_day(now))}",
        made_at=now.isoformat(timespec="seconds"),
        parts=analysis_parts(analysis),
        names=(printable(analysis.organization),),
    )
    return with_digits(document, thai_digits)
