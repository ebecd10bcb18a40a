"""The answer to what somebody asks in their own words, where the program knows it."""

from handlers.answer import Answer, Context
from handlers.asked import own, rules
from handlers.due import due_measures
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages.asked.things import Thing, thing_asked
from models.month.calendar import local_day
from models.tables.people import Role


def take_question(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Answer a question whose answer is here; None for other words, and reports of what is due."""
    is_officer = Role.OFFICER.value in speaker.roles
    due = due_measures(context, speaker) if is_officer else ()
    thing = thing_asked(incoming.text, due, local_day(context.now))
    if thing is None:
        return None
    answer = own.answered(context, speaker, thing, incoming.text)
    if answer is None and thing is Thing.DATES:
        answer = rules.show_dates(context, speaker)
    return answer or rules.answered(context, speaker, thing)
