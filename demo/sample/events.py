"""What was reported and decided in the sample's months, worked out from the data files: the same at
every start. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from demo.sample.data import Places, Returned, SampleMonth, SampleProvince, SampleStory
from models.month.calendar import at, local_day
from models.month.expected.duty import Duty
from models.month.holidays import WorkingDays
from models.month.rounds import RoundTimes, round_times
from models.reports.submissions import ReportContent
from models.tables.obligations import Progress, ReviewDecision
from models.tables.organization import Policy
from plans.document import MeasureEntry, PlanDocument
from thai.dates import long_date

_FIRST_DAY = 6
"""Nobody reports in the first days of a month: nothing has happened yet."""
_PICTURED = 6
"""One report in so many has a photo, and every one that visitors will review."""


@dataclass(frozen=True)
class Place:
    """Which report: of a month, a measure (by code) and an agency (by short name)."""

    month: date
    code: str
    agency: str


@dataclass(frozen=True)
class Sent:
    """Somebody sends a report, or sends it again; ``pictured``: with a photo."""

    at: datetime
    place: Place
    content: ReportContent
    on_behalf: bool
    pictured: bool


@dataclass(frozen=True)
class Decided:
    """The secretariat accepts what was sent last, or returns it with a reason."""

    at: datetime
    place: Place
    decision: ReviewDecision
    reason: str = ""


SampleEvent = Sent | Decided


class EventGenerator:
    """Generates what happened in each month; ``days`` must know the days off of all of them."""

    def __init__(
        self,
        province: SampleProvince,
        plan: PlanDocument,
        story: SampleStory,
        wording: dict[str, dict[str, list[str]]],
        days: WorkingDays,
    ) -> None:
        assert plan.fiscal_year is not None
        self._fiscal_year = plan.fiscal_year
        self._province = province
        self._plan = plan
        self._story = story
        self._wording = wording
        self._days = days
        self._letters = {agency.short: agency.letter for agency in province.agencies}
        self._dice = Random(plan.fiscal_year)  # noqa: S311 - for a story that is the same at every start

    def generate(self) -> list[SampleEvent]:
        """Return everything that happened before visitors come, in order of time."""
        events = [event for month in self._story.months for event in self._month(month)]
        return sorted(
            (event for event in events if event.at < self._story.shown_from),
            key=lambda event: event.at,
        )

    def _month(self, month: SampleMonth) -> Iterator[SampleEvent]:
        times = round_times(month.month, self._days, Policy())
        for place in self._expected(month.month):
            if _is_in(month.silent, place) or (
                month.only is not None and not _is_in(month.only, place)
            ):
                continue
            yield from self._course(month, times, place)

    def _expected(self, month: date) -> Iterator[Place]:
        """Yield what the plan asks in a month, each agency once for a measure."""
        by_name = {agency.name: agency.short for agency in self._province.agencies}
        seen = set()
        for measure in self._plan.measures:
            for party in self._parties(measure, month):
                everybody = party == self._province.collective
                for agency in by_name.values() if everybody else [by_name[party]]:
                    place = Place(month, measure.code or "", agency)
                    if place not in seen:
                        seen.add(place)
                        yield place

    def _parties(self, measure: MeasureEntry, month: date) -> Iterator[str]:
        for entry in measure.assignments:
            if (
                month
                in Duty.of(self._fiscal_year, entry.start, entry.end, entry.recurrence).months()
            ):
                yield from entry.parties

    def _course(self, month: SampleMonth, times: RoundTimes, place: Place) -> Iterator[SampleEvent]:
        """Yield one report from its sending to what was decided about it."""
        sent = self._sending_moment(month, times, place)
        yield self._sent(month, place, sent)
        returned = _returned(month, place)
        if returned is not None:
            back = self._later(sent)
            yield Decided(back, place, ReviewDecision.RETURNED, returned.reason)
            if not returned.mended:
                return
            sent = self._later(back)
            yield self._sent(month, place, sent, again=True)
        if not _is_in(month.waiting, place):
            yield Decided(self._later(sent), place, ReviewDecision.ACCEPTED)

    def _sending_moment(self, month: SampleMonth, times: RoundTimes, place: Place) -> datetime:
        if _is_in(month.late, place):
            return self._office_hour(self._days.shift(times.due_on, self._dice.choice([1, 2])))
        day = max(
            month.month.replace(day=_FIRST_DAY), local_day(self._story.adopted) + timedelta(days=2)
        )
        last = min(times.due_on, local_day(self._story.shown_from) - timedelta(days=1))
        working = []
        while day <= last:
            if self._days.is_working(day):
                working.append(day)
            day += timedelta(days=1)
        return self._office_hour(self._dice.choice(working))

    def _later(self, moment: datetime) -> datetime:
        return self._office_hour(self._days.shift(local_day(moment), self._dice.choice([1, 2])))

    def _office_hour(self, day: date) -> datetime:
        return at(day, self._dice.randint(10, 15), self._dice.randint(0, 59))

    def _sent(
        self, month: SampleMonth, place: Place, moment: datetime, *, again: bool = False
    ) -> Sent:
        content = self._content(_progress(month, place), place, moment)
        pictured = again or _is_in(month.waiting, place) or self._dice.randrange(_PICTURED) == 0
        return Sent(moment, place, content, _is_in(month.on_behalf, place), pictured)

    def _content(self, progress: Progress, place: Place, moment: datetime) -> ReportContent:
        words = self._wording[place.code]
        event = self._days.shift(local_day(moment), -self._dice.randint(1, 3))
        facts = {
            "event": long_date(max(event, self._days.shift(place.month, 1))),
            "letter": f"{self._letters[place.agency]} {self._dice.randint(1200, 2900)}",
            "people": self._dice.randint(12, 68),
        }
        return ReportContent(
            progress=progress,
            summary=self._dice.choice(words[progress]).format(**facts),
            outcome=self._dice.choice(words["outcome"]),
            obstacle=self._dice.choice(words["obstacle"])
            if progress is Progress.NOT_ACHIEVED
            else "",
        )


def _is_in(places: Places, place: Place) -> bool:
    return place.agency in places.get(place.code, ())


def _progress(month: SampleMonth, place: Place) -> Progress:
    """Return the status the data gives by code ("done": {"2.1": [...]}), else that it is being
    worked on.
    """
    named = (Progress(kind) for kind, places in month.progress.items() if _is_in(places, place))
    return next(named, Progress.IN_PROGRESS)


def _returned(month: SampleMonth, place: Place) -> Returned | None:
    found = [
        each for each in month.returned if (each.code, each.agency) == (place.code, place.agency)
    ]
    return found[0] if found else None
