"""ตอบทั้งหมดในหน้าเดียว: every report of the month on one page, saved as it is typed into the same
drafts as the chat's form, one button to send what is complete.
"""

from dataclasses import dataclass, field

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from messages.form.answering import PROGRESS
from messages.form.forms import AnswerRefused
from messages.form.questions import OBSTACLE_LIMIT, OUTCOME_LIMIT, SUMMARY_LIMIT, progress_word
from messages.form.report_cards import CHECKED_AGAIN, why_refused
from messages.form.subjects import subject_of
from messages.reporting import (
    ChangedMeanwhile,
    forget_empty,
    page_receipt,
    save_answer,
    say_nothing_new,
    see_colleague,
    send_draft,
)
from models.reports.drafts import hold_conversation
from models.tables.conversation import Draft
from models.tables.obligations import Obligation, Report, Revision
from models.tables.people import Role
from thai.labels import PROGRESS_LABELS
from web.access import Answered, Visit, page
from web.officer import words
from web.officer.evidence import (
    attach_files,
    attach_waiting,
    attach_words,
    drop_piece,
    tell_superior,
    waiting_of,
)
from web.officer.items import (
    KEYS,
    Item,
    asked_of,
    draft_of,
    items_of,
    own_obligation,
    own_roles,
)

officer = Blueprint(
    "officer", __name__, template_folder="../templates", url_prefix="/console/<slug>/mine"
)

SAME = "same"
"""What the page's choice of a status holds for "nothing new"."""
LIMITS = {"summary": SUMMARY_LIMIT, "obstacle": OBSTACLE_LIMIT, "outcome": OUTCOME_LIMIT}


@dataclass
class TypedAnswers:
    """What was typed and could not be stored, by the form's field: why not, and the words."""

    why: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, why: str) -> None:
        """Note that a field was not stored."""
        self.why[name], self.text[name] = why, request.form.get(name, "")


@officer.get("")
@page(Role.OFFICER)
def answer(visit: Visit) -> Answered:
    """Show every report that is due, returned ones first."""
    return _shown(visit, TypedAnswers(), _receipts(visit), tried="tried" in request.args)


@officer.post("")
@page(Role.OFFICER)
def press(visit: Visit) -> Answered:
    """Store what the form holds, with what waited, then do what was pressed: save, fill in "nothing
    new", drop a piece of evidence, or send what is complete.
    """
    hold_conversation(visit.session, visit.person)
    typed = TypedAnswers()
    shown = {item.id: item for item in items_of(visit)}
    for number in request.form.getlist("o", type=int):
        if number in shown:
            _take(visit, shown[number], typed)
        else:
            own_obligation(visit, number)
    attach_waiting(visit, shown)
    pressed, _, piece = request.form.get("do", "").partition("-")
    sent: list[Revision] = []
    if pressed == "drop":
        return drop_piece(visit, piece)
    if pressed == SAME:
        _fill_same(visit)
    elif pressed == "send":
        sent = _send(visit, typed)
    elif not typed.why:
        flash(words.SAVED)
    if typed.why:
        return _shown(visit, typed, sent, tried=pressed == "send"), 422
    where = url_for("officer.answer", slug=visit.organization.slug)
    told = f"?sent={','.join(str(each.id) for each in sent)}&tried=1" if pressed == "send" else ""
    return redirect(where + told, 303)


@officer.post("/<int:obligation_id>/save")
@page(Role.OFFICER)
def save(visit: Visit, obligation_id: int) -> Answered:
    """Store one answer as it is typed; 409 when it was changed elsewhere, 422 when it is not
    taken.
    """
    hold_conversation(visit.session, visit.person)
    obligation = own_obligation(visit, obligation_id)
    key, text = request.form.get("field", ""), request.form.get("value", "")
    draft = draft_of(visit, obligation)
    try:
        if key in KEYS:
            _save_one(visit, draft, key, text, request.form.get("was"))
        elif key == "told":
            tell_superior(visit, draft, told=bool(text))
        elif key in ("link", "superior"):
            attach_words(visit, draft, key, text)
        else:
            abort(400)
    except AnswerRefused as refused:
        forget_empty(visit.session, draft)
        return _told(visit, obligation, 422, why=refused.text)
    except ChangedMeanwhile as changed:
        shown = words.CHANGED.format(_readable(key, changed.stored))
        return _told(visit, obligation, 409, why=shown, stored=changed.stored)
    return _told(visit, obligation, 200)


@officer.post("/<int:obligation_id>/evidence")
@page(Role.OFFICER)
def upload(visit: Visit, obligation_id: int) -> Answered:
    """Keep photos and files for a report; 422 with the reason for what is not kept."""
    hold_conversation(visit.session, visit.person)
    obligation = own_obligation(visit, obligation_id)
    problems = attach_files(visit, obligation, request.files.getlist("file"))
    return _told(visit, obligation, 422 if problems else 200, why=" ".join(problems))


def _save_one(visit: Visit, draft: Draft, key: str, text: str, was: str | None) -> None:
    if key == PROGRESS and text == SAME:
        say_nothing_new(visit.session, draft, visit.now)
        return
    if key == PROGRESS and was == SAME:
        was = None
    save_answer(visit.session, draft, key, text, was, visit.now)


def _take(visit: Visit, item: Item, typed: TypedAnswers) -> None:
    """Store what the form holds of one report, as far as it differs from what stands."""
    form, obligation = request.form, item.obligation
    status = form.get(f"{PROGRESS}-{item.id}", "")
    if status == SAME and not item.is_same:
        say_nothing_new(visit.session, draft_of(visit, obligation), visit.now)
    # Whoever saw what stands may change it; else what stands is kept, and shown beside.
    was = None if item.is_same or form.get(f"v-{item.id}") == item.version else ""
    for key in () if status == SAME else KEYS:
        name = f"{key}-{item.id}"
        text = form.get(name)
        if text is None or _plain(text) == item.said(key):
            continue
        try:
            save_answer(visit.session, draft_of(visit, obligation), key, text, was, visit.now)
        except AnswerRefused as refused:
            typed.refuse(name, refused.text)
        except ChangedMeanwhile as changed:
            typed.refuse(name, words.CHANGED.format(_readable(key, changed.stored)))
    _take_evidence(visit, item, typed)


def _take_evidence(visit: Visit, item: Item, typed: TypedAnswers) -> None:
    form, obligation = request.form, item.obligation
    for name in (f"photo-{item.id}", f"file-{item.id}"):
        files = [each for each in request.files.getlist(name) if each.filename]
        if files and (problems := attach_files(visit, obligation, files)):
            typed.refuse(name, " ".join(problems))
    for key in ("link", "superior"):
        name = f"{key}-{item.id}"
        if text := form.get(name, "").strip():
            try:
                attach_words(visit, draft_of(visit, obligation), key, text)
            except AnswerRefused as refused:
                typed.refuse(name, refused.text)
    told = bool(form.get(f"told-{item.id}"))
    if form.get(f"asked-{item.id}") and told != item.told_superior:
        tell_superior(visit, draft_of(visit, obligation), told=told)


def _fill_same(visit: Visit) -> None:
    """Fill in "nothing new" wherever it may be said and nothing was answered."""
    filled = 0
    for item in items_of(visit):
        if item.is_asked and item.may_be_same and not item.is_begun:
            filled += say_nothing_new(visit.session, draft_of(visit, item.obligation), visit.now)
    flash(words.SAME_FILLED.format(filled) if filled else words.SAME_NONE)


def _send(visit: Visit, typed: TypedAnswers) -> list[Revision]:
    """Send what is complete; what is not stays, and the page says why."""
    sent = []
    kept = {int(name.rpartition("-")[2]) for name in typed.why}
    for item in items_of(visit):
        if item.draft is None or item.why_not or item.id in kept:
            continue
        if not item.is_asked or item.colleague is not None:
            seen = request.form.get(f"also-{item.id}", type=int)
            if seen is None:
                continue
            see_colleague(item.draft, seen)
        outcome = send_draft(visit.session, item.draft, by=visit.person, now=visit.now)
        if isinstance(outcome, Revision):
            sent.append(outcome)
        elif outcome.refused is not None:
            name = subject_of(item.obligation).short
            flash(f"{name}: {why_refused(outcome.refused)}", "problem")
    left = len(asked_of(visit))
    visit.push(page_receipt(visit.session, visit.organization, visit.person, sent, left, visit.now))
    return sent


def _receipts(visit: Visit) -> list[Revision]:
    """Return the reports the address names as just sent, if the visitor sent them."""
    numbers = [int(each) for each in request.args.get("sent", "").split(",") if each.isdecimal()]
    if not numbers:
        return []
    return list(
        visit.session.scalars(
            select(Revision)
            .join(Report)
            .join(Obligation)
            .where(
                Revision.id.in_([each for each in numbers if each < 2**31]),
                Revision.sent_by_id == visit.person.id,
                Revision.stands(),
                Obligation.agency_id.in_(visit.agency_ids),
            )
            .order_by(Revision.id)
        )
    )


def _shown(visit: Visit, typed: TypedAnswers, sent: list[Revision], *, tried: bool) -> str:
    items = items_of(visit)
    return render_template(
        "officer/answer.html",
        visit=visit,
        items=items,
        waiting=waiting_of(visit) if items else (),
        ready=sum(1 for each in items if not each.why_not and each.is_asked),
        can_be_same=any(each.is_asked and each.may_be_same and not each.is_begun for each in items),
        sent=sent,
        tried=tried,
        typed=typed,
        statuses=[(value, progress_word(value)) for value in PROGRESS_LABELS],
        status_word=progress_word,
        limits=LIMITS,
        checked_again=CHECKED_AGAIN,
        words=words,
        roles=own_roles(visit),
    )


def _told(visit: Visit, obligation: Obligation, status: int, **said: str) -> Response:
    """Tell the page's script how a report stands now."""
    items = items_of(visit)
    item = next((each for each in items if each.id == obligation.id), None)
    answer = jsonify(
        said
        | {
            "version": item.version if item else "",
            "state": (item.why_not or words.READY) if item else "",
            "ready": bool(item and not item.why_not),
            "same": bool(item and item.is_same),
            "count": sum(1 for each in items if not each.why_not and each.is_asked),
            "evidence": item.evidence if item else (),
            "told": bool(item and item.told_superior),
        }
    )
    answer.status_code = status
    return answer


def _readable(key: str, stored: str) -> str:
    if key == PROGRESS and stored:
        return progress_word(stored)
    return stored or words.EMPTY


def _plain(text: str) -> str:
    return "\n".join(text.splitlines()).strip()
