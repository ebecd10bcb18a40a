"""What came in for the measures of a plan, as values: counted, and of few reports all they say."""

from dataclasses import dataclass, field
from datetime import date

from models.tables.obligations import Progress

LAST = 1_000_000
"""From here on are the positions of agencies of which nobody expects a report any more."""


@dataclass(frozen=True)
class Several:
    """Some accepted reports without their rows: how many, the newest revision and the sum of their
    numbers, which tell together whether they are still the same.
    """

    count: int = 0
    newest: int = 0
    total: int = 0

    def __add__(self, other: "Several") -> "Several":
        """Return those of both."""
        return Several(
            self.count + other.count, max(self.newest, other.newest), self.total + other.total
        )


@dataclass(slots=True)
class Accepted:
    """The newest accepted revision of one report; ``notes`` are the letters and events given as
    evidence, ``obstacle`` is read where it was not achieved.
    """

    revision_id: int
    agency_id: int
    agency: str
    month: date
    progress: Progress
    position: int
    """Of the agency among a measure's parties (``papers.drawn.rows.Rows.position``)."""
    summary: str = ""
    outcome: str = ""
    obstacle: str = ""
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[date, int, str, int, int]:
        """Where it stands among those of a measure: the oldest month first, in a month in the order
        of the plan (``papers.drawn.rows.in_order``).
        """
        return self.month, self.position, self.agency, self.agency_id, self.revision_id


@dataclass(frozen=True)
class SaidOutcome:
    """An outcome as it is told, and how many agencies reported it in how many reports."""

    text: str
    words: str
    """The text as it is compared: one of the same words is the same outcome."""
    agencies: int
    reports: Several
    keys: frozenset[int]
    """The outcomes, as they were sent, that have it among their lines."""


@dataclass
class MeasureReports:
    """What came in for one measure."""

    agencies: int = 0
    """How many have a report expected of them, and not all excused, or an accepted one."""
    by_progress: dict[Progress, Several] = field(default_factory=dict)
    """Of every agency the newest accepted report."""
    failed: list[Accepted] = field(default_factory=list)
    """The newest reports that say that it was not achieved: the first to be told, with their
    obstacles.
    """
    returned: int = 0
    waiting: int = 0
    """Reports whose newest revision was returned, or is not reviewed yet."""
    looked_at: list[Accepted] = field(default_factory=list)
    """Those that are read for letters and events where agencies are rolled up; this list and
    ``in_full`` are of the oldest month first, in a month in the order of the plan.
    """
    outcomes: list[SaidOutcome] = field(default_factory=list)
    """Those that most agencies report, where agencies are rolled up."""
    in_full: list[Accepted] = field(default_factory=list)
    """All reports, where they are told one by one."""

    @property
    def newest(self) -> Several:
        """Of every agency the newest accepted report."""
        return sum(self.by_progress.values(), Several())

    def count(self, progress: Progress) -> int:
        """Return how many agencies' newest accepted report says so."""
        return self.by_progress.get(progress, Several()).count
