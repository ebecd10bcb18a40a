"""The forms there are, as tables of questions. To add a question: a line here, its words in ``messages/form.py``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from handlers.forms import Answers, Form, Question, Refused
from messages import form as say
from messages.limits import units
from models.reporting import Progress
from models.thai import PROGRESS_LABELS, clean, to_arabic_digits

REPORT = "report"
RETURN = "return"
EXCUSE = "excuse"

ENOUGH_EVIDENCE = ("done", *say.NO_MORE_EVIDENCE)


def tidy(text: str) -> str:
    """Return what a person typed without invisible characters and stray spaces, line breaks kept."""
    lines = [clean(line) for line in unicodedata.normalize("NFC", text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(limit: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        found = tidy(text)
        if not any(letter.isalnum() for letter in found):
            raise Refused(say.empty_answer())
        if units(found) > limit:
            raise Refused(say.too_long(units(found), limit))
        return found

    return parse


def _progress(text: str) -> str:
    plain = clean(text)
    if plain in PROGRESS_LABELS:
        return plain
    plain = plain.lstrip("".join(say.SYMBOLS.values())).strip()
    number = to_arabic_digits(plain).rstrip(".")
    for position, (value, label) in enumerate(PROGRESS_LABELS.items(), start=1):
        if plain == label or number == str(position):
            return value
    raise Refused(say.choose_status())


def _evidence(text: str) -> str:
    # Other words at this question are evidence told in words or a link; the caller keeps them before they come here.
    if clean(text) not in ENOUGH_EVIDENCE:
        raise Refused("")
    return "done"


def _reason(text: str) -> str:
    plain = clean(text)
    if plain.isdecimal() and int(plain) < len(say.RETURN_REASONS):
        return say.RETURN_REASONS[int(plain)]
    return _words(say.REASON_LIMIT)(text)


def _is_not_achieved(answers: Answers) -> bool:
    return answers.get("progress") == Progress.NOT_ACHIEVED


FORMS = {
    REPORT: Form(
        REPORT,
        (
            Question("progress", _progress),
            Question("summary", _words(say.SUMMARY_LIMIT)),
            Question("obstacle", _words(say.OBSTACLE_LIMIT), when=_is_not_achieved),
            Question("outcome", _words(say.OUTCOME_LIMIT), optional=True),
            Question("evidence", _evidence, optional=True),
        ),
    ),
    RETURN: Form(RETURN, (Question("reason", _reason),), review=False),
    EXCUSE: Form(EXCUSE, (Question("reason", _words(say.REASON_LIMIT)),), review=False),
}
