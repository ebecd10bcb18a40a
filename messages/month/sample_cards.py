"""The cards that remind, made of a sample month: how an organization's words would look."""

from datetime import datetime, timedelta

from messages.month.due import reminder
from messages.month.group import group_reminder
from messages.parts import Message
from models.month.calendar import at, local_day, month_end, month_of
from models.month.due import Due
from models.month.summary import Count, RoundSummary, RoundView
from models.tables.obligations import ObligationState
from models.tables.organization import Organization
from models.tables.wording import CardKind
from models.wording import CardWords

_TITLES = ("มาตรการตัวอย่างที่หนึ่ง", "มาตรการตัวอย่างที่สอง")


def sample_card(
    organization: Organization, kind: CardKind, chosen: CardWords, now: datetime
) -> tuple[Message, ...]:
    """Return the card of a kind as it would read in the running month, were these the words."""
    own = {kind: chosen}
    today = local_day(now)
    month = month_of(today)
    if kind is CardKind.OPENING:
        count = Count(expected=120, sent=18, on_time=18)
        summary = RoundSummary(count, (), ())
        due_on = month_end(today)
        view = RoundView(organization.name, month, due_on, False, False, summary, 33, 2)
        return group_reminder(view, organization.channel.basic_id, own)
    days = -2 if kind is CardKind.OVERDUE else 3
    due_on = today + timedelta(days=days)
    dues = [
        Due(
            obligation_id=number,
            assignment_id=number,
            agency_id=1,
            agency_name="หน่วยงานตัวอย่าง",
            code=f"1.{number}",
            title=title,
            month=month_of(due_on),
            due_on=due_on,
            due_at=at(due_on, 24),
            state=ObligationState.OWED,
            last_progress=None,
            organization_name=organization.name,
        )
        for number, title in enumerate(_TITLES, start=1)
    ]
    return reminder(dues, now, own)
