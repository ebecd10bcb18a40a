"""From an event to whoever answers it. Menu words and taps come first, then the open form, then kind help."""

from __future__ import annotations

from collections.abc import Callable

from handlers import drafts, evidence, lists, registration, reporting, review, secretariat
from handlers.answer import SILENCE, Answer, Context
from handlers.form_tables import EXCUSE, REPORT, RETURN
from handlers.forms import Said, Word
from handlers.group import handle_group
from handlers.incoming import Incoming, Kind
from handlers.speaker import Speaker, find_person, speaker_of
from handlers.subjects import subject_of
from messages import chat, menu
from messages import form as say
from messages.lists import which_agency
from messages.parts import Message, text_message
from messages.registration import declined
from messages.taps import Tap
from models.conversation import Draft
from models.invites import normal_code
from models.people import Person
from models.thai import clean


def handle(context: Context, incoming: Incoming) -> Answer:
    """Answer one event. Whatever a person sends, this neither fails nor loses it."""
    if incoming.group_id is not None:
        return handle_group(context, incoming)
    if incoming.user_id is None:
        return SILENCE
    if incoming.kind is Kind.UNSEND:
        return evidence.take_back(context, incoming)
    person = find_person(context, incoming.user_id)
    if incoming.kind is Kind.UNFOLLOW:
        return _unfollowed(context, person)
    if incoming.kind is Kind.OTHER or incoming.kind not in _PERSONAL:
        return SILENCE
    if person is not None and person.blocked_at is not None:
        person.blocked_at = None  # whoever writes has unblocked us
    if incoming.tap is not None and incoming.tap.action == registration.CONSENT:
        return registration.consent(context, incoming)
    speaker = speaker_of(person)
    code = normal_code(incoming.text) if incoming.kind is Kind.TEXT else None
    if code is not None:
        return Answer(tuple(registration.present(context, incoming.user_id, code)))
    if incoming.tap is not None and incoming.tap.action == registration.DECLINE:
        return Answer.of(declined())
    if speaker is None:
        wants = incoming.kind is Kind.TEXT and menu.COMMANDS.get(clean(incoming.text)) == menu.REGISTER
        return Answer.of(chat.how_to_register() if wants else chat.stranger())
    return _from_member(context, speaker, incoming)


_PERSONAL = (Kind.TEXT, Kind.MEDIA, Kind.STICKER, Kind.LOCATION, Kind.TAP, Kind.FOLLOW)


def _unfollowed(context: Context, person: Person | None) -> Answer:
    if person is not None:
        person.blocked_at = context.now
    return SILENCE


def _from_member(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    if incoming.kind is Kind.FOLLOW:
        return Answer.of(chat.welcome_back(speaker.person.name, speaker.quick))
    if incoming.kind is Kind.TAP:
        return _tapped(context, speaker, incoming)
    if incoming.kind is Kind.MEDIA:
        return evidence.take_media(context, speaker, incoming)
    draft = drafts.active_draft(context, speaker)
    if incoming.kind in (Kind.STICKER, Kind.LOCATION):
        if draft is None:
            return Answer.of(chat.not_understood(speaker.quick))
        return Answer(tuple(_show(context, draft, say.words_please())))
    return _said(context, speaker, draft, incoming)


def _said(context: Context, speaker: Speaker, draft: Draft | None, incoming: Incoming) -> Answer:
    plain = clean(incoming.text)
    command = menu.COMMANDS.get(plain.lower())
    if command is not None:
        return _command(context, speaker, command, draft)
    word = menu.FORM_WORDS.get(plain)
    if draft is None:
        if word is not None:
            return Answer.of(text_message(say.nothing_open(), speaker.quick))
        return _small_talk(context, speaker, plain)
    if word is not None:
        return _take(context, speaker, draft, Said(word=Word(word)), None)
    if context.now - draft.updated_at > drafts.SILENCE_BEFORE_ASKING and plain:
        held = {"text": incoming.text, "message": incoming.message_id}
        drafts.save(context, draft, {**draft.answers, "_held": held})
        assert draft.obligation is not None
        return Answer.of(say.held(draft.id, subject_of(draft.obligation).name))
    return _answer_words(context, speaker, draft, incoming)


def _answer_words(context: Context, speaker: Speaker, draft: Draft, incoming: Incoming) -> Answer:
    if draft.form == REPORT:
        question = reporting.current_question(draft)
        if question == "evidence":
            kept = evidence.take_words(context, speaker, draft, incoming)
            if kept is not None:
                return kept
    return _take(context, speaker, draft, Said(text=incoming.text), incoming.message_id)


def _small_talk(context: Context, speaker: Speaker, plain: str) -> Answer:
    agencies = secretariat.agencies_named(context, speaker, plain)
    if len(agencies) == 1:
        return Answer(tuple(secretariat.show_agency(context, speaker, agencies[0][0])))
    if agencies:
        return Answer.of(which_agency(agencies, speaker.quick))
    return Answer.of(chat.not_understood(speaker.quick))


def _command(context: Context, speaker: Speaker, command: str, draft: Draft | None) -> Answer:
    if command == menu.HELP and draft is not None:
        return Answer((chat.form_help(), *_show(context, draft)))
    remark: list[Message] = []
    if draft is not None:
        drafts.park(context, speaker)
        assert draft.obligation is not None
        remark = [text_message(say.parked(subject_of(draft.obligation).name))]
    messages = _COMMANDS[command](context, speaker)
    return Answer(tuple([*remark, *messages][:5]))


_COMMANDS: dict[str, Callable[[Context, Speaker], list[Message]]] = {
    menu.REGISTER: lambda _context, _speaker: [chat.how_to_register()],
    menu.REPORT: lists.show_due,
    menu.MINE: lists.show_mine,
    menu.SUMMARY: lists.show_summary,
    menu.REVIEW: review.show_waiting,
    menu.HELP: lambda _context, speaker: lists.show_help(speaker),
}


def _tapped(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    tap = incoming.tap
    if tap is None:
        return Answer.of(chat.stale(speaker.quick))
    if tap.action == reporting.TYPING:
        return SILENCE  # the keyboard opened; the words come next
    if tap.action in _MENU_TAPS:
        return _menu_tap(context, speaker, tap)
    if tap.action in _OBLIGATION_TAPS:
        found = reporting.find_obligation(context, speaker, tap)
        if found is None:
            return Answer.of(chat.not_for_you(speaker.quick))
        obligation, membership = found
        if tap.action == "same":
            return Answer(tuple(reporting.same_again(context, speaker, obligation)))
        return Answer(tuple(reporting.begin(context, speaker, obligation, membership)))
    if tap.action in _REVIEW_TAPS:
        return Answer(tuple(_REVIEW_TAPS[tap.action](context, speaker, tap)))
    if tap.action in _DRAFT_TAPS:
        return _draft_tap(context, speaker, tap, incoming)
    return Answer.of(chat.stale(speaker.quick))


_MENU_TAPS = ("due", "mine", "summary", "review", "help", "agency")
_OBLIGATION_TAPS = ("report", "edit", "same")
_DRAFT_TAPS = ("ans", "word", "redo", "held")
_REVIEW_TAPS: dict[str, Callable[[Context, Speaker, Tap], list[Message]]] = {
    "accept": review.accept,
    "return": review.begin_return,
    "excuse": secretariat.begin_excuse,
    "reopen": secretariat.reopen_obligation,
}


def _menu_tap(context: Context, speaker: Speaker, tap: Tap) -> Answer:
    page = tap.number("page") or 1
    if tap.action == "agency":
        return Answer(tuple(secretariat.show_agency(context, speaker, tap.number("g"), page)))
    if page > 1 and tap.action in ("due", "mine"):
        show = lists.show_due if tap.action == "due" else lists.show_mine
        return Answer(tuple(show(context, speaker, page)))
    words = {"due": menu.REPORT, "mine": menu.MINE, "summary": menu.SUMMARY, "review": menu.REVIEW, "help": menu.HELP}
    return _command(context, speaker, words[tap.action], drafts.active_draft(context, speaker))


def _draft_tap(context: Context, speaker: Speaker, tap: Tap, incoming: Incoming) -> Answer:
    """A button of a form: obeyed when the form is the open one, else answered kindly."""
    named = drafts.own_draft(context, speaker, tap.number("d"))
    draft = drafts.active_draft(context, speaker)
    if named is None or draft is None or named.id != draft.id:
        return Answer(tuple(reporting.stale_button(context, speaker, named)))
    if tap.action == "redo" and draft.form == REPORT:
        return Answer(tuple(reporting.mend(context, draft, tap.values.get("q", ""))))
    if tap.action == "held":
        return _held(context, speaker, draft, tap)
    if tap.action == "word" and tap.values.get("w") in list(Word):
        return _take(context, speaker, draft, Said(word=Word(tap.values["w"])), None)
    said = Said(text=tap.values.get("v", ""), question=tap.values.get("q", ""))
    return _take(context, speaker, draft, said, incoming.message_id)


def _held(context: Context, speaker: Speaker, draft: Draft, tap: Tap) -> Answer:
    held = draft.answers.get("_held")
    drafts.save(context, draft, {name: value for name, value in draft.answers.items() if name != "_held"})
    if not isinstance(held, dict) or tap.values.get("use") != "1":
        return Answer(tuple(_show(context, draft)))
    words = Incoming(Kind.TEXT, speaker.person.line_user_id, None, text=held["text"], message_id=held["message"])
    return _answer_words(context, speaker, draft, words)


def _take(context: Context, speaker: Speaker, draft: Draft, said: Said, message_id: str | None) -> Answer:
    if draft.form == RETURN:
        return review.take_reason(context, speaker, draft, said)
    if draft.form == EXCUSE:
        return secretariat.take_excuse(context, speaker, draft, said)
    return reporting.take(context, speaker, draft, said, message_id)


def _show(context: Context, draft: Draft, remark: str = "") -> list[Message]:
    if draft.form == RETURN:
        return review.show_question(draft, remark)
    if draft.form == EXCUSE:
        return secretariat.show_question(draft, remark)
    return reporting.show(context, draft, remark)
