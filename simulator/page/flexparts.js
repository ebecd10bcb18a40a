// The parts a Flex box holds: text, button, picture, icon, video.

import { makePressable, pressable } from "./action.js";
import { el, icon } from "./dom.js";
import { colour, dress, IMAGE, length, ratio, TEXT } from "./tokens.js";

const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const TEXT_ALIGN = { start: "start", center: "center", end: "end" };

/** What has `scaling` grows with the letters the person chose for the telephone. */
function letterSize(source) {
  const size = length(source.size, TEXT);
  return size && source.scaling ? `calc(${size} * var(--scale))` : size;
}

function letters(node, source) {
  return dress(node, {
    fontSize: letterSize(source),
    color: colour(source.color),
    fontWeight: source.weight === "bold" ? "700" : source.weight === "regular" ? "400" : null,
    fontStyle: source.style === "italic" ? "italic" : source.style === "normal" ? "normal" : null,
    textDecoration: { underline: "underline", "line-through": "line-through", none: "none" }[source.decoration] ?? null,
  });
}

/** Text is cut with an ellipsis unless `wrap`; `maxLines` cuts a wrapped text. */
export function text(node) {
  const words = (node.contents ?? []).length
    ? node.contents.map((span) => letters(el("span", {}, span.text ?? ""), span))
    : node.text ?? "";
  const line = letters(el("p", { class: `fx-text ${node.wrap ? "fx-wrap" : "fx-clip"}` }, words), { size: "md", ...node });
  dress(line, { textAlign: TEXT_ALIGN[node.align] ?? null, lineHeight: node.lineSpacing ? `calc(1.4em + ${length(node.lineSpacing) ?? "0px"})` : null });
  if (node.wrap && node.maxLines > 0) {
    line.classList.add("fx-lines");
    line.style.setProperty("-webkit-line-clamp", String(node.maxLines));
  }
  const holder = dress(el("div", { class: "fx-text-box" }, line), { justifyContent: GRAVITY[node.gravity] ?? null });
  return makePressable(holder, node.action);
}

/** Letters small enough that a label fits, as `shrink-to-fit` makes them: a Thai letter is some 0.6 of its height wide. */
function fittingSize(label) {
  const letters = label.replace(/\p{M}/gu, "").length;
  return `min(16px, calc((100cqw - 24px) / ${letters * 0.6}))`;
}

export function button(node) {
  const style = node.style ?? "link";
  const pressed = pressable(node.action, `fx-button fx-${style} ${node.height === "sm" ? "fx-low" : ""}`, "span", el("span", {}, node.action?.label ?? ""));
  dress(pressed, style === "link" ? { color: colour(node.color) } : { backgroundColor: colour(node.color) });
  const shrinks = node.adjustMode === "shrink-to-fit";
  dress(pressed, { fontSize: node.scaling ? letterSize({ size: "md", scaling: true }) : shrinks ? fittingSize(node.action?.label ?? "") : null });
  return dress(el("div", { class: `fx-button-box ${shrinks ? "fx-shrinks" : ""}` }, pressed), { justifyContent: GRAVITY[node.gravity] ?? null });
}

export function image(node) {
  const picture = el("img", { class: "fx-image", src: node.url, alt: node.action?.label ?? "" });
  dress(picture, { aspectRatio: ratio(node.aspectRatio), objectFit: node.aspectMode === "cover" ? "cover" : "contain", backgroundColor: colour(node.backgroundColor) });
  const width = node.size === "full" ? "100%" : length(node.size ?? "md", IMAGE) ?? "100%";
  const frame = dress(el("div", { class: "fx-image-frame" }, picture), { width });
  const holder = dress(el("div", { class: "fx-image-box" }, frame), { alignItems: ALIGN[node.align] ?? "center", justifyContent: GRAVITY[node.gravity] ?? null });
  return makePressable(holder, node.action);
}

/** An icon stands on the line of the text beside it and is as high as its `size` of letters. */
export function flexIcon(node) {
  const picture = el("img", { class: "fx-icon", src: node.url, alt: "" });
  return dress(picture, { height: length(node.size ?? "md", TEXT), aspectRatio: ratio(node.aspectRatio) });
}

/** A film plays in place; where it cannot, its `altContent` would show on a phone, and its poster shows here. */
export function video(node) {
  const film = el("video", { class: "fx-video", controls: true, preload: "none", poster: node.previewUrl, src: node.url, "aria-label": "วิดีโอ" });
  dress(film, { aspectRatio: ratio(node.aspectRatio) });
  return el("div", { class: "fx-video-box" }, film, node.action ? pressable(node.action, "fx-video-link", "span", icon("play"), node.action.label ?? "เปิด") : null);
}
