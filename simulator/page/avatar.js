// The round pictures beside names.

import { el } from "./dom.js";
import { initial } from "./thai.js";

const HUES = 8;

/** A round picture with a letter; people keep their colour, which comes from the id. */
export function avatar(id, name, className = "") {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return el("span", { class: `avatar avatar-${sum % HUES} ${className}`, "aria-hidden": "true" }, initial(name));
}

export function botAvatar(className = "") {
  const drawing = document.querySelector(".top-mark").cloneNode(true);
  drawing.setAttribute("class", "");
  return el("span", { class: `avatar avatar-bot ${className}`, "aria-hidden": "true" }, drawing);
}
