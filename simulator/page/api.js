// The control API of the stand-in (docs/simulator.md); every function answers what the server answered.

export class CallFailed extends Error {}

async function call(method, path, body, type) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = type ?? "application/json";
    options.body = type ? body : JSON.stringify(body);
  }
  const answer = await fetch(`/_sim/${path}`, options);
  const text = await answer.text();
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    throw new CallFailed(`คำตอบจากเซิร์ฟเวอร์อ่านไม่ได้ (${answer.status})`);
  }
  if (!answer.ok) throw new CallFailed(value?.error ?? value?.message ?? `เซิร์ฟเวอร์ตอบ ${answer.status}`);
  return value;
}

const part = encodeURIComponent;
const query = (values) => new URLSearchParams(values).toString();

export const state = () => call("GET", "state");
export const changes = (after, wait) => call("GET", `changes?${query({ after, wait })}`);
export const messages = (chatId, viewer) => call("GET", `chats/${part(chatId)}/messages?${query({ after: 0, viewer })}`);
export const requests = (after) => call("GET", `requests?${query({ after })}`);
export const say = (chatId, from, text) => call("POST", `chats/${part(chatId)}/text`, { from, text });
export const sticker = (chatId, from) => call("POST", `chats/${part(chatId)}/sticker`, { from });
export const place = (chatId, from, where) => call("POST", `chats/${part(chatId)}/location`, { from, ...where });
export const unsend = (chatId, from, messageId) => call("POST", `chats/${part(chatId)}/unsend`, { from, messageId });
export const edit = (chatId, from, messageId, text) => call("POST", `chats/${part(chatId)}/edit`, { from, messageId, text });
export const setClock = (now) => call("POST", "clock", { now });
export const addPerson = (name) => call("POST", "people", { name, friend: true });
export const follow = (userId) => call("POST", `people/${part(userId)}/follow`, {});
export const block = (userId) => call("POST", `people/${part(userId)}/block`, {});

export function tap(chatId, from, action, params) {
  return call("POST", `chats/${part(chatId)}/action`, params ? { from, action, params } : { from, action });
}

/** Sends a photo, video or file; `set` {setId, setIndex, setTotal} binds photos chosen together. */
export function content(chatId, from, kind, file, set = {}) {
  const path = `chats/${part(chatId)}/content?${query({ from, type: kind, fileName: file.name ?? "", ...set })}`;
  return call("POST", path, file, file.type || "application/octet-stream");
}
