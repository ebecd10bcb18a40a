// A message object of LINE as something to look at: one function per type.

import { el, icon } from "./dom.js";
import { flex } from "./flex.js";
import { showPicture } from "./sheet.js";
import { imagemap, template } from "./template.js";
import { plainText, substitutedText } from "./words.js";

const KB = 1024;
const FACES = ["M9 15a4 4 0 0 0 6 0", "M8 13a4 5 0 0 0 8 0z", "M9 16a4 3 0 0 1 6 0", "M9 14.5h6"];
const SVG = "http://www.w3.org/2000/svg";

function picture({ message, contentUrl, name }) {
  const full = message.originalContentUrl ?? message.contentProvider?.originalContentUrl ?? contentUrl;
  const small = message.previewImageUrl ?? contentUrl ?? full;
  const words = `รูปภาพจาก ${name}`;
  return el(
    "button",
    { type: "button", class: "picture", "aria-label": `${words} แตะเพื่อดูขนาดเต็ม`, onclick: () => showPicture(full, words) },
    el("img", { src: small, alt: "" }),
  );
}

function size(bytes) {
  if (bytes === undefined || bytes === null) return "";
  return bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}

function file({ message, contentUrl }) {
  return el(
    "a",
    { class: "file", href: contentUrl ?? null, target: "_blank", rel: "noopener noreferrer", download: message.fileName ?? "" },
    icon("file"),
    el("span", { class: "file-name" }, message.fileName ?? "ไฟล์"),
    el("span", { class: "file-size" }, size(message.fileSize)),
  );
}

function video({ message, contentUrl }) {
  const poster = message.previewImageUrl ?? null;
  return el("video", { class: "video", controls: true, preload: "none", poster, src: message.originalContentUrl ?? contentUrl, "aria-label": "วิดีโอ" });
}

const audio = ({ message, contentUrl }) =>
  el("audio", { class: "audio", controls: true, preload: "none", src: message.originalContentUrl ?? contentUrl, "aria-label": "ข้อความเสียง" });

/** A drawn face in place of LINE's own stickers, which are not ours to show. */
function sticker({ message }) {
  const face = document.createElementNS(SVG, "svg");
  face.setAttribute("viewBox", "0 0 24 24");
  face.setAttribute("aria-hidden", "true");
  for (const drawing of ["M12 2.5a9.5 9.5 0 1 0 .01 0z", "M8.700 9.500v.01M15.300 9.500v.01", FACES[Number(message.stickerId ?? 0) % FACES.length]]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", drawing);
    face.append(path);
  }
  return el("div", { class: "sticker", role: "img", "aria-label": "สติกเกอร์" }, face);
}

function place({ message }) {
  const where = `${message.latitude},${message.longitude}`;
  return el(
    "div",
    { class: "place" },
    el("div", { class: "place-map", "aria-hidden": "true" }, icon("place")),
    el("strong", {}, message.title ?? "ตำแหน่งที่ตั้ง"),
    el("span", {}, message.address ?? ""),
    el("span", { class: "place-point" }, `พิกัด ${where}`),
  );
}

const inBalloon = (nodes) => el("div", { class: "balloon" }, nodes);

const VIEWS = {
  text: ({ message }) => inBalloon(plainText(message)),
  textV2: ({ message }) => inBalloon(substitutedText(message)),
  image: picture,
  file,
  video,
  audio,
  sticker,
  location: place,
  flex: ({ message }) => flex(message.contents, message.altText),
  template: ({ message }) => template(message.template, message.altText),
  imagemap: ({ message }) => imagemap(message),
};

const WIDE = new Set(["flex", "template", "imagemap"]);

export const isWide = (message) => WIDE.has(message.type);

/** The view of an entry: {message, contentUrl, name of the sender}. An unknown type is named, not hidden. */
export function view(entry) {
  const draw = VIEWS[entry.message.type];
  return draw ? draw(entry) : inBalloon([`(ข้อความชนิด ${entry.message.type})`]);
}
