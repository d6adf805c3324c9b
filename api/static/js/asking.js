// Asking: questions from the box, the examples and the follow-ups become turns of one conversation.
import { announce } from "./announcement.js";
import { answering, Refused } from "./answering.js";
import { fetchPart, fromTemplate, Missing } from "./fragment.js";
import { conversationOf, findConversation, keepTurn } from "./history.js";
import { closeSource } from "./source.js";

const NAMED = /^#conversation=(\w+)$/;
const main = document.querySelector("main.asking");
const box = document.getElementById("question");
let conversation = null;
let running = null;

export function startAsking() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-stop]")) running?.abort();
    if (event.target.closest("[data-switch]") && NAMED.test(location.hash)) {
      event.preventDefault();
      location.assign(event.target.closest("[data-switch]").getAttribute("href") + location.hash);
    }
  });
  box.addEventListener("keydown", onKey);
  box.addEventListener("input", grow);
  addEventListener("popstate", () => (location.pathname === main.dataset.base ? show() : location.reload()));
  const shown = main.querySelector(".turn[data-conversation]");
  if (shown) conversation = conversationOf(shown.dataset.answer);
  else show();
  converse(Boolean(shown) || Boolean(conversation));
}

function onKey(event) {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && !event.shiftKey && !composing) {
    event.preventDefault();
    box.form.requestSubmit();
  }
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function onSubmit(event) {
  const form = event.target.closest("form[data-ask]");
  if (!form) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const question = data.get("question")?.trim();
  if (!question || running) return;
  form.closest(".notice")?.closest(".turn")?.remove();
  if (form.contains(box)) box.value = "";
  grow();
  ask(question, data.get("answer_language"));
}

async function ask(question, language) {
  const turn = fromTemplate("pending");
  title(turn, question);
  closeSource();
  add(turn);
  bringUp(turn);
  running = new AbortController();
  try {
    const answer = await follow(turn, { question, language, conversation_id: conversation }, running.signal);
    const card = await fetchPart(`${main.dataset.base}/answers/${answer.answer_id}/card`);
    turn.replaceWith(card);
    keepTurn(answer);
    name(answer.conversation_id);
    bringUp(card);
    announce(main.dataset.ready);
  } catch (fault) {
    if (fault.name === "AbortError") stop(turn, question);
    else fail(turn, question, fault instanceof Refused ? fault.code : "network");
  } finally {
    running = null;
  }
}

async function follow(turn, body, signal) {
  const stream = turn.querySelector(".stream");
  let answer = null;
  for await (const event of answering(body, signal)) {
    if (event.name === "token") {
      turn.querySelector(".working").hidden = true;
      stream.textContent += event.data.text;
    }
    if (event.name === "done") answer = event.data;
  }
  if (!answer) throw new Refused("server");
  return answer;
}

/** Heads a turn with its question; names such as J-NEXUS stay on one line. */
function title(turn, question) {
  turn.querySelector(".question").textContent = question.replace(/-(?=\w\b)|(?<=\b\w)-(?=\w)/g, "-\u2060");
}

function stop(turn, question) {
  turn.remove();
  box.value = question;
  grow();
  converse(Boolean(main.querySelector(".turn")));
  box.focus();
  announce(main.dataset.stopped);
}

function fail(turn, question, code) {
  const failure = fromTemplate("failure");
  const words = failure.querySelector("p");
  words.textContent = words.dataset[code] ?? words.dataset.server;
  failure.querySelector("button").value = question;
  turn.querySelector(".answer").replaceChildren(failure);
  turn.removeAttribute("aria-busy");
  turn.classList.remove("pending");
}

function add(turn) {
  document.getElementById("turns").append(turn);
  converse(true);
}

function bringUp(turn) {
  turn.querySelector(".question").focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
}

function converse(on) {
  main.classList.toggle("conversing", on);
  for (const part of main.querySelectorAll("[data-welcome]")) part.hidden = on;
  box.dataset.first ??= box.placeholder;
  box.placeholder = on ? box.dataset.followUp : box.dataset.first;
}

function name(id) {
  const before = conversation;
  conversation = id;
  const address = `${main.dataset.base}#conversation=${id}`;
  if (before !== id || location.pathname !== main.dataset.base) history.pushState(null, "", address);
}

/** Shows the conversation that the address names, else the page as it begins. */
async function show() {
  const id = NAMED.exec(location.hash)?.[1] ?? null;
  if (id === null && location.hash) return;
  const kept = id && findConversation(id);
  running?.abort();
  closeSource();
  document.getElementById("turns").replaceChildren();
  conversation = kept ? id : null;
  converse(Boolean(kept));
  for (const turn of kept?.turns ?? []) {
    if (conversation !== id) return;
    add(await restored(turn));
  }
}

async function restored(kept) {
  try {
    return await fetchPart(`${main.dataset.base}/answers/${kept.answer}/card`);
  } catch (fault) {
    const turn = fromTemplate("pending");
    title(turn, kept.question);
    fail(turn, kept.question, fault instanceof Missing ? "expired" : "network");
    return turn;
  }
}
