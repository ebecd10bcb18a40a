// Things that come over the page: a sheet of choices, a form, a picture, a passing note.

import { byId, el, icon } from "./dom.js";

const TOAST_MS = 6000;

/** A passing note; `kind` "bad" is marked by a sign and a word besides its colour. */
export function toast(text, kind = "plain") {
  const note = el("p", { class: `toast toast-${kind}` }, kind === "bad" ? [icon("alert"), "ไม่สำเร็จ: "] : null, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Says to a screen reader what the page already shows to the eye. */
export function announce(text) {
  byId("said").textContent = text;
}

/** Runs what a person asked for; a failure becomes a note. Answers undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (trouble) {
    toast(trouble.message, "bad");
    return undefined;
  }
}

/** Says what became of the webhook an act raised, if the bot did not take it. */
export function reportWebhook(answer) {
  const failed = (answer?.events ?? []).find((event) => event.status === null || event.status < 200 || event.status > 299);
  if (!failed) return;
  const why = failed.status === null ? "ไม่มีบอตรับอยู่" : `บอตตอบรหัส ${failed.status}`;
  toast(`ส่งถึงบอตไม่ได้ (${why})`, "bad");
}

function dialog(title, className, ...children) {
  const heading = el("h2", { class: "sheet-title", tabindex: "-1", autofocus: true }, title);
  const box = el("dialog", { class: `sheet ${className}`, "aria-label": title }, heading, children);
  const phone = byId("phone");
  const frame = phone.getBoundingClientRect();
  if (frame.width > 0) {
    // Inside the phone's frame, as its own sheets would be, not in the middle of a wide screen.
    box.style.setProperty("--sheet-left", `${frame.left + phone.clientLeft}px`);
    box.style.setProperty("--sheet-width", `${phone.clientWidth}px`);
    box.style.setProperty("--sheet-bottom", `${Math.max(0, window.innerHeight - frame.bottom + phone.clientTop)}px`);
    box.style.setProperty("--sheet-round", phone.clientTop ? "34px" : "0");
  }
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

/** A sheet of choices: [{icon, label, run}]; `run` is called after the sheet is gone. */
export function choose(title, choices) {
  const list = el("div", { class: "choices" });
  const box = dialog(title, "sheet-choices", list);
  for (const choice of choices) {
    const pick = () => {
      box.close();
      choice.run();
    };
    list.append(el("button", { type: "button", class: "choice", onclick: pick }, icon(choice.icon), choice.label));
  }
  list.append(el("button", { type: "button", class: "choice choice-cancel", onclick: () => box.close() }, "ปิด"));
}

/** Asks for some values in a form of `fields` (nodes); resolves to true when sent, false when closed. */
export function ask(title, fields, sendLabel) {
  return new Promise((resolve) => {
    const form = el(
      "form",
      { class: "sheet-form", method: "dialog" },
      fields,
      el(
        "div",
        { class: "sheet-buttons" },
        el("button", { type: "button", class: "button", onclick: () => box.close() }, "ยกเลิก"),
        el("button", { type: "submit", class: "button button-main" }, sendLabel),
      ),
    );
    const box = dialog(title, "sheet-ask", form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      box.close("sent");
    });
    box.addEventListener("close", () => resolve(box.returnValue === "sent"));
    form.querySelector("input, textarea")?.focus();
  });
}

export function field(label, input) {
  return el("label", { class: "field" }, el("span", {}, label), input);
}

export function showPicture(source, words) {
  const box = dialog("รูปภาพ", "sheet-picture", el("img", { src: source, alt: words }));
  box.append(el("button", { type: "button", class: "button", onclick: () => box.close() }, "ปิดรูป"));
}
