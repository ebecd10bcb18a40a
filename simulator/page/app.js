// The page of the stand-in for LINE: loads the world, wires its parts, then follows changes.

import { startCalendar } from "./calendar.js";
import { startChats } from "./chats.js";
import { startComposer } from "./composer.js";
import { byId, el, fill, icon } from "./dom.js";
import { startGuide } from "./guide.js";
import { startLedger } from "./ledger.js";
import { startPhone } from "./phone.js";
import { startRichMenu } from "./richmenu.js";
import { attempt, toast } from "./sheet.js";
import { knows, listen, open, refreshState, tell, watch, world } from "./store.js";

const TABS = { chat: ["chat", "แชต"], calendar: ["calendar", "ปฏิทิน"], guide: ["guide", "แนะนำ"] };

function startTabs() {
  const buttons = [...document.querySelectorAll(".tabs button")];
  const show = (tab) => {
    document.body.dataset.tab = tab;
    for (const button of buttons) button.setAttribute("aria-current", String(button.dataset.tab === tab));
  };
  for (const button of buttons) {
    const [drawing, word] = TABS[button.dataset.tab];
    fill(button, icon(drawing), word, button.dataset.tab === "chat" ? el("span", { class: "badge tab-badge", id: "tab-badge", hidden: true }) : null);
    button.addEventListener("click", () => show(button.dataset.tab));
  }
  listen("tab", show);
  show(document.body.dataset.tab);
}

/** On a narrow screen the list may be out of sight when the calendar brings messages. */
function showUnread() {
  const total = world.state.chats.reduce((sum, chat) => sum + (chat.chatId === world.chatId ? 0 : chat.unread), 0);
  const badge = byId("tab-badge");
  badge.hidden = total === 0;
  fill(badge, total, el("span", { class: "hidden" }, " ข้อความยังไม่อ่าน"));
}

function showOnline() {
  const node = byId("online");
  node.classList.toggle("away", !world.online);
  fill(node, world.online ? "" : [icon("alert"), "ขาดการเชื่อมต่อ กำลังลองใหม่"]);
}

async function openFirst() {
  const [chatId, viewer] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (chatId && knows(chatId)) return open(chatId, viewer);
  const wide = window.matchMedia("(min-width: 1000px)").matches;
  const first = world.state.guide?.steps?.find((step) => step.chatId && knows(step.chatId));
  if (!wide && world.state.guide?.steps?.length) return tell("tab", "guide");
  if (wide && first) return open(first.chatId, first.as);
  if (wide && world.state.people.length) return open(world.state.people[0].userId);
}

async function start() {
  startTabs();
  startPhone();
  startComposer();
  startRichMenu();
  startChats();
  startGuide();
  startCalendar();
  startLedger();
  listen("online", showOnline);
  for (const kind of ["state", "read"]) listen(kind, showUnread);
  try {
    await refreshState();
  } catch (trouble) {
    toast(`เปิดหน้านี้ไม่สำเร็จ: ${trouble.message}`, "bad");
    return;
  }
  await attempt(openFirst);
  document.body.dataset.ready = "yes";
  await watch();
}

start();
