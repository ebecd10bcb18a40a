// "Try this": the steps the demo gives, one of them open with a button that does its preparation; done steps are ticked here only.
// Beside the title: the doors it gives, to pages elsewhere. All open in one tab, for a browser is one person at a time there.

import * as api from "./api.js";
import { byId, el, fill, icon } from "./dom.js";
import { openRow } from "./chats.js";
import { attempt, toast } from "./sheet.js";
import { knows, listen, nameOf, refreshState, tell, world } from "./store.js";
import { shortMoment, toMs } from "./thai.js";

const done = new Set();
/** The steps whose words stand in the composer: done when they are sent. */
const filled = new Map();
let opened = 0;
let drawn = null;

function turnTo(index) {
  opened = index;
  drawn = null;
  draw();
}

async function run(step, index) {
  if (step.clock) {
    await attempt(async () => {
      await api.setClock(step.clock);
      await refreshState();
      toast(`ตั้งเวลาเป็น ${shortMoment(toMs(step.clock))} แล้ว`);
    });
  }
  const chatId = step.chatId ?? step.as;
  if (chatId && knows(chatId)) {
    await openRow(chatId, step.as ?? null);
    if (step.say) {
      filled.set(chatId, index);
      tell("fill", step.say);
    }
  } else if (step.clock) {
    tell("tab", "calendar");
  }
  if (!step.say) done.add(index);
  turnTo(index); // stays open: what to do next stands in it
}

function sent({ chatId }) {
  if (!filled.has(chatId)) return;
  done.add(filled.get(chatId));
  filled.delete(chatId);
  drawn = null;
  draw();
}

function label(step) {
  if (step.say) return ["edit", `พิมพ์ “${step.say}”`];
  if (step.clock) return ["calendar", `เลื่อนเวลาไป ${shortMoment(toMs(step.clock))}`];
  if (step.chatId ?? step.as) return ["chat", "เปิดแชตนี้"];
  return null;
}

function whose(step) {
  const holder = step.as ?? (step.chatId && world.state.people.some((one) => one.userId === step.chatId) ? step.chatId : null);
  return holder && step.say ? el("span", { class: "step-who" }, `ในมือถือของ ${nameOf(holder)}`) : null;
}

function head(step, index) {
  const ticked = done.has(index) ? el("span", { class: "step-ticked" }, " (ลองแล้ว)") : null;
  return el(
    "button",
    {
      type: "button",
      class: "step-head",
      "aria-expanded": String(index === opened),
      "aria-controls": `step-${index}`,
      onclick: () => turnTo(index === opened ? -1 : index),
    },
    step.title ?? step.text,
    ticked,
  );
}

const ELSEWHERE = "kaona-elsewhere";

function way(step, index) {
  if (step.open) {
    const went = () => {
      done.add(index);
      turnTo(index);
    };
    return el("a", { class: "step-button", href: step.open, target: ELSEWHERE, onclick: went }, icon("right"), el("span", {}, "เปิดหน้านี้"));
  }
  const words = label(step);
  return words && el("button", { type: "button", class: "step-button", onclick: () => run(step, index) }, icon(words[0]), el("span", {}, words[1]));
}

function body(step, index, next) {
  const more = done.has(index) && next;
  return el(
    "div",
    { class: "step-body", id: `step-${index}`, hidden: index !== opened },
    step.title ? el("p", { class: "step-text" }, step.text) : null,
    way(step, index),
    whose(step),
    more ? el("button", { type: "button", class: "link-button step-next", onclick: () => turnTo(index + 1) }, `ข้อถัดไป: ${next.title ?? next.text}`) : null,
  );
}

function item(step, index, steps) {
  const ticked = done.has(index);
  return el(
    "li",
    { class: `step ${ticked ? "step-done" : ""}` },
    el("span", { class: "step-mark", "aria-hidden": "true" }, ticked ? icon("check") : index + 1),
    head(step, index),
    body(step, index, steps[index + 1]),
  );
}

function door(one) {
  const words = [el("span", { class: "door-title" }, one.title), el("span", { class: "door-text" }, one.text)];
  return one.href
    ? el("a", { class: "door", href: one.href, target: ELSEWHERE }, words)
    : el("span", { class: "door", "aria-current": "page" }, words);
}

function draw() {
  const guide = world.state?.guide;
  const key = JSON.stringify(guide ?? null);
  if (key === drawn) return;
  drawn = key;
  const steps = guide?.steps ?? [];
  byId("guide").hidden = false;
  const doors = guide?.doors ?? [];
  byId("doors").hidden = doors.length === 0;
  fill(byId("doors"), doors.map(door));
  byId("guide-title").textContent = guide?.title || "ลองทำตามนี้";
  const host = byId("guide-steps");
  const focused = [...host.querySelectorAll("button, a")].indexOf(document.activeElement);
  fill(
    host,
    steps.length
      ? el("ol", { class: "steps" }, steps.map(item))
      : el("p", { class: "empty" }, "เลือกแชต พิมพ์ข้อความถึงบอต แล้วเลื่อนปฏิทินเพื่อดูว่าบอตส่งอะไรมา"),
  );
  if (focused >= 0) host.querySelectorAll("button, a")[focused]?.focus();
}

export function startGuide() {
  listen("state", draw);
  listen("sent", sent);
}
