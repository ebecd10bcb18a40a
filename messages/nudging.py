"""ติดตาม: the secretariat asks agencies once more for what they have not answered, one push to each
officer, at most once an agency and day (docs/month.md#a-nudge).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.deciding import NUDGE, Decider
from messages.moments import format_moment
from messages.month.due import reminder
from messages.outgoing import Outgoing
from messages.parts import Message, text_message
from models import audit
from models.database import insert_ignoring_duplicates
from models.month.calendar import local_day
from models.month.due import Due, due_by_agency, fold
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.month.quiet import next_allowed
from models.reports.waiting import waiting_by_agency
from models.tables.agency import Agency
from models.tables.obligations import Nudge
from models.tables.organization import Organization

_WELCOME = timedelta(days=1)


@dataclass(frozen=True)
class Foreseen:
    """What a nudge would do now: ask ``agencies`` (id, name, reports asked for), one push to each
    of ``people``, at once or (``when``) in working hours. ``nudged`` agencies were asked today,
    ``unreached`` ones have nobody LINE reaches (names).
    """

    agencies: tuple[tuple[int, str, int], ...]
    people: int
    nudged: tuple[str, ...]
    unreached: tuple[str, ...]
    when: str | None


def foresee(
    session: Session, organization: Organization, now: datetime, agency_ids: Collection[int] | None
) -> Foreseen:
    """Return what a nudge of some agencies would do, or (None) of all of which something is asked;
    nothing is stored.
    """
    waiting = [
        each
        for each in waiting_by_agency(session, organization.id, now)
        if each.asked and (agency_ids is None or each.agency_id in agency_ids)
    ]
    officers = officers_by_agency(session, organization.id, now)
    before = nudged_today(session, organization.id, now)
    fresh = [each for each in waiting if each.agency_id not in before]
    asked = [each for each in fresh if officers.get(each.agency_id)]
    people = {each.line_user_id for row in asked for each in officers[row.agency_id]}
    when = _goes_at(session, organization, now)
    return Foreseen(
        tuple((each.agency_id, each.name, each.asked) for each in asked),
        len(people),
        tuple(each.name for each in waiting if each.agency_id in before),
        tuple(each.name for each in fresh if not officers.get(each.agency_id)),
        format_moment(when) if when > now else None,
    )


@dataclass(frozen=True)
class Nudged:
    """What a nudge led to: ``agencies`` that were asked, ``passed_over`` that were not (asked today
    already, nothing owed, or nobody can be reached), the pushes to queue, and when they go
    (``when``, None: at once).
    """

    agencies: int
    passed_over: int
    notices: tuple[Outgoing, ...]
    when: str | None


def nudged_today(session: Session, organization_id: int, now: datetime) -> frozenset[int]:
    """Return the agencies of an organization that were nudged on this day of Bangkok."""
    rows = session.scalars(
        select(Nudge.agency_id)
        .join(Agency, Agency.id == Nudge.agency_id)
        .where(Agency.organization_id == organization_id, Nudge.day == local_day(now))
    )
    return frozenset(rows)


def nudge(decider: Decider, organization: Organization, agency_ids: Collection[int]) -> Nudged:
    """Ask some agencies of an organization for what they have not answered. Who reports for several
    of them gets one push.
    """
    session, now = decider.session, decider.now
    chosen = session.scalars(
        select(Agency.id)
        .where(Agency.organization_id == organization.id, Agency.id.in_(agency_ids))
        .order_by(Agency.id)
    ).all()
    dues = due_by_agency(session, organization.id, now, chosen)
    officers = officers_by_agency(session, organization.id, now)
    asked = [
        agency_id
        for agency_id in chosen
        if dues.get(agency_id)
        and officers.get(agency_id)
        and _first_today(decider, agency_id, len(officers[agency_id]))
    ]
    wanted: dict[str, list[Due]] = defaultdict(list)
    first: dict[str, int] = {}
    for agency_id in asked:
        for officer in officers[agency_id]:
            wanted[officer.line_user_id] += fold(dues[agency_id], now)
            first.setdefault(officer.line_user_id, agency_id)
    today, when = local_day(now), _goes_at(session, organization, now)
    asks = _asks(organization)
    notices = tuple(
        Outgoing(
            recipient=user_id,
            messages=(asks, *reminder(sorted(owed, key=lambda due: due.month), now)),
            purpose=NUDGE,
            dedupe_key=f"{NUDGE}:{organization.id}:{today}:{first[user_id]}:{user_id}",
            organization_id=organization.id,
            not_before=when,
            expires_at=when + _WELCOME,
        )
        for user_id, owed in wanted.items()
    )
    if asked:
        _note(decider, organization, asked, len(notices))
    later = format_moment(when) if when > now else None
    return Nudged(len(asked), len(chosen) - len(asked), notices, later)


def _goes_at(session: Session, organization: Organization, now: datetime) -> datetime:
    today = local_day(now)
    days = load_working_days(session, today, today, organization.id)
    return next_allowed(now, days, organization.policy)


def nudge_parts(
    session: Session, organization_id: int, agency_ids: Collection[int], now: datetime, most: int
) -> list[list[int]]:
    """Split agencies to be nudged one part after the other, about ``most`` in each: those that
    share somebody who reports for them stay together, for one push.
    """
    officers = officers_by_agency(session, organization_id, now)
    kept: list[tuple[set[int], set[str]]] = []
    for agency_id in sorted(agency_ids):
        agencies = {agency_id}
        users = {each.line_user_id for each in officers.get(agency_id, ())}
        apart = []
        for others, known in kept:
            if users & known:
                agencies, users = agencies | others, users | known
            else:
                apart.append((others, known))
        kept = [*apart, (agencies, users)]
    parts: list[list[int]] = []
    for agencies, _users in kept:
        if parts and len(parts[-1]) + len(agencies) <= most:
            parts[-1] += sorted(agencies)
        else:
            parts.append(sorted(agencies))
    return parts


def _first_today(decider: Decider, agency_id: int, messages: int) -> bool:
    """Keep that an agency is nudged; False when it was today already, whoever did it."""
    made = decider.session.scalar(
        insert_ignoring_duplicates(decider.session, Nudge)
        .values(
            agency_id=agency_id,
            day=local_day(decider.now),
            at=decider.now,
            by_id=decider.person.id,
            messages=messages,
        )
        .returning(Nudge.agency_id)
    )
    return made is not None


def _asks(organization: Organization) -> Message:
    phone = organization.secretariat_phone
    ask = f" สอบถามได้ที่ โทร. {phone}" if phone else ""
    return text_message(
        f"ฝ่ายเลขานุการ{organization.name}ขอติดตามรายงานที่ยังไม่ได้รับจากหน่วยงานของท่าน "
        f"โปรดรายงานตามการ์ดด้านล่าง หากส่งแล้วขออภัยมา ณ ที่นี้{ask}"
    )


def _note(
    decider: Decider, organization: Organization, asked: Sequence[int], messages: int
) -> None:
    subject = f"agency:{asked[0]}" if len(asked) == 1 else f"organization:{organization.id}"
    body = {"person": decider.person.id, "agencies": list(asked), "messages": messages}
    audit.record(decider.session, organization.id, "agency.nudged", subject, body, decider.now)
