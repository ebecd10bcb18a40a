"""Writing down that something which should happen again and again has happened just now."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.database import dialect_insert
from models.tables.outbox import Heartbeat


def record_heartbeat(session: Session, name: str, now: datetime) -> None:
    """Store when something was done last (aware), in the row of that name."""
    beat = dialect_insert(session, Heartbeat).values(name=name, at=now)
    session.execute(
        beat.on_conflict_do_update(index_elements=[Heartbeat.name], set_={"at": beat.excluded.at})
    )
