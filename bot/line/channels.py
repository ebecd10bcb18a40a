"""The row of the LINE channel that the settings name."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.settings import Settings
from models.database import insert_ignoring_duplicates
from models.tables.organization import Channel

LOCAL = "local"
"""The channel's id while no LINE channel was named: an office can be prepared before it has
one.
"""


def ensure_channel(session: Session, settings: Settings) -> Channel:
    """Return the channel of LINE_CHANNEL_ID, making it; ``local`` when that is empty.

    The first time a channel is named it takes over what was prepared under ``local``, so that
    nothing need be entered twice.
    """
    wanted = settings.line_channel_id or LOCAL
    found = _find(session, wanted)
    if found is None:
        session.execute(
            update(Channel)
            .where(Channel.line_channel_id == LOCAL)
            .values(line_channel_id=wanted)
            .execution_options(synchronize_session=False)
        )
        found = _find(session, wanted)
    if found is None:
        # Two processes may start at once: the second finds the row of the first.
        session.execute(insert_ignoring_duplicates(session, Channel).values(line_channel_id=wanted))
        found = _find(session, wanted)
    assert found is not None
    return found


def _find(session: Session, line_channel_id: str) -> Channel | None:
    return session.scalar(
        select(Channel)
        .where(Channel.line_channel_id == line_channel_id)
        .execution_options(populate_existing=True)
    )
