// Page pictures: zoom, and the quote brought into view by the colour that it is marked with.

const STEPS = [1, 1.5, 2, 2.5, 3, 4];
const MARKER = [255, 224, 102];
const NEAR = 14;
const SMALL = 280;

export function startPictures(root) {
  for (const figure of root.querySelectorAll("[data-picture]:not([data-started])")) start(figure);
}

function start(figure) {
  figure.dataset.started = "on";
  const image = figure.querySelector("img");
  const sheet = figure.querySelector(".sheet");
  const ready = () => (image.hasAttribute("data-marked") ? showMarked(sheet, image) : zoom(sheet, image, 1));
  const failed = () => {
    image.hidden = true;
    sheet.querySelector(".sheet-failed").hidden = false;
  };
  if (image.complete) image.naturalWidth ? ready() : failed();
  else {
    image.addEventListener("load", ready, { once: true });
    image.addEventListener("error", failed, { once: true });
  }
  figure.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) zoom(sheet, image, next(Number(image.dataset.scale), button.dataset.zoom));
  });
}

function next(scale, direction) {
  if (direction === "in") return STEPS.find((step) => step > scale + 0.01) ?? STEPS.at(-1);
  if (direction === "out") return STEPS.findLast((step) => step < scale - 0.01) ?? 1;
  return 1;
}

/** Shows an image at a multiple of the sheet's width, with a point of it (0 to 1) in the middle. */
function zoom(sheet, image, scale, point) {
  const seen = point ?? {
    x: (sheet.scrollLeft + sheet.clientWidth / 2) / Math.max(image.clientWidth, 1),
    y: (sheet.scrollTop + sheet.clientHeight / 2) / Math.max(image.clientHeight, 1),
  };
  image.dataset.scale = String(scale);
  image.style.width = `${scale * 100}%`;
  sheet.scrollLeft = seen.x * image.clientWidth - sheet.clientWidth / 2;
  sheet.scrollTop = scale === 1 && !point ? 0 : seen.y * image.clientHeight - sheet.clientHeight / 2;
}

/** Zooms in on the marked words as far as their line stays whole. */
function showMarked(sheet, image) {
  const marked = findMarked(image);
  if (!marked) {
    zoom(sheet, image, 1);
    return;
  }
  const legible = (image.naturalWidth * 0.8) / sheet.clientWidth;
  const fitting = 0.92 / Math.max(marked.right - marked.left, 0.1);
  const scale = Math.min(Math.max(1, Math.min(legible, fitting)), 3);
  zoom(sheet, image, scale, { x: (marked.left + marked.right) / 2, y: (marked.top + marked.bottom) / 2 });
}

/** Where the marker's colour stands on an image, in parts of its width and height; null where nowhere. */
function findMarked(image) {
  const canvas = document.createElement("canvas");
  canvas.width = SMALL;
  canvas.height = Math.round((SMALL * image.naturalHeight) / image.naturalWidth);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let box = null;
  for (let at = 0; at < data.length; at += 4) {
    if (!MARKER.every((value, channel) => Math.abs(data[at + channel] - value) < NEAR)) continue;
    const x = (at / 4) % canvas.width;
    const y = Math.floor(at / 4 / canvas.width);
    box ??= { left: x, right: x, top: y, bottom: y };
    box = {
      left: Math.min(box.left, x),
      right: Math.max(box.right, x + 1),
      top: Math.min(box.top, y),
      bottom: Math.max(box.bottom, y + 1),
    };
  }
  return box && {
    left: box.left / canvas.width,
    right: box.right / canvas.width,
    top: box.top / canvas.height,
    bottom: box.bottom / canvas.height,
  };
}
