"""The numbers Word prints before paragraphs by itself: they are in no text, but "1.1" of a measure
is its code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from plans.tables import BULLET
from thai.numbers import to_thai_digits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
_SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BARE_NUMBER = re.compile(r"[\d๐-๙]+")
_LEVELS = 9
_LONGEST_CHAIN = 20  # styles based on styles


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    legal: bool = False


@dataclass
class _List:
    """One list of the document: its levels, and where its counting stands."""

    levels: dict[int, _Level]
    styles: dict[str, int] = field(default_factory=dict)
    """Levels by the paragraph style that stands for them."""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Numbering:
    """What a paragraph's numbering refers to: a list, and levels that start anew with this
    reference.
    """

    list_id: str
    restarts: dict[int, int]


class Numbers:
    """The numbering of one document; ask for every paragraph once, in printed order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in _children(styles, "style")}
        self._lists = {
            entry.get(f"{W}abstractNumId", ""): _read_list(entry)
            for entry in _children(numbering, "abstractNum")
        }
        self._numberings = {
            entry.get(f"{W}numId", ""): _read_numbering(entry)
            for entry in _children(numbering, "num")
        }
        self._follow_styles(numbering)
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """Return what is printed before a paragraph ("1.1", "2)", a bullet), empty for an ordinary
        one.
        """
        number_id, level = self._find(paragraph)
        numbering = self._numberings.get(number_id)
        listed = self._lists.get(numbering.list_id) if numbering else None
        if numbering is None or listed is None:
            return BULLET if number_id not in ("", "0") else ""
        if number_id not in self._begun:
            self._begun.add(number_id)
            for place, start in numbering.restarts.items():
                listed.counts[place] = start - 1
        return _count(listed, level)

    def _find(self, paragraph: Element) -> tuple[str, int]:
        """Return the numbering id and level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number_id, level = _value(own, "numId"), _value(own, "ilvl")
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style_id = named.get(f"{W}val", "") if named is not None else ""
        for style in islice(self._chain(style_id), _LONGEST_CHAIN):
            if number_id:
                break
            of_style = style.find(f"{W}pPr/{W}numPr")
            number_id = _value(of_style, "numId")
            level = level or _value(of_style, "ilvl")
        numbering = self._numberings.get(number_id)
        if not level and numbering and numbering.list_id in self._lists:
            level = str(self._lists[numbering.list_id].styles.get(style_id, 0))
        return number_id, min(int(level), _LEVELS - 1) if level.isdecimal() else 0

    def _chain(self, style_id: str) -> Iterator[Element]:
        while style_id in self._styles:
            style = self._styles[style_id]
            yield style
            style_id = _value(style, "basedOn")

    def _follow_styles(self, numbering: Element | None) -> None:
        """Let lists that only name a list style have the levels of the list that the style
        names.
        """
        for entry in _children(numbering, "abstractNum"):
            style = self._styles.get(_value(entry, "numStyleLink"))
            target = (
                self._numberings.get(_value(style.find(f"{W}pPr/{W}numPr"), "numId"))
                if style is not None
                else None
            )
            if target and target.list_id in self._lists:
                self._lists[entry.get(f"{W}abstractNumId", "")] = self._lists[target.list_id]


def _count(listed: _List, place: int) -> str:
    level = listed.levels.get(place, _Level())
    if level.form == "bullet":
        return BULLET
    if level.form == "none":
        return ""
    listed.counts[place] = listed.counts.get(place, level.start - 1) + 1
    for deeper in [other for other in listed.counts if other > place]:
        del listed.counts[deeper]

    def printed(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        found = listed.levels.get(other, _Level())
        count = listed.counts.get(other, found.start)
        return _form(count, "decimal" if level.legal and other != place else found.form)

    label = re.sub(r"%([1-9])", printed, level.text).strip()
    return f"{label}." if _BARE_NUMBER.fullmatch(label) else label


def _form(count: int, form: str) -> str:
    if form == "thaiNumbers":
        return to_thai_digits(str(count))
    letters = {"thaiLetters": _THAI_LETTERS, "lowerLetter": "abcdefghijklmnopqrstuvwxyz"}
    letters["upperLetter"] = letters["lowerLetter"].upper()
    if form in letters and count > 0:
        # After the last letter Word doubles them: "aa", "bb".
        times, place = divmod(count - 1, len(letters[form]))
        return letters[form][place] * min(times + 1, 9)
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, mark in (*_ROMAN, *_SMALL_ROMAN):
            roman += mark * (count // value)
            count %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _read_list(entry: Element) -> _List:
    levels, styles = {}, {}
    for level in _children(entry, "lvl"):
        place = _whole(level.get(f"{W}ilvl", "0"))
        levels[place] = _Level(
            _whole(_value(level, "start") or "1"),
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            level.find(f"{W}isLgl") is not None,
        )
        if style := _value(level, "pStyle"):
            styles[style] = place
    return _List(levels, styles)


def _read_numbering(entry: Element) -> _Numbering:
    restarts = {
        _whole(override.get(f"{W}ilvl", "0")): _whole(_value(override, "startOverride"))
        for override in _children(entry, "lvlOverride")
        if _value(override, "startOverride")
    }
    return _Numbering(_value(entry, "abstractNumId"), restarts)


def _children(element: Element | None, name: str) -> list[Element]:
    return list(element.iterfind(f"{W}{name}")) if element is not None else []


def _value(element: Element | None, name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
