// LINE's date and time picker: the browser's own field, with the date in the Buddhist era beside it.

import { el } from "./dom.js";
import { ask, field } from "./sheet.js";
import { now } from "./store.js";
import { clockTime, iso, longDate } from "./thai.js";

const FIELDS = { date: ["date", "วันที่"], time: ["time", "เวลา"], datetime: ["datetime-local", "วันและเวลา"] };

function spoken(mode, value) {
  if (!value) return "";
  if (mode === "time") return `${value.replace(":", ".")} น.`;
  const ms = Date.parse(`${value.length === 10 ? `${value}T00:00` : value.slice(0, 16)}:00+07:00`);
  return Number.isNaN(ms) ? "" : mode === "date" ? longDate(ms) : `${longDate(ms)} ${clockTime(ms)}`;
}

const LENGTHS = { date: 10, time: 5, datetime: 16 };

/** LINE writes a datetime with "t" or "T" between date and time; browsers want "T". */
const bounds = (text) => (text ? text.replace("t", "T") : null);

/** Resolves to the postback params ({date}, {time} or {datetime}) or null when it was closed. */
export async function pickMoment(action) {
  const [type, label] = FIELDS[action.mode] ?? FIELDS.datetime;
  const today = iso(now());
  const start = { date: today.slice(0, 10), time: today.slice(11, 16), datetime: today.slice(0, 16) }[action.mode];
  const input = el("input", { type, required: true, min: bounds(action.min), max: bounds(action.max), value: bounds(action.initial) ?? start });
  const words = el("output", { class: "picked" }, spoken(action.mode, input.value));
  input.addEventListener("input", () => {
    words.textContent = spoken(action.mode, input.value);
  });
  if (!(await ask(action.label ?? label, [field(label, input), words], "ตกลง")) || !input.value) return null;
  return { [action.mode]: input.value.slice(0, LENGTHS[action.mode]) };
}
