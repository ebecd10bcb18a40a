"""ติดตาม: the secretariat asks agencies once more for what they have not answered, one push to each
officer, at most once an agency and day (docs/month.md#a-nudge).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

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
from models.month.chased import Chase, chase_now, chased
from models.month.due import Due, due_by_agency
from models.month.holidays import load_working_days
from models.month.owing import officers_by_agency
from models.month.quiet import next_allowed
from models.outbox.quota import messages_left, reminders_to_come
from models.reports.waiting import AgencyWaiting, waiting_by_agency
from models.tables.agency import Agency
from models.tables.obligations import Nudge, ObligationState
from models.tables.organization import Organization

_WELCOME = timedelta(days=1)


@dataclass(frozen=True)
class NudgeWanted:
    """What a nudge is to be about: some ``kinds`` (None: what is asked for now, ``chase_now``), or
    what was never sent of one ``month``.
    """

    kinds: Chase | None = None
    month: date | None = None


WHAT_IS_ASKED = NudgeWanted()


@dataclass(frozen=True)
class Foreseen:
    """What a nudge would do now: ask ``agencies`` (id, name, reports asked for), one push to each
    of ``people``, at once or (``when``) in working hours. ``nudged`` agencies were asked on that
    day, ``unreached`` ones have nobody LINE reaches (names).

    It was ``wanted``, and is about ``kinds``. ``left`` is how many messages the month has in which
    it goes (None: no limit known), ``to_come`` how many of them its reminders take.
    """

    agencies: tuple[tuple[int, str, int], ...]
    people: int
    nudged: tuple[str, ...]
    unreached: tuple[str, ...]
    when: str | None
    wanted: NudgeWanted = WHAT_IS_ASKED
    kinds: Chase = Chase.ALL
    left: int | None = None
    to_come: int = 0


def foresee(
    session: Session,
    organization: Organization,
    now: datetime,
    agency_ids: Collection[int] | None,
    wanted: NudgeWanted = WHAT_IS_ASKED,
) -> Foreseen:
    """Return what a nudge of some agencies would do, or (None) of all of which something is asked;
    nothing is stored.
    """
    when = goes_at(session, organization, now)
    rows = waiting_by_agency(session, organization.id, when, wanted.month)
    kinds = _kinds(wanted, rows)
    waiting = [
        each
        for each in rows
        if each.asked(kinds) and (agency_ids is None or each.agency_id in agency_ids)
    ]
    officers = officers_by_agency(session, organization.id, now)
    before = nudged_on_day(session, organization, now)
    fresh = [each for each in waiting if each.agency_id not in before]
    asked = [each for each in fresh if officers.get(each.agency_id)]
    people = {each.line_user_id for row in asked for each in officers[row.agency_id]}
    return Foreseen(
        tuple((each.agency_id, each.name, each.asked(kinds)) for each in asked),
        len(people),
        tuple(each.name for each in waiting if each.agency_id in before),
        tuple(each.name for each in fresh if not officers.get(each.agency_id)),
        format_moment(when) if when > now else None,
        wanted,
        kinds,
        messages_left(session, organization.channel_id, when),
        reminders_to_come(session, organization.channel_id, when),
    )


@dataclass(frozen=True)
class Nudged:
    """What a nudge led to: ``agencies`` that were asked, ``passed_over`` that were not (asked that
    day already, nothing owed, or nobody can be reached), the pushes to queue, and when they go
    (``when``, None: at once). ``held`` are the names of agencies whose officers the month's
    messages do not reach.
    """

    agencies: int
    passed_over: int
    notices: tuple[Outgoing, ...]
    when: str | None
    held: tuple[str, ...] = ()


def nudged_on_day(session: Session, organization: Organization, now: datetime) -> frozenset[int]:
    """Return the agencies of an organization whose nudge goes, or went, on the day (of Bangkok) on
    which one would go that is asked for now.
    """
    day = local_day(goes_at(session, organization, now))
    rows = session.scalars(
        select(Nudge.agency_id)
        .join(Agency, Agency.id == Nudge.agency_id)
        .where(Agency.organization_id == organization.id, Nudge.day == day)
    )
    return frozenset(rows)


def nudge(
    decider: Decider,
    organization: Organization,
    agency_ids: Collection[int],
    wanted: NudgeWanted = WHAT_IS_ASKED,
) -> Nudged:
    """Ask some agencies of an organization for what they have not answered, in the words that are
    true when the push goes. Who reports for several of them gets one push.
    """
    session, now = decider.session, decider.now
    when = goes_at(session, organization, now)
    names: dict[int, str] = {
        row.id: row.name
        for row in session.execute(
            select(Agency.id, Agency.name)
            .where(Agency.organization_id == organization.id, Agency.id.in_(agency_ids))
            .order_by(Agency.id)
        )
    }
    dues = _dues(session, organization, list(names), wanted, when)
    officers = officers_by_agency(session, organization.id, now)
    asked = [
        agency_id
        for agency_id in names
        if dues.get(agency_id)
        and officers.get(agency_id)
        and _first_that_day(decider, agency_id, local_day(when), len(officers[agency_id]))
    ]
    owed_by: dict[str, list[Due]] = defaultdict(list)
    first: dict[str, int] = {}
    for agency_id in asked:
        for officer in officers[agency_id]:
            owed_by[officer.line_user_id] += dues[agency_id]
            first.setdefault(officer.line_user_id, agency_id)
    notices = tuple(
        _push(organization, user_id, first[user_id], owed, when)
        for user_id, owed in owed_by.items()
    )
    if asked:
        _note(decider, organization, asked, len(notices))
    left = messages_left(session, decider.channel_id, when)
    beyond = notices[left:] if left is not None else ()
    return Nudged(
        len(asked),
        len(names) - len(asked),
        notices,
        format_moment(when) if when > now else None,
        tuple(dict.fromkeys(names[first[each.recipient]] for each in beyond)),
    )


def _push(
    organization: Organization, user_id: str, agency_id: int, owed: list[Due], when: datetime
) -> Outgoing:
    owed = sorted(owed, key=attrgetter("month"))
    return Outgoing(
        recipient=user_id,
        messages=(_asks(organization, owed, when), *reminder(owed, when)),
        purpose=NUDGE,
        dedupe_key=f"{NUDGE}:{organization.id}:{local_day(when)}:{agency_id}:{user_id}",
        organization_id=organization.id,
        not_before=when,
        expires_at=when + _WELCOME,
    )


def goes_at(session: Session, organization: Organization, now: datetime) -> datetime:
    """Return when a nudge goes that is asked for now: at once, or in the next working hours."""
    today = local_day(now)
    days = load_working_days(session, today, today, organization.id)
    return next_allowed(now, days, organization.policy)


def _kinds(wanted: NudgeWanted, waiting: Iterable[AgencyWaiting]) -> Chase:
    """Return what a nudge is about: of one month, what is overdue."""
    if wanted.kinds is not None:
        return wanted.kinds
    if wanted.month is not None:
        return Chase.LATE
    return chase_now(late_open=any(each.late_open for each in waiting))


def _dues(
    session: Session,
    organization: Organization,
    agency_ids: Sequence[int],
    wanted: NudgeWanted,
    when: datetime,
) -> dict[int, list[Due]]:
    """Return what each agency is asked for at a moment."""
    kinds = wanted.kinds
    if kinds is None:
        kinds = _kinds(wanted, waiting_by_agency(session, organization.id, when, wanted.month))
    dues = due_by_agency(session, organization.id, when, agency_ids)
    return {agency_id: chased(owed, kinds, when, wanted.month) for agency_id, owed in dues.items()}


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


def _first_that_day(decider: Decider, agency_id: int, day: date, messages: int) -> bool:
    """Keep that an agency is nudged on a day; False when it was already, whoever did it."""
    made = decider.session.scalar(
        insert_ignoring_duplicates(decider.session, Nudge)
        .values(
            agency_id=agency_id,
            day=day,
            at=decider.now,
            by_id=decider.person.id,
            messages=messages,
        )
        .returning(Nudge.agency_id)
    )
    return made is not None


def _asks(organization: Organization, owed: Sequence[Due], when: datetime) -> Message:
    phone = organization.secretariat_phone
    ask = f" สอบถามได้ที่ โทร. {phone}" if phone else ""
    if all(due.state is ObligationState.RETURNED for due in owed):
        what = "รายงานที่ส่งกลับให้แก้ไข"
    elif all(due.is_overdue(when) for due in owed):
        what = "รายงานที่เกินกำหนดแล้วและยังไม่ได้รับ"
    else:
        what = "รายงานที่ยังไม่ได้รับ"
    return text_message(
        f"ฝ่ายเลขานุการ{organization.name}ขอติดตาม{what}จากหน่วยงานของท่าน "
        f"โปรดรายงานตามการ์ดด้านล่าง หากส่งแล้วขออภัยมา ณ ที่นี้{ask}"
    )


def _note(
    decider: Decider, organization: Organization, asked: Sequence[int], messages: int
) -> None:
    subject = f"agency:{asked[0]}" if len(asked) == 1 else f"organization:{organization.id}"
    body = {"person": decider.person.id, "agencies": list(asked), "messages": messages}
    audit.record(decider.session, organization.id, "agency.nudged", subject, body, decider.now)
