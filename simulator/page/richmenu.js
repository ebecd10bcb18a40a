// The rich menu under the chat: a picture with areas to tap, opened and shut by its bar.

import { byId, el, fill, icon } from "./dom.js";
import { listen, world } from "./store.js";
import { areas } from "./template.js";

/** Pixels: on a low screen the menu waits behind its bar, so that the conversation is seen. */
const LEAST_LOG = 260;

let shown = null;
let isOpen = false;

function setOpen(open) {
  isOpen = open;
  byId("menu-panel").hidden = !open;
  byId("menu-bar").setAttribute("aria-expanded", String(open));
}

function draw() {
  const menu = world.richmenu;
  const key = menu ? JSON.stringify([world.viewer, menu]) : null;
  if (key === shown) return;
  shown = key;
  byId("menu").hidden = !menu;
  if (!menu) return;
  const { width, height } = menu.size;
  fill(byId("menu-bar"), icon("chevron"), menu.chatBarText);
  const panel = fill(
    byId("menu-panel"),
    el("img", { src: menu.imageUrl, alt: menu.name ?? "" }),
    areas(menu.areas.map((one) => ({ area: one.bounds, action: one.action })), width, height),
  );
  panel.style.aspectRatio = `${width} / ${height}`;
  setOpen(Boolean(menu.selected));
  if (isOpen && byId("log").clientHeight < LEAST_LOG) setOpen(false);
}

function clear() {
  shown = null;
  byId("menu").hidden = true;
}

export function startRichMenu() {
  byId("menu-bar").addEventListener("click", () => setOpen(!isOpen));
  listen("open", clear);
  listen("chat", draw);
  listen("richmenu", (open) => world.richmenu && setOpen(open));
}
