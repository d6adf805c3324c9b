// The staff pages: files dropped and sent with their progress, and jobs followed to their end.
import { announce } from "./announcement.js";
import { fetchPart } from "./fragment.js";

const PAUSE = 1000;

/** Ask again and again how far a job is, show it, and then what it changed on the page. */
async function follow(job) {
  while (job.dataset.job) {
    await new Promise((done) => setTimeout(done, PAUSE));
    try {
      const told = await fetchPart(job.dataset.job);
      job.replaceWith(told);
      job = told;
    } catch {
      location.reload();
      return;
    }
  }
  announce(`${job.querySelector("h3").textContent} ${job.querySelector("[data-said]")?.textContent ?? ""}`);
  await refresh();
}

async function refresh() {
  const response = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const now = page.getElementById(part.id);
    if (now) part.replaceChildren(...now.childNodes);
  }
}

for (const job of document.querySelectorAll("[data-job]")) follow(job);

const form = document.querySelector("[data-upload]");
if (form) {
  const field = form.querySelector("input[type=file]");
  const area = form.querySelector("[data-drop]");
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    area.dataset.over = "";
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete area.dataset.over;
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    delete area.dataset.over;
    field.files = event.dataTransfer.files;
    field.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

/** Send the form, showing how much of it has gone, and go where the server leads. */
function send() {
  const bar = form.querySelector(".upload-send progress");
  const button = form.querySelector(".upload-send button");
  const request = new XMLHttpRequest();
  const fail = () => {
    bar.hidden = true;
    button.disabled = false;
    announce(form.dataset.failed);
    form.querySelector("[data-problem]")?.remove();
    const notice = document.createElement("p");
    notice.className = "notice notice-failed";
    notice.dataset.problem = "";
    notice.textContent = form.dataset.failed;
    form.append(notice);
  };
  bar.hidden = false;
  button.disabled = true;
  announce(form.dataset.sending);
  request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = total ? loaded / total : 0));
  request.addEventListener("error", fail);
  request.addEventListener("load", () => (request.status < 400 ? location.assign(request.responseURL) : fail()));
  request.open("POST", form.action);
  request.send(new FormData(form));
}
