"""Personal data that must not be published by accident: in the words of a paper, and in evidence
nobody has looked at.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
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


def attached_files(session: Session, revision_ids: Iterable[int]) -> list[Attached]:
    """Return the pictures and files of some revisions, in the order of measures, agencies and
    months; no voices, which are never printed.
    """
    wanted = set(revision_ids)
    # Asked for in one join and picked here: SQLite takes no more than some thousand ids in one
    # question.
    rows = session.execute(
        select(
            revision_evidence.c.revision_id,
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
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .join(Revision, Revision.id == revision_evidence.c.revision_id)
        .join(Report, Report.id == Revision.report_id)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Round, Round.id == Obligation.round_id)
        .join(Agency, Agency.id == Obligation.agency_id)
        .outerjoin(EvidenceLook, EvidenceLook.evidence_id == Evidence.id)
        .where(
            Evidence.kind.in_((EvidenceKind.IMAGE, EvidenceKind.FILE)),
            Evidence.erased_at.is_(None),
            is_no_voice(),
        )
        .order_by(Assignment.measure_id, Agency.name, Round.month, Evidence.id)
    )
    found = {row[1]: Attached(*row[1:]) for row in rows if row[0] in wanted}
    return list(found.values())


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
