"""Each October the secretariat is asked, with an answer it gets anyway, to confirm the year's days
off.
"""

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.limits import MESSAGES
from messages.month import days_off as texts
from messages.taps import Tap
from models.month.calendar import fiscal_start, fiscal_year_of, local_day, month_of
from models.month.days_off import confirm_days_off, days_off_of_year, is_confirmed


def asking_for_days_off(context: Context, speaker: Speaker, answer: Answer) -> Answer:
    """The same answer, with the year's days off to confirm before it, if it is October, the speaker
    is of the secretariat, and nobody has confirmed them yet.
    """
    today = local_day(context.now)
    year = fiscal_year_of(today)
    if month_of(today) != fiscal_start(year) or not answer.messages:
        return answer
    for organization in speaker.secretariat_organizations():
        if len(answer.messages) < MESSAGES and not is_confirmed(
            context.session, organization.id, year
        ):
            days = days_off_of_year(context.session, year, organization.id)
            answer = answer.preceded_by(*texts.to_confirm(organization.id, year, days))
    return answer


def confirm(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Keep that the secretariat confirmed a year's days off."""
    membership = speaker.secretariat_for(tap.number("g") or 0)
    year = tap.number("y")
    if membership is None or year != fiscal_year_of(local_day(context.now)):
        return Answer.of(small_talk.stale(speaker.quick))
    confirm_days_off(context.session, membership.organization, year, speaker.person, context.now)
    return Answer.of(texts.confirmed(year, speaker.quick))
