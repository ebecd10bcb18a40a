"""The paper as a value: through JSON without loss, digits turned throughout and addresses left
alone.
"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from papers.print.digits import with_digits
from papers.print.document import (
    Document,
    HeadingLine,
    Mark,
    MarkKind,
    PaperCell,
    PaperColumn,
    PaperLine,
    PaperRow,
    PaperSection,
    PaperTable,
    Paragraph,
    Part,
)
from papers.print.runs import split_runs
from papers.print.texts import turn_digits
from papers.result.publishing import digest_of
from tests.papers.print.test_papers import paper
from thai.numbers import to_arabic_digits

TEXT = st.text(alphabet="กขค ้ี123๔๕./-:abวw", max_size=30)
MARKS = st.builds(Mark, st.sampled_from(MarkKind), TEXT, st.integers(0, 5), st.integers(0, 9))
LINES = st.builds(
    PaperLine, TEXT, st.tuples(st.just("revision:17")), st.lists(MARKS, max_size=2).map(tuple)
)
CELLS = st.builds(
    PaperCell, st.just("1.1/summary"), st.lists(LINES, max_size=4).map(tuple), st.booleans(), TEXT
)
ROWS = st.lists(st.builds(PaperRow, st.tuples(CELLS)), max_size=2).map(tuple)
COLUMNS = st.just((PaperColumn("summary", "สรุป 1", 3),))
PARTS = st.one_of(
    st.builds(HeadingLine, TEXT, st.integers(1, 3)),
    st.builds(Paragraph, TEXT, TEXT),
    st.builds(
        PaperTable, TEXT, COLUMNS, ROWS, st.sampled_from([(), (0,)]), st.sampled_from([(), (0, 1)])
    ),
)
DOCUMENTS = st.builds(
    Document,
    organization=TEXT,
    fiscal_year=st.just(2570),
    titles=st.tuples(TEXT),
    introduction=st.tuples(TEXT),
    columns=COLUMNS,
    sections=st.lists(st.builds(PaperSection, TEXT, ROWS)).map(tuple),
    remarks=st.tuples(TEXT),
    signature=st.tuples(TEXT),
    state=TEXT,
    parts=st.lists(PARTS, max_size=4).map(tuple),
    item=TEXT,
    caption=TEXT,
)


def part_texts(part: Part) -> list[str]:
    if isinstance(part, PaperTable):
        cells = [line.text for row in part.rows for cell in row.cells for line in cell.lines]
        return [part.caption, *(column.heading for column in part.columns), *cells]
    return [part.text, part.lead] if isinstance(part, Paragraph) else [part.text]


@given(DOCUMENTS)
def test_a_paper_goes_through_json_without_loss(document: Document) -> None:
    assert (
        Document.from_json(json.loads(json.dumps(document.to_json(), ensure_ascii=False)))
        == document
    )


@given(DOCUMENTS, st.booleans())
def test_digits_are_turned_everywhere_and_nothing_else_is(
    document: Document, is_thai: bool
) -> None:
    turned = with_digits(document, is_thai)
    wrong = "0123456789" if is_thai else "๐๑๒๓๔๕๖๗๘๙"
    texts = [turned.organization, turned.state, *turned.titles, *turned.remarks, *turned.signature]
    texts += [text for cell in turned.cells() for text in cell.printed(is_thai)]
    texts += [
        turned.item,
        turned.caption,
        *(text for part in turned.parts for text in part_texts(part)),
    ]
    assert not any(digit in text for text in texts for digit in wrong if "www" not in text)
    assert [cell.key for cell in turned.cells()] == [cell.key for cell in document.cells()]
    assert [line.sources for cell in turned.cells() for line in cell.lines] == [
        line.sources for cell in document.cells() for line in cell.lines
    ]
    assert (
        with_digits(with_digits(document, True), False).sections
        == with_digits(document, False).sections
    )


@given(TEXT, st.booleans())
def test_turning_digits_keeps_every_place(text: str, is_thai: bool) -> None:
    assert len(turn_digits(text, is_thai)) == len(text)
    assert to_arabic_digits(turn_digits(text, is_thai)) == to_arabic_digits(text)


def test_an_address_keeps_its_digits() -> None:
    text = "ดู www.sukhothai.go.th/2567/35 และ https://x.go.th/?id=1 ปี 2567"
    assert (
        turn_digits(text, True) == "ดู www.sukhothai.go.th/2567/35 และ https://x.go.th/?id=1 ปี ๒๕๖๗"
    )


@given(LINES, st.sampled_from(["", "1. "]))
def test_a_line_cut_at_its_marks_is_the_same_line(line: PaperLine, number: str) -> None:
    text = number + line.text
    assert "".join(part for part, _ in split_runs(line, text)) == text


def test_a_version_published_before_papers_had_parts_is_read_and_has_the_digest_it_had() -> None:
    stored = paper(1, 1).to_json()
    for name in ("made_at", "parts", "item", "caption"):
        del stored[name]
    assert Document.from_json(stored) == paper(1, 1)
    assert (
        digest_of(paper(1, 1)) == "aa8c42a90c7c1e24742548d4276413e8f7204877fcf2db5e803a00e59904a8dd"
    )


def test_a_list_is_numbered_once() -> None:
    def printed(*texts: str) -> list[str]:
        lines = tuple(map(PaperLine, texts))
        return PaperCell("1/steps", lines, numbered=True).printed(thai_digits=True)

    assert printed("ข้อหนึ่ง", "ข้อสอง") == ["๑. ข้อหนึ่ง", "๒. ข้อสอง"]
    assert printed("๑. ข้อหนึ่ง", "๒. ข้อสอง") == ["๑. ข้อหนึ่ง", "๒. ข้อสอง"]
    assert printed("ดังนี้", "(๑) ก", "(๒) ข") == ["ดังนี้", "(๑) ก", "(๒) ข"]
    assert printed("15 คน", "1.5 ล้านบาท") == ["๑. 15 คน", "๒. 1.5 ล้านบาท"]
