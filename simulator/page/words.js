// Text of a message: links to press, mentions marked, line breaks kept by the style sheet.

import { el } from "./dom.js";
import { nameOf } from "./store.js";

const LINK = /https?:\/\/[^\s<>"'\u0E00-\u0E7F]+/gu;

/** Splits text into strings and links; a closing dot or bracket is not part of a link. */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const address = found[0].replace(/[.,;:!?)\]]+$/u, "");
    parts.push(text.slice(end, found.index));
    parts.push(el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
    end = found.index + address.length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** A text message as a person or bot sent it; `mention.mentionees` mark stretches by UTF-16 index and length. */
export function plainText(message) {
  const marks = [...(message.mention?.mentionees ?? [])].sort((one, other) => one.index - other.index);
  const parts = [];
  let end = 0;
  for (const mark of marks) {
    parts.push(linked(message.text.slice(end, mark.index)));
    parts.push(el("span", { class: "mentioned" }, message.text.slice(mark.index, mark.index + mark.length)));
    end = mark.index + mark.length;
  }
  parts.push(linked(message.text.slice(end)));
  return parts;
}

function substituted(substitution) {
  if (substitution?.type === "mention") {
    const whom = substitution.mentionee;
    return el("span", { class: "mentioned" }, `@${whom?.type === "all" ? "ทุกคน" : nameOf(whom?.userId)}`);
  }
  return el("span", { class: "line-emoji", role: "img", "aria-label": "อีโมจิ" }, "☺");
}

/** A textV2 message: `{key}` stands for a substitution, doubled braces for themselves. */
export function substitutedText(message) {
  const parts = [];
  for (const piece of message.text.split(/(\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\})/u)) {
    if (piece === "{{" || piece === "}}") parts.push(piece[0]);
    else if (/^\{\w+\}$/u.test(piece)) parts.push(substituted(message.substitution?.[piece.slice(1, -1)]));
    else parts.push(linked(piece));
  }
  return parts;
}
