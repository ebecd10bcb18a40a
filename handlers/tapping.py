"""Taps on buttons, of the newest message or of one from last month: obeyed where they still fit,
else answered kindly.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers import answering, lists
from handlers.answer import SILENCE, Answer, Context
from handlers.commands import after_leaving, obey
from handlers.form import drafts, filling, removing, sending
from handlers.form.form_tables import REPORT
from handlers.form.forms import Said, Word
from handlers.incoming import Incoming
from handlers.secretariat import for_agency, review
from handlers.speaker import Speaker
from messages import menu
from messages.chat import small_talk
from messages.form.questions import TYPING
from messages.parts import Message
from messages.taps import Tap
from models.tables.conversation import Draft


def tapped(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    """Answer a tap; what its button carries may be old, and the person may have no right to it any
    more.
    """
    tap = incoming.tap
    if tap is None:
        return Answer.of(small_talk.stale(speaker.quick))
    if tap.action == TYPING:
        return SILENCE  # the keyboard opened; the words come next
    if tap.action in _MENU:
        return _menu(context, speaker, tap)
    if tap.action in _OBLIGATION:
        return Answer(tuple(_obligation(context, speaker, tap)))
    if tap.action in _SECRETARIAT:
        return Answer(tuple(_SECRETARIAT[tap.action](context, speaker, tap)))
    if tap.action == "reopen":
        return for_agency.reopen_obligation(context, speaker, tap)
    if tap.action in _DRAFT:
        return _draft(context, speaker, tap)
    return Answer.of(small_talk.stale(speaker.quick))


_MENU = {
    "due": menu.REPORT,
    "mine": menu.MINE,
    "summary": menu.SUMMARY,
    "review": menu.REVIEW,
    "help": menu.HELP,
    "agency": "",
}
_OBLIGATION = ("report", "edit", "same")
_DRAFT = ("ans", "word", "redo", "held", "old", "drop")
_SECRETARIAT: dict[str, Callable[[Context, Speaker, Tap], list[Message]]] = {
    "accept": review.accept,
    "return": review.begin_return,
    "files": review.show_files,
    "excuse": for_agency.begin_excuse,
}


def _menu(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    page = tap.number("page") or 1
    if tap.action == "agency":
        return after_leaving(
            context, speaker, for_agency.show_agency(context, speaker, tap.number("g"), page)
        )
    if tap.action == "summary" and tap.number("full"):
        return after_leaving(context, speaker, lists.show_summary(context, speaker, in_full=True))
    if page > 1 and tap.action in ("due", "mine"):
        show = lists.show_due if tap.action == "due" else lists.show_mine
        return after_leaving(context, speaker, show(context, speaker, page))
    return obey(context, speaker, _MENU[tap.action])


def _obligation(context: Context, speaker: Speaker, tap: Tap) -> list[Message]:
    found = filling.find_obligation(context, speaker, tap)
    if found is None:
        return [small_talk.not_for_you(speaker.quick)]
    begin = sending.same_again if tap.action == "same" else filling.begin
    return begin(context, speaker, *found)


def _draft(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    """A button of a form: obeyed when the form is the open one."""
    named = drafts.own_draft(context, speaker, tap.number("d"))
    draft = drafts.active_draft(context, speaker)
    if named is None or draft is None or named.id != draft.id:
        return Answer(tuple(filling.stale_button(context, speaker, named)))
    key = tap.values.get("q", "")
    if tap.action == "held":
        return answering.take_held(context, speaker, draft, use=tap.values.get("use") == "1")
    if tap.action == "drop" and draft.form == REPORT:
        return removing.tapped(context, draft, tap.number("e"))
    if tap.action in ("redo", "old"):
        return Answer(tuple(_mend(context, speaker, draft, tap.action, key)))
    if tap.action == "word" and tap.values.get("w") in list(Word):
        return answering.take(
            context, speaker, draft, Said(word=Word(tap.values["w"]), question=key or None), []
        )
    return answering.take(
        context, speaker, draft, Said(text=tap.values.get("v", ""), question=key), []
    )


def _mend(context: Context, speaker: Speaker, draft: Draft, action: str, key: str) -> list[Message]:
    if draft.form != REPORT:
        return filling.stale_button(context, speaker, None)
    if action == "old":
        return filling.keep_old(context, speaker, draft, key)
    return filling.mend(context, draft, key)
