"""A measure that was named and is not due: it was sent, or is none of this person's."""

from collections.abc import Sequence

from handlers import lists
from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.prefetch import look_up_obligations
from handlers.speaker import Speaker
from messages.form.subjects import subject_of
from messages.said import cards, several
from models.tables.obligations import ANSWERED, Obligation, Report, Round
from models.tables.plan import Measure


def answered(context: Context, speaker: Speaker, codes: Sequence[str]) -> Answer | None:
    """Say of each number that its report was sent, and how it is corrected; else what is due. None
    where nothing of it was sent and nothing is due.
    """
    sent = _sent(context, speaker, codes)
    if sent:
        told = [
            (subject_of(each), each.report.current.receipt_number)
            for each in sent
            if each.report is not None
        ]
        return Answer.of(several.sent_already(told, speaker.quick))
    dues = due_of(context, speaker)
    if not dues:
        return None
    due = look_up_obligations(context.session, [each.obligation_id for each in dues])
    return Answer.of(
        cards.not_due(codes, [subject_of(each) for each in due.values()], speaker.quick)
    )


def _sent(context: Context, speaker: Speaker, codes: Sequence[str]) -> list[Obligation]:
    """Return the newest report that stands of each measure and agency; none where a number names
    none.
    """
    agencies = [each.agency_id for each in speaker.memberships if each.agency_id is not None]
    rows = context.session.scalars(
        lists.OBLIGATIONS.join(Report, Report.obligation_id == Obligation.id)
        .where(
            Measure.code.in_(codes),
            Obligation.agency_id.in_(agencies),
            Obligation.state.in_(ANSWERED),
            Report.withdrawn_at.is_(None),
        )
        .order_by(Round.month.desc())
    ).all()
    newest: dict[tuple[str | None, int], Obligation] = {}
    for each in rows:
        if speaker.officer_for(each):
            newest.setdefault((each.assignment.measure.code, each.agency_id), each)
    found = {code for code, _ in newest}
    return list(newest.values()) if found == set(codes) else []
