"""The cards of the conversation, each with what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from messages.chat import (
    announcement,
    extensions,
    further,
    lists,
    notes,
    notices,
    own_data,
    pages,
    registration,
    small_talk,
    tutorial,
)
from messages.nudging import Foreseen
from messages.parts import Message
from messages.secretariat import announcing, chasing, first_card
from models.month.adoption import MissingPlan
from models.month.brief import AgencyStand, IssueStand
from models.month.chased import Chase
from models.people.circulars import Reach
from models.people.notes import LeftNote
from models.tables.conversation import NoteKind
from models.tables.obligations import ObligationState
from models.tables.people import Membership, Person
from tests.drawings.samples.data import (
    DUE_ON,
    MOMENT,
    MONTH,
    QUICK,
    Data,
    Sample,
    shown_together,
)


def _look(data: Data) -> list[Message]:
    typed = announcing.TypedAnnouncement(announcing.Audience.ALL, (), "ขอเชิญประชุม", data.reason)
    roles = tuple(
        Membership(agency_id=n, person_id=n, person=Person(id=n)) for n in range(data.many)
    )
    reach = Reach(roles, (data.agency,) * data.many if data.much else ())
    choices = [announcing.AudienceChoice(each, reach) for each in announcing.Audience]
    left = data.most or None
    when = "1 ธ.ค. 69 เวลา 08.30 น." if data.much else None
    problem = announcing.CHANGED if data.much > 1 else ""
    return announcing.look(
        data.organization, typed, "9" * 18, choices, left, when, QUICK, problem, data.most
    )


def _nudge(data: Data) -> list[Message]:
    names = (data.agency,) * data.many if data.much > 1 else ()
    asked = tuple((n, data.agency, 1 + n % 9) for n in range(data.many))
    left = 1 if data.much > 1 else data.most or None
    kinds = Chase.LATE | Chase.RETURNED if data.much else Chase.ALL
    when = "09.00 น." if data.much else None
    found = Foreseen(
        asked, data.many, names, names, when, kinds=kinds, left=left, to_come=data.most
    )
    return [chasing.look(1, found, QUICK, problem=chasing.CHANGED if data.much > 1 else "")]


def _first(data: Data) -> list[Message]:
    if not data.much:
        return first_card.first_cards([first_card.Waiting(data.agency)], QUICK)
    rounds, missing = ((MONTH, DUE_ON),) * 2, MissingPlan(2570, has_draft=True)
    waiting = first_card.Waiting(data.agency, rounds, missing, *[data.most] * 11)
    return first_card.first_cards([waiting], QUICK)


def _issue(data: Data) -> list[Message]:
    behind = tuple((data.agency, 3) for _ in range(data.many)) if data.much else ()
    number = "12" if data.much else None
    stand = IssueStand(number, data.title, data.count, data.measures(), behind)
    return [further.issue_card(stand, MONTH, QUICK)]


def _agency(data: Data) -> list[Message]:
    stuck = data.stuck() if data.much else ()
    stand = AgencyStand(1, data.agency, data.count, data.measures(), stuck)
    return [further.agency_card(stand, MONTH, QUICK, is_due=data.much > 0, may_act=data.much > 0)]


def _mine(data: Data) -> list[Message]:
    states = list(ObligationState)[: data.many]
    lines = [lists.mine_line(data.mine(state)) for state in states]
    return [lists.mine_card(lines, data.many, max(data.many - 9, 0), 1, QUICK)]


def _of_agency(data: Data) -> list[Message]:
    lines = [lists.agency_line(data.mine(state)) for state in list(ObligationState)[: data.many]]
    people = [data.person] * min(data.many, 4) if data.much else []
    more = lists.agency_page(1, 2) if data.much > 1 else None
    nudge = chasing.one(1) if data.much else None
    blocked = people if data.much > 1 else []
    lines = lines if data.much else []
    return [lists.agency_card(data.agency, people, lines, 9, more, blocked, nudge)]


def _notes(data: Data) -> list[Message]:
    kinds = list(NoteKind)
    who = (data.person, data.agency) if data.much else (None, None)
    left = [LeftNote(n, kinds[n % len(kinds)], data.reason, MOMENT, *who) for n in range(data.many)]
    return [notes.listed(1, left, QUICK)]


def _pick(data: Data) -> list[Message]:
    described = "Chrome บน Windows" if data.much < 2 else "Samsung Internet บน Android รุ่น 15"
    return [pages.pick_card(1, described, MOMENT, ["12", "34", "56"])]


def _invitation(data: Data) -> list[Message]:
    place = f"รายงานแทน {data.person}" if data.much > 1 else None
    agency = data.agency if data.much else None
    return [
        registration.invitation(
            "KN0123456789AB",
            data.agency,
            agency,
            "officer" if agency else "executive",
            data.phone,
            place,
        )
    ]


def _help(data: Data) -> list[Message]:
    roles = ("officer", "secretariat", "executive")[: data.much + 1]
    offices = [small_talk.Office(data.agency, data.phone)] * min(data.many, 3)
    return [small_talk.help_card(roles, offices, QUICK)]


def _extension(data: Data) -> list[Message]:
    card = extensions.request_card(1, data.subject, data.person, date(2026, 12, 9), data.reason)
    return shown_together("ขอขยายเวลา", card)


CHAT: dict[Callable[..., object], Sample] = {
    announcement.circular_card: lambda d: [
        announcement.circular_card(d.organization, "ขอเชิญประชุม", d.reason * 2, 1)
    ],
    announcing.look: _look,
    chasing.look: _nudge,
    extensions.ask_refusal: lambda d: [extensions.ask_refusal(1, d.subject)],
    extensions.request_card: _extension,
    first_card.first_cards: _first,
    further.issue_card: _issue,
    further.agency_card: _agency,
    further.behind_card: lambda d: [further.behind_card(d.owing(), MONTH, QUICK)],
    lists.all_card: lambda d: shown_together("รายการที่รอรายงาน", lists.all_card(d.many)),
    lists.more_card: lambda d: shown_together(
        "รายการที่ถึงกำหนดรายงาน", lists.more_card(d.many, lists.due_page(2))
    ),
    lists.mine_card: _mine,
    lists.agency_card: _of_agency,
    notes.listed: _notes,
    notices.returned_notice: lambda d: [
        notices.returned_notice(1, "2570-000001-1", d.subject, d.reason, d.phone)
    ],
    notices.excused_notice: lambda d: [notices.excused_notice(d.subject, d.reason, d.phone)],
    notices.reopened_notice: lambda d: [
        notices.reopened_notice(
            1, "2570-000001-1", d.subject, d.reason if d.much else None, d.phone
        )
    ],
    notices.asked_again_notice: lambda d: [notices.asked_again_notice(1, d.subject, d.phone)],
    notices.extended_notice: lambda d: [notices.extended_notice(1, d.subject, d.reason, d.phone)],
    notices.not_extended_notice: lambda d: [
        notices.not_extended_notice(1, d.subject, d.reason, d.phone)
    ],
    own_data.own_data_card: lambda _: [own_data.own_data_card(QUICK)],
    own_data.ask_withdrawal: lambda _: [own_data.ask_withdrawal(QUICK)],
    own_data.ask_erasure: lambda d: [own_data.ask_erasure(d.most, QUICK)],
    pages.entry_card: lambda _: [pages.entry_card("https://example.go.th/a", "secretariat", QUICK)],
    pages.all_reports_card: lambda _: [pages.all_reports_card("https://example.go.th/a", QUICK)],
    pages.pick_card: _pick,
    registration.invitation: _invitation,
    registration.first_steps: lambda _: [registration.first_steps(QUICK)],
    small_talk.help_card: _help,
    tutorial.begin: lambda _: [tutorial.begin(QUICK)],
    tutorial.review: lambda d: [tutorial.review(d.shown, QUICK)],
    tutorial.receipt: lambda _: [tutorial.receipt(QUICK)],
}
