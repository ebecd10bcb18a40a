// What the bot sent of its own accord (each counts against the month's quota), and the last calls LINE refused.

import * as api from "./api.js";
import { byId, el, fill, icon } from "./dom.js";
import { gist } from "./gist.js";
import { group, listen, nameOf, world } from "./store.js";
import { count, shortMoment, toMs } from "./thai.js";

const KEPT = 30;
const SHOWN = 8;
const REFUSED_CHECK_MS = 5000;
const PAID = /\/message\/(push|multicast|broadcast|narrowcast)$/u;

let after = 0;
let reading = false;
let sent = [];
let refused = [];

const bodyOf = (request) => {
  if (typeof request.body !== "string") return request.body ?? {};
  try {
    return JSON.parse(request.body);
  } catch {
    return {};
  }
};

function sort(request) {
  if (request.status >= 400 || request.status === null) refused = [request, ...refused].slice(0, KEPT);
  else if (PAID.test(request.path)) sent = [request, ...sent].slice(0, KEPT);
}

async function read() {
  if (reading) return;
  reading = true;
  try {
    const { requests } = await api.requests(after);
    for (const request of requests) sort(request);
    after = requests.at(-1)?.n ?? after;
  } catch {
    // The next change reads again; the page already says when the server is away.
  } finally {
    reading = false;
  }
  draw();
}

function receivers(body) {
  const to = Array.isArray(body.to) ? body.to : body.to ? [body.to] : [];
  if (to.length === 0) return "เพื่อนทุกคน";
  if (to.length > 1) return `${to.length} คน`;
  const toGroup = group(to[0]);
  return toGroup ? `${toGroup.name} (${toGroup.members.length} คน)` : nameOf(to[0]);
}

function sentItem(request) {
  const body = bodyOf(request);
  const messages = body.messages ?? [];
  return el(
    "li",
    { class: "ledger-item" },
    el("span", { class: "ledger-when" }, shortMoment(toMs(request.at))),
    el("strong", {}, `ถึง ${receivers(body)}`),
    el("span", { class: "ledger-words" }, messages.map(gist).join(" · ")),
  );
}

function refusedItem(request) {
  const error = typeof request.error === "string" ? request.error : request.error?.message ?? "";
  return el(
    "li",
    { class: "ledger-item ledger-bad" },
    el("span", { class: "ledger-when" }, shortMoment(toMs(request.at))),
    el("strong", {}, icon("alert"), `ปฏิเสธ ${request.status ?? "(ขาดการเชื่อมต่อ)"}`),
    el("span", { class: "ledger-words" }, `${request.method} ${request.path} ${error}`),
  );
}

function quotaLine(quota) {
  const used = quota.used;
  const limit = quota.limit;
  if (limit === null) return el("p", { class: "quota" }, `เดือนนี้นับโควตาแล้ว ${count(used)} ข้อความ (ไม่จำกัด)`);
  return el(
    "div",
    { class: "quota" },
    el("p", {}, `เดือนนี้ใช้โควตา ${count(used)} จาก ${count(limit)} ข้อความ`, used >= limit ? el("strong", {}, " โควตาหมดแล้ว") : null),
    el("meter", { min: "0", max: String(limit), value: String(used), high: String(limit * 0.8), "aria-label": "โควตาที่ใช้ไป" }),
  );
}

function draw() {
  fill(
    byId("ledger"),
    quotaLine(world.state.quota),
    sent.length
      ? el("ul", { class: "ledger-list" }, sent.slice(0, SHOWN).map(sentItem))
      : el("p", { class: "empty" }, "ยังไม่มี ลองเลื่อนปฏิทินไปข้างหน้า"),
    el("h3", { class: "ledger-sub" }, "คำสั่งที่ LINE ปฏิเสธล่าสุด"),
    refused.length ? el("ul", { class: "ledger-list" }, refused.slice(0, SHOWN).map(refusedItem)) : el("p", { class: "empty" }, "ไม่มี"),
  );
}

/** A server that was away may have started again, and its numbers with it. */
function startAgain() {
  if (!world.online) return;
  [after, sent, refused] = [0, [], []];
  read();
}

export function startLedger() {
  listen("state", read);
  listen("online", startAgain);
  // A refused call changes nothing in the world, so nothing tells of it.
  setInterval(() => world.state && world.online && read(), REFUSED_CHECK_MS);
}
