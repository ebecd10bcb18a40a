"""The forms there are, as tables of questions. To add a question: a line here, its words in
``messages/form/questions.py``; what is kept in the report too has the same name in both, in
``ReportContent`` and in ``Revision``.
"""

import re
from collections.abc import Callable

from messages import menu
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form.forms import AnswerRefused, Form, Question, TooLong, always
from messages.limits import split_fitting, utf16_length
from models.reports.notes import Answers, DraftNotes
from models.tables.obligations import Progress
from thai.cleaning import clean
from thai.labels import PROGRESS_LABELS
from thai.numbers import to_arabic_digits
from thai.progress_words import NOTHING_NEW, said_progress

REPORT = "report"
RETURN = "return"
EXCUSE = "excuse"
REOPEN = "reopen"


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
            why = feedback_texts.too_long(utf16_length(found), limit)
            raise TooLong(why, *split_fitting(found, limit))
        return found

    return parse


_DASHES = ("-", "–", "—")
_SIGNS = "".join(texts.SYMBOLS.values())


def _progress(text: str) -> str:
    plain = menu.plain(text).lstrip(_SIGNS).strip()
    if plain in PROGRESS_LABELS:  # a button's value
        return plain
    found = texts.NUMBERED_STATUS.fullmatch(to_arabic_digits(plain))
    if found is not None and not found["words"]:
        return list(PROGRESS_LABELS)[int(found["number"]) - 1]
    said = said_progress(found["words"] if found else plain)
    if said is None:
        raise AnswerRefused(feedback_texts.choose_status())
    return Progress.NOT_STARTED.value if said == NOTHING_NEW else said


def is_status(text: str) -> bool:
    """Tell whether words answer the question for the status: by name, number or sign."""
    try:
        return bool(_progress(text))
    except AnswerRefused:
        return False


def is_enough(text: str) -> bool:
    """Tell whether words at the question for evidence mean that there is no more."""
    return text == "done" or menu.plain(text) in texts.NO_MORE_EVIDENCE


def _evidence(text: str) -> str:
    # Other words at this question are evidence described in words, or a link; the caller keeps them
    # before they come here.
    if not is_enough(text):
        raise AnswerRefused("")
    return "done"


def _is_running(answers: Answers) -> bool:
    return answers.get("progress") == Progress.IN_PROGRESS


def _has_obstacle(answers: Answers) -> bool:
    """Tell whether an obstacle is asked for: what was not achieved needs one; of what is under way
    it is asked only of whoever wants to tell one.
    """
    if _is_running(answers):
        return "obstacle" in answers or DraftNotes.from_answers(answers).wanted == "obstacle"
    return answers.get("progress") == Progress.NOT_ACHIEVED


def _if_told(key: str) -> Callable[[Answers], bool]:
    """Ask only whoever wants to tell it, or told it before: the last look before sending offers
    it.
    """

    def is_told(answers: Answers) -> bool:
        if key in answers:
            return True
        notes = DraftNotes.from_answers(answers)
        return notes.wanted == key or key in notes.old

    return is_told


FORMS = {
    REPORT: Form(
        REPORT,
        (
            Question("progress", _progress),
            Question("summary", _words(texts.SUMMARY_LIMIT), offers_old=True),
            Question(
                "obstacle",
                _words(texts.OBSTACLE_LIMIT),
                optional=_is_running,
                when=_has_obstacle,
                offers_old=True,
            ),
            Question(
                "outcome",
                _words(texts.OUTCOME_LIMIT, or_dash=True),
                optional=always,
                when=_if_told("outcome"),
                offers_old=True,
            ),
            Question("evidence", _evidence, optional=always, when=_if_told("evidence")),
        ),
        leads_back=True,
    ),
    RETURN: Form(RETURN, (Question("reason", _words(texts.REASON_LIMIT)),)),
    EXCUSE: Form(EXCUSE, (Question("reason", _words(texts.REASON_LIMIT)),)),
    REOPEN: Form(REOPEN, (Question("reason", _words(texts.REASON_LIMIT)),)),
}
