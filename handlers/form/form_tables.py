"""The forms there are, as tables of questions. To add a question: a line here, its words in
``messages/form/questions.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.form.forms import AnswerRefused, Form, Question
from handlers.form.notes import Answers
from messages import menu
from messages.form import courtesy
from messages.form import questions as say
from messages.limits import units
from models.tables.obligations import Progress
from thai.cleaning import clean
from thai.labels import PROGRESS_LABELS
from thai.numbers import to_arabic_digits

REPORT = "report"
RETURN = "return"
EXCUSE = "excuse"


def tidy(text: str) -> str:
    """Return what a person typed without invisible characters and stray spaces, line breaks
    kept.
    """
    lines = [clean(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(limit: int, *, or_dash: bool = False) -> Callable[[str], str]:
    """Words up to a limit; with ``or_dash`` a lone dash means none."""

    def parse(text: str) -> str:
        found = tidy(text)
        if or_dash and found in _DASHES:
            return ""
        if not any(letter.isalnum() for letter in found):
            raise AnswerRefused(courtesy.empty_answer())
        if units(found) > limit:
            raise AnswerRefused(courtesy.too_long(units(found), limit))
        return found

    return parse


_DASHES = ("-", "–", "—")
_SIGNS = "".join(say.SYMBOLS.values())


def _progress(text: str) -> str:
    plain = menu.plain(text).lstrip(_SIGNS).strip()
    if plain in PROGRESS_LABELS:  # a button's value
        return plain
    number = to_arabic_digits(plain).rstrip(".)")
    for position, (value, label) in enumerate(PROGRESS_LABELS.items(), start=1):
        if plain == label or number == str(position):
            return value
    if plain in say.PROGRESS_WORDS:
        return say.PROGRESS_WORDS[plain]
    raise AnswerRefused(courtesy.choose_status())


def is_enough(text: str) -> bool:
    """Tell whether words at the question for evidence mean that there is no more."""
    return text == "done" or menu.plain(text) in say.NO_MORE_EVIDENCE


def _evidence(text: str) -> str:
    # Other words at this question are evidence told in words or a link; the caller keeps them
    # before they come here.
    if not is_enough(text):
        raise AnswerRefused("")
    return "done"


def _reason(text: str) -> str:
    number = to_arabic_digits(clean(text)).rstrip(".)")
    if (
        number.isascii()
        and number.isdecimal()
        and len(number) < 3
        and 1 <= int(number) <= len(say.RETURN_REASONS)
    ):
        return say.RETURN_REASONS[int(number) - 1]
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
            Question("outcome", _words(say.OUTCOME_LIMIT, or_dash=True), optional=True),
            Question("evidence", _evidence, optional=True),
        ),
    ),
    RETURN: Form(RETURN, (Question("reason", _reason),), review=False),
    EXCUSE: Form(EXCUSE, (Question("reason", _words(say.REASON_LIMIT)),), review=False),
}
