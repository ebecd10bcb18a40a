"""Personal data that must not be published by accident: in the words of a paper, and in evidence
nobody has looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import audit
from models.reports.accepted_evidence import is_no_voice
from models.tables.agency import Agency
from models.tables.evidence import Evidence, EvidenceKind, revision_evidence
from models.tables.obligations import Obligation, Report, Revision, Round
from models.tables.organization import Organization
from models.tables.plan import Assignment
from models.tables.year.result_report import EvidenceLook, PersonalData
from thai.numbers import to_arabic_digits

_CITIZEN = re.compile(r"(?<!\d)\d[ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d(?!\d)")
# Written "081-234-5678", "08 1234 5678", "+66 81 234 5678": apart where its writer liked.
_MOBILE = re.compile(r"(?<![\d./])(?:0|\+66[ -]?)[689](?:[ -]?\d){8}(?![\d/])")


@dataclass(frozen=True)
class Attached:
    """A picture or file that an accepted report shows; ``found`` is None until somebody looked at
    it.
    """

    evidence_id: int
    measure_id: int
    agency: str
    month: date
    kind: EvidenceKind
    name: str
    sha256: str | None
    path: str | None
    """Where the file lies in ``DATA_DIR``."""
    found: PersonalData | None


def personal_numbers(text: str) -> list[str]:
    """Return citizen numbers (thirteen digits whose last one checks the others) and mobile
    telephone numbers of a text.
    """
    digits = to_arabic_digits(text)
    citizens = [match[0] for match in _CITIZEN.finditer(digits) if _is_citizen_number(match[0])]
    return [*citizens, *(match[0] for match in _MOBILE.finditer(digits))]


def attached_files(session: Session, revisions: Select[int]) -> list[Attached]:
    """Return the pictures and files of some revisions (a question for their ids), in the order of
    measures, agencies and months; no voices, which are never printed.
    """
    rows = session.execute(
        _shown(revisions)
        .with_only_columns(
            Evidence.id,
            Assignment.measure_id,
            Agency.name,
            Round.month,
            Evidence.kind,
            Evidence.name,
            Evidence.sha256,
            Evidence.path,
            EvidenceLook.found,
        )
        .order_by(Assignment.measure_id, Agency.name, Round.month, Evidence.id)
    )
    return list({row[0]: Attached(*row) for row in rows}.values())


def count_unseen_files(session: Session, revisions: Select[int]) -> dict[int, int]:
    """Return by measure how many pictures and files of some revisions nobody has looked at."""
    count = func.count(Evidence.id.distinct())
    unseen = _shown(revisions).with_only_columns(Assignment.measure_id, count)
    asked = unseen.where(EvidenceLook.found.is_(None)).group_by(Assignment.measure_id)
    return dict(session.execute(asked).all())


def _shown(revisions: Select[int]) -> Select[Any]:
    return (
        select(Evidence.id)
        .select_from(revision_evidence)
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .join(Revision, Revision.id == revision_evidence.c.revision_id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .outerjoin(EvidenceLook, EvidenceLook.evidence_id == Evidence.id)
        .where(
            Revision.id.in_(revisions),
            Evidence.kind.in_((EvidenceKind.IMAGE, EvidenceKind.FILE)),
            Evidence.erased_at.is_(None),
            is_no_voice(),
        )
    )


def note_looks(
    session: Session,
    organization: Organization,
    looks: Mapping[int, PersonalData],
    *,
    now: datetime,
    by: str | None = None,
) -> None:
    """Store what somebody found in pieces of evidence (by id) of this organization."""
    for evidence_id, found in looks.items():
        row = session.get(EvidenceLook, evidence_id)
        if row is None:
            row = EvidenceLook(evidence_id=evidence_id)
            session.add(row)
        row.found, row.looked_at, row.looked_by = found, now, by
    if looks:
        session.flush()
        body = {"found": {str(number): found.value for number, found in looks.items()}, "by": by}
        audit.record(
            session,
            organization.id,
            "evidence.looked",
            f"organization:{organization.id}",
            body,
            now,
        )


def _is_citizen_number(text: str) -> bool:
    """The last digit of a Thai citizen number is (11 - sum of digit × weight 13..2 mod 11)
    mod 10.
    """
    digits = [int(letter) for letter in text if letter.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == digits[12]
