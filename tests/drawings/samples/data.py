"""What the sample cards are made of: ordinary data, the longest and the least there can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from messages import menu
from messages.chat import (
    lists,
)
from messages.form.questions import Subject
from messages.form.report_cards import ShownReport
from messages.form.review_cards import WaitingReport
from messages.parts import Bubble, Message, carousels
from models.month.brief import StuckAgencies
from models.month.calendar import at
from models.month.due import Due
from models.month.owing import Officer, Owing
from models.month.summary import Count, IssueLine, MeasureLine, RoundSummary, RoundView
from models.reports.submissions import ReportContent
from models.tables.obligations import ObligationState, Progress
from models.tables.organization import Channel, Organization

MONTH, DUE_ON = date(2026, 11, 1), date(2026, 11, 30)
NOW = at(DUE_ON, 9)
MOMENT = datetime(2026, 11, 30, 2, tzinfo=UTC)
QUICK = menu.menu(["officer", "secretariat"])
_TITLE = "จัดทำและเผยแพร่แผนปฏิบัติการป้องกันการทุจริตและประพฤติมิชอบที่ครอบคลุมทุกภารกิจของหน่วยงาน "
_TOLD = "จัดประชุมชี้แจงเมื่อวันที่ 12 พฤศจิกายน 2569 ณ ห้องประชุมศาลากลาง ผู้เข้าร่วม 45 คน "


@dataclass(frozen=True)
class Data:
    """What a card is made of: ``many`` of what there are several of, texts as long as ``much``
    says (0: left out where they may be), numbers up to ``most``.
    """

    name: str
    many: int
    much: int
    most: int

    @property
    def title(self) -> str:
        return (_TITLE * 5)[:400] if self.much > 1 else "ประชุมชี้แจงมาตรการ" if self.much else "ก"

    @property
    def agency(self) -> str:
        long = "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดพระนครศรีอยุธยา สาขาพระนครศรีอยุธยา (กลุ่มงานยุทธศาสตร์)"
        return long if self.much > 1 else "สำนักงานคลังจังหวัดสุโขทัย" if self.much else "คลัง"

    @property
    def person(self) -> str:
        long = "ว่าที่ร้อยตรีหญิงพิมพ์ลภัสวรากรณ์ เทพหัสดินทร์ ณ อยุธยา"
        return long if self.much > 1 else "สมหญิง รักงาน"

    @property
    def phone(self) -> str | None:
        return "0 5561 2345 ต่อ 1234" if self.much else None

    @property
    def reason(self) -> str:
        return (_TOLD * 8)[:500] if self.much > 1 else "โปรดแนบหลักฐานเพิ่มเติม"

    @property
    def count(self) -> Count:
        most = self.most
        return Count(most, most * 8 // 10, most * 7 // 10, most * 6 // 10, most // 10, most // 20)

    @property
    def subject(self) -> Subject:
        code = "10.12.3" if self.much > 1 else "1.1" if self.much else None
        return Subject(
            code,
            self.title,
            self.agency,
            "พฤศจิกายน 2569",
            "วันจันทร์ที่ 30 พฤศจิกายน 2569",
            self.much > 1,
        )

    @property
    def shown(self) -> ShownReport:
        told = (_TOLD * 30)[:1500] if self.much > 1 else _TOLD if self.much else "-"
        content = ReportContent(
            progress=Progress.IN_PROGRESS if self.much else Progress.NOT_STARTED,
            summary=told,
            outcome=told[:800] if self.much else "",
            obstacle=told[:800] if self.much > 1 else "",
        )
        names = tuple(f"ภาพกิจกรรม {number} {self.title[:60]}.jpg" for number in range(self.many))
        return ShownReport(content, names)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, "https://example.go.th/f") for name in self.shown.evidence)

    @property
    def waiting(self) -> WaitingReport:
        late = self.much > 1
        return WaitingReport(
            7,
            "2570-000001-1",
            self.subject,
            self.shown,
            self.person,
            "30 พ.ย. 69",
            late,
            late,
            self.files,
        )

    def measures(self) -> tuple[MeasureLine, ...]:
        return tuple(
            MeasureLine(n, f"1.{n}", self.title, 1, n % 2 > 0, self.count, 33, 28)
            for n in range(1, self.many + 1)
        )

    def issues(self) -> tuple[IssueLine, ...]:
        return tuple(
            IssueLine(n, str(n), self.title, self.count) for n in range(1, min(self.many, 9) + 1)
        )

    @property
    def view(self) -> RoundView:
        whole = RoundSummary(self.count, self.issues(), self.measures())
        closed = self.much > 0
        return RoundView(self.agency, MONTH, DUE_ON, closed, closed, whole, 33 * self.many, 28)

    def owing(self) -> list[Owing]:
        officers = (Officer(self.person, "U1"),) * min(self.much, 2)
        return [Owing(n, self.agency, 1 + n % 9, officers) for n in range(self.many)]

    def stuck(self) -> tuple[StuckAgencies, ...]:
        return tuple(
            StuckAgencies("1.1", self.title, MONTH, (self.agency,)) for _ in range(self.many)
        )

    def due(self, number: int = 1, **changes: object) -> Due:
        values: dict[str, object] = {
            "obligation_id": number,
            "assignment_id": number,
            "agency_id": 1,
            "agency_name": self.agency,
            "code": self.subject.code,
            "title": self.title,
            "month": MONTH,
            "due_on": DUE_ON,
            "due_at": at(DUE_ON, 24),
            "state": ObligationState.OWED,
            "last_progress": Progress.IN_PROGRESS if self.much else None,
            "organization_name": self.agency if self.much else "",
            "earlier_months": (date(2026, 9, 1), date(2026, 10, 1)) if self.much > 1 else (),
        }
        return Due(**(values | changes))  # type: ignore[arg-type]

    def mine(self, state: ObligationState) -> lists.Mine:
        is_sent = state not in (ObligationState.OWED, ObligationState.MISSED)
        return lists.Mine(
            1,
            self.subject.code,
            self.title,
            self.agency,
            MONTH,
            DUE_ON,
            state.value,
            "in_progress" if is_sent else None,
            "2570-000001-1" if is_sent else None,
            not is_sent and self.much > 1,
            changeable=is_sent,
            extended=self.much > 1,
            lacks_file=self.much > 1,
        )

    @property
    def organization(self) -> Organization:
        return Organization(
            id=1, name=self.agency, secretariat_phone=self.phone, channel=Channel(basic_id="@kaona")
        )


LEAST, ORDINARY, LONGEST = (
    Data("least", 1, 0, 0),
    Data("ordinary", 3, 1, 40),
    Data("longest", 60, 2, 9999),
)
KINDS = (LEAST, ORDINARY, LONGEST)
Sample = Callable[[Data], Sequence[Message]]


def shown_together(alt: str, *bubbles: Bubble) -> list[Message]:
    """Parts that others put together, as one message."""
    return carousels(alt, bubbles)
