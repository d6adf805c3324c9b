// A mark opens its source beside the answer; Escape closes it and leads back to the mark.
import { announce } from "./announcement.js";
import { fetchPart } from "./fragment.js";
import { startPictures } from "./picture.js";

let openedBy = null;

export function startSources() {
  const shown = document.querySelector(".source");
  if (shown) {
    startPictures(shown);
    light(shown.closest(".turn"), shown.dataset.number);
  }
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    const elsewhere = document.querySelector("dialog[open]");
    if (event.key === "Escape" && !elsewhere && document.querySelector(".source")) closeSource(true);
  });
}

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const mark = event.target.closest("button.mark");
  const link = event.target.closest(".source a[data-panel]");
  const close = event.target.closest(".source [data-close]");
  if (!mark && !link && !close) return;
  event.preventDefault();
  if (close) closeSource(true);
  else if (mark) press(mark);
  else if (link.href) turnTo(link);
}

function press(mark) {
  if (mark.getAttribute("aria-expanded") === "true") {
    closeSource(true);
    return;
  }
  openedBy = mark;
  const turn = mark.closest(".turn");
  open(turn, `${turn.dataset.address}/sources/${mark.value}`, null);
}

/** Shows what a link of the panel leads to, and keeps the keyboard where it was. */
function turnTo(link) {
  const turn = link.closest(".turn");
  const wanted = new URL(link.href).searchParams;
  const number = wanted.get("source");
  const page = wanted.get("page");
  open(turn, `${turn.dataset.address}/sources/${number}${page ? `?page=${page}` : ""}`, link.dataset.control);
}

async function open(turn, address, control) {
  try {
    const panel = await fetchPart(address);
    const scrolled = document.querySelector(".source")?.scrollTop ?? 0;
    closeSource();
    turn.querySelector(".answer").after(panel);
    startPictures(panel);
    light(turn, panel.dataset.number);
    const kept = control && panel.querySelector(`[data-control="${control}"][href]`);
    (kept || panel.querySelector("h3")).focus({ preventScroll: true });
    if (control) panel.scrollTop = scrolled;
    else panel.scrollIntoView({ block: "nearest" });
    if (!control && matchMedia("(max-width: 62rem)").matches) panel.scrollIntoView({ block: "start" });
  } catch {
    announce(document.querySelector("main").dataset.sourceFailed);
  }
}

/** Marks the claims that rest on a source, and the source's marks as open. */
function light(turn, number) {
  const marks = [...turn.querySelectorAll("button.mark")].filter((mark) => mark.value === number);
  for (const mark of marks) {
    mark.setAttribute("aria-expanded", "true");
    mark.classList.add("open");
    mark.closest(".answer p, .answer li")?.querySelector(".claim")?.classList.add("lit");
  }
  if (openedBy?.value !== number || !turn.contains(openedBy)) openedBy = marks[0] ?? null;
}

export function closeSource(goBack = false) {
  const panel = document.querySelector(".source");
  if (!panel) return;
  const turn = panel.closest(".turn");
  panel.remove();
  for (const mark of turn.querySelectorAll("button.mark.open")) {
    mark.setAttribute("aria-expanded", "false");
    mark.classList.remove("open");
  }
  for (const claim of turn.querySelectorAll(".lit")) claim.classList.remove("lit");
  if (goBack) openedBy?.focus();
}
