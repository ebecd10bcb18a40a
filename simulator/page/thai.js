// Thai dates, names and numbers as people read them. Bangkok has kept UTC+7 without daylight saving since 1920.

const BANGKOK_MS = 7 * 3600 * 1000;
export const DAY_MS = 24 * 3600 * 1000;
export const MONTHS = [
  "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
  "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
];
const SHORT_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
export const WEEKDAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
export const SHORT_WEEKDAYS = ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."];

const two = (number) => String(number).padStart(2, "0");

/** The parts of a moment (milliseconds since 1970, UTC) on a Bangkok wall: month 0..11, Buddhist year. */
export function wall(ms) {
  const date = new Date(ms + BANGKOK_MS);
  return {
    year: date.getUTCFullYear(),
    buddhist: date.getUTCFullYear() + 543,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/** The moment a Bangkok wall shows this; months past December run into the next year, as in Date. */
export const moment = (year, month, day, hour = 0, minute = 0) => Date.UTC(year, month, day, hour, minute) - BANGKOK_MS;

/** ISO 8601 with +07:00, to the second. */
export function iso(ms) {
  return new Date(ms + BANGKOK_MS).toISOString().slice(0, 19) + "+07:00";
}

export function clockTime(ms) {
  const at = wall(ms);
  return `${two(at.hour)}.${two(at.minute)}\u00a0น.`;
}

export function longDate(ms) {
  const at = wall(ms);
  return `วัน${WEEKDAYS[at.weekday]}ที่ ${at.day} ${MONTHS[at.month]} พ.ศ. ${at.buddhist}`;
}

export function shortDate(ms) {
  const at = wall(ms);
  return `${at.day}\u00a0${SHORT_MONTHS[at.month]}\u00a0${at.buddhist}`;
}

export const shortMoment = (ms) => `${shortDate(ms)} ${clockTime(ms)}`;

export const sameDay = (one, other) => Math.floor((one + BANGKOK_MS) / DAY_MS) === Math.floor((other + BANGKOK_MS) / DAY_MS);

/** Turns whatever an `at` field holds (ISO 8601 text, or milliseconds) into milliseconds. */
export const toMs = (at) => (typeof at === "number" ? at : Date.parse(at));

const TITLES = /^(นางสาว|นาง|นาย|น\.ส\.|ด\.ต\.|ร\.ต\.|ว่าที่|ดร\.|คุณ)\s*/u;

/** The letter that stands for a name in its round picture: the first consonant after the title. */
export function initial(name) {
  const bare = name.replace(TITLES, "");
  const letter = /[ก-ฮA-Za-z0-9]/u.exec(bare);
  return letter ? letter[0].toUpperCase() : "?";
}

export const count = (number) => Number(number).toLocaleString("en-US");
