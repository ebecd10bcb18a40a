"""The paper as a value: through JSON without loss, digits turned throughout and addresses left alone."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from models import thai
from reports.document import Cell, Column, Document, Line, Mark, MarkKind, Row, Section, turn_digits, with_digits
from reports.runs import split_runs

TEXT = st.text(alphabet="กขค ้ี123๔๕./-:abวw", max_size=30)
MARKS = st.builds(Mark, st.sampled_from(MarkKind), TEXT, st.integers(0, 5), st.integers(0, 9))
LINES = st.builds(Line, TEXT, st.tuples(st.just("revision:17")), st.lists(MARKS, max_size=2).map(tuple))
CELLS = st.builds(Cell, st.just("1.1/summary"), st.lists(LINES, max_size=4).map(tuple), st.booleans(), TEXT)
DOCUMENTS = st.builds(
    Document,
    organization=TEXT,
    fiscal_year=st.just(2570),
    titles=st.tuples(TEXT),
    introduction=st.tuples(TEXT),
    columns=st.just((Column("summary", "สรุป 1", 3),)),
    sections=st.lists(st.builds(Section, TEXT, st.lists(st.builds(Row, st.tuples(CELLS)), max_size=2).map(tuple))).map(
        tuple
    ),
    remarks=st.tuples(TEXT),
    signature=st.tuples(TEXT),
    state=TEXT,
)


@given(DOCUMENTS)
def test_a_paper_goes_through_json_without_loss(document: Document) -> None:
    assert Document.from_json(json.loads(json.dumps(document.to_json(), ensure_ascii=False))) == document


@given(DOCUMENTS, st.booleans())
def test_digits_are_turned_everywhere_and_nothing_else_is(document: Document, is_thai: bool) -> None:
    turned = with_digits(document, is_thai)
    wrong = "0123456789" if is_thai else "๐๑๒๓๔๕๖๗๘๙"
    texts = [turned.organization, turned.state, *turned.titles, *turned.remarks, *turned.signature]
    texts += [text for cell in turned.cells() for text in cell.printed(is_thai)]
    assert not any(digit in text for text in texts for digit in wrong if "www" not in text)
    assert [cell.key for cell in turned.cells()] == [cell.key for cell in document.cells()]
    assert [line.sources for cell in turned.cells() for line in cell.lines] == [
        line.sources for cell in document.cells() for line in cell.lines
    ]
    assert with_digits(with_digits(document, True), False).sections == with_digits(document, False).sections


@given(TEXT, st.booleans())
def test_turning_digits_keeps_every_place(text: str, is_thai: bool) -> None:
    assert len(turn_digits(text, is_thai)) == len(text)
    assert thai.to_arabic_digits(turn_digits(text, is_thai)) == thai.to_arabic_digits(text)


def test_an_address_keeps_its_digits() -> None:
    text = "ดู www.sukhothai.go.th/2567/35 และ https://x.go.th/?id=1 ปี 2567"
    assert turn_digits(text, True) == "ดู www.sukhothai.go.th/2567/35 และ https://x.go.th/?id=1 ปี ๒๕๖๗"


@given(LINES, st.sampled_from(["", "1. "]))
def test_a_line_cut_at_its_marks_is_the_same_line(line: Line, number: str) -> None:
    text = number + line.text
    assert "".join(part for part, _ in split_runs(line, text)) == text
