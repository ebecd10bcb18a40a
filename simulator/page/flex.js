// Flex messages: bubbles, carousels and boxes, laid out with the browser's own flex boxes, which LINE's rules follow.

import { makePressable } from "./action.js";
import { el } from "./dom.js";
import { button, flexIcon, image, text, video } from "./flexparts.js";
import { BORDER, colour, CORNER, dress, gradient, length, SPACING } from "./tokens.js";

const BLOCKS = ["header", "hero", "body", "footer"];
const ROWS = new Set(["horizontal", "baseline"]);

function separator(node, parent) {
  const line = el("div", { class: `fx-separator ${ROWS.has(parent?.layout) ? "fx-upright" : ""}`, role: "presentation" });
  return dress(line, { backgroundColor: colour(node.color) });
}

const PARTS = {
  box,
  text,
  button,
  image,
  video,
  icon: flexIcon,
  separator,
  filler: () => el("div", { class: "fx-filler" }),
  spacer: (node) => dress(el("div", {}), { width: length(node.size ?? "md", SPACING), height: length(node.size ?? "md", SPACING) }),
};

function part(node, parent) {
  const draw = PARTS[node.type];
  return draw ? draw(node, parent) : el("div", {});
}

/** The share of the free space along the parent's direction, by LINE's defaults: 1 in a row, 0 in a column. */
function share(node, parent) {
  if (node.flex !== undefined) return node.flex;
  if (node.type === "filler") return 1;
  if (["separator", "icon", "spacer"].includes(node.type)) return 0;
  if (ROWS.has(parent.layout)) return node.width ? 0 : 1;
  return 0;
}

/** Sets the item's share, gap to the one before (its own margin wins over the parent's spacing) and position. */
function settle(item, node, parent, before) {
  const row = ROWS.has(parent.layout);
  const weight = share(node, parent);
  item.style.flex = weight > 0 ? (row ? `${weight} 1 0` : `${weight} 1 auto`) : "0 0 auto";
  if (node.position === "absolute") item.classList.add("fx-absolute");
  const besideFiller = node.type === "filler" || before?.type === "filler";
  const gap = length(node.margin, SPACING) ?? (before && !besideFiller ? length(parent.spacing, SPACING) : null);
  if (gap && node.position !== "absolute") item.style[row ? "marginLeft" : "marginTop"] = gap;
  dress(item, {
    top: length(node.offsetTop, SPACING), bottom: length(node.offsetBottom, SPACING),
    left: length(node.offsetStart, SPACING), right: length(node.offsetEnd, SPACING),
  });
  return item;
}

function surface(root, node) {
  const width = length(node.borderWidth, BORDER);
  return dress(root, {
    backgroundColor: colour(node.backgroundColor),
    backgroundImage: gradient(node.background),
    borderRadius: length(node.cornerRadius, CORNER),
    borderWidth: width,
    borderStyle: width ? "solid" : null,
    borderColor: colour(node.borderColor) ?? (width ? "#d4d6da" : null),
    padding: length(node.paddingAll, SPACING),
    paddingTop: length(node.paddingTop, SPACING),
    paddingBottom: length(node.paddingBottom, SPACING),
    paddingLeft: length(node.paddingStart, SPACING),
    paddingRight: length(node.paddingEnd, SPACING),
    width: length(node.width),
    height: length(node.height),
    maxWidth: length(node.maxWidth),
    maxHeight: length(node.maxHeight),
    justifyContent: node.justifyContent ?? null,
    alignItems: node.layout === "baseline" ? null : node.alignItems ?? null,
  });
}

function box(node) {
  const root = surface(el("div", { class: `fx-box fx-${node.layout}` }), node);
  let before = null;
  for (const child of node.contents ?? []) {
    root.append(settle(part(child, node), child, node, before));
    if (child.position !== "absolute") before = child;
  }
  return makePressable(root, node.action);
}

function bubble(node) {
  const size = /^(nano|micro|deca|hecto|kilo|mega|giga)$/u.test(node.size ?? "") ? node.size : "mega";
  const root = el("div", { class: `fx-bubble fx-size-${size}`, dir: node.direction === "rtl" ? "rtl" : null });
  let first = true;
  for (const name of BLOCKS) {
    if (!node[name]) continue;
    const style = node.styles?.[name];
    if (style?.separator && !first) root.append(separator({ color: style.separatorColor }));
    // `fx-after` lets the style sheet keep header and body from standing twice as far apart as other things.
    const block = el("div", { class: `fx-block fx-${name} ${first ? "" : "fx-after"}` }, part(node[name]));
    dress(block, { backgroundColor: colour(style?.backgroundColor) });
    root.append(block);
    first = false;
  }
  return makePressable(root, node.action);
}

/** A bubble, or a carousel of bubbles to swipe through; `words` is the alternative text. */
export function flex(contents, words) {
  if (contents.type !== "carousel") return bubble(contents);
  const bubbles = contents.contents.map(bubble);
  return el("div", { class: "strip", tabindex: "0", role: "group", "aria-label": `${words} (${bubbles.length} ใบ เลื่อนไปด้านข้างได้)` }, bubbles);
}
