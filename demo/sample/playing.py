"""Playing the sample's months in: every report and decision at its own moment, and between them all
the calendar had due.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.inbox.evidence_store import StoredFile
from bot.outbox.queueing import queue_notices
from bot.program import Program
from bot.scheduler_process import work
from demo.clock import SimulatedClock, due_between
from demo.control import Control
from demo.sample.data import SampleProvince, SampleStory, load_plan, load_wording
from demo.sample.events import Decided, EventGenerator, Place, SampleEvent, Sent
from demo.sample.preparing import agencies_by_short_name, find_organization
from messages.chat.notices import returned_notice
from messages.form.subjects import subject_of
from messages.outgoing import Outgoing
from models.month.calendar import local, local_day
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.reports.reviews import review_report
from models.reports.submissions import send_report
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Obligation, ReviewDecision, Revision, Round
from models.tables.people import Membership, Person, Role
from models.tables.plan import Assignment, Measure
from thai.fonts import FONTS


def play(
    program: Program,
    clock: SimulatedClock,
    control: Control,
    province: SampleProvince,
    story: SampleStory,
) -> None:
    """Play everything from the plan's adoption to the moment visitors come; the stand-in's clock
    goes along.
    """
    with program.database.begin() as session:
        days = load_working_days(session, local_day(story.adopted), local_day(story.shown_from))
    events = EventGenerator(province, load_plan(province), story, load_wording(), days).generate()
    returns = {
        event.at
        for event in events
        if not isinstance(event, Sent) and event.decision is ReviewDecision.RETURNED
    }
    slots = due_between(program.database, story.adopted, story.shown_from)
    picture = _draw(program, story.adopted)
    for moment in sorted({*slots, *returns, story.shown_from}):
        _go_to(moment, clock, control)
        now, events = _split(events, moment)
        with program.database.begin() as session:
            _Stage(session, province, picture).play(now)
        work(program)


def _go_to(moment: datetime, clock: SimulatedClock, control: Control) -> None:
    control.set_clock(local(moment))
    clock.set(moment)


def _split(
    events: Sequence[SampleEvent], moment: datetime
) -> tuple[list[SampleEvent], list[SampleEvent]]:
    return [event for event in events if event.at <= moment], [
        event for event in events if event.at > moment
    ]


def _draw(program: Program, now: datetime) -> StoredFile:
    """Draw the photo that some reports have; it says that it is drawn."""
    import resvg_py

    svg = Path(__file__).with_name("meeting.svg").read_text(encoding="utf-8")
    fonts = [str(FONTS / f"Sarabun-{weight}.ttf") for weight in ("Regular", "Bold")]
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))
    return program.store.save([drawn], now, "meeting.png")


class _Stage:
    """The database while a stretch of time is played; one transaction."""

    def __init__(self, session: Session, province: SampleProvince, picture: StoredFile) -> None:
        self._session = session
        self._picture = picture
        self._organization = find_organization(session, province)
        self._agencies = agencies_by_short_name(session, province)
        self._officers: dict[int | None, Person] = {}
        for agency_id, person in self._members(Role.OFFICER):
            self._officers.setdefault(agency_id, person)
        self._secretary = self._members(Role.SECRETARIAT)[0][1]

    def play(self, events: Sequence[SampleEvent]) -> None:
        """Do what happened."""
        for event in events:
            if isinstance(event, Sent):
                self._send(event)
            else:
                self._decide(event)

    def _send(self, event: Sent) -> None:
        obligation = self._obligation(event.place)
        by = self._secretary if event.on_behalf else self._officers[obligation.agency_id]
        evidence = [self._photo(by, obligation.agency_id, event.at)] if event.pictured else []
        send_report(
            self._session,
            obligation,
            event.content,
            by=by,
            now=event.at,
            on_behalf=event.on_behalf,
            evidence=evidence,
        )

    def _photo(self, by: Person, agency_id: int, now: datetime) -> Evidence:
        photo = Evidence(
            kind=EvidenceKind.IMAGE,
            person_id=by.id,
            agency_id=agency_id,
            name="photo.png",
            media_type=self._picture.media_type,
            size=self._picture.size,
            sha256=self._picture.sha256,
            path=self._picture.path,
            received_at=now,
        )
        self._session.add(photo)
        return photo

    def _decide(self, event: Decided) -> None:
        obligation = self._obligation(event.place)
        assert obligation.report is not None
        revision = obligation.report.current
        review_report(
            self._session,
            revision,
            event.decision,
            by=self._secretary,
            now=event.at,
            reason=event.reason,
        )
        if event.decision is ReviewDecision.RETURNED:
            notices = self._notices(obligation, revision, event)
            queue_notices(
                self._session, notices, channel_id=self._organization.channel_id, now=event.at
            )

    def _notices(
        self, obligation: Obligation, revision: Revision, event: Decided
    ) -> list[Outgoing]:
        """Notify the agency's officers of a return, as ``handlers.secretariat.review`` does when
        somebody returns a report in chat.
        """
        phone = self._organization.secretariat_phone
        message = returned_notice(
            obligation.id, revision.receipt_number, subject_of(obligation), event.reason, phone
        )
        officers = officers_by_agency(self._session, self._organization.id, event.at).get(
            obligation.agency_id, []
        )
        return [
            Outgoing(
                recipient=officer.line_user_id,
                messages=(message,),
                purpose="returned",
                dedupe_key=f"returned:{revision.id}:{officer.line_user_id}",
                organization_id=self._organization.id,
            )
            for officer in officers
        ]

    def _obligation(self, place: Place) -> Obligation:
        return self._session.scalars(
            select(Obligation)
            .join(Round)
            .join(Assignment)
            .join(Measure)
            .where(
                Round.month == place.month,
                Measure.code == place.code,
                Obligation.agency_id == self._agencies[place.agency].id,
            )
            .options(
                joinedload(Obligation.round),
                joinedload(Obligation.assignment).joinedload(Assignment.measure),
            )
        ).one()

    def _members(self, role: Role) -> list[tuple[int | None, Person]]:
        rows = self._session.execute(
            select(Membership.agency_id, Person)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.organization_id == self._organization.id, Membership.role == role)
            .order_by(Membership.id)
        )
        return list(rows.tuples())
