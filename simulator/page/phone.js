// The phone: its head, and the messages, drawn anew only where something changed.

import * as api from "./api.js";
import { tap } from "./action.js";
import { balloonRow } from "./balloon.js";
import { byId, el, fill, icon } from "./dom.js";
import { attempt, choose, reportWebhook } from "./sheet.js";
import { group, listen, nameOf, open, person, shutChat, world } from "./store.js";
import { longDate, sameDay, toMs } from "./thai.js";

const NEAR_END = 80;
const LOADING_CHECK_MS = 3000;

let rows = new Map();
let atEnd = true;

function entryKey(entry, follows) {
  return JSON.stringify([entry.message, entry.unsent, entry.edited, entry.contentUrl, follows]);
}

/** The nodes wanted now, in order; nodes of unchanged entries are used again. */
function wantedRows() {
  const kept = new Map();
  const nodes = [];
  let before = null;
  for (const entry of world.entries) {
    const at = toMs(entry.at);
    const newDay = !before || !sameDay(toMs(before.at), at);
    if (newDay) {
      const id = `day-${entry.id}`;
      const node = rows.get(id)?.node ?? el("p", { class: "notice notice-day" }, longDate(at));
      kept.set(id, { node, key: "" });
      nodes.push(node);
    }
    const follows = !newDay && before?.from === entry.from && !before.unsent;
    const key = entryKey(entry, follows);
    const known = rows.get(entry.id);
    const node = known?.key === key ? known.node : balloonRow(entry, follows);
    kept.set(entry.id, { node, key });
    nodes.push(node);
    before = entry;
  }
  rows = kept;
  if (world.loading) nodes.push(loadingRow());
  return nodes;
}

let dots = null;

function loadingRow() {
  dots ??= el("div", { class: "row row-other row-loading" }, el("div", { class: "dots", role: "img", "aria-label": "บอตกำลังเตรียมคำตอบ" }, el("i"), el("i"), el("i")));
  return dots;
}

/** Puts `nodes` into `host` in order, moving nothing that already stands right. */
function arrange(host, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...host.childNodes]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (host.childNodes[index] !== node) host.insertBefore(node, host.childNodes[index] ?? null);
  });
}

function toEnd() {
  const log = byId("log");
  log.scrollTop = log.scrollHeight;
  atEnd = true;
  byId("to-newest").hidden = true;
}

let loadingTimer = null;

function drawChat() {
  const log = byId("log");
  const before = rows.size;
  // Whoever says something looks for the answer, which may have come with it: away from an older card, down to the end.
  const mine = world.entries.some((entry) => entry.from === world.viewer && !rows.has(entry.id));
  arrange(log, wantedRows());
  drawQuick();
  log.removeAttribute("aria-busy");
  if (atEnd || mine) toEnd();
  else if (rows.size > before) byId("to-newest").hidden = false;
  // The end of the loading sign is a matter of time, which raises no change.
  clearTimeout(loadingTimer);
  if (world.loading) loadingTimer = setTimeout(() => api.messages(world.chatId, world.viewer).then((answer) => {
    world.loading = answer.loading;
    drawChat();
  }).catch(() => {}), LOADING_CHECK_MS);
}

let quickKey = "";

/** Quick replies belong to the last message only and go when anything follows. */
function drawQuick() {
  const last = world.entries.at(-1);
  const items = last && last.from === "bot" && !last.unsent ? last.message.quickReply?.items ?? [] : [];
  const key = items.length ? `${last.id} ${world.chatId} ${world.viewer}` : "";
  if (key === quickKey) return;
  quickKey = key;
  const host = byId("quick");
  host.hidden = items.length === 0;
  fill(
    host,
    items.map((item) =>
      el(
        "button",
        { type: "button", class: "quick-button", onclick: () => tap(item.action) },
        item.imageUrl ? el("img", { src: item.imageUrl, alt: "" }) : null,
        item.action.label,
      ),
    ),
  );
  host.scrollLeft = 0;
}

function holder(members) {
  const select = el(
    "select",
    { id: "holder", onchange: (event) => attempt(() => open(world.chatId, event.target.value)) },
    members.map((userId) => el("option", { value: userId, selected: userId === world.viewer }, nameOf(userId))),
  );
  return el("label", { class: "holder" }, "คุณคือ ", select);
}

let headKey = "";

function drawHead() {
  if (!world.state) return;
  const { chatId, viewer } = world;
  const inGroup = chatId ? group(chatId) : null;
  const owner = chatId ? person(chatId) : null;
  const key = JSON.stringify([chatId, viewer, inGroup, owner, inGroup?.members.map(nameOf)]);
  if (key === headKey) return;
  headKey = key;
  const title = inGroup ? `${inGroup.name} (${inGroup.members.length + (inGroup.bot_in === false ? 0 : 1)})` : owner ? world.state.bot.name : "ยังไม่ได้เลือกแชต";
  byId("phone-title").textContent = title;
  fill(byId("phone-holder"), inGroup ? holder(inGroup.members) : owner ? `มือถือของ${owner.name}${owner.blocked ? " (บล็อกบอตไว้)" : ""}` : "เลือกคนหรือกลุ่มจากรายการ");
  byId("chat-menu").hidden = !owner;
  document.body.dataset.open = chatId ? "yes" : "no";
}

function showMenu() {
  const owner = person(world.chatId);
  const blocked = owner.blocked || !owner.friend;
  const run = () => attempt(async () => reportWebhook(await (blocked ? api.follow : api.block)(owner.userId)));
  const label = owner.blocked ? "เลิกบล็อกบอต" : owner.friend ? "บล็อกบอต" : "เพิ่มบอตเป็นเพื่อน";
  choose(world.state.bot.name, [{ icon: blocked ? "person" : "block", label, run }]);
}

function openChat() {
  rows = new Map();
  quickKey = "";
  atEnd = true;
  fill(byId("quick")).hidden = true;
  const empty = world.chatId ? [] : el("p", { class: "notice" }, "เลือกคนหรือกลุ่มจากรายการเพื่อดูแชต");
  fill(byId("log"), empty).setAttribute("aria-busy", "true");
  byId("to-newest").hidden = true;
  drawHead();
}

export function startPhone() {
  const log = byId("log");
  fill(byId("back"), icon("back")).addEventListener("click", shutChat);
  fill(byId("chat-menu"), icon("more")).addEventListener("click", showMenu);
  byId("chat-menu").hidden = true;
  byId("to-newest").addEventListener("click", toEnd);
  let top = 0;
  log.addEventListener("scroll", () => {
    const left = log.scrollHeight - log.scrollTop - log.clientHeight;
    // Only a reader who goes up leaves the end; a log that grew or shrank under a still reader does not.
    if (left < NEAR_END) atEnd = true;
    else if (log.scrollTop < top) atEnd = false;
    top = log.scrollTop;
    if (atEnd) byId("to-newest").hidden = true;
  });
  // Pictures that arrive, a keyboard or a menu that opens: all change the heights after the drawing.
  const follow = new ResizeObserver(() => atEnd && toEnd());
  follow.observe(log);
  log.addEventListener("load", () => atEnd && toEnd(), true);
  listen("open", openChat);
  listen("chat", drawChat);
  listen("state", drawHead);
}
