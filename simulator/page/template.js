// LINE's template messages and the imagemap.

import { makePressable, pressable, tap, webAddress } from "./action.js";
import { el } from "./dom.js";

function actions(list) {
  return el("div", { class: "tp-actions" }, list.map((action) => pressable(action, "tp-action", "span", action.label ?? "")));
}

function column(part, look = {}) {
  const top = [];
  if (part.thumbnailImageUrl) {
    const shape = look.imageAspectRatio === "square" ? "tp-square" : "";
    const fit = look.imageSize === "contain" ? "tp-contain" : "";
    top.push(el("img", { class: `tp-image ${shape} ${fit}`, src: part.thumbnailImageUrl, alt: "", style: { backgroundColor: part.imageBackgroundColor ?? look.imageBackgroundColor ?? "" } }));
  }
  if (part.title) top.push(el("strong", { class: "tp-title" }, part.title));
  top.push(el("p", { class: "tp-text" }, part.text));
  const head = makePressable(el("div", { class: "tp-head" }, top), part.defaultAction);
  return el("div", { class: "tp-card" }, head, actions(part.actions));
}

function imageColumn(part) {
  return el(
    "div",
    { class: "tp-picture" },
    pressable(part.action, "tp-picture-button", "span", el("img", { src: part.imageUrl, alt: part.action.label ?? "" }), part.action.label ? el("span", { class: "tp-picture-label", "aria-hidden": "true" }, part.action.label) : null),
  );
}

const strip = (cards, words) => el("div", { class: "strip", tabindex: "0", role: "group", "aria-label": `${words} เลื่อนไปด้านข้างได้` }, cards);

const TEMPLATES = {
  buttons: (part) => column(part, part),
  confirm: (part) => el("div", { class: "tp-card tp-confirm" }, el("p", { class: "tp-text" }, part.text), actions(part.actions)),
  carousel: (part, words) => strip(part.columns.map((one) => column(one, part)), words),
  image_carousel: (part, words) => strip(part.columns.map(imageColumn), words),
};

export function template(part, words) {
  const draw = TEMPLATES[part.type];
  return draw ? draw(part, words) : el("div", { class: "balloon" }, words);
}

const percent = (value, whole) => `${(100 * value) / whole}%`;

/** Tappable areas over a picture whose own size is width x height; used by the imagemap and the rich menu. */
export function areas(list, width, height) {
  return list.map(({ area, action, label }) => {
    const address = webAddress(action);
    const common = {
      class: "area",
      "aria-label": label || action.label || action.text || action.displayText || action.uri || "ปุ่ม",
      style: {
        left: percent(area.x, width), top: percent(area.y, height), width: percent(area.width, width), height: percent(area.height, height),
      },
    };
    return address
      ? el("a", { ...common, href: address, target: "_blank", rel: "noopener noreferrer" })
      : el("button", { ...common, type: "button", onclick: () => tap(action) });
  });
}

/** Imagemap actions are older than action objects: `linkUri`, `text` and `clipboardText` on the action itself. */
export function imagemap(message) {
  const { width, height } = message.baseSize;
  const list = (message.actions ?? []).map((one) => ({
    area: one.area, label: one.label, action: one.type === "uri" ? { type: "uri", uri: one.linkUri } : one,
  }));
  return el(
    "div",
    { class: "imagemap", style: { aspectRatio: `${width} / ${height}` } },
    el("img", { src: `${message.baseUrl}/1040`, alt: message.altText }),
    areas(list, width, height),
  );
}
