"""What a message that goes out announces: read off its words, whoever made it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.month.announcing import announce
from models.tables.obligations import Round
from thai.dates import weekday_date


def note_announced(
    session: Session, rounds: Sequence[Round], said: Sequence[tuple[str, str]]
) -> None:
    """Keep which of some open rounds' due dates are named to whom
    (docs/month.md#a-date-that-was-announced); ``said`` are LINE ids with the JSON of what they are
    told.
    """
    for found in rounds:
        named = weekday_date(found.due_on)
        told = [recipient for recipient, text in said if named in text]
        if told:
            announce(session, found, told)
