"""The cards of the month, each with what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from messages.month import (
    brief,
    date_moved,
    days_off,
    due,
    forecast,
    group,
    missing,
    no_plan,
    sample_cards,
    summary,
)
from messages.parts import Message
from models.month.adoption import MissingPlan
from models.month.brief import Brief, Stuck
from models.month.days_off import DayOff
from models.month.summary import Count
from models.outbox.forecast import Forecast
from models.outbox.line_plans import LINE_PLANS, PlanAdvice
from models.tables.obligations import ObligationState
from models.tables.wording import CardKind
from models.wording import CardWords
from tests.drawings.samples.data import (
    DUE_ON,
    MONTH,
    NOW,
    QUICK,
    Data,
    Sample,
    shown_together,
)


def _brief(data: Data) -> list[Message]:
    stuck = tuple(
        Stuck("1.1", data.title, MONTH, 9, data.agency if n % 2 else None)
        for n in range(min(data.many, 5))
    )
    before = Count(10, 6, 5, 5) if data.much else None
    return list(brief.executive_brief(Brief(data.view, before, stuck if data.much else ())))


def _days(data: Data) -> list[Message]:
    days = [
        DayOff(DUE_ON + timedelta(days=n), data.title[:60], is_own=n % 2 > 0)
        for n in range(data.many)
    ]
    return list(days_off.to_confirm(1, 2570, days))


def _forecast(data: Data) -> list[Message]:
    months = ((date(2026, 9, 1), 106), (date(2026, 10, 1), 9999)) if data.much else ()
    advice = PlanAdvice(months, 9999, LINE_PLANS[1] if data.much < 2 else None, 300)
    most, short = data.most, data.much > 1
    found = Forecast(
        MONTH, 300, most, most, most, most, most, most if short else 0, True, not short, advice
    )
    return list(forecast.month_forecast(found))


def _missing(data: Data) -> list[Message]:
    owing = data.owing() if data.much else []
    names = [data.agency] * min(data.many, 9) if data.much > 1 else []
    without = [(each.code, each.title) for each in data.measures()] if data.much > 1 else []
    return list(missing.missing_list(data.view, owing, names, without))


def _summary(data: Data) -> list[Message]:
    owing = data.owing() if data.much else []
    return list(summary.round_summary(data.view, owing=owing, quick=QUICK))


def _own_summary(data: Data) -> list[Message]:
    own = [(data.agency, data.count)] * min(data.many, 4)
    return list(summary.officer_summary(data.view, own, quick=QUICK))


def _own_words(data: Data) -> list[Message]:
    chosen = CardWords(title=data.title[:60], lead=data.reason[:300]) if data.much else CardWords()
    organization = data.organization
    return [
        card
        for kind in CardKind
        for card in sample_cards.sample_card(organization, kind, chosen, NOW)
    ]


def _reminder(data: Data) -> list[Message]:
    return list(due.reminder([data.due(n) for n in range(data.many)], NOW))


def _due_cards(data: Data) -> list[Message]:
    states = (ObligationState.OWED, ObligationState.RETURNED)
    late = (date(2026, 10, 1), 9) if data.much else None
    kinds = [data.due(state=state, late_open=late) for state in states]
    kinds.append(data.due(no_action=True))
    cards = [due.due_card(each, NOW, begun=data.much > 1) for each in kinds]
    cards.append(due.due_card(data.due(), NOW + timedelta(days=3)))
    return shown_together("รายการที่ถึงกำหนดรายงาน", *cards)


MONTHLY: dict[Callable[..., object], Sample] = {
    brief.executive_brief: _brief,
    date_moved.date_moved: lambda _: date_moved.date_moved(MONTH, date(2026, 12, 8)),
    days_off.to_confirm: _days,
    due.due_card: _due_cards,
    due.reminder: _reminder,
    forecast.month_forecast: _forecast,
    group.group_reminder: lambda d: group.group_reminder(d.view, "@kaona" if d.much else None),
    missing.missing_list: _missing,
    no_plan.no_plan: lambda d: no_plan.no_plan(MissingPlan(2570, d.much > 0), QUICK),
    sample_cards.sample_card: _own_words,
    summary.round_summary: _summary,
    summary.officer_summary: _own_summary,
    summary.no_round_yet: lambda d: summary.no_round_yet(QUICK, MONTH if d.much else None),
}
