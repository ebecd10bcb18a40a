"""From an event to whoever answers it. Menu words and taps come first, then the open form, then
kind help.
"""

from handlers import common_questions, form_input, lists, pages, registration
from handlers.absence import not_yet, roles_ended, time_ended, what_came
from handlers.answer import SILENCE, Answer, Context
from handlers.asked import time_answers
from handlers.commands import after_leaving, run_command
from handlers.form import (
    asides,
    drafts,
    mending,
    no_action,
    requesting,
    sending_several,
    undoing,
)
from handlers.form.looking import last_look
from handlers.form.questions import prompt
from handlers.group import handle_group
from handlers.incoming import EventKind, Incoming
from handlers.learning import measures, tutorial
from handlers.receipts import with_receipts, with_thanks
from handlers.requests import asked_time, leaving, noting, own_data
from handlers.requests.noting import with_notes
from handlers.said import (
    beside_several,
    continuing,
    evidence,
    listening,
    month_named,
    placing,
    typed_labels,
)
from handlers.said.evidence import tell_outcomes
from handlers.secretariat import (
    announcing,
    answering_time,
    asking,
    by_agency,
    by_number,
    for_agency,
    second_look,
    undelivered,
)
from handlers.secretariat.first import first_card
from handlers.secretariat.undelivered import with_news
from handlers.speaker import Speaker, find_person, offices_of, speaker_of
from handlers.tapping import tapped
from handlers.unsending import forget_message
from messages import menu
from messages.chat import small_talk
from messages.chat.lists import which_agency
from messages.chat.registration import declined, incomplete_code
from messages.form import feedback as feedback_texts
from messages.parts import text_message
from messages.said.kinds import Kind, kind_of
from messages.taps import Action
from models.month.calendar import local_day
from models.people.seen import note_seen
from models.tables.people import Person, Role
from thai.cleaning import clean

_PERSONAL = (
    EventKind.TEXT,
    EventKind.MEDIA,
    EventKind.PLACE,
    EventKind.WORDLESS,
    EventKind.TAP,
    EventKind.FOLLOW,
)


def handle(context: Context, incoming: Incoming) -> Answer:
    """Answer one event. Whatever a person sends, this neither fails nor loses it."""
    if incoming.group_id is not None:
        return handle_group(context, incoming)
    if incoming.user_id is None:
        return SILENCE
    person = find_person(context, incoming.user_id)
    if incoming.kind is EventKind.UNSEND:
        return forget_message(context, incoming, person)
    if incoming.kind is EventKind.UNFOLLOW:
        return _unfollowed(context, person)
    if incoming.kind not in _PERSONAL:
        return SILENCE
    away_since = person.blocked_at if person is not None else None
    if person is not None:
        if away_since is not None:  # setting it anyway would have every flush look at the person
            person.blocked_at = None  # whoever writes has unblocked us
        note_seen(person, context.now)
    withdrawn = person is not None and person.withdrawn_at is not None
    answer = _from_anybody(context, person, incoming.user_id, incoming)
    if withdrawn:
        return answer  # nothing beside it is said to who took the consent back
    if person is not None:
        answer = tell_outcomes(context, person, answer)
        answer = with_receipts(context, person, answer)
        answer = with_thanks(context, person, answer)
    speaker = speaker_of(person, context.now)
    if speaker is None:
        gone = roles_ended(person, away_since) if person and away_since else None
        return answer.preceded_by(gone) if gone and answer.messages else answer
    if away_since is not None and answer.messages:
        answer = answer.preceded_by(what_came(context, speaker, away_since))
    return with_news(context, speaker, with_notes(context, speaker, answer))


def _unfollowed(context: Context, person: Person | None) -> Answer:
    if person is not None:
        person.blocked_at = context.now
    return SILENCE


def _from_anybody(
    context: Context, person: Person | None, user_id: str, incoming: Incoming
) -> Answer:
    """Answer what anybody may do, registered or not: enter by a code. Who is unknown gets an
    explanation and nothing else.
    """
    action = incoming.tap.action if incoming.tap is not None else None
    if action is Action.CONSENT:
        return registration.consent(context, incoming)
    if action is Action.DECLINE:
        return Answer.of(declined())
    code = registration.code_in(incoming.text) if incoming.kind is EventKind.TEXT else None
    if code is not None:
        return registration.present(context, user_id, code)
    speaker = speaker_of(person, context.now)
    consented = registration.take_words(context, incoming, is_member=speaker is not None)
    if consented is not None:
        return consented
    if speaker is not None:
        refused = own_data.without_consent(context, speaker, incoming)
        if refused is not None:
            return refused
        return _from_member(context, speaker, incoming)
    return _from_stranger(context, person, incoming)


def _from_stranger(context: Context, person: Person | None, incoming: Incoming) -> Answer:
    stored = incoming.content.get("stored")
    # nothing of a stranger is kept
    erase = (str(stored["path"]),) if isinstance(stored, dict) else ()
    later = not_yet(context, person) or time_ended(context, person)
    if later is not None:
        return Answer.of(later).erasing(*erase)
    if registration.is_like_code(incoming.text):
        return Answer.of(incomplete_code()).erasing(*erase)
    command = menu.command_of(incoming.text)
    asked = noting.ask_of_stranger(context, person, incoming) if command is None else None
    if asked is not None:
        return asked
    wants = command == menu.REGISTER
    say = small_talk.how_to_register if wants else small_talk.stranger
    return Answer.of(say(offices_of(context))).erasing(*erase)


def _from_member(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    if incoming.kind is EventKind.FOLLOW:
        return _greeted(context, speaker)
    if incoming.kind is EventKind.TAP:
        return tapped(context, speaker, incoming)
    if incoming.kind is EventKind.MEDIA:
        return evidence.take_media(context, speaker, incoming)
    if incoming.kind is EventKind.PLACE:
        return evidence.take_place(context, speaker, incoming)
    if incoming.kind is EventKind.TEXT and incoming.text:
        return _said(context, speaker, incoming)
    draft = drafts.active_draft(context, speaker)
    if draft is None:
        return Answer.of(small_talk.wordless(speaker.quick))
    return prompt(context, draft, feedback_texts.words_please())


def _said(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    command = menu.command_of(incoming.text)
    if command is not None and not last_look.asks_to_send(context, speaker, incoming.text):
        return run_command(context, speaker, command)
    named = menu.summary_month(incoming.text)
    if named is not None:
        month = lists.month_meant(named, local_day(context.now))
        return after_leaving(context, speaker, lists.show_summary(context, speaker, month=month))
    browser = pages.code_in(incoming.text)
    if browser is not None:
        return pages.offer_digits(context, speaker, browser)
    about = measures.take_words(context, speaker, incoming.text)
    if about is not None:
        return about
    pressed = typed_labels.take_words(context, speaker, incoming, _said)
    if pressed is not None:
        return pressed
    numbered = by_number.take_words(context, speaker, incoming.text)
    if numbered is not None:
        return numbered
    shown = sending_several.take_words(context, speaker, incoming)
    if shown is not None:
        return shown
    for take in (
        beside_several.take_words,
        undoing.take_words,
        mending.take_words,
        evidence.take_more,
        no_action.take_words,
    ):
        answer = take(context, speaker, incoming)
        if answer is not None:
            return answer
    timed = time_answers.take_words(context, speaker, incoming)
    if timed is not None:
        return timed
    draft = drafts.active_draft(context, speaker)
    left = noting.take_words(context, speaker, incoming)
    if left is not None:
        return left if draft is None else asides.again(context, speaker, draft, left)
    if draft is not None:
        told = placing.take_words(context, speaker, draft, incoming)
        return told or form_input.take_words(context, speaker, draft, incoming)
    learned = tutorial.take_words(context, speaker, incoming.text)
    learned = learned or second_look.take_words(context, speaker, incoming.text)
    if learned is not None:
        return learned
    word = menu.form_word_of(incoming.text)
    if word == "confirm":
        sent = tutorial.take_confirm(context, speaker)
        sent = sent or sending_several.confirm_several(context, speaker)
        if sent is not None:
            return sent
    if word is not None:
        may_report = Role.OFFICER.value in speaker.roles
        said = feedback_texts.nothing_open(may_report=may_report)
        return Answer.of(text_message(said, speaker.quick))
    return _small_talk(context, speaker, incoming)


_TAKES = (
    announcing.take_announcement,
    answering_time.take_words,
    noting.take_answer,
    noting.take_not_ours,
    asked_time.take_words,
    common_questions.take_question,
    asking.take_question,
    placing.take_agency,
    tutorial.leaving_for(month_named.take_words),
    tutorial.leaving_for(listening.take_said),
)
"""Who may know what words outside any form mean, one after another."""


def _greeted(context: Context, speaker: Speaker) -> Answer:
    """Greet a person; the secretariat with what waits for it."""
    greeting = Answer.of(small_talk.welcome_back(speaker.person.name, speaker.quick))
    card = first_card(context, speaker)
    return greeting if card is None else greeting.followed_by(card)


def _small_talk(context: Context, speaker: Speaker, incoming: Incoming) -> Answer:
    text = incoming.text
    if registration.is_like_code(text):
        return Answer.of(incomplete_code())
    plain = menu.plain(text).lower()
    kind = kind_of(clean(text))
    if plain in small_talk.GREETINGS or kind is Kind.GREETING:
        return _greeted(context, speaker)
    if plain in small_talk.THANKS:
        return Answer.of(small_talk.thanked(speaker.quick))
    told = continuing.take_words(context, speaker, incoming)
    told = told or evidence.take_told(context, speaker, incoming)
    told = told or placing.take_number(context, speaker, text)
    told = told or placing.take_round(context, speaker, text)
    told = told or mending.open_numbered(context, speaker, text)
    told = told or leaving.take_words(context, speaker, text)
    told = told or undelivered.take_words(context, speaker, text)
    if told is not None:
        return told
    for take in _TAKES:
        told = take(context, speaker, incoming)
        if told is not None:
            return told
    told = by_agency.take_words(context, speaker, text)
    if told is not None:
        return told
    agencies = for_agency.agencies_named(context, speaker, menu.plain(text))
    if len(agencies) == 1:
        return for_agency.show_agency(context, speaker, agencies[0][0])
    if agencies:
        return Answer.of(which_agency(agencies, speaker.quick))
    if kind is not None and not speaker.secretariat_organizations():  # executives ask, too
        told = requesting.answered(context, speaker, incoming, kind, [])
        if told is not None:
            return told
    unclear = typed_labels.say_several(context, speaker, incoming)
    if unclear is not None:
        return unclear
    answer = Answer.of(small_talk.not_understood(speaker.roles, speaker.quick))
    return noting.passing_on(context, speaker, kind or Kind.OTHER, incoming, answer)
