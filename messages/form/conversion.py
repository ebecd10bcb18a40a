"""The one conversion between what a form was answered, what a report says, and what cards show.

A question whose answer is kept in the report has the same name everywhere: as a key of the form, as
a field of ``ReportContent`` and as a column of ``Revision``. So a new one changes nothing here.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, replace

from messages.addresses import button_address
from messages.form import report_cards
from messages.form.evidence import COMING, kind_of_nameless
from messages.form.form_tables import FORMS, REPORT
from messages.form.report_cards import ShownReport
from messages.form.review_cards import WaitingReport
from messages.form.subjects import subject_of
from messages.moments import format_briefly, format_moment
from models.reports.notes import Answers, DraftNotes
from models.reports.submissions import ReportContent
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import (
    Obligation,
    ObligationState,
    Progress,
    ReviewDecision,
    Revision,
)

_BESIDE = ("outcome", "obstacle")
_CONTENT = frozenset(field.name for field in fields(ReportContent))


def standing_of(obligation: Obligation) -> str:
    """Return the sentence that says what was sent and stands while a form for it is open."""
    report = obligation.report
    number = report.current.receipt_number if report is not None else None
    was_returned = obligation.state is ObligationState.RETURNED
    return report_cards.standing(number, was_returned=was_returned)


def replaces_accepted(revision: Revision) -> bool:
    """Tell whether a revision came in place of one that the secretariat had accepted."""
    before = [each for each in revision.report.revisions if each.number < revision.number]
    review = before[-1].review if before else None
    return review is not None and review.decision is ReviewDecision.ACCEPTED


def evidence_names(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the names of evidence that was sent and not taken back, saying which is still
    awaited.
    """
    left = [item for item in evidence if item.erased_at is None]
    return tuple(
        f"{name} ({COMING})" if item.is_awaited else name
        for item, name in zip(left, told_apart(left), strict=True)
    )


def told_apart(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the names of evidence: LINE gives photos, films and voices none, so they are told
    apart by number and moment.
    """
    names, counts = [], Counter[str]()
    for item in evidence:
        kind = kind_of_nameless(item.name)
        counts[kind or ""] += 1
        moment = format_briefly(item.received_at)
        names.append(f"{kind} {counts[kind]} ({moment})" if kind else item.name)
    return tuple(names)


def content_of_answers(answers: Answers) -> ReportContent:
    """Return what a form says that was answered to its end."""
    said = {key: value for key, value in answers.items() if key in _CONTENT}
    told = DraftNotes.from_answers(answers).told_superior
    return ReportContent(
        **said | {"progress": Progress(answers["progress"]), "told_superior": told}
    )


def content_of(revision: Revision) -> ReportContent:
    """Return what a sent revision says."""
    return ReportContent(**{name: getattr(revision, name) for name in _CONTENT})


def answers_of(revision: Revision) -> Answers:
    """Return a sent revision as the answers of its copy: every question is answered, and only the
    relevant ones.
    """
    said = {
        question.key: str(getattr(revision, question.key)) if question.key in _CONTENT else "done"
        for question in FORMS[REPORT].questions
    }
    answers: Answers = {key: value for key, value in said.items() if value}
    answers = {q.key: said[q.key] for q in FORMS[REPORT].relevant(answers)}
    notes = DraftNotes(base=revision.id, told_superior=revision.told_superior)
    return notes.to_answers(answers)


def shown_answers(answers: Answers, evidence: Iterable[Evidence]) -> ShownReport:
    """Return a report that is about to be sent, as it is shown."""
    return ShownReport(content_of_answers(answers), evidence_names(evidence))


def as_sent(shown: ShownReport, base: Revision) -> ShownReport:
    """Return a correction with the parts marked that are as they were sent in ``base``; none where
    nothing is changed yet.
    """
    told = {key: getattr(shown.content, key) for key in ("progress", "summary", *_BESIDE)}
    same = {key for key, said in told.items() if said == getattr(base, key)}
    return replace(shown, kept=frozenset(key for key in same if told[key] and same != set(told)))


def shown_revision(revision: Revision) -> ShownReport:
    """Return a sent revision, as it is shown."""
    return ShownReport(content_of(revision), evidence_names(revision.evidence))


def waiting_of(revision: Revision, link: Callable[[int], str | None]) -> WaitingReport:
    """Return a revision as the secretariat sees it."""
    return WaitingReport(
        revision_id=revision.id,
        number=revision.receipt_number,
        subject=subject_of(revision.report.obligation),
        shown=shown_revision(revision),
        sender=revision.sent_by.name,
        sent=format_moment(revision.sent_at),
        late=revision.report.late,
        on_behalf=revision.on_behalf,
        files=files_of(revision, link),
    )


def files_of(revision: Revision, link: Callable[[int], str | None]) -> tuple[tuple[str, str], ...]:
    """Return the evidence that can be opened, as (name, address)."""
    found = []
    left = [item for item in revision.evidence if item.erased_at is None]
    for item, name in zip(left, told_apart(left), strict=True):
        if item.is_awaited or item.kind is EvidenceKind.NOTE:
            continue
        address = button_address(item.url) if item.url else link(item.id)
        if address:
            found.append((name, address))
    return tuple(found)
