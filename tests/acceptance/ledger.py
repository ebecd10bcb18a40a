"""What must be true by the plan and by what people did, kept with a pencil beside the program: who
owes, what was pushed, what it cost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tests.acceptance.papers import REGION, Paper


class Answer(StrEnum):
    """How a sent report stands."""

    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Duty:
    """One report owed for November: ``turn`` tells apart several lines of one measure for one
    agency.
    """

    code: str
    turn: int
    agency: str


@dataclass(frozen=True)
class Push:
    """A push that has to reach LINE: to which chat, at which moment, for how many paid messages."""

    chat_id: str
    at: datetime
    paid: int


@dataclass
class Sent:
    """A report as the ledger knows it."""

    late: bool
    answer: Answer = Answer.SENT
    revisions: int = 1


@dataclass
class Ledger:
    """November by pencil."""

    paper: Paper
    reports: dict[Duty, Sent] = field(default_factory=dict)
    excused: set[Duty] = field(default_factory=set)
    pushes: list[Push] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.duties = [
            duty for code, parties in self.paper.duties.items() for duty in self._of(code, parties)
        ]

    def _of(self, code: str, parties: tuple[str, ...]) -> list[Duty]:
        turns: Counter[str] = Counter()
        found = []
        for party in parties:
            for agency in self.paper.members if party == REGION else (party,):
                found.append(Duty(code, turns[agency], agency))
                turns[agency] += 1
        return found

    # What people do

    def duty(self, code: str, agency: str) -> Duty:
        """The next report an agency owes for a measure."""
        return next(
            duty
            for duty in self.duties
            if (duty.code, duty.agency) == (code, agency) and self.owes(duty)
        )

    def owes(self, duty: Duty) -> bool:
        """Neither sent nor excused, or returned to be mended."""
        sent = self.reports.get(duty)
        return duty not in self.excused and (sent is None or sent.answer is Answer.RETURNED)

    def send(self, code: str, agency: str, *, late: bool = False) -> Duty:
        """A report comes in; the mended copy of a returned one keeps the day on which it first
        came.
        """
        duty = self.duty(code, agency)
        sent = self.reports.setdefault(duty, Sent(late, revisions=0))
        sent.answer, sent.revisions = Answer.SENT, sent.revisions + 1
        return duty

    def push(self, chat_id: str, at: datetime, paid: int = 1) -> None:
        """Something is pushed."""
        self.pushes.append(Push(chat_id, at, paid))

    # What follows

    def expected(self) -> list[Duty]:
        """What counts as expected."""
        return [duty for duty in self.duties if duty not in self.excused]

    def total(self) -> str:
        """The numbers of the whole as the cards say them."""
        late = self.late()
        parts = [
            f"ส่งแล้ว {len(self.reports):,} จาก {len(self.expected()):,} รายการ",
            f"ตรงเวลา {len(self.reports) - late:,}",
        ]
        parts += [f"ล่าช้า {late:,}"] if late else []
        parts += [f"รับรองแล้ว {self.count(Answer.ACCEPTED):,}"]
        parts += [f"รอแก้ไข {self.count(Answer.RETURNED):,}"] if self.count(Answer.RETURNED) else []
        return " · ".join(parts)

    def figures(self) -> list[str]:
        """The same numbers as the executive's card says them, each with its label."""
        late, sent = self.late(), len(self.reports)
        parts = [
            f"ส่งแล้ว\n{sent:,}/{len(self.expected()):,}",
            f"ตรงเวลา\n{sent - late:,}",
            f"รับรองแล้ว\n{self.count(Answer.ACCEPTED):,}",
        ]
        parts += [f"ล่าช้า {late:,}"] if late else []
        returned = self.count(Answer.RETURNED)
        return [*parts, *([f"รอแก้ไข {returned:,}"] if returned else [])]

    def late(self) -> int:
        """How many reports first came after the due date."""
        return sum(sent.late for sent in self.reports.values())

    def count(self, answer: Answer) -> int:
        """How many sent reports stand so."""
        return sum(sent.answer is answer for sent in self.reports.values())

    def agencies(self, code: str | None = None) -> str:
        """ "N จาก M หน่วยงาน": those that sent all that was expected of them, for a measure or for
        the whole.
        """
        expected: dict[str, list[Duty]] = {}
        for duty in self.expected():
            if code in (None, duty.code):
                expected.setdefault(duty.agency, []).append(duty)
        done = sum(all(duty in self.reports for duty in duties) for duties in expected.values())
        return f"{done:,} จาก {len(expected):,} หน่วยงาน"

    def agencies_owing(self) -> Counter[str]:
        """How many reports each agency owes; those that owe none are absent."""
        return Counter(duty.agency for duty in self.duties if self.owes(duty))

    def revisions(self) -> int:
        """How many versions of reports there are."""
        return sum(sent.revisions for sent in self.reports.values())
