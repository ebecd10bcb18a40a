"""Questions about a person's own reports, answered from what is stored of their agencies."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers import lists
from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.learning import measures
from handlers.speaker import Speaker
from messages import menu
from messages.asked import own as texts
from messages.asked.own import OwnDuty, OwnRecord
from messages.asked.things import Thing, measure_codes
from models.extended import due_on_of
from models.month.calendar import fiscal_year_of, local_day, month_of
from models.reports.own import own_assignments, own_obligations
from models.tables.obligations import ANSWERED, ASKED, Obligation, ObligationState
from models.tables.people import Role
from models.tables.plan import Assignment

_LISTED = (*ANSWERED, ObligationState.OWED)
"""States that say something of a running round."""


def answered(context: Context, speaker: Speaker, thing: Thing, text: str) -> Answer | None:
    """Answer an officer's question about their own reports; None for other things and people."""
    if Role.OFFICER.value not in speaker.roles:
        return None
    answer = _ANSWERS.get(thing)
    return answer(context, speaker, text) if answer is not None else None


def _agency_ids(speaker: Speaker) -> list[int]:
    return [number for each in speaker.organizations for number in speaker.agency_ids(each.id)]


def _records(context: Context, speaker: Speaker, text: str = "") -> list[OwnRecord]:
    """Return this fiscal year's reports up to now, the newest round first; of the measures alone
    whose numbers stand in a text.
    """
    today = local_day(context.now)
    agencies = _agency_ids(speaker)
    found = own_obligations(context.session, agencies, fiscal_year_of(today), month_of(today))
    begun = drafts.begun_obligations(context, speaker)
    codes = measure_codes(text)
    return [
        _record(each, each.id in begun, is_one=len(set(agencies)) == 1)
        for each in found
        if not codes or each.assignment.measure.code in codes
    ]


def _record(obligation: Obligation, begun: bool, *, is_one: bool) -> OwnRecord:
    measure, report = obligation.assignment.measure, obligation.report
    current = report.current if report is not None else None
    review = current.review if current is not None else None
    return OwnRecord(
        code=measure.code,
        title=measure.title,
        agency="" if is_one else obligation.agency.name,
        month=obligation.round.month,
        due_on=due_on_of(obligation),
        state=obligation.state,
        begun=begun,
        progress=current.progress.value if current is not None else "",
        summary=current.summary if current is not None else "",
        number=current.receipt_number if current is not None else "",
        sent_on=local_day(current.sent_at) if current is not None else None,
        late=report.late if report is not None else False,
        reason=(review.reason or "") if review is not None else "",
    )


def _now(records: Sequence[OwnRecord]) -> list[OwnRecord]:
    """Return those of the newest round that are expected."""
    newest = records[0].month if records else None
    return [each for each in records if each.month == newest and each.state in _LISTED]


def _unknown(speaker: Speaker, text: str, found: Sequence[OwnRecord]) -> Answer | None:
    """Return that no measure of the numbers in a text is theirs; None where there is one."""
    codes = measure_codes(text)
    return Answer.of(texts.not_owned(codes, speaker.quick)) if codes and not found else None


def _sent(context: Context, speaker: Speaker, text: str) -> Answer | None:
    found = _records(context, speaker, text)
    if measure_codes(text):
        shown = _newest_and_asked(found)
        return (
            Answer.of(texts.standing(shown, speaker.quick))
            if shown
            else _unknown(speaker, text, found)
        )
    now = _now(found)
    return Answer.of(texts.sent(now, speaker.quick)) if now else lists.show_mine(context, speaker)


def _newest_and_asked(found: Sequence[OwnRecord]) -> list[OwnRecord]:
    """Return the newest round of each measure, and older ones in which something is asked for."""
    newest: set[tuple[str | None, str, str]] = set()
    shown = []
    for each in found:
        key = (each.code, each.title, each.agency)
        if key not in newest or each.state in ASKED:
            shown.append(each)
        newest.add(key)
    return shown


def _checked(context: Context, speaker: Speaker, text: str) -> Answer | None:
    found = _records(context, speaker, text)
    if measure_codes(text):
        return _sent(context, speaker, text)
    sent = [each for each in _now(found) if each.state is not ObligationState.OWED]
    return Answer.of(texts.standing(sent, speaker.quick)) if sent else _sent(context, speaker, "")


def _returned(context: Context, speaker: Speaker, text: str) -> Answer | None:
    found = _records(context, speaker, text)
    returned = [each for each in found if each.state is ObligationState.RETURNED]
    if measure_codes(text) and found and not returned:
        return _sent(context, speaker, text)
    return _unknown(speaker, text, found) or Answer.of(texts.returned(returned, speaker.quick))


def _left(context: Context, speaker: Speaker, _text: str) -> Answer | None:
    now = _now(_records(context, speaker))
    shown = lists.show_mine(context, speaker)
    return shown.preceded_by(texts.sent(now, ())) if now else shown


def _drafts(context: Context, speaker: Speaker, _text: str) -> Answer | None:
    begun = [each for each in _records(context, speaker) if each.begun]
    return Answer.of(texts.drafts(begun, speaker.quick))


def _receipts(context: Context, speaker: Speaker, text: str) -> Answer | None:
    sent = [each for each in _records(context, speaker, text) if each.number]
    newest = [each for each in sent if each.month == sent[0].month]
    return Answer.of(texts.receipts(newest, speaker.quick))


def _history(context: Context, speaker: Speaker, text: str) -> Answer | None:
    sent = [each for each in _records(context, speaker, text) if each.number]
    year = fiscal_year_of(local_day(context.now))
    return Answer.of(texts.history(sent, year, speaker.quick))


def _told(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Say what was reported in a month that was named; else before the running round."""
    today = local_day(context.now)
    month = _month_in(text, today)
    found = _records(context, speaker, text)
    unknown = _unknown(speaker, text, found)
    if unknown is not None:
        return unknown
    sent = [each for each in found if each.number]
    if month is not None:
        sent = [each for each in sent if each.month == month]
    else:
        earlier = [each for each in sent if each.month < month_of(today)] or sent
        sent = [each for each in earlier if each.month == earlier[0].month]
    if not sent:
        return Answer.of(texts.nothing_told(measure_codes(text), month, speaker.quick))
    return Answer.of(texts.told(sent, speaker.quick))


def _month_in(text: str, today: date) -> date | None:
    return lists.month_meant(menu.month_in(text), today)


def _duties(context: Context, speaker: Speaker, text: str) -> list[OwnDuty]:
    year = fiscal_year_of(local_day(context.now))
    codes = measure_codes(text)
    found = own_assignments(context.session, _agency_ids(speaker), year)
    return [_duty(each) for each in found if not codes or each.measure.code in codes]


def _duty(assignment: Assignment) -> OwnDuty:
    measure = assignment.measure
    period = assignment.period_text or texts.period(assignment.start_on, assignment.end_on)
    return OwnDuty(measure.code, measure.title, period, texts.rhythm(assignment.recurrence))


def _mine(context: Context, speaker: Speaker, _text: str) -> Answer | None:
    names = dict.fromkeys(m.agency.name for m in speaker.memberships if m.agency is not None)
    found = _duties(context, speaker, "")
    return Answer.of(texts.duties(found, list(names), speaker.quick))


def _often(context: Context, speaker: Speaker, text: str) -> Answer | None:
    found = _duties(context, speaker, text)
    codes = measure_codes(text)
    if not found:
        return Answer.of(texts.not_owned(codes, speaker.quick)) if codes else None
    return Answer.of(texts.rhythms(found, speaker.quick))


def _evidence(context: Context, speaker: Speaker, text: str) -> Answer | None:
    codes = measure_codes(text)
    return measures.card_of(context, speaker, codes[0]) if codes else None


_ANSWERS: dict[Thing, Callable[[Context, Speaker, str], Answer | None]] = {
    Thing.SENT: _sent,
    Thing.CHECKED: _checked,
    Thing.RETURNED: _returned,
    Thing.LEFT: _left,
    Thing.DRAFTS: _drafts,
    Thing.RECEIPT: _receipts,
    Thing.HISTORY: _history,
    Thing.TOLD: _told,
    Thing.MINE: _mine,
    Thing.OFTEN: _often,
    Thing.EVIDENCE: _evidence,
}
