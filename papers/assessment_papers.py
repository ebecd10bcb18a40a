"""Which of our papers each step of an assessment's year needs, and whether they are there."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables.organization import Organization
from models.tables.plan import Plan
from models.tables.year.assessment import AssessmentStep
from models.tables.year.publicity import PublicEvidence
from models.tables.year.result_report import ReportVersion
from papers.open.published import latest_year
from scores.own_rules import rule_of
from scores.rules import Covers, Purpose
from scores.store import years_with_scores

STEPS = {
    AssessmentStep.REGISTRATION: "ลงทะเบียนและนำเข้าข้อมูลพื้นฐาน",
    AssessmentStep.PLAN_PUBLIC: "เผยแพร่แผนมาตรการบนเว็บไซต์",
    AssessmentStep.OPEN_DATA: "ตอบแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
    AssessmentStep.SURVEYS: "เก็บข้อมูลแบบวัด IIT และ EIT",
    AssessmentStep.SCORING: "ตรวจให้คะแนน OIT",
    AssessmentStep.CLARIFICATION: "ชี้แจงเพิ่มเติมหรือขอแก้ไขผลคะแนน",
    AssessmentStep.CONFIRMATION: "ตรวจสอบและยืนยันผลคะแนน",
    AssessmentStep.RESULT: "ประกาศผลการประเมิน",
}
"""How the steps are called."""


class PaperState(StrEnum):
    """Whether a paper is there."""

    MISSING = "missing"
    READY = "ready"  # all it is made from is there
    PUBLISHED = "published"


STATES = {
    PaperState.MISSING: ("○", "ยังไม่มีข้อมูลที่ใช้จัดทำ"),
    PaperState.READY: ("◐", "จัดทำได้ ยังไม่เผยแพร่"),
    PaperState.PUBLISHED: ("✓", "เผยแพร่แล้ว"),
}
"""How the state of a paper is told: a symbol and words."""


@dataclass(frozen=True)
class NeededPaper:
    """A paper a step needs: its name, the fiscal year it is about, how it stands, and the room of
    the desk where it is made (``plan``, ``papers``, ``scores``, ``public``).
    """

    name: str
    fiscal_year: int
    state: PaperState
    room: str
    public_year: int | None = None
    """The published year it can be seen under; None where it cannot."""


def needed_papers(
    session: Session, organization: Organization, fiscal_year: int
) -> dict[AssessmentStep, tuple[NeededPaper, ...]]:
    """Return what each step of an assessment's year needs of us; a step that needs none is not in
    it.
    """
    kind = organization.kind.value
    rule = rule_of(session, organization.id, fiscal_year)
    measures, results = rule.item(Purpose.MEASURES, kind), rule.item(Purpose.RESULTS, kind)
    # Where the manual is not known the report of the year before is asked for, as in FY2569.
    covered = fiscal_year if results and results.covers == Covers.SAME else fiscal_year - 1
    plan = _plan(session, organization, fiscal_year, measures.number if measures else None)
    analysis = NeededPaper(
        f"การวิเคราะห์ผลการประเมิน ปีงบประมาณ พ.ศ. {fiscal_year - 1}",
        fiscal_year - 1,
        PaperState.READY
        if fiscal_year - 1 in years_with_scores(session, organization.id)
        else PaperState.MISSING,
        "scores",
    )
    report = _report(session, organization, covered, results.number if results else None)
    evidence = _evidence(session, organization, covered)
    next_plan = _plan(session, organization, fiscal_year + 1, None)
    return {
        AssessmentStep.PLAN_PUBLIC: (analysis, plan),
        AssessmentStep.OPEN_DATA: (plan, report, evidence),
        AssessmentStep.CLARIFICATION: (report, evidence),
        AssessmentStep.RESULT: (next_plan,),
    }


def _plan(
    session: Session, organization: Organization, fiscal_year: int, item: str | None
) -> NeededPaper:
    plan = session.scalar(
        select(Plan).filter_by(organization_id=organization.id, fiscal_year=fiscal_year)
    )
    state = PaperState.MISSING
    if plan is not None:
        is_out = bool((plan.proclamation or {}).get("on"))
        state = PaperState.PUBLISHED if is_out else PaperState.READY
    name = f"แผนมาตรการ ปีงบประมาณ พ.ศ. {fiscal_year}{_item(item)}"
    return NeededPaper(name, fiscal_year, state, "plan")


def _report(
    session: Session, organization: Organization, fiscal_year: int, item: str | None
) -> NeededPaper:
    of_year = {"organization_id": organization.id, "fiscal_year": fiscal_year}
    number = session.scalar(select(func.max(ReportVersion.number)).filter_by(**of_year))
    has_plan = session.scalar(select(Plan.id).filter_by(**of_year)) is not None
    name = f"รายงานผลการดำเนินการ ปีงบประมาณ พ.ศ. {fiscal_year}{_item(item)}"
    if number is not None:
        name = f"{name} (ฉบับเผยแพร่ครั้งที่ {number})"
        return NeededPaper(name, fiscal_year, PaperState.PUBLISHED, "papers", fiscal_year)
    state = PaperState.READY if has_plan else PaperState.MISSING
    return NeededPaper(name, fiscal_year, state, "papers")


def _evidence(session: Session, organization: Organization, fiscal_year: int) -> NeededPaper:
    count = session.scalar(
        select(func.count())
        .select_from(PublicEvidence)
        .where(
            PublicEvidence.organization_id == organization.id,
            PublicEvidence.fiscal_year == fiscal_year,
            PublicEvidence.withdrawn_at.is_(None),
        )
    )
    latest = latest_year(session, organization.slug)
    state = PaperState.MISSING
    if count:
        is_out = latest is not None and latest >= fiscal_year
        state = PaperState.PUBLISHED if is_out else PaperState.READY
    name = f"หลักฐานที่เผยแพร่ ปีงบประมาณ พ.ศ. {fiscal_year} ({count or 0} รายการ)"
    return NeededPaper(name, fiscal_year, state, "public")


def _item(number: str | None) -> str:
    return f" (OIT ข้อ {number})" if number else ""
