"""What follows from scores: figures with their steps, whatever the order; a wrong print is caught,
a right one never; the level.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scores.codes import is_question
from scores.ledger import Entry, Figure, Ledger, changes, recompute
from scores.levels import stand
from scores.rounding import two_decimals
from scores.rule_form import rule_from_json
from scores.rules import Rule
from scores.shipped_rules import shipped_rule

WHOLE: dict[str, Any] = {
    "fiscal_year": 2570,
    "compositions": [
        {
            "code": "overall",
            "of": ["IIT", "EIT", "OIT"],
            "way": "weighted",
            "shares": ["0.30", "0.30", "0.40"],
        },
        {"code": "IIT", "of": ["1-2"], "way": "mean"},
        {"code": "EIT", "of": ["6"], "way": "mean"},
        {"code": "OIT", "of": ["9-10"], "way": "mean"},
        {"code": "1", "of": ["i1-i3"], "way": "mean"},
        {"code": "2", "of": ["i4-i6"], "way": "mean"},
        {"code": "6", "of": ["e1-e3"], "way": "mean"},
        {"code": "9", "of": ["9.1-9.2"], "way": "mean"},
        {"code": "9.1", "of": ["o1-o2"], "way": "mean"},
        {"code": "9.2", "of": ["o3-o9"], "way": "mean"},
        {"code": "10", "of": ["o10-o12"], "way": "weighted", "shares": ["0.5", "0.25", "0.25"]},
    ],
    "parts": {"e": {"way": "mean"}},
    "levels": {
        "value": [
            {"name": "best", "overall": 95, "instruments": 95},
            {"name": "good", "overall": 85, "instruments": 85},
            {"name": "pass", "overall": 85},
            {"name": "low", "overall": 70},
            {"name": "lowest", "overall": 0},
        ]
    },
}
RULE = rule_from_json(WHOLE)
PLACES = [(code, part) for code in RULE.questions for part in ((1, 2) if code[0] == "e" else (0,))]
SCORE = st.decimals(0, 100, places=2)


def entries_of(values: Iterable[Decimal]) -> list[Entry]:
    return [Entry(code, part, value) for (code, part), value in zip(PLACES, values, strict=True)]


def printed(*scores: tuple[str, str]) -> list[Entry]:
    return [Entry(code, 0, Decimal(value)) for code, value in scores]


def figure(ledger: Ledger, code: str) -> Figure:
    return next(found for found in ledger.figures if found.code == code)


QUESTIONS = st.lists(SCORE, min_size=len(PLACES), max_size=len(PLACES)).map(entries_of)


@given(QUESTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_does_not_matter(entries: list[Entry], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert recompute(RULE, shuffled) == recompute(RULE, entries)


@given(QUESTIONS)
def test_every_figure_follows_from_the_questions_alone(entries: list[Entry]) -> None:
    ledger = recompute(RULE, entries)
    told = {found.code for found in ledger.figures}
    assert told == {
        "overall",
        "IIT",
        "EIT",
        "OIT",
        "1",
        "2",
        "6",
        "9",
        "9.1",
        "9.2",
        "10",
        "e1",
        "e2",
        "e3",
    }
    value = {(entry.code, entry.part): entry.value for entry in entries}
    expected = sum(value[f"i{number}", 0] for number in (1, 2, 3)) / Decimal(3)
    assert abs(figure(ledger, "1").exact - expected) < Decimal("1e-20")
    assert figure(ledger, "e2").exact == (value["e2", 1] + value["e2", 2]) / 2


@given(QUESTIONS)
def test_a_figure_printed_as_it_follows_is_never_called_wrong(entries: list[Entry]) -> None:
    right = [Entry(found.code, 0, found.computed, 2) for found in recompute(RULE, entries).figures]
    assert recompute(RULE, [*entries, *right]).contradictions == ()


@given(st.lists(st.decimals(0, 100, places=5), min_size=len(PLACES), max_size=len(PLACES)))
def test_figures_worked_out_before_rounding_are_never_called_wrong(truth: list[Decimal]) -> None:
    # The assessor computes from unrounded answers and prints everything with two decimals.
    unrounded = recompute(RULE, entries_of(truth))
    shown = entries_of([value.quantize(Decimal("0.01"), ROUND_HALF_UP) for value in truth])
    figures = [Entry(found.code, 0, found.computed, 2) for found in unrounded.figures]
    assert recompute(RULE, [*shown, *figures]).contradictions == ()


@given(QUESTIONS, st.data())
def test_a_figure_printed_otherwise_is_always_caught_and_it_alone(
    entries: list[Entry], data: st.DataObject
) -> None:
    figures = recompute(RULE, entries).figures
    wrong = data.draw(st.sampled_from(figures))
    slip = data.draw(st.decimals("0.02", 100, places=2)) * data.draw(st.sampled_from((1, -1)))
    others = [Entry(found.code, 0, found.computed) for found in figures if found is not wrong]
    ledger = recompute(RULE, [*entries, *others, Entry(wrong.code, 0, wrong.computed + slip)])
    assert [found.code for found in ledger.contradictions] == [wrong.code]


@settings(max_examples=50)
@given(QUESTIONS, st.data())
def test_what_cannot_be_recomputed_counts_as_printed(
    entries: list[Entry], data: st.DataObject
) -> None:
    full = recompute(RULE, entries)
    lost = data.draw(st.sampled_from(sorted({code for code, _ in PLACES})))
    figures = [
        Entry(found.code, 0, found.computed)
        for found in full.figures
        if not is_question(found.code)
    ]
    ledger = recompute(RULE, [*(entry for entry in entries if entry.code != lost), *figures])
    above = next(code for code, made in RULE.compositions.items() if lost in made.of)
    assert above not in {found.code for found in ledger.figures}
    assert ledger.contradictions == ()
    assert "(as printed)" in " ".join(str(found.step) for found in ledger.figures)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("90.045", "90.05"), ("90.0449", "90.04"), ("0.005", "0.01"), ("99.995", "100.00")],
)
def test_halves_are_rounded_up_as_papers_do(number: str, shown: str) -> None:
    assert str(two_decimals(Decimal(number))) == shown


def test_one_printed_decimal_leaves_more_room_than_two() -> None:
    questions = printed(("i1", "92"), ("i2", "88.57"), ("i3", "100"))
    one = recompute(RULE, [*questions, Entry("1", 0, Decimal("93.50"), 1)])
    two_decimals = recompute(RULE, [*questions, Entry("1", 0, Decimal("93.50"), 2)])
    unknown = recompute(RULE, [*questions, Entry("1", 0, Decimal("93.50"))])
    assert (one.contradictions, len(two_decimals.contradictions), len(unknown.contradictions)) == (
        (),
        1,
        1,
    )
    # A score that was changed to two decimals since no longer counts as printed with one.
    assert recompute(RULE, [*questions, Entry("1", 0, Decimal("93.56"), 1)]).contradictions


def test_a_step_can_be_checked_by_hand() -> None:
    ledger = recompute(RULE, printed(("IIT", "93.17"), ("EIT", "87.36"), ("OIT", "100")))
    assert str(figure(ledger, "overall").step) == (
        ("overall = 0.30 × IIT 93.17 + 0.30 × EIT 87.36 + 0.40 × OIT 100.00 = 94.159 ≈ 94.16")
        .replace("IIT 93.17", "IIT 93.17 (as printed)")
        .replace("EIT 87.36", "EIT 87.36 (as printed)")
        .replace("OIT 100.00", "OIT 100.00 (as printed)")
    )


def test_an_average_of_unknown_shares_is_known_when_all_are_equal() -> None:
    form = {"fiscal_year": 2570, "compositions": [{"code": "9", "of": ["o1-o3"], "way": "average"}]}
    rule = rule_from_json(form)
    equal = recompute(rule, printed(("o1", "100"), ("o2", "100"), ("o3", "100"), ("9", "98")))
    assert [found.code for found in equal.contradictions] == ["9"]
    assert (
        recompute(rule, printed(("o1", "100"), ("o2", "50"), ("o3", "100"), ("9", "98"))).figures
        == ()
    )


def test_a_score_entered_twice_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="twice"):
        recompute(RULE, printed(("i1", "1"), ("i1", "1")))


def test_nothing_follows_without_a_rule() -> None:
    ledger = recompute(Rule(2599), printed(("overall", "90"), ("IIT", "80")))
    assert ledger.figures == ()
    assert ledger.values == {"overall": Decimal(90), "IIT": Decimal(80)}
    assert (ledger.standing.level, ledger.standing.held_down_by, ledger.standing.unknown) == (
        None,
        None,
        ("levels",),
    )


@pytest.mark.parametrize(
    ("overall", "iit", "eit", "oit", "level", "held"),
    [
        ("96", "95", "96", "97", "best", None),
        ("95", "94.99", "95", "95", "good", "IIT"),
        ("94.64", "97", "84.90", "100", "pass", "EIT"),
        ("84.99", "90", "90", "80", "low", "2"),
        ("70.00", "90", "90", "50", "low", "2"),
        ("69.99", "90", "90", "50", "lowest", "2"),
    ],
)
def test_a_level_takes_the_overall_score_and_every_instrument(
    overall: str, iit: str, eit: str, oit: str, level: str, held: str | None
) -> None:
    named = {
        "overall": overall,
        "IIT": iit,
        "EIT": eit,
        "OIT": oit,
        "1": "99",
        "2": "10",
        "6": "99",
        "9": "99",
        "10": "99",
    }
    standing = stand(RULE, {code: Decimal(value) for code, value in named.items()})
    assert (standing.level, standing.held_down_by) == (level, held)


def test_a_level_may_ask_for_every_indicator_too() -> None:
    form = {
        **WHOLE,
        "levels": {
            "value": [
                {"name": "good", "overall": 85, "indicators": 85},
                {"name": "pass", "overall": 85},
            ]
        },
    }
    values = {"overall": "94.16", "1": "97", "2": "92", "6": "84.03", "9": "100", "10": "100"}
    standing = stand(rule_from_json(form), {code: Decimal(value) for code, value in values.items()})
    assert (standing.level, standing.next_level, standing.held_down_by) == ("pass", "good", "6")


def test_a_level_is_not_guessed_from_what_is_missing() -> None:
    standing = stand(RULE, {"overall": Decimal(90), "IIT": Decimal(90), "OIT": Decimal(90)})
    assert (standing.level, standing.unknown) == (None, ("EIT",))
    # Below 85 no instrument can change the level any more.
    assert stand(RULE, {"overall": Decimal(80)}).level == "low"
    assert stand(RULE, {"IIT": Decimal(80)}).unknown


def test_the_indicator_that_costs_most_holds_the_overall_score_down() -> None:
    # 2 loses 50 points at a share of 0.15, 9 loses 40 at 0.20: 7.5 against 8.0 of the overall
    # score.
    values = {"overall": "80", "1": "100", "2": "50", "6": "100", "9": "60", "10": "100"}
    assert stand(RULE, {code: Decimal(value) for code, value in values.items()}).held_down_by == "9"


def test_differences_are_of_the_printed_scores_and_per_cents_of_last_year() -> None:
    this = recompute(RULE, printed(("overall", "93.80"), ("IIT", "90"), ("o1", "100")))
    last = recompute(Rule(2569), printed(("overall", "88.45"), ("IIT", "0"), ("o1", "50")))
    found = {change.code: change for change in changes(RULE, this, Rule(2569), last)}
    assert (found["overall"].difference, found["overall"].per_cent) == (
        Decimal("5.35"),
        Decimal("6.05"),
    )
    assert found["IIT"].per_cent is None
    assert "o1" not in found  # nothing says that o1 was the same question a year before


def test_questions_are_compared_only_where_both_years_ask_the_same() -> None:
    this, before = shipped_rule(2567), shipped_rule(2566)
    assert this.compares("i1", before)
    assert not this.compares("i4", before)
    assert this.compares("8", before)
    assert before.compares("i4", shipped_rule(2565))
