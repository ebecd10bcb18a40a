// What a tap does: LINE's action objects, as a phone carries them out.

import * as api from "./api.js";
import { el } from "./dom.js";
import { pickMoment } from "./picker.js";
import { attempt, choose, reportWebhook, toast } from "./sheet.js";
import { group, open, tell, world } from "./store.js";

const OA_MESSAGE = /^https:\/\/line\.me\/R\/oaMessage\/[^/?]+\/?\?(.*)$/u;
const ADD_FRIEND = /^(?:https:\/\/line\.me\/R\/ti\/p\/|line:\/\/ti\/p\/)/u;
const WEB = /^https?:/iu;

const isLineLink = (uri) => OA_MESSAGE.test(uri) || ADD_FRIEND.test(uri);

/** Link for a browser tab: http and https addresses that LINE does not keep for itself. */
export const webAddress = (action) => (action?.type === "uri" && WEB.test(action.uri ?? "") && !isLineLink(action.uri) ? action.uri : null);

async function send(action, params) {
  const { chatId, viewer } = world;
  const answer = await attempt(() => api.tap(chatId, viewer, action, params));
  reportWebhook(answer);
}

function afterPostback(action) {
  if (action.inputOption === "openKeyboard") tell("fill", action.fillInText ?? "");
  else if (action.inputOption === "openRichMenu") tell("richmenu", true);
  else if (action.inputOption === "closeRichMenu") tell("richmenu", false);
  else if (action.inputOption === "openVoice") toast("หน้านี้ไม่มีการอัดเสียง");
}

/** LINE's own links: a chat with the bot with words typed in, or the bot's page. */
async function openLineLink(uri) {
  const words = OA_MESSAGE.exec(uri);
  // From a group it leads to one's own chat with the bot.
  if (group(world.chatId)) await attempt(() => open(world.viewer));
  if (words) tell("fill", decodeURIComponent(words[1]));
}

function openUri(uri) {
  if (isLineLink(uri)) return openLineLink(uri);
  if (/^tel:/iu.test(uri)) return choose(`โทร ${uri.slice(4)}`, [{ icon: "copy", label: "คัดลอกหมายเลข", run: () => copy(uri.slice(4)) }]);
  if (WEB.test(uri)) return void window.open(uri, "_blank", "noopener");
  return toast(`หน้านี้เปิดลิงก์ ${uri} ไม่ได้`);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("คัดลอกแล้ว");
  } catch {
    toast("เบราว์เซอร์ไม่ให้คัดลอก", "bad");
  }
}

async function pick(action) {
  const params = await pickMoment(action);
  if (params) await send(action, params);
}

const TAPS = {
  postback: (action) => {
    afterPostback(action);
    return send(action);
  },
  message: (action) => send(action),
  richmenuswitch: (action) => send(action),
  datetimepicker: pick,
  uri: (action) => openUri(action.uri),
  clipboard: (action) => copy(action.clipboardText),
  camera: () => tell("photo"),
  cameraRoll: () => tell("photo"),
  location: () => tell("place"),
};

export function tap(action) {
  const run = TAPS[action.type];
  return run ? run(action) : toast(`หน้านี้ไม่รู้จักปุ่มชนิด ${action.type}`);
}

/** A link for a web address, else a button; without an action the plain element. */
export function pressable(action, className, plainTag, ...children) {
  const address = webAddress(action);
  if (address) return el("a", { class: className, href: address, target: "_blank", rel: "noopener noreferrer" }, children);
  if (action) return el("button", { type: "button", class: className, onclick: () => tap(action) }, children);
  return el(plainTag, { class: className }, children);
}

/** Makes a block that holds other things pressable as a whole; a button inside it keeps its own tap. */
export function makePressable(node, action) {
  if (!action) return node;
  const run = (event) => {
    if (event.target !== node && event.target.closest("a, button, [role=button]") !== node) return;
    event.stopPropagation();
    tap(action);
  };
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  if (action.label) node.setAttribute("aria-label", action.label);
  node.classList.add("pressable");
  node.addEventListener("click", run);
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      run(event);
    }
  });
  return node;
}
