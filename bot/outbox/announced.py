"""What a message that goes out announces: read off its words, whoever made it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from models.month.announcing import announce, announce_anew
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


def note_told(
    session: Session, rounds: Mapping[Round, set[str]], said: Sequence[tuple[str, str]]
) -> None:
    """Do the same where it is known who knows each round's date already."""
    for found, known in rounds.items():
        named = weekday_date(found.due_on)
        told = dict.fromkeys(recipient for recipient, text in said if named in text)
        announce_anew(session, found, [each for each in told if each not in known])
