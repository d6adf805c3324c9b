// Copies texts and addresses, shares links, prints.
import { announce } from "./announcement.js";

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-share], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) print();
    else if ("share" in button.dataset) await share(button);
    else await copy(button, button.dataset.copy);
  });
}

async function share(button) {
  const url = new URL(button.dataset.share, location.href).href;
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    try {
      await navigator.share({ url });
      return;
    } catch (fault) {
      if (fault.name === "AbortError") return;
    }
  }
  await copy(button, url);
}

async function copy(button, text) {
  const said = (await copied(text)) ? button.dataset.done : button.dataset.failed;
  announce(said);
  const label = (button.dataset.label ??= button.textContent);
  button.textContent = said;
  setTimeout(() => (button.textContent = label), 2000);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** The way that also works where an address is not secure. */
function copiedBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}
