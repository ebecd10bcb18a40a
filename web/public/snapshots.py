"""Published years kept in memory, rendered: a request is answered from there, and one small row is
read at most every few seconds to learn whether anything changed.

A year whose row is the same is the same snapshot. Pages, data and pictures of a snapshot are made
when they are first asked for. All processes make the same bytes, and so the same ETags.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from models.database import Database
from papers.open.published import PublishedYear, Stamp, latest_year, load_year, stamp_of

FRESH = timedelta(seconds=3)
"""How long a process believes what it last read."""
_MOST = 64
_MOST_UNKNOWN = 1000
_WORTH_PACKING = 1000


@dataclass(frozen=True)
class Served:
    """Bytes ready to be sent, and their smaller form (empty where it would not be smaller)."""

    body: bytes
    kind: str
    etag: str
    packed: bytes
    packed_etag: str

    @classmethod
    def of(cls, body: bytes, kind: str) -> "Served":
        """Return bytes with their ETag, and compressed with that of their own."""
        digest = hashlib.sha256(body).hexdigest()[:32]
        # No moment in it: every process makes the same.
        packed = gzip.compress(body, 9, mtime=0) if len(body) >= _WORTH_PACKING else b""
        packed = packed if len(packed) < len(body) else b""
        return cls(body, kind, f'"{digest}"', packed, f'"{digest}-gzip"')


@dataclass
class PageSnapshot:
    """A published year and what was made of it so far."""

    year: PublishedYear
    _made: dict[str, Served] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: str) -> Served | None:
        """Return what was made under a name."""
        return self._made.get(name)

    def served(self, name: str, make: Callable[[], tuple[bytes, str]]) -> Served:
        """Return what stands under a name; ``make`` gives its bytes and kind the first time."""
        found = self._made.get(name)
        if found is None:
            with self._lock:
                found = self._made.get(name)
                if found is None:
                    found = self._made[name] = Served.of(*make())
        return found


@dataclass
class _Looked:
    at: datetime
    stamp: Stamp | None
    snapshot: PageSnapshot | None
    lock: Lock = field(default_factory=Lock)


class Snapshots:
    """The years a process keeps, by organization and fiscal year."""

    def __init__(self) -> None:
        self._years: OrderedDict[tuple[str, int], _Looked] = OrderedDict()
        self._latest: OrderedDict[str, tuple[datetime, int | None]] = OrderedDict()
        self._lock = Lock()

    def year(
        self, database: Callable[[], Database], slug: str, fiscal_year: int, now: datetime
    ) -> PageSnapshot | None:
        """Return the snapshot of a year as it was at most ``FRESH`` ago; None while nothing of it
        is published.
        """
        looked = self._years.get((slug, fiscal_year))
        if looked is not None and abs(now - looked.at) < FRESH:
            return looked.snapshot
        return self._look(database(), slug, fiscal_year, now)

    def latest(self, database: Callable[[], Database], slug: str, now: datetime) -> int | None:
        """Return the latest published year of an organization; None for none."""
        found = self._latest.get(slug)
        if found is None or abs(now - found[0]) >= FRESH:
            with database().read() as session:
                found = now, latest_year(session, slug)
            with self._lock:
                self._latest[slug] = found
                while len(self._latest) > _MOST_UNKNOWN:
                    self._latest.popitem(last=False)
        return found[1]

    def _look(
        self, database: Database, slug: str, fiscal_year: int, now: datetime
    ) -> PageSnapshot | None:
        with self._lock:
            looked = self._years.setdefault((slug, fiscal_year), _Looked(now - FRESH, None, None))
            self._years.move_to_end((slug, fiscal_year))
            self._forget()
        # One thread looks; the others give what there is, unless there is nothing yet.
        if not looked.lock.acquire(blocking=looked.snapshot is None):
            return looked.snapshot
        try:
            if abs(now - looked.at) >= FRESH:
                with database.read() as session:
                    stamp = stamp_of(session, slug, fiscal_year)
                    if stamp is None:
                        looked.snapshot = None
                    elif stamp != looked.stamp or looked.snapshot is None:
                        year = load_year(session, slug, fiscal_year)
                        looked.snapshot = PageSnapshot(year) if year else None
                    looked.stamp, looked.at = stamp, now
            return looked.snapshot
        finally:
            looked.lock.release()

    def _forget(self) -> None:
        """Keep the years asked for last; names that nobody publishes under take little room."""
        kept = [key for key, looked in self._years.items() if looked.snapshot is not None]
        for key in kept[: max(len(kept) - _MOST, 0)]:
            del self._years[key]
        while len(self._years) > _MOST_UNKNOWN:
            self._years.popitem(last=False)
