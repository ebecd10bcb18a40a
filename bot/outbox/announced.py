"""What a message that goes out announces: read off its words, whoever made it."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from messages.parts import Message
from models.database import to_json
from models.month.announcing import announce
from models.tables.obligations import Round
from thai.dates import weekday_date


def note_announced(
    session: Session, rounds: Sequence[Round], said: Iterable[tuple[str, Sequence[Message]]]
) -> None:
    """Keep which of some open rounds' due dates are named to whom
    (docs/month.md#a-date-that-was-announced); ``said`` are LINE ids with what they are told.
    """
    if not rounds:
        return
    texts = [(recipient, to_json(messages)) for recipient, messages in said]
    for found in rounds:
        named = weekday_date(found.due_on)
        told = [recipient for recipient, text in texts if named in text]
        if told:
            announce(session, found, told)
