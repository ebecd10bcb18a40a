"""The forms there are, as tables of questions. To add a question: a line here, its words in
``messages/form/questions.py``; what is kept in the report too has the same name in both, in
``ReportContent`` and in ``Revision``.
"""

import re
from collections.abc import Callable

from handlers.form.forms import AnswerRefused, Form, Question
from handlers.form.notes import Answers
from messages import menu
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.limits import utf16_length
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
            raise AnswerRefused(feedback_texts.empty_answer())
        if utf16_length(found) > limit:
            raise AnswerRefused(feedback_texts.too_long(utf16_length(found), limit))
        return found

    return parse


_DASHES = ("-", "–", "—")
_SIGNS = "".join(texts.SYMBOLS.values())


def _progress(text: str) -> str:
    plain = menu.plain(text).lstrip(_SIGNS).strip()
    if plain in PROGRESS_LABELS:  # a button's value
        return plain
    number = to_arabic_digits(plain).rstrip(".)")
    for position, (value, label) in enumerate(PROGRESS_LABELS.items(), start=1):
        if plain == label or number == str(position):
            return value
    if plain in texts.PROGRESS_WORDS:
        return texts.PROGRESS_WORDS[plain]
    raise AnswerRefused(feedback_texts.choose_status())


def is_enough(text: str) -> bool:
    """Tell whether words at the question for evidence mean that there is no more."""
    return text == "done" or menu.plain(text) in texts.NO_MORE_EVIDENCE


def _evidence(text: str) -> str:
    # Other words at this question are evidence described in words, or a link; the caller keeps them
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
        and 1 <= int(number) <= len(texts.RETURN_REASONS)
    ):
        return texts.RETURN_REASONS[int(number) - 1]
    return _words(texts.REASON_LIMIT)(text)


def _is_not_achieved(answers: Answers) -> bool:
    return answers.get("progress") == Progress.NOT_ACHIEVED


FORMS = {
    REPORT: Form(
        REPORT,
        (
            Question("progress", _progress),
            Question("summary", _words(texts.SUMMARY_LIMIT)),
            Question("obstacle", _words(texts.OBSTACLE_LIMIT), when=_is_not_achieved),
            Question("outcome", _words(texts.OUTCOME_LIMIT, or_dash=True), optional=True),
            Question("evidence", _evidence, optional=True),
        ),
    ),
    RETURN: Form(RETURN, (Question("reason", _reason),), review=False),
    EXCUSE: Form(EXCUSE, (Question("reason", _words(texts.REASON_LIMIT)),), review=False),
}
