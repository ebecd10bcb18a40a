"""The texts drafted under the three headings of an issue: plain sentences from the scores, for the
secretariat to go on from.
"""

from collections.abc import Sequence
from decimal import Decimal

from models.tables.year.score import Heading
from papers.analysis.issues import IssueAnalysis, ScoredQuestion
from scores.rounding import two_decimals

HEADINGS = {
    Heading.SHORTCOMING: "ข้อบกพร่อง/ข้อปรับปรุง",
    Heading.DEVELOPMENT: "การพัฒนา",
    Heading.KEEPING: "การรักษาระดับ",
}
NO_SCORES = "ยังไม่มีคะแนนรายข้อของประเด็นนี้"
# What an office can do about a low question, by whose view it is: its own people's, its public's,
# or what it publishes.
_REMEDIES = {
    "IIT": "ชี้แจงและสร้างความเข้าใจแก่บุคลากร พร้อมกำกับติดตามอย่างสม่ำเสมอ ในเรื่อง",
    "EIT": "ปรับปรุงการให้บริการและการสื่อสารกับผู้รับบริการและผู้มาติดต่อ ในเรื่อง",
    "OIT": "จัดทำและเผยแพร่ข้อมูลบนเว็บไซต์ของหน่วยงานให้ครบถ้วนตามองค์ประกอบและเป็นปัจจุบัน ได้แก่",
}
_MOST = 12


def draft(issue: IssueAnalysis, heading: Heading) -> str:
    """Return the drafted text of one heading; it says so when nothing can be said."""
    if not issue.scored:
        return NO_SCORES
    if heading is Heading.SHORTCOMING:
        return _shortcoming(issue)
    return _development(issue) if heading is Heading.DEVELOPMENT else _keeping(issue)


def text_of(issue: IssueAnalysis, heading: Heading) -> str:
    """Return the text as it will be printed: the secretariat's own, else the drafted one."""
    return issue.own.get(heading) or draft(issue, heading)


def _shortcoming(issue: IssueAnalysis) -> str:
    line = line_text(issue.threshold)
    lowest = f"ข้อที่ได้คะแนนต่ำที่สุดคือ {_named(issue.lowest)}"
    if not issue.low:
        texts = [f"ไม่มีข้อที่ได้คะแนนต่ำกว่า {line} คะแนน", lowest]
    elif len(issue.low) == 1:
        texts = [f"มีข้อที่ได้คะแนนต่ำกว่า {line} คะแนน 1 ข้อ คือ {_named(issue.low)}"]
    else:
        texts = [
            f"มีข้อที่ได้คะแนนต่ำกว่า {line} คะแนน {len(issue.low)} ข้อ ได้แก่ {_named(issue.low)}",
            lowest,
        ]
    if issue.fallen:
        texts.append(f"ข้อที่คะแนนลดลงจากปีก่อน ได้แก่ {_moved(issue.fallen)}")
    return "\n".join(texts)


def _development(issue: IssueAnalysis) -> str:
    chosen = issue.low or issue.lowest
    texts = []
    for instrument, remedy in _REMEDIES.items():
        found = [question for question in chosen if question.instrument == instrument]
        # An open-data item that already has full marks needs nothing more.
        found = [
            question for question in found if question.lowest is not None and question.lowest < 100
        ]
        if found:
            texts.append(f"{remedy} {_listed([_name(question) for question in found])}")
    return "\n".join(texts) or "ทุกข้อได้คะแนนเต็ม จึงมุ่งรักษาระดับเป็นสำคัญ"


def _keeping(issue: IssueAnalysis) -> str:
    line = line_text(issue.threshold)
    kept = [question for question in issue.scored if not question.is_low]
    texts = []
    if kept:
        codes = _listed([question.code for question in kept], most=60)
        texts.append(f"รักษาระดับข้อที่ได้คะแนนตั้งแต่ {line} คะแนนขึ้นไป {len(kept)} ข้อ ได้แก่ {codes}")
    if issue.risen:
        texts.append(f"ดำเนินการต่อเนื่องในข้อที่คะแนนเพิ่มขึ้นจากปีก่อน ได้แก่ {_moved(issue.risen)}")
    return "\n".join(texts) or f"ยังไม่มีข้อที่ได้คะแนนตั้งแต่ {line} คะแนนขึ้นไป"


def _named(questions: Sequence[ScoredQuestion]) -> str:
    return _listed([f"{_name(question)} ({low_words(question)})" for question in questions])


def _moved(questions: Sequence[ScoredQuestion]) -> str:
    texts = []
    for question in questions:
        if question.change:
            change = question.change
            texts.append(
                f"{question.code} (จาก {score_text(change.before)} เป็น "
                f"{score_text(change.value)} "
                "คะแนน)"
            )
    return _listed(texts)


def _name(question: ScoredQuestion) -> str:
    return f"{question.code} {question.title}".strip()


def low_words(question: ScoredQuestion) -> str:
    """Return the score of a question, with the parts that are low where the whole is not: "87.49
    คะแนน โดยส่วนที่ 2 83.50 คะแนน".
    """
    if question.value is not None and question.value < question.threshold:
        return f"{score_text(question.value)} คะแนน"
    low = [
        (place, part)
        for place, part in enumerate(question.parts, 1)
        if part is not None and part < question.threshold
    ]
    parts = " ".join(f"ส่วนที่ {place} {score_text(part)} คะแนน" for place, part in low)
    whole = f"{score_text(question.value)} คะแนน" if question.value is not None else ""
    return f"{whole} โดย{parts}" if whole and parts else whole or parts


def _listed(texts: Sequence[str], most: int = _MOST) -> str:
    shown = list(texts[:most])
    if len(texts) > most:
        return f"{' '.join(shown)} และอีก {len(texts) - most} ข้อ"
    return f"{' '.join(shown[:-1])} และ {shown[-1]}" if len(shown) > 1 else "".join(shown)


def score_text(score: Decimal) -> str:
    """Return a score as papers print it, with two decimals."""
    return f"{two_decimals(score)}"


def line_text(threshold: Decimal) -> str:
    """Return a threshold as people speak of it: "85", "87.5"."""
    return f"{threshold.normalize():f}"
