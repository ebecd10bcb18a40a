"""Signs of life: when something that should happen again and again has happened last."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import dialect_insert
from models.tables.outbox import Heartbeat

SCHEDULER = "scheduler"
LIFE = timedelta(minutes=5)
"""A process that has shown no sign for so long is not there."""


def record_heartbeat(session: Session, name: str, now: datetime) -> None:
    """Store when something was done last (aware), in the row of that name."""
    beat = dialect_insert(session, Heartbeat).values(name=name, at=now)
    session.execute(
        beat.on_conflict_do_update(index_elements=[Heartbeat.name], set_={"at": beat.excluded.at})
    )


def last_heartbeat(session: Session, name: str) -> datetime | None:
    """Return when something was done last; None for never."""
    return session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))


def is_scheduler_alive(session: Session, now: datetime) -> bool:
    """Whether the process that sends messages and does long work has shown itself of late."""
    beat = last_heartbeat(session, SCHEDULER)
    return beat is not None and abs(now - beat) < LIFE
