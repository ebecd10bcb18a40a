"""What an entry of the history says, as lines of a table: what, before, after."""

from dataclasses import dataclass
from typing import Any

from models.history import HistoryEntry, HistoryPage
from web.health import words

_LONGEST = 400
_MOST = 12
_PEOPLE = frozenset({"person", "for", "by"})
_AGENCIES = frozenset({"agency", "agencies"})
_BETWEEN = {"membership.handed_over": "people", "membership.moved": "agencies"}
"""Of these ``from`` and ``to`` are ids."""
_PAIRS = (("before", "after"), ("from", "to"), ("went", "came"))


@dataclass(frozen=True)
class HealthTold:
    """One line: ``before`` is None where the history tells of no state before."""

    what: str
    before: str | None
    after: str


def told_by(entry: HistoryEntry, page: HistoryPage) -> list[HealthTold]:
    """Return an entry's lines; what belongs to who did it is told elsewhere."""
    if entry.body is None:
        return []
    body = {name: value for name, value in entry.body.items() if name != "by"}
    if isinstance(body.get("person"), int) and page.people.get(body["person"]) == entry.by:
        del body["person"]
    lines = [
        HealthTold(str(each[0]), _text(each[1]), _text(each[2]))
        for each in _list(body.pop("changes", None))
        if isinstance(each, list) and len(each) == len(("what", "before", "after"))
    ]
    for old, new in _PAIRS:
        if old in body and new in body:
            lines += _pair(entry, page, body.pop(old), body.pop(new))
    lines += [
        HealthTold(words.field_word(name), None, _named(name, value, page))
        for name, value in body.items()
        if value is not None
    ]
    return lines[:_MOST]


def _pair(entry: HistoryEntry, page: HistoryPage, before: Any, after: Any) -> list[HealthTold]:
    if isinstance(before, dict) or isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        new = after if isinstance(after, dict) else {}
        return [
            HealthTold(words.field_word(name), _text(old.get(name)), _text(new.get(name)))
            for name in dict.fromkeys([*old, *new])
            if old.get(name) != new.get(name)
        ]
    kind = _BETWEEN.get(entry.action)
    if kind is not None:
        names = page.people if kind == "people" else page.agencies
        return [HealthTold(words.WHOLE, _name(before, names), _name(after, names))]
    return [HealthTold(words.WHOLE, _text(before), _text(after))]


def _named(name: str, value: Any, page: HistoryPage) -> str:
    if name in _PEOPLE:
        return _name(value, page.people)
    if name in _AGENCIES:
        return ", ".join(_name(each, page.agencies) for each in _list(value) or [value])
    return _text(words.value_word(name, value) if isinstance(value, str) else value)


def _name(value: Any, names: dict[int, str]) -> str:
    return names.get(value, f"#{value}") if isinstance(value, int) else _text(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    if value is None or value == "":
        return words.NOTHING
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, list):
        text = ", ".join(_text(each) for each in value)
    elif isinstance(value, dict):
        text = " · ".join(f"{words.field_word(k)}: {_text(v)}" for k, v in value.items())
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
