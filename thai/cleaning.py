"""Thai text in one normal form: what cannot be seen is dropped, what looks alike is alike, and what
old fonts and PDFs broke is mended where only one reading is left.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

# Zero-width spaces and joiners, soft hyphen, byte order mark: invisible, and fatal to every
# comparison.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# Letters that older Thai fonts keep in the private use area for a raised or shifted form (Windows
# and Mac layouts, as the fonts' own tables name them): ฐ ญ without their feet, marks moved.
_SHIFTED = {
    0xF700: "ฐ",
    0xF70F: "ญ",
    0xF710: "ั",
    0xF711: "ํ",
    0xF712: "็",
    **dict(zip(range(0xF701, 0xF705), "ิีึื", strict=True)),
    **{first + place: mark for first in (0xF705, 0xF70A, 0xF713) for place, mark in enumerate("่้๊๋์")},
    **dict(zip(range(0xF718, 0xF71B), "ฺุู", strict=True)),
}
# A letter that was lost before ำ is the ring of that same ำ, which such fonts draw apart.
_LOST_RING = re.compile("(?<=[ก-ฮ่-๋])\ufffd+(?=[่-๋]?ำ)")
# Nikhahit and sara aa typed apart, with or without a tone mark on either side, stand for sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_SPACES = re.compile(r"\s+")
# No word begins with a mark above or below the line: a space before one was read into a word.
_SPACE_IN_WORD = re.compile("(?<=[ก-๎]) +(?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])")
# Nor with า: the ring of ำ was lost there ("ส านัก"), but for words that have an า of their own.
_CUT_AA = re.compile("(?<=[ก-ฮ])([่-๋]?) า")
_OWN_AA = re.compile(
    "[ฆฌญฎฏฐฑฒณธฝภวศษฬฮง]า|การ|ความ|ตาม|ทาง(?!า)|ราย|รา[ชษค]|มา(?:ตร|ก|ย|น)|สาธ"
    "|สาร(?!ว|อ|า)|สาม|หา[รย]|นาย|ชา[ตวย]|ยา[นย]|อา(?:จ(?!าร)|จาร|ชี|ย|ค|หาร|เซ)|จาก(?!ั)|บา[ทง]|ลา[วย]"
    "|พาน(?!ัก)|ผาน|ขา[วยด]|คาร|ปาก|ต่าง|(?:[ผวอรงจยลฝส]่|[ดขหกรบ]้|ท่|ค่|ช่|ป้|ถ้)า"
)
# Vowels stand before tone marks and thanthakhat, each once; after า or ำ a tone mark is too late.
_MARKS = re.compile("[ัิ-ฺ็-๎]{2,}")
_MISORDERED = re.compile("[่-์][ัิ-ฺ็ํ๎]|([ัิ-ฺ็-๎])\\1")
_TONE_LATE = re.compile("(?<=[ก-ฮ])([าำ])([่-๋])")
# A tone on the letter that ends a syllable with ั belongs over the ั ("ตัง้" is "ตั้ง"); and ื ends no
# word, it stood one letter too late ("ช่อื" is "ชื่อ").
_TONE_SLIPPED = re.compile("ั([ก-ฮ])([่-๋])")
_LATE_UE = re.compile("([่-๋])อื(?![ก-ฮ่-๋])")
# ั and another vowel never share a letter: it belongs to the letter before ("บตัิ" is "บัติ").
_SHARED = re.compile("([ก-ฮ])([ก-ฮ])ั(?=[ิ-ื])")
# Nor does it end a word: a space after it was read into the word, or it stood over the letter
# before ("จดั ทำ" is "จัดทำ"). Which of the two, the syllable says, where only one of them is known.
_SLIPPED = re.compile("([ก-ฮ]?)([ก-ฮ])(ั[่-๋]?) (?=([ก-ฮเ-ไ]))")
_SYLLABLES = (
    "จัด รับ วัด กับ นับ ปัน ทัน ทัพ ทัง รัฐ สัญ ปัญ พัฒ อัต คับ บัง ยัง จัง สัง สัม วัน กัน ลัก ชัด ขับ ลัง "
    "รัก พัน ตัว นัน ชัน ขัน ตัง รัง วัย บัญ บัต มัต วัต ลับ ขัด คัด ดับ ดัง หัว พัก พัฐ สัป หัม ผัน อัน อัง "
    "ชัย ซัก ตัด ตัร ธัน นัก มัน วัง ศัก"
)
_PAIRS = frozenset(syllable.replace("ั", "") for syllable in _SYLLABLES.split())
# Other vowels end syllables of their own, so they are moved only where that makes one of these
# ("ตดิ ตั้ง" is "ติดตั้ง"), and none where they stand.
_OTHER_SYLLABLES = frozenset(
    [
        "คุณ",
        "ทุจ",
        "สุจ",
        "ริต",
        "ติด",
        "ผิด",
        "คิด",
        "กิจ",
        "สิท",
        "ชีว",
        "ริก",
        "ริห",
        "ฏิบ",
        "วิธ",
        "มูล",
        "บุค",
        "ชุม",
        "นุน",
        "ทุน",
        "รูป",
        "รุง",
        "นิน",
        "ปิด",
        "มิน",
        "งิน",
        "จุบ",
        "ติก",
        "ริย",
        "ทุก",
        "สุข",
        "ยุท",
        "วิช",
        "พิม",
    ]
)
_SLIPPED_VOWEL = re.compile("([ก-ฮ])([ก-ฮ])([ิ-ืุู])(?: (?=[ก-ฮเ-ไ])|(?=$))")
_SLIPPED_END = re.compile("([ก-ฮ])([ก-ฮ])(ั[่-๋]?)(?=$|[,/)])")
_CLUSTER = re.compile("[กขคปพ][รล]|[ตทห]ร|[สผห]ล|ห[นมวย]|อย")
_BROKEN = re.compile(
    "[^\\s]{0,12}(?:[\ufffd\ue000-\uf8ff]|ั[่-๋]?(?![ก-ฮ่-๋])|(?<![ก-ฮ])[ัิ-ฺ]|[ัิ-ื][ัิ-ื]|[่-๋]{2})[^\\s]{0,12}"
)


@lru_cache(maxsize=256)  # a reader asks for the same cell many times
def clean(text: str) -> str:
    """Return the text as it was meant: NFC, sara am whole, marks in their one order and once, no
    invisible characters, single spaces, none at the ends or in a letter.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SHIFTED)
    text = _SPACES.sub(" ", text.replace("เเ", "แ")).strip()
    before = ""
    while before != text:  # what is mended may show the next fault
        before = text
        text = _CUT_AA.sub(_joined_aa, _SPACE_IN_WORD.sub("", _LOST_RING.sub("", text)))
        text = _SARA_AM.sub(lambda match: (match[1] or match[2] or "") + "ำ", text)
        if _MISORDERED.search(text):
            text = _MARKS.sub(_in_order, text)
        text = _TONE_LATE.sub(r"\2\1", text)
        text = _LATE_UE.sub(r"ื\1อ", _TONE_SLIPPED.sub(r"ั\2\1", text))
        text = _SLIPPED_VOWEL.sub(_settled_vowel, _SLIPPED_END.sub(_settled_end, text))
        text = _SLIPPED.sub(_settled, _SHARED.sub("\\1ั\\2", text))
    return text


def broken_words(text: str) -> list[str]:
    """Return the words of a cleaned text whose letters cannot stand so, and cannot be mended for
    sure.
    """
    return [match[0] for match in _BROKEN.finditer(text)]


def _joined_aa(match: re.Match[str]) -> str:
    """Return the vowel that a space parted from its letter: า where that makes a word, else ำ."""
    text, start = match.string, match.start()
    word = text[start - 1 : start] + match[1] + text[match.end() - 1 : match.end() + 4]
    return match[1] + ("า" if _OWN_AA.match(word) else "ำ")


def _settled(match: re.Match[str]) -> str:
    """Return letter and mark in the one order that makes a syllable; as they stand where both do,
    or neither.
    """
    before, letter, mark, after = match.groups()
    moved, stays = before + letter in _PAIRS, letter + after in _PAIRS
    if moved and not stays:
        return before + mark + letter
    if after in "เแโใไ" or moved:
        return match[0]
    alone = stays or not before or _CLUSTER.match(before + letter)
    return before + letter + mark if alone else match[0]


def _settled_vowel(match: re.Match[str]) -> str:
    """Return a vowel under or over the letter before where that alone makes a known syllable."""
    moved = match[1] + match[3] + match[2]
    return moved if moved in _OTHER_SYLLABLES else match[0]


def _settled_end(match: re.Match[str]) -> str:
    """Return ั with the letter that ends its syllable behind it, where a text ends with the ั."""
    before, letter, mark = match.groups()
    return before + mark + letter if before + letter in _PAIRS else match[0]


def _in_order(match: re.Match[str]) -> str:
    """Return a run of marks with its vowels before its tones, none twice in a row."""
    marks = sorted(match[0], key=lambda mark: "่" <= mark <= "์")
    return "".join(mark for mark, _ in groupby(marks))
