// Photos on their way out: a phone sends JPEG or PNG, so other kinds are redrawn; and a drawn sample for those without a photo at hand.

import { now } from "./store.js";
import { clockTime, longDate } from "./thai.js";

const QUALITY = 0.88;
const SENT_AS_IS = new Set(["image/jpeg", "image/png"]);

const blobOf = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));

export async function asPhoto(file) {
  if (SENT_AS_IS.has(file.type)) return file;
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error("ไฟล์นี้ไม่ใช่รูปภาพที่เปิดได้");
  });
  const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return new File([await blobOf(canvas)], "photo.jpg", { type: "image/jpeg" });
}

function table(pen, x, y) {
  pen.fillStyle = "#7b5a3c";
  pen.fillRect(x, y, 300, 26);
  pen.fillRect(x + 20, y + 26, 16, 90);
  pen.fillRect(x + 264, y + 26, 16, 90);
}

function sitter(pen, x, y, shirt) {
  pen.fillStyle = "#e8b98f";
  pen.beginPath();
  pen.arc(x, y, 30, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = shirt;
  pen.beginPath();
  pen.ellipse(x, y + 92, 52, 62, 0, Math.PI, 2 * Math.PI);
  pen.fill();
}

/** A drawn meeting room with the simulator's date, as a JPEG file. */
export async function drawSample() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1024, height: 768 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#efe6d6";
  pen.fillRect(0, 0, 1024, 768);
  pen.fillStyle = "#b9a88c";
  pen.fillRect(0, 560, 1024, 208);
  pen.fillStyle = "#ffffff";
  pen.fillRect(212, 70, 600, 240);
  pen.fillStyle = "#1c3d5a";
  pen.textAlign = "center";
  pen.font = "bold 52px system-ui, sans-serif";
  pen.fillText("ประชุมติดตามงาน", 512, 165);
  pen.font = "32px system-ui, sans-serif";
  pen.fillText(`${longDate(now())} ${clockTime(now())}`, 512, 235, 560);
  ["#2f6f8f", "#8f3f4f", "#3f7f4f", "#6f5f9f", "#9f6f2f"].forEach((shirt, index) => sitter(pen, 152 + index * 180, 400, shirt));
  for (const x of [60, 362, 664]) table(pen, x, 500);
  return new File([await blobOf(canvas)], "sample.jpg", { type: "image/jpeg" });
}
