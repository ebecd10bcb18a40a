"""What whoever reports does with a draft, and what follows from it: one function each, for the chat
and the officer's page (docs/pages.md#the-officers-page).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from messages.deciding import withdraw_requests
from messages.form.answering import (
    PROGRESS,
    WORDS,
    answered,
    differs,
    finished,
    first_answers,
    is_untouched,
    lacking,
    nothing_begun,
    nothing_new,
    nothing_new_answers,
    says_nothing_new,
    words_said,
)
from messages.form.conversion import content_of_answers, replaces_accepted
from messages.form.form_tables import REPORT
from messages.form.questions import OBSTACLE_LIMIT, OUTCOME_LIMIT, SUMMARY_LIMIT
from messages.form.receipts import ReceiptLine, receipts
from messages.form.subjects import subject_of
from messages.limits import utf16_length
from messages.moments import format_moment
from messages.outgoing import Outgoing
from messages.parts import Message
from messages.said.language.dating import dated, same_but_dates
from messages.said.language.leading import cause_alone
from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.quiet import next_allowed
from models.reports.drafts import begin_draft, close_draft, evidence_of_draft, find_draft
from models.reports.history import last_report
from models.reports.notes import Answers, DraftNotes
from models.reports.settling import NotTaken, hold
from models.reports.submissions import not_taken, send_report
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, ObligationState, Revision
from models.tables.organization import Organization
from models.tables.outbox import RECEIPT
from models.tables.people import Membership, Person

FREE_FIRST = timedelta(minutes=10)
"""So long a receipt of the page waits for the person to say something in the chat: with the answer
it goes for nothing.
"""


_LIMITS = {"summary": SUMMARY_LIMIT, "obstacle": OBSTACLE_LIMIT, "outcome": OUTCOME_LIMIT}


@dataclass(frozen=True)
class NotSent:
    """Why a draft was not sent: it is not taken (``refused``), a colleague's newer report stands
    (``colleague``), questions are open (``lacking``: their keys), or it is ``unchanged`` since it
    was returned.
    """

    refused: NotTaken | None = None
    colleague: Revision | None = None
    lacking: tuple[str, ...] = ()
    unchanged: bool = False


class ChangedMeanwhile(Exception):
    """An answer was changed elsewhere since it was shown; ``stored`` is what it is now."""

    def __init__(self, stored: str) -> None:
        super().__init__(stored)
        self.stored = stored


def draft_for(
    session: Session, membership: Membership, obligation: Obligation, now: datetime
) -> Draft:
    """Return a member's draft for an obligation, begun as the chat would begin it if there is
    none; it is not made the one the chat asks about.
    """
    found = find_draft(session, membership.person, REPORT, obligation)
    if found is not None:
        return found
    return begin_draft(session, membership, REPORT, obligation, first_answers(obligation), now)


def said_in(answers: Answers, key: str) -> str:
    """Return what a draft says to a question, as a page shows it."""
    return str(answers.get(PROGRESS, "")) if key == PROGRESS else words_said(answers, key)


def with_dates(text: str, key: str, today: date, before: str = "") -> str:
    """Return an answer in words with the date beside each day that is told from ``today``, the
    Bangkok day on which it was said ("เมื่อวาน"), where it stays within its limit, and an obstacle
    without its "เพราะ"; ``before`` is what it takes the place of.
    """
    text = cause_alone(text) if key == "obstacle" else text
    found = dated(text, today, before) if key in _LIMITS else text
    return found if utf16_length(found) <= _LIMITS.get(key, 0) else text


def save_answer(
    session: Session, draft: Draft, key: str, text: str, was: str | None, now: datetime
) -> None:
    """Store one answer in a draft; AnswerRefused when it cannot be taken.

    ``was`` is what the page showed before: ChangedMeanwhile when the answer is something else by
    now, unless it is just what was typed. None: it is stored whatever stands.
    """
    assert draft.obligation is not None
    answers = draft.answers
    stored = said_in(answers, key)
    text = with_dates("\n".join(text.splitlines()).strip(), key, local_day(now), stored)
    if text == stored:
        return
    if was is not None and not same_but_dates(stored, was):
        raise ChangedMeanwhile(stored)
    if key == PROGRESS and says_nothing_new(answers, last_report(session, draft.obligation)):
        for name in WORDS:
            answers = answered(answers, name, "")
    if key == "summary":
        answers = replace(DraftNotes.from_answers(answers), kept=None).to_answers(answers)
    draft.answers, draft.updated_at = answered(answers, key, text), now
    session.flush()


def say_nothing_new(session: Session, draft: Draft, now: datetime) -> bool:
    """Fill a draft as a report in which nothing has changed; False when there is none to compare
    with, or the report was returned and must be corrected.
    """
    assert draft.obligation is not None
    previous = last_report(session, draft.obligation)
    if previous is None or draft.obligation.state is ObligationState.RETURNED:
        return False
    draft.answers, draft.updated_at = nothing_new_answers(draft.answers, previous), now
    session.flush()
    return True


def is_begun(session: Session, draft: Draft) -> bool:
    """Tell whether a draft holds anything that must not be thrown away."""
    return not is_untouched(draft.answers) or bool(evidence_of_draft(session, draft))


def forget_empty(session: Session, draft: Draft) -> None:
    """Forget a draft in which nothing was said: what was typed first could not be taken."""
    is_copy = draft.obligation is not None and draft.obligation.report is not None
    if not (is_copy or draft.active or is_begun(session, draft)):
        session.delete(draft)
        session.flush()


def see_colleague(draft: Draft, revision_id: int) -> None:
    """Note that the person saw a colleague's report (the id of its revision), and sends their own
    all the same.
    """
    notes = replace(DraftNotes.from_answers(draft.answers), seen=revision_id)
    draft.answers = notes.to_answers(draft.answers)


def send_draft(
    session: Session, draft: Draft, *, by: Person, now: datetime, on_behalf: bool = False
) -> Revision | NotSent:
    """Turn a draft into a report, or a new revision of it, if everything that must be is answered;
    what may be skipped is. A colleague's report is replaced only knowingly (``DraftNotes.seen``).
    """
    assert draft.obligation is not None
    obligation, notes = draft.obligation, DraftNotes.from_answers(draft.answers)
    hold(session, obligation)
    sent = obligation.report.current if obligation.report is not None else None
    if sent is not None and sent.id not in (notes.base, notes.seen):
        return NotSent(colleague=sent)
    refused = not_taken(obligation, now)
    if refused is not None:
        return NotSent(refused=refused)
    missing = lacking(draft.answers)
    if missing:
        return NotSent(lacking=tuple(missing))
    withdraw_requests(session, obligation)
    revision = send_report(
        session,
        obligation,
        content_of_answers(finished(draft.answers)),
        by=by,
        now=now,
        draft_id=draft.id,
        on_behalf=on_behalf,
        evidence=evidence_of_draft(session, draft),
    )
    close_draft(session, draft, now)
    return revision


def is_changed(session: Session, draft: Draft) -> bool:
    """Tell whether a copy of a sent report says, or holds, something else than that."""
    base = DraftNotes.from_answers(draft.answers).base
    revision = session.get(Revision, base) if base is not None else None
    if revision is None:
        return True
    kept = {piece.id for piece in revision.evidence if piece.erased_at is None}
    told = DraftNotes.from_answers(draft.answers).told_superior
    return (
        differs(draft.answers, revision)
        or told != revision.told_superior
        or {piece.id for piece in evidence_of_draft(session, draft)} != kept
    )


def send_nothing_new(
    session: Session,
    obligation: Obligation,
    previous: Revision | None,
    *,
    by: Person,
    now: datetime,
    on_behalf: bool = False,
) -> Revision:
    """Send the last report's status as this round's report; without one that nothing was done.
    CannotTake as ``send_report``.
    """
    withdraw_requests(session, obligation)
    content = nothing_new(previous) if previous is not None else nothing_begun(obligation)
    return send_report(session, obligation, content, by=by, now=now, on_behalf=on_behalf)


def page_receipt(
    session: Session,
    organization: Organization,
    person: Person,
    revisions: list[Revision],
    left: int,
    now: datetime,
) -> tuple[Outgoing, ...]:
    """Return the receipt of what was sent from the page: one message, pushed in working hours
    unless the person says something in the chat before (``FREE_FIRST``). None for who blocked us.
    """
    if not revisions or person.blocked_at is not None:
        return ()
    today = local_day(now)
    days = load_working_days(session, today, today, organization.id)
    return (
        Outgoing(
            recipient=person.line_user_id,
            messages=(receipt_of(revisions, left),),
            purpose=RECEIPT,
            dedupe_key=f"{RECEIPT}:{revisions[0].id}:{revisions[-1].id}",
            organization_id=organization.id,
            not_before=next_allowed(now + FREE_FIRST, days, organization.policy),
        ),
    )


def receipt_of(revisions: Sequence[Revision], left: int) -> Message:
    """Return the receipt of what was sent together; so many reports are ``left`` to be sent."""
    lines = [
        ReceiptLine(
            each.receipt_number,
            subject_of(each.report.obligation),
            each.progress.value,
            late=each.report.late,
            again=replaces_accepted(each),
        )
        for each in revisions
    ]
    return receipts(lines, format_moment(revisions[0].sent_at), left)
