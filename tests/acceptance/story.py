"""One month of one province: who is in it, what time it is, and the doings its chapters are told
with.

The people's words and the bot's answers go over real HTTP both ways; the office's commands are
processes. Every moment is the story's: the stand-in's clock, which the program on the stage
follows, and ``--now`` for the commands.

November 2569 has no day off but its weekends: the group is reminded on Friday the 20th, the
officers on Wednesday the 25th (three working days before the last, Monday the 30th) and on the
30th; the list comes on Tuesday 1 December, the close on Thursday the 3rd.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from models.month.calendar import BANGKOK
from models.tables.obligations import Obligation, Report, Revision, Round
from models.tables.people import Role
from tests.acceptance import talk
from tests.acceptance.ledger import Ledger, Sent
from tests.acceptance.office import Office
from tests.acceptance.papers import Paper
from tests.patience import PATIENCE
from tests.stage import Actor, Stage, words_of

GROUP_SIZE = 12
COLLECTIVE = "1.2"
PHONE = "077 000 000"
FIRST_NAMES = ("กมล", "ขวัญ", "จิตรา", "ชาตรี", "ดวงใจ", "ธนา")
LAST_NAMES = ("ใจซื่อ", "มั่นคง", "สุจริต", "รักษ์ไทย", "พูนสุข", "แก้วงาม")
NOVEMBER = datetime(2026, 11, 1, tzinfo=BANGKOK).date()


def moment(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the year 2026 in Bangkok."""
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


def on_the_clock(at: datetime) -> datetime:
    """The ten minutes a moment lies in: the stand-in's clock runs on while a chapter is played."""
    return at.astimezone(BANGKOK).replace(
        minute=at.minute - at.minute % 10, second=0, microsecond=0
    )


@dataclass
class Story:
    """The stage, the office, the ledger, and the people by their agency."""

    stage: Stage
    office: Office
    paper: Paper
    data_dir: Path
    ledger: Ledger = field(init=False)
    officers: dict[str, Actor] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """The receipt of each agency's report of the collective measure."""
    secretary: Actor = field(init=False)
    governor: Actor = field(init=False)
    group: Actor = field(init=False)
    """The secretary, speaking in the provincial group."""

    @property
    def group_id(self) -> str:
        """LINE's id of the provincial group."""
        return self.group.chat_id

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.paper)

    def go_to(self, when: datetime) -> None:
        self.stage.go_to(when)
        self.office.now = when

    def imports(self, file: Path) -> str:
        return self.office.kaona(*self.import_words(file))

    def import_words(self, file: Path) -> list[str]:
        return [
            "plan",
            "import",
            str(file),
            "--organization",
            self.paper.slug,
            "--fiscal-year",
            "2570",
        ]

    def registers(self, name: str, role: Role, agency: str | None = None) -> Actor:
        run = self.office.at_once if role is Role.OFFICER else self.office.kaona
        words = ["invite", "--organization", self.paper.slug, "--role", role.value, "--name", name]
        code = run(*words, *(["--agency", agency] if agency else [])).splitlines()[0]
        actor = self.stage.person(name)
        assert (agency or self.paper.province) in words_of(talk.enter(actor, code))
        return actor

    def days_pass(self, until: datetime, job: str, sent: int) -> None:
        """Look at the calendar every morning and evening, and at last twice at the same time by
        command: one job, sent once.
        """
        when = self.stage.now().astimezone(BANGKOK).replace(hour=9, minute=0) + timedelta(days=1)
        while when < until:
            for hour in (9, 17):
                done = self.stage.tick(when.replace(hour=hour))
                assert [f"{each.job} {each.slot}" for each in done.jobs if each.deliveries] == []
            when += timedelta(days=1)
        self.go_to(until)
        jobs, taken = self.office.ticks()
        assert (jobs, taken) == ([job], sent)
        assert self.stage.tick().jobs == ()

    def last_push(self, chat_id: str) -> list[dict[str, Any]]:
        pushed = [
            m
            for m in self.stage.line.world.messages(chat_id)
            if m.sender == "bot" and m.via == "push"
        ]
        assert on_the_clock(pushed[-1].at) == on_the_clock(self.stage.now())
        return [m.message for m in pushed if on_the_clock(m.at) == on_the_clock(pushed[-1].at)]

    def card_of(self, number: str) -> dict[str, Any]:
        return talk.waiting_card(self.secretary, number)

    def fetch(self, address: str) -> tuple[int, bytes]:
        """Open an address of the program as the host's proxy would bring it."""
        connection = HTTPConnection(urlsplit(self.stage.app_url).netloc, timeout=PATIENCE)
        try:
            connection.request("GET", urlsplit(address).path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def count(self, query: Any) -> int:
        with self.stage.program.database.read() as session:
            return int(session.scalar(query) or 0)

    def owing_people(self) -> dict[str, tuple[Actor, int]]:
        """The people who owe, by LINE id, with how much."""
        owed: Counter[str] = Counter()
        by_id = {actor.user_id: actor for actor in self.officers.values()}
        for agency, count in self.ledger.agencies_owing().items():
            if agency in self.officers:
                owed[self.officers[agency].user_id] += count
        return {user_id: (by_id[user_id], count) for user_id, count in owed.items()}

    def reports(self) -> list[tuple[Any, ...]]:
        """Every version of every report, with its month, its agency, its words and the digests of
        its evidence.
        """
        with self.stage.program.database.read() as session:
            return [
                (
                    revision.id,
                    revision.report.obligation.round.month,
                    revision.report.obligation.agency.name,
                    revision.progress,
                    revision.summary,
                    revision.obstacle,
                    revision.report.late,
                    revision.sent_at,
                    [evidence.sha256 for evidence in revision.evidence],
                )
                for revision in session.scalars(
                    select(Revision).join(Report).join(Obligation).join(Round).order_by(Revision.id)
                )
            ]

    def heard_by_all(self) -> dict[str, int]:
        world = self.stage.line.world
        return {
            chat: len(world.messages(chat))
            for chat in [self.group_id, *(a.chat_id for a in self.stage.actors.values())]
        }

    def collective_report(self, agency: str) -> Sent:
        """What the ledger knows of an agency's report of the collective measure."""
        return next(
            sent
            for duty, sent in self.ledger.reports.items()
            if (duty.code, duty.agency) == (COLLECTIVE, agency)
        )
