"""Every card there is has a drawing, with ordinary, the longest and the least data, and none is cut
where LINE cuts: the drawings themselves are looked at (``tests.drawings.cards``).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import messages
from messages.parts import Message
from tests.drawings.samples import SAMPLES, each_sample
from tests.messages.line_takes import taken

ROOM = Path(messages.__file__).parent
MAKERS = {"bubble", "flex_message", "carousels", "flex", "paged"}
APART = {"messages.month.pages.paged"}
"""Put cards together that others make."""
CARDS = each_sample()


def builders() -> Iterator[str]:
    """The public functions that make a card, themselves or by a function of their own module."""
    for path in sorted(ROOM.rglob("*.py")):
        name = ".".join(("messages", *path.relative_to(ROOM).with_suffix("").parts))
        found = [each for each in ast.parse(path.read_text("utf-8")).body if _is_function(each)]
        calls = {each.name: _called(each) for each in found if isinstance(each, ast.FunctionDef)}
        makes = {each for each, called in calls.items() if called & MAKERS}
        while more := {e for e, c in calls.items() if c & makes and e.startswith("_")} - makes:
            makes |= more
        makes |= {
            each for each, called in calls.items() if called & {m for m in makes if m[0] == "_"}
        }
        if name != "messages.parts":
            yield from (f"{name}.{each}" for each in makes if not each.startswith("_"))


def _is_function(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef)


def _called(function: ast.AST) -> set[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {each.id for each in calls if isinstance(each, ast.Name)} | {
        each.attr for each in calls if isinstance(each, ast.Attribute)
    }


def test_every_card_is_drawn() -> None:
    drawn = {f"{make.__module__}.{make.__name__}" for make in SAMPLES}
    assert set(builders()) - APART - drawn == set()


@pytest.mark.parametrize(("name", "card"), CARDS, ids=[name for name, _ in CARDS])
def test_line_takes_every_card_and_its_words_are_for_people(name: str, card: Message) -> None:
    taken([card])
    alt = str(card.get("altText", card.get("text")))
    assert len(alt) > 8
    for forbidden in ("None", "{", "[", "  ", "ที่ที่", "()", "“”"):
        assert forbidden not in alt
