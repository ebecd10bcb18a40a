"""From obligations and revisions to the values cards are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from messages.addresses import tappable
from messages.form.questions import Subject
from messages.form.report_cards import Shown, WaitingReport
from messages.moments import moment_words
from models.tables.obligations import Evidence, EvidenceKind, Obligation, Revision
from thai.dates import long_month, weekday_date


def subject_of(obligation: Obligation) -> Subject:
    """Return what an obligation's report is about."""
    measure = obligation.assignment.measure
    return Subject(
        code=measure.code,
        title=measure.title,
        agency=obligation.agency.name,
        month=long_month(obligation.round.month),
        due=weekday_date(obligation.round.due_on),
    )


def evidence_names(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the names of what was handed in and not taken back."""
    return tuple(item.name for item in evidence if item.erased_at is None)


def shown_of(revision: Revision) -> Shown:
    """Return a revision's text as it is shown."""
    return Shown(
        progress=revision.progress.value,
        summary=revision.summary,
        outcome=revision.outcome,
        obstacle=revision.obstacle,
        evidence=evidence_names(revision.evidence),
    )


def waiting_of(revision: Revision, link: Callable[[int], str | None]) -> WaitingReport:
    """Return a revision as the secretariat sees it."""
    return WaitingReport(
        revision_id=revision.id,
        number=revision.receipt_number,
        subject=subject_of(revision.report.obligation),
        shown=shown_of(revision),
        sender=revision.sent_by.name,
        sent=moment_words(revision.sent_at),
        late=revision.report.late,
        on_behalf=revision.on_behalf,
        files=files_of(revision, link),
    )


def files_of(revision: Revision, link: Callable[[int], str | None]) -> tuple[tuple[str, str], ...]:
    """Return the evidence that can be opened, as (name, address)."""
    found = []
    for item in revision.evidence:
        if item.erased_at is not None or item.kind is EvidenceKind.NOTE:
            continue
        address = tappable(item.url) if item.url else link(item.id)
        if address:
            found.append((item.name, address))
    return tuple(found)
