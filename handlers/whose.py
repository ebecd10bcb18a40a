"""Of which agency words are, for whoever reports the same measure for several."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from handlers.answer import Context
from handlers.due import due_of
from handlers.speaker import Speaker
from messages import menu
from messages.form.mending import report_asked
from messages.said import whose
from messages.said.inside import measure_number
from messages.said.measures import DueMeasure
from models.tables.agency import AgencyAlias
from models.tables.obligations import Obligation
from models.tables.people import Membership, Role


def narrowed(
    context: Context, speaker: Speaker, text: str, due: Sequence[DueMeasure]
) -> tuple[str, Sequence[DueMeasure]]:
    """Return words without the agency they name, and what is due of that alone; both as they are
    where none of several is named.
    """
    named = agency_of(context, speaker, text)
    if named is None:
        return text, due
    agency_id, words = named
    own = {each.obligation_id for each in due_of(context, speaker) if each.agency_id == agency_id}
    return words, [each for each in due if each.id in own]


def agency_of(context: Context, speaker: Speaker, text: str) -> tuple[int, str] | None:
    """Return the agency (id) that words name, of the several one reports for, and the words without
    its name; None where they name none.
    """
    agencies = _agencies(context, speaker)
    return whose.agency_in(text.strip(), agencies) if agencies else None


def agency_alone(context: Context, speaker: Speaker, text: str) -> tuple[int, str] | None:
    """Return the agency (id) whose name was typed, of the several one reports for, with the number
    of a measure typed beside it ("" without); None for more words than that.
    """
    named = agency_of(context, speaker, menu.plain(text))
    if named is None:
        return None
    agency_id, words = named
    code = (measure_number(words) or report_asked(words)) if words else ""
    return None if code is None else (agency_id, code)


def due_for(
    context: Context, speaker: Speaker, agency_id: int, due: Sequence[DueMeasure]
) -> list[DueMeasure]:
    """Return what is due, without the measures of others that are due of an agency, too."""
    own = {each.obligation_id for each in due_of(context, speaker) if each.agency_id == agency_id}
    same = {(each.code, each.title) for each in due if each.id in own}
    return [each for each in due if each.id in own or (each.code, each.title) not in same]


def twins(obligation: Obligation, found: Mapping[int, Obligation]) -> list[Obligation]:
    """Return what is due of the same measure: a person may report for several agencies."""
    measure = obligation.assignment.measure_id
    return [each for each in found.values() if each.assignment.measure_id == measure]


def in_doubt(
    asked: Iterable[Obligation], found: Mapping[int, Obligation]
) -> tuple[list[Obligation], dict[int, str]]:
    """Return which of some reports may as well be another agency's, with the agencies (id, name)
    among which to choose; none where all of them are asked.
    """
    named = {each.id: each for each in asked}
    doubted: list[Obligation] = []
    agencies: dict[int, str] = {}
    for each in named.values():
        alike = twins(each, found)
        if any(twin.id not in named for twin in alike):
            doubted.append(each)
            agencies |= {twin.agency_id: twin.agency.name for twin in alike}
    return doubted, agencies


def has_several(speaker: Speaker) -> bool:
    """Tell whether a person reports for several agencies."""
    return len(_memberships(speaker)) > 1


def _memberships(speaker: Speaker) -> dict[int, Membership]:
    return {
        each.agency_id: each
        for each in speaker.memberships
        if each.role is Role.OFFICER and each.agency_id is not None
    }


def _agencies(context: Context, speaker: Speaker) -> dict[int, list[str]]:
    """Return the names and aliases of the agencies for which a person reports, of several."""
    held = _memberships(speaker)
    if len(held) < 2:
        return {}
    found = {number: [each.agency.name] for number, each in held.items() if each.agency}
    aliases = select(AgencyAlias.agency_id, AgencyAlias.alias).where(
        AgencyAlias.agency_id.in_(found)
    )
    for agency_id, alias in context.session.execute(aliases):
        found[agency_id].append(alias)
    return found
