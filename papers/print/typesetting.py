"""How a paper is set as PDF, in Typst. The content comes as JSON (``sys.inputs``), never as source:
nothing in it can be a command.
"""

SOURCE = r"""
#let paper = json(bytes(sys.inputs.paper))
#let thai(number) = if paper.thai_digits {
  let digits = ("๐", "๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙")
  str(number).codepoints().map(d => digits.at(int(d))).join()
} else { str(number) }
#let (year, month, day) = paper.date
#set document(title: paper.title, author: paper.organization,
  date: datetime(year: year, month: month, day: day))
#set text(font: paper.font, lang: "th", region: "TH", size: 11pt, fallback: false, hyphenate: false)
#set par(leading: 0.62em, spacing: 0.62em, justify: false)
#set page(
  paper: "a4", flipped: true, margin: (x: 1.8cm, top: 1.7cm, bottom: 1.9cm),
  footer: context {
    set text(size: 8.5pt)
    grid(
      columns: (1fr, auto),
      paper.state,
      if here().page() > 1 [#paper.page_word #thai(here().page())],
    )
  },
)
#let wrong = rgb("#a01616")
#let note(body) = block(
  inset: (left: 4pt, y: 2pt), stroke: (left: 1.5pt + wrong), text(size: 8.5pt, fill: wrong, body),
)
#let marked(runs) = for run in runs {
  if run.marked {
    highlight(fill: rgb("#fff2a8"), text(weight: "bold", fill: wrong, run.text))
  } else { run.text }
}
#let cell(each) = {
  for entry in each.lines {
    par(if entry.runs.len() == 1 { entry.runs.first().text } else { marked(entry.runs) })
    for words in entry.notes { note(words) }
  }
  if each.note != "" { note(each.note) }
}

#let signature = if paper.signature.len() > 0 {
  v(1.6em)
  align(right, block(width: 50%, breakable: false,
    align(center, for words in paper.signature { par(words) })))
}

#let head-cell(words, colspan: 1) = table.cell(
  colspan: colspan, fill: rgb("#e7ecf3"), align: center + horizon, text(weight: "bold", words),
)
#let ruled = (stroke: 0.6pt + rgb("#444444"), inset: (x: 4pt, y: 4.5pt))
#let small(body) = {
  set text(size: 9.5pt)
  set par(leading: 0.66em, spacing: 0.66em)
  body
}
#let indented(body) = par(first-line-indent: (amount: 1.25cm, all: true), body)
#let part-table(part) = table(
  columns: part.columns.map(column => column.weight * 1fr),
  ..ruled,
  align: (place, _) => if place in part.middle { center + top } else { left + top },
  table.header(repeat: true, ..part.columns.map(column => head-cell(column.heading))),
  ..for (number, row) in part.rows.enumerate() {
    let weight = if number in part.strong { "bold" } else { "regular" }
    row.map(each => table.cell(breakable: false, text(weight: weight, cell(each))))
  },
)

#align(center + horizon)[
  #for words in paper.titles {
    block(above: 0.9cm, below: 0.9cm, text(size: 17pt, weight: "bold", words))
  }
  #if paper.item != "" { v(0.3cm); text(size: 13pt, paper.item) }
  #v(2.5cm)
  #text(size: 15pt, weight: "bold", paper.organization)
]
#pagebreak()
#show heading: it => block(above: 1.1em, below: 0.75em, sticky: true, text(
  size: (14pt, 12.5pt, 11pt).at(it.level - 1, default: 11pt), weight: "bold", it.body,
))
#for part in paper.parts {
  if part.kind == "heading" { heading(level: part.level, part.text) }
  else if part.kind == "table" { block(below: 1em, small(part-table(part))) }
  else { indented[#if part.lead != "" { strong(part.lead); [ ] }#part.text] }
}
// What leads to the table stands on its first page.
#for (place, words) in paper.introduction.enumerate() {
  block(sticky: paper.columns.len() > 0 and place + 1 == paper.introduction.len(), indented(words))
}
#v(0.3em, weak: true)
#set text(size: 9.5pt)
#set par(leading: 0.66em, spacing: 0.66em)
// Where no remarks follow, the signature is the table's last row, and a cell without width holds it
// and the row before it together: it never stands alone on a page. The other rows reach over that
// column.
#let held = paper.holds_signature
#let wide = if held { 2 } else { 1 }
#let last-section = paper.sections.len() - 1
#if paper.columns.len() > 0 { table(
  columns: paper.columns.map(column => column.weight * 1fr) + if held { (0pt,) },
  ..ruled,
  align: left + top,
  table.header(
    repeat: true,
    ..for (place, column) in paper.columns.enumerate() {
      (head-cell(column.heading, colspan: if place + 1 == paper.columns.len() { wide } else { 1 }),)
    },
  ),
  ..for (number, section) in paper.sections.enumerate() {
    if section.heading != "" {
      // A header of the second level: never alone at the foot of a page.
      (table.header(level: 2, repeat: false, table.cell(
        colspan: paper.columns.len() + wide - 1, fill: rgb("#f4f4f4"), align: left + top,
        text(weight: "bold", section.heading),
      )),)
    }
    for (place, row) in section.rows.enumerate() {
      let last = held and number == last-section and place + 1 == section.rows.len()
      row.slice(0, -1).map(cell)
      (table.cell(colspan: if last { 1 } else { wide }, cell(row.last())),)
      if last { (table.cell(rowspan: 2, breakable: false, stroke: none, inset: 0pt)[],) }
    }
  },
  ..if held {
    (table.cell(colspan: paper.columns.len(), stroke: none, text(size: 11pt, signature)),)
  },
) }
#set text(size: 11pt)
#if paper.remarks.len() > 0 {
  v(0.6em)
  for (place, words) in paper.remarks.enumerate() {
    let last = place + 1 == paper.remarks.len()
    // The signature is never on a page without the last of the remarks.
    let shown = if place == 0 and not last { strong(words) } else { words }
    block(sticky: place == 0 or last, par(shown))
  }
}
#if not held { signature }
"""
