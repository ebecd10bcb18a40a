"""ยืนยัน and ยกเลิก typed after a card that asks once more, outside any form: the announcement shown
is sent or left, nothing is erased, withdrawn or chased by "ยกเลิก".
"""

from handlers.answer import Answer, Context
from handlers.form.said_before import last_said
from handlers.incoming import Incoming
from handlers.requests import own_data
from handlers.secretariat import announcing
from handlers.speaker import Speaker
from messages import menu
from messages.chat import second_look as texts
from messages.taps import Action

_LOOKS = {
    menu.ERASE: Action.ERASE,
    menu.WITHDRAW: Action.WITHDRAW,
    menu.NUDGE: Action.NUDGE,
}
_DONE_BY = {Action.ERASE: "sure", Action.WITHDRAW: "sure", Action.NUDGE: "n"}
"""The value that only the button of the second look has."""


def take_words(context: Context, speaker: Speaker, text: str) -> Answer | None:
    """Answer the words of a second look by what it was about; None where none was shown."""
    sends = texts.sends_announcement(text)
    word = "confirm" if sends else menu.form_word_of(text)
    if word not in ("confirm", "cancel"):
        return None
    last = last_said(context, speaker)
    if last is None:
        return None
    if word == "confirm":
        sent = announcing.send_last(context, speaker)
        return sent or (_again(context, speaker, last) if not sends else None)
    if announcing.was_shown(context, speaker, last):
        return Answer.of(texts.not_announced(speaker.quick))
    about = _look_of(last)
    return Answer.of(texts.NOT_DONE[about](speaker.quick)) if about is not None else None


def _again(context: Context, speaker: Speaker, last: Incoming) -> Answer | None:
    """Show a look once more whose button alone confirms: its doing cannot be taken back."""
    about = _look_of(last)
    if about is Action.ERASE:
        return own_data.ask_erasure(context, speaker)
    return own_data.ask_withdrawal(context, speaker) if about is Action.WITHDRAW else None


def _look_of(last: Incoming) -> Action | None:
    """Return what the look was about that was shown last; None when it was none."""
    if last.tap is not None:
        done_by = _DONE_BY.get(last.tap.action)
        return last.tap.action if done_by and done_by not in last.tap.values else None
    return _LOOKS.get(menu.command_of(last.text) or "") if last.text else None
