"""มาตรการนี้คืออะไร: answered with the plan's words, own reports and accepted evidence."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.form import drafts
from handlers.form.questions import prompt
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.form import about_measure as texts
from messages.form.about_measure import MeasureFacts, MeasureStory
from messages.form.conversion import evidence_names
from messages.taps import Tap
from models.month.calendar import local_day, month_of
from models.reports.accepted.evidence import accepted_evidence
from models.tables.obligations import Obligation, Report, Round
from models.tables.people import Role
from models.tables.plan import Assignment, Measure
from thai.dates import short_month

_TOLD = 3
_ACCEPTED = 5
_LOOKED_AT = 600
"""Obligations among which a measure's number is looked for, the newest first."""


def take_tap(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Answer the button of a measure's card."""
    number = tap.number("o")
    found = context.session.get(Obligation, number) if number is not None else None
    if found is None or speaker.membership_for(found) is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    return _going_on(context, speaker, _shown(context, speaker, found.id))


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer the question what a measure of the person's own agencies is; None for other words.
    Asked in a form, the form goes on.
    """
    code = texts.asked_code(text) if Role.OFFICER.value in speaker.roles else None
    if code is None:
        return None
    return _going_on(context, speaker, card_of(context, speaker, code))


def card_of(context: Context, speaker: Speaker, code: str) -> Answer:
    """Return the card of a measure of the person's own agencies, by its number; or that there is
    none.
    """
    agencies = [m.agency_id for m in speaker.memberships if m.role is Role.OFFICER]
    rows = context.session.execute(
        select(Obligation.id, Measure.code)
        .join(Round, Round.id == Obligation.round_id)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .join(Measure, Measure.id == Assignment.measure_id)
        .where(
            Obligation.agency_id.in_(agencies),
            Measure.code.is_not(None),
            Round.month <= month_of(local_day(context.now)),
        )
        .order_by(Round.month.desc(), Obligation.id)
        .limit(_LOOKED_AT)
    )
    number = next((number for number, found in rows if found == code), None)
    if number is None:
        return Answer.of(texts.unknown(code, speaker.quick))
    return _shown(context, speaker, number)


def _shown(context: Context, speaker: Speaker, obligation_id: int) -> Answer:
    obligation = context.session.scalars(
        select(Obligation)
        .where(Obligation.id == obligation_id)
        .options(
            joinedload(Obligation.agency),
            joinedload(Obligation.assignment)
            .joinedload(Assignment.measure)
            .selectinload(Measure.steps),
        )
    ).one()
    return Answer.of(texts.about_measure(_facts(context, speaker, obligation), speaker.quick))


def _going_on(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """Show the question of the form that is open after an answer that does not belong to it."""
    draft = drafts.active_draft(context, speaker)
    return answer if draft is None else prompt(context, draft).preceded_by(*answer.messages)


def _facts(context: Context, speaker: Speaker, obligation: Obligation) -> MeasureFacts:
    assignment = obligation.assignment
    measure = assignment.measure
    covered = [step.text for step in measure.steps if _covers(assignment, step.position)]
    pieces = accepted_evidence(context.session, [obligation.agency_id], [measure.id])
    names = evidence_names(pieces.get(measure.id, []))
    due = next(
        (
            due.obligation_id
            for due in due_of(context, speaker)
            if (due.assignment_id, due.agency_id) == (assignment.id, obligation.agency_id)
        ),
        None,
    )
    return MeasureFacts(
        code=measure.code,
        title=measure.title,
        agency=obligation.agency.name,
        steps=tuple(covered),
        indicators=tuple(map(str, measure.indicators or ())),
        targets=tuple(map(str, measure.targets or ())),
        period=assignment.period_text or "",
        followup=measure.followup or "",
        told=tuple(_told(context, obligation)),
        accepted=names[:_ACCEPTED],
        due_id=due,
    )


def _covers(assignment: Assignment, position: int) -> bool:
    return not assignment.steps or position in assignment.steps


def _told(context: Context, obligation: Obligation) -> list[MeasureStory]:
    """Return the agency's newest reports for the same assignment."""
    reports = context.session.scalars(
        select(Report)
        .join(Obligation, Obligation.id == Report.obligation_id)
        .join(Round, Round.id == Obligation.round_id)
        .where(
            Obligation.assignment_id == obligation.assignment_id,
            Obligation.agency_id == obligation.agency_id,
            Report.withdrawn_at.is_(None),
        )
        .options(
            joinedload(Report.obligation).joinedload(Obligation.round),
            selectinload(Report.revisions),
        )
        .order_by(Round.month.desc())
        .limit(_TOLD)
    )
    return [
        MeasureStory(
            short_month(report.obligation.round.month),
            report.progress.value,
            report.current.summary,
        )
        for report in reports
    ]
