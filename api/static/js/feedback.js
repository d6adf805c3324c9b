// Whether an answer was useful, and why not.
import { announce } from "./announcement.js";

export function startFeedback() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-feedback] button[value]");
    if (!button) return;
    const form = button.closest("[data-feedback]");
    if (button.value === "good") send(form, { verdict: "good" });
    else {
      button.setAttribute("aria-expanded", "true");
      form.querySelector("[data-reason]").hidden = false;
      form.querySelector("textarea").focus();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-feedback]");
    if (!form) return;
    event.preventDefault();
    const reason = new FormData(form).get("reason").trim();
    send(form, { verdict: "bad", ...(reason && { reason }) });
  });
}

async function send(form, verdict) {
  const sent = await post({ answer_id: form.dataset.feedback, ...verdict });
  if (!sent) {
    announce(form.dataset.failed);
    return;
  }
  const thanks = form.querySelector("[data-thanks]");
  for (const part of form.children) part.hidden = part !== thanks;
  announce(thanks.textContent);
}

async function post(body) {
  try {
    const response = await fetch("/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.ok;
  } catch {
    return false;
  }
}
