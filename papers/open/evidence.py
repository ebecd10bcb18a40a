"""Evidence the public may see: only of accepted reports, only after somebody looked at it and found
no personal data, and only while the mark stands.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from models import audit
from models.reports.accepted.evidence import is_no_voice
from models.tables.agency import Agency
from models.tables.evidence import Evidence, EvidenceKind, revision_evidence
from models.tables.obligations import Obligation, Report, Review, ReviewDecision, Revision, Round
from models.tables.organization import Organization, hold_organization
from models.tables.people import Person
from models.tables.plan import Assignment
from models.tables.year.publicity import PublicEvidence
from models.tables.year.result_report import EvidenceLook, PersonalData
from papers.result.checks.personal import note_looks, personal_numbers
from thai.dates import short_month

CAPTION = 200
"""Letters of a caption."""
_SHOWABLE = (EvidenceKind.IMAGE, EvidenceKind.FILE, EvidenceKind.LINK)
_KINDS = {EvidenceKind.IMAGE: "ภาพ", EvidenceKind.FILE: "เอกสาร", EvidenceKind.LINK: "เว็บไซต์"}


@dataclass(frozen=True)
class EvidenceItem:
    """A picture, file or link of an accepted report; ``found`` is None until somebody looked."""

    evidence_id: int
    measure_id: int
    agency: str
    month: date
    kind: EvidenceKind
    name: str
    media_type: str | None
    path: str | None
    url: str | None
    size: int | None
    sha256: str | None
    found: PersonalData | None
    marked_at: datetime | None = None
    marked_by: str | None = None
    kept_caption: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether the public may see it."""
        return self.marked_at is not None and self.found is PersonalData.NONE

    @property
    def caption(self) -> str:
        """What the public reads of it, or would."""
        kind = _KINDS[self.kind]
        return self.kept_caption or f"{kind} {self.agency} {short_month(self.month)}"

    @property
    def standing(self) -> str:
        """How it stands, as a form carries it, to find out whether somebody changed it since."""
        found = self.found.value if self.found else "unseen"
        return f"{found} {self.marked_at.isoformat()}" if self.marked_at else found


@dataclass(frozen=True)
class Decision:
    """What somebody decided of a piece of evidence after a look at it; ``was`` is how it stood when
    they looked (``EvidenceItem.standing``).
    """

    is_public: bool
    found: PersonalData
    caption: str
    was: str


@dataclass
class DecidedShowing:
    """What became of decisions: how many were marked and withdrawn, which were not taken because
    somebody else decided meanwhile, and which captions hold a personal number.
    """

    marked: int = 0
    withdrawn: int = 0
    overtaken: list[EvidenceItem] = field(default_factory=list)
    refused: list[EvidenceItem] = field(default_factory=list)


def year_evidence(
    session: Session,
    organization_id: int,
    fiscal_year: int,
    only: Collection[int] | None = None,
) -> list[EvidenceItem]:
    """Return what the newest accepted revision of each report of a year shows, once each, by
    measure, agency and month; ``only`` these pieces of it.
    """
    asked = _asked(organization_id, fiscal_year)
    if only is not None:
        asked = asked.where(Evidence.id.in_(only))
    return _items(session, asked)


def public_evidence(
    session: Session, organization_id: int, fiscal_year: int, only: int | None = None
) -> list[EvidenceItem]:
    """Return what of ``year_evidence`` the public may see."""
    asked = _asked(organization_id, fiscal_year).where(
        PublicEvidence.marked_at.is_not(None),
        PublicEvidence.withdrawn_at.is_(None),
        EvidenceLook.found == PersonalData.NONE,
    )
    if only is not None:
        asked = asked.where(Evidence.id == only)
    return _items(session, asked)


def _asked(organization_id: int, fiscal_year: int) -> Select[*tuple[Any, ...]]:
    newest = (
        select(func.max(Revision.id))
        .join(Review, Review.revision_id == Revision.id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Round.organization_id == organization_id,
            Round.fiscal_year == fiscal_year,
            Review.decision == ReviewDecision.ACCEPTED,
        )
        .group_by(Revision.report_id)
    )
    stands = PublicEvidence.withdrawn_at.is_(None)
    return (
        select(
            *(Evidence.id, Assignment.measure_id, Agency.name, Round.month, Evidence.kind),
            *(Evidence.name, Evidence.media_type, Evidence.path, Evidence.url, Evidence.size),
            *(Evidence.sha256, EvidenceLook.found),
            case((stands, PublicEvidence.marked_at)),
            case((stands, func.coalesce(Person.full_name, Person.display_name))),
            PublicEvidence.caption,
        )
        .join(revision_evidence, revision_evidence.c.evidence_id == Evidence.id)
        .join(Revision, Revision.id == revision_evidence.c.revision_id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .outerjoin(EvidenceLook, EvidenceLook.evidence_id == Evidence.id)
        .outerjoin(PublicEvidence, PublicEvidence.evidence_id == Evidence.id)
        .outerjoin(Person, Person.id == PublicEvidence.marked_by_id)
        .where(
            Revision.id.in_(newest),
            Evidence.kind.in_(_SHOWABLE),
            Evidence.erased_at.is_(None),
            is_no_voice(),
        )
        .order_by(Assignment.measure_id, Agency.name, Round.month, Evidence.id)
    )


def _items(session: Session, asked: Select[*tuple[Any, ...]]) -> list[EvidenceItem]:
    found: dict[int, EvidenceItem] = {}
    for row in session.execute(asked):
        found.setdefault(row[0], EvidenceItem(*row))
    return list(found.values())


def decide_evidence(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    decisions: Mapping[int, Decision],
    *,
    by: Person,
    now: datetime,
) -> DecidedShowing:
    """Store what somebody decided after a look, by evidence id; what is no evidence of this year's
    accepted reports is passed over.
    """
    hold_organization(session, organization.id)
    listed = year_evidence(session, organization.id, fiscal_year, only=list(decisions))
    items = {item.evidence_id: item for item in listed}
    result, looks = DecidedShowing(), {}
    for evidence_id, decision in decisions.items():
        item = items.get(evidence_id)
        if item is None:
            continue
        if item.standing != decision.was:
            result.overtaken.append(item)
            continue
        caption = " ".join(decision.caption.split())[:CAPTION] or item.caption
        if decision.is_public and personal_numbers(caption):
            result.refused.append(item)
            continue
        # Covered or withheld: not for the public either way, and who covered it knows more.
        is_masked = item.found is PersonalData.MASKED
        if item.found is not decision.found and not (
            is_masked and decision.found is PersonalData.WITHHELD
        ):
            looks[evidence_id] = decision.found
        row = session.get(PublicEvidence, evidence_id)
        if decision.is_public and (not item.is_public or caption != item.caption):
            _mark(session, organization, fiscal_year, item, caption, by, now)
            result.marked += 1
        elif not decision.is_public and row is not None and row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by_id = now, by.id
            subject = f"evidence:{evidence_id}"
            audit.record(session, organization.id, "evidence.withdrawn", subject, {}, now)
            result.withdrawn += 1
    note_looks(session, organization, looks, now=now, by=by.name)
    return result


def _mark(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    item: EvidenceItem,
    caption: str,
    by: Person,
    now: datetime,
) -> None:
    row = session.get(PublicEvidence, item.evidence_id)
    if row is None:
        row = PublicEvidence(
            evidence_id=item.evidence_id,
            organization_id=organization.id,
            fiscal_year=fiscal_year,
        )
        session.add(row)
    row.caption, row.marked_at, row.marked_by_id = caption, now, by.id
    row.withdrawn_at = row.withdrawn_by_id = None
    session.flush()
    body = {"fiscal_year": fiscal_year, "caption": caption}
    subject = f"evidence:{item.evidence_id}"
    audit.record(session, organization.id, "evidence.made_public", subject, body, now)
