"""When a person was last there, to within an hour, so that talking does not write each time."""

from datetime import datetime, timedelta

from models.tables.people import Person

_WITHIN = timedelta(hours=1)


def note_seen(person: Person, now: datetime) -> None:
    """Keep that a person wrote, tapped or came in."""
    if person.seen_at is None or now - person.seen_at >= _WITHIN:
        person.seen_at = now
