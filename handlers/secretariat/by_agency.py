"""รับรอง 1.1 คลังจังหวัด, ติดตาม สสจ., ยกเว้น สสจ. 1.1 เพราะ…: what the cards' buttons do for an
agency, by words that name it.
"""

from collections.abc import Callable, Sequence

from handlers.answer import Answer, Context
from handlers.form import drafts, filling
from handlers.lists import OBLIGATIONS
from handlers.requests import extending
from handlers.secretariat import answering_time, chasing, for_agency, returning, review
from handlers.speaker import Speaker
from messages.asked.time_request import read_request
from messages.chat import asked_time, extensions
from messages.chat.lists import which_agency
from messages.deciding import extend_report
from messages.form.forms import Said
from messages.form.subjects import subject_of
from messages.secretariat import by_agency as texts
from messages.secretariat.by_agency import AgencyRequest
from messages.taps import Action, Tap
from models.month.calendar import local_day, month_of
from models.reports.extensions import CannotExtend, request_of
from models.tables.agency import Agency
from models.tables.obligations import Obligation, ObligationState, Round
from models.tables.plan import Measure

_OPEN = (ObligationState.OWED, ObligationState.RETURNED)
_CAN = {
    "excuse": (ObligationState.OWED,),
    "report": _OPEN,
    "extend": _OPEN,
    "open": (ObligationState.SENT, ObligationState.ACCEPTED, ObligationState.EXCUSED),
}


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Do what words ask of the secretariat for the agency they name; None for other words and
    people, and where no agency is called so.
    """
    if not speaker.secretariat_organizations():
        return None
    asked = texts.asked_of_agency(text)
    if asked is None:
        return None
    found = for_agency.agencies_named(context, speaker, asked.agency)
    if not found:
        return None
    if len(found) > 1:
        return Answer.of(which_agency(found, speaker.quick))
    agency = context.session.get_one(Agency, found[0][0])
    return _DOES[asked.what](context, speaker, asked, agency)


def _reviewed(context: Context, speaker: Speaker, asked: AgencyRequest, agency: Agency) -> Answer:
    """Accept, return or show what waits of the agency: of several nothing is decided."""
    waiting = review.revisions_waiting(context, speaker, asked.code, agency.id)
    if not waiting:
        shown = for_agency.show_agency(context, speaker, agency.id)
        if asked.what == "look":
            return shown
        return shown.preceded_by(texts.nothing_such(agency.name, asked.code, ()))
    if len(waiting) > 1 or asked.what == "look":
        return review.show_of_agency(context, speaker, agency.id)
    if asked.what == "accept":
        return review.accept(context, speaker, waiting[0])
    begun = returning.begin_return(context, speaker, waiting[0])
    draft = drafts.active_draft(context, speaker)
    if not asked.why or draft is None:
        return begun
    return returning.take_return(context, speaker, draft, Said(text=asked.why))


def _nudged(context: Context, speaker: Speaker, _asked: AgencyRequest, agency: Agency) -> Answer:
    return chasing.tapped(context, speaker, Tap(Action.NUDGE, {"g": str(agency.id)}))


def _of_report(context: Context, speaker: Speaker, asked: AgencyRequest, agency: Agency) -> Answer:
    """Excuse, open, extend, or report on the one report that is meant."""
    found = _obligations(context, asked, agency)
    if not found:
        return Answer.of(texts.nothing_such(agency.name, asked.code, speaker.quick))
    codes = list(dict.fromkeys(each.assignment.measure.code or "-" for each in found))
    if len(codes) > 1:
        return Answer.of(texts.which_measure(agency.name, codes, speaker.quick))
    obligation = found[0]
    if asked.what == "report":
        return filling.begin(context, speaker, obligation)
    if asked.what == "extend":
        return _extend(context, speaker, asked, obligation)
    if asked.what == "open":
        return for_agency.begin_reopening(context, speaker, obligation)
    begun = for_agency.begin_excuse(context, speaker, obligation)
    draft = drafts.active_draft(context, speaker)
    if not asked.why or draft is None:
        return begun
    return for_agency.take_excuse(context, speaker, draft, Said(text=asked.why))


def _extend(
    context: Context, speaker: Speaker, asked: AgencyRequest, obligation: Obligation
) -> Answer:
    """Give more time to the day that was told, for the reason told or that of the request."""
    day = read_request(asked.until, (), local_day(context.now)).day
    request = request_of(context.session, obligation)
    waits = request is not None and request.answered_at is None
    why = asked.why or (request.reason if request is not None and waits else "")
    day = day or (request.asked_to if request is not None and waits else None)
    subject = subject_of(obligation)
    if day is None or not why:
        lacks = texts.how_to_extend(subject.agency, subject.code or "1.1", speaker.quick)
        return Answer.of(lacks)
    try:
        decided = extend_report(speaker.decider(context), obligation, day, why)
    except CannotExtend as refused:
        return Answer.of(extensions.cannot(refused.reason, speaker.quick))
    said = extensions.answered(subject_of(obligation), decided.notified, granted=True)
    answer = Answer.of(said).notifying(decided.notices)
    return answer.confirming(obligation.round.organization_id, said)


def _on_request(context: Context, speaker: Speaker, asked: AgencyRequest, agency: Agency) -> Answer:
    """Answer the agency's request for more time."""
    found = answering_time.waiting_of(context, speaker, asked.code, agency.id)
    if not found:
        return Answer.of(asked_time.none_of(asked.code, speaker.quick))
    said = asked_time.TimeAnswer(asked.code, asked.what == "allow", asked.why)
    if len(found) > 1:
        which = texts.which_measure(
            agency.name,
            [each.obligation.assignment.measure.code or "-" for each in found],
            speaker.quick,
        )
        return extending.asked_first(context, speaker, Answer.of(which))
    return answering_time.answer_one(context, speaker, said, found[0])


def _obligations(context: Context, asked: AgencyRequest, agency: Agency) -> Sequence[Obligation]:
    """Return the agency's reports to which it could be done, the newest round first."""
    of_measure = () if asked.code is None else (Measure.code == asked.code,)
    return context.session.scalars(
        OBLIGATIONS.where(
            *of_measure,
            Obligation.agency_id == agency.id,
            Obligation.state.in_(_CAN[asked.what]),
            Round.month <= month_of(local_day(context.now)),
        ).order_by(Round.month.desc(), Measure.position)
    ).all()


_DOES: dict[str, Callable[[Context, Speaker, AgencyRequest, Agency], Answer]] = {
    **dict.fromkeys(("accept", "back", "look"), _reviewed),
    **dict.fromkeys(("excuse", "report", "open", "extend"), _of_report),
    **dict.fromkeys(("allow", "deny"), _on_request),
    "nudge": _nudged,
}
