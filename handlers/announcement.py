"""ประกาศ: "รับทราบ" under an announcement of the secretariat."""

from handlers.answer import Answer, Context
from handlers.speaker import Speaker
from messages.chat import small_talk
from messages.chat.announcement import confirmed
from messages.taps import Tap
from models.people.circulars import confirm_circular


def seen(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """Keep that the speaker saw an announcement that went to them; a second tap changes nothing."""
    found = confirm_circular(
        context.session,
        tap.number("c") or 0,
        speaker.person,
        {each.id for each in speaker.organizations},
        context.now,
    )
    if found is None:
        return Answer.of(small_talk.not_for_you(speaker.quick))
    circular, at = found
    return Answer.of(confirmed(circular.title, at, speaker.quick))
