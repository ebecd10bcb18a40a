"""The words of reminders, chosen within limits, seen as the phone shows them before they are
kept.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from messages.month.sample_cards import sample_card
from messages.month.wording import (
    PLACEHOLDERS,
    STANDARD,
    WordingChanged,
    WordingRefused,
    change_words,
    check_words,
)
from models.tables.people import Role
from models.tables.wording import LEAD_LIMIT, TITLE_LIMIT, CardKind
from models.wording import CardWords, own_words
from web.access import Answered, Visit, page
from web.calendar import words

wording = Blueprint(
    "wording", __name__, template_folder="../templates", url_prefix="/console/<slug>"
)


@wording.get("/calendar/wording")
@page(Role.SECRETARIAT)
def overview(visit: Visit) -> Answered:
    """Show the cards as they read now."""
    own = own_words(visit.session, visit.organization.id)
    return render_template(
        "calendar/wording.html",
        visit=visit,
        kinds=words.CARDS,
        own=own,
        cards={
            kind: sample_card(visit.organization, kind, own.get(kind, CardWords()), visit.now)
            for kind in CardKind
        },
    )


@wording.get("/calendar/wording/<kind>")
@page(Role.SECRETARIAT)
def form(visit: Visit, kind: str) -> Answered:
    """Show the words of a card, to be changed."""
    card = _kind(kind)
    stands = own_words(visit.session, visit.organization.id).get(card, CardWords())
    return _form(visit, card, stands, was=stands)


@wording.post("/calendar/wording/<kind>")
@page(Role.SECRETARIAT)
def save(visit: Visit, kind: str) -> Answered:
    """Keep the words of a card, take the standard ones again (``standard``), or show how they would
    look (``look``); nothing is kept then.
    """
    card, typed = _kind(kind), _typed("title", "lead")
    was, wanted = _typed("was_title", "was_lead"), typed
    if "standard" in request.form:
        wanted = CardWords()
    try:
        if "look" in request.form:
            return _form(visit, card, check_words(typed.title, typed.lead), was=was)
        changed = change_words(
            visit.session,
            visit.organization,
            card,
            wanted,
            was=was,
            by=visit.person,
            now=visit.now,
        )
    except WordingRefused as refused:
        problem = words.wording_problem(refused)
        return _form(visit, card, typed, was=was, problem=problem)
    except WordingChanged as others:
        problem = words.changed_words(words.WORDS, others.by.name if others.by else None)
        return _form(visit, card, typed, was=others.now, problem=problem, stands=others.now)
    flash(words.WORDS_SET if changed else words.NOTHING_NEW)
    return redirect(url_for("wording.overview", slug=visit.organization.slug), 303)


def _kind(text: str) -> CardKind:
    try:
        return CardKind(text)
    except ValueError:
        abort(404)


def _typed(title: str, lead: str) -> CardWords:
    return CardWords(
        request.form.get(title, "").replace("\r\n", "\n"),
        request.form.get(lead, "").replace("\r\n", "\n"),
    )


def _form(
    visit: Visit,
    card: CardKind,
    typed: CardWords,
    *,
    was: CardWords,
    problem: str | None = None,
    stands: CardWords | None = None,
) -> Answered:
    shown = render_template(
        "calendar/wording_form.html",
        visit=visit,
        kind=card,
        card_word=words.CARDS[card],
        typed=typed,
        was=was,
        stands=stands,
        standard=STANDARD[card],
        placeholders=PLACEHOLDERS,
        limits=(TITLE_LIMIT, LEAD_LIMIT),
        messages=None if problem else sample_card(visit.organization, card, typed, visit.now),
        problem=problem,
    )
    return (shown, 422) if problem else shown
