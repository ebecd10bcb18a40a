// One line of the chat: who, what, when, and a small menu of what can be done with it.

import * as api from "./api.js";
import { copy } from "./action.js";
import { avatar, botAvatar } from "./avatar.js";
import { isWide, view } from "./content.js";
import { el, icon } from "./dom.js";
import { attempt, choose, reportWebhook } from "./sheet.js";
import { group, nameOf, tell, world } from "./store.js";
import { clockTime, toMs } from "./thai.js";

const LONG_PRESS_MS = 550;

function choices(entry) {
  const { chatId, viewer } = world;
  const own = entry.from === viewer;
  const list = [];
  if (entry.message.text) list.push({ icon: "copy", label: "คัดลอกข้อความ", run: () => copy(entry.message.text) });
  if (own && entry.message.type === "text" && group(chatId)) {
    list.push({ icon: "edit", label: "แก้ไขข้อความ", run: () => tell("edit", entry) });
  }
  if (own) {
    const run = () => attempt(async () => reportWebhook(await api.unsend(chatId, viewer, entry.id)));
    list.push({ icon: "undo", label: "ยกเลิกการส่ง", run });
  }
  return list;
}

/** Long press, right click and the small button open the same menu. */
function withMenu(row, entry) {
  if (!entry.message.text && entry.from !== world.viewer) return null;
  // A long press may also come as a `contextmenu` of the browser's own: one sheet is enough.
  const show = () => document.querySelector("dialog[open]") ?? choose("ข้อความนี้", choices(entry));
  let timer = null;
  const stop = () => clearTimeout(timer);
  row.addEventListener("pointerdown", (event) => {
    stop();
    if (event.pointerType !== "mouse") timer = setTimeout(show, LONG_PRESS_MS);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove"]) row.addEventListener(name, stop);
  row.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    stop();
    show();
  });
  return el("button", { type: "button", class: "row-menu", "aria-label": "เมนูของข้อความนี้", onclick: show }, icon("more"));
}

function picture(entry, name) {
  const own = entry.message.sender?.iconUrl;
  if (entry.from !== "bot") return avatar(entry.from, name, "avatar-small");
  if (own) return el("img", { class: "avatar avatar-small", src: own, alt: "" });
  return botAvatar("avatar-small");
}

export const senderName = (entry) => (entry.from === "bot" ? entry.message.sender?.name ?? world.state.bot.name : nameOf(entry.from));

/** The node of an entry; `follows` is true when the one before is of the same sender, so that name and picture are not said again. */
export function balloonRow(entry, follows) {
  const name = senderName(entry);
  const own = entry.from === world.viewer;
  if (entry.unsent) {
    return el("p", { class: "notice", "data-id": entry.id }, `${own ? "คุณ" : name} ยกเลิกการส่งแล้ว`);
  }
  const time = el("span", { class: "row-time" }, entry.edited ? "แก้ไขแล้ว " : "", clockTime(toMs(entry.at)));
  const row = el("div", {
    class: `row ${own ? "row-own" : "row-other"} ${isWide(entry.message) ? "row-wide" : ""} ${entry.message.contents?.size === "giga" ? "row-giga" : ""}`,
    "data-id": entry.id,
  });
  const said = el("span", { class: "hidden" }, own ? "คุณ: " : `${name}: `);
  if (!own) row.append(el("div", { class: "row-picture" }, follows ? null : picture(entry, name)));
  const body = el("div", { class: "row-body" }, said, view({ ...entry, name }));
  const side = el("div", { class: "row-side" }, withMenu(row, entry), time);
  row.append(
    el("div", { class: "row-main" }, own || follows ? null : el("p", { class: "row-name", "aria-hidden": "true" }, name), el("div", { class: "row-line" }, body, side)),
  );
  return row;
}
