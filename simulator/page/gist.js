// One line about a message object, for the list and the ledger.

import { nameOf } from "./store.js";

const KINDS = {
  image: "รูปภาพ", video: "วิดีโอ", audio: "ข้อความเสียง", file: "ไฟล์", sticker: "สติกเกอร์", location: "ตำแหน่ง",
};

function spoken(message) {
  if (message.type !== "textV2") return message.text;
  return message.text.replace(/\{([0-9A-Za-z_]{1,20})\}/gu, (whole, key) => {
    const whom = message.substitution?.[key]?.mentionee;
    return whom ? `@${whom.type === "all" ? "ทุกคน" : nameOf(whom.userId)}` : "";
  });
}

export function gist(message) {
  const words = spoken(message) ?? message.altText ?? message.fileName ?? KINDS[message.type] ?? "ข้อความ";
  return words.replace(/\s+/gu, " ");
}
