// What the page knows of the simulated world, kept fresh by long polling; parts of the page listen to `news`.

import * as api from "./api.js";
import { toMs } from "./thai.js";

/** Fires: "state" (people, clock, quota), "chat" (messages of the open chat), "read", "open" (another chat or viewer),
 *  "online", and the wishes "fill" (words for the input), "photo", "place", "richmenu" (open or shut it), "tab". */
export const news = new EventTarget();
export const tell = (kind, detail) => news.dispatchEvent(new CustomEvent(kind, { detail }));
export const listen = (kind, then) => news.addEventListener(kind, (event) => then(event.detail));

export const world = { state: null, seq: 0, chatId: null, viewer: null, entries: [], richmenu: null, loading: false, online: true };

const LONG_POLL_SECONDS = 25;
const RETRY_MS = 2000;

let clockReadAt = 0;

/** The simulator's clock in milliseconds, run on here between two answers. */
export const now = () => toMs(world.state.clock.now) + (performance.now() - clockReadAt);

export const person = (userId) => world.state.people.find((one) => one.userId === userId);
export const group = (groupId) => world.state.groups.find((one) => one.groupId === groupId);
export const nameOf = (userId) => (userId === "bot" ? world.state.bot.name : person(userId)?.name ?? "สมาชิก");

export async function refreshState() {
  const state = await api.state();
  clockReadAt = performance.now();
  world.state = state;
  tell("state");
}

let asked = 0;
let shown = 0;

/** Reads the open chat again; of several answers under way only the one asked for last counts. */
export async function refreshChat() {
  const { chatId, viewer } = world;
  if (!chatId) return;
  const ticket = ++asked;
  const answer = await api.messages(chatId, viewer);
  if (ticket < shown || chatId !== world.chatId || viewer !== world.viewer) return;
  shown = ticket;
  world.entries = answer.messages;
  world.richmenu = answer.richmenu;
  world.loading = answer.loading;
  // Reading a chat is what empties its count of unread messages.
  const listed = world.state.chats.find((chat) => chat.chatId === chatId);
  if (listed) listed.unread = 0;
  tell("chat");
  tell("read");
}

/** Opens a chat as a person: the person itself in a one-to-one chat, a member in a group. */
export async function open(chatId, viewer = null) {
  const members = group(chatId)?.members ?? [];
  const holder = members.length ? (members.includes(viewer) ? viewer : members[0]) : chatId;
  world.chatId = chatId;
  world.viewer = holder;
  world.entries = [];
  world.richmenu = null;
  world.loading = false;
  history.replaceState(null, "", `#${encodeURIComponent(chatId)}/${encodeURIComponent(holder)}`);
  tell("open");
  await refreshChat();
}

export function shutChat() {
  world.chatId = null;
  history.replaceState(null, "", "#");
  tell("open");
}

export const knows = (chatId) => Boolean(person(chatId) ?? group(chatId));

/** Reads the world again, and leaves a chat that is no more, or a group as someone who left it. */
async function refreshAll(withChat) {
  await refreshState();
  const { chatId, viewer } = world;
  if (chatId && !knows(chatId)) shutChat();
  else if (group(chatId) && !group(chatId).members.includes(viewer)) await open(chatId);
  else if (withChat) await refreshChat();
}

async function follow() {
  const answer = await api.changes(world.seq, LONG_POLL_SECONDS);
  const again = answer.seq < world.seq;
  world.seq = answer.seq;
  if (!again && answer.changes.length === 0) return;
  await refreshAll(again || answer.changes.some((change) => change.chatId === null || change.chatId === world.chatId));
}

const pause = (ms) => new Promise((then) => setTimeout(then, ms));

function setOnline(online) {
  if (world.online === online) return;
  world.online = online;
  tell("online");
}

/** Follows the server for ever; while it is away, tries again every two seconds and says so. */
export async function watch() {
  world.seq = world.state.seq;
  for (;;) {
    try {
      if (!world.online) {
        await refreshAll(true);
        world.seq = world.state.seq;
        setOnline(true);
      }
      await follow();
    } catch {
      setOnline(false);
      await pause(RETRY_MS);
    }
  }
}
