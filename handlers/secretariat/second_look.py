"""ยืนยัน and ยกเลิก typed after a card that asks once more, outside any form: the announcement or the
nudge shown is sent or left, nothing is erased, withdrawn or chased by "ยกเลิก".
"""

from handlers.answer import Answer, Context
from handlers.form.said_before import last_said, shown_last, taps_shown
from handlers.incoming import Incoming
from handlers.requests import own_data
from handlers.secretariat import announcing, chasing
from handlers.speaker import Speaker
from messages import menu
from messages.chat import second_look as texts
from messages.parts import LineAction, buttons_in
from messages.taps import Action, Tap, unpack

_LOOKS = {
    menu.ERASE: Action.ERASE,
    menu.WITHDRAW: Action.WITHDRAW,
    menu.NUDGE: Action.NUDGE,
}
_DONE_BY = {Action.ERASE: "sure", Action.WITHDRAW: "sure", Action.NUDGE: "n"}
"""The value that only the button of the second look has."""


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer the words of a second look by what it was about; None where none was shown."""
    sure = texts.sure_of(text)
    if sure is not None:
        return _surely(context, speaker, sure)
    sends = texts.sends_announcement(text)
    agrees = not sends and texts.agrees(text)
    word = "confirm" if sends or agrees else menu.form_word_of(text)
    word = "cancel" if texts.leaves(text) else word
    if word not in ("confirm", "cancel"):
        return None
    last = last_said(context, speaker)
    if last is None:
        return None
    if word == "confirm":
        if agrees:
            return _not_yet(context, speaker)
        sent = announcing.send_last(context, speaker)
        sent = sent or (chasing.send_last(context, speaker) if not sends else None)
        return sent or (_again(context, speaker, last) if not sends else None)
    if announcing.was_shown(context, speaker, last):
        return Answer.of(texts.not_announced(speaker.quick))
    about = _look_of(last) or _shown(context, speaker)
    return Answer.of(texts.NOT_DONE[about](speaker.quick)) if about is not None else None


def _not_yet(context: Context, speaker: Speaker) -> Answer | None:
    """Say that what was shown is not sent by a word as loose as "โอเค"; None where nothing was."""
    shown = [
        each
        for each in buttons_in(shown_last(context, speaker.person.line_user_id))
        if _is_second(each)
    ]
    if not shown:
        return None
    return Answer.of(texts.not_sent_yet([*shown, *speaker.quick]))  # they are still the newest


def _is_second(button: LineAction) -> bool:
    tap = unpack(str(button.get("data", "")))
    if tap is None:
        return False
    return tap.action is Action.ANNOUNCE or (tap.action is Action.NUDGE and "n" in tap.values)


def _surely(context: Context, speaker: Speaker, about: Action) -> Answer:
    """Do what the words on a look's button say, if it was shown just now; else show it."""
    values = {"sure": "1"} if _shown(context, speaker) is about else {}
    if about is Action.ERASE:
        return own_data.erase(context, speaker, Tap(about, values))
    return own_data.withdraw(context, speaker, Tap(about, values))


def _shown(context: Context, speaker: Speaker) -> Action | None:
    """Return what the look on the last answer is about; None where it shows none."""
    for each in taps_shown(context, speaker.person.line_user_id):
        if "sure" in each.values:
            return each.action
    return None


def _again(context: Context, speaker: Speaker, last: Incoming) -> Answer | None:
    """Show a look once more whose button alone confirms: its doing cannot be taken back."""
    about = _look_of(last) or _shown(context, speaker)
    if about is Action.ERASE:
        return own_data.ask_erasure(context, speaker)
    return own_data.ask_withdrawal(context, speaker) if about is Action.WITHDRAW else None


def _look_of(last: Incoming) -> Action | None:
    """Return what the look was about that was shown last; None when it was none."""
    if last.tap is not None:
        done_by = _DONE_BY.get(last.tap.action)
        return last.tap.action if done_by and done_by not in last.tap.values else None
    return _LOOKS.get(menu.command_of(last.text) or "") if last.text else None
