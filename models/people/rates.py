"""How often something may be done, counted across all processes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from models.database import insert_ignoring_duplicates
from models.tables.entering import RateCount


def is_allowed(session: Session, key: str, now: datetime, *, most: int, every: timedelta) -> bool:
    """Count one more of ``key`` in the running window; False when that is more than ``most``."""
    seconds = int(every.total_seconds())
    start = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
    session.execute(
        insert_ignoring_duplicates(session, RateCount).values(key=key, window_start=start, count=0)
    )
    counted = session.scalar(
        update(RateCount)
        .where(RateCount.key == key, RateCount.window_start == start)
        .values(count=RateCount.count + 1)
        .returning(RateCount.count)
    )
    return (counted or 0) <= most


def forget_old_counts(session: Session, before: datetime) -> None:
    """Delete the counts of windows that began before a moment."""
    session.execute(delete(RateCount).where(RateCount.window_start < before))
