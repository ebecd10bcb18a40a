// Building the page: every word of a person or a bot goes in as a text node, never as markup.

/** Makes an element. `attributes`: class, on<event> functions, style objects, or plain attributes; false and null are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "style") Object.assign(node.style, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

export const byId = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

// Stroked drawings on a 24 x 24 field, so that no icon font or emoji font is needed.
const DRAWINGS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  plus: "M12 5v14M5 12h14",
  send: "M4.5 12L20 4.5 15.5 20l-4-6.5zM11.5 13.5L20 4.5",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
  sample: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3 3 0 1 0 .01 0",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  sticker: "M12 3a9 9 0 1 0 .01 0M8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  place: "M12 21s-7-6.2-7-11a7 7 0 0 1 14 0c0 4.800-7 11-7 11zM12 7.500a2.500 2.500 0 1 0 .01 0",
  chat: "M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4a2 2 0 0 1-2-2z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  guide: "M9 6h11M9 12h11M9 18h11M4 6v.01M4 12v.01M4 18v.01",
  keyboard: "M3 7h18v10H3zM7 11v.01M11 11v.01M15 11v.01M8 14h8",
  chevron: "M6 9l6 6 6-6",
  left: "M14 6l-6 6 6 6",
  right: "M10 6l6 6-6 6",
  check: "M5 12.500l4.500 4.500L19 7.500",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.01",
  copy: "M8 8h11v12H8zM5 16V4h11",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  undo: "M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10h-2",
  person: "M12 4a4 4 0 1 0 .01 0M4 21c0-5 3.500-7 8-7s8 2 8 7",
  people: "M9 5a3.500 3.500 0 1 0 .01 0M2.500 20c0-4.500 2.500-6.500 6.500-6.500s6.500 2 6.500 6.500M16 5.500a3 3 0 0 1 0 6M18 14c2.500.700 3.500 2.600 3.500 6",
  block: "M12 3a9 9 0 1 0 .01 0M5.700 5.700l12.600 12.600",
  play: "M8 5l11 7-11 7z",
  phone: "M6 3h4l1.500 5-2.500 1.500a12 12 0 0 0 5.500 5.500L16 12.500l5 1.500v4a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}
