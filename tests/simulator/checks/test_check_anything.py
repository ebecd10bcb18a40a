"""Whatever is sent, the checks answer with what is wrong, and never break."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.checks.messages import BODIES, check_body
from simulator.checks.richmenu import BULK_LINK, CREATE_ALIAS, RICH_MENU, check_shape
from simulator.errors import LineError
from tests.simulator.checks.test_check_messages import BAD, BAD_FLEX, GOOD
from tests.simulator.line.test_richmenus import MENU

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
samples = st.sampled_from([*GOOD, *[message for message, _ in BAD + BAD_FLEX]])


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place inside a value, itself included."""
    inner: list[tuple[str | int, ...]] = [path]
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in list(pairs)[:20]:
        inner += places(part, (*path, key))
    return inner


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of a value with something else at a place."""
    if not path:
        return new
    changed = copy.deepcopy(value)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = new
    return changed


def refused(check: Callable[[], None]) -> LineError | None:
    """What a check refuses with, if it does."""
    try:
        check()
    except LineError as error:
        return error
    return None


@settings(max_examples=600, deadline=None)
@given(st.data(), samples)
def test_a_message_with_anything_anywhere_is_taken_or_refused(
    data: st.DataObject, message: dict[str, Any]
) -> None:
    changed = put(message, data.draw(st.sampled_from(places(message))), data.draw(anything))
    error = refused(lambda: check_body("validate", {"messages": [changed]}, frozenset()))
    if error is not None:
        assert error.status == 400
        assert error.details
        assert all(detail["message"] and detail["property"] for detail in error.details)


@given(st.data())
def test_a_rich_menu_with_anything_anywhere_is_taken_or_refused(data: st.DataObject) -> None:
    changed = put(MENU, data.draw(st.sampled_from(places(MENU))), data.draw(anything))
    error = refused(lambda: check_shape(RICH_MENU, changed))
    assert error is None or error.status == 400


@pytest.mark.parametrize("kind", sorted(BODIES))
@given(body=anything)
def test_a_body_of_anything_is_refused(kind: str, body: Any) -> None:
    with pytest.raises(LineError):
        check_body(kind, body, frozenset())


@pytest.mark.parametrize("rule", [BULK_LINK, CREATE_ALIAS], ids=lambda rule: rule.name)
@given(body=anything)
def test_a_small_body_of_anything_is_refused(rule: Any, body: Any) -> None:
    with pytest.raises(LineError):
        check_shape(rule, body)
