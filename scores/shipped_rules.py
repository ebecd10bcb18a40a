"""The rules that come with the program, one for each fiscal year something is known of."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from scores.rule_form import rule_from_json
from scores.rules import Rule

_DATA = Path(__file__).with_name("rule_data")


@lru_cache
def shipped_rule(fiscal_year: int) -> Rule:
    """Return what is known of a fiscal year (Buddhist era); of a year nothing is shipped for, a
    rule that knows the seven issues only.
    """
    return rule_from_json(shipped_form(fiscal_year))


def shipped_form(fiscal_year: int) -> dict[str, Any]:
    """Return the rule of a year in the form an organization edits; what is not known of it is
    there, empty, with the reason.
    """
    path = _DATA / f"{fiscal_year}.json"
    if path.exists():
        form: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return form
    text = (_DATA / "unknown.json").read_text(encoding="utf-8")
    return {**json.loads(text.replace("{year}", str(fiscal_year))), "fiscal_year": fiscal_year}


def shipped_years() -> tuple[int, ...]:
    """Return the fiscal years for which a rule is shipped."""
    return tuple(sorted(int(path.stem) for path in _DATA.glob("25*.json")))
