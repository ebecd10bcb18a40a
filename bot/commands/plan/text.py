"""A plan, a difference and what to do next as lines of text for the command line."""

from collections.abc import Iterator, Sequence

from papers.carry_rules import Carried
from plans.document import AssignmentEntry, MeasureEntry, PlanDocument, ScoreEntry, Warning
from plans.storing.confirmation import is_of_another
from plans.storing.difference import Difference, MeasureDifference, ScoreLine
from plans.storing.store import ImportResult


def document_lines(document: PlanDocument) -> Iterator[str]:
    """Give what was understood of a document, measure by measure, then the scores and the
    doubts.
    """
    yield f"Organization: {document.organization or '-'}"
    yield f"Fiscal year: {document.fiscal_year or '-'}"
    titles = {issue.number: issue.title for issue in document.issues}
    issue: str | None = None
    for measure in document.measures:
        if measure.issue and measure.issue != issue:
            issue = measure.issue
            yield f"Issue {issue}: {titles.get(issue, '')}"
        yield from _measure_lines(measure)
    if document.scores:
        yield "Scores:"
        yield from (f"  {_score(score)} = {score.value:g}" for score in document.scores)
    yield (
        f"{len(document.issues)} issues, {len(document.measures)} measures, "
        f"{len(document.scores)} scores."
    )
    yield from warning_lines(document)


def _measure_lines(measure: MeasureEntry) -> Iterator[str]:
    yield f"  {measure.code or '-'} {measure.title}"
    for place, step in enumerate(measure.steps):
        yield f"      step {place}: {step}"
    for assignment in measure.assignments:
        yield f"      {_assignment(assignment)}"
    lists = (
        ("indicator", measure.indicators),
        ("target", measure.targets),
        ("budget", (measure.budget,) if measure.budget else ()),
        ("result", measure.results),
        ("outcome", measure.outcomes),
    )
    for name, texts in lists:
        yield from (f"      {name}: {text}" for text in texts)


def _assignment(assignment: AssignmentEntry) -> str:
    parts = [", ".join(assignment.parties) or "nobody"]
    if assignment.start or assignment.end:
        parts.append(f"{assignment.start or '…'} to {assignment.end or '…'}")
    if assignment.recurrence:
        parts.append(assignment.recurrence)
    if assignment.period_text:
        parts.append(f"({assignment.period_text})")
    if assignment.steps:
        parts.append("steps " + ", ".join(map(str, assignment.steps)))
    return "; ".join(parts)


def warning_lines(document: PlanDocument) -> Iterator[str]:
    """Give the doubts about a document."""
    if document.warnings:
        yield f"{len(document.warnings)} warnings:"
    for warning in document.warnings:
        yield f"! {warning.kind.value}: {warning.where}: {warning.message}"


def difference_lines(difference: Difference) -> Iterator[str]:
    """Give what an import changes: + added, - removed, ~ changed; then the counts."""
    if not difference:
        yield f"No difference: {difference.unchanged} measures are as stored."
        return
    yield from (f"+ issue {label}" for label in difference.issues_added)
    yield from (f"- issue {label}" for label in difference.issues_removed)
    yield from (f"+ {_measure(line)}" for line in difference.added)
    yield from (f"- {_measure(line)}" for line in difference.removed)
    for line in difference.changed:
        yield f"~ {_measure(line)}: {', '.join(line.fields)}"
        yield from (
            f"    {name}: {_short(before)} -> {_short(after)}"
            for name, before, after in line.details
        )
    if difference.reordered:
        yield "~ the order of the measures"
    yield from (
        f"{'+' if line.before is None else '~'} score {_score_change(line)}"
        for line in difference.scores
    )
    for kind, names in (("agency", difference.new_agencies), ("group", difference.new_groups)):
        for name in names:
            near = difference.nearest.get(name)
            yield f"+ {kind} {name}" + (f" (beside {', '.join(near)})" if near else "")
    yield (
        f"{len(difference.added)} measures added, {len(difference.removed)} removed, "
        f"{len(difference.changed)} changed, "
        f"{difference.unchanged} unchanged; {len(difference.scores)} scores; "
        f"{len(difference.new_agencies)} new agencies, "
        f"{len(difference.new_groups)} new groups."
    )


def change_lines(
    difference: Difference, document: PlanDocument, owner_name: str, doubts: Sequence[Warning]
) -> Iterator[str]:
    """Give what an import changes, whose document it is when not the owner's, and the doubts."""
    yield from difference_lines(difference)
    yield from _owner_lines(document, owner_name)
    yield from _doubt_lines(doubts)


def next_step_lines(result: ImportResult, slug: str) -> Iterator[str]:
    """Give what the secretariat has to do after an import."""
    if result.over_year:
        yield over_line(result.over_year)
        return
    if result.obligations:
        yield f"{result.obligations} reports are expected in the rounds that are running."
    for group in result.empty_groups:
        yield (
            f'The group "{group}" is empty: kaona agency add NAME --organization {slug} --group '
            f'"{group}"'
        )
    if result.without_party:
        yield f"Nobody answers yet for: {', '.join(result.without_party)}"


def over_line(fiscal_year: int) -> str:
    """Say that a plan comes too late to ask for anything."""
    return (
        f"Fiscal year {fiscal_year} is over: this plan is kept for papers, and nothing will be "
        "asked of anybody for it."
    )


def carried_lines(carried: Carried, scores_of: int | None) -> Iterator[str]:
    """Give the outcome for each measure and why: = kept, ~ changed, - dropped, + new; then the
    counts.
    """
    marks = {"kept": "=", "changed": "~", "dropped": "-"}
    for decision in carried.decisions:
        fate = decision.fate.value
        name = " ".join(filter(None, (decision.measure.code, decision.measure.title)))
        reasons = ", ".join(reason.value.replace("_", " ") for reason in decision.reasons)
        yield f"{marks[fate]} {fate} {name} ({reasons})"
        yield from (f"    new step: {step}" for step in decision.steps)
    for new in carried.new:
        yield f"+ new {new.title} (low scores; nobody answers for it yet)"
        yield from (f"    new step: {step}" for step in new.steps)
    counts = ", ".join(
        f"{sum(each.fate.value == fate for each in carried.decisions)} {fate}" for fate in marks
    )
    yield (
        f"FY{carried.before.fiscal_year} to FY{carried.plan.fiscal_year}: {counts}, "
        f"{len(carried.new)} new."
    )
    if scores_of is None:
        yield (
            "! no scores are known, so nothing was changed for them: kaona score import, then "
            "carry again with --replace"
        )
    else:
        yield f"It rests on the scores of FY{scores_of}."


def _owner_lines(document: PlanDocument, owner_name: str) -> Iterator[str]:
    """Give a doubt when the document names another organization than the one it was stored for."""
    if is_of_another(document, owner_name):
        yield f"! the document is of {document.organization}; it was stored for {owner_name}"


def _doubt_lines(doubts: Sequence[Warning]) -> Iterator[str]:
    """Give what is unsure about a document; "!!" marks a rule that may say its opposite."""
    if doubts:
        grave = sum(doubt.grave for doubt in doubts)
        yield (
            f"{len(doubts)} warnings:"
            if not grave
            else f"{len(doubts)} warnings, {grave} of them may turn a rule into its opposite:"
        )
    for doubt in doubts:
        yield f"{'!!' if doubt.grave else '!'} {doubt.kind.value}: {doubt.where}: {doubt.message}"


def _short(text: str) -> str:
    return (text if len(text) <= 100 else f"{text[:70]} … {text[-25:]}") or "-"


def _measure(line: MeasureDifference) -> str:
    text = f"{line.code} {line.title}" if line.code else line.title
    return f"{text} (has reports)" if line.has_reports else text


def _score(score: ScoreEntry | ScoreLine) -> str:
    part = f" part {score.part}" if score.part else ""
    return f"{score.fiscal_year} {score.code}{part}"


def _score_change(line: ScoreLine) -> str:
    return (
        f"{_score(line)}: {line.after}"
        if line.before is None
        else f"{_score(line)}: {line.before} -> {line.after}"
    )
