"""Answering a report's questions in any order, as a page does, by the rules by which the chat asks
them one after another (``messages.form.form_tables``).
"""

from dataclasses import replace

from messages import menu
from messages.form import feedback as feedback_texts
from messages.form import report_cards
from messages.form.conversion import answers_of, content_of
from messages.form.feedback import PARTS
from messages.form.form_tables import FORMS, REPORT
from messages.form.forms import AnswerRefused, put, skip_rest
from messages.form.no_action import nothing_done
from messages.form.questions import Subject
from messages.form.subjects import subject_of
from messages.limits import clip
from models.reports.notes import Answers, DraftNotes, SetAside, without_notes
from models.reports.submissions import ReportContent
from models.tables.obligations import Obligation, Progress, Revision
from thai.labels import PROGRESS_LABELS

FORM = FORMS[REPORT]
_QUOTED = 600
"""Letters of a text that is quoted."""
PROGRESS, WORDS = "progress", ("summary", "obstacle", "outcome")
"""What a page asks: a status, and words."""
_QUESTIONS = {question.key: question for question in FORM.questions}
SUMMARY = _QUESTIONS["summary"]


def first_answers(obligation: Obligation) -> Answers:
    """Return a sent report as answers, so that its copy opens at the review with a button for each
    part; nothing without one.
    """
    return answers_of(obligation.report.current) if obligation.report is not None else {}


def answered(answers: Answers, key: str, text: str) -> Answers:
    """Return the answers with one given or, for an empty text, taken back; AnswerRefused when it
    cannot be taken.

    The words of messages from which the old answer came are no longer its source.
    """
    if not text.strip():
        left = {name: value for name, value in answers.items() if name != key}
        notes = DraftNotes.from_answers(left).with_source(key, ())
        return notes.to_answers(left)
    value = _QUESTIONS[key].parse(text)
    if answers.get(key) == value:
        return answers
    notes = DraftNotes.from_answers(answers).with_source(key, ())
    changed = put(FORM, notes.to_answers(answers), key, value)
    if key == PROGRESS:
        changed, notes, _ = use_kept(changed, DraftNotes.from_answers(changed))
        changed = notes.to_answers(changed)
    return changed


def added(answers: Answers, kept: SetAside) -> str:
    """Return the summary with what came in place of the status after it."""
    return f"{answers.get('summary', '')}\n{kept.text}".strip()


def use_kept(answers: Answers, notes: DraftNotes) -> tuple[Answers, DraftNotes, str]:
    """Let the words that came before the status be the summary, or the end of it; the third is
    what to say of it.
    """
    kept, notes = notes.kept, replace(notes, kept=None)
    if kept is None:
        return answers, notes, ""
    notes = notes.with_source("summary", (*notes.sources.get("summary", ()), *kept.messages))
    try:
        summary = SUMMARY.parse(added(answers, kept))
    except AnswerRefused as refused:  # kept by an earlier version of this program
        return answers, notes.with_old({"summary": kept.text}), refused.text
    return answers | {"summary": summary}, notes, feedback_texts.used_as_summary(summary)


def told_over(answers: Answers, told: Answers) -> Answers:
    """Return a draft's answers with what a message told in their place. A summary of another status
    is none of the new one: it is offered when the question is asked.
    """
    before = answers.get(PROGRESS)
    turned = before is not None and told.get(PROGRESS, before) != before
    if turned and answers.get("summary") and "summary" not in told:
        notes = DraftNotes.from_answers(answers).with_source("summary", ())
        notes = notes.with_old({"summary": str(answers["summary"])})
        answers = notes.to_answers({key: v for key, v in answers.items() if key != "summary"})
    return answers | told


def words_said(answers: Answers, key: str) -> str:
    """Return what was answered to a question in words, with what waits for the status."""
    kept = DraftNotes.from_answers(answers).kept
    if key == "summary" and kept is not None:
        return added(answers, kept)
    return str(answers.get(key, ""))


def nothing_new(previous: Revision) -> ReportContent:
    """Return what a report says when nothing has changed since an earlier one."""
    summary = report_cards.same_as(subject_of(previous.report.obligation).month)
    return replace(content_of(previous), summary=summary, percent=None, told_superior=False)


def nothing_begun(obligation: Obligation) -> ReportContent:
    """Return what a report says when nothing was done, and nothing was reported before."""
    return ReportContent(Progress.NOT_STARTED, nothing_done(subject_of(obligation).month))


def nothing_new_answers(answers: Answers, previous: Revision) -> Answers:
    """Return the answers of a report in which nothing has changed since an earlier one."""
    content = nothing_new(previous)
    notes = replace(DraftNotes.from_answers(answers), kept=None, sources={}, old={}, wanted=None)
    said = {PROGRESS: content.progress.value, "evidence": "done"}
    said |= {key: getattr(content, key) for key in WORDS if getattr(content, key)}
    return skip_rest(FORM, notes.to_answers(said))


def says_nothing_new(answers: Answers, previous: Revision | None) -> bool:
    """Tell whether answers are those of a report in which nothing has changed."""
    if previous is None:
        return False
    content = nothing_new(previous)
    return answers.get("summary") == content.summary and answers.get(PROGRESS) == content.progress


def finished(answers: Answers) -> Answers:
    """Return the answers with whatever may be skipped skipped: what is sent from a page."""
    return skip_rest(FORM, answers)


def lacking(answers: Answers) -> list[str]:
    """Return the keys of the questions that must be answered before a report can be sent."""
    answers, missing = finished(answers), []
    while (question := FORM.current(answers)) is not None:
        missing.append(question.key)
        answers = finished(put(FORM, answers, question.key, "-"))
    return missing


def is_untouched(answers: Answers) -> bool:
    """Tell whether nothing was answered yet."""
    return not without_notes(answers) and DraftNotes.from_answers(answers).kept is None


def differs(answers: Answers, revision: Revision) -> bool:
    """Tell whether answers say something else than a sent revision."""
    return _told(finished(answers)) != _told(answers_of(revision))


def _told(answers: Answers) -> Answers:
    """Return what answers say: what was skipped says as little as what was never asked."""
    said = without_notes(answers)
    return {key: value for key, value in said.items() if value and key != "evidence"}


def sent_before(subject: Subject, number: str, sent: str, *, was_returned: bool) -> str:
    """The report that words would correct: its round, receipt ``number`` and moment."""
    code = f"{subject.code} " if subject.code else ""
    stands = "ถูกส่งกลับให้แก้ไข" if was_returned else "ส่งแล้ว"
    return (
        f"{code}รอบเดือน{subject.month} {stands} (เลขที่รับ {number} เมื่อ {sent}) "
        "ข้อความนี้จะใช้แก้ไขรายงานฉบับนั้น ยังไม่ได้ส่ง"
    )


def changes(before: dict[str, str], after: dict[str, str], pieces: int) -> str:
    """What differs between the parts of the sent report and its correction, part by part, and what
    stays; ``pieces`` of evidence of the sent report stay with it.
    """
    changed = [key for key in PARTS if before.get(key, "") != after.get(key, "")]
    lines = [_change(key, before.get(key, ""), after.get(key, "")) for key in changed]
    kept = [name for key, name in PARTS.items() if key not in changed and before.get(key)]
    kept += [f"หลักฐาน {pieces} รายการ"] if pieces else []
    if not lines:
        return "ข้อความในรายงานเหมือนฉบับที่ส่งแล้ว"
    stays = [f"คงเดิมตามฉบับที่ส่งแล้ว: {', '.join(kept)}"] if kept else []
    return "\n".join(["จะเปลี่ยน", *lines, *stays])


def _change(key: str, before: str, after: str) -> str:
    if key == "progress":
        return f"• {PARTS[key]}: {_status(before)} → {_status(after)}"
    if not before:
        return f"• {PARTS[key]}: เพิ่มใหม่"
    return f"• {PARTS[key]}เดิม “{clip(before, _QUOTED)}”"


def _status(value: str) -> str:
    return PROGRESS_LABELS.get(value, "ยังไม่ระบุ")


def how_to_leave() -> str:
    """How somebody who wants no correction gets out of it."""
    return f"หากไม่ต้องการแก้ไข พิมพ์ {menu.CANCEL}"


def words_of_parts(answers: Answers) -> dict[str, str]:
    """Return what answers say, part by part, without the evidence."""
    return {key: str(answers[key]) for key in (PROGRESS, *WORDS) if answers.get(key)}


def read_as(said: dict[str, str], *, alone: bool = False) -> str:
    """What was read of words that leave something to be asked; "" of nothing but a status, unless
    that is to be told ``alone``, too.
    """
    told = {key: said[key] for key in PARTS if said.get(key)}
    if not told or (set(told) == {PROGRESS} and not alone):
        return ""
    lines = [
        f"{PARTS[key]}: {_status(text)}"
        if key == "progress"
        else f"{PARTS[key]}: “{clip(text, _QUOTED)}”"
        for key, text in told.items()
    ]
    return "\n".join(["อ่านได้ว่า (ยังไม่ได้ส่ง)", *lines])
