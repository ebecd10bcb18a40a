"""The label of a button of the newest answer, or of what was pushed last, typed: it does what a tap
on it would do.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from handlers.answer import Answer, Context
from handlers.form import drafts
from handlers.form.said_before import json_shown
from handlers.incoming import EventKind, Incoming
from handlers.speaker import Speaker
from handlers.tapping import tapped
from messages import labels
from messages.parts import LineAction
from messages.taps import Action, unpack

_OF_FORMS = (
    Action.ANSWER,
    Action.WORD,
    Action.HELD,
    Action.REDO,
    Action.KEEP_OLD,
    Action.REMOVE_EVIDENCE,
)


Say = Callable[[Context, Speaker, Incoming], Answer]


def take_words(context: Context, speaker: Speaker, incoming: Incoming, say: Say) -> Answer | None:
    """Do what the one button does that is called as somebody typed, or ``say`` what it types; None
    for other words. While a form is open only buttons that type words are meant: the
    form knows its own labels, and any other may be its answer.
    """
    found = _called(context, speaker, incoming.text)
    if len(found) != 1:
        return None
    typed = str(found[0].get("text", ""))
    if typed:
        is_new = typed != incoming.text  # else it was typed in full, and is as good as any words
        return say(context, speaker, replace(incoming, text=typed)) if is_new else None
    tap = unpack(str(found[0]["data"]))
    if tap is None or tap.action in _OF_FORMS or drafts.active_draft(context, speaker) is not None:
        return None
    return tapped(context, speaker, replace(incoming, kind=EventKind.TAP, tap=tap))


def say_several(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Say that several buttons are called so; None for other words."""
    found = _called(context, speaker, incoming.text)
    if len(found) < 2:
        return None
    label = str(found[0]["label"])
    return Answer.of(labels.several(label, len(found), speaker.quick))


def _called(context: Context, speaker: Speaker, text: str) -> list[LineAction]:
    if len(text) > labels.LONGEST or "\n" in text:
        return []
    for pushed in (False, True):
        shown = json_shown(context, speaker.person.line_user_id, pushed=pushed)
        if labels.may_be_called(shown, text):
            found = labels.buttons_called(json.loads(shown), text)
            if found:
                return found
    return []
