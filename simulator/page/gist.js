// One line about a message object, for the list and the ledger.

const KINDS = {
  image: "รูปภาพ", video: "วิดีโอ", audio: "ข้อความเสียง", file: "ไฟล์", sticker: "สติกเกอร์", location: "ตำแหน่ง", imagemap: "รูปภาพ",
};

export function gist(message) {
  if (!message) return "";
  const words = message.text ?? message.altText ?? message.fileName ?? KINDS[message.type] ?? "ข้อความ";
  return words.replace(/\s+/gu, " ");
}
