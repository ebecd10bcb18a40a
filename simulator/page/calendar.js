// The calendar: shows the simulator's clock and moves it forward; what the bot's scheduler then sends arrives in the chats.

import * as api from "./api.js";
import { byId, el, fill, icon } from "./dom.js";
import { announce, attempt, toast } from "./sheet.js";
import { listen, now, refreshState, world } from "./store.js";
import { clockTime, DAY_MS, iso, longDate, moment, MONTHS, sameDay, shortMoment, SHORT_WEEKDAYS, toMs, wall } from "./thai.js";

const HOUR_MS = 3600 * 1000;
const MORNING = 9;

let shownMonth = null;
let version = null;
const parts = {};

async function moveTo(ms) {
  await attempt(async () => {
    await api.setClock(iso(ms));
    await refreshState();
    announce(`ตั้งเวลาเป็น ${shortMoment(ms)} แล้ว`);
  });
}

function nextMorning() {
  const at = wall(now());
  return moment(at.year, at.month, at.day + 1, MORNING);
}

/** A day of the grid: its 09:00, or nothing to press when that has passed, for the bot's calendar only runs forward. */
function dayButton(year, month, day) {
  const morning = moment(year, month, day, MORNING);
  const today = sameDay(morning, now());
  const dayOff = world.state.guide?.daysOff?.[iso(morning).slice(0, 10)];
  const weekend = [0, 6].includes(wall(morning).weekday) || dayOff;
  return el(
    "td",
    { class: [weekend && "weekend", dayOff && "day-off"].filter(Boolean).join(" ") || null, title: dayOff ?? null },
    el(
      "button",
      {
        type: "button",
        class: `day ${today ? "day-now" : ""}`,
        disabled: morning <= now() && !today,
        "aria-current": today ? "date" : null,
        "aria-label": `${longDate(morning)}${today ? " (วันนี้)" : ""}${dayOff ? ` วันหยุด ${dayOff}` : ""}`,
        "data-day": iso(morning).slice(0, 10),
        onclick: () => (morning > now() ? moveTo(morning) : toast("เลย 09.00 น. ของวันนี้แล้ว")),
      },
      day,
    ),
  );
}

function weeks(year, month) {
  const lead = wall(moment(year, month, 1, 12)).weekday;
  const days = wall(moment(year, month + 1, 0, 12)).day;
  const rows = [];
  for (let first = 1 - lead; first <= days; first += 7) {
    const cells = [];
    for (let day = first; day < first + 7; day += 1) cells.push(day >= 1 && day <= days ? dayButton(year, month, day) : el("td", {}));
    rows.push(el("tr", {}, cells));
  }
  return rows;
}

/** The month's days off with their names, under the grid: a colour and a dot alone do not say why. */
function daysOff(year, month) {
  const prefix = iso(moment(year, month, 1, MORNING)).slice(0, 7);
  return Object.entries(world.state.guide?.daysOff ?? {})
    .filter(([day]) => day.startsWith(prefix))
    .map(([day, name]) => el("li", {}, `${Number(day.slice(8))} ${name}`));
}

function drawGrid() {
  const first = wall(moment(shownMonth.year, shownMonth.month, 1, 12));
  parts.month.textContent = `${MONTHS[first.month]} ${first.buddhist}`;
  const focused = parts.rows.contains(document.activeElement) ? document.activeElement.dataset.day : null;
  fill(parts.rows, weeks(first.year, first.month));
  fill(byId("days-off"), daysOff(first.year, first.month));
  if (focused) parts.rows.querySelector(`[data-day="${focused}"]`)?.focus();
  const at = wall(now());
  parts.earlier.disabled = first.year * 12 + first.month <= at.year * 12 + at.month;
}

function turn(months) {
  const first = wall(moment(shownMonth.year, shownMonth.month + months, 1, 12));
  shownMonth = { year: first.year, month: first.month };
  drawGrid();
}

let shownDay = null;

function drawTime() {
  if (!world.state) return;
  const at = now();
  parts.date.textContent = longDate(at);
  parts.time.textContent = clockTime(at);
  byId("status-time").textContent = clockTime(at).slice(0, 5);
  const day = Math.floor((at + 7 * HOUR_MS) / DAY_MS);
  if (shownMonth && day !== shownDay) drawGrid();
  shownDay = day;
}

function draw() {
  if (world.state.clock.version !== version) {
    version = world.state.clock.version;
    const at = wall(toMs(world.state.clock.now));
    shownMonth = { year: at.year, month: at.month };
    drawGrid();
  }
  drawTime();
}

function build() {
  parts.date = el("span", { class: "clock-date" });
  parts.time = el("span", { class: "clock-time" });
  parts.month = el("h3", { class: "month-name", "aria-live": "polite" });
  parts.earlier = el("button", { type: "button", class: "icon-button", "aria-label": "เดือนก่อนหน้า", onclick: () => turn(-1) }, icon("left"));
  const later = el("button", { type: "button", class: "icon-button", "aria-label": "เดือนถัดไป", onclick: () => turn(1) }, icon("right"));
  parts.rows = el("tbody", {});
  const button = (label, target) => el("button", { type: "button", class: "button", onclick: () => moveTo(target()) }, label);
  fill(
    byId("calendar"),
    el("p", { class: "clock", id: "clock" }, parts.date, " ", parts.time),
    el("p", { class: "hint" }, "เลื่อนเวลาไปข้างหน้า แล้วดูว่าบอตส่งอะไรให้ใคร"),
    el(
      "div",
      { class: "clock-buttons" },
      button("+1 ชั่วโมง", () => now() + HOUR_MS),
      button("+1 สัปดาห์", () => now() + 7 * DAY_MS),
      button("ถึง 9.00 น. วันถัดไป", nextMorning),
    ),
    el("div", { class: "month-head" }, parts.earlier, parts.month, later),
    el(
      "table",
      { class: "month", "aria-label": "เลือกวันเพื่อเลื่อนเวลาไป 09.00 น. ของวันนั้น" },
      el("thead", {}, el("tr", {}, SHORT_WEEKDAYS.map((name) => el("th", { scope: "col" }, name)))),
      parts.rows,
    ),
    el("ul", { class: "days-off", id: "days-off" }),
    el("p", { class: "hint" }, "แตะวันที่เพื่อไปยัง 09.00 น. ของวันนั้น"),
  );
}

export function startCalendar() {
  build();
  listen("state", draw);
  setInterval(drawTime, 1000);
}
