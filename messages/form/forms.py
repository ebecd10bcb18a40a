"""Forms: a table of questions and one pure step.

The current question is the first relevant one without an answer; it is never stored, so answers and
position cannot disagree, and resuming after days, skipping, going back and mending all fall out of
that one rule.

::

        รายงาน / card                    every question answered              ยืนยัน
    ──────────────► asking ────────────────────────────► review ───────────► sent
                    ▲   │ ▲ ย้อนกลับ, แก้…                  │  │
          card tapped   │ └──────────────────────────────┘  │
                    │   ▼ พักไว้, a menu word, another card      │
                    parked ◄────────────────────────────────┘        ยกเลิก from anywhere: dropped,
                    nothing sent

In a report, ยกเลิก at a question asked again from the review leads back to that, nothing changed.

A form left alone stays where it is; words that come after a long silence are asked about first
(``form_input``).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from messages.form import feedback as feedback_texts
from models.reports.notes import Answers, DraftNotes, without_notes

REVIEW = "review"


class AnswerRefused(Exception):
    """An answer cannot be taken; ``text`` is why, in one sentence to the person."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TooLong(AnswerRefused):
    """Words are longer than the report's cell takes: ``fits`` is what it would take, ``rest`` what
    is over.
    """

    def __init__(self, text: str, fits: str, rest: str) -> None:
        super().__init__(text)
        self.fits, self.rest = fits, rest


def always(_answers: Answers) -> bool:
    """Whatever was answered."""
    return True


def never(_answers: Answers) -> bool:
    """Whatever was answered, not."""
    return False


@dataclass(frozen=True)
class Question:
    """One question: ``parse`` turns words or a button's value into the stored answer, or raises
    Refused.
    """

    key: str
    parse: Callable[[str], Any]
    optional: Callable[[Answers], bool] = never
    when: Callable[[Answers], bool] = always
    offers_old: bool = False
    """Asked again, it offers what was answered before, or what fitted of a text too long."""


@dataclass(frozen=True)
class Form:
    """A form; with ``review`` it ends with a look at everything and a confirmation, else with its
    last answer.
    """

    name: str
    questions: tuple[Question, ...]
    review: bool = True
    leads_back: bool = False
    """ยกเลิก at a question asked again from the review leads back to that."""

    def relevant(self, answers: Answers) -> list[Question]:
        """Return the questions that matter, given the answers so far."""
        return [question for question in self.questions if question.when(answers)]

    def current(self, answers: Answers) -> Question | None:
        """Return the question to ask; None when everything is answered."""
        return next(
            (question for question in self.relevant(answers) if question.key not in answers), None
        )


class Word(StrEnum):
    """The words that work at every question."""

    BACK = "back"
    SKIP = "skip"
    PARK = "park"
    CANCEL = "cancel"
    CONFIRM = "confirm"


class Move(StrEnum):
    """What follows from a step."""

    ASK = "ask"  # the current question, or the review when there is none
    FINISH = "finish"
    PARK = "park"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Said:
    """One thing a person said: a word of the form, or an answer; a button also names the question
    it belongs to.
    """

    text: str = ""
    word: Word | None = None
    question: str | None = None


@dataclass(frozen=True)
class FormStep:
    """The answers after a step, what follows, and a feedback to make first."""

    answers: Answers
    move: Move
    feedback: str = ""
    answered: str | None = field(default=None)
    """The key of the question that was answered."""


def advance(form: Form, answers: Answers, said: Said) -> FormStep:
    """Take one thing a person said. Nothing a person can say is an error."""
    question = form.current(answers)
    if said.word is not None:
        if said.word in (Word.SKIP, Word.BACK) and said.question not in (None, place_of(question)):
            return FormStep(answers, Move.ASK)  # tapped twice: the first tap has led here
        return _apply_word(form, answers, said.word)
    if said.question is not None and (question is None or said.question != question.key):
        # A button of another question: tapped twice, or from further up in the chat.
        feedback = "" if _same_answer(form, answers, said) else feedback_texts.moved_on()
        return FormStep(answers, Move.ASK, feedback)
    if question is None:
        return FormStep(answers, Move.ASK, feedback_texts.at_review())
    try:
        value = question.parse(said.text)
    except AnswerRefused as refused:
        return refuse(answers, question, refused)
    return _with(form, answers, question.key, value)


def refuse(answers: Answers, question: Question, refused: AnswerRefused) -> FormStep:
    """Say why an answer is not taken. Of one that is too long what fits is kept, to be offered when
    the question is asked again, and the rest is shown.
    """
    if not (isinstance(refused, TooLong) and question.offers_old):
        return FormStep(answers, Move.ASK, refused.text)
    notes = DraftNotes.from_answers(answers).offering(question.key, refused.fits)
    feedback = feedback_texts.kept_what_fits(refused.text, refused.fits, refused.rest)
    return FormStep(notes.to_answers(answers), Move.ASK, feedback)


def place_of(question: Question | None) -> str:
    """Return what buttons call the place a form is at: the question's key, or ``REVIEW``."""
    return question.key if question is not None else REVIEW


def forget(answers: Answers, key: str) -> Answers:
    """Return the answers without one, so that its question is asked again, also one that is asked
    only of whoever wants to tell it; its words are noted, to be offered then.

    What hangs on it stays until it is answered again: the answer may be the same.
    """
    left = _drop(answers, {key})
    return replace(DraftNotes.from_answers(left), wanted=key).to_answers(left)


def _apply_word(form: Form, answers: Answers, word: Word) -> FormStep:
    question = form.current(answers)
    if word is Word.PARK:
        return FormStep(answers, Move.PARK)
    if word is Word.CANCEL:
        stood = as_it_stood(form, answers, question)
        if stood is None:
            return FormStep(answers, Move.CANCEL)
        was_long = bool(question and question.key in DraftNotes.from_answers(answers).stood)
        return FormStep(stood, Move.ASK, feedback_texts.not_edited(was_long=was_long))
    if word is Word.BACK:
        before = _before(form, answers, question)
        if before is None:
            return FormStep(answers, Move.ASK, feedback_texts.at_start())
        return FormStep(forget(answers, before), Move.ASK)
    if word is Word.SKIP:
        if question is None:
            return FormStep(answers, Move.ASK, feedback_texts.at_review())
        if not question.optional(answers):
            return FormStep(answers, Move.ASK, feedback_texts.not_skippable())
        return _with(form, answers, question.key, "")
    if question is not None or not form.review:
        return FormStep(answers, Move.ASK, feedback_texts.not_yet())
    return FormStep(answers, Move.FINISH)


def as_it_stood(form: Form, answers: Answers, question: Question | None) -> Answers | None:
    """Return the answers as they stood at the review, before somebody asked for one question
    (again); None when that is not where they stood.
    """
    notes = DraftNotes.from_answers(answers)
    if question is None or not form.leads_back or notes.wanted != question.key:
        return None
    before = {key: words for key, words in {**notes.old, **notes.stood}.items() if words}
    for key in before.keys() | {question.key}:
        notes = _without_old(notes, key)
    stood = replace(notes, wanted=None).to_answers({**before, **answers})
    return stood if form.current(stood) is None else None


def _without_old(notes: DraftNotes, key: str) -> DraftNotes:
    old = {name: words for name, words in notes.old.items() if name != key}
    stood = {name: words for name, words in notes.stood.items() if name != key}
    return replace(notes, old=old, stood=stood)


def put(form: Form, answers: Answers, key: str, value: Any) -> Answers:
    """Return the answers with one more, and what then matters no more dropped."""
    notes = DraftNotes.from_answers(answers)
    wanted = notes.wanted if notes.wanted != key else None
    notes = replace(_without_old(notes, key), wanted=wanted)
    return _trim(form, notes.to_answers({**answers, key: value}))


def skip_rest(form: Form, answers: Answers) -> Answers:
    """Return the answers with every open question skipped that may be, up to the first that may
    not.
    """
    while (question := form.current(answers)) is not None and question.optional(answers):
        answers = put(form, answers, question.key, "")
    return answers


def _with(form: Form, answers: Answers, key: str, value: Any) -> FormStep:
    changed = put(form, answers, key, value)
    finished = form.current(changed) is None and not form.review
    return FormStep(changed, Move.FINISH if finished else Move.ASK, answered=key)


def _before(form: Form, answers: Answers, question: Question | None) -> str | None:
    """Return the question before the current one, or the last one at the review; None at the
    first.
    """
    keys = [other.key for other in form.relevant(answers)]
    place = keys.index(question.key) if question is not None else len(keys)
    return keys[place - 1] if place else None


def _trim(form: Form, answers: Answers) -> Answers:
    """Drop the answers of questions that are no longer relevant, and what was skipped and may be
    skipped no more.
    """
    good = {
        question.key
        for question in form.relevant(answers)
        if answers.get(question.key) != "" or question.optional(answers)
    }
    return _drop(answers, without_notes(answers).keys() - good)


def _drop(answers: Answers, keys: Collection[str]) -> Answers:
    """Drop answers and note their words."""
    words = {
        key: answers[key] for key in keys if isinstance(answers.get(key), str) and answers[key]
    }
    kept = {name: value for name, value in answers.items() if name not in keys}
    return DraftNotes.from_answers(answers).with_old(words).to_answers(kept)


def _same_answer(form: Form, answers: Answers, said: Said) -> bool:
    question = next((q for q in form.questions if q.key == said.question), None)
    if question is None:
        return False
    if question.key not in answers:  # what may be left out was left out before it was asked
        return question.optional(answers) and said.text in ("", "done")
    try:
        return bool(question.parse(said.text) == answers[question.key])
    except AnswerRefused:
        return False
