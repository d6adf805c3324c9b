// The page viewer: the arrow keys turn pages, as its links do.
const KEYS = { ArrowLeft: "prev", ArrowRight: "next" };

export function startViewer() {
  if (!document.querySelector("[data-viewer]")) return;
  document.addEventListener("keydown", (event) => {
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const inSheet = event.target.closest(".sheet, input, textarea, dialog");
    if (plain && !inSheet && KEYS[event.key]) document.querySelector(`a[rel="${KEYS[event.key]}"]`)?.click();
  });
}
