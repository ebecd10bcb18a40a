"""What a report is about, as every card and notice names it."""

from messages.form.questions import Subject
from models.extended import due_on_of
from models.month.due import Due
from models.reports.settling import duty_of
from models.tables.obligations import Obligation
from thai.dates import long_month, weekday_date


def subject_of(obligation: Obligation) -> Subject:
    """Return what an obligation's report is about."""
    measure, duty = obligation.assignment.measure, duty_of(obligation)
    return Subject(
        code=measure.code,
        title=measure.title,
        agency=obligation.agency.name,
        month=long_month(obligation.round.month),
        due=weekday_date(due_on_of(obligation)),
        goes_on=duty.recurs and obligation.round.month < duty.last,
    )


def subject_of_due(due: Due) -> Subject:
    """Return the same of what is due, without whether the plan asks for it again."""
    return Subject(
        code=due.code,
        title=due.title,
        agency=due.agency_name,
        month=long_month(due.month),
        due=weekday_date(due.due_on),
    )
