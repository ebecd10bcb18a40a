"""A paper in Thai or in Arabic digits: every text people read, and nothing that programs read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from papers.print.document import Document, PaperColumn
from papers.print.texts import turn_digits


def with_digits(document: Document, thai_digits: bool) -> Document:
    """Return the document written throughout with Thai or with Arabic digits, addresses
    excepted.
    """
    turned = _map_texts(document, lambda text: turn_digits(text, thai_digits))
    assert isinstance(turned, Document)
    return replace(
        turned, columns=_with_names(turned.columns, document.columns), thai_digits=thai_digits
    )


def _with_names(
    turned: tuple[PaperColumn, ...], before: tuple[PaperColumn, ...]
) -> tuple[PaperColumn, ...]:
    return tuple(replace(column, name=old.name) for column, old in zip(turned, before, strict=True))


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text people read; keys, sources and kinds are for programs."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_map_texts(each, change) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [
            each.name
            for each in fields(value)
            if each.name not in ("key", "sources", "kind", "made_at")
        ]
        return replace(value, **{name: _map_texts(getattr(value, name), change) for name in names})
    return value
