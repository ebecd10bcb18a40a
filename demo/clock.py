"""The demo's time: the stand-in's settable clock, followed by the program, which does on the way
what its calendar had due.
"""

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.clock import utc_now
from bot.log import exception, info
from bot.outbox.claiming import move_leases
from bot.program import Program
from bot.scheduler_process import work
from bot.work.worker import work_until
from demo.control import ClockReading, Control, ControlFailed
from models.database import Database
from models.month.calendar import add_months, fiscal_start, fiscal_year_of, local, local_day
from models.month.holidays import load_calendars
from models.month.rounds import stored_rounds
from models.tables.organization import Organization
from models.tables.outbox import Delivery, DeliveryState
from scheduler.slots import slots_by

POLL_SECONDS = 0.1
_DRIFT = timedelta(seconds=0.5)
_LOOK_BACK = timedelta(days=62)
"""How much of a long jump is gone through moment by moment; what lies before it is treated as after
an outage.
"""
_LOOK_AHEAD = timedelta(days=62)


class SimulatedClock:
    """A program's clock that shows the stand-in's time: the machine's own, moved by a stretch.

    It asks the stand-in before its first use; after that whoever holds it moves it (``Follower``),
    so that it never waits or fails.
    """

    def __init__(self, url: str) -> None:
        self._control = Control(url)
        self._ahead: timedelta | None = None

    def __call__(self) -> datetime:
        """Return the moment, aware, in UTC."""
        if self._ahead is None:
            reading = self.read()
            if reading is None:
                return utc_now()
            self.set(reading.now)
        return utc_now() + (self._ahead or timedelta(0))

    def set(self, moment: datetime) -> None:
        """Show an aware moment from now on, and run."""
        self._ahead = moment.astimezone(UTC) - utc_now()

    def read(self) -> ClockReading | None:
        """Ask the stand-in; None while it does not answer."""
        try:
            return self._control.clock()
        except ControlFailed:
            return None


class Follower:
    """Follows the stand-in's clock on a thread of its own and does what the calendar has due: each
    minute, and after each jump.

    A jump forward is walked: at every moment between that the calendar knows, the program's clock
    stands there and the work of that moment is done and sent. The stand-in's clock is taken along,
    so that messages bear their own dates, and what is being sent meanwhile keeps its lease.
    """

    def __init__(self, program: Program, clock: SimulatedClock, control: Control) -> None:
        self._program = program
        self._clock = clock
        self._control = control
        self._version = -1
        self._minute: datetime | None = None
        self._still = threading.Condition()
        self._walking = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._worker = threading.Thread(
            target=work_until, args=(program, self._stopping), name="worker", daemon=True
        )

    def start(self) -> None:
        """Follow from the present reading on."""
        reading = self._control.clock()
        self._clock.set(reading.now)
        self._version = reading.version
        self._thread.start()
        self._worker.start()

    def stop(self) -> None:
        """Finish the moment in hand and stop."""
        self._stopping.set()
        self._thread.join(timeout=30)
        self._worker.join(timeout=30)

    def wait(self, seconds: float) -> None:
        """Wait until the program's clock has come to where the stand-in's is, but no longer than
        some seconds.
        """
        reading = self._clock.read()
        if reading is None:
            return
        with self._still:
            self._still.wait_for(
                lambda: not self._walking and self._version >= reading.version, seconds
            )

    def _run(self) -> None:
        while not self._stopping.wait(POLL_SECONDS):
            reading = self._clock.read()
            if reading is None:
                continue
            try:
                self._look(reading)
            except ControlFailed:
                continue  # it is away for a moment; the next look finds what is left to do
            except Exception:  # noqa: BLE001 - the edge of a thread
                exception("demo.not_followed")
            finally:
                with self._still:
                    self._walking = False
                    self._still.notify_all()

    def _look(self, reading: ClockReading) -> None:
        if reading.version != self._version:
            with self._still:
                self._walking = True
            self._jump(reading)
            work(self._program)
        elif abs(reading.now - self._clock()) > _DRIFT:
            self._set_clock(reading.now)  # the machine slept
        minute = self._clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            work(self._program)

    def _jump(self, reading: ClockReading) -> None:
        """Go to where the stand-in's clock was set, through all that was due on the way."""
        began, before = utc_now(), self._clock()
        start = max(before, reading.now - _LOOK_BACK)
        moments = due_between(self._program.database, start, reading.now)
        info("demo.jump", to=reading.now, moments=len(moments))
        self._version = reading.version
        for moment in moments:
            if self._stopping.is_set():
                return
            if self._moved_meanwhile():
                return  # somebody set the clock once more: the next look goes on from here
            self._version = self._control.set_clock(local(moment)).version
            self._set_clock(moment)
            work(self._program)
        there = reading.now + (utc_now() - began)
        if moments and not self._moved_meanwhile():
            self._version = self._control.set_clock(local(there)).version
        self._set_clock(there)

    def _set_clock(self, moment: datetime) -> None:
        """Set the program's clock; nobody can claim anything to send in between."""
        with self._program.database.begin() as session:
            before = self._clock()
            self._clock.set(moment)
            move_leases(session, before, moment - before)

    def _moved_meanwhile(self) -> bool:
        return self._control.clock().version != self._version


def due_between(database: Database, start: datetime, end: datetime) -> list[datetime]:
    """Return the moments after ``start`` and up to ``end`` at which slots fall due or deliveries
    wait to be sent, oldest first.
    """
    moments: set[datetime] = set()
    with database.begin() as session:  # not only read: days off may have to be filled in
        first = fiscal_start(fiscal_year_of(local_day(start)))
        calendars = load_calendars(session, first, local_day(end) + _LOOK_AHEAD)
        stored = stored_rounds(session, add_months(first, -2))
        for organization in session.scalars(select(Organization)):
            moments |= {
                slot.due_at
                for slot in slots_by(
                    end,
                    organization.created_at,
                    calendars.of(organization.id),
                    organization.policy,
                    stored.get(organization.id, {}),
                )
            }
        moments |= set(
            session.scalars(
                select(Delivery.next_try_at).where(
                    Delivery.state == DeliveryState.WAITING,
                    Delivery.next_try_at > start,
                    Delivery.next_try_at <= end,
                )
            )
        )
    return sorted(moment for moment in moments if start < moment <= end)
