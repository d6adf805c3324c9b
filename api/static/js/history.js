// Conversations kept in this browser: which questions were asked, and where their answers are.
import { announce } from "./announcement.js";
import { fromTemplate } from "./fragment.js";

const PLACE = "jnexus.conversations";
const MOST = 50;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function write(conversations) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(conversations.slice(0, MOST)));
  } catch {
    // A browser that keeps nothing: the conversation lasts as long as the page.
  }
}

export function findConversation(id) {
  return read().find((conversation) => conversation.id === id);
}

/** The conversation that an answer belongs to, where this browser asked for it. */
export function conversationOf(answer) {
  const holds = (conversation) => conversation.turns.some((turn) => turn.answer === answer);
  return read().find(holds)?.id ?? null;
}

/** Keeps an answer's place; its conversation comes first. */
export function keepTurn(answer) {
  const others = read().filter((conversation) => conversation.id !== answer.conversation_id);
  const kept = findConversation(answer.conversation_id) ?? {
    id: answer.conversation_id,
    title: answer.question,
    turns: [],
  };
  kept.turns.push({ answer: answer.answer_id, question: answer.question });
  write([kept, ...others]);
}

export function startHistory() {
  const dialog = document.getElementById("history");
  document.querySelector("[data-history]").addEventListener("click", () => {
    list(dialog);
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    if (event.target.closest("a")) dialog.close();
    const item = event.target.closest("button[data-name]")?.closest("li");
    if (!item && !event.target.closest("[data-history-clear]")) return;
    remove((conversation) => !item || conversation.id === item.dataset.conversation, dialog);
    list(dialog);
    dialog.querySelector("button").focus();
  });
}

/** Deletes conversations in the browser and their answers on the server. */
async function remove(chosen, dialog) {
  const conversations = read();
  write(conversations.filter((conversation) => !chosen(conversation)));
  const outcomes = await Promise.all(conversations.filter(chosen).map(({ id }) => removed(id)));
  if (outcomes.includes(false)) announce(dialog.querySelector("[data-history-list]").dataset.failed);
}

async function removed(id) {
  try {
    const response = await fetch(`/v1/conversations/${encodeURIComponent(id)}`, { method: "DELETE" });
    return response.ok || response.status === 404;
  } catch {
    return false;
  }
}

function list(dialog) {
  const place = dialog.querySelector("[data-history-list]");
  const conversations = read();
  place.replaceChildren(...conversations.map((conversation) => entry(conversation, place.dataset.base)));
  dialog.querySelector("[data-history-empty]").hidden = conversations.length > 0;
  dialog.querySelector("[data-history-clear]").hidden = conversations.length === 0;
}

function entry(conversation, base) {
  const item = fromTemplate("history-item");
  item.dataset.conversation = conversation.id;
  const link = item.querySelector("a");
  link.textContent = conversation.title;
  link.href = `${base}#conversation=${conversation.id}`;
  const button = item.querySelector("button");
  button.setAttribute("aria-label", button.dataset.name.replace("{title}", conversation.title));
  return item;
}
