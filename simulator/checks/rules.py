"""A small language for saying what an object sent to LINE must look like, and for finding
everything wrong with one.

A rule is called with a value and the findings so far; it adds a problem where the value is not what
LINE takes. Shapes name the properties of one kind of object, so a property LINE does not know is
refused and a missing one demanded.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from simulator.checks.text_units import graphemes, utf16_units

Rule = Callable[[Any, "Findings"], None]

URL_LIMIT = 2000
ACTION_URI_LIMIT = 1000
PRINTABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: what, where (as steps from the body), and where a Flex container begins on
    the way, if one does.
    """

    message: str
    path: tuple[str | int, ...]
    flex_from: int | None

    @property
    def property(self) -> str:
        """The place as LINE writes it: `messages[0].text`, or inside a Flex container
        `/body/contents/0`.
        """
        if self.flex_from is not None:
            return "".join(f"/{step}" for step in self.path[self.flex_from :]) or "/"
        return dotted(self.path)


@dataclass(slots=True)
class Findings:
    """Where we are in a body, what was found wrong so far, and what may differ from call to
    call.
    """

    allow_http: frozenset[str] = frozenset()
    mentions_allowed: bool = True
    path: list[str | int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    flex_from: int | None = None

    def refuse(self, message: str, *further: str | int) -> None:
        """Note a problem here, or at a place `further` inside."""
        self.problems.append(Problem(message, (*self.path, *further), self.flex_from))

    def at(self, step: str | int, rule: Rule, value: Any) -> None:
        """Apply a rule one step inside."""
        self.path.append(step)
        rule(value, self)
        self.path.pop()


@dataclass(frozen=True)
class Shape:
    """The properties of one kind of object, those it must have, and what must hold between them.

    `between` is asked only where each property is right by itself, so it may trust their kinds.
    """

    name: str
    properties: Mapping[str, Rule]
    required: frozenset[str] = frozenset()
    between: Callable[[dict[str, Any], Findings], None] | None = None

    def __call__(self, value: Any, found: Findings) -> None:
        if not isinstance(value, dict):
            found.refuse("Must be an object")
            return
        before = len(found.problems)
        for key, part in value.items():
            rule = self.properties.get(key)
            if rule is None:
                found.refuse("unknown field", key)
            else:
                found.path.append(key)
                if part is None:
                    found.refuse("May not be null")
                else:
                    rule(part, found)
                found.path.pop()
        for key in sorted(self.required - value.keys()):
            found.refuse("May not be empty", key)
        if self.between is not None and len(found.problems) == before:
            self.between(value, found)


def dotted(path: Iterable[str | int]) -> str:
    """Steps as LINE writes a property: `messages[0].quickReply.items[2]`."""
    written = ""
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else f".{step}" if written else step
    return written


def shape(
    name: str,
    properties: Mapping[str, Rule],
    required: Iterable[str] = (),
    between: Callable[[dict[str, Any], Findings], None] | None = None,
) -> Shape:
    """A shape, `type` included: every tagged object has one, checked by whoever chose the shape."""
    return Shape(name, {"type": anything, **properties}, frozenset(required), between)


def tagged(shapes: Mapping[str, Rule], tag: str = "type") -> Rule:
    """An object of one of several shapes, told apart by its `type`."""

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, dict):
            found.refuse("Must be an object")
            return
        kind = value.get(tag)
        rule = shapes.get(kind) if isinstance(kind, str) else None
        if rule is None:
            found.refuse(f"Must be one of the following values: [{', '.join(shapes)}]", tag)
        else:
            rule(value, found)

    return check


def anything(value: Any, found: Findings) -> None:
    """No demand."""


def text(most: int, *, least: int = 1, count: Callable[[str], int] = utf16_units) -> Rule:
    """A string whose length, counted as LINE counts it there, lies between `least` and `most`."""

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, str):
            found.refuse("Must be a string")
        elif least and not value:
            found.refuse("May not be empty")
        elif len(value) * 2 > most and count(value) > most:  # no character counts more than twice
            found.refuse(f"Length must be between {least} and {most}")

    return check


def letters(most: int, *, least: int = 1) -> Rule:
    """A string counted in grapheme clusters."""
    return text(most, least=least, count=graphemes)


def matching(pattern: str, meaning: str) -> Rule:
    """A string that matches a pattern from end to end; `meaning` says which values are taken."""
    compiled = re.compile(pattern)

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            found.refuse(f"invalid property: must be {meaning}")

    return check


def one_of(*choices: str) -> Rule:
    """One of a few words."""

    def check(value: Any, found: Findings) -> None:
        if value not in choices:
            found.refuse(f"Must be one of the following values: [{', '.join(choices)}]")

    return check


def boolean(value: Any, found: Findings) -> None:
    """True or false."""
    if not isinstance(value, bool):
        found.refuse("Must be a boolean")


def integer(least: int | None = None, most: int | None = None) -> Rule:
    """A whole number within bounds, both inclusive."""

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            found.refuse("Must be an integer")
        elif least is not None and value < least:
            found.refuse(f"must be greater than or equal to {least}")
        elif most is not None and value > most:
            found.refuse(f"must be less than or equal to {most}")

    return check


def number(least: float, most: float) -> Rule:
    """A number within bounds, both inclusive."""

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, int | float) or isinstance(value, bool):
            found.refuse("Must be a number")
        elif not least <= value <= most:
            found.refuse(f"Must be between {least} and {most}")

    return check


def array(item: Rule, least: int = 0, most: int | None = None) -> Rule:
    """A list of things that each follow a rule."""

    def check(value: Any, found: Findings) -> None:
        if not isinstance(value, list):
            found.refuse("Must be an array")
            return
        if len(value) < least or (most is not None and len(value) > most):
            found.refuse(
                f"Size must be between {least} and {most}"
                if most is not None
                else "May not be empty"
            )
        for index, part in enumerate(value):
            found.at(index, item, part)

    return check


def https_url(value: Any, found: Findings) -> None:
    """A URL LINE's servers or a phone fetch from: https, at most 2,000 characters, percent-encoded.

    Http is let through for the origins in `allow_http` alone (a demo's own address).
    """
    if not isinstance(value, str):
        found.refuse("Must be a string")
    elif not value or utf16_units(value) > URL_LIMIT:
        found.refuse(f"Length must be between 1 and {URL_LIMIT}")
    elif not _is_url(value, found.allow_http):
        found.refuse("Must be a valid HTTPS URL")


def action_uri(value: Any, found: Findings) -> None:
    """What a tap may open: http, https, line or tel, at most 1,000 characters, percent-encoded."""
    if not isinstance(value, str):
        found.refuse("Must be a string")
    elif not value or utf16_units(value) > ACTION_URI_LIMIT:
        found.refuse(f"Length must be between 1 and {ACTION_URI_LIMIT}")
    elif not PRINTABLE.fullmatch(value) or not _has_target(value):
        found.refuse("invalid uri scheme")


def _is_url(value: str, allow_http: frozenset[str]) -> bool:
    if not PRINTABLE.fullmatch(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    return bool(parts.hostname) and (
        scheme == "https" or f"{scheme}://{parts.netloc}" in allow_http
    )


def _has_target(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    if scheme in {"http", "https"}:
        return bool(parts.hostname)
    if scheme == "tel":
        return bool(parts.path)
    return scheme == "line" and bool(parts.netloc or parts.path)
