// The list of chats: groups, then people; whose phone one holds is decided by opening one.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { byId, el, fill, icon } from "./dom.js";
import { gist } from "./gist.js";
import { ask, attempt, field, reportWebhook, toast } from "./sheet.js";
import { listen, nameOf, now, open, refreshState, tell, world } from "./store.js";
import { clockTime, sameDay, shortDate, toMs } from "./thai.js";

const SEARCH_FROM = 12;

function lastWords({ last, kind }) {
  const words = last.unsent ? "ยกเลิกการส่งแล้ว" : gist(last.message);
  return kind === "group" ? `${nameOf(last.from)}: ${words}` : words;
}

function lastTime(last) {
  if (!last) return null;
  const at = toMs(last.at);
  return sameDay(at, now()) ? clockTime(at) : shortDate(at);
}

function rowsOf(state) {
  const known = new Map(state.chats.map((chat) => [chat.chatId, chat]));
  const groups = state.groups.map((one) => ({
    ...known.get(one.groupId), chatId: one.groupId, name: one.name, kind: "group", note: `สมาชิก ${one.members.length} คน`,
  }));
  const latest = (one, other) => (other.last?.seq ?? 0) - (one.last?.seq ?? 0);
  const people = state.people.map((one) => ({
    ...known.get(one.userId), chatId: one.userId, name: one.name, kind: "user",
    note: one.blocked ? "บล็อกบอตไว้" : one.friend ? "ยังไม่มีข้อความ" : "ยังไม่ได้เพิ่มเพื่อน",
  }));
  return [["กลุ่ม", groups.sort(latest)], ["คน", people.sort(latest)]];
}

function row(chat) {
  const current = chat.chatId === world.chatId;
  const unread = current ? 0 : chat.unread;
  const time = lastTime(chat.last);
  return el(
    "button",
    { type: "button", class: "chat", "data-chat": chat.chatId, "aria-current": current ? "true" : null, onclick: () => openRow(chat.chatId) },
    chat.kind === "group" ? el("span", { class: "avatar avatar-group", "aria-hidden": "true" }, icon("people")) : avatar(chat.chatId, chat.name),
    el("span", { class: "chat-name" }, chat.name),
    time ? el("span", { class: "chat-time" }, time) : null,
    el("span", { class: "chat-last" }, chat.last ? lastWords(chat) : chat.note),
    unread ? el("span", { class: "badge" }, el("span", { "aria-hidden": "true" }, unread), el("span", { class: "hidden" }, `ยังไม่อ่าน ${unread} ข้อความ`)) : null,
  );
}

export async function openRow(chatId, viewer = null) {
  tell("tab", "chat");
  await attempt(() => open(chatId, viewer));
}

function drawList() {
  const wanted = byId("search").value.trim().toLowerCase();
  const list = byId("chat-list");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  const parts = [];
  for (const [title, chats] of rowsOf(world.state)) {
    const found = chats.filter((chat) => chat.name.toLowerCase().includes(wanted));
    if (found.length === 0) continue;
    parts.push(el("h3", { class: "chat-kind" }, title));
    parts.push(el("ul", { class: "chat-rows" }, found.map((chat) => el("li", {}, row(chat)))));
  }
  const top = list.scrollTop;
  fill(list, parts.length ? parts : el("p", { class: "empty" }, wanted ? "ไม่พบชื่อที่ค้นหา" : "ยังไม่มีคนหรือกลุ่ม กด “เพิ่มคน” เพื่อเริ่ม"));
  list.scrollTop = top;
  if (focused) list.querySelector(`[data-chat="${CSS.escape(focused)}"]`)?.focus();
}

function draw() {
  if (!world.state) return;
  byId("search-box").hidden = world.state.people.length + world.state.groups.length < SEARCH_FROM;
  drawList();
}

async function addPerson() {
  const name = el("input", { type: "text", required: true, maxlength: "40", placeholder: "เช่น นางสาวสมหญิง ใจดี" });
  if (!(await ask("เพิ่มคน", [field("ชื่อที่แสดงใน LINE", name), el("p", { class: "hint" }, "คนนี้จะเพิ่มบอตเป็นเพื่อนทันที")], "เพิ่ม"))) return;
  await attempt(async () => {
    const answer = await api.addPerson(name.value.trim());
    reportWebhook(answer);
    await refreshState();
    toast(`เพิ่ม ${name.value.trim()} แล้ว`);
    await openRow(answer.userId);
  });
}

export function startChats() {
  byId("search").addEventListener("input", drawList);
  byId("add-person").addEventListener("click", addPerson);
  for (const kind of ["state", "open", "read"]) listen(kind, draw);
}
