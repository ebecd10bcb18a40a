"""Rules as data: what is shipped says where it comes from, what is unknown stays empty, what does
not hold together is refused.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scores.codes import expand, in_order, normal_code
from scores.ledger import Entry, recompute
from scores.rounding import two_decimals
from scores.rule_form import BadRule, rule_from_json
from scores.rules import Basis, Composition, CompositionWay, IssueQuestions, OpenDataItem
from scores.shipped_rules import shipped_form, shipped_rule, shipped_years

GOOD: dict[str, Any] = {
    "fiscal_year": 2570,
    "compositions": [
        {"code": "overall", "of": ["IIT", "EIT"], "way": "weighted", "shares": ["0.5", "0.5"]},
        {"code": "IIT", "of": ["1"], "way": "mean"},
    ],
    "levels": {"value": [{"name": "good", "overall": 85}, {"name": "low"}]},
    "issues": [{"number": "1", "title": "x", "questions": ["i1-i3", "o7"]}],
}


def test_the_years_of_the_field_notes_are_shipped() -> None:
    assert shipped_years() == (2566, 2567, 2568, 2569)


@pytest.mark.parametrize("year", [2566, 2567, 2568, 2569])
def test_every_shipped_value_says_where_it_comes_from(year: int) -> None:
    rule = shipped_rule(year)
    sourced: list[Composition | OpenDataItem | IssueQuestions] = [
        *rule.compositions.values(),
        *rule.parts.values(),
    ]
    sourced += [*rule.items, *rule.issues]
    assert all(value.source for value in sourced)
    assert rule.levels_source
    assert Basis.OWN not in {value.basis for value in sourced}
    for made in [*rule.compositions.values(), *rule.parts.values()]:
        assert (made.way is CompositionWay.UNKNOWN) == (made.basis is Basis.NOT_FOUND)
    for item in rule.items:
        assert (item.number is None) == (item.basis is Basis.NOT_FOUND)
    assert (not rule.levels) == (rule.levels_basis is Basis.NOT_FOUND)
    assert {"threshold", "titles"} <= rule.sources.keys()
    assert (rule.same_questions is None) == ("same_questions" not in rule.sources)


def test_item_numbers_are_those_that_were_found() -> None:
    found = {
        year: {
            item.purpose: item.number
            for item in shipped_rule(year).items
            if item.sector == "agency"
        }
        for year in shipped_years()
    }
    assert found == {
        2566: {"measures": "o42", "results": "o43"},
        2567: {"measures": "o34", "results": "o35"},
        2568: {"measures": None, "results": None},
        2569: {"measures": "o25", "results": "o26"},
    }
    (results,) = [
        item
        for item in shipped_rule(2569).items
        if (item.purpose, item.sector) == ("results", "agency")
    ]
    assert results.covers == "previous"


def test_an_open_data_item_of_indicator_10_is_two_points_of_2567() -> None:
    assert shipped_rule(2567).shares["o34"] * 100 == 2
    whole = sum((shipped_rule(2567).shares[f"o{number}"] for number in range(1, 36)), Decimal(0))
    assert two_decimals(whole * 100) == 40
    assert "o1" not in shipped_rule(2566).shares  # how its items are weighed was not found
    assert "overall" in shipped_rule(2599).shares


def test_all_questions_of_2567_belong_to_one_issue_each() -> None:
    rule = shipped_rule(2567)
    placed = [code for issue in rule.issues for code in issue.questions]
    assert sorted(placed) == sorted(rule.questions)
    assert len(rule.issues) == 7


def test_every_shipped_code_has_a_title_where_its_questions_are_known() -> None:
    for year in (2566, 2567):
        rule = shipped_rule(year)
        assert [code for code in rule.questions if code not in rule.titles] == []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("compositions", 0, "shares"), ["0.5", "0.6"], "add up"),
        (("compositions", 0, "shares"), ["0.5"], "add up"),
        (("compositions", 0, "shares"), ["-0.5", "1.5"], "add up"),
        (("compositions", 0, "shares"), ["x", "1"], "number"),
        (("compositions", 0, "way"), "guess", "cannot be"),
        (("compositions", 1, "shares"), [1], "not weighted"),
        (("compositions", 1, "of"), [], "nothing"),
        (("compositions", 1, "of"), ["IIT"], "twice"),
        (("compositions", 1, "of"), ["overall"], "itself"),
        (("compositions", 1, "of"), ["EIT"], "twice"),
        (("compositions", 1, "code"), "overall", "two compositions"),
        (("compositions", 1, "of"), ["i3-i1"], "range"),
        (("compositions", 1, "of"), ["zz"], "no code"),
        (("compositions", 1, "of"), "i1", "list"),
        (("compositions", 0), 7, "object"),
        (
            ("levels", "value"),
            [{"name": "low", "overall": 10}, {"name": "good", "overall": 85}],
            "best",
        ),
        (("levels", "value"), [{"overall": 10}], "name"),
        (("levels", "value"), [{"name": "x", "overall": 101}], "between"),
        (("levels", "value"), [{"name": "x", "overall": "NaN"}], "number"),
        (("issues", 0, "questions"), ["i1", "i1"], "twice"),
        (("issues", 0, "number"), "", "number"),
        (("fiscal_year",), 2024, "Buddhist"),
        (("fiscal_year",), True, "Buddhist"),
        (("threshold",), 200, "between"),
        (("titles",), {"i0": "x"}, "no code"),
        (("parts",), {"z": {"way": "mean"}}, "letters"),
        (("items",), [{"purpose": "measures", "number": "x"}], "no code"),
        (("items",), [{"purpose": "measures", "covers": "next"}], "covers"),
        (("same_questions",), 1, "true"),
        (("surprise",), 1, "unknown"),
        (("compositions", 0, "share"), ["1", "0"], "unknown"),
        (("levels", "value"), [{"name": "good", "overall": 85, "instrument": 85}], "unknown"),
        (("levels", "value"), [{"name": "good", "overall": 85}, {"name": "good"}], "twice"),
        (("levels", "least"), 85, "unknown"),
        (
            ("issues",),
            [{"number": "1", "title": "x"}, {"number": 1, "title": "y"}],
            "issue 1 stands twice",
        ),
        (("issues", 0, "title"), ["x"], "text"),
        (("issues", 0, "title"), "a\x00b", "letter"),
        (("notes",), [[["\ud800"]]], "letter"),
        (("notes",), [1], "text"),
        (("items",), [{"purpose": "measures", "numbers": "o1"}], "unknown"),
        (("titles",), {"i1": ["x"]}, "text"),
        (("sources",), {"levels": "manual"}, "unknown"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_refused(
    path: tuple[Any, ...], value: object, message: str
) -> None:
    form = deepcopy(GOOD)
    place: Any = form
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(BadRule, match=message):
        rule_from_json(form)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything that stands in a form."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(found for key, each in inside for found in places(each, (*path, key)))]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["i1", "IIT", "mean"]),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from([path for path in places(shipped_form(2567)) if path]), ANYTHING)
def test_whatever_stands_in_a_form_it_is_taken_or_refused(
    path: tuple[Any, ...], value: object
) -> None:
    form = shipped_form(2567)
    place: Any = form
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    try:
        rule = rule_from_json(form)
    except BadRule:
        return
    recompute(rule, [Entry(code, 0, Decimal(50)) for code in rule.codes])


def test_a_good_rule_is_taken_and_a_list_is_none() -> None:
    rule = rule_from_json(GOOD)
    assert rule.issues[0].questions == ("i1", "i2", "i3", "o7")
    assert rule.shares["1"] == Decimal("0.5")
    with pytest.raises(BadRule):
        rule_from_json([GOOD])


def test_a_shipped_form_can_be_edited_and_taken_back() -> None:
    form = shipped_form(2567)
    form["threshold"] = 80
    assert rule_from_json(form).threshold == 80


def test_of_a_year_that_is_not_shipped_all_is_there_to_fill_in_and_said_to_be_unknown() -> None:
    rule = rule_from_json(shipped_form(2599))
    assert rule.fiscal_year == 2599
    assert len(rule.issues) == 7
    assert not rule.questions
    assert {made.way for made in rule.compositions.values()} == {CompositionWay.UNKNOWN}
    assert {item.number for item in rule.items} == {None}
    assert "2599" in rule.levels_source
    assert not rule.levels


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("overall", "overall"), ("OVERALL", "overall"), ("iit", "IIT"), ("๙.๑", "9.1"),
        ("10", "10"), ("I ๑", "i1"), ("O34", "o34"), ("๐34", "o34"), ("o.34", "o34"),
        ("e01", "e1"), ("9.", "9"),
        ("11", None), ("0", None), ("o0", None), ("x1", None), ("", None), ("=1+1", None),
        ("i1234", None), ("9.10.1", None),
    ],
)  # fmt: skip
def test_codes_are_read_as_people_write_them(typed: str, code: str | None) -> None:
    assert normal_code(typed) == code


def test_codes_stand_in_the_order_of_papers() -> None:
    codes = ["o10", "e1", "9.10", "10", "i2", "9", "OIT", "overall", "o2", "9.2", "IIT", "1"]
    assert sorted(codes, key=in_order) == [
        "overall", "IIT", "OIT", "1", "9", "9.2", "9.10", "10", "i2", "e1", "o2", "o10",
    ]  # fmt: skip
    assert expand("9.1-9.3") == ["9.1", "9.2", "9.3"]
    assert expand("6-8") == ["6", "7", "8"]
