"""Whether this machine's clock can be trusted: LINE says the time with every answer (RFC 9110,
``Date``). A clock that is wrong would send a month's messages on a wrong day.
"""

from datetime import timedelta

from bot.log import warning
from bot.program import Program
from models.tables.organization import Channel

ALLOWED = timedelta(minutes=5)
_NOTICED = 30  # seconds by which the difference must have changed to be stored anew


def clock_trouble(program: Program) -> str | None:
    """Return what is wrong with the clock as one English sentence; None when it is right, or LINE
    never said.

    The difference is stored with the channel, for other processes to show and for the time in
    which LINE does not answer.
    """
    ahead = _seconds_ahead(program)
    with program.database.read() as session:
        known = session.get_one(Channel, program.channel_id).clock_ahead_seconds
    if ahead is None:
        ahead = known
    elif known is None or abs(ahead - known) > _NOTICED:
        with program.database.begin() as session:
            session.get_one(Channel, program.channel_id).clock_ahead_seconds = ahead
    trouble = trouble_of(ahead)
    if trouble is not None:
        warning("clock.wrong", ahead_seconds=ahead)
    return trouble


def trouble_of(ahead_seconds: int | None) -> str | None:
    """Return what is wrong with a clock that is so far ahead of LINE's (negative: behind)."""
    if ahead_seconds is None or abs(ahead_seconds) <= ALLOWED.total_seconds():
        return None
    way = "ahead of" if ahead_seconds > 0 else "behind"
    return (
        f"this machine's clock is {timedelta(seconds=abs(ahead_seconds))} {way} LINE's: no slot of "
        "the calendar is done until it is set right"
    )


def _seconds_ahead(program: Program) -> int | None:
    """Return how far our clock is ahead of LINE's, None when LINE does not say.

    LINE is asked only when its last answer does not agree with our clock, or there was none.
    """
    if not program.settings.line_channel_id:
        return None  # an office that is being prepared has no LINE yet
    told = program.line.present()
    if told is None or abs(program.clock() - told) > ALLOWED:
        told = program.line.ask_present()
    return None if told is None else round((program.clock() - told).total_seconds())
