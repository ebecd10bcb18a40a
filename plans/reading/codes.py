"""The numbers of issues and measures as they are printed: "(๒.๑) …", "1) …", "มาตรการที่ 2 …",
"ประเด็นที่ 1 …".
"""

import re

from plans.reading import items
from plans.tables import Cell
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

CODE = re.compile(r"[(\[]?(\d{1,2}(?:\.\d{1,2})+)[)\]]?[.)]?\s*(?=\D)")
LONE = re.compile(r"(?P<open>\()?(?P<number>\d{1,2})(?P<close>\)|\.(?!\d))\s*(?=\D)")
# Issues by other names: "ด้านที่ 1 …".
NAMED = re.compile(r"(?:ด้าน|หมวด|ส่วน|มิติ|ยุทธศาสตร์|กลยุทธ์|องค์ประกอบ|ตัวชี้วัด)ที่\s*(?=\(?\d)")
_ISSUE = re.compile(
    rf"(?:(?:ประเด็น(?:[ก-๙]{{0,20}}ที่)?|ข้อ(?:ที่)?|{NAMED.pattern})\s*)?"
    r"\(?(\d{1,2})(?:\)|\.(?!\d)|(?=[\s:：]))\.?\s*[:：]?\s*(?=\D)"
)
_LABELLED = re.compile(r"^ประเด็น[ก-๎ ]{0,20}[:：]\s*")
# "มาตรการที่ 2 …" prints its number in words of its own, "ข้อ 1.1" a full code.
TITLED = re.compile(
    r"(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)ที่\s*(?=\d{1,2}(?:\.\d|[.):\s]))|(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง|ข้อ)(?:ที่)?\s*(?=\d{1,2}\.\d)"
)
_INNER_CODE = re.compile(r"(?:(?<=\s)[(\[]?|[(\[])(\d{1,2}(?:\.\d{1,2})+)[)\]]?[.)]?\s*(?=[ก-๙])")
_BETWEEN = re.compile(r"^[\s:：,;/–-]+|[\s,;/–-]+$|(?:^|\s)และ$")
BARE = re.compile(r"(?P<number>\d{1,2})[.):]?\s*(?=\D)")


def find_code(text: str) -> tuple[str | None, str]:
    """Return the full code ("2.1") at the head of a measure in Arabic digits, or None, and the text
    without it.
    """
    digits = to_arabic_digits(text)
    titled = TITLED.match(digits)
    match = CODE.match(digits, titled.end() if titled else 0)
    return (match[1], text[match.end() :].strip()) if match else (None, text)


def split_codes(cell: Cell) -> list[str]:
    """Cut a measure cell where a second code begins: on a line of its own, or in sequence on the
    same one.

    Codes that share one text ("2.1, 2.2 …") have it both.
    """
    text = items.unmarked(cell.text)
    first = _code_at(text)
    if first is None:
        entries = [item for item in items.read_items(cell) if item.number is not None]
        if len(entries) > 1 and LONE.match(to_arabic_digits(text)):
            return [f"{item.number}) {item.text}" for item in entries]
        lines = " ".join(_unmarked(part, place) for place, part in enumerate(cell.parts))
        return [re.sub(r"\s*[▪■●]\s*", " ", lines).strip()]
    pieces: list[tuple[str, str]] = []
    code = first
    for place, part in enumerate(cell.parts):
        line = _unmarked(clean(part), place)
        cuts = [0]
        begins = _code_at(line)
        if begins and begins.rpartition(".")[0] == first.rpartition(".")[0]:
            code = begins
            pieces.append((code, ""))
        for match in _INNER_CODE.finditer(to_arabic_digits(line)):
            if match[1] == next_code(code) and match.start():
                code = match[1]
                pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} {line[cuts[-1] : match.start()]}")
                pieces.append((code, ""))
                cuts.append(match.start())
        pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} {line[cuts[-1] :]}")
    titles = [trimmed(find_code(piece.strip())[1]) for _, piece in pieces]
    for place in reversed(range(len(titles) - 1)):
        titles[place] = titles[place] or titles[place + 1]
    return [f"{code} {title}" for (code, _), title in zip(pieces, titles, strict=True)]


def trimmed(title: str) -> str:
    """Return a title without what joins it to its code or to the next one (":", "-", "และ")."""
    return _BETWEEN.sub("", _BETWEEN.sub("", title)).strip()


def _unmarked(part: str, place: int) -> str:
    """Return a part without its bullet; a dash on a later line belongs to the words ("E" and below
    it "– Service").
    """
    return items.unmarked(part) if place == 0 or part[:1] not in "-–" else part


def _code_at(text: str) -> str | None:
    digits = to_arabic_digits(text)
    titled = TITLED.match(digits)
    found = CODE.match(digits, titled.end() if titled else 0)
    return found[1] if found else None


def next_code(code: str) -> str:
    """Return the code that comes after one: 2.10 after 2.9."""
    head, _, tail = code.rpartition(".")
    return f"{head}.{int(tail) + 1}"


def split_issue(text: str) -> tuple[str | None, str]:
    """Return number (Arabic digits, or None) and title of an issue as printed ("(๑) …", "ประเด็นที่
    1 …").
    """
    text = _LABELLED.sub("", text)
    match = _ISSUE.match(to_arabic_digits(text))
    return (match[1], text[match.end() :].strip()) if match else (None, text)
