"""What words tell of a report: the answers and the evidence of its draft."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.answer import Context
from handlers.form import drafts
from handlers.form.questions import evidence_of
from handlers.incoming import Incoming
from handlers.speaker import Speaker
from messages import menu
from messages.addresses import find_address
from messages.chat import small_talk
from messages.form import feedback as feedback_texts
from messages.form import questions as texts
from messages.form import report_cards
from messages.form.answering import SUMMARY, added
from messages.form.form_tables import FORMS, REPORT, tidy
from messages.form.forms import AnswerRefused, Said, TooLong, forget
from messages.form.subjects import subject_of
from messages.limits import clip, utf16_length
from messages.reporting import with_dates
from messages.said import cards
from messages.said.language.facts import Facts
from messages.said.language.leading import answer_in
from messages.said.language.parts import parts_told, trouble_apart
from messages.said.measures import DueMeasure
from messages.said.parting import share_told
from messages.said.reading import SaidReport, read_words
from messages.said.several import of_one
from models.month.calendar import local_day
from models.reports.history import last_progress, last_report
from models.reports.notes import Answers, DraftNotes, SetAside
from models.tables.conversation import Draft
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Progress
from thai.progress_words import NOTHING_NEW

_FORM = FORMS[REPORT]
_NAME_LIMIT = 300
_LIMITS = {
    "summary": texts.SUMMARY_LIMIT,
    "obstacle": texts.OBSTACLE_LIMIT,
    "outcome": texts.OUTCOME_LIMIT,
}
_WHEN = {question.key: question.when for question in _FORM.questions}
_TELLS = re.compile("[^\\W\\d_].*[^\\W\\d_]", re.DOTALL)  # two letters at least


def measure_of(draft: Draft) -> DueMeasure:
    """Return the measure of a draft, as words are read against it."""
    assert draft.obligation is not None
    measure = draft.obligation.assignment.measure
    return DueMeasure(draft.obligation.id, measure.code, measure.title)


def has_part(draft: Draft, key: str) -> bool:
    """Tell whether a report of a draft's status has a part (a question's key)."""
    return any(each.key == key for each in _FORM.relevant(forget(draft.answers, key)))


def read_told(context: Context, draft: Draft, said: Said) -> SaidReport:
    """Read what was said in a form as a report of its measure."""
    return read_words(said.text, local_day(context.now), measure_of(draft))


def told_at_status(
    context: Context, draft: Draft, asked: str | None, said: Said
) -> SaidReport | None:
    """Read one long answer at the question for the status: it may tell the rest too."""
    if asked != "progress" or said.word is not None or said.question is not None:
        return None
    told = read_told(context, draft, said)
    if told.progress == NOTHING_NEW:
        told = replace(told, progress=as_before(context, draft))
    is_more = told.summary or told.obstacle or share_told(told)
    return told if is_more and told.progress is not None else None


def as_before(context: Context, draft: Draft) -> str:
    """Return the status of a measure of which nothing is new: the last one, or not started."""
    assert draft.obligation is not None
    before = last_progress(context.session, draft.obligation)
    return before or Progress.NOT_STARTED.value


def take_told(
    context: Context,
    answers: Answers,
    notes: DraftNotes,
    told: SaidReport,
    sources: Sequence[str],
) -> tuple[Answers, DraftNotes]:
    """Use what was told beside the status: what was done, what stood in its way, what came of
    it.
    """
    parts = parts_told(told.summary or share_told(told))
    if parts.own:
        notes, _ = keep(context, answers, notes, parts.own, sources, "")
    beside = {"obstacle": told.obstacle or parts.obstacle, "outcome": parts.outcome}
    return take_beside(context, answers, notes, beside, sources)


def parted(context: Context, draft: Draft, asked: str | None, said: Said) -> tuple[Said, Answers]:
    """Return what was typed at a question in words, with its dates and without the parts that it
    names beside the one that is asked for; and those, where such a report has them and they are not
    told yet.
    """
    if asked not in _LIMITS or said.word is not None or said.question is not None:
        return said, {}
    parts = parts_told(said.text)
    parts = trouble_apart(parts) if asked == "summary" else parts
    beside = {"obstacle": parts.obstacle, "outcome": parts.outcome}
    beside = {key: text for key, text in beside.items() if text}
    may_be_told = (
        key != asked and not draft.answers.get(key) and _WHEN[key]({**draft.answers, key: text})
        for key, text in beside.items()
    )
    own, beside = (parts.own, beside) if all(may_be_told) else (said.text, {})
    before = drafts.notes_of(draft).old.get(asked, "")
    return replace(said, text=with_dates(own, asked, day_said(context), before)), beside


def take_beside(
    context: Context,
    answers: Answers,
    notes: DraftNotes,
    beside: Answers,
    sources: Sequence[str],
) -> tuple[Answers, DraftNotes]:
    """Answer with what was told beside another answer what has none yet, as far as such a report
    has the part and the words fit.
    """
    for key, said in beside.items():
        text = with_dates(tidy(said), key, day_said(context))
        told = {**answers, key: text}
        is_free = text and not answers.get(key) and utf16_length(text) <= _LIMITS[key]
        if is_free and _WHEN[key](told):
            answers, notes = told, notes.with_source(key, sources)
    return answers, notes


def keep(
    context: Context,
    answers: Answers,
    notes: DraftNotes,
    text: str,
    sources: Sequence[str],
    feedback: str,
) -> tuple[DraftNotes, str]:
    """Keep words that came in place of the status: they are the summary, as far as it takes them.
    A greeting is none, nor is a number.
    """
    found = tidy(text)
    if not _TELLS.search(found) or menu.plain(text).lower() in small_talk.COURTESIES:
        return notes, feedback
    found = with_dates(found, "summary", day_said(context))
    kept = (notes.kept or SetAside()).plus(found, sources)
    try:
        SUMMARY.parse(added(answers, kept))
    except AnswerRefused as refused:
        beside = bool(notes.kept or answers.get("summary"))
        if isinstance(refused, TooLong) and not beside:
            said = feedback_texts.kept_for_summary(refused.text, refused.fits, refused.rest)
            return notes.with_old({"summary": refused.fits}), said
        return notes, feedback_texts.not_kept(refused.text, beside=beside)
    return replace(notes, kept=kept), feedback_texts.kept_as_summary()


def day_said(context: Context, said: Incoming | None = None) -> date:
    """Return the Bangkok day on which words were said; today where that is not known."""
    moment = said.said_at if said is not None else None
    return local_day(moment or context.now)


def answers_told(
    context: Context,
    draft: Draft,
    incoming: Incoming,
    report: SaidReport,
    *,
    alone: bool,
) -> Answers:
    """Return what a message tells as answers of a draft."""
    told: Answers = {}
    parts = parts_told(answer_in(report.summary, measure_of(draft).code or ""))
    progress, summary = report.progress, of_one(parts.own)
    if progress == NOTHING_NEW:
        progress, summary = _nothing_new(context, draft, summary, alone=alone)
    summary = summary or _with_share(draft, report)
    if not summary and not alone and progress is not None:
        summary = tidy(report.words or incoming.text)  # several alike: the words told of them all
    if progress is not None:
        told["progress"] = progress
    beside = {"obstacle": report.obstacle or parts.obstacle, "outcome": parts.outcome}
    for key, words in {"summary": summary, **beside}.items():
        stood = str(draft.answers.get(key, ""))
        if words and utf16_length(words) <= _LIMITS[key]:
            told[key] = with_dates(tidy(words), key, day_said(context, incoming), stood)
    return told


def _nothing_new(context: Context, draft: Draft, summary: str, *, alone: bool) -> tuple[str, str]:
    """Return status and summary of a report that tells that nothing is new, as the form reads it:
    where nothing was reported or told, it is not begun. Among others a draft's status is not taken:
    the summary is that of the words.
    """
    assert draft.obligation is not None
    stands = (alone and draft.answers.get("progress")) or Progress.NOT_STARTED.value
    progress = last_progress(context.session, draft.obligation) or str(stands)
    before = last_report(context.session, draft.obligation)
    if before is not None and not summary:
        summary = report_cards.same_as(subject_of(before.report.obligation).month)
    return progress, summary


def _with_share(draft: Draft, report: SaidReport) -> str:
    """Return the summary that is there with how far the work is after it, where a message tells no
    more than that; empty where it does not.
    """
    share, before = share_told(report), str(draft.answers.get("summary", ""))
    return f"{before}\n{share}".strip() if share and share not in before else ""


def attach_told(
    context: Context, speaker: Speaker, draft: Draft, facts: Facts, message_id: str | None
) -> None:
    """Put the letters and links of some words to a draft; not what it holds already: words are
    told again when they are mended.
    """
    assert draft.obligation is not None
    letters = [(cards.letter_name(each), None) for each in facts.letters]
    links = [(link, find_address(link)) for link in facts.links]
    told = {clip(name, _NAME_LIMIT): url for name, url in [*letters, *links] if name}
    held = {piece.name for piece in evidence_of(context, draft)} if told else set()
    for name, address in told.items():
        if name in held:
            continue
        context.session.add(
            Evidence(
                kind=EvidenceKind.LINK if address else EvidenceKind.NOTE,
                person_id=speaker.person.id,
                line_message_id=message_id,
                name=name,
                url=address,
                received_at=context.now,
                draft_id=draft.id,
                agency_id=draft.obligation.agency_id,
            )
        )
