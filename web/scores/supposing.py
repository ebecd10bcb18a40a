"""What if: scores moved by sliders, and at once the score and the level that would follow."""

from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, render_template, request

from models.tables.people import Role
from scores.codes import INSTRUMENTS, OVERALL
from scores.entering import BadScore, read_value
from scores.ledger import Ledger, recompute
from scores.own_rules import rule_of
from scores.rules import Rule
from scores.store import stored_entries
from scores.what_if import Supposed, costliest, suppose
from web.access import Answered, Visit, page
from web.scores import words
from web.scores.ledger import scored_years

supposing = Blueprint(
    "supposing", __name__, template_folder="../templates", url_prefix="/console/<slug>/scores"
)
BeforeAndAfter = tuple[str, Decimal | None, Decimal | None]
_QUESTIONS = 12
"""Single questions with a slider: those that cost the most."""


@dataclass(frozen=True)
class Slider:
    """A score to move: as it is, and as it is supposed to be."""

    code: str
    title: str
    value: Decimal
    supposed: Decimal
    points: Decimal | None
    """Overall points that 100 of it are worth; None when that is not known."""


@supposing.get("/what-if")
@page(Role.SECRETARIAT, Role.EXECUTIVE)
def look(visit: Visit) -> Answered:
    """Show the sliders with what follows; asked by a slider, only what follows."""
    years, year = scored_years(visit)
    rule = rule_of(visit.session, visit.organization.id, year)
    entries = stored_entries(visit.session, visit.organization.id, year)
    now = recompute(rule, entries)
    groups = _groups(rule, now)
    moved = {
        slider.code: slider.supposed
        for group in groups.values()
        for slider in group
        if slider.supposed != slider.value
    }
    then = suppose(rule, entries, moved)
    return render_template(
        "scores/outcome.html" if "HX-Request" in request.headers else "scores/what_if.html",
        visit=visit,
        years=years,
        year=year,
        groups=groups,
        moved=moved,
        now=now,
        then=then.ledger,
        after=then.overall,
        is_reckoned=then.is_reckoned,
        rows=_rows(rule, now, then),
        before=now.values.get(OVERALL),
        words=words,
        title_of=lambda code: words.title_of(code, dict(rule.titles)),
    )


def _groups(rule: Rule, now: Ledger) -> dict[str, list[Slider]]:
    """Return the indicators of each instrument, and the single questions that cost the most."""
    groups = {
        words.INSTRUMENTS[name]: [
            _slider(rule, now, code) for code in rule.compositions[name].of if code in now.values
        ]
        for name in INSTRUMENTS
        if name in rule.compositions
    }
    questions = [cost.code for cost in costliest(rule, now.values, _QUESTIONS)]
    groups[words.COSTLIEST] = [_slider(rule, now, code) for code in questions]
    return {name: sliders for name, sliders in groups.items() if sliders}


def _slider(rule: Rule, now: Ledger, code: str) -> Slider:
    value = now.values[code]
    try:
        supposed = read_value(request.args.get(f"v-{code}", ""))
    except BadScore:
        supposed = value
    share = rule.shares.get(code)
    title = words.title_of(code, dict(rule.titles))
    return Slider(code, title, value, supposed, share * 100 if share is not None else None)


def _rows(
    rule: Rule, now: Ledger, then: Supposed
) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Return the whole, the instruments and the indicators, before and after."""
    values = then.ledger.values
    if then.overall is not None:
        values = {**values, OVERALL: then.overall}
    codes = [OVERALL]
    for name in INSTRUMENTS:
        codes += [name, *(rule.compositions[name].of if name in rule.compositions else ())]
    return [
        (code, now.values.get(code), values.get(code))
        for code in codes
        if code in now.values or code in values
    ]
