"""The fields of a form as they stand, its text areas and choices too."""

from __future__ import annotations

import re
from html import unescape

from tests.web.browser import Browser


def fields_of(browser: Browser, action: str) -> dict[str, list[str]]:
    """Return what the form of this page whose address ends so would send."""
    form = next(
        found
        for found in re.findall(r"<form.*?</form>", browser.page, re.DOTALL)
        if f'{action}"' in found.split(">")[0]
    )
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(value))
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    for name, value in texts:
        fields[name] = [unescape(value)]
    for name, chosen in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        picked = re.search(r'value="([^"]*)" selected', chosen)
        fields[name] = [picked[1] if picked else ""]
    return fields
