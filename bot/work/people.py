"""What is done for many people at once, or for one of them at LINE, as long work."""

import json
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.line.errors import LineUnavailable
from bot.line.menu_linking import roles_of
from bot.line.richmenus import set_menu
from bot.log import warning
from bot.outbox.queueing import queue_notices
from bot.work.papers import named, zipped
from bot.work.run import WorkLater, WorkRefused, WorkResult, WorkRun
from messages.deciding import NUDGE, Decider
from messages.nudging import NudgeWanted, nudge, nudge_parts
from models.month.calendar import local_day
from models.month.chased import Chase
from models.origin import Origin, Place, come_from
from models.tables.obligations import Nudge
from models.tables.organization import Organization
from models.tables.outbox import Delivery
from models.tables.people import Person
from papers.print.invitations import InvitationCard, InvitationSheet, sheet_pdf, sheet_pdfs
from papers.print.rendering import CannotRender
from web.desk.words import nudged
from web.people import words

_AT_ONCE = 10
"""Agencies between two signs of progress."""
_NOT_THERE = (400, 404)
"""What LINE answers about somebody it does not know: there is no menu to put right."""


def nudge_agencies(run: WorkRun) -> WorkResult:
    """Ask the agencies that were asked for once more for their reports; begun anew, those that come
    later.
    """
    program, agencies = run.program, list(run.given["agencies"])
    kinds = run.given.get("kinds")
    wanted = NudgeWanted(Chase(kinds) if kinds is not None else None)
    with program.database.read() as session:
        parts = nudge_parts(session, run.organization_id, agencies, program.clock(), _AT_ONCE)
    done, when = 0, None
    for part in parts:
        run.progress(done, len(agencies))
        with program.database.begin() as session:
            owner = session.get_one(Organization, run.organization_id)
            person = session.get_one(Person, run.asked_by_id)
            come_from(session, Origin(Place.PAGE, person.id))
            decider = Decider(session, owner.channel_id, person, program.clock())
            did = nudge(decider, owner, part, wanted)
            queue_notices(session, did.notices, channel_id=owner.channel_id, now=program.clock())
        done, when = done + len(part), did.when or when
    run.progress(done, len(agencies))
    with program.database.read() as session:
        asked, messages = _nudged_since(session, run, agencies)
    return WorkResult(next="/", said=nudged(asked, messages, len(agencies) - asked, when))


def make_sheet(run: WorkRun) -> WorkResult:
    """Make the invitations that were given as one PDF, or as an archive of one for each agency."""
    (file,) = run.files
    given = json.loads(file.body)
    cards = tuple(InvitationCard(**card) for card in given.pop("cards"))
    sheet, made = InvitationSheet(**given, cards=cards), []
    run.progress(0, len(cards))
    name, ending = words.SHEET_NAME, run.given["ending"]
    try:
        if ending == "pdf":
            return WorkResult(files=(named(f"{name}.pdf", sheet_pdf(sheet)),))
        for first in range(0, len(cards), _AT_ONCE):
            some = replace(sheet, cards=cards[first : first + _AT_ONCE])
            made += sheet_pdfs(some, first=first + 1)
            run.progress(first + len(some.cards), len(cards))
    except CannotRender as failed:
        raise WorkRefused(words.SHEET_LATER) from failed
    return WorkResult(files=(zipped(f"{name}.zip", [named(*each) for each in made]),))


def put_menu_right(run: WorkRun) -> WorkResult:
    """Give somebody the menu of the roles they hold now; who was erased has none."""
    line_user_id = run.given.get("user")
    if line_user_id:
        try:
            set_menu(run.program.line, line_user_id, roles_of(run.program, line_user_id))
        except LineUnavailable as problem:
            if problem.status not in _NOT_THERE:
                raise WorkLater(f"LINE answered {problem.status or 'nothing'}") from problem
            warning("richmenu.not_linked", status=problem.status)
    return WorkResult()


def _nudged_since(session: Session, run: WorkRun, agencies: list[int]) -> tuple[int, int]:
    """Return how many of the agencies were nudged since the work was asked for, and by how many
    messages: also what a run did that was killed.
    """
    asked = select(func.count()).where(
        Nudge.agency_id.in_(agencies),
        Nudge.day >= local_day(run.asked_at),
        Nudge.at >= run.asked_at,
    )
    messages = select(func.count()).where(
        Delivery.organization_id == run.organization_id,
        Delivery.purpose == NUDGE,
        Delivery.created_at >= run.asked_at,
    )
    return session.scalar(asked) or 0, session.scalar(messages) or 0
