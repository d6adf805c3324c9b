// The directory: results while one types, and facets without leaving the page. Without a script the form does it all.
import { fetchPart } from "./fragment.js";

const PAUSE = 250;
const form = document.querySelector("[data-people-search]");
const place = document.querySelector("[data-people]");
let waiting = 0;
let asked = 0;

/** Show what an address of the directory finds; the last one asked for wins. */
async function show(address, keep = true) {
  const number = ++asked;
  place.setAttribute("aria-busy", "true");
  const part = new URL(address, location.href);
  part.searchParams.set("part", "1");
  try {
    const found = await fetchPart(part);
    if (number !== asked) return;
    place.replaceChildren(found);
    if (keep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    document.getElementById("announcement").textContent = document.getElementById("people-count").textContent;
  } catch {
    location.assign(address);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

function address() {
  const values = new URLSearchParams(new FormData(form));
  const given = [...values].filter(([, value]) => value);
  return `${place.dataset.address}?${new URLSearchParams(given)}`;
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(address(), false), PAUSE);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show(address());
});

addEventListener("popstate", () => location.reload());
