// The input bar: typing, mentioning the bot, photos, files, a sticker, a place.

import * as api from "./api.js";
import { byId, el, fill, icon } from "./dom.js";
import { drawSample, asPhoto } from "./photo.js";
import { ask, attempt, choose, field, reportWebhook } from "./sheet.js";
import { group, listen, tell, world } from "./store.js";

const TALLEST = 120;

let editing = null;

function grow() {
  const words = byId("words");
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, TALLEST)}px`;
  byId("send").disabled = !world.chatId || words.value.trim() === "";
}

/** Puts words into the input, ready to be sent by the person. */
function fillWords(text) {
  const words = byId("words");
  words.value = text;
  grow();
  words.focus();
  words.setSelectionRange(text.length, text.length);
  byId("composer").classList.toggle("composer-filled", text !== "");
}

function setEditing(entry) {
  editing = entry;
  byId("editing").hidden = !entry;
  fillWords(entry ? entry.message.text : "");
}

const isFilm = (file) => file.type.startsWith("video/");

async function send(event) {
  event.preventDefault();
  const words = byId("words");
  const text = words.value;
  if (!world.chatId || text.trim() === "") return;
  const { chatId, viewer } = world;
  const edited = editing;
  setEditing(null);
  const answer = await attempt(() => (edited ? api.edit(chatId, viewer, edited.id, text) : api.say(chatId, viewer, text)));
  if (answer !== undefined && !edited) tell("sent", { chatId, viewer });
  // What could not be sent comes back, unless something else was typed meanwhile.
  if (answer === undefined && words.value === "" && world.chatId === chatId) fillWords(text);
  reportWebhook(answer);
}

function onKey(event) {
  // Enter that ends a word of an input method is not a wish to send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("composer").requestSubmit();
  }
}

/** Sends files as `kind`; photos chosen together go out as a set, as phones send them. */
async function sendFiles(kind, files) {
  const { chatId, viewer } = world;
  const together = kind === "image" && files.length > 1 && files.every((file) => !isFilm(file));
  const setId = String(Math.floor(Math.random() * 1e15));
  for (const [index, file] of files.entries()) {
    const set = together ? { setId, setIndex: index + 1, setTotal: files.length } : {};
    const answer = await attempt(async () => {
      if (kind === "file") return api.content(chatId, viewer, "file", file);
      return isFilm(file) ? api.content(chatId, viewer, "video", file) : api.content(chatId, viewer, "image", await asPhoto(file), set);
    });
    reportWebhook(answer);
  }
}

function takeFiles(inputId, kind) {
  const input = byId(inputId);
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    sendFiles(kind, files);
  });
}

async function sendPlace() {
  const input = (value) => el("input", { type: "text", required: true, maxlength: "100", value });
  const number = (value, most) => el("input", { type: "number", required: true, step: "any", min: -most, max: most, value });
  const [title, address, latitude, longitude] = [input("ศาลากลางจังหวัด"), input("ถนนหน้าเมือง อำเภอเมือง"), number(17.0069, 90), number(99.8233, 180)];
  const fields = [field("ชื่อสถานที่", title), field("ที่อยู่", address), field("ละติจูด", latitude), field("ลองจิจูด", longitude)];
  const { chatId, viewer } = world;
  if (!(await ask("ส่งตำแหน่ง", fields, "ส่ง"))) return;
  const where = { title: title.value, address: address.value, latitude: Number(latitude.value), longitude: Number(longitude.value) };
  reportWebhook(await attempt(() => api.place(chatId, viewer, where)));
}

function attach() {
  const { chatId, viewer } = world;
  if (!chatId) return;
  choose("ส่งอะไร", [
    { icon: "image", label: "รูปภาพหรือวิดีโอ", run: () => byId("photo-input").click() },
    { icon: "sample", label: "รูปตัวอย่าง", run: async () => sendFiles("image", [await drawSample()]) },
    { icon: "file", label: "ไฟล์", run: () => byId("file-input").click() },
    { icon: "sticker", label: "สติกเกอร์", run: async () => reportWebhook(await attempt(() => api.sticker(chatId, viewer))) },
    { icon: "place", label: "ตำแหน่งที่ตั้ง", run: sendPlace },
  ]);
}

function mention() {
  const words = byId("words");
  fillWords(`@${world.state.bot.name} ${words.value}`);
}

function draw() {
  setEditing(null);
  const button = byId("mention");
  button.hidden = !(world.chatId && group(world.chatId));
  if (!button.hidden) fill(button, el("span", { "aria-hidden": "true" }, "@"), el("span", { class: "hidden" }, `กล่าวถึง ${world.state.bot.name}`));
  for (const id of ["words", "attach"]) byId(id).disabled = !world.chatId;
  if (document.activeElement === byId("words")) byId("words").blur();
}

export function startComposer() {
  fill(byId("attach"), icon("plus")).addEventListener("click", attach);
  fill(byId("send"), icon("send"));
  byId("mention").addEventListener("click", mention);
  byId("composer").addEventListener("submit", send);
  byId("words").addEventListener("keydown", onKey);
  byId("words").addEventListener("input", grow);
  // As on a phone, where the keyboard takes the menu's place; a wide screen has room for both.
  byId("words").addEventListener("focus", () => window.matchMedia("(max-width: 999.98px)").matches && tell("richmenu", false));
  byId("stop-editing").addEventListener("click", () => setEditing(null));
  takeFiles("photo-input", "image");
  takeFiles("file-input", "file");
  listen("open", draw);
  listen("fill", fillWords);
  listen("edit", setEditing);
  listen("photo", () => byId("photo-input").click());
  listen("place", sendPlace);
  draw();
}
