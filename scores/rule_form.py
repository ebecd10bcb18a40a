"""A rule as JSON, the form in which rules are shipped and edited; what does not hold together is
refused.

``{"fiscal_year", "threshold"?, "compositions": [{"code", "of": [codes or ranges like "i1-i6"],
"way", "shares"?, "basis"?, "source"?}], "parts": {letter: the same without code}, "levels":
{"value": [{"name", "overall", "instruments"?, "indicators"?}], "basis"?, "source"?}, "items": [..],
"issues": [..], "titles": {code: text}, "same_questions"?, "sources"?: {member: text}, "notes":
[..]}``; numbers are texts or numbers, shares 0 to 1, scores 0 to 100. A member that is not known is
refused wherever it stands: a slip ("instrument" for "instruments") would quietly make another rule.
"""

import re
from collections.abc import Callable, Iterable, Set
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, TypeVar

from scores.codes import QUESTION_LETTERS, expand, in_order, normal_code
from scores.rules import (
    DEFAULT_THRESHOLD,
    Basis,
    Composition,
    CompositionWay,
    Covers,
    IssueQuestions,
    Level,
    OpenDataItem,
    Rule,
)

T = TypeVar("T")
_MEMBERS = {
    "threshold", "fiscal_year", ("composition"
    "s"), "parts", "levels", "items", "issues", "titles", "same_questions",
    "sources", "notes",
}  # fmt: skip
_SOURCED = {"threshold", "titles", "same_questions"}
_KNOWN = {"basis", "source"}
# What neither a database nor a paper can hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class BadRule(Exception):
    """The rule does not hold together; the message is one English sentence."""


def rule_from_json(form: object) -> Rule:
    """Return the rule of a JSON form; BadRule says what is wrong with it."""
    body = _object(form, "the rule", _MEMBERS)
    _check_letters(body)
    year = body.get("fiscal_year")
    if not isinstance(year, int) or isinstance(year, bool) or not 2500 <= year <= 2700:
        raise BadRule("fiscal_year must be a Buddhist-era year such as 2567")
    levels = _object(body.get("levels") or {}, "levels", {"value"} | _KNOWN)
    compositions = [_composition(entry) for entry in _list(body, "compositions")]
    parts = {
        letter: _parts(letter, entry)
        for letter, entry in _object(body.get("parts") or {}, "parts").items()
    }
    return Rule(
        fiscal_year=year,
        threshold=_score(body.get("threshold", DEFAULT_THRESHOLD), "threshold"),
        compositions=_from_the_top(compositions),
        parts=parts,
        levels=_levels(_list(levels, "value")),
        levels_basis=_basis(levels),
        levels_source=_text(levels, "source"),
        items=tuple(_item(entry) for entry in _list(body, "items")),
        issues=_issues(_list(body, "issues")),
        titles={_code(code): text for code, text in _texts(body, "titles").items()},
        same_questions=_yes_or_no(body.get("same_questions")),
        sources=_object(_texts(body, "sources"), "sources", _SOURCED),
        notes=tuple(_is_text(note, "a note") for note in _list(body, "notes")),
    )


def _composition(entry: object) -> Composition:
    body = _object(entry, "a composition", {"code", "of", "way", "shares"} | _KNOWN)
    return _made(_code(body.get("code")), _codes(body), body)


def _parts(letter: str, entry: object) -> Composition:
    if letter not in QUESTION_LETTERS:
        raise BadRule(f"parts are of the letters {', '.join(QUESTION_LETTERS)}, not of {letter!r}")
    return _made(letter, ("1", "2"), _object(entry, "parts", {"way", "shares"} | _KNOWN))


def _made(code: str, of: tuple[str, ...], body: dict[str, Any]) -> Composition:
    way = _kind(CompositionWay, body.get("way"), f"the way of {code}")
    shares = tuple(_number(share, f"a share of {code}") for share in _list(body, "shares"))
    if way is CompositionWay.WEIGHTED and (
        len(shares) != len(of) or sum(shares) != 1 or min(shares) < 0
    ):
        raise BadRule(f"the shares of {code} must be as many as its members and add up to 1")
    if way is not CompositionWay.WEIGHTED and shares:
        raise BadRule(f"{code} has shares but is not weighted")
    if way is not CompositionWay.UNKNOWN and not of:
        raise BadRule(f"{code} is made of nothing")
    return Composition(code, of, way, shares, _basis(body), _text(body, "source"))


def _from_the_top(compositions: list[Composition]) -> dict[str, Composition]:
    """Return compositions by code, each before those of its members; BadRule when one is made of
    itself or of another's member.
    """
    by_code = {composition.code: composition for composition in compositions}
    if len(by_code) < len(compositions):
        raise BadRule("a figure has two compositions")
    members = [member for composition in compositions for member in composition.of]
    if twice := sorted({member for member in members if members.count(member) > 1}, key=in_order):
        raise BadRule(f"{', '.join(twice)} would count twice")
    ordered: dict[str, Composition] = {}
    waiting = [code for code in by_code if code not in members]
    while waiting:
        code = waiting.pop()
        ordered[code] = by_code[code]
        waiting += [member for member in by_code[code].of if member in by_code]
    if left := sorted(set(by_code) - set(ordered), key=in_order):
        raise BadRule(f"{', '.join(left)} would be made of itself")
    return ordered


def _levels(entries: Iterable[object]) -> tuple[Level, ...]:
    levels: list[Level] = []
    for entry in entries:
        body = _object(entry, "a level", {"name", "overall", "instruments", "indicators"})
        name = _text(body, "name")
        if not name:
            raise BadRule("a level has no name")
        minimum = {
            key: None if body.get(key) is None else _score(body[key], f"{key} of a level")
            for key in ("overall", "instruments", "indicators")
        }
        if any(level.name == name for level in levels):
            raise BadRule(f"the level {name} stands twice")
        levels.append(
            Level(
                name,
                minimum["overall"] or Decimal(0),
                minimum["instruments"],
                minimum["indicators"],
            )
        )
    if any(lower.overall > better.overall for better, lower in pairwise(levels)):
        raise BadRule("the levels must stand from the best to the lowest")
    return tuple(levels)


def _item(entry: object) -> OpenDataItem:
    body = _object(entry, "an item", {"purpose", "sector", "number", "heading", "covers"} | _KNOWN)
    covers = body.get("covers")
    if covers not in (None, *Covers):
        raise BadRule('covers must be "same", "previous" or null')
    number, heading = body.get("number"), _text(body, "heading") or None
    return OpenDataItem(
        _text(body, "purpose"),
        _text(body, "sector"),
        None if number is None else _code(number),
        heading,
        None if covers is None else Covers(covers),
        _basis(body),
        _text(body, "source"),
    )


def _issues(entries: Iterable[object]) -> tuple[IssueQuestions, ...]:
    issues = tuple(_issue(entry) for entry in entries)
    numbers = [issue.number for issue in issues]
    if twice := [number for number in numbers if numbers.count(number) > 1]:
        raise BadRule(
            f"issue {twice[0]} stands twice"
        )  # texts of the analysis are kept by its number
    return issues


def _issue(entry: object) -> IssueQuestions:
    body = _object(entry, "an issue", {"number", "title", "questions"} | _KNOWN)
    number = _text(body, "number")
    if not number or len(number) > 12:
        raise BadRule("an issue has no number, or one that is too long")
    return IssueQuestions(
        number, _text(body, "title"), _codes(body, "questions"), _basis(body), _text(body, "source")
    )


def _codes(body: dict[str, Any], name: str = "of") -> tuple[str, ...]:
    try:
        codes = [code for text in _list(body, name) for code in expand(str(text))]
    except ValueError as error:
        raise BadRule(str(error)) from None
    if len(set(codes)) < len(codes):
        raise BadRule(f"a code stands twice in {name} of {body.get('code') or body.get('number')}")
    return tuple(codes)


def _code(value: object) -> str:
    code = normal_code(str(value))
    if code is None:
        raise BadRule(f"{value!r} is no code of a score")
    return code


def _score(value: object, name: str) -> Decimal:
    number = _number(value, name)
    if not 0 <= number <= 100:
        raise BadRule(f"{name} must lie between 0 and 100")
    return number


def _number(value: object, name: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadRule(f"{name} must be a number, not {value!r}")
    return number


def _basis(body: dict[str, Any]) -> Basis:
    return _kind(Basis, body.get("basis", Basis.OWN), "the basis of a value")


def _kind(kind: Callable[[Any], T], value: object, name: str) -> T:
    try:
        return kind(value)
    except ValueError:
        raise BadRule(f"{name} cannot be {value!r}") from None


def _yes_or_no(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise BadRule("same_questions must be true, false or null")
    return value


def _texts(body: dict[str, Any], name: str) -> dict[str, str]:
    return {
        key: _is_text(value, f"{name} of {key}")
        for key, value in _object(body.get(name) or {}, name).items()
    }


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return "" if value is None else _is_text(str(value) if isinstance(value, int) else value, name)


def _is_text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadRule(f"{name} must be a text")
    return value


def _list(body: dict[str, Any], name: str) -> list[Any]:
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRule(f"{name} must be a list")
    return value


def _object(value: object, name: str, members: Set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadRule(f"{name} must be an object")
    if members is not None and (unknown := set(value) - members):
        raise BadRule(f"{name} has unknown members: {', '.join(sorted(map(repr, unknown)))}")
    return value


def _check_letters(form: object) -> None:
    """Refuse letters that no database and no paper can hold, wherever they stand."""
    waiting = [form]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and (match := _FORBIDDEN.search(value)):
            raise BadRule(f"a text holds a letter that cannot be kept: {match[0]!r}")
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
