"""Web pages kept in a single file (.mht, .mhtml, RFC 2557), as browsers, Word and Excel save
them: the pages in it are read, what they refer to is never fetched.
"""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from plans.document import Unreadable
from plans.files.encodings import decode
from plans.files.html import declared_charset, read_html, thai_charset, without_pictures
from plans.files.source import Source
from plans.tables import Row

_HEAD = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
_SHEET = re.compile(
    r"<x:Name>([^<]{1,100})</x:Name>\s*<x:WorksheetSource\s+HRef=[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)


def is_web_archive(data: bytes) -> bool:
    """Tell a web page in a single file, whatever its name ends in: Word saves such files as .doc
    too.
    """
    return _HEAD.match(data[:8192].replace(b"\r\n", b"\n").lstrip()) is not None


def read_web_archive(data: bytes, name: str) -> Source:
    """Return the rows and prose of the pages in the file; those of a workbook name their sheets.

    Raises Unreadable when there is no page.
    """
    pages: list[tuple[str, str]] = []
    whole = Source()
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            charset = thai_charset(part.get_content_charset("")) or declared_charset(content)
            text, notes = decode(without_pictures(content), name, charset)
            pages.append((part.get("Content-Location", ""), text))
            whole.notes += [note for note in notes if note not in whole.notes]
    if not pages:
        raise Unreadable(f"{name} holds no web page; save the page again")
    sheets = {
        place.rpartition("/")[2]: sheet
        for _, text in pages
        for sheet, place in _SHEET.findall(text)
    }
    for place, text in pages:
        sheet = sheets.get(place.rpartition("/")[2], "")
        blocks = read_html(text, name).blocks
        if not sheets or (sheet and any(isinstance(block, Row) for block in blocks)):
            whole.blocks += [replace(block, sheet=sheet) for block in blocks]
    return whole
